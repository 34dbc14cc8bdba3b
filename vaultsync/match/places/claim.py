"""Claims: places of a vault that state an action; groups: places that stand for an area."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vaultsync.match.places.labels import Label
    from vaultsync.obsidian.sections import Paragraph


class Claim(NamedTuple):
    """A note or section that states an action.

    `action` names the action: the text of its label, else the note's name,
    else `name#heading`. `heading` is the index of the section's heading in
    the note, -1 for the note itself. `id` holds the components of the label's
    or the property's id, `()` where there is neither: the claim then rests on
    its text alone. `text` is what it says, from `paragraph`. `area` is the
    text of the area it belongs to. `start` and `end` span what to point at:
    the heading's text, or the note's first line. `unread` says that the note
    claims by its name and cannot be read: what it says is not known.
    """

    action: str
    label: Label | None
    path: str
    heading: int
    is_note: bool
    id: tuple[str, ...]
    text: str
    paragraph: Paragraph | None
    area: str
    area_label: Label | None
    start: int
    end: int
    unread: bool = False

    @property
    def is_silent(self) -> bool:
        """Return whether this is a section without a paragraph: it says nothing."""
        return not self.is_note and self.paragraph is None


class Group(NamedTuple):
    """A note or section that stands for an area or a mission; `text` is what it says."""

    label: Label | None
    path: str
    heading: int
    text: str
    start: int
    end: int
    is_note: bool


class Claims(NamedTuple):
    """What a vault claims, by path and position.

    `sought` are the texts that no labelled place states, and that were looked
    for in every note.
    """

    claims: tuple[Claim, ...]
    groups: tuple[Group, ...]
    sought: tuple[str, ...] = ()
