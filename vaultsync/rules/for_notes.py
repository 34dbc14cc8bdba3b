"""The rules for single notes and their links, and judging one note by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from vaultsync.obsidian.note import Note
from vaultsync.rules import (
    above_vault,
    alias_as_target,
    ambiguous_link,
    block_id_spelling,
    broken_block,
    broken_heading,
    broken_link,
    comma_tags,
    deprecated_key,
    double_encoded,
    doubled_extension,
    duplicate_block_id,
    duplicate_heading,
    duplicate_key,
    embed_block,
    embed_heading,
    embed_target,
    empty_anchor,
    invalid_tag,
    invalid_yaml,
    link_spelling,
    merge_markers,
    offloaded_target,
    opening_fence,
    portable_link,
    property_type,
    second_frontmatter,
    swallowed_tag,
    table_pipe,
    unfinished_link,
    unlinkable_name,
    unquoted_link,
    unsupported_file,
    url_in_wikilink,
    wrong_label,
)
from vaultsync.rules.diagnosing import diagnostic_of, lowered
from vaultsync.rules.faults import fault_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Source
    from vaultsync.rules.rule import LinkRule, NoteRule, View

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

Need: TypeAlias = "Callable[[Note, View], bool]"


def _by_need(rules: Iterable[NoteRule]) -> tuple[tuple[Need, tuple[NoteRule, ...]], ...]:
    """Return the rules for notes by what they need, which is asked once for all of them."""
    found: dict[Need, list[NoteRule]] = {}
    for rule in rules:
        found.setdefault(rule.NEEDS, []).append(rule)
    return tuple((need, tuple(each)) for need, each in found.items())


_FOR_NOTES = _by_need(NOTE_RULES)
_FOR_TEMPLATES = _by_need((merge_markers,))
_BY_CODE = {rule.CODE: rule for rule in LINK_RULES}


def judge_note(note: Source, view: View) -> tuple[Diagnostic, ...]:
    """Return what is wrong in one note or canvas by itself.

    The answer depends on the note, on what its links lead to, and on which
    names and aliases there are.
    """
    return tuple(_judged(note, view))


def _judged(source: Source, view: View) -> Iterator[Diagnostic]:
    for use in view.vault.uses(source.path):
        if code := fault_code(use, source, view):
            rule = _BY_CODE[code]
            diagnostic = diagnostic_of(rule, rule.check_use(use, source, view))
            yield lowered(diagnostic) if use.link.in_comment else diagnostic
    if isinstance(source, Note):
        # A template's properties and links are right once a note is made of it.
        template = view.vault.settings.is_template(source.path)
        for needed, note_rules in _FOR_TEMPLATES if template else _FOR_NOTES:
            if needed(source, view):
                for note_rule in note_rules:
                    for finding in note_rule.check_note(source, view):
                        yield diagnostic_of(note_rule, finding)
        for other in () if template else view.beside:
            for finding in wrong_label.check_note(source, other):
                yield diagnostic_of(wrong_label, finding)
