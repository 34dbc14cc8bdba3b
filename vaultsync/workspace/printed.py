"""What is printed of each file of a vault, taken over from an earlier run where it still holds.

What is wrong in most files is told by the file itself and what its links lead to: its passage is
made by whoever judged it, and holds until it is judged again. In few files more is wrong,
as the vault is held against a tracker, or something is left unsaid: a passage of theirs holds
while it says the same of the same file.
"""

from __future__ import annotations

from itertools import chain, groupby

from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple
from vaultsync.report.passages import Passage, keys_of, passage
from vaultsync.rules.settling import Choice, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.passages import PlainPassage, Wanted
    from vaultsync.rules.rule import View
    from vaultsync.workspace.recalled import Recalled
    from vaultsync.workspace.single_notes import SingleNotes

    _LineOf = Callable[[str, int], str | None]


class Printed:
    """The passages of the files of a vault, as they are `wanted`.

    `line_of` gives the lines that they quote.
    """

    def __init__(self, wanted: Wanted, config: Config, line_of: _LineOf) -> None:
        self._wanted = wanted
        self._choice = Choice(config, wanted.select, wanted.ignore)
        self._line_of = line_of
        self._known: dict[str, PlainPassage] = {}
        self._anew: set[str] = set()  # whose passages an earlier run did not make

    @property
    def is_narrow(self) -> bool:
        """Return whether passages are wanted of some files alone."""
        return self._wanted.selected is not None

    def take_over(self, recalled: Recalled, again: Iterable[str]) -> None:
        """Take over the passages of an earlier run, but for those of files that are judged again.

        Nothing is, if passages were never wanted so.
        """
        kind = _kind(recalled, self._wanted.key)
        if kind:
            then, (_, anew) = getattr(recalled, kind.then), getattr(recalled, kind.anew)
            self._known = _known(then, {**anew, **dict.fromkeys(again)})

    def know(self, passages: Mapping[str, PlainPassage]) -> None:
        """Take it as known what others made of files that they judged."""
        self._known.update(passages)
        self._anew.update(passages)

    def of_own(self, found: Sequence[Diagnostic], lines: Mapping[int, str]) -> PlainPassage:
        """Return the passage of a file of which no more is to be said than was found in it.

        `lines` are some of its lines.
        """

        def line_of(path: str, number: int) -> str | None:
            line = lines.get(number)
            return self._line_of(path, number) if line is None else line

        said = self._about(self._choice.said(found))
        return tuple(passage(said, self._wanted.way, line_of))

    def all(
        self, notes: SingleNotes, of_whole: Iterable[Diagnostic], view: View
    ) -> Iterator[tuple[str, Passage]]:
        """Yield the files of which there is something wanted to say, sorted, with their passages.

        `notes` are all that were judged by themselves, `of_whole` what was found of the vault as
        a whole.
        """
        wanted = self._wanted
        selected = wanted.selected or (lambda path: True)
        asking = sorted(filter(selected, notes.asking))
        by_whole: dict[str, list[Diagnostic]] = {path: [] for path in asking}
        for each in of_whole:
            if selected(each.place.path):
                by_whole.setdefault(each.place.path, []).append(each)
        found = ((*notes.found.get(path, ()), *more) for path, more in by_whole.items())
        said = settled(chain.from_iterable(found), view, wanted.select, wanted.ignore, asking)
        more = {
            path: self._said_of(path, [*each])
            for path, each in groupby(said, lambda each: each.place.path)
        }
        own = (path for path in notes.found.telling() if path not in by_whole)
        for path in sorted(chain(filter(selected, own), more)):
            told = more.get(path) or self._own(path, notes)
            if told[0]:
                yield path, Passage._make(told)

    def _own(self, path: str, notes: SingleNotes) -> PlainPassage:
        known = self._known.get(path)
        if known is None or known[2]:
            known = self._remembered(path, self.of_own(notes.found.get(path, ()), {}))
        return known

    def _said_of(self, path: str, said: Sequence[Diagnostic]) -> PlainPassage:
        """Return the passage of a file of which it takes more to know what is said of it."""
        said = self._about(said)
        known, keys = self._known.get(path), keys_of(said)
        if known is None or known[2] != keys:
            made = passage(said, self._wanted.way, self._line_of)
            known = self._remembered(path, tuple(made._replace(keys=keys)))
        return known

    def _about(self, said: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """Leave out what is said of other trackers."""
        about = self._wanted.about
        return said if about is None else [each for each in said if each.tracker in ("", about)]

    def _remembered(self, path: str, made: PlainPassage) -> PlainPassage:
        self._known[path] = made
        self._anew.add(path)
        return made

    @property
    def anew(self) -> dict[str, PlainPassage]:
        """The passages that an earlier run did not make."""
        return {path: self._known[path] for path in self._anew}

    @property
    def known(self) -> dict[str, PlainPassage]:
        """All passages, whoever made them."""
        return self._known

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells how they are made."""
        return self._wanted.key


class _Kind(NamedTuple):
    """The parts of `Recalled` that hold passages made in one way: all, and what is different."""

    then: str
    anew: str


_KINDS = (_Kind("passages_then", "passages_anew"), _Kind("others_then", "others_anew"))
"""Who looks on a terminal and has a hook look into a pipe asks in two ways in turn."""


def _kind(recalled: Recalled, key: tuple[Any, ...] | None) -> _Kind | None:
    """Return the kind of passages that are made so; the first of which there are none, for None."""
    return next((kind for kind in _KINDS if getattr(recalled, kind.anew)[0] == key), None)


def left(printed: Printed | None) -> dict[str, Any]:
    """Return what is to be kept of passages for the next run: none, unless all were wanted."""
    told: dict[str, Any] = {}
    for kind in _KINDS:
        told |= {kind.then: {}, kind.anew: (None, {})}
    if printed and not printed.is_narrow:
        told |= {_KINDS[0].then: printed.known, _KINDS[0].anew: (printed.key, {})}
    return told


def left_since(
    printed: Printed | None, recalled: Recalled, again: Iterable[str], whole: bool
) -> dict[str, Any]:
    """Return what is to be kept for the next run of passages, also where this one `printed` none.

    That is what is different since some were recalled, as files were judged `again`; all is told
    if it is kept `whole`, or if they are made in a way of which none are known. Who asks about some
    files in such a way, as editors do, leaves what was printed of all.
    """
    mine = printed and _kind(recalled, printed.key)
    if printed and not mine and not printed.is_narrow:
        mine = _kind(recalled, None) or _KINDS[-1]
    told: dict[str, Any] = {}
    for kind in _KINDS:
        key, anew = getattr(recalled, kind.anew)
        if printed and kind is mine and (whole or printed.key != key):
            told |= {kind.then: printed.known, kind.anew: (printed.key, {})}
        elif key is not None:
            made = printed.anew if printed and kind is mine else {}
            now = {**anew, **dict.fromkeys(again), **made}
            if whole:
                told |= {kind.then: _known(getattr(recalled, kind.then), now), kind.anew: (key, {})}
            else:
                told[kind.anew] = (key, now)
    return told


def _known(
    then: Mapping[str, PlainPassage], anew: Mapping[str, PlainPassage | None]
) -> dict[str, PlainPassage]:
    """Return the passages that hold; None stands for one that does not any more."""
    return {path: each for path, each in {**then, **anew}.items() if each is not None}
