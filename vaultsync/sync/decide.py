"""What to write where: from the state of each field to orders for single places."""

from __future__ import annotations

from vaultsync.agreement import State, tokens_of
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.sync.changes import Left
from vaultsync.sync.keeping import Keeping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.agreement import Agreement, FieldState
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.entries import Kept
    from vaultsync.tracker.vocabulary import Vocabulary


class SyncOptions(NamedTuple):
    """What the user asked for.

    `overwrite_local` writes over local values; `first_meeting` over those that
    stood there before anything was written, because the user is asked.
    `keep_local` holds the paths of notes whose local values are kept from now
    on, for `keep_reason`, and not written over. `create_notes` makes homes, named by the template
    `note_name`, in `new_note_folder`. `date` is the day, as `2026-11-21`.
    `modified_property` is the property of notes that says when they were last
    changed, if it is to be kept, and `time` the time, as `2026-11-21T20:55:58Z`.
    """

    date: str
    overwrite_local: bool = False
    first_meeting: bool = False
    keep_local: frozenset[str] = frozenset()
    keep_reason: str = ""
    create_notes: bool = False
    note_name: str = ""
    new_note_folder: str = ""
    modified_property: str = ""
    time: str = ""


class Order(NamedTuple):
    """One field at one place of a claim, and the token it shall hold; None: nothing of ours."""

    action: str
    claim: Claim
    state: FieldState
    token: str | None


class Decision(NamedTuple):
    """What is decided for one action: orders, what is left and why, and what is kept."""

    orders: tuple[Order, ...]
    left: tuple[Left, ...]
    kept: tuple[Kept, ...]


NOTHING = Decision((), (), ())

_WRITTEN = frozenset({State.ABSENT, State.UPDATE})
_LOCAL = frozenset({State.CONFLICT, State.FIRST_MEETING, State.EDITED_HERE, State.KEPT})

UNLISTED = "the folder cannot be listed, and may hold the action's home"
"""Why an action is left that may have its home where nobody can look."""

DISPUTED = frozenset({State.CONFLICT, State.FIRST_MEETING})
"""The states of a place that only the user can settle."""


def is_settled(agreement: Agreement) -> bool:
    """Return whether an action's row is sure enough to write by: certain or likely."""
    pair = agreement.match.pair
    return pair is not None and pair.verdict in (Verdict.CERTAIN, Verdict.LIKELY)


def decide(
    agreement: Agreement, options: SyncOptions, vocabulary: Vocabulary, vault: Vault
) -> Decision:
    """Return what to write of one action, by the state of each of its places.

    A field that is in dispute at any of them is left as a whole: a value that
    is added beside the disputed one would contradict it. `vault` is asked for the
    lines of values that differ.
    """
    home = agreement.match.home
    action = agreement.match.action
    reason = _unwritable(agreement)
    if reason:
        path = agreement.unread or (home.path if home else "")
        return Decision((), (Left(action, path, reason),), ())
    if home is None or not is_settled(agreement):
        return NOTHING
    moved = _has_moved(agreement)
    places = tuple(_places(agreement))
    keeping = Keeping(action, places, options, vault)
    disputed = {
        state.field
        for claim, state in places
        if state.state in DISPUTED
        and (keeping.is_asked(claim, state) or not is_written(state, options))
    }
    edited = {
        (claim, state.field)
        for claim, state in places
        if state.state is State.EDITED_HERE
        and (keeping.is_asked(claim, state) or not is_written(state, options))
    }
    orders: list[Order] = []
    left: dict[Left, None] = {}
    for claim, state in places:
        if state.state not in _LOCAL and (
            state.field in disputed
            or (state.state is State.ABSENT and (claim, state.field) in edited)
        ):
            continue
        if claim is not home and moved and state.vault == state.base:
            orders.append(Order(action, claim, state, None))
        elif keeping.is_asked(claim, state):
            left.update(dict.fromkeys(keeping.left(state.field)))
        elif is_written(state, options):
            orders.append(Order(action, claim, state, state.tracker))
        elif state.state in DISPUTED:
            left[Left(action, claim.path, _difference(state, vocabulary))] = None
    return Decision(tuple(orders), tuple(left), keeping.kept)


def _unwritable(agreement: Agreement) -> str:
    """Return why nothing can be written of an action that has a row, or an empty string."""
    match = agreement.match
    if match.pair is None:
        return ""
    if agreement.unread:
        if agreement.unread.endswith("/"):
            return UNLISTED
        is_home = match.home is not None and match.home.path == agreement.unread
        return "it cannot be read" + ("" if is_home else ", and may be the action's home")
    if match.home is None or not match.home.is_silent or is_settled(agreement):
        return ""
    if match.pair.by != "id" or not any(tokens_of(match.pair.row).values()):
        return ""
    return "there is no paragraph to put its tags under"


def _places(agreement: Agreement) -> Iterator[tuple[Claim, FieldState]]:
    home = agreement.match.home
    if home is not None:
        for state in agreement.fields:
            yield home, state
    for claim, states in agreement.copies:
        for state in states:
            yield claim, state


def is_written(state: FieldState, options: SyncOptions) -> bool:
    """Return whether a place comes to say what the tracker says."""
    if state.state in _WRITTEN:
        return True
    if state.state in _LOCAL and options.overwrite_local:
        return True
    return state.state is State.FIRST_MEETING and options.first_meeting


def _has_moved(agreement: Agreement) -> bool:
    """Return whether a note has become the home of what was written elsewhere.

    It holds nothing of ours yet although something was written for the action;
    what a copy holds of that was left behind.
    """
    home = agreement.match.home
    return (
        home is not None
        and home.is_note
        and bool(agreement.copies)
        and not any(state.held for state in agreement.fields)
        and any(state.base is not None for state in agreement.fields)
    )


def _difference(state: FieldState, vocabulary: Vocabulary) -> str:
    here = vocabulary.word(state.field, state.vault or "")
    there = vocabulary.word(state.field, state.tracker or "")
    if state.base is None:
        return (
            f"{state.field}: {here} was here before anything was written, the tracker says {there}"
        )
    last = vocabulary.word(state.field, state.base)
    return f"{state.field}: {here} here, {there} in the tracker, {last} was written last"
