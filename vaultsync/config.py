"""What the user chose: `vaultsync.toml` decoded into one `Config`.

Every key has a default, so a vault needs no configuration. A key that is not
known, or whose value has the wrong shape, is a `ConfigError` that names the
file, the line, what was expected and the nearest known key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from vaultsync.diagnostic import Severity
from vaultsync.errors import VaultsyncError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONFIG_NAME = "vaultsync.toml"
# No configuration comes near these. What is larger would cost a TOML reader minutes.
LARGEST_CONFIG = 256 << 10
LONGEST_LINE = 4000
LOCK_NAME = "vaultsync.lock"

DEFAULT_LABEL = r"Mission\s+(?P<mission>\d+)(?:\.(?P<area>\d+)(?:\.?(?P<action>[a-z]))?)?"
DEFAULT_NOTE_NAME = "Mission {mission}.{area}{action}"
ANCHORS = ("obsidian", "rendered", "github", "exporter", "decoded")
_OBSIDIANS_OWN = frozenset(("tags", "tag", "aliases", "alias", "cssclasses", "cssclass"))
FAIL_ON = ("info", "warning", "error", "never")
DEFAULT_TRACKER = "default"
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
    """A further list, and how the vault calls its actions and keeps its values."""

    settings: ListSettings
    label: str
    names: Names


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
    scope: Literal["described", "all"] = "described"
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
        return self._replace(tracker=named.settings, label=named.label, names=named.names)


def is_config_folder(name: str) -> bool:
    """Return whether Obsidian can keep its settings in a folder of this name.

    Obsidian help, "Configuration folder": any name, but it starts with a dot.
    """
    return name.startswith(".") and not {"/", "\\"} & set(name) and name not in (".", "..")


def read_config(data: bytes, shown: str) -> Config:
    """Return the configuration in a TOML file's bytes; `shown` is its name in messages."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{shown}: byte {error.start} is not UTF-8", "Save the file as UTF-8."
        ) from None
    if len(data) > LARGEST_CONFIG or any(len(line) > LONGEST_LINE for line in text.splitlines()):
        raise ConfigError(
            f"{shown} is larger than any configuration, or one of its lines is",
            f"It may have {LARGEST_CONFIG >> 10} KiB, and {LONGEST_LINE:,} characters a line.",
        )
    import tomllib  # most vaults have no such file

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{shown} is not TOML: {error}",
            "Mend the line; https://toml.io says how it is written.",
        ) from None
    except RecursionError:
        raise ConfigError(f"{shown} is nested too deeply", "No setting needs that.") from None
    return _Decoder(shown, text).config(tables)


class _Decoder:
    """Turns TOML tables into a `Config`, naming the line of whatever it refuses."""

    def __init__(self, shown: str, text: str) -> None:
        self._shown = shown
        self._lines = text.splitlines()

    def config(self, tables: dict[str, Any]) -> Config:
        values: dict[str, Any] = {}
        top: dict[str, Callable[[str, Any], Any]] = {
            "vault": self._string,
            "config-folder": self._config_folder,
            "label": self._label,
            "note-name": self._string,
            "new-note-folder": self._string,
            "modified-property": self._string,
            "scope": self._one_of("described", "all"),
            "fail-on": self._one_of(*FAIL_ON),
            "select": self._codes,
            "ignore": self._codes,
            "anchors": self._anchors,
        }
        tables_known = ("tracker", "severity", "names", "vocabulary", "paths")
        for key, value in tables.items():
            if key in top:
                values[key.replace("-", "_")] = top[key](key, value)
            elif key not in tables_known:
                raise self._unknown(key, (*top, *tables_known))
        values["severities"] = {
            code: self._severity(code, word)
            for code, word in self._table(tables, "severity").items()
        }
        values["names"] = self._names(self._table(tables, "names"))
        self._check_apart(values.get("modified_property", ""), values["names"])
        tracker = self._table(tables, "tracker")
        named = {
            key: value
            for key, value in tracker.items()
            if isinstance(value, dict) and key not in ("mapping", "values")
        }
        unnamed = {key: value for key, value in tracker.items() if key not in named}
        values["tracker"] = self._list(unnamed)
        values["trackers"] = {
            name: self._named(name, table, values) for name, table in named.items()
        }
        vocabulary = self._table(tables, "vocabulary")
        self._only(vocabulary, "status", "priority")
        for name, field in (("status", "statuses"), ("priority", "priorities")):
            values[field] = {
                token: self._strings(token, words)
                for token, words in self._table(vocabulary, name).items()
            }
        values["paths"] = self._paths(tables.get("paths", []))
        return Config(**values)

    def _named(self, name: str, table: dict[str, Any], values: dict[str, Any]) -> NamedTracker:
        if name == DEFAULT_TRACKER or not re.fullmatch(r"[A-Za-z0-9][\w-]{0,50}", name):
            raise self._wrong(name, "another name: letters, digits and hyphens")
        own = ("label", "names")
        label = self._label("label", table["label"]) if "label" in table else None
        return NamedTracker(
            self._list({key: value for key, value in table.items() if key not in own}, *own),
            label or values.get("label", DEFAULT_LABEL),
            self._names(self._table(table, "names")) if "names" in table else values["names"],
        )

    def _list(self, table: dict[str, Any], *others: str) -> ListSettings:
        self._only(table, "sources", "preset", "mapping", "values", *others)
        mapping = dict(self._table(table, "mapping"))
        self._only(mapping, *COLUMNS, "language")
        language = mapping.pop("language", "")
        preset = table.get("preset", "")
        words = self._table(table, "values")
        self._only(words, "status", "priority")
        if mapping and not preset and "text" not in mapping:
            raise self._wrong("mapping", 'the columns of the list, "text" among them')
        return ListSettings(
            sources=self._strings("sources", table.get("sources", [])),
            preset=self._one_of(*PRESETS)("preset", preset) if preset else "",
            columns={key: self._columns(key, value) for key, value in mapping.items()},
            language=self._one_of("en", "fr")("language", language) if language else "",
            values={
                field: {word: self._token(word, token) for word, token in said.items()}
                for field, said in ((field, self._table(words, field)) for field in words)
            },
        )

    def _columns(self, key: str, value: object) -> tuple[str, ...]:
        names = (value,) if isinstance(value, str) else value
        if not isinstance(names, (list, tuple)) or not names:
            raise self._wrong(key, "the name of a column, or a list of names")
        if not all(isinstance(name, str) and name.strip() for name in names):
            raise self._wrong(key, "the name of a column, or a list of names")
        return tuple(names)

    def _token(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
            raise self._wrong(key, "a token in small letters and hyphens, such as in-progress")
        return value

    def _names(self, table: dict[str, Any]) -> Names:
        known = [field.replace("_", "-") for field in Names._fields]
        self._only(table, *known)
        names = Names(**{key.replace("-", "_"): self._string(key, v) for key, v in table.items()})
        places = (names.status_property, names.priority_property, names.id_property)
        for key, place in zip(
            ("status-property", "priority-property", "id-property"), places, strict=True
        ):
            if not place.strip() or place.casefold() in _OBSIDIANS_OWN:
                raise self._wrong(key, "a property's name that Obsidian does not use itself")
            if [other.casefold() for other in places].count(place.casefold()) > 1:
                raise self._wrong(key, "a name of its own: two values cannot share a property")
        if names.status_tag.casefold() == names.priority_tag.casefold():
            raise self._wrong("priority-tag", "a prefix of its own: two values cannot share one")
        for key, prefix in (("status-tag", names.status_tag), ("priority-tag", names.priority_tag)):
            if not re.fullmatch(r"[^\s#/][^\s#]*/", prefix):
                raise self._wrong(key, "a tag prefix that ends in /, such as status/")
        return names

    def _check_apart(self, modified: str, names: Names) -> None:
        """Refuse to write a time where another value is kept."""
        taken = (names.status_property, names.priority_property, names.id_property, "tags")
        if modified.casefold() in (name.casefold() for name in taken):
            raise self._wrong("modified-property", "a name that holds nothing else")

    def _paths(self, entries: object) -> tuple[PathSettings, ...]:
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._wrong("paths", "tables written as [[paths]]")
        found = []
        for entry in entries:
            self._only(entry, "match", "ignore")
            found.append(
                PathSettings(
                    self._string("match", entry.get("match")),
                    self._codes("ignore", entry.get("ignore", [])),
                )
            )
        return tuple(found)

    def _table(self, tables: dict[str, Any], key: str) -> dict[str, Any]:
        value = tables.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, f"a table, written as [{key}]")
        return value

    def _only(self, table: dict[str, Any], *known: str) -> None:
        for key in table:
            if key not in known:
                raise self._unknown(key, known)

    def _string(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def _strings(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(key, "a list of strings")
        return tuple(value)

    def _codes(self, key: str, value: object) -> tuple[str, ...]:
        codes = self._strings(key, value)
        if not all(re.fullmatch(r"[A-Z]\d{0,3}", code) for code in codes):
            raise self._wrong(key, 'a list of codes or their beginnings, such as ["T2", "L401"]')
        return codes

    def _severity(self, key: str, value: object) -> Severity:
        if not re.fullmatch(r"[A-Z]\d{3}", key):
            raise self._wrong(key, "a code, such as T204")
        try:
            return Severity[str(value).upper()]
        except KeyError:
            raise self._wrong(key, '"info", "warning" or "error"') from None

    def _one_of(self, *words: str) -> Callable[[str, Any], str]:
        def word(key: str, value: object) -> str:
            if value not in words:
                raise self._wrong(key, "one of " + ", ".join(f'"{word}"' for word in words))
            return str(value)

        return word

    def _anchors(self, key: str, value: object) -> tuple[str, ...]:
        rungs = self._strings(key, value)
        if not set(rungs) <= set(ANCHORS):
            raise self._wrong(key, "some of " + ", ".join(ANCHORS))
        return rungs

    def _config_folder(self, key: str, value: object) -> str:
        name = self._string(key, value)
        if not is_config_folder(name):
            raise self._wrong(key, "a folder name that starts with a dot, such as .obsidian")
        return name

    def _label(self, key: str, value: object) -> str:
        pattern = self._string(key, value)
        try:
            groups = re.compile(pattern).groupindex
        except re.error as error:
            raise self._wrong(key, f"a regular expression ({error})") from None
        if "action" not in groups or not set(groups) <= {"mission", "area", "action"}:
            raise self._wrong(
                key, "a regular expression with the named groups mission, area and action; "
                "the last is needed"
            )  # fmt: skip
        return pattern

    def _line(self, key: str) -> int | None:
        named = re.compile(rf"""\s*(?:\[+)?(?:[\w"'-]+\.)*["']?{re.escape(key)}["']?\s*[=\]]""")
        for number, line in enumerate(self._lines, 1):
            if named.match(line):
                return number
        return None

    def _where(self, key: str) -> str:
        line = self._line(key)
        return f"{self._shown}:{line}" if line else self._shown

    def _unknown(self, key: str, known: tuple[str, ...]) -> ConfigError:
        import difflib

        near = difflib.get_close_matches(key, known, n=1)
        remedy = f"Did you mean {near[0]}?" if near else "Known here: " + ", ".join(known) + "."
        return ConfigError(f"{self._where(key)}: there is no setting {key!r}", remedy)

    def _wrong(self, key: str, expected: str) -> ConfigError:
        return ConfigError(f"{self._where(key)}: {key} needs {expected}", "Mend that line.")
