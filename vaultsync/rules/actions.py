"""What the agreement rules share: places of actions and rows, and one code for each field.

An action's diagnostics stand at its home: the first line of its note, or its
heading. Each field of a place gets at most one of them, whatever property and
tag say there; `differing` says for which.
"""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.diagnostic import Place
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.rules.memo import once_per_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vaultsync.agreement import FieldState
    from vaultsync.match.pairing.alignment import ActionMatch
    from vaultsync.match.places.claim import Claim
    from vaultsync.rules.rule import Published, View
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.vocabulary import Field


class Held(NamedTuple):
    """One field at one place that states an action: all that is held there, and the row.

    `states` has an entry for the property and for the tag, as far as either is
    there or should be. `is_copy` says that the place is not the action's home.
    """

    match: ActionMatch
    claim: Claim
    row: Row
    field: Field
    states: tuple[FieldState, ...]
    is_copy: bool


def differing(view: View, code: str) -> Sequence[Held]:
    """Return the fields for which the rule of a code speaks, in the order of their actions."""
    return _by_code(view).get(code, ())


@once_per_view
def _by_code(view: View) -> Mapping[str, Sequence[Held]]:
    found: dict[str, list[Held]] = {}
    for held in _held_fields(view.published) if view.published else ():
        if code := _field_code(held):
            found.setdefault(code, []).append(held)
    return found


def _held_fields(published: Published) -> Iterator[Held]:
    """Yield each field of each home and copy whose action has a row to be held to."""
    for agreement in published.agreements:
        match = agreement.match
        if match.pair is None or match.home is None or not is_settled(match):
            continue
        places = [(match.home, agreement.fields, False)]
        places += [(claim, states, True) for claim, states in agreement.copies]
        for claim, states, is_copy in places:
            for field in dict.fromkeys(state.field for state in states):
                here = tuple(state for state in states if state.field == field)
                yield Held(match, claim, match.pair.row, field, here, is_copy)


def _field_code(held: Held) -> str:
    """Return the code of the rule that speaks for a field, or an empty string."""
    if all(state.state is State.AGREED for state in held.states):
        return ""  # as nearly all do, each place with the row's value alone
    found = {state.state for state in held.states}
    differs = "T201" if held.field == "status" else "T202"
    if State.CONFLICT in found:
        return "T207"
    if _contradicts_itself(held):
        return "T205"
    if State.FIRST_MEETING in found:
        return differs
    if State.FOREIGN in found:
        return "T208"
    if State.EDITED_HERE in found:
        return "T206"
    return differs if State.UPDATE in found or State.ABSENT in found else ""


def _contradicts_itself(held: Held) -> bool:
    """Return whether property and tags hold different known values."""
    tokens = {value.token for state in held.states for value in state.held}
    return len(tokens - {None}) > 1


def values(held: Held, published: Published) -> str:
    """Return what the vault says of a field: the property as written, of a tag its word."""
    said: dict[str, str] = {}
    for state in held.states:
        if state.vault is not None:
            is_property = state.place == "property"
            words = state.raw if is_property else word(published, held.field, state.vault)
            said.setdefault(state.vault, words)
    return " and ".join(said.values())


def word(published: Published, field: Field, token: str | None) -> str:
    """Return the canonical word of a token, or `nothing`."""
    return "nothing" if token is None else published.vocabulary.word(field, token)


def tracker_word(published: Published, held: Held) -> str:
    """Return what the tracker says of a field, in the vocabulary's canonical word."""
    token = next((state.tracker for state in held.states if state.tracker), None)
    return word(published, held.field, token)


def claim_place(claim: Claim, view: View) -> Place:
    """Return where a claim stands: its heading, or the first line of its note."""
    note = view.vault.note(claim.path)
    return note.place(claim.start, claim.end) if note else Place(claim.path, 1, 1, 1, 1)


def row_place(published: Published, key: str) -> Place:
    """Return the line of a row in the lock, or in the tracker file that was named."""
    line = published.row_lines.get(key, 1)
    return Place(published.shown, line, 1, line, 1)


def row_reference(row: Row) -> str:
    """Return how a row is named for people: its key and where it was published."""
    parts = [f"row {row.key}"]
    if row.source:
        parts.append(f"{row.source} line {row.line}" if row.line else row.source)
    return ", ".join(parts)


def shortened(text: str, length: int = 60) -> str:
    """Return a text cut after a word, with `…`, where it is longer than `length`."""
    plain = " ".join(text.split())
    if len(plain) <= length:
        return plain
    return plain[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def quoted(action: str) -> str:
    """Return an action's name as an argument of a command line."""
    return '"' + action.replace('"', "") + '"' if " " in action else action


def is_settled(match: ActionMatch) -> bool:
    """Return whether an action's row is certain enough to be compared with it."""
    return match.pair is not None and match.pair.verdict in (Verdict.CERTAIN, Verdict.LIKELY)
