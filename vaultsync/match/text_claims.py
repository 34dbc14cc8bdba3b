"""Places that state an action without saying which: found by their text alone.

Only rows that no labelled place states are looked for, and only in notes that
hold some of their rarest words, so that a large vault is searched, not
rendered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from vaultsync.match.areas import Areas
from vaultsync.match.claims import claimants, note_claim, section_claim
from vaultsync.match.pairing import nearest_rows, pair_up
from vaultsync.match.statement import said_in
from vaultsync.match.words import likeness, plain
from vaultsync.obsidian.names import without_suffix
from vaultsync.obsidian.sections import title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vaultsync.match.claims import AreaFinder, Claim
    from vaultsync.match.labels import LabelPattern
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.model import Row, Snapshot

SAME_STATEMENT = 0.85
"""The likeness of two places that state one action, neither of which says which."""

_RAREST = 6
_ENOUGH = 3
_ONLY_WORDS = bytes(byte if byte >= 128 or chr(byte).isalnum() else 32 for byte in range(256))


def find_text_claims(
    vault: Vault,
    claims: Sequence[Claim],
    areas: AreaFinder,
    labels: LabelPattern,
    snapshot: Snapshot,
) -> list[Claim]:
    """Return the places whose text alone is likely a row that none of the claims states.

    Several places that state one row are claims of one action.
    """
    rows = snapshot.rows
    looked_for = _unstated(claims, rows)
    if not looked_for or _may_be_stated_unseen(claims):
        return []
    found = [areas.placed(claim) for claim in _candidates(vault, claims, areas, looked_for, labels)]
    if not found:
        return []
    stated = _one_each(claims)
    named = Areas(claim.area for claim in (*stated, *found))
    whole = snapshot.complete is not None
    nearest = nearest_rows(found, rows, named, whole)
    if not nearest:
        return []
    taken = {pair.row.key for pair in pair_up(stated, rows, (), named, whole).pairs.values()}
    by_row: dict[str, list[Claim]] = defaultdict(list)
    for number, row in nearest.items():
        if row.key not in taken:
            by_row[row.key].append(found[number])
    names = Counter(claim.action for claim in (*claims, *found))
    return [claim for places in by_row.values() for claim in _one_action(places, names)]


def _may_be_stated_unseen(claims: Iterable[Claim]) -> bool:
    """Return whether a note that cannot be read states what no other place with its id does.

    A place that sounds like a row would then be taken for that action's home.
    """
    said = {claim.id for claim in claims if claim.text}
    return any(claim.unread and claim.id not in said for claim in claims)


def _unstated(claims: Iterable[Claim], rows: Iterable[Row]) -> list[Row]:
    """Return the rows that no claim has the id or the very text of."""
    from vaultsync.tracker.model import id_parts

    ids, texts = set(), set()
    for claim in claims:
        if claim.is_silent:
            continue
        ids.add(claim.id)
        texts.add(plain(claim.text))
    return [
        row
        for row in rows
        if row.text and (not row.id or id_parts(row.id) not in ids) and plain(row.text) not in texts
    ]


def _one_each(claims: Iterable[Claim]) -> list[Claim]:
    """Return one claim of each action: its note, or the first of its sections."""
    chosen: dict[object, Claim] = {}
    speaking = [claim for claim in claims if not claim.is_silent]
    for claim in sorted(speaking, key=lambda claim: (not claim.is_note, claim.path, claim.heading)):
        chosen.setdefault(claim.id or claim.action, claim)
    return list(chosen.values())


def _candidates(
    vault: Vault,
    claims: Sequence[Claim],
    areas: AreaFinder,
    rows: Sequence[Row],
    labels: LabelPattern,
) -> Iterator[Claim]:
    """Yield what is said in places that may state one of the rows, and claim nothing yet."""
    may_state = _word_search(rows)
    claimed = {(claim.path, claim.heading) for claim in claims} | areas.places
    for note in claimants(vault):
        if (note.path, -1) in claimed or not may_state(note.text):
            continue
        first = said_in(note, -1)
        for index in range(-1, len(note.headings)):
            if (note.path, index) in claimed:
                continue
            claim = _stated_at(note, index, labels)
            if claim is not None and claim.paragraph is not None:
                # What a note says first, before any part of it, the note says.
                if claim.paragraph == first and claim.label is None and index < 1:
                    claim = note_claim(note, -1, None, ())
                yield claim


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


def _word_search(rows: Sequence[Row]) -> Callable[[str], bool]:
    """Return a test for texts that hold enough of the rarest long words of some row."""
    words = [set(_long_words(row.text)) for row in rows]
    spread = Counter(word for said in words for word in said)
    holders: dict[bytes, list[int]] = defaultdict(list)
    enough: list[int] = []
    for number, said in enumerate(words):
        rarest = sorted(said, key=lambda word: (spread[word], -len(word), word))[:_RAREST]
        enough.append(min(_ENOUGH, len(rarest)))
        for word in rarest:
            holders[word].append(number)

    def may_state(text: str) -> bool:
        seen: Counter[int] = Counter()
        for word in {word for word in _split(text) if word in holders}:
            for number in holders[word]:
                seen[number] += 1
                if seen[number] >= enough[number]:
                    return True
        return False

    return may_state


def _split(text: str) -> list[bytes]:
    # Bytes are translated ten times faster than text with accents.
    return text.lower().encode("utf-8", "surrogatepass").translate(_ONLY_WORDS).split()


def _long_words(text: str) -> list[bytes]:
    said = _split(text)
    return [word for word in said if len(word) > 5] or said


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
