"""`vaultsync.toml`, decoded into a `Config`.

A key that is not known, or whose value has the wrong shape, is a `ConfigError`
that names the file, the line, what was expected and the nearest known key.
"""

from __future__ import annotations

import re
from itertools import combinations

from vaultsync.config import (
    ANCHORS,
    COLUMNS,
    DEFAULT_LABEL,
    DEFAULT_TRACKER,
    FAIL_ON,
    NAME_FIELDS,
    PRESETS,
    Config,
    ConfigError,
    ListSettings,
    NamedTracker,
    Names,
    PathSettings,
    is_config_folder,
)
from vaultsync.config_shapes import Shapes
from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# No configuration comes near these. What is larger would cost a TOML reader minutes.
LARGEST_CONFIG = 256 << 10
LONGEST_LINE = 4000

_OBSIDIANS_OWN = frozenset(("tags", "tag", "aliases", "alias", "cssclasses", "cssclass"))


def read_config(data: bytes, shown: str) -> Config:
    """Return the configuration in a TOML file's bytes; `shown` is its name in messages."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"{shown}:{line}: byte {error.start} is not UTF-8", "Save the file as UTF-8."
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
        raise _not_toml(shown, text, str(error)) from None
    except RecursionError:
        raise ConfigError(f"{shown} is nested too deeply", "No setting needs that.") from None
    return _Decoder(shown, text).config(tables)


def _not_toml(shown: str, text: str, said: str) -> ConfigError:
    """Return the error for what the TOML reader said, its line where those of others stand."""
    how = "https://toml.io says how it is written."
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", said, re.DOTALL)
    if found is None:
        what, line = said.removesuffix(" (at end of document)"), text.rstrip().count("\n") + 1
        return ConfigError(
            f"{shown}:{line}: this is not TOML: {what}, at the end",
            f"Mend that line, or close what was begun above it; {how}",
        )
    what, at, column = found.groups()
    return ConfigError(
        f"{shown}:{at}: this is not TOML: {what}, at column {column}", f"Mend that line; {how}"
    )


class _Decoder(Shapes):
    """Turns TOML tables into a `Config`, naming the line of whatever it refuses."""

    def config(self, tables: dict[str, Any]) -> Config:
        values: dict[str, Any] = {}
        top: dict[str, Callable[[str, Any], Any]] = {
            "vault": self._string,
            "config-folder": self._config_folder,
            "label": self._label,
            "note-name": self._note_name,
            "new-note-folder": self._string,
            "modified-property": self._string,
            "scope": self._scope,
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
        self._check_apart(values)
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
        if name == DEFAULT_TRACKER:
            raise self._wrong(name, "another name: the list at the top, [tracker], is called that")
        if not re.fullmatch(r"[A-Za-z0-9][\w-]{0,50}", name):
            raise self._wrong(name, "another name: letters, digits and hyphens")
        read: dict[str, Callable[[str, Any], Any]] = {
            "label": self._label,
            "scope": self._scope,
            "note-name": self._note_name,
            "new-note-folder": self._string,
        }
        own = ("names", *read)
        settings = {key: value for key, value in table.items() if key not in own}
        common = Config(**{key: values[key] for key in Config._fields if key in values})
        said = {key.replace("-", "_"): read[key](key, table[key]) for key in read if key in table}
        if "names" in table:
            said["names"] = self._names(self._table(table, "names"))
        inherited = {key: getattr(common, key) for key in NamedTracker._fields[1:]}
        return NamedTracker(self._list(settings, *own), **{**inherited, **said})

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

    def _check_apart(self, values: dict[str, Any]) -> None:
        """Refuse to keep two things in one place, be it of one tracker or of two."""
        trackers = {name: (named.label, named.names) for name, named in values["trackers"].items()}
        default = (values.get("label", DEFAULT_LABEL), values["names"])
        modified = values.get("modified_property", "").casefold()
        for _, names in (default, *trackers.values()):
            taken = (names.status_property, names.priority_property, names.id_property, "tags")
            if modified in (name.casefold() for name in taken):
                raise self._wrong("modified-property", "a name that holds nothing else")
        if values["tracker"].sources:
            trackers = {DEFAULT_TRACKER: default, **trackers}
        for (one, (label, names)), (other, (their_label, theirs)) in combinations(
            trackers.items(), 2
        ):
            for mine, id_property in ((names, theirs.id_property), (theirs, names.id_property)):
                if id_property and mine.shared_property(Names(id_property, id_property)):
                    raise self._wrong(other, f"names of its own: {id_property} holds ids")
            shared = names.shared_property(theirs) or names.shared_tag(theirs)
            if label == their_label and shared:
                raise ConfigError(
                    f"{self._where(other)}: the trackers {one} and {other} call their actions "
                    f"by one label, and both keep a value under {shared}",
                    f"Give [tracker.{other}] names of its own, such as "
                    f'names = {{ status-property = "{other}-status", '
                    f'priority-property = "{other}-priority", '
                    f'status-tag = "{other}-status/", priority-tag = "{other}-priority/" }}\n'
                    "or a label of its own, if no note is about both.",
                )

    def _scope(self, key: str, value: object) -> str:
        return self._one_of("described", "all")(key, value)

    def _paths(self, entries: object) -> tuple[PathSettings, ...]:
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._wrong("paths", "tables written as [[paths]]")
        found = []
        for entry in entries:
            self._only(entry, "match", "ignore")
            if "match" not in entry:
                raise self._wrong("paths", 'match = "…": which notes it is about')
            found.append(
                PathSettings(
                    self._string("match", entry.get("match")),
                    self._codes("ignore", entry.get("ignore", [])),
                )
            )
        return tuple(found)

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

    def _note_name(self, key: str, value: object) -> str:
        from string import Formatter  # few configurations say how new notes are called

        name = self._string(key, value)
        plain = [[field, "", None] for field in NAME_FIELDS]
        try:
            parts = [part for _, *part in Formatter().parse(name) if part[0] is not None]
        except ValueError:
            parts = []
        # A width or a conversion would fail, or not, by the ids that there are.
        if not parts or any(part not in plain for part in parts):
            known = ", ".join(f"{{{field}}}" for field in NAME_FIELDS)
            raise self._wrong(key, f"a name with some of {known} in it, and no other braces")
        return name

    def _label(self, key: str, value: object) -> str:
        from vaultsync.patterns.pattern import BoundedPattern

        pattern = self._string(key, value)
        try:
            groups = BoundedPattern(pattern).groups
        except ValueError as error:
            raise ConfigError(f"{self._where(key)}: {key} {error}", "Mend that line.") from None
        if "action" not in groups or not set(groups) <= set(NAME_FIELDS):
            raise self._wrong(
                key, "a regular expression with the named groups mission, area and action; "
                "the last is needed"
            )  # fmt: skip
        return pattern
