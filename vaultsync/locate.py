"""Which vault a command is about, and which part of it.

The rule, in order: the folder given with `--vault`; else the nearest
`vaultsync.toml` at or above the named path or the current folder (its `vault`
may name the folder of the notes); else the nearest `.obsidian`; else the
folder that was named. Paths narrow what is reported, never what is read.
"""

from __future__ import annotations

import os

from vaultsync.config import CONFIG_NAME, LOCK_NAME, Config, ConfigError
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class Found(NamedTuple):
    """The vault a command is about.

    `root` is the folder of the notes. `home` is the folder of `vaultsync.toml`, or
    `root` where there is none: the lock lies there. `config_file` is that file. These
    are texts, since a check has no other use for `pathlib`; what writes asks for them
    with `_path`. `selection` holds the vault paths that were named, files or folders;
    it is empty for the whole vault.
    """

    root: str
    home: str
    config: Config
    config_file: str | None
    selection: tuple[str, ...]

    @property
    def root_path(self) -> Path:
        """Return the folder of the notes."""
        from pathlib import Path

        return Path(self.root)

    @property
    def home_path(self) -> Path:
        """Return the folder in which the lock lies."""
        from pathlib import Path

        return Path(self.home)

    @property
    def lock_file(self) -> str:
        """Return where the lock lies, whether or not it is there."""
        return os.path.join(self.home, LOCK_NAME)

    @property
    def lock_path(self) -> Path:
        """Return where the lock lies, whether or not it is there."""
        return self.home_path / LOCK_NAME

    @property
    def lock_shown(self) -> str:
        """Return the lock's path relative to the vault, for diagnostics."""
        return os.path.relpath(self.lock_file, self.root).replace(os.sep, "/")


def config_bytes(path: Path | str) -> bytes:
    """Return the bytes of a configuration. Raises `ConfigError` where it cannot be read."""
    from vaultsync.config_file import LARGEST_CONFIG
    from vaultsync.disk.bounded import read_bounded, remedy

    try:
        return read_bounded(path, LARGEST_CONFIG)
    except FileNotFoundError:
        raise ConfigError(
            f"{path} is a symbolic link that leads nowhere", "Mend the link, or remove it."
        ) from None
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be read: {error.strerror}",
            remedy(error, "Put a plain file in its place, or remove it."),
        ) from None


class NoVaultError(VaultsyncError):
    """What was named is no vault, or lies in none, or in several."""


class MissingPathError(NoVaultError):
    """A path that was named does not exist: it may be the name of a note."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"{given}: there is no such file or folder, and no note of that name",
            "Check how it is written, or name the vault with --vault.",
        )


def working_folder() -> str:
    """Return the folder that this runs in. Raises `NoVaultError` where it was removed."""
    try:
        return os.getcwd()
    except OSError:
        raise NoVaultError(
            "the folder that this runs in is not there any more", "Go into another one first."
        ) from None


def find_vault(
    vault: str | None, paths: Sequence[str], folder: Path | str, config_folder: str | None = None
) -> Found:
    """Return the vault that `--vault` or the paths name, seen from the current `folder`.

    `config_folder` names the folder of Obsidian's settings, whatever the
    configuration says. Raises `MissingPathError` where a path does not exist, `NoVaultError`
    where paths lie in two vaults, and `ConfigError` for a configuration that cannot be used.
    """
    named = [_joined(folder, path) for path in paths]
    for given, path in zip(paths, named, strict=True):
        if not os.path.lexists(path):
            raise MissingPathError(given)
    if vault is not None:
        top = _joined(folder, vault)
        if not os.path.isdir(top):
            raise NoVaultError(
                f"{vault}: there is no such folder", "Name the folder of the vault with --vault."
            )
        top = os.path.abspath(top)
        found = _configured(top) or Found(top, top, Config(), None, ())
    else:
        starts = {_folder(os.path.abspath(path)) for path in named or [os.fspath(folder)]}
        settings = config_folder or Config().config_folder
        around = (_around(start, settings) for start in sorted(starts))
        vaults = {vault.root: vault for vault in around}
        if len(vaults) > 1:
            roots = " and ".join(sorted(vaults))
            raise NoVaultError(
                f"the paths lie in two vaults: {roots}", "Run the command once for each vault."
            )
        (found,) = vaults.values()
    parts = [
        _within(given, os.path.abspath(path), found.root)
        for given, path in zip(paths, named, strict=True)
    ]
    # A path that is the vault, or holds it, asks for all of it whatever else is named.
    selection = () if "" in parts else tuple(parts)
    if config_folder is not None:
        found = found._replace(config=found.config._replace(config_folder=config_folder))
    return found._replace(selection=selection)


def _joined(folder: Path | str, path: str) -> str:
    """Return a path seen from a folder, as `pathlib` joins them."""
    parts = path.split("/")
    if os.sep != "/" or not path or "." in parts or "" in parts[1:]:
        from pathlib import Path  # `./`, `//` and what ends in `/`

        return str(Path(folder) / path)
    return os.path.join(folder, path)


def _folder(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path)


def above(path: str) -> Iterator[str]:
    """Yield an absolute path and all folders above it."""
    yield path
    while (upper := os.path.dirname(path)) != path:
        yield (path := upper)


def _around(start: str, config_folder: str) -> Found:
    """Return the vault around a folder, all of it selected."""
    if configured := _configured(start):
        return configured
    for root in above(start):
        if os.path.isdir(os.path.join(root, config_folder)):
            return Found(root, root, Config(), None, ())
    return Found(start, start, Config(), None, ())


def _configured(start: str) -> Found | None:
    """Return the vault that the nearest configuration at or above a folder names for it."""
    for home in above(start):
        config_path = os.path.join(home, CONFIG_NAME)
        if os.path.lexists(config_path) and not os.path.isdir(config_path):
            from vaultsync.config_file import read_config  # most vaults have no such file

            config = read_config(config_bytes(config_path), config_path)
            root = os.path.abspath(os.path.join(home, config.vault))
            if not os.path.isdir(root):
                raise NoVaultError(
                    f"{config_path} names the vault {config.vault!r}, which is no folder",
                    "Mend its line vault = …",
                )
            if _holds(root, start) or _holds(start, root):
                return Found(root, home, config, config_path, ())
    return None


def _holds(folder: str, path: str) -> bool:
    top, at = os.path.normcase(folder), os.path.normcase(path)
    return at == top or at.startswith(os.path.join(top, ""))


def _within(given: str, path: str, root: str) -> str:
    """Return a named path as a vault path: an empty one where it is the vault or holds it."""
    if _holds(path, root):
        return ""
    for at, top in ((path, root), (os.path.realpath(path), os.path.realpath(root))):
        if _holds(top, at):
            return at[len(os.path.join(top, "")) :].replace(os.sep, "/")
    raise NoVaultError(f"{given} does not lie in the vault {root}", "Name paths of one vault.")
