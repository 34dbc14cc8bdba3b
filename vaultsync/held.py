"""What the vault says at a claim: its status and priority, ours and the user's own.

A value is *managed* only if the vocabulary knows it or it equals what was
written last; everything else under the same property or tag prefix is
*foreign*: the user's, never replaced or removed, never taken for a value.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple
from vaultsync.obsidian.parts import Tag
from vaultsync.obsidian.tag_lines import tag_lines
from vaultsync.text import Span
from vaultsync.tracker.vocabulary import FIELDS, folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vaultsync.config import Names
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.vocabulary import Field, Vocabulary

Place = Literal["property", "tag"]
PLACES: tuple[Place, ...] = ("property", "tag")


class Held(NamedTuple):
    """One value at a claim: a property's, one of its items, or a tag.

    `token` is None where it is foreign. `raw` is the value as written, of a tag
    its whole name without `#`. Offsets are in the note's text.
    """

    field: Field
    place: Place
    token: str | None
    raw: str
    foreign: bool
    start: int
    end: int


def held_at(
    note: Note,
    claim: Claim,
    names: Names,
    vocabulary: Vocabulary,
    base: Mapping[Field, str] | None = None,
) -> tuple[Held, ...]:
    """Return what is held at a claim, by field and place, in the order of the note.

    `base` gives what was written last for the claim's action. A note holds
    properties, the tags of its frontmatter and those on lines of tags only
    below its claim; a section only the latter, up to the next heading.
    """
    reading = _Reading(names, vocabulary, base or {})
    found: list[Held] = []
    if claim.is_note:
        found += reading.properties(note)
        found += reading.tags(note.properties.tags)
    found += reading.tags(tags_on_lines(note, claim))
    return tuple(sorted(found, key=_order)) if len(found) > 1 else tuple(found)


def carries_managed_tags(vault: Vault, claim: Claim, names: Names, vocabulary: Vocabulary) -> bool:
    """Return whether a claim carries tags that we manage, so that it may be an action's home."""
    note = vault.note(claim.path)
    if note is None:
        return False
    held = held_at(note, claim, names, vocabulary)
    return any(each.place == "tag" and not each.foreign for each in held)


def tags_in_prose(
    note: Note,
    claim: Claim,
    names: Names,
    vocabulary: Vocabulary,
    base: Mapping[Field, str] | None = None,
) -> tuple[Tag, ...]:
    """Return managed tags below a claim that stand within prose: reported, never edited."""
    below = tags_below(note, claim)
    if not below:
        return ()
    reading = _Reading(names, vocabulary, base or {})
    alone = {tag.start for tag in tags_on_lines(note, claim)}
    return tuple(
        tag
        for tag in below
        if tag.start not in alone and any(not held.foreign for held in reading.tags((tag,)))
    )


def stretch(note: Note, claim: Claim) -> Span:
    """Return the part of a note in which a claim's lines of tags may stand.

    That of a section reaches from its heading to the next one, of whatever
    level; that of a note is the one in which its paragraph stands.
    """
    index = claim.heading
    if index < 0:
        at = claim.paragraph.start if claim.paragraph else note.body_start
        index = bisect_right(note.headings, at, key=lambda heading: heading.start) - 1
    start = note.headings[index].end if index >= 0 else note.body_start
    after = note.headings[index + 1 : index + 2]
    return Span(start, after[0].start if after else len(note.text))


def tags_below(note: Note, claim: Claim) -> tuple[Tag, ...]:
    """Return the tags of a claim's stretch, but for those in comments."""
    if not note.tags:
        return ()
    start, end = stretch(note, claim)
    first = bisect_left(note.tags, start, key=lambda tag: tag.start)
    after = bisect_left(note.tags, end, key=lambda tag: tag.start)
    return tuple(tag for tag in note.tags[first:after] if not _is_in_comment(note, tag))


def tags_on_lines(note: Note, claim: Claim) -> tuple[Tag, ...]:
    """Return the tags below a claim that stand on lines of tags only."""
    tags = tags_below(note, claim)
    if not tags:
        return ()
    start, end = stretch(note, claim)
    return tuple(
        Tag(word.name, word.start, word.end)
        for line in tag_lines(note.text, tags, start, end)
        for word in line.words
    )


def _is_in_comment(note: Note, tag: Tag) -> bool:
    at = bisect_right(note.comments, tag.start, key=lambda comment: comment.start) - 1
    return at >= 0 and tag.start < note.comments[at].end


class _Reading:
    """How one action's values are known."""

    def __init__(self, names: Names, vocabulary: Vocabulary, base: Mapping[Field, str]) -> None:
        self._vocabulary = vocabulary
        self._base = base
        self._names: tuple[tuple[Field, str], ...] = (
            ("status", names.status_property),
            ("priority", names.priority_property),
        )
        self._prefixes: tuple[tuple[Field, str], ...] = (
            ("status", names.status_tag.casefold()),
            ("priority", names.priority_tag.casefold()),
        )

    def properties(self, note: Note) -> Iterator[Held]:
        for field, name in self._names:
            found = note.properties.property(name)
            if found is None:
                continue
            if isinstance(found.value, list):
                spans = zip(found.value, found.items, strict=True)
            else:
                spans = zip([found.value], [Span(found.value_start, found.value_end)], strict=True)
            for value, (start, end) in spans:
                if value is None or value == "":
                    continue
                token = self._token(field, _word(value))
                raw = value if isinstance(value, str) else note.text[start:end]
                yield Held(field, "property", token, raw, token is None, start, end)

    def tags(self, tags: tuple[Tag, ...]) -> Iterator[Held]:
        for tag in tags:
            name = tag.name.casefold()
            for field, prefix in self._prefixes:
                if name.startswith(prefix):
                    token = self._token(field, tag.name[len(prefix) :])
                    yield Held(field, "tag", token, tag.name, token is None, tag.start, tag.end)

    def _token(self, field: Field, word: str) -> str | None:
        token = self._vocabulary.token(field, word)
        if token is None and word:
            base = self._base.get(field)
            # What we wrote ourselves stays ours when the vocabulary forgets it.
            if base is not None and folded(word) in (
                folded(base),
                folded(self._vocabulary.word(field, base)),
            ):
                token = base
        return token


def _word(value: object) -> str:
    """Return a property's value as a word to look up; a text or a number, nothing else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _order(held: Held) -> tuple[int, int, int]:
    return FIELDS.index(held.field), PLACES.index(held.place), held.start
