"""`vaultsync pull --format markdown`: what changed, for an issue or a pull request."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.wording.words import difference
from vaultsync.report.markup import plain
from vaultsync.report.pulled import doubtful, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsync.match.rows.pull import PullResult
    from vaultsync.tracker.model import Row, Value


def pulled_markdown(results: Mapping[str, PullResult], several: bool = False) -> Iterator[str]:
    """Yield the lines about the pull of each tracker; everything quoted is escaped.

    `several` says that there are more of them, and has each named.
    """
    for number, (name, result) in enumerate(results.items()):
        if number:
            yield ""
        yield from _of_one(result, f" {plain(name)}" if several else "")


def _of_one(result: PullResult, name: str) -> Iterator[str]:
    snapshot, changes = result.lock.snapshot, result.difference
    coverage = "the whole list" if snapshot.complete else "a part of the list"
    yield f"# What changed in the tracker{name}"
    yield ""
    yield f"{snapshot.extent()}: {coverage}, read {snapshot.read}."
    for left_out in result.left_out:
        yield ""
        yield plain(told(left_out))
    if changes.empty:
        yield ""
        yield "Nothing changed."
    yield from _table("Added", ("Row", "Status", "Priority", "Says"), map(_row, changes.added))
    yield from _table("Removed", ("Row", "Status", "Priority", "Says"), map(_row, changes.removed))
    yield from _table(
        "Renumbered",
        ("Before", "After", "Says"),
        ((each.old.key, each.new.key, each.new.text) for each in changes.renumbered),
    )
    yield from _table(
        "Moved",
        ("Row", "Field", "Before", "After", "Says"),
        (
            (
                each.new.key,
                each.field,
                _shown(getattr(each.old, each.field)),
                _shown(getattr(each.new, each.field)),
                each.new.text,
            )
            for each in changes.moved
        ),
    )
    if changes.reworded:
        yield from _title("Reworded", len(changes.reworded))
        for old, new in changes.reworded:
            yield f"- **{plain(new.key)}** {_words(old.text, new.text)}"
            if old.area != new.area:
                yield f"  - area: {_words(old.area, new.area)}"
    if result.problems:
        yield from _title("Doubts", len(result.problems))
        for problem in result.problems:
            yield f"- {plain(doubtful(problem))}"


def _title(word: str, count: int) -> Iterator[str]:
    yield ""
    yield f"## {word} ({count})"
    yield ""


def _table(word: str, names: tuple[str, ...], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    listed = list(rows)
    if not listed:
        return
    yield from _title(word, len(listed))
    yield "| " + " | ".join(names) + " |"
    yield "|" + "---|" * len(names)
    for cells in listed:
        yield "| " + " | ".join(map(plain, cells)) + " |"


def _row(row: Row) -> tuple[str, ...]:
    return row.key, _shown(row.status), _shown(row.priority), row.text


def _words(old: str, new: str) -> str:
    """Return a text with what went struck out and what came in bold."""
    marks = {"removed": "~~{}~~", "added": "**{}**", "same": "{}"}
    pieces = (
        marks[piece.kind].format(plain(piece.text))
        for piece in difference(old, new)
        if piece.text.strip()
    )
    return " ".join(pieces)


def _shown(value: Value) -> str:
    return value.published or "–"
