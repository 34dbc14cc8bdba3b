"""Which vault a command is about, and which part of it.

The rule, in order: the folder given with `--vault`; else the nearest
`vaultsync.toml` at or above the named path or the current folder (its `vault`
may name the folder of the notes); else the nearest `.obsidian`; else the
folder that was named. Paths narrow what is reported, never what is read.
"""

from __future__ import annotations

import os
from pathlib import Path

from vaultsync.config import CONFIG_NAME, LOCK_NAME, Config, ConfigError
from vaultsync.errors import VaultsyncError
from vaultsync.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Found(NamedTuple):
    """The vault a command is about.

    `root` is the folder of the notes. `home` is the folder of
    `vaultsync.toml`, or `root` where there is none: the lock lies there.
    `selection` holds the vault paths that were named, files or folders; it is
    empty for the whole vault.
    """

    root: Path
    home: Path
    config: Config
    config_path: Path | None
    selection: tuple[str, ...]

    @property
    def lock_path(self) -> Path:
        """Return where the lock lies, whether or not it is there."""
        return self.home / LOCK_NAME

    @property
    def lock_shown(self) -> str:
        """Return the lock's path relative to the vault, for diagnostics."""
        return os.path.relpath(self.lock_path, self.root).replace(os.sep, "/")


def config_bytes(path: Path) -> bytes:
    """Return the bytes of a configuration. Raises `ConfigError` where it cannot be read."""
    from vaultsync.bounded import read_bounded, remedy
    from vaultsync.config_file import LARGEST_CONFIG

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


def find_vault(
    vault: str | None, paths: Sequence[str], folder: Path, config_folder: str | None = None
) -> Found:
    """Return the vault that `--vault` or the paths name, seen from the current `folder`.

    `config_folder` names the folder of Obsidian's settings, whatever the
    configuration says. Raises `NoVaultError` where a path does not exist or
    paths lie in two vaults, and `ConfigError` for a configuration that cannot be used.
    """
    named = [folder / path for path in paths]
    for given, path in zip(paths, named, strict=True):
        if not os.path.lexists(path):
            raise NoVaultError(
                f"{given}: there is no such file or folder", "Check the path, or name the vault."
            )
    if vault is not None:
        top = folder / vault
        if not _is_folder(top):
            raise NoVaultError(
                f"{vault}: there is no such folder", "Name the folder of the vault with --vault."
            )
        found = _configured(_plain(top)) or Found(_plain(top), _plain(top), Config(), None, ())
    else:
        starts = {_folder(_plain(path)) for path in named or [folder]}
        settings = config_folder or Config().config_folder
        around = (_around(start, settings) for start in sorted(starts))
        vaults = {vault.root: vault for vault in around}
        if len(vaults) > 1:
            roots = " and ".join(sorted(str(root) for root in vaults))
            raise NoVaultError(
                f"the paths lie in two vaults: {roots}", "Run the command once for each vault."
            )
        (found,) = vaults.values()
    parts = [
        _within(given, _plain(path), found.root) for given, path in zip(paths, named, strict=True)
    ]
    # A path that is the vault, or holds it, asks for all of it whatever else is named.
    selection = () if "" in parts else tuple(parts)
    if config_folder is not None:
        found = found._replace(config=found.config._replace(config_folder=config_folder))
    return found._replace(selection=selection)


def _plain(path: Path) -> Path:
    """Return the path made absolute; symlinks stay, `..` goes."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow symlinks


def _is_folder(path: Path) -> bool:
    """Return whether a folder is there; `Path.is_dir` raises where a look is not permitted."""
    return os.path.isdir(path)  # noqa: PTH112 - text


def _folder(path: Path) -> Path:
    return path if _is_folder(path) else path.parent


def _around(start: Path, config_folder: str) -> Found:
    """Return the vault around a folder, all of it selected."""
    if configured := _configured(start):
        return configured
    for root in (start, *start.parents):
        if _is_folder(root / config_folder):
            return Found(root, root, Config(), None, ())
    return Found(start, start, Config(), None, ())


def _configured(start: Path) -> Found | None:
    """Return the vault that the nearest configuration at or above a folder names for it."""
    for home in (start, *start.parents):
        config_path = home / CONFIG_NAME
        if os.path.lexists(config_path) and not _is_folder(config_path):
            from vaultsync.config_file import read_config  # most vaults have no such file

            config = read_config(config_bytes(config_path), str(config_path))
            root = _plain(home / config.vault)
            if not _is_folder(root):
                raise NoVaultError(
                    f"{config_path} names the vault {config.vault!r}, which is no folder",
                    "Mend its line vault = …",
                )
            if _holds(root, start) or _holds(start, root):
                return Found(root, home, config, config_path, ())
    return None


def _holds(folder: Path, path: Path) -> bool:
    return path == folder or folder in path.parents


def _within(given: str, path: Path, root: Path) -> str:
    """Return a named path as a vault path: an empty one where it is the vault or holds it."""
    if _holds(path, root):
        return ""
    for at, top in ((path, root), (path.resolve(), root.resolve())):
        if _holds(top, at):
            relative = at.relative_to(top).as_posix()
            return "" if relative == "." else relative
    raise NoVaultError(f"{given} does not lie in the vault {root}", "Name paths of one vault.")
