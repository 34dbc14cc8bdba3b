"""Which notes may state an action: by a label, an id, a value or its text.

It is asked of every note, so it is cheap, and says yes where it is unsure.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import is_canvas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.config import Names
    from vaultsync.match.places.labels import LabelPattern
    from vaultsync.match.word_search import WordSearch
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View


class Asker(NamedTuple):
    """What one tracker, or a vault without one, looks for in every note.

    `search` finds the texts that nothing labelled states, None if there are none.
    """

    labels: LabelPattern
    names: Names
    search: WordSearch | None


def sought_by(view: View) -> object:
    """Return what the trackers look for, to be compared with what they looked for before."""
    return [
        (each.config.label, each.config.names, each.published.sought if each.published else ())
        for each in view.each
    ]


def askers_of(view: View) -> list[Asker]:
    """Return what each tracker looks for in every note."""
    from vaultsync.match.places.labels import LabelPattern

    askers = []
    for each in view.each:
        search = None
        if each.published and each.published.sought:
            from vaultsync.match.word_search import word_search

            search = word_search(tuple(each.published.sought))
        askers.append(Asker(LabelPattern(each.config.label), each.config.names, search))
    return askers


def seeks_texts(view: View) -> bool:
    """Return whether all notes are likely to be searched for texts that nothing labelled states."""
    sides = (each.published for each in view.each if each.published is not None)
    return any(row.text for side in sides for row in side.lock.snapshot.rows)


def stating_notes(vault: Vault, view: View, telling: Iterable[str]) -> frozenset[str]:
    """Return the notes and canvases that may state an action, or of which that is not known.

    `telling` are those that `may_tell` returns; all notes were tried.
    """
    lost = (path for path in vault.canvas_paths if vault.canvas(path) is None)
    return frozenset((*telling, *vault.failures, *lost)).union(
        *holding_sought(vault, askers_of(view))
    )


def holding_sought(vault: Vault, askers: Iterable[Asker]) -> list[AbstractSet[str]]:
    """Return for each tracker the notes with a text that it looks for."""
    searches = (each.search for each in askers)
    return [vault.holding(search.found_in) for search in searches if search is not None]


def may_state(path: str, vault: Vault, askers: Iterable[Asker]) -> bool:
    """Return whether a note may state an action; True for what cannot be read."""
    if is_canvas(path):
        return vault.canvas(path) is None
    note = vault.note(path)
    if note is None:  # it is reported, and may be the home of anything
        return True
    return any(
        may_tell((note,), each) or (each.search is not None and each.search.found_in(note.text))
        for each in askers
    )


def notes_telling(paths: Iterable[str], vault: Vault, view: View) -> set[str]:
    """Return of some files the notes that `may_tell` returns for any tracker."""
    notes = list(filter(None, map(vault.note, paths)))
    return {note.path for each in askers_of(view) for note in may_tell(notes, each)}


def may_tell(notes: Sequence[Note], asker: Asker) -> list[Note]:
    """Return the notes that may state an action by a label or an id, or hold a value. Cheap."""
    from vaultsync.match.places.may_claim import may_claim

    telling = may_claim(notes, asker.labels, asker.names.id_property)
    known = {note.path for note in telling}
    others = [note for note in notes if note.path not in known]
    return telling + _holding_values(others, asker.names)


def _holding_values(notes: Sequence[Note], names: Names) -> list[Note]:
    """Return the notes that may hold a value as property and as tag, as a former home does.

    Every note is asked: the properties first, which are short, and the whole text only where
    they name a field.
    """
    fields = [
        (name.casefold(), tag.casefold())
        for name, tag in (
            (names.status_property, names.status_tag),
            (names.priority_property, names.priority_tag),
        )
    ]
    found = []
    for note in notes:
        if note.facts[0] is None:
            continue
        block = note.properties.folded
        tags = [tag for name, tag in fields if name in block]
        # An escape in YAML may stand for any letter.
        if "\\" in block or (tags and _is_one_in(tags, note.text)):
            found.append(note)
    return found


def _is_one_in(tags: Iterable[str], text: str) -> bool:
    """Return whether a text holds one of some tags, in whatever case.

    Most of them end with a `/`, which no other character means; to fold all of a long text
    would take much longer than to look at what stands before each.
    """
    folded = ""
    for tag in tags:
        if tag[-1:] == "/":
            at = text.find("/") + 1
            while at:
                if text[max(at - len(tag), 0) : at].casefold().endswith(tag):
                    return True
                at = text.find("/", at) + 1
        else:
            folded = folded or text.casefold()
            if tag in folded:
                return True
    return False
