"""What a run found, part by part: as it is, or as the bytes that are kept of it."""

from __future__ import annotations

from marshal import dumps, loads

from vaultsync.bystanders import Parts, Surroundings
from vaultsync.cachefile import Late
from vaultsync.obsidian.anchored import Anchored
from vaultsync.obsidian.mentions import Mentions
from vaultsync.plain import diagnostic_of, plain
from vaultsync.shelved import Shelved, shelves_of
from vaultsync.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vaultsync.cachefile import Bytes
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.summary import Tally


class Recalled:
    """What a run found.

    `found` is what each note and canvas was judged to be by itself, those left
    out of which there was nothing to say. It is `found_then` but for those in `found_anew`.
    `alone` is what was said of the vault as
    a whole, whatever it states, `stated` what was said of what it states, for each
    tracker. `asking` are the notes
    that ask to leave something unsaid; `anchored` and `anchored_anew` are what
    `sources` is made of; `aliases` are those of each note
    that has some. `parts` is what the whole vault takes from its notes, `sought`
    the texts that each tracker looks for everywhere. `tallies` is what
    reports need to know of the actions. `quoted` are lines of notes that were
    shown, by path and number. `shared` are the stems that several files have. `named` and
    `named_anew` are what `mentions` is made of.

    Most of what was kept is not asked for when one note changed: each part is
    made of its bytes when it is, and kept again as the bytes that it was.
    `named` and `anchored` are not even read before.
    """

    found: Mapping[str, tuple[Diagnostic, ...]]
    found_then: Mapping[str, tuple[Diagnostic, ...]]
    found_anew: Mapping[str, tuple[Diagnostic, ...]]
    alone: tuple[Diagnostic, ...]
    stated: tuple[Diagnostic, ...]
    asking: frozenset[str]
    anchored: Shelved
    anchored_anew: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, Sequence[str]]
    parts: Parts
    sought: Sequence[Sequence[str]]
    tallies: Mapping[str, Sequence[Tally]]
    quoted: Mapping[str, Mapping[int, str]]
    shared: frozenset[str]
    named: bytes
    named_anew: Mapping[str, bytes]

    def __init__(
        self,
        found: Mapping[str, tuple[Diagnostic, ...]],
        alone: tuple[Diagnostic, ...],
        stated: tuple[Diagnostic, ...],
        asking: frozenset[str],
        sources: Anchored,
        aliases: Mapping[str, Sequence[str]],
        parts: Parts,
        sought: Sequence[Sequence[str]],
        tallies: Mapping[str, Sequence[Tally]],
        quoted: Mapping[str, Mapping[int, str]],
        shared: frozenset[str],
        mentions: Mentions,
    ) -> None:
        self.found = self.found_then = found
        self.found_anew = {}
        self.alone = alone
        self.stated = stated
        self.asking = asking
        self.anchored, self.anchored_anew = sources
        self.aliases = aliases
        self.parts = parts
        self.sought = sought
        self.tallies = tallies
        self.quoted = quoted
        self.shared = shared
        self.named, self.named_anew = mentions
        self._kept: Mapping[str, Bytes | Late] = {}

    @classmethod
    def of(cls, kept: Mapping[str, Bytes | Late], **told: Any) -> Recalled:
        """Return what a run found of the bytes that were kept of it, and of parts as they are."""
        recalled = cls.__new__(cls)
        recalled.__dict__.update({**told, "_kept": kept})
        return recalled

    def __getattr__(self, name: str) -> Any:
        """Return a part of which the bytes were kept, the first time."""
        if name == "found":
            self.found = _with_anew(self.found_then, self.found_anew)
            return self.found
        if name not in _FORMS:
            raise AttributeError(name)
        data = self._bytes(name)
        kept = data if name == _NAMED else loads(data)  # noqa: S302 - ours, and whole
        value = self.__dict__[name] = _FORMS[name][1](kept)
        return value

    @property
    def sources(self) -> Anchored:
        """Return which others have links to headings and blocks of a note."""
        return Anchored(self.anchored, self.anchored_anew)

    @property
    def mentions(self) -> Mentions | None:
        """Return which names the links of each source say; None if that is not known any more."""
        return Mentions(self.named, self.named_anew) if self.named else None

    @property
    def is_of_kept_names(self) -> bool:
        """Return whether `named` is what was kept of it: not where all was found anew."""
        return _NAMED in self._kept

    def _replace(self, **told: Any) -> Recalled:
        """Return the same with other parts, as a `NamedTuple` would."""
        if "sources" in told:
            told["anchored"], told["anchored_anew"] = told.pop("sources")
        if "found" in told:
            told |= {"found_then": told["found"], "found_anew": {}}
        own = {**self.__dict__}
        if "found_anew" in told:
            own.pop("found", None)
        same = {name for name in told if name in own and own[name] is told[name]}
        kept = {name: data for name, data in self._kept.items() if name in same or name not in told}
        return Recalled.of(kept, **{**own, **told})

    def kept(self) -> dict[str, Bytes]:
        """Return the bytes to keep of each part, but for what is read late."""
        return {name: self._bytes(name) for name in _FORMS if name != _NAMED}

    def kept_late(self) -> dict[str, Bytes]:
        """Return the bytes to keep of what is read late. Raises `ShelfLostError`."""
        shelves = enumerate(shelves_of(self.anchored))
        return {
            _NAMED: self._bytes(_NAMED),
            **{f"{_ANCHORED}{number}": shelf for number, shelf in shelves},
        }

    @classmethod
    def of_file(
        cls, parts: Mapping[str, Bytes], late: Mapping[str, Late], more: Mapping[str, Bytes]
    ) -> Recalled:
        """Return what a run found of a file's parts, of which there may be `more` by now."""
        count = sum([name.startswith(_ANCHORED) for name in late])
        shelves = [late[f"{_ANCHORED}{number}"] for number in range(count)]
        kept = {**parts, _NAMED: late[_NAMED], **more}
        return cls.of(kept, anchored=Shelved(shelves))

    def _bytes(self, name: str) -> Bytes:
        kept = self._kept.get(name)
        if kept is None:
            plain = _FORMS[name][0](getattr(self, name))
            return plain if name == _NAMED else dumps(plain)
        # What is read late may be gone by now.
        return (kept.read() or b"") if isinstance(kept, Late) else kept


_NAMED = "named"
_ANCHORED = "anchored "  # and the number of a shelf


def _plain_found(found: Mapping[str, tuple[Diagnostic, ...]]) -> Any:
    return [(path, tuple(map(plain, each))) for path, each in found.items()]


def _found_of(kept: Any) -> Mapping[str, tuple[Diagnostic, ...]]:
    return {path: tuple(map(diagnostic_of, each)) for path, each in kept}


def _with_anew(
    found: Mapping[str, tuple[Diagnostic, ...]], anew: Mapping[str, tuple[Diagnostic, ...]]
) -> Mapping[str, tuple[Diagnostic, ...]]:
    whole = {**found, **anew}
    return {path: whole[path] for path in whole if whole[path]} if anew else found


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
    "found_then": (_plain_found, _found_of),
    "found_anew": (_plain_found, _found_of),
    "alone": (_plain_all, _named_all),
    "stated": (_plain_all, _named_all),
    "asking": (sorted, frozenset),
    "shared": (sorted, frozenset),
    "anchored_anew": (dict, dict),
    "named": (bytes, bytes),
    "named_anew": (dict, dict),
    "aliases": (lambda aliases: {path: tuple(each) for path, each in aliases.items()}, dict),
    "parts": (_plain_parts, _named_parts),
    "sought": (lambda sought: tuple(map(tuple, sought)), tuple),
    "tallies": (
        lambda tallies: {name: tuple(map(tuple, each)) for name, each in tallies.items()},
        _named_tallies,
    ),
    "quoted": (lambda quoted: {path: dict(lines) for path, lines in quoted.items()}, dict),
}
