"""Homes that are made: a note for an action that has only a section, or no place at all."""

from __future__ import annotations

import re
from string import Formatter

from vaultsync.agreement import State
from vaultsync.config import NAME_FIELDS
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import basename, is_note, unlinkable, without_suffix
from vaultsync.obsidian.note import Note
from vaultsync.obsidian.properties.edit import (
    AddItems,
    RefusedError,
    SetProperty,
    edit_properties,
)
from vaultsync.sync.changes import Intent, Left, NoteChange
from vaultsync.sync.decide import UNLISTED, Order, is_settled, is_written
from vaultsync.sync.paths import comparable, unusable_name
from vaultsync.sync.reasons import reason_of, row_reason
from vaultsync.text import apply_edits
from vaultsync.tracker.ids import id_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.agreement import Agreement, FieldState
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.properties.edit import Change
    from vaultsync.obsidian.vault import Vault
    from vaultsync.sync.decide import SyncOptions
    from vaultsync.sync.writing import Writing
    from vaultsync.tracker.model import Row
    from vaultsync.tracker.vocabulary import Field

_BLOCK_ID = re.compile(r"\s+\^[A-Za-z0-9-]+\s*$")
# What reads otherwise elsewhere: relative links, embeds, footnotes, comments, lists, quotes.
_BOUND = re.compile(r"!\[|\[\^|%%|\]\(\.{1,2}/|\[\[\.{1,2}/|^[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t])")
_MARKS = re.compile(r"([\\`*_\[\]<>~$=|#^])|%(?=%)|^([-+]|\d+(?=[.)]))")


class Made(NamedTuple):
    """The notes to make: their changes, what cannot be made, and what moves into them.

    `homes` gives the new note's path by action, `values` the tokens of the
    tracker that it will hold, `cleared` the orders that take them from where they were.
    `rows` gives the row by action, of the notes that are made for rows alone.
    """

    changes: tuple[NoteChange, ...]
    left: tuple[Left, ...]
    homes: Mapping[str, str]
    values: Mapping[tuple[str, Field], str]
    cleared: tuple[Order, ...]
    rows: Mapping[str, Row]


def new_notes(
    vault: Vault,
    agreements: Sequence[Agreement],
    missing: Sequence[Row],
    how: Writing,
    options: SyncOptions,
    planned: Iterable[str] = (),
) -> Made:
    """Return the notes that `--create-notes` asks for; none without it.

    `planned` are paths at which a note will be made already.
    """
    if not options.create_notes:
        return Made((), (), {}, {}, (), {})
    making = _Making(vault, how, options, planned)
    for agreement in agreements:
        making.home_of_section(agreement)
    for row in missing:
        making.home_of_row(row)
    return Made(
        tuple(making.changes),
        tuple(making.left),
        making.homes,
        making.values,
        tuple(making.cleared),
        making.rows,
    )


class _Making:
    """The new notes as they come together."""

    def __init__(
        self, vault: Vault, how: Writing, options: SyncOptions, planned: Iterable[str]
    ) -> None:
        self._vault = vault
        self._how = how
        self._options = options
        self._taken = {
            comparable(without_suffix(basename(path))): path
            for path in (*vault.note_paths, *planned)
        }
        self.changes: list[NoteChange] = []
        self.left: list[Left] = []
        self.homes: dict[str, str] = {}
        self.values: dict[tuple[str, Field], str] = {}
        self.cleared: list[Order] = []
        self.rows: dict[str, Row] = {}

    def home_of_section(self, agreement: Agreement) -> None:
        """Make a note for an action whose home is a section, and empty the section's tags."""
        match, home = agreement.match, agreement.match.home
        if home is None or home.is_note:
            return
        if agreement.unread.endswith("/"):
            return  # it is left for that anyway
        if self._is_left_unlisted(match.action):
            return
        if match.pair is not None and not is_settled(agreement):
            self._leave(match.action, home.path, "its row is doubtful: decide that first")
            return
        name = match.label.text if match.label else self._name_of_row(agreement)
        if not name:
            self._leave(match.action, home.path, "it has no label to name its note by")
            return
        source = self._vault.note(home.path)
        if source is None or home.paragraph is None:
            self._leave(match.action, home.path, "its section says nothing that a note could hold")
            return
        values = {
            state.field: token
            for state in agreement.fields
            if (token := _moved_token(state, self._options)) is not None
        }
        bodies = (_moved_text(source, home), _escaped(home.text))
        up = self._up(home, source)
        change = self._made(match.action, name, bodies, home.text, values, up)
        if change is None:
            return
        reason = reason_of(agreement, f"a note of its own: {change.path}")
        self.changes.append(change._replace(reasons=(reason,)))
        self.homes[match.action] = change.path
        for state in agreement.fields:
            if state.tracker and values.get(state.field) == state.tracker:
                self.values[match.action, state.field] = state.tracker
            if any(not held.foreign for held in state.held):
                self.cleared.append(Order(match.action, home, state, None))

    def home_of_row(self, row: Row) -> None:
        """Make a note for a row that no place states."""
        name = _row_name(row, self._options.note_name)
        if self._is_left_unlisted(name or row.key):
            return
        if not name:
            reason = "the row has no id to make a name from"
            if row.id is not None:
                reason = f"the row's id does not fit note-name ({self._options.note_name})"
            self._leave(row.key, "", reason)
            return
        values: dict[Field, str] = {}
        for field, value in (("status", row.status), ("priority", row.priority)):
            if value.token is not None:
                values[field] = value.token  # type: ignore[index]  # both are fields
        change = self._made(name, name, (_escaped(row.text),), row.text, values, "")
        if change is not None:
            reasons = (row_reason(name, row, f"a note of its own: {change.path}"),)
            self.changes.append(change._replace(reasons=reasons))
            self.homes[name] = change.path
            self.rows[name] = row
            self.values.update({(name, field): token for field, token in values.items()})

    def _is_left_unlisted(self, action: str) -> bool:
        """Leave an action whose note may be there already, in a folder that cannot be listed."""
        if self._vault.unlisted:
            self._leave(action, f"{self._vault.unlisted[0]}/", UNLISTED)
        return bool(self._vault.unlisted)

    def _name_of_row(self, agreement: Agreement) -> str:
        pair = agreement.match.pair
        return _row_name(pair.row, self._options.note_name) if pair else ""

    def _made(
        self,
        action: str,
        name: str,
        bodies: Sequence[str],
        said: str,
        values: Mapping[Field, str],
        up: str,
    ) -> NoteChange | None:
        folder = self._options.new_note_folder.strip("/")
        path = f"{folder}/{name}.md" if folder else f"{name}.md"
        reason = "a note's name may not hold /" if "/" in name else unusable_name(f"{name}.md")
        if not reason and unlinkable(path):
            reason = f"no link could name the note: {unlinkable(path)!r} is in its name"
        taken = self._taken.get(comparable(name))
        if not reason and taken:
            reason = f"there is a note of that name already: {taken}"
        changes, intents = self._properties(action, path, values, up)
        for body in bodies if not reason else ():
            text = f"# {name}\n{body}\n"
            text = apply_edits(text, edit_properties(text, None, changes))
            if _says(path, text, said):
                self._taken[comparable(name)] = path
                return NoteChange(path, None, (), text, (), tuple(intents))
        self._leave(action, path, reason or "its text would read otherwise in a note of its own")
        return None

    def _properties(
        self, action: str, path: str, values: Mapping[Field, str], up: str
    ) -> tuple[list[Change], list[Intent]]:
        name = without_suffix(basename(path))
        changes: list[Change] = [SetProperty("title", name)]
        intents = [Intent("property", "title", name)]
        if up:
            changes.append(SetProperty("up", f"[[{up}]]"))
            intents.append(Intent("property", "up", f"[[{up}]]"))
        tags = [self._how.tag(field, token) for field, token in values.items()]
        if tags:
            changes.append(AddItems("tags", tags))
            intents += (Intent("tags", tag, tag) for tag in tags)
        for field, token in values.items():
            property_name = self._how.property_name(field)
            try:
                value = self._how.value(field, token)
            except RefusedError as error:
                self._leave(action, path, str(error))
                continue
            changes.append(SetProperty(property_name, value))
            wanted = tuple(value) if isinstance(value, list) else value
            intents.append(Intent("property", property_name, wanted))
        return changes, intents

    def _up(self, home: Claim, source: Note) -> str:
        """Return the note above a new one, as links name it, or an empty string.

        It is the note of the action's area, as in a vault that was written by hand, else the
        one that the text comes from.
        """
        area = self._linked(home.area_label.text) if home.area_label else ""
        if not area and self._linked(source.name) != source.path:
            return ""
        return without_suffix(basename(area)) or source.name

    def _linked(self, name: str) -> str:
        """Return the note that a link of this name leads to, if there is no doubt about it."""
        target, ambiguous, _ = self._vault.resolver.resolve(name, "")
        is_sure = target is not None and is_note(target) and not ambiguous
        return target if target and is_sure and not unlinkable(target) else ""

    def _leave(self, action: str, path: str, reason: str) -> None:
        self.left.append(Left(action, path, reason))


def _moved_token(state: FieldState, options: SyncOptions) -> str | None:
    """Return what the new home holds: the tracker's value, or the local one that stays."""
    if state.state is State.AGREED or is_written(state, options):
        return state.tracker
    return state.vault


def _row_name(row: Row, template: str) -> str:
    """Return the name that a row's id gives a note, or an empty string."""
    if row.id is None:
        return ""
    wanted = [name for _, name, _, _ in Formatter().parse(template) if name]
    if not wanted or not set(wanted) <= set(NAME_FIELDS):
        return ""
    # The id's own spelling where it has as many parts as the name; else its components.
    for parts in (re.split(r"[^0-9A-Za-z]+", row.id), id_parts(row.id)):
        if len(parts) == len(wanted) and all(parts):
            return template.format(**dict(zip(wanted, parts, strict=True)))
    return template.format(**{wanted[0]: row.id}) if len(wanted) == 1 else ""


def _moved_text(source: Note, claim: Claim) -> str:
    """Return a claim's paragraph as it is written, or an empty string if it must be rendered."""
    paragraph = claim.paragraph
    if paragraph is None or paragraph.prefix:
        return ""
    text = source.text[paragraph.start : paragraph.end]
    if paragraph.block_id:
        text = _BLOCK_ID.sub("", text)
    return "" if _BOUND.search(text) else text.strip()


def _escaped(text: str) -> str:
    r"""Return plain text as Markdown that says it: `a*b` as `a\*b`."""
    plain = " ".join(text.split())
    return _MARKS.sub(lambda mark: "\\" + mark[0], plain)


def _says(path: str, text: str, said: str) -> bool:
    """Return whether a new note says what it should, read as any other note is."""
    note = Note(path, text.encode("utf-8", "replace"))
    for section in note.sections:
        if section.heading == 0 and section.paragraphs:
            return section.paragraphs[0].text.split() == said.split()
    return False
