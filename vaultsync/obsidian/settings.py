"""What a vault's own configuration folder says.

The folder is `.obsidian` unless the user renamed it; its name always starts
with a dot (Obsidian help, "Configuration folder"). A file that is absent,
broken or of an unexpected shape leaves the defaults, and all but absence is
told in `problems`.
"""

from __future__ import annotations

from codecs import BOM_UTF8

from vaultsync.disk.bounded import MIB, too_large
from vaultsync.lean.cached import lru_cache
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.names import folded, without_suffix

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from vaultsync.obsidian.files import Files, FileStat

LARGEST_SETTINGS = 4 * MIB
"""The most bytes of one of Obsidian's files that is read; Templater keeps whole scripts in its."""

# The files whose change changes what the vault means.
SETTINGS_FILES = (
    "app.json",
    "types.json",
    "templates.json",
    "plugins/templater-obsidian/data.json",
    "daily-notes.json",
    "zk-prefixer.json",
)


class SettingsProblem(NamedTuple):
    """A settings file that could not be read as it should: its path, a line, what is wrong."""

    path: str
    line: int
    message: str


class Settings(NamedTuple):
    """The settings that matter to a reader of links and properties.

    How Obsidian writes new links, and where it puts attachments, never says where
    a link leads, and is left out. `types` maps property names in lower case to
    Obsidian's names of types (`date`, `multitext`, `tags`). `template_folders` holds
    that of the core plugin and that of Templater, without `/` at the end;
    `template_notes` the notes that daily and unique notes are made from, without `.md`.
    """

    user_ignore_filters: tuple[str, ...] = ()
    show_unsupported_files: bool = False
    types: Mapping[str, str] = {}  # never changed
    template_folders: tuple[str, ...] = ()
    template_notes: tuple[str, ...] = ()
    config_folder: str = ".obsidian"
    problems: tuple[SettingsProblem, ...] = ()

    def is_template(self, path: str) -> bool:
        """Return whether a note is a template, or lies in a folder of templates."""
        if not self.template_folders and not self.template_notes:
            return False
        folders, notes = _templates(self.template_folders, self.template_notes)
        name = folded(path)
        return name.startswith(folders) or without_suffix(name) in notes

    def is_excluded(self, path: str) -> bool:
        """Return whether the user excluded a file (Obsidian help, "Excluded files").

        An excluded file is hidden from search and graph only: links to it
        resolve, and so do links in it.
        """
        if not self.user_ignore_filters:
            return False
        return any(matches(path) for matches in _filters(self.user_ignore_filters))


class _PathFilter(NamedTuple):
    """A path or a folder, in any case."""

    prefix: str

    def __call__(self, path: str) -> bool:
        name = folded(path)
        return name == self.prefix.rstrip("/") or name.startswith(self.prefix)


class _PatternFilter(NamedTuple):
    """A regular expression between slashes."""

    pattern: re.Pattern[str]

    def __call__(self, path: str) -> bool:
        return self.pattern.search(path) is not None


@lru_cache(maxsize=8)
def _templates(
    folders: tuple[str, ...], notes: tuple[str, ...]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the folders and notes of templates as their folded paths begin and are."""
    return tuple(folded(folder) + "/" for folder in folders), frozenset(map(folded, notes))


@lru_cache(maxsize=8)
def _filters(entries: tuple[str, ...]) -> tuple[_PathFilter | _PatternFilter, ...]:
    """Return the filters that the entries of `userIgnoreFilters` stand for."""
    made: list[_PathFilter | _PatternFilter] = []
    for entry in entries:
        if (pattern := _pattern(entry)) is not None:
            made.append(_PatternFilter(pattern))
        elif entry:
            made.append(_PathFilter(folded(entry)))
    return tuple(made)


def _pattern(entry: str) -> re.Pattern[str] | None:
    """Return the expression of an entry such as `/^Archive.*/`, or None for any other."""
    if len(entry) < 3 or not entry.startswith("/") or not entry.endswith("/"):
        return None
    import re  # few vaults have one

    try:
        return re.compile(entry[1:-1], re.IGNORECASE)
    except (re.error, RecursionError, OverflowError):
        return None


def settings_paths(config_folder: str = ".obsidian") -> tuple[str, ...]:
    """Return the paths of the files that `read_settings` reads."""
    return tuple(f"{config_folder}/{name}" for name in SETTINGS_FILES)


def read_settings(files: Files, config_folder: str = ".obsidian") -> Settings:
    """Return the settings of a vault."""
    reader = _Reader(files, config_folder)
    app = reader.mapping("app.json")
    types = reader.mapping("types.json")
    templates = reader.mapping("templates.json")
    templater = reader.mapping("plugins/templater-obsidian/data.json", report=False)
    filters = tuple(reader.texts(app, "userIgnoreFilters"))
    for entry in filters:
        if entry.startswith("/") and entry.endswith("/") and len(entry) > 2 and not _pattern(entry):
            reader.tell("app.json", 1, f"userIgnoreFilters: {entry} is no regular expression")
    property_types = types.get("types")
    folders = (templates.get("folder"), templater.get("templates_folder"))
    notes = [
        reader.mapping(name, report=False).get("template")
        for name in ("daily-notes.json", "zk-prefixer.json")
    ]
    return Settings(
        filters,
        app.get("showUnsupportedFiles") is True,
        {
            name.lower(): kind
            for name, kind in (property_types.items() if isinstance(property_types, dict) else ())
            if isinstance(kind, str)
        },
        _paths(folders),
        tuple(map(without_suffix, _paths(notes))),
        config_folder,
        tuple(reader.problems),
    )


class FollowedSettings:
    """The settings of a vault that lives on: read again where their files became different."""

    def __init__(self, files: Files, config_folder: str) -> None:
        self._files, self._folder = files, config_folder
        self.read = read_settings(files, config_folder)
        """The settings as they were last read."""
        self._stats = self._look()

    def _look(self) -> dict[str, FileStat | None]:
        return {path: self._files.stat(path) for path in settings_paths(self._folder)}

    def differing(self) -> set[str]:
        """Return the files that are others than when the settings were last read."""
        return {path for path, now in self._look().items() if now != self._stats[path]}

    def change(self) -> frozenset[str]:
        """Read the settings again if they may have changed; return the files that did."""
        stats = self._look()
        different = frozenset(path for path, now in stats.items() if now != self._stats[path])
        if not different:  # a folder in the place of one has no stat, as if nothing were there
            different = frozenset(path for path, now in stats.items() if now is None)
        if not different:
            return frozenset()
        self._stats = stats
        settings = read_settings(self._files, self._folder)
        if settings == self.read:
            return frozenset()
        self.read = settings
        return different


def _paths(values: Iterable[object]) -> tuple[str, ...]:
    """Return the paths among settings, each once, without `/` at their ends."""
    paths = (value.strip("/") for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(path for path in paths if path))


class _Reader:
    """Reads the files of a configuration folder, and gathers what is wrong with them."""

    def __init__(self, files: Files, config_folder: str) -> None:
        self._files = files
        self._folder = config_folder
        self.problems: list[SettingsProblem] = []

    def tell(self, name: str, line: int, message: str) -> None:
        self.problems.append(SettingsProblem(f"{self._folder}/{name}", line, message))

    def _read(self, name: str) -> bytes:
        path = f"{self._folder}/{name}"
        status = self._files.stat(path)
        if status is not None and status.size > LARGEST_SETTINGS:
            raise too_large(LARGEST_SETTINGS, path)
        return self._files.read(path)

    def mapping(self, name: str, report: bool = True) -> dict[str, object]:
        """Return the JSON object in a file, empty where there is none."""
        try:
            data = self._read(name)
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.tell(name, 1, f"it cannot be read: {error.strerror or error}")
            return {}
        from vaultsync.lean.plain_json import loads  # only vaults with settings pay for it

        found: object = None
        try:
            found = loads(data.removeprefix(BOM_UTF8).decode())
            message, line = "it holds no JSON object", 1
        except UnicodeDecodeError:
            message, line = "it is not UTF-8", 1
        except RecursionError:
            message, line = "it is nested too deeply", 1
        except ValueError as error:
            from json import JSONDecodeError

            message, line = "a number in it has too many digits", 1
            if isinstance(error, JSONDecodeError):
                message, line = f"it is no valid JSON: {error.msg}", error.lineno
        if isinstance(found, dict):
            return found
        if report:
            self.tell(name, line, message)
        return {}

    def texts(self, values: dict[str, object], key: str) -> list[str]:
        """Return a setting that is a list of texts; `null` is an empty one."""
        value = values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.tell("app.json", 1, f"{key} is no list")
            return []
        return [entry for entry in value if isinstance(entry, str)]
