"""The places of a vault that state an action, and what they say."""

from __future__ import annotations

from bisect import bisect_left

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.places.area_finder import AreaFinder
from vaultsync.match.places.claim import Claim, Claims, Group
from vaultsync.match.places.may_claim import may_claim, may_hold, properties_block
from vaultsync.match.places.note_answers import NoteAnswers
from vaultsync.match.places.statement import said_in, said_under
from vaultsync.match.places.stating import (
    claimants,
    first_line,
    heading_span,
    note_claim,
    section_claim,
)
from vaultsync.obsidian.names import basename, without_suffix
from vaultsync.obsidian.sections import title
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from vaultsync.match.places.labels import Label, LabelPattern
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.model import Snapshot


def find_claims(
    vault: Vault,
    labels: LabelPattern,
    snapshot: Snapshot | None,
    id_property: str,
    telling: Container[str] | None = None,
) -> Claims:
    """Return the places that state an action, and those that stand for areas and missions.

    A note claims by its whole name, its `title` or the id in its
    `id_property`; its own heading of that label is the same claim. A section
    claims by its whole rendered heading, if its note is composite: it has two
    such sections or more, or stands for an area or mission itself. With a
    snapshot, places without any of this claim where their text alone pairs as
    likely with a row that nothing else states. Conflict copies and templates
    never claim, nor does a section that only points to a note that is there. A
    note that cannot be read claims by its name all the same. `telling` are the
    notes that `may_claim` returns, where that is known, and all were tried.
    """
    row_ids = frozenset(id_parts(row.id) for row in snapshot.rows if row.id) if snapshot else ()
    claims: list[Claim] = []
    groups: list[Group] = []
    known = _read_so_far(labels.pattern, id_property, frozenset(row_ids))
    notes = [*claimants(vault, telling)]
    new = [note for note in notes if known.get(note) is None]
    for note, read in _read(new, labels, id_property, row_ids):
        known.keep(note, read)
    for note in notes:
        read = known.get(note) or _NOTHING
        if read is _NOTHING:
            continue
        claims += (each for each in read.claims if not _points_elsewhere(each, note, vault))
        groups += read.groups
    claims += _unread(vault, labels)
    areas = AreaFinder(vault, groups, labels)
    claims = [areas.placed(claim) for claim in claims]
    sought: tuple[str, ...] = ()
    if snapshot is not None and snapshot.rows:
        from vaultsync.match.text_claims import find_text_claims

        by_text, sought = find_text_claims(vault, claims, areas, labels, snapshot)
        claims += by_text
    claims.sort(key=lambda claim: (claim.path, claim.heading))
    return Claims(tuple(claims), tuple(groups), sought)


@lru_cache(maxsize=4)
def _read_so_far(
    pattern: str, id_property: str, row_ids: frozenset[tuple[str, ...]]
) -> NoteAnswers[Claims]:
    """Return what notes were found to claim by themselves: while they live, that stays."""
    return NoteAnswers()


def _read(
    notes: Sequence[Note],
    labels: LabelPattern,
    id_property: str,
    row_ids: Iterable[tuple[str, ...]],
) -> Iterator[tuple[Note, Claims]]:
    """Yield what each note claims and stands for by itself."""
    for at in range(0, len(notes), _TOGETHER):
        some = notes[at : at + _TOGETHER]
        telling = {note.path for note in may_claim(some, labels, id_property)}
        for note in some:
            found = _NOTHING
            if note.path in telling:
                reader = _NoteReader(note, labels, id_property, row_ids)
                found = Claims(tuple(reader.claims()), tuple(reader.groups))
            yield note, found


_TOGETHER = 32  # notes: most lots of so many hold no label at all
_NOTHING = Claims((), ())


def _unread(vault: Vault, labels: LabelPattern) -> Iterator[Claim]:
    """Yield the claims of the notes that cannot be read, all of which were tried."""
    for path in vault.note_paths:
        if path not in vault.failures:
            continue
        label = labels.read(without_suffix(basename(path)))
        if (
            label is not None
            and label.kind == "action"
            and path not in vault.conflict_copies
            and not vault.settings.is_template(path)
        ):
            yield Claim(
                label.text, label, path, -1, True, label.id, "", None, "", None, 0, 0, unread=True
            )


def _points_elsewhere(claim: Claim, note: Note, vault: Vault) -> bool:
    """Return whether a section without a paragraph embeds or links a note that is there."""
    if not claim.is_silent:
        return False
    headings, links = note.headings, note.links
    after = headings[claim.heading + 1 : claim.heading + 2]
    first = bisect_left(links, headings[claim.heading].end, key=lambda link: link.start)
    end = after[0].start if after else len(note.text)
    last = bisect_left(links, end, key=lambda link: link.start)
    return any(
        not link.external
        and link.path
        and vault.resolver.resolve(link.path, note.path).target is not None
        for link in links[first:last]
    )


class _Marked(NamedTuple):
    """A heading, by its index, that is a label."""

    heading: int
    label: Label


class _NoteReader:
    """Reads what one note claims and stands for."""

    def __init__(
        self,
        note: Note,
        labels: LabelPattern,
        id_property: str,
        row_ids: Iterable[tuple[str, ...]],
    ) -> None:
        self._note = note
        self._labels = labels
        self.groups: list[Group] = []
        block = properties_block(note)
        names = [note.name]
        if may_hold(block, "title") and labels.possible_in(block):
            said = note.properties.get("title")
            names += [said] if isinstance(said, str) else []
        self._own = next(filter(None, map(labels.read, names)), None)
        if self._own is None:
            leading = filter(None, map(labels.leading, names))
            self._own = next((label for label in leading if label.kind != "action"), None)
        is_group = self._own is not None and self._own.kind != "action"
        self._id = self._property_id(block, id_property)
        if is_group and self._id not in row_ids:
            self._id = ()
        self._is_group = is_group and not self._id
        self._is_claim = bool(self._id) or (self._own is not None and not is_group)
        self._marked = list(self._labelled_headings())

    def _property_id(self, block: str, name: str) -> tuple[str, ...]:
        """Return the components of the id that a property holds, `()` where there is none."""
        if not may_hold(block, name):
            return ()
        value = self._note.properties.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ()
        return id_parts(str(value))

    def _labelled_headings(self) -> Iterator[_Marked]:
        labels, note = self._labels, self._note
        for index, heading in enumerate(note.headings):
            if labels.possible_in(heading.text):
                rendered = title(heading.text)
                label = labels.read(rendered)
                if label is None:
                    leading = labels.leading(rendered)
                    label = leading if leading and leading.kind != "action" else None
                if label is not None:
                    yield _Marked(index, label)

    def claims(self) -> Iterator[Claim]:
        """Yield the claims, and gather the groups."""
        own = self._own
        mine = next((m.heading for m in self._marked if own and m.label.id == own.id), -1)
        if self._is_claim:
            yield self._note_claim(mine)
        elif self._is_group and own:
            self.groups.append(self._group(own, mine, self._note.name, is_note=True))
        sections = []
        for index, label in self._marked:
            if own is not None and label.id == own.id:
                continue
            if label.kind == "action":
                sections.append(_Marked(index, label))
            else:
                rendered = title(self._note.headings[index].text)
                self.groups.append(self._group(label, index, rendered, is_note=False))
        if self._is_group or len(sections) > 1:
            for index, label in sections:
                yield section_claim(self._note, index, label.text, label)

    def _note_claim(self, heading: int) -> Claim:
        label = self._own if self._own and self._own.kind == "action" else None
        return note_claim(self._note, heading, label, self._id or (label.id if label else ()))

    def _others(self, own: Label) -> frozenset[int]:
        """Return the headings of other actions, areas and missions, and all smaller ones below.

        What stands below our own heading again, such as that of an area in its mission, is ours.
        """
        labels = dict(self._marked)
        found: set[int] = set()
        around: list[tuple[int, bool]] = []  # the labels above: their levels, and whether others'
        for index, heading in enumerate(self._note.headings):
            while around and around[-1][0] >= heading.level:
                around.pop()
            if index in labels:
                around.append((heading.level, labels[index].id != own.id))
            if around and around[-1][1]:
                found.add(index)
        return frozenset(found)

    def _group(self, label: Label, heading: int, name: str, is_note: bool) -> Group:
        note = self._note
        said = said_in(note, heading, self._others(label)) if is_note else said_under(note, heading)
        rest = " ".join(name.split())[len(label.text) :].strip(" :-\u2013\u2014")
        # `Mission 3.1 Drive service design` says in its name what it is.
        named = label.kind == "area" and rest.count(" ") > 1
        text = rest if named or said is None else said.text
        start, end = first_line(note) if is_note else heading_span(note, heading)
        return Group(label, note.path, -1 if is_note else heading, text, start, end, is_note)
