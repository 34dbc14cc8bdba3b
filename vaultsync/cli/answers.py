"""Handing a finished answer to `vaultsync.fast`, with all that it was made from.

This errs on the side of keeping nothing: an answer is kept only if nothing
that it was made from can have changed since the command began.
"""

from __future__ import annotations

import itertools
import os

from vaultsync import fast
from vaultsync.config import CONFIG_NAME
from vaultsync.disk.walk import is_settled, unsettled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.locate import above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsync.cli.console import Console
    from vaultsync.cli.opening import Opened
    from vaultsync.locate import Found
    from vaultsync.obsidian.files import Walked

_JOURNAL = ".vaultsync/journal"


def listening(screen: Console) -> Console:
    """Return the console, from now on with a memory of what was said if the answer may be kept."""
    return screen if fast.Asked.question is None else screen._replace(said=[])


def answered(opened: Opened, code: int) -> int:
    """Return the exit code of a command that has said all it has to say."""
    from vaultsync.keeping import keep
    from vaultsync.obsidian.files import DiskFiles

    files, vault = opened.workspace.vault.files, opened.workspace.vault
    vault.keep()
    opened.workspace.leave()
    said = opened.console.said
    if fast.Asked.question is None or said is None or not isinstance(files, DiskFiles):
        return code
    if files.walked is None or vault.is_passing or _waits_for_mending(opened.found):
        return code
    base = os.path.join(opened.found.root, "")
    links: list[tuple[str, tuple[object, ...]]] = []
    try:
        links += ((path, fast.link_state(base + path)) for path in files.walked.links)
    except OSError:
        return code
    looks = [(path, kind, fast.look(path, kind)) for path, kind in _looked_at(opened.found)]
    if _are_settled(files.walked, [each for _, each in links] + [each[2] for each in looks]):
        keep(base, files.walked.folders, files.walked.table, links, looks, joined(said), code)
    return code


def joined(said: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """Return what was said, in order, with as few changes between stdout and stderr."""
    runs = itertools.groupby(said, key=lambda part: part[0])
    return [(to, b"".join(data for _, data in parts)) for to, parts in runs]


def _looked_at(found: Found) -> list[tuple[str, str]]:
    """Return each path outside of the vault's notes that the answer may depend on, and how."""
    from vaultsync.obsidian.settings import settings_paths

    looked: dict[tuple[str, str], None] = {}

    def note(*parts: str, kind: str = "file") -> None:
        looked[(os.path.join(*parts), kind)] = None

    folders = {found.config.config_folder, ".obsidian"}
    for start in (os.getcwd(), found.root, *_maybe_paths()):
        note(start)
        note(start, kind="real")
        # The search for the vault asks these at every height.
        for folder in above(start):
            note(folder, CONFIG_NAME)
            for settings in folders:
                note(folder, settings)
    note(found.lock_file)
    for folder_name in folders:
        for path in settings_paths(folder_name):
            note(found.root, path)
    note(found.root, _JOURNAL, kind="listing")
    return list(looked)


def _waits_for_mending(found: Found) -> bool:
    """Return whether a write was cut short: the next command mends that before anything else."""
    try:
        names = os.listdir(os.path.join(found.root, _JOURNAL))
        return any(name[1:].endswith(".prepared") for name in names)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # nobody can tell
        return True


def _maybe_paths() -> Iterator[str]:
    """Return what each argument names if it is a path: most are none, and stand for nothing."""
    arguments: Sequence[str] = fast.Asked.question[0] if fast.Asked.question else ()
    for argument in arguments[1:]:
        for word in {argument, argument.rpartition("=")[2]}:
            yield os.path.abspath(word)


def _are_settled(walked: Walked, states: Iterable[object]) -> bool:
    """Return whether nothing can have changed since this process began without being seen."""
    if unsettled(walked.table, fast.Asked.time_ns):
        return False
    times = {time for state in states for time in _times(state)}
    return all(is_settled(time, fast.Asked.time_ns) for time in times)


def _times(state: object) -> set[int]:
    """Return the times in what `fast` saw: they stand in pairs, and nothing else does."""
    if not isinstance(state, tuple):
        return set()
    if len(state) == 2:
        return set(state)
    return {time for part in state for time in _times(part)}
