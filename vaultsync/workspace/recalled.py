"""What a run found, part by part: as it is, or as the bytes that are kept of it."""

from __future__ import annotations

from marshal import dumps, loads

from vaultsync.disk.shelved import ShelfLostError, Shelved, bytes_on, shelves_of
from vaultsync.errors import ignoring
from vaultsync.lean.kept import kept
from vaultsync.lean.typed import TYPE_CHECKING, Any
from vaultsync.obsidian.leads.anchored import Anchored
from vaultsync.obsidian.leads.mentions import Mentions
from vaultsync.workspace.bystanders import Parts, Surroundings
from vaultsync.workspace.plain import diagnostic_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.disk.cachefile import Bytes, Late
    from vaultsync.disk.shelved import Shelf
    from vaultsync.report.passages import PlainPassage
    from vaultsync.report.summary import Tally


class Recalled:
    """What a run found, of which each part is made when it is asked for.

    Of single notes and canvases that is what each was judged to be by itself, but for those of
    which there was nothing to say (`found`); the notes that ask to leave something unsaid
    (`asking`); the aliases of those that have some (`aliases`); the lines that were shown
    (`quoted`); and what was printed of them (`passages_then`), but for those of which it is
    something else by now, or not known, beside what tells how (`passages_anew`); the same as it
    was printed in another way (`others_then`, `others_anew`).

    Of the vault as a whole it is what was said of it whatever it states (`alone`), what was said of
    what it states, for each tracker (`stated`), and what both take from the notes (`parts`); the
    texts that each tracker looks for everywhere (`sought`); and what reports need to know of the
    actions (`tallies`). Of links it is the sources of those into a file (`sources`), the names that
    they say (`mentions`), and the stems that several files have (`shared`).

    A part that an earlier run found is here as the bytes that were kept of it. Most are not
    asked for when one note changed, and are kept again as they are. `anchored` and `named` are
    large: they stay in the file, and read there what they are asked for (`_LATE`). What is
    different in a few notes is a part of its own, beside the one that goes on: `found`, `sources`
    and `mentions` are each made of two.
    """

    found_then: Mapping[str, bytes]
    found_anew: Mapping[str, bytes]
    alone: tuple[Diagnostic, ...]
    stated: tuple[Diagnostic, ...]
    asking: frozenset[str]
    shared: frozenset[str]
    anchored: Shelved
    anchored_anew: Mapping[str, tuple[str, ...]]
    named: Shelf
    named_anew: Mapping[str, bytes]
    aliases: Mapping[str, Sequence[str]]
    parts: Parts
    sought: Sequence[Sequence[str]]
    tallies: Mapping[str, Sequence[Tally]]
    quoted: Mapping[str, bytes]
    passages_then: Mapping[str, PlainPassage]
    passages_anew: tuple[Any, Mapping[str, PlainPassage | None]]
    others_then: Mapping[str, PlainPassage]
    others_anew: tuple[Any, Mapping[str, PlainPassage | None]]

    def __init__(self, kept: Mapping[str, Bytes], **parts: Any) -> None:
        self._kept = kept
        self.__dict__.update(parts)

    @classmethod
    def of_file(cls, parts: Mapping[str, Bytes], late: Mapping[str, Late]) -> Recalled:
        """Return what a run found of the parts of a file."""
        return cls(parts, **{name: found(name, late) for name, (_, found) in _LATE.items()})

    def __getattr__(self, name: str) -> Any:
        """Return a part of which the bytes were kept, the first time."""
        if name not in _FORMS:
            raise AttributeError(name)
        made = _FORMS[name][1]
        value = self.__dict__[name] = made(loads(self._kept[name]))  # noqa: S302 - ours, and whole
        return value

    @kept
    def found(self) -> Mapping[str, bytes]:
        """Return what each note and canvas was judged to be, where there was something to say.

        All of it is folded (`FoldedFound`), as the lines are that were shown.
        """
        if not self.found_anew:
            return self.found_then
        whole = {**self.found_then, **self.found_anew}
        return {path: whole[path] for path in whole if whole[path]}

    @kept
    def sources(self) -> Anchored:
        """Return which others have links to headings and blocks of a note."""
        return Anchored(self.anchored, self.anchored_anew)

    @kept
    def mentions(self) -> Mentions:
        """Return which names the links of each source say."""
        return Mentions(self.named, self.named_anew)

    @property
    def goes_on(self) -> bool:
        """Return whether what is read late is what was kept of it: not where all was found anew."""
        return bool(self._kept)

    def _replace(self, **told: Any) -> Recalled:
        """Return the same with other parts, as a `NamedTuple` would; none that are read late."""
        kept = {name: data for name, data in self._kept.items() if name not in told}
        parts = {name: value for name, value in self.__dict__.items() if name in _PARTS}
        return Recalled(kept, **{**parts, **told})

    def to_keep(self) -> dict[str, Bytes]:
        """Return the bytes to keep of each part, but for what is read late."""
        return {
            name: self._kept.get(name) or dumps(as_plain(getattr(self, name)))
            for name, (as_plain, _) in _FORMS.items()
        }

    def to_keep_late(self) -> dict[str, Bytes]:
        """Return the bytes to keep of what is read late. Raises `ShelfLostError`."""
        late: dict[str, Bytes] = {}
        for name, (shelves, _) in _LATE.items():
            late |= shelves(name, getattr(self, name))
        return late


def _plain_all(found: Sequence[Diagnostic]) -> Any:
    return tuple(map(plain, found))


def _named_all(kept: Any) -> tuple[Diagnostic, ...]:
    return tuple(map(diagnostic_of, kept))


def _plain_parts(parts: Parts) -> Any:
    shared, shown, *notes = parts.around
    around = (sorted(shared), shelves_of(shown), *map(sorted, notes))
    return around, shelves_of(parts.of), sorted(parts.stating), dict(parts.copied)


def _named_parts(kept: Any) -> Parts:
    (shared, shown, *notes), of, stating, copied = kept
    around = Surroundings(frozenset(shared), Shelved(shown), *map(frozenset, notes))
    return Parts(around, Shelved(of), frozenset(stating), copied)


def _named_tallies(kept: Any) -> Mapping[str, Sequence[Tally]]:
    from vaultsync.report.summary import Tally

    return {name: tuple(map(Tally._make, each)) for name, each in kept.items()}


# How each part is made plain, which is all that marshal takes, and made of that again.
_FORMS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "found_then": (dict, dict),
    "found_anew": (dict, dict),
    "alone": (_plain_all, _named_all),
    "stated": (_plain_all, _named_all),
    "asking": (sorted, frozenset),
    "shared": (sorted, frozenset),
    "anchored_anew": (dict, dict),
    "named_anew": (dict, dict),
    "aliases": (lambda aliases: {path: tuple(each) for path, each in aliases.items()}, dict),
    "parts": (_plain_parts, _named_parts),
    "sought": (lambda sought: tuple(map(tuple, sought)), tuple),
    "tallies": (
        lambda tallies: {name: tuple(map(tuple, each)) for name, each in tallies.items()},
        _named_tallies,
    ),
    "quoted": (dict, dict),
    "passages_then": (dict, dict),
    "passages_anew": (tuple, tuple),
    "others_then": (dict, dict),
    "others_anew": (tuple, tuple),
}


def _one_shelf(name: str, shelf: Shelf) -> dict[str, Bytes]:
    data = b""  # what was lost is not worth losing all else
    with ignoring(ShelfLostError):
        data = bytes_on(shelf)
    return {name: data}


def _found_one(name: str, late: Mapping[str, Late]) -> Shelf:
    return late[name]


def _many_shelves(name: str, shelved: Shelved) -> dict[str, Bytes]:
    return {f"{name} {number}": shelf for number, shelf in enumerate(shelves_of(shelved))}


def _found_many(name: str, late: Mapping[str, Late]) -> Shelved:
    return Shelved([shelf for each, shelf in late.items() if each.startswith(f"{name} ")])


# How each part that is read late is kept on shelves, which stand in a file by its name, and
# found in there again: nothing is read for it.
_LATE: dict[
    str, tuple[Callable[[str, Any], dict[str, Bytes]], Callable[[str, Mapping[str, Late]], Any]]
] = {
    "named": (_one_shelf, _found_one),
    "anchored": (_many_shelves, _found_many),
}
_PARTS = {*_FORMS, *_LATE}
