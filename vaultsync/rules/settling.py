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
    choice = Choice(view.config, select, ignore)
    by_path: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_path.setdefault(diagnostic.place.path, []).append(diagnostic)
    for path in view.vault.note_paths if asking is None else asking:
        note = view.vault.note(path)
        if note and (asked := suppressions(note)):
            by_path[path] = [*_left(note, asked, by_path.get(path, ()), view, choice.wants)]
    return tuple([each for path in sorted(by_path) for each in choice.said(by_path[path])])


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


class Choice:
    """Which diagnostics are wanted, by code and by the path that they are at, and how severe.

    `select` and `ignore` are codes or their beginnings; None leaves the choice to the
    configuration.
    """

    def __init__(
        self, config: Config, select: Codes | None = None, ignore: Codes | None = None
    ) -> None:
        self._select = tuple(config.select if select is None else select)
        self._ignore = tuple(config.ignore) if ignore is None else (*config.ignore, *ignore)
        self._paths = list(_by_path(config)) if config.paths else []
        self._severities = config.severities
        self._by_code: dict[str, bool] = {}

    def said(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return of what was found in one file what is to be said, sorted.

        In place of what is not wanted it is the first behind it that is.
        """
        said = set()
        for each in found:
            first: Diagnostic | None = each
            while first is not None and not self.wants(first):
                first = first.behind
            if first is not None:
                said.add(first)
        if severities := self._severities:
            said = {one._replace(severity=severities.get(one.code, one.severity)) for one in said}
        return sorted(said, key=lambda diagnostic: diagnostic.order)

    def wants(self, diagnostic: Diagnostic) -> bool:
        """Return whether a diagnostic is wanted."""
        code = diagnostic.code
        wanted = self._by_code.get(code)
        if wanted is None:
            wanted = self._by_code[code] = self._wants_code(code)
        if not wanted or not self._paths:
            return wanted
        return not any(
            code.startswith(codes) and pattern(diagnostic.place.path)
            for pattern, codes in self._paths
        )

    def _wants_code(self, code: str) -> bool:
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
