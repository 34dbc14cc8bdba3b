"""The edits of one note that carry out orders, and what they are meant to change."""

from __future__ import annotations

from vaultsync.held import stretch, tags_below
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.properties.edit import RefusedError, edit_properties
from vaultsync.obsidian.tag_lines import TagChange, TagPlace, set_tags
from vaultsync.sync.asked import asked_of, in_body, property_intents, tag_intents
from vaultsync.sync.changes import Intent, Left
from vaultsync.sync.note_parts import Part, cut_in_two, in_order, sound, swallowed, trouble
from vaultsync.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.agreement import FieldState
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.properties.edit import Change
    from vaultsync.sync.asked import Asked
    from vaultsync.sync.decide import Order
    from vaultsync.sync.writing import Writing
    from vaultsync.text import Edit


_NO_PROPERTIES = "its properties cannot be edited"


class NoteEdits(NamedTuple):
    """The edits of a note, what they mean, the orders that they carry out, and what is left.

    `begun` are the orders of which at least a part is carried out: a tag that
    stands in two places may be left in one of them.
    """

    edits: tuple[Edit, ...]
    intents: tuple[Intent, ...]
    done: tuple[Order, ...]
    left: tuple[Left, ...]
    begun: tuple[Order, ...]


def note_edits(
    note: Note, orders: Sequence[Order], claims: Mapping[Claim, Sequence[FieldState]], how: Writing
) -> NoteEdits:
    """Return the edits that carry out the orders for one note, as far as that is safe.

    `claims` gives all the states of the claims in question, those that stay as
    they are included: their tags share lines with those that change. What cannot
    be edited is left by itself, with the reason. The edits change what they are
    meant to and nothing else (`sync.check`).
    """
    return _Edits(note, how).made(orders, claims)


class _Edits:
    """The edits of one note as they come together."""

    def __init__(self, note: Note, how: Writing) -> None:
        self._note = note
        self._how = how
        self._failed: set[Order] = set()
        self._left: list[Left] = []

    def made(
        self, orders: Sequence[Order], claims: Mapping[Claim, Sequence[FieldState]]
    ) -> NoteEdits:
        """Return the edits of all the note's places that can be edited."""
        by_claim: dict[Claim, list[Order]] = {}
        for order in orders:
            by_claim.setdefault(order.claim, []).append(order)
        bodies = [self._body(claim, mine, claims[claim]) for claim, mine in by_claim.items()]
        of_note = [order for order in orders if order.claim.is_note]
        asked = self._accepted(asked_of(self._note, of_note, self._how))
        parts = self._together([part for part in bodies if part], asked)
        begun = {order for part in parts for order in part.orders}
        return NoteEdits(
            tuple(in_order(parts)),
            tuple(intent for part in parts for intent in part.intents),
            tuple(order for order in orders if order not in self._failed),
            tuple(dict.fromkeys(self._left)),
            tuple(order for order in orders if order in begun),
        )

    def _together(self, bodies: Sequence[Part], asked: Sequence[Asked]) -> list[Part]:
        """Return the parts that are safe together; a note that changes gets its time."""
        front = self._front(asked, stamped=bool(bodies or asked))
        kept, left = sound(self._note, [*bodies, *([front] if front else [])])
        for part, reason in left:
            if part is front and self._how.modified:
                # The time may be what is in the way.
                plain = self._front(asked)
                why = trouble(self._note, [*kept, plain]) if plain else reason
                self._leave_stamp(reason)
                if plain and not why:
                    kept.append(plain)
                    continue
            self._refuse(part.orders, f"{part.refusal}: {reason}")
        # A time by itself is no change.
        return kept if any(part.orders for part in kept) else []

    def _accepted(self, asked: Iterable[Asked]) -> list[Asked]:
        """Return the changes that can be made together; the others are left."""
        accepted: list[Asked] = []
        block: str | None = None
        for each in asked:
            reason = each.refusal
            if not reason:
                block = self._refused([]) if block is None else block
                reason = f"{_NO_PROPERTIES}: {self._line_of(block)}{block}" if block else ""
            if not reason and (why := self._refused([*accepted, each])):
                reason = f"{each.what} cannot be written: {why}"
            if reason:
                self._refuse(each.orders, reason)
            else:
                accepted.append(each)
        return accepted

    def _refused(self, asked: Sequence[Asked]) -> str:
        """Return why properties are not edited so; with nothing asked, why none of them is."""
        try:
            self._edited(asked)
        except RefusedError as error:
            return str(error)
        return ""

    def _edited(self, asked: Sequence[Asked], *more: Change) -> list[Edit]:
        changes = [*(change for each in asked for change in each.changes), *more]
        return edit_properties(self._note.text, self._note.frontmatter, changes)

    def _front(self, asked: Sequence[Asked], *, stamped: bool = False) -> Part | None:
        """Return the part of the note's properties, with the time where that is wanted."""
        stamp: list[Change] = []
        if stamped and self._how.modified:
            stamp = [self._how.stamp(self._note)]
            try:
                self._edited(asked, *stamp)
            except RefusedError as error:
                self._leave_stamp(str(error))
                stamp = []
        edits = self._edited(asked, *stamp) if asked or stamp else []
        if not edits:
            return None
        orders = tuple(order for each in asked for order in each.orders)
        intents = [intent for each in asked for intent in each.intents]
        changes = [*(change for each in asked for change in each.changes), *stamp]
        intents += property_intents(self._note, changes)
        return Part(orders, tuple(edits), tuple(intents), _NO_PROPERTIES)

    def _line_of(self, reason: str) -> str:
        """Return the line of what makes the frontmatter unreadable, to be said before it."""
        problems = self._note.properties.problems
        if not problems or problems[0].message != reason:
            return ""
        return f"line {self._note.lines.position(problems[0].start).line}: "

    def _leave_stamp(self, reason: str) -> None:
        said = f"{self._how.modified} stays as it is: {reason}"
        self._left.append(Left("", self._note.path, said))

    def _body(
        self, claim: Claim, orders: Sequence[Order], states: Sequence[FieldState]
    ) -> Part | None:
        """Return the part of the lines of tags below a claim, if they change."""
        tag_orders = {o.state.field: o for o in orders if o.state.place == "tag"}
        changes: list[TagChange] = []
        intents: list[Intent] = []
        mine: list[Order] = []
        for state in states:
            if state.place != "tag":
                continue
            names = [each.raw for each in in_body(self._note, state)]
            order = tag_orders.get(state.field)
            if order is None:
                changes += (TagChange([name], name) for name in names[:1])
            elif names or not claim.is_note:
                new = order.token and self._how.tag(state.field, order.token)
                changes.append(TagChange(names, new))
                intents += tag_intents("body", names, new)
                mine.append(order)
        if not intents:
            return None
        if claim.paragraph is None:
            self._refuse(mine, "there is no paragraph to put its tags under")
            return None
        start, end = stretch(self._note, claim)
        paragraph = claim.paragraph
        place = TagPlace(start, paragraph.end, paragraph.prefix, paragraph.block_id, end)
        edits = set_tags(self._note.text, tags_below(self._note, claim), place, changes)
        line = self._note.lines.position(min(edit.start for edit in edits)).line if edits else 0
        refusal = f"line {line}: its tags cannot be written"
        reason = swallowed(self._note, edits) or cut_in_two(self._note, Span(start, end), edits)
        if reason:
            self._refuse(mine, f"{refusal}: {reason}")
            return None
        return Part(tuple(mine), tuple(edits), tuple(intents), refusal, claim)

    def _refuse(self, orders: Sequence[Order], reason: str) -> None:
        self._failed.update(orders)
        self._left += (Left(order.action, self._note.path, reason) for order in orders)


_NO_PROPERTIES = "its properties cannot be edited"
