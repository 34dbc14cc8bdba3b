"""The rules, and judging a vault by them.

Judging has three steps, so that a watcher can repeat the first for the notes
that changed: `judge_note` for each note and canvas, `judge_vault` for the whole, and
`settled`, which brings the two together: what notes ask to leave unsaid goes,
and so does what the configuration or the command line does not want to hear.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from vaultsync.diagnostic import Diagnostic, Severity
from vaultsync.obsidian.note import Note
from vaultsync.rules import (
    above_vault,
    alias_as_target,
    ambiguous_link,
    area,
    bad_settings,
    block_id_spelling,
    broken_block,
    broken_heading,
    broken_link,
    case_collision,
    claimed_twice,
    comma_tags,
    conflict,
    conflict_copy,
    deprecated_key,
    double_encoded,
    doubled_extension,
    doubtful_match,
    doubtful_row,
    duplicate_block_id,
    duplicate_heading,
    duplicate_key,
    duplicate_name,
    duplicate_row,
    edited_here,
    embed_block,
    embed_cycle,
    embed_depth,
    embed_heading,
    embed_order,
    embed_target,
    empty_anchor,
    foreign_value,
    invalid_tag,
    invalid_yaml,
    link_spelling,
    merge_markers,
    missing_action,
    not_embedded,
    not_in_snapshot,
    offloaded_target,
    opening_fence,
    orphaned_values,
    other_dialects,
    out_of_scope,
    partial_snapshot,
    portable_link,
    priority,
    property_type,
    second_frontmatter,
    stale_copy,
    status,
    swallowed_tag,
    table_pipe,
    tag_against_property,
    tag_in_prose,
    two_trackers,
    undecodable_note,
    unfinished_link,
    unknown_value,
    unlinkable_name,
    unlisted_action,
    unquoted_link,
    unreadable_note,
    unreasoned_suppression,
    unsupported_file,
    unused_suppression,
    url_in_wikilink,
    wording,
    wrong_label,
)
from vaultsync.rules.faults import fault_code
from vaultsync.rules.globs import glob_test
from vaultsync.rules.suppress import suppressed, suppressions, unjudged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vaultsync.config import Config
    from vaultsync.obsidian.vault import Source
    from vaultsync.rules.rule import Finding, LinkRule, NoteRule, Rule, VaultRule, View

LINK_RULES: tuple[LinkRule, ...] = (
    above_vault,
    alias_as_target,
    ambiguous_link,
    block_id_spelling,
    broken_block,
    broken_heading,
    broken_link,
    double_encoded,
    doubled_extension,
    duplicate_block_id,
    duplicate_heading,
    embed_block,
    embed_heading,
    embed_target,
    empty_anchor,
    link_spelling,
    offloaded_target,
    portable_link,
    table_pipe,
    unlinkable_name,
    unsupported_file,
    url_in_wikilink,
)
NOTE_RULES: tuple[NoteRule, ...] = (
    comma_tags,
    deprecated_key,
    duplicate_key,
    invalid_tag,
    invalid_yaml,
    merge_markers,
    opening_fence,
    property_type,
    second_frontmatter,
    swallowed_tag,
    unfinished_link,
    unquoted_link,
    wrong_label,
)
VAULT_RULES: tuple[VaultRule, ...] = (
    area,
    bad_settings,
    case_collision,
    claimed_twice,
    conflict,
    conflict_copy,
    doubtful_match,
    doubtful_row,
    duplicate_name,
    duplicate_row,
    edited_here,
    embed_cycle,
    embed_depth,
    embed_order,
    foreign_value,
    missing_action,
    not_embedded,
    not_in_snapshot,
    orphaned_values,
    other_dialects,
    out_of_scope,
    partial_snapshot,
    priority,
    stale_copy,
    status,
    tag_against_property,
    tag_in_prose,
    two_trackers,
    undecodable_note,
    unknown_value,
    unlisted_action,
    unreadable_note,
    wording,
)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*LINK_RULES, *NOTE_RULES, *VAULT_RULES, unreasoned_suppression, unused_suppression),
        key=lambda rule: rule.CODE,
    )
)
OFF_BY_DEFAULT = frozenset({"L418"})
"""Rules that speak only where they are selected by their full code."""

Codes: TypeAlias = "Sequence[str]"
Need: TypeAlias = "Callable[[Note, View], bool]"


def _by_need(rules: Iterable[NoteRule]) -> tuple[tuple[Need, tuple[NoteRule, ...]], ...]:
    """Return the rules for notes by what they need, which is asked once for all of them."""
    found: dict[Need, list[NoteRule]] = {}
    for rule in rules:
        found.setdefault(rule.NEEDS, []).append(rule)
    return tuple((need, tuple(each)) for need, each in found.items())


_FOR_NOTES = _by_need(NOTE_RULES)
_FOR_TEMPLATES = _by_need((merge_markers,))
# They go by the label pattern of a tracker, and so speak for each; so does `wrong_label`.
_BY_LABEL: tuple[VaultRule, ...] = (embed_order, not_embedded, stale_copy)
_BY_CODE = {rule.CODE: rule for rule in LINK_RULES}


def judge(
    view: View, select: Codes | None = None, ignore: Codes | None = None
) -> tuple[Diagnostic, ...]:
    """Return all that is wrong in a vault, or worth knowing, sorted.

    `select` and `ignore` are codes or their beginnings; None leaves the choice
    to the configuration. The longer one wins, and `ignore` where both are equal.
    """
    vault = view.vault
    sources = map(vault.source, (*vault.note_paths, *vault.canvas_paths))
    found = chain.from_iterable(judge_note(source, view) for source in sources if source)
    return settled(chain(found, judge_vault(view)), view, select, ignore)


def judge_note(note: Source, view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong in one note or canvas by itself.

    The answer depends on the note, on what its links lead to, and on which
    names and aliases there are.
    """
    return tuple(_judged(note, view))


def judge_vault(view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the vault as a whole, and where it differs from the tracker."""
    return tuple(_judged_whole(view))


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
            left, worked = suppressed(by_path.get(path, ()), asked)
            for each_view in view.each:
                if each_view.in_use:
                    silent = unjudged(asked, each_view)
                    worked |= {each for each in silent if is_known(each[1])}
            left += [
                _diagnostic(unused_suppression, finding)
                for finding in unused_suppression.check_suppressions(note, asked, worked, is_known)
            ]
            left += [
                _diagnostic(unreasoned_suppression, finding)
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


def is_known(code: str) -> bool:
    """Return whether a code, or the beginning of one, is that of a rule."""
    return any(rule.CODE.startswith(code) for rule in RULES)


def _judged(source: Source, view: View) -> Iterator[Diagnostic]:
    for use in view.vault.uses(source.path):
        if code := fault_code(use, source, view):
            rule = _BY_CODE[code]
            diagnostic = _diagnostic(rule, rule.check_use(use, source, view))
            yield _lowered(diagnostic) if use.link.in_comment else diagnostic
    if isinstance(source, Note):
        # A template's properties and links are right once a note is made of it.
        template = view.vault.settings.is_template(source.path)
        for needed, note_rules in _FOR_TEMPLATES if template else _FOR_NOTES:
            if needed(source, view):
                for note_rule in note_rules:
                    for finding in note_rule.check_note(source, view):
                        yield _diagnostic(note_rule, finding)
        for other in () if template else view.beside:
            for finding in wrong_label.check_note(source, other):
                yield _diagnostic(wrong_label, finding)


def _judged_whole(view: View) -> Iterator[Diagnostic]:
    for rule in VAULT_RULES:
        if not is_about_tracker(rule) and rule not in _BY_LABEL:
            for finding in rule.check_vault(view):
                yield _diagnostic(rule, finding)
    for each in view.each:
        for rule in VAULT_RULES:
            if is_about_tracker(rule) or rule in _BY_LABEL:
                tracker = each.tracker if is_about_tracker(rule) else ""
                for finding in rule.check_vault(each):
                    yield _diagnostic(rule, finding, tracker)


def is_about_tracker(rule: Rule) -> bool:
    """Return whether a rule speaks of what was published, or of how the vault stands to it."""
    return rule.CODE.startswith(("T", "C"))


def _lowered(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic one level lower, for what readers do not see."""
    return diagnostic._replace(severity=Severity(max(diagnostic.severity - 1, Severity.INFO)))


def _diagnostic(rule: Rule, finding: Finding, tracker: str = "") -> Diagnostic:
    return Diagnostic(
        finding.place,
        rule.CODE,
        rule.NAME,
        rule.SEVERITY if finding.severity is None else finding.severity,
        finding.message,
        finding.help,
        finding.fix,
        tracker,
    )


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
