"""What the user chose, as one `Config`; `config_file` reads it from `vaultsync.toml`.

Every key has a default, so a vault needs no configuration.
"""

from __future__ import annotations

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsync.diagnostic import Severity

CONFIG_NAME = "vaultsync.toml"
LOCK_NAME = "vaultsync.lock"

DEFAULT_LABEL = r"Mission\s+(?P<mission>\d+)(?:\.(?P<area>\d+)(?:\.?(?P<action>[a-z]))?)?"
NAME_FIELDS = ("mission", "area", "action")
"""The parts of a label, by which `label` and `note-name` call them."""
DEFAULT_NOTE_NAME = "Mission {mission}.{area}{action}"
ANCHORS = ("obsidian", "rendered", "github", "exporter", "decoded")
FAIL_ON = ("info", "warning", "error", "never")
DEFAULT_TRACKER = "default"
Scope = Literal["described", "all"]
PRESETS = (
    "access-to-information",
    "ai-strategy",
    "defence-capability",
    "github-issues",
    "jira",
    "open-government",
)
COLUMNS = ("id", "text", "group", "status", "priority", "period", "lead", "url")


class ConfigError(VaultsyncError):
    """The configuration cannot be used."""


class Names(NamedTuple):
    """The names under which vaultsync keeps its values in notes.

    `status_tag` and `priority_tag` are tag prefixes, their `/` included.
    """

    status_property: str = "status"
    priority_property: str = "priority"
    status_tag: str = "status/"
    priority_tag: str = "priority/"
    id_property: str = "action_id"

    def shared_property(self, other: Names) -> str:
        """Return a property in which either would keep a value of its own, or an empty string."""
        theirs = (other.status_property.casefold(), other.priority_property.casefold())
        mine = (self.status_property, self.priority_property)
        return next((name for name in mine if name.casefold() in theirs), "")

    def shared_tag(self, other: Names) -> str:
        """Return a prefix of tags that either would take for its own, or an empty string."""
        for mine in (self.status_tag, self.priority_tag):
            for theirs in (other.status_tag, other.priority_tag):
                one, two = mine.casefold(), theirs.casefold()
                if one.startswith(two) or two.startswith(one):
                    return mine
        return ""


class PathSettings(NamedTuple):
    """What `[[paths]]` says of the notes under a path: `match` is a glob of the vault."""

    match: str
    ignore: tuple[str, ...]


class ListSettings(NamedTuple):
    """What `[tracker]` or `[tracker.NAME]` says of a list.

    `sources` are what `pull` reads when it is given nothing. `preset` names a
    list that is known. `columns` says which columns hold which part of a row,
    `values` maps for a field the list's words to tokens.
    """

    sources: tuple[str, ...] = ()
    preset: str = ""
    columns: Mapping[str, tuple[str, ...]] = {}
    language: str = ""
    values: Mapping[str, Mapping[str, str]] = {}


class NamedTracker(NamedTuple):
    """A further list, how the vault calls its actions and keeps its values, and makes notes."""

    settings: ListSettings
    label: str
    names: Names
    scope: Scope
    note_name: str
    new_note_folder: str


class Config(NamedTuple):
    """One vault's configuration; the fields are the keys of `vaultsync.toml`, `-` as `_`.

    `vault` is the folder of the notes, relative to the configuration file.
    `tracker` is the list that is meant where none is named, `trackers` holds the
    others by name. `statuses` and `priorities` map tokens to further words.
    `modified_property` is the property that `sync` sets to the day in each note that
    it changes; where it is empty, no such property is touched. `select` and `ignore` are
    codes or their beginnings. `severities` maps codes to severities.
    """

    vault: str = "."
    config_folder: str = ".obsidian"
    tracker: ListSettings = ListSettings()
    trackers: Mapping[str, NamedTracker] = {}
    label: str = DEFAULT_LABEL
    note_name: str = DEFAULT_NOTE_NAME
    new_note_folder: str = ""
    modified_property: str = ""
    scope: Scope = "described"
    fail_on: str = "warning"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ANCHORS
    severities: Mapping[str, Severity] = {}
    paths: tuple[PathSettings, ...] = ()
    names: Names = Names()
    statuses: Mapping[str, tuple[str, ...]] = {}
    priorities: Mapping[str, tuple[str, ...]] = {}

    @property
    def sources(self) -> tuple[str, ...]:
        """Return what `pull` reads when it is given nothing."""
        return self.tracker.sources

    def of(self, name: str) -> Config:
        """Return the configuration as it is for one of the trackers.

        Raises `ConfigError` for a name that it does not hold.
        """
        if name == DEFAULT_TRACKER:
            return self
        named = self.trackers.get(name)
        if named is None:
            known = ", ".join((DEFAULT_TRACKER, *self.trackers))
            raise ConfigError(
                f"there is no tracker {name!r} in {CONFIG_NAME}",
                f"Its trackers: {known}. A further one is a table [tracker.{name}].",
            )
        return self._replace(
            tracker=named.settings,
            label=named.label,
            names=named.names,
            scope=named.scope,
            note_name=named.note_name,
            new_note_folder=named.new_note_folder,
        )


def is_config_folder(name: str) -> bool:
    """Return whether Obsidian can keep its settings in a folder of this name.

    Obsidian help, "Configuration folder": any name, but it starts with a dot.
    """
    return name.startswith(".") and not {"/", "\\"} & set(name) and name not in (".", "..")
