"""Places that state an action without saying which: found by their text alone.

Only rows that no labelled place states are looked for, and only in sections
that hold some of their rarest words, so that a large vault is searched, not
rendered.
"""

from __future__ import annotations

from vaultsync.lean.cached import Counter, defaultdict
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.pairing.areas import Areas
from vaultsync.match.pairing.order import as_published
from vaultsync.match.pairing.pairing import nearest_rows, rows_taken
from vaultsync.match.places.homes import by_action
from vaultsync.match.places.statement import said_in
from vaultsync.match.places.stating import claimants, note_claim, section_claim
from vaultsync.match.wording.words import likeness, plain
from vaultsync.obsidian.names import without_suffix
from vaultsync.obsidian.sections import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsync.match.places.area_finder import AreaFinder
    from vaultsync.match.places.claim import Claim
    from vaultsync.match.places.labels import LabelPattern
    from vaultsync.match.word_search import WordSearch
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.model import Row, Snapshot

SAME_STATEMENT = 0.85
"""The likeness of two places that state one action, neither of which says which."""


def find_text_claims(
    vault: Vault,
    claims: Sequence[Claim],
    areas: AreaFinder,
    labels: LabelPattern,
    snapshot: Snapshot,
) -> tuple[list[Claim], tuple[str, ...]]:
    """Return the places whose text alone is likely a row that none of the claims states.

    Several places that state one row are claims of one action. With them come
    the texts of the rows that were looked for.
    """
    rows = as_published(snapshot.rows)
    looked_for = _unstated(claims, rows)
    if not looked_for or _may_be_stated_unseen(claims):
        return [], ()
    stated = _one_each(claims)
    whole = snapshot.complete is not None
    named = Areas(claim.area for claim in stated)
    looked_for -= rows_taken(stated, rows, named, whole)
    wanted = tuple(rows[row].text for row in sorted(looked_for))
    found = [areas.placed(claim) for claim in _candidates(vault, claims, areas, wanted, labels)]
    if not found:
        return [], wanted
    named = Areas(claim.area for claim in (*stated, *found))
    by_row: dict[int, list[Claim]] = defaultdict(list)
    for number, row in nearest_rows(found, rows, named, whole).items():
        if row in looked_for:
            by_row[row].append(found[number])
    names = Counter(claim.action for claim in (*claims, *found))
    return [claim for places in by_row.values() for claim in _one_action(places, names)], wanted


def _may_be_stated_unseen(claims: Iterable[Claim]) -> bool:
    """Return whether a note that cannot be read states what no other place with its id does.

    A place that sounds like a row would then be taken for that action's home.
    """
    said = {claim.id for claim in claims if claim.text}
    return any(claim.unread and claim.id not in said for claim in claims)


def _unstated(claims: Iterable[Claim], rows: Sequence[Row]) -> set[int]:
    """Return the rows, by index, that no claim has the id or the very text of."""
    from vaultsync.tracker.ids import id_parts

    ids, texts = set(), set()
    for claim in claims:
        if claim.is_silent:
            continue
        ids.add(claim.id)
        texts.add(plain(claim.text))
    return {
        number
        for number, row in enumerate(rows)
        if row.text and (not row.id or id_parts(row.id) not in ids) and plain(row.text) not in texts
    }


def _one_each(claims: Iterable[Claim]) -> list[Claim]:
    """Return one claim of each action that says something: its note, or the first section."""
    speaking = by_action(claim for claim in claims if not claim.is_silent)
    return [next((claim for claim in each if claim.is_note), each[0]) for each in speaking]


def _candidates(
    vault: Vault,
    claims: Sequence[Claim],
    areas: AreaFinder,
    texts: Sequence[str],
    labels: LabelPattern,
) -> Iterator[Claim]:
    """Yield what is said in places that may state one of the texts, and claim nothing yet."""
    if not texts:
        return
    from vaultsync.match.word_search import word_search

    search = word_search(tuple(texts))
    claimed = {(claim.path, claim.heading) for claim in claims} | areas.places
    whole = {path for path, heading in claimed if heading == -1}
    holding = vault.holding(search.found_in, search.is_not_in, search.found_among)
    for note in claimants(vault, holding - whole):
        found = _sections_with(search, note)
        sections = [index for index in found if (note.path, index) not in claimed]
        first = said_in(note, -1) if sections else None
        for index in sections:
            claim = _stated_at(note, index, labels)
            if claim is not None and claim.paragraph is not None:
                # What a note says first, before any part of it, the note says.
                if claim.paragraph == first and claim.label is None and index < 1:
                    claim = note_claim(note, -1, None, ())
                yield claim


def _sections_with(search: WordSearch, note: Note) -> Iterator[int]:
    """Yield the sections that hold enough of the words: by heading, -1 for what precedes all."""
    starts = [note.body_start, *(heading.end for heading in note.headings)]
    ends = [*(heading.start for heading in note.headings), len(note.text)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True), start=-1):
        if search.found_in(note.text[start:end]):
            yield index


def _stated_at(note: Note, index: int, labels: LabelPattern) -> Claim | None:
    if index < 0:
        return note_claim(note, -1, None, ()) if _opens(note) else None
    heading = title(note.headings[index].text)
    label = labels.read(heading)
    if label is not None and label.kind == "action":
        return section_claim(note, index, label.text, label)
    return section_claim(note, index, f"{note.name}#{heading}", None)


def _opens(note: Note) -> bool:
    """Return whether a note says something before its first heading."""
    first = said_in(note, -1)
    return first is not None and (not note.headings or first.start < note.headings[0].start)


def _one_action(places: Sequence[Claim], names: Counter[str]) -> list[Claim]:
    """Return the places that state one row as claims of one action, the first of them its name.

    A place that says it otherwise than the first is a mention.
    """
    ordered = sorted(
        places, key=lambda claim: (not claim.id, not claim.is_note, claim.path, claim.heading)
    )
    first = ordered[0]
    action = first.action
    if names[action] > 1 and not first.id:  # two notes of one name: their folders tell them apart
        _, mark, heading = action.partition("#")
        action = without_suffix(first.path) + mark + heading
    same = [
        claim
        for claim in ordered
        if claim is first or likeness(claim.text, first.text) >= SAME_STATEMENT
    ]
    return [claim._replace(action=action, id=first.id) for claim in same]
