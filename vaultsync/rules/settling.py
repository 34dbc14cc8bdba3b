"""What of all that was found is to be said: what notes, configuration and user want to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from vaultsync.rules import unreasoned_suppression, unused_suppression
from vaultsync.rules.diagnosing import diagnostic_of
from vaultsync.rules.globs import glob_test
from vaultsync.rules.suppress import suppressed, suppressions, unjudged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.rules.rule import View

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
    by_path: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_path.setdefault(diagnostic.place.path, []).append(diagnostic)
    for path in view.vault.note_paths if asking is None else asking:
        note = view.vault.note(path)
        asked = suppressions(note) if note else ()
        if note and asked:
            from vaultsync.rules.registry import is_known  # all rules are asked for their codes

            left, worked = suppressed(by_path.get(path, ()), asked)
            for each_view in view.each:
                if each_view.in_use:
                    silent = unjudged(asked, each_view)
                    worked |= {each for each in silent if is_known(each[1])}
            left += [
                diagnostic_of(unused_suppression, finding)
                for finding in unused_suppression.check_suppressions(note, asked, worked, is_known)
            ]
            left += [
                diagnostic_of(unreasoned_suppression, finding)
                for finding in unreasoned_suppression.check_suppressions(note, asked)
            ]
            by_path[path] = left
    config = view.config
    wanted = _Choice(config.select if select is None else select, config, ignore)
    said = {
        diagnostic._replace(severity=config.severities.get(diagnostic.code, diagnostic.severity))
        for diagnostics in by_path.values()
        for diagnostic in diagnostics
        if wanted(diagnostic)
    }
    return tuple(sorted(said, key=lambda diagnostic: diagnostic.order))


class _Choice:
    """Which diagnostics are wanted: by code, and by the path that they are at."""

    def __init__(self, select: Codes, config: Config, ignore: Codes | None) -> None:
        self._select = tuple(select)
        self._ignore = tuple(config.ignore) if ignore is None else (*config.ignore, *ignore)
        self._paths = [(glob_test(entry.match), entry.ignore) for entry in config.paths]
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
