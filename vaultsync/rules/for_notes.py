"""The rules for single notes and their links, and judging notes by them."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, TypeAlias
from vaultsync.obsidian.note import Note
from vaultsync.rules import needs
from vaultsync.rules.diagnosing import diagnostic_of, lowered
from vaultsync.rules.faults import faults
from vaultsync.rules.loading import link_rule, note_rule
from vaultsync.rules.shown_labels import showing_labels
from vaultsync.rules.suppress import may_ask

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.facts import LinkFact
    from vaultsync.obsidian.vault import Source, Use
    from vaultsync.rules.rule import View

    Need: TypeAlias = Callable[[Sequence[Note], View], Sequence[Note]]

LINK_RULES = {
    "E301": "embed_target",
    "E302": "embed_heading",
    "E303": "embed_block",
    "L401": "broken_link",
    "L402": "broken_heading",
    "L403": "broken_block",
    "L404": "ambiguous_link",
    "L405": "link_spelling",
    "L406": "alias_as_target",
    "L407": "url_in_wikilink",
    "L408": "double_encoded",
    "L409": "doubled_extension",
    "L410": "empty_anchor",
    "L411": "above_vault",
    "L413": "table_pipe",
    "L414": "unlinkable_name",
    "L415": "offloaded_target",
    "L417": "duplicate_heading",
    "L418": "portable_link",
    "L419": "unsupported_file",
    "L420": "block_id_spelling",
    "L421": "duplicate_block_id",
}
"""The names of the rules' modules, by their codes."""

NOTE_RULES: dict[Need, tuple[str, ...]] = {
    needs.oddities: (
        "comma_tags",
        "deprecated_key",
        "invalid_tag",
        "swallowed_tag",
        "unquoted_link",
    ),
    needs.problems: ("duplicate_key", "invalid_yaml"),
    needs.merge_markers: ("merge_markers",),
    needs.loose_fence: ("opening_fence",),
    needs.typed_properties: ("property_type",),
    needs.rule_below_properties: ("second_frontmatter",),
    needs.unfinished: ("unfinished_link",),
    needs.shown_labels: ("wrong_label",),
}
"""The names of the rules' modules, by what they need, which is asked once for all of them."""

# What a label in a link's text has to be, depends on where the link leads.
_FOR_NOTES = tuple([each for each in NOTE_RULES.items() if each[0] is not needs.shown_labels])
# A template's properties and links are right once a note is made of it.
_FOR_TEMPLATES = tuple((need, names) for need, names in _FOR_NOTES if need is needs.merge_markers)


class Alone(NamedTuple):
    """What is known of notes wherever their links lead.

    `found` is what is wrong with each (`judged_alone`); `waiting` are those in which more may
    be wrong, depending on that (`waiting_for_links`).
    """

    found: Mapping[str, Sequence[Diagnostic]]
    waiting: Container[str]


_NOTHING = Alone({}, ())


LONG_LINE = 400
"""Characters: lines that are longer are not held to be quoted."""


class Judged(NamedTuple):
    """What notes and canvases were found to be, and which notes ask to leave something unsaid.

    `quoted` are the lines in which something was found, by their numbers: who shows them need
    not read the notes again.
    """

    found: dict[str, tuple[Diagnostic, ...]]
    asking: set[str]
    quoted: dict[str, dict[int, str]]


def judge_note(note: Source, view: View, known: Alone = _NOTHING) -> tuple[Diagnostic, ...]:
    """Return what is wrong in one note or canvas by itself.

    The answer depends on the note, on what its links lead to, and on which
    names and aliases there are. What is `known` of it is not found again.
    """
    found: list[Diagnostic] = []
    # Where Obsidian's own anchors count as wrong, nothing is beyond doubt.
    sound = "obsidian" in view.config.anchors
    for use in view.vault.notable(note.path) if sound else view.vault.uses(note.path):
        if said := judge_use(use, note, view):
            found.append(said)
    if isinstance(note, Note):
        alone = known.found.get(note.path)
        found += judged_alone((note,), view).get(note.path, ()) if alone is None else alone
        if alone is None or note.path in known.waiting:
            for each in _showing_labels(note, view):
                found += _judged_by("wrong_label", note, each)
    return tuple(found)


def judge_use(use: Use, note: Source, view: View) -> Diagnostic | None:
    """Return the first thing that is wrong with a use, with the others behind it."""
    said: Diagnostic | None = None
    for code in reversed([*faults(use, view)]):
        rule = link_rule(LINK_RULES[code])
        diagnostic = diagnostic_of(rule, rule.check_use(use, note, view))._replace(behind=said)
        said = lowered(diagnostic) if use.link.in_comment else diagnostic
    return said


def judged(paths: Iterable[str], view: View, known: Alone = _NOTHING) -> Judged:
    """Judge notes and canvases; what cannot be read is left out.

    What is `known` of notes is not found again, unless they are others by now; nor is told
    again which of them ask.
    """
    some = Judged({}, set(), {})
    for path in paths:
        source = view.vault.source(path)
        if source is not None:
            is_known = path in known.found and path not in view.vault.sources.moved
            found = judge_note(source, view, known if is_known else _NOTHING)
            some.found[path] = found
            if isinstance(source, Note):
                if not is_known and may_ask(source):
                    some.asking.add(path)
                if found:
                    some.quoted[path] = _quoted(source, found)
                view.vault.release(source)  # there may be very many
    return some


def _quoted(note: Note, found: Iterable[Diagnostic]) -> dict[int, str]:
    """Return the lines of a note in which something was found, but for those that are long."""
    lines = {number: note.lines.line_text(number) for number in {each.place.line for each in found}}
    return {number: line for number, line in lines.items() if len(line) <= LONG_LINE}


def judged_alone(notes: Sequence[Note], view: View) -> dict[str, list[Diagnostic]]:
    """Return what is wrong in notes, wherever their links lead and whatever names there are.

    Of most notes that is nothing: they are left out.
    """
    found: dict[str, list[Diagnostic]] = {}
    is_template = view.vault.settings.is_template
    templates = [note for note in notes if is_template(note.path)]
    others = [note for note in notes if not is_template(note.path)] if templates else notes
    for lot, rules in ((others, _FOR_NOTES), (templates, _FOR_TEMPLATES)):
        for needed, names in rules if lot else ():
            for note in needed(lot, view):
                for name in names:
                    if said := _judged_by(name, note, view):
                        found.setdefault(note.path, []).extend(said)
    return found


def waiting_for_links(
    notes: Sequence[Note], links: Sequence[Sequence[LinkFact]], view: View
) -> Sequence[Note]:
    """Return the notes in which more may be wrong even if nothing notable is said of these links.

    It depends on where they lead: where a link shows a label, and everywhere
    if Obsidian's own anchors count as wrong.
    """
    if "obsidian" not in view.config.anchors:
        return [note for note, each in zip(notes, links, strict=True) if each]
    views = (view, *view.beside)
    showing = {note.path for each in views for note in showing_labels(notes, links, each)}
    is_template = view.vault.settings.is_template
    return [note for note in notes if note.path in showing and not is_template(note.path)]


def _showing_labels(note: Note, view: View) -> list[View]:
    """Return the views by whose labels one is shown by a link of the note."""
    if view.vault.settings.is_template(note.path):
        return []
    return [each for each in (view, *view.beside) if needs.shown_labels((note,), each)]


def _judged_by(name: str, note: Note, view: View) -> list[Diagnostic]:
    rule = note_rule(name)
    return [diagnostic_of(rule, finding) for finding in rule.check_note(note, view)]
