"""Which notes pass a test of their text: all are asked once, then only those that changed.

Notes that are not in memory are read for it, many of them with forks of this
process (`shares`), and not kept.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.obsidian.at_hand import AtHand, Laid, Lot, Place
    from vaultsync.obsidian.note import Note
    from vaultsync.obsidian.sources import Sources

    Test = Callable[[str], bool]
    Fails = Callable[[bytes], bool]
    Among = Callable[[Lot], Iterable[str]]

_MOST_TESTS = 4  # that are remembered
WORTH_A_FORK = 1500
"""Fewer notes are read and tested in about the time that a fork costs."""

_MANY = 20_000
"""To search so many takes longer than all that a fork which judges links has to do besides."""


class Searched:
    """What is known of tests that were asked of the texts of some notes.

    `read` returns the bytes of a file; raises `OSError`.
    """

    def __init__(self, sources: Sources, read: Callable[[str], bytes]) -> None:
        self._sources = sources
        self._read = read
        # For each test the notes that were asked, and those that passed.
        self._known: dict[Test, tuple[set[str], set[str]]] = {}
        self._at_hand: AtHand | None = None

    def passing(
        self,
        test: Test,
        paths: Iterable[str],
        fails: Fails | None = None,
        among: Among | None = None,
    ) -> AbstractSet[str]:
        """Return which notes pass a test; those that cannot be read do not.

        `fails` is true only for bytes of notes whose text does not pass, and `among`
        returns of a lot of texts the notes whose text passes.
        """
        known = self._known.pop(test, None)
        if known is None:
            known = (set(), set()) if among is None else self._passing_at_hand(among)
        asked, passed = known
        self._known[test] = known  # it is the newest now
        if len(self._known) > _MOST_TESTS:
            del self._known[next(iter(self._known))]
        new = [path for path in paths if path not in asked]
        if new:
            passed.update(self._shared(test, new, fails))
            asked.update(new)
        return passed

    def lay_down_texts(self) -> None:
        """Have the texts of notes at hand that are `laid` and taken from now on.

        They are where this process and its forks have them, until anything changes.
        """
        from vaultsync.obsidian.at_hand import at_hand

        self.forget_texts()
        self._at_hand = at_hand()

    def laid(self, notes: Iterable[Note]) -> Laid | None:
        """Lay down the texts of notes; return what `take` is told of them, here or elsewhere."""
        if self._at_hand is None:
            return None
        return self._at_hand.put(self._sources.texts_of(notes))

    def take(self, paths: Sequence[str], laid: Laid | None) -> None:
        """Take note of the texts of notes that were laid down, if they were."""
        if laid is not None and self._at_hand is not None:
            self._at_hand.know(paths, laid)

    def forget_texts(self) -> None:
        """Let go of the texts that are at hand: notes are read from now on."""
        if self._at_hand is not None:
            self._at_hand.clear()
            self._at_hand = None

    def _passing_at_hand(self, among: Among) -> tuple[set[str], set[str]]:
        """Return of which notes the texts are at hand, and which of these pass."""
        places = self._at_hand.places if self._at_hand is not None else []
        many = sum(len(paths) for paths, _ in places)
        count = _helping(many)

        def asked(some: Sequence[Place]) -> list[tuple[Sequence[str], list[str]]]:
            lots = self._at_hand.lots(some) if self._at_hand is not None else ()
            return [(lot.paths, [*among(lot)]) for lot in lots]

        from vaultsync.processes.shares import shared

        tried, passed = set[str](), set[str]()
        for paths, found in (each for part in shared(count, places, asked) for each in part):
            tried.update(paths)
            passed.update(found)
        return tried, passed

    def rule_out(self, test: Test, paths: Iterable[str]) -> None:
        """Take it as known that these do not pass a test, until they are forgotten."""
        self._known[test] = (set(paths), set())

    def forget(self, paths: Iterable[str]) -> None:
        """Ask these notes again: they changed, came or went."""
        self.forget_texts()
        for asked, passed in self._known.values():
            asked.difference_update(paths)
            passed.difference_update(paths)

    def _shared(self, test: Test, paths: Sequence[str], fails: Fails | None) -> Iterator[str]:
        """Yield which notes pass, in no particular order."""
        far = sum(self._sources.held(path) is None for path in paths)
        count = _helping(far, beyond=int(far >= _MANY))
        if not count:
            yield from self._among(test, paths, fails)
            return
        from vaultsync.processes.shares import shared

        def asked(some: Sequence[str]) -> list[tuple[list[str], list[str]]]:
            lost: list[str] = []
            return [(list(self._among(test, some, fails, lost)), lost)]

        for found, lost in (each for part in shared(count, paths, asked) for each in part):
            yield from found
            yield from self._among(test, lost)  # it is remembered here that they cannot be read

    def _among(
        self,
        test: Test,
        paths: Iterable[str],
        fails: Fails | None = None,
        lost: list[str] | None = None,
    ) -> Iterator[str]:
        """Yield which notes pass; those that cannot be read are `lost`."""
        held, read = self._sources.held, self._read
        for path in paths:
            if fails is not None and held(path) is None:
                try:
                    if fails(read(path)):
                        continue
                except OSError:  # which is met again, and remembered, below
                    pass
            text = self._sources.text(path)
            if text is None:
                if lost is not None:
                    lost.append(path)
            elif test(text):
                yield path


def _helping(many: int, beyond: int = 0) -> int:
    """Return how many forks help to test so many notes: where they are few, none."""
    if many < WORTH_A_FORK:
        return 0
    from vaultsync.processes import forks

    return forks.possible(beyond)
