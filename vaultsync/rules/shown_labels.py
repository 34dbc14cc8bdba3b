"""Links that show a label which is not that of the file they lead to."""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.leads.uses import links_of
from vaultsync.rules.areas import label_of_file, label_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsync.match.places.labels import Label, LabelPattern
    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View


def showing_labels(
    notes: Iterable[Note], links: Iterable[Sequence[LinkFact]], view: View
) -> list[Note]:
    """Return of notes with these links those that show another label than that of their file."""
    may_hold = label_pattern(view.config.label).possible_in
    return [
        note
        for note, each in zip(notes, links, strict=True)
        if may_hold("\n".join([link[6] for link in each])) and any(doubtful_labels(note, view))
    ]


def doubtful_labels(note: Note, view: View) -> Iterator[tuple[LinkFact, tuple[Label, ...]]]:
    """Yield the links that show other labels than that of their file, with these labels.

    They may be those of the heading that is linked. Nothing but the names of
    files is looked at.
    """
    labels = label_pattern(view.config.label)
    resolve = view.vault.resolver.resolve
    for fact in links_of(note):
        said = () if fact[11] else _labels_in(labels, fact[6])
        if said:
            path = fact[4]
            own = label_of_file(labels, resolve(path, note.path).target or path)
            # As nearly all, it says the name of the file.
            if own is None or any(label.id != own.id for label in said):
                yield fact, said


@lru_cache(maxsize=10_000)
def _labels_in(labels: LabelPattern, display: str) -> tuple[Label, ...]:
    """Return the labels that the parts of a link's text are: its file's and its heading's."""
    if not labels.possible_in(display):
        return ()
    return tuple(filter(None, map(labels.read, display.split(" > "))))
