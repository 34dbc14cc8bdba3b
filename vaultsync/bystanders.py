"""Notes that take no part in what is said of the vault as a whole.

Most notes of a large vault state no action, show no other note and are shown
by none. When such a note changes, and still takes no part, then all that was
said of the vault as a whole still holds, and so does the alignment with the
tracker: only the note itself and the links into it are judged again. Where
this module is unsure, a note takes part.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.obsidian.names import is_canvas, is_note, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.config import Names
    from vaultsync.match.labels import LabelPattern
    from vaultsync.match.word_search import WordSearch
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.vault import Use, Vault


class Asker(NamedTuple):
    """What one tracker, or a vault without one, looks for in every note.

    `search` finds the texts that nothing labelled states, None if there are none.
    """

    labels: LabelPattern
    names: Names
    search: WordSearch | None


class Scene(NamedTuple):
    """What tells, beside a note itself, whether it takes part.

    `shared` holds the names, folded, that several notes have.
    """

    askers: tuple[Asker, ...]
    shared: frozenset[str]


def shared_names(paths: Iterable[str]) -> frozenset[str]:
    """Return the names, folded, that several of these notes have."""
    counts = Counter(map(stem, paths))
    return frozenset(name for name, count in counts.items() if count > 1)


def takes_part(path: str, vault: Vault, scene: Scene) -> bool:
    """Return whether a note or canvas may have a say in what the whole vault says.

    What others have to do with it is not asked here: `looked_at` knows.
    """
    if is_canvas(path):
        return vault.canvas(path) is None
    note = vault.note(path)
    if note is None:  # what cannot be read is reported, and may be the home of anything
        return True
    return any(_is_asked_for(note, each) for each in scene.askers) or _has_telling_links(
        vault.uses(path), scene.shared
    )


def looked_at(vault: Vault) -> set[str]:
    """Return the notes that others embed, and those that are or may be copies of others."""
    from vaultsync.obsidian.conflicts import may_be_copies

    shown = {embed.extent.path for path in vault.note_paths for embed in vault.embeds.of(path)}
    return shown | may_be_copies(vault.note_paths)


def _is_asked_for(note: Note, asker: Asker) -> bool:
    from vaultsync.match.claims import may_claim

    names = asker.names
    if may_claim(note, asker.labels, names.id_property):
        return True
    if note.frontmatter:
        block = note.text[slice(*note.frontmatter)].casefold()
        if names.status_property.casefold() in block or names.priority_property.casefold() in block:
            return True
    return asker.search is not None and asker.search.found_in(note.text)


def _has_telling_links(uses: Sequence[Use], shared: frozenset[str]) -> bool:
    """Return whether a link shows another note, or counts in what is said of all of its kind."""
    for use in uses:
        link, anchor = use.link, use.anchor
        if link.external:
            continue
        if link.embed and is_note(use.target or ""):
            return True
        if anchor is not None and anchor.rung != "obsidian":
            return True
        if shared and link.path and "/" not in link.path and stem(link.path) in shared:
            return True
    return False
