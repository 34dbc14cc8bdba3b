"""What is printed of each file of a vault, taken over from an earlier run where it still holds.

What is wrong in most files is told by the file itself and what its links lead to: its passage is
made by whoever judged it, and holds until it is judged again. In few files more is wrong,
as the vault is held against a tracker, or something is left unsaid: a passage of theirs holds
while it says the same of the same file.
"""

from __future__ import annotations

from itertools import chain, groupby

from vaultsync.lean.typed import TYPE_CHECKING, Any
from vaultsync.report.passages import NO_PASSAGES, Passage, keys_of, passage
from vaultsync.rules.settling import Choice, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.passages import Passages, PlainPassage, Wanted
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

        Nothing is, if other passages were wanted of it.
        """
        if recalled.passages_then[0] == self._wanted.key:
            self._known = _known(recalled.passages_then[1], _anew(recalled, again, {}))

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
    def to_keep(self) -> Passages:
        """All passages, after what tells how they are made."""
        return self._wanted.key, self._known


def left(printed: Printed | None) -> Passages:
    """Return what is to be kept of passages for the next run: none, unless all were wanted."""
    return NO_PASSAGES if printed is None or printed.is_narrow else printed.to_keep


def left_since(
    printed: Printed | None, recalled: Recalled, again: Iterable[str], whole: bool
) -> dict[str, Any]:
    """Return what is to be kept for the next run of passages, also where this one `printed` none.

    That is what is different since some were recalled, as files were judged `again`; all is told
    if it is kept `whole`, or if they are made in another way by now. Who asks about some files in
    another way, as editors do, leaves what was printed of all.
    """
    key, then = recalled.passages_then
    if printed and printed.is_narrow and printed.to_keep[0] != key:
        printed = None
    if printed and (whole or printed.to_keep[0] != key):
        return {"passages_then": printed.to_keep, "passages_anew": {}}
    anew = _anew(recalled, again, printed.anew if printed else {})
    if not whole:
        return {"passages_anew": anew}
    return {"passages_then": (key, _known(then, anew)), "passages_anew": {}}


def _anew(
    recalled: Recalled, again: Iterable[str], made: Mapping[str, PlainPassage]
) -> dict[str, PlainPassage | None]:
    """Return what is different by now: of what was judged again only what was made is known."""
    return {**recalled.passages_anew, **dict.fromkeys(again), **made}


def _known(
    then: Mapping[str, PlainPassage], anew: Mapping[str, PlainPassage | None]
) -> dict[str, PlainPassage]:
    return {path: each for path, each in {**then, **anew}.items() if each is not None}
