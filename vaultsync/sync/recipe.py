"""How a plan was made: all that a sync was told, so that it can be made again.

The same recipe, in the same vault with the same lock and configuration, makes
the same plan. So what a plan from somebody else says need not be believed.
"""

from __future__ import annotations

from types import MappingProxyType

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.sync.decide import SyncOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsync.config import Config
    from vaultsync.tracker.http import Validators


class Recipe(NamedTuple):
    """What a sync was asked for: the options, the notes, and what was read of the tracker for it.

    `time` is when it was made (`2026-11-21T20:55:58Z`). `paths` are the vault
    paths that it is about, none for all; `keep_local` those whose values are
    kept, for `reason`. `sources` are the names and bytes of `--tracker`, and
    `tracker` is the name of the one that it is about, empty for all of them.
    `states` is what servers call the sources. A plan's file does not hold it: with
    bytes that somebody else put there, the next pull would find nothing new.
    """

    time: str
    paths: tuple[str, ...] = ()
    overwrite_local: bool = False
    first_meeting: bool = False
    create_notes: bool = False
    keep_local: tuple[str, ...] = ()
    reason: str = ""
    sources: tuple[tuple[str, bytes], ...] = ()
    tracker: str = ""
    states: Mapping[str, Validators] = MappingProxyType({})

    def options(self, config: Config) -> SyncOptions:
        """Return what to decide and write by, with what the configuration says."""
        return SyncOptions(
            date=self.time[:10],
            overwrite_local=self.overwrite_local,
            first_meeting=self.first_meeting,
            keep_local=frozenset(self.keep_local),
            keep_reason=self.reason,
            create_notes=self.create_notes,
            note_name=config.note_name,
            new_note_folder=config.new_note_folder,
            modified_property=config.modified_property,
            time=self.time,
        )

    @property
    def words(self) -> str:
        """Return what was asked for beyond a plain sync, as it is typed; empty for nothing."""
        asked = [
            name
            for name, said in (
                ("--overwrite-local", self.overwrite_local),
                ("--create-notes", self.create_notes),
            )
            if said
        ]
        asked += (f"--keep-local {path}" for path in self.keep_local)
        asked += [f"--reason {self.reason}"] if self.keep_local and self.reason else []
        asked += [f"--name {self.tracker}"] if self.tracker else []
        return " ".join([*asked, *self.paths])
