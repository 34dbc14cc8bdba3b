"""Files that came, are gone, or have another name: told from how all were found before."""

from __future__ import annotations

from vaultsync.disk.walk import WIDTH
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from vaultsync.disk.walk import Pressed, Table


class Renamed(NamedTuple):
    """The files that came and those that are gone. One that was renamed is in both, by its names.

    Which of those that came was which of those that are gone is not asked.
    """

    came: frozenset[str]
    gone: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Return all of them."""
        return self.came | self.gone

    @property
    def is_plain(self) -> bool:
        """Return whether they are files, and neither folders without a list nor in the cloud."""
        return not any(path[-1] == "/" or path.endswith(".icloud") for path in self.all)


NOTHING_RENAMED = Renamed(frozenset(), frozenset())


def renamed_since(before: Collection[str], now: Collection[str]) -> Renamed:
    """Return which of the present files came since, and which of the earlier ones are gone."""
    if before == now:
        return NOTHING_RENAMED
    earlier, present = frozenset(before), frozenset(now)
    return Renamed(present - earlier, earlier - present)


def compared(table: Table, before: Pressed) -> tuple[list[str], frozenset[str], Renamed] | None:
    """Return how files were called, by number, which differ from before, and which came or went.

    A folder may list the same files in another order than before. None where a file was
    told twice, as it is while it is moved.
    """
    from marshal import loads

    then = before[0].split("\0")[:-1]
    numbers = [number for piece in before[1] for number in loads(piece)]  # noqa: S302 - ours
    states = dict(zip(then, zip(*[iter(numbers)] * WIDTH, strict=True), strict=True))
    now = dict(zip(table.paths, zip(*[iter(table.numbers)] * WIDTH, strict=True), strict=True))
    if len(states) < len(then) or len(now) < len(table):
        return None
    renamed = renamed_since(states.keys(), now.keys())
    differ = {path for path, state in now.items() if states.get(path) != state}
    return then, frozenset(differ - renamed.came), renamed
