"""Three ways: what was written last, what the vault says, what the tracker says.

Pure. The property and the tag of a field are two places with one base, each
judged alone, in the order that DESIGN gives.
"""

from __future__ import annotations

from vaultsync.held import PLACES, Held, Place, held_at
from vaultsync.lean.typed import TYPE_CHECKING, Enum, NamedTuple
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.tracker.vocabulary import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.config import Names
    from vaultsync.match.pairing.alignment import ActionMatch, Alignment
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.lock import Kept, Lock
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.vocabulary import Field, Vocabulary


class State(Enum):
    """How a field stands, or an action."""

    AGREED = "agreed"
    ABSENT = "absent"
    UPDATE = "update"
    EDITED_HERE = "edited-here"
    CONFLICT = "conflict"
    FIRST_MEETING = "first-meeting"
    KEPT = "kept"
    FOREIGN = "foreign"
    NO_VALUE = "no-value"
    NOT_IN_SNAPSHOT = "not-in-snapshot"
    UNLISTED = "unlisted"
    DOUBTFUL = "doubtful"


# What a user should hear of first, of an action whose fields differ.
_GRAVITY = (
    State.CONFLICT,
    State.FIRST_MEETING,
    State.FOREIGN,
    State.EDITED_HERE,
    State.UPDATE,
    State.ABSENT,
    State.KEPT,
    State.AGREED,
    State.NO_VALUE,
)


class FieldState(NamedTuple):
    """One field at one place of a claim: `base`, `vault` and `tracker` are tokens or None.

    `vault` is what somebody else than us says there, where several values
    stand side by side. `raw` is what is written: our values, or the user's
    where there are none of ours. `start` and `end` span the first of `held`,
    all the values, or the claim where there is none.
    """

    field: Field
    place: Place
    state: State
    base: str | None
    vault: str | None
    raw: str
    tracker: str | None
    start: int
    end: int
    held: tuple[Held, ...] = ()


class Agreement(NamedTuple):
    """An action held against its row: its home's fields, its copies', and the gravest state.

    `fields` is empty where the action has no home or its note cannot be read.
    A copy is listed only where it carries tags of ours. `unread` is the path of
    the note that is the home, or that may be, and cannot be read, or of a folder
    that may hold the home and cannot be listed (it ends in `/`): nothing is
    compared then, as the other places do not speak for it. Nor is it where
    `shared_with` names another tracker that keeps its values under the same names,
    or may once it is read, if it is `shared_unread`.
    """

    match: ActionMatch
    fields: tuple[FieldState, ...]
    copies: tuple[tuple[Claim, tuple[FieldState, ...]], ...]
    state: State
    unread: str = ""
    shared_with: str = ""
    shared_unread: bool = False


def judge(
    base: str | None,
    vault: AbstractSet[str],
    foreign: bool,
    tracker: str | None,
    kept: Kept | None = None,
) -> State:
    """Return how one field stands at one place.

    `base` is what was written last, `vault` the managed tokens that stand
    there (mostly one), `foreign` whether something of the user's stands
    there, `tracker` what is published; None where there is nothing. `kept` is
    the user's decision for the field.
    """
    if tracker is None:
        return State.NO_VALUE
    if vault == {tracker}:
        return State.AGREED
    if not vault:
        return State.FOREIGN if foreign else State.ABSENT
    if kept is not None and kept.tracker == tracker and vault == {kept.token}:
        return State.KEPT
    if base is None:
        return State.FIRST_MEETING
    # Of several values, the one that we wrote is ours to take away.
    others = vault - {base}
    if others <= {tracker}:
        return State.UPDATE
    if tracker == base:
        return State.EDITED_HERE
    return State.CONFLICT


def agree(
    alignment: Alignment, vault: Vault, lock: Lock, names: Names, vocabulary: Vocabulary
) -> tuple[Agreement, ...]:
    """Return every action of the vault held against its row, in the alignment's order."""
    base: dict[str, dict[Field, str]] = {}
    for entry in lock.base:
        base.setdefault(entry.action, {})[entry.field] = entry.token
    kept = {(entry.action, entry.field): entry for entry in lock.kept}
    absent = State.UNLISTED if lock.snapshot.complete else State.NOT_IN_SNAPSHOT
    unread = (*(f"{folder}/" for folder in vault.unlisted), *_unknown_homes(alignment, vault))
    return tuple(
        _agreement(
            match, vault, names, vocabulary, base.get(match.action, {}), kept, absent, unread
        )
        for match in alignment.actions
    )


def _unknown_homes(alignment: Alignment, vault: Vault) -> tuple[str, ...]:
    """Return the notes of which nobody can tell what they are the home of."""
    failures = vault.failures
    if not failures:
        return ()
    known = {
        claim.path
        for match in alignment.actions
        for claim in (match.home, *match.copies, *match.claimed_twice)
        if claim is not None and claim.unread
    }
    return tuple(
        path
        for path in vault.note_paths
        if path in failures
        and path not in known
        and path not in vault.conflict_copies
        and not vault.settings.is_template(path)
    )


def tokens_of(row: Row) -> dict[Field, str | None]:
    """Return what a row says, as tokens."""
    return {"status": row.status.token, "priority": row.priority.token}


def _agreement(
    match: ActionMatch,
    vault: Vault,
    names: Names,
    vocabulary: Vocabulary,
    base: Mapping[Field, str],
    kept: Mapping[tuple[str, Field], Kept],
    absent: State,
    unread: Sequence[str],
) -> Agreement:
    if match.home is not None and match.home.unread:
        return Agreement(match, (), (), State.DOUBTFUL, match.home.path)
    overall: State | None = None
    if match.pair is None:
        overall = absent
    elif match.home is None or match.pair.verdict not in (Verdict.CERTAIN, Verdict.LIKELY):
        overall = State.DOUBTFUL
    tracker: Mapping[Field, str | None] = {} if match.pair is None else tokens_of(match.pair.row)

    def states(claim: Claim, is_copy: bool) -> tuple[FieldState, ...]:
        note = vault.note(claim.path)
        if note is None:
            return ()
        held = held_at(note, claim, names, vocabulary, base)
        found = []
        for field in FIELDS:
            told = base.get(field), tracker.get(field), kept.get((match.action, field))
            for place in PLACES if claim.is_note else ("tag",):
                here = tuple([each for each in held if each[:2] == (field, place)])
                # A copy without tags of ours stays without.
                if not is_copy or any(not each.foreign for each in here):
                    found.append(_field_state(claim, field, place, here, *told, overall))
        return tuple(found)

    fields = () if match.home is None else states(match.home, False)
    unknown = bool(unread) and (bool(base) or unread[0].endswith("/"))
    if unknown and match.home is not None and not any(map(_holds_ours, fields)):
        # What was written for the action stands elsewhere, and maybe there; of the notes
        # in an unlisted folder not even the names are known.
        return Agreement(match, (), (), State.DOUBTFUL, unread[0])
    copies = tuple((claim, found) for claim in match.copies if (found := states(claim, True)))
    fields = _kept_whole(fields)
    copies = tuple((claim, _kept_whole(found)) for claim, found in copies)
    everything = (*fields, *(state for _, found in copies for state in found))
    return Agreement(match, fields, copies, overall or _gravest(everything))


def _field_state(
    claim: Claim,
    field: Field,
    place: Place,
    held: tuple[Held, ...],
    base: str | None,
    tracker: str | None,
    kept: Kept | None,
    overall: State | None,
) -> FieldState:
    tokens = [each.token for each in held if each.token is not None]
    foreign = any(each.foreign for each in held)
    state = overall or judge(base, frozenset(tokens), foreign, tracker, kept)
    said = [token for token in tokens if token != base] or tokens
    start, end = (held[0].start, held[0].end) if held else (claim.start, claim.end)
    return FieldState(
        field,
        place,
        state,
        base,
        said[0] if said else None,
        ", ".join([each.raw for each in held if not tokens or each.token is not None]),
        tracker,
        start,
        end,
        held,
    )


def _holds_ours(state: FieldState) -> bool:
    return any(not held.foreign for held in state.held)


def _kept_whole(states: tuple[FieldState, ...]) -> tuple[FieldState, ...]:
    """Return the states of a place, of which a kept value speaks for the whole field."""
    kept = {state.field for state in states if state.state is State.KEPT}
    if not kept:
        return states
    return tuple(
        state._replace(state=State.KEPT)
        if state.field in kept and state.state in (State.ABSENT, State.UPDATE)
        else state
        for state in states
    )


def _gravest(states: Iterable[FieldState]) -> State:
    found = [state.state for state in states]
    return next((state for state in _GRAVITY if state in found), State.NO_VALUE)
