"""The same of each tracker, under its name where there are several."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, TypeVar
from vaultsync.report.terminal import PLAIN, Paint, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vaultsync.tracker.model import Snapshot

_One = TypeVar("_One")


def of_each(
    found: Mapping[str, _One],
    lines: Callable[[_One], Iterable[str]],
    paint: Paint = PLAIN,
    several: bool | None = None,
) -> Iterator[str]:
    """Yield the lines about each tracker: under a heading each where there is more than one.

    `several` says so where it does not show in what was found.
    """
    for number, (name, one) in enumerate(found.items()):
        if len(found) > 1 if several is None else several:
            if number:
                yield ""
            yield heading(name, paint)
            yield ""
        yield from lines(one)


def heading(name: str, paint: Paint = PLAIN) -> str:
    """Return the heading of what is about one of several trackers."""
    return paint.bold(f"tracker {escape(name)}")


def snapshot_object(snapshots: Iterable[Snapshot]) -> dict[str, object]:
    """Return how much was read, of one tracker or of several together, as it stands in JSON.

    `declared` is null where one of them does not say how many rows it has;
    `read` is the date of the oldest reading.
    """
    each = list(snapshots)
    declared = [one.coverage.declared for one in each]
    return {
        "declared": None if None in declared else sum(filter(None, declared)),
        "rows": sum(len(one.rows) for one in each),
        "complete": all(one.complete is not None for one in each),
        "read": min((one.read for one in each), default=""),
    }


def snapshots_object(snapshots: Mapping[str, Snapshot]) -> dict[str, object]:
    """Return the keys of a JSON document that say how much was read."""
    head: dict[str, object] = {"snapshot": snapshot_object(snapshots.values())}
    if len(snapshots) > 1:
        head["snapshots"] = {name: snapshot_object([one]) for name, one in snapshots.items()}
    return head
