"""Places that stand for an area, and the actions that they embed."""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.diagnostic import Place
from vaultsync.lean.cached import lru_cache
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.places.labels import LabelPattern
from vaultsync.obsidian.names import basename, without_suffix
from vaultsync.rules.memo import once_per_view
from vaultsync.rules.stated import stated
from vaultsync.tracker.ids import natural_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.match.pairing.alignment import ActionMatch
    from vaultsync.match.places.claim import Group
    from vaultsync.match.places.labels import Label
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Use
    from vaultsync.rules.rule import View


class AreaPlace(NamedTuple):
    """A note or section that stands for an area: where it points, what it embeds.

    `embeds` are the labels of the actions that it embeds, each with the span of
    its first embed, in the order in which they stand there; `shown` is the span of
    what names it, `start` and `end` that of the stretch of its note that belongs to it.
    """

    label: Label
    path: str
    shown: tuple[int, int]
    embeds: tuple[tuple[Label, tuple[int, int]], ...]
    start: int
    end: int

    def place(self, span: tuple[int, int], view: View) -> Place:
        """Return the place of a span of its note."""
        note = view.vault.note(self.path)
        return note.place(*span) if note else Place(self.path, 1, 1, 1, 1)

    def states(self, match: ActionMatch) -> bool:
        """Return whether the place itself states an action, so that it need not embed it."""
        claims = (match.home, *match.copies, *match.claimed_twice)
        return any(
            claim is not None and claim.path == self.path and self.start <= claim.start < self.end
            for claim in claims
        )


@lru_cache(maxsize=4)
def label_pattern(pattern: str) -> LabelPattern:
    """Return the configured label pattern, compiled once."""
    return LabelPattern(pattern)


def label_order(label: Label) -> tuple[object, ...]:
    """Return the key that sorts labels as people count: `3.2a` before `3.10a`."""
    return tuple(map(_part_order, label.id))


_part_order = lru_cache(maxsize=10_000)(natural_order)


def actions_by_area(view: View) -> dict[tuple[str, ...], list[ActionMatch]]:
    """Return the actions that have a label and a place, by the id of their area's label."""
    found: dict[tuple[str, ...], list[ActionMatch]] = {}
    for match in stated(view).actions:
        if match.label is not None and (match.home or match.claimed_twice):
            found.setdefault(match.label.id[:-1], []).append(match)
    return found


@once_per_view
def area_places(view: View) -> Sequence[AreaPlace]:
    """Return the places of areas that embed actions of theirs."""
    return tuple(_area_places(view))


def _area_places(view: View) -> Iterator[AreaPlace]:
    embeds: dict[str, list[tuple[int, int, Label]]] = {}
    for group in stated(view).groups:
        note = view.vault.note(group.path)
        if note is None or group.label is None or group.label.kind != "area":
            continue
        start, end = _extent(group, note)
        found: dict[tuple[str, ...], tuple[Label, tuple[int, int]]] = {}
        if group.path not in embeds:
            embeds[group.path] = list(_embeds(note, view))
        here = embeds[group.path]
        for at, after, label in here[bisect_left(here, (start,)) : bisect_left(here, (end,))]:
            if label.kind == "action" and label.id[:-1] == group.label.id:
                found.setdefault(label.id, (label, (at, after)))
        if found:
            shown = group.start, group.end
            yield AreaPlace(group.label, group.path, shown, tuple(found.values()), start, end)


def _embeds(note: Note, view: View) -> Iterator[tuple[int, int, Label]]:
    """Yield where each embed of a note starts and ends, and the labels of what it shows."""
    labels = label_pattern(view.config.label)
    for link in note.links:
        if link.embed:
            for label in target_labels(view.vault.resolve(link, note.path), view, labels):
                yield link.start, link.end, label


def target_labels(use: Use, view: View, labels: LabelPattern) -> Iterator[Label]:
    """Yield the labels of what a link leads to: of its note, and of the heading it names there.

    A note that does not exist has the label that its name would be.
    """
    target = use.resolution.target or use.link.path
    label = label_of_file(labels, target)
    if label is not None:
        yield label
    anchor = use.anchor
    if anchor is None or anchor.kind != "heading" or use.resolution.target is None:
        return
    note = view.vault.note(use.resolution.target)
    if note is not None and anchor.index < len(note.facts[1]):  # else it changed meanwhile
        label = _label_of_heading(labels, note.facts[1][anchor.index][1])
        if label is not None:
            yield label


# Many links lead to one place.
@lru_cache(maxsize=10_000)
def label_of_file(labels: LabelPattern, path: str) -> Label | None:
    """Return the label that a file's name is, or None."""
    return labels.read(without_suffix(basename(path)))


@lru_cache(maxsize=10_000)
def _label_of_heading(labels: LabelPattern, written: str) -> Label | None:
    if not labels.possible_in(written):
        return None
    from vaultsync.obsidian.inline import rendered

    return labels.read(rendered(written))


def _extent(group: Group, note: Note) -> tuple[int, int]:
    """Return the stretch of a note that belongs to a group."""
    if group.heading < 0:
        return 0, len(note.text) + 1
    heading = note.headings[group.heading]
    for other in note.headings[group.heading + 1 :]:
        if other.level <= heading.level:
            return heading.start, other.start
    return heading.start, len(note.text) + 1
