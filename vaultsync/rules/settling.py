"""What of all that was found is to be said: what notes, configuration and user want to hear."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, TypeAlias
from vaultsync.rules.suppress import suppressed, suppressions, unjudged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.note import Note
    from vaultsync.rules.rule import View
    from vaultsync.rules.suppress import Suppression

OFF_BY_DEFAULT = frozenset({"L418"})
"""Rules that speak only where they are selected by their full code."""

Codes: TypeAlias = "Sequence[str]"


def settled(
    found: Iterable[Diagnostic],
    view: View,
    select: Codes | None = None,
    ignore: Codes | None = None,
    asking: Iterable[str] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return of all that was found what is to be said, sorted, with the chosen severities.

    `asking` are the notes that may ask to leave something unsaid: any, if None.
    """
    config = view.config
    wanted = _Choice(config.select if select is None else select, config, ignore)
    by_path: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_path.setdefault(diagnostic.place.path, []).append(diagnostic)
    for path in view.vault.note_paths if asking is None else asking:
        note = view.vault.note(path)
        if note and (asked := suppressions(note)):
            by_path[path] = [*_left(note, asked, by_path.get(path, ()), view, wanted)]
    said = set()
    for diagnostics in by_path.values():
        for each in diagnostics:
            first: Diagnostic | None = each
            while first is not None and not wanted(first):
                first = first.behind
            if first is not None:
                said.add(first)
    if severities := config.severities:
        said = {each._replace(severity=severities.get(each.code, each.severity)) for each in said}
    return tuple(sorted(said, key=lambda diagnostic: diagnostic.order))


def _left(
    note: Note,
    asked: tuple[Suppression, ...],
    found: Iterable[Diagnostic],
    view: View,
    wanted: Callable[[Diagnostic], bool],
) -> Iterator[Diagnostic]:
    """Yield what a note does not ask to leave unsaid, and what is wrong with its asking."""
    # Few notes ask; then all rules are asked for their codes.
    from vaultsync.rules import unreasoned_suppression, unused_suppression
    from vaultsync.rules.diagnosing import diagnostic_of
    from vaultsync.rules.registry import is_known

    left, worked = suppressed(found, asked, wanted)
    for each in view.each:
        if each.in_use:
            worked |= {silent for silent in unjudged(asked, each) if is_known(silent[1])}
    yield from left
    for finding in unused_suppression.check_suppressions(note, asked, worked, is_known):
        yield diagnostic_of(unused_suppression, finding)
    for finding in unreasoned_suppression.check_suppressions(note, asked):
        yield diagnostic_of(unreasoned_suppression, finding)


class _Choice:
    """Which diagnostics are wanted: by code, and by the path that they are at."""

    def __init__(self, select: Codes, config: Config, ignore: Codes | None) -> None:
        self._select = tuple(select)
        self._ignore = tuple(config.ignore) if ignore is None else (*config.ignore, *ignore)
        self._paths = list(_by_path(config)) if config.paths else []
        self._by_code: dict[str, bool] = {}

    def __call__(self, diagnostic: Diagnostic) -> bool:
        code = diagnostic.code
        wanted = self._by_code.get(code)
        if wanted is None:
            wanted = self._by_code[code] = self._wants(code)
        if not wanted or not self._paths:
            return wanted
        return not any(
            code.startswith(codes) and pattern(diagnostic.place.path)
            for pattern, codes in self._paths
        )

    def _wants(self, code: str) -> bool:
        selected = max((len(part) for part in self._select if code.startswith(part)), default=-1)
        if code in OFF_BY_DEFAULT:
            if selected < len(code):
                return False
        elif not self._select:
            selected = 0
        ignored = max((len(part) for part in self._ignore if code.startswith(part)), default=-1)
        return selected > ignored


def _by_path(config: Config) -> Iterator[tuple[Callable[[str], bool], tuple[str, ...]]]:
    """Yield for each `[[paths]]` which paths it means, and which codes are not wanted there."""
    from vaultsync.rules.globs import glob_test

    for entry in config.paths:
        yield glob_test(entry.match), entry.ignore
