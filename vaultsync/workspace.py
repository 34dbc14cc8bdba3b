"""A vault held against its tracker: configuration, notes and rows in, diagnostics out.

`check`, `watch` and every other command drive a `Workspace`; it takes changes
one at a time and gives the same answer as one that is opened afresh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vaultsync.obsidian.vault import Vault
from vaultsync.rules.registry import judge_note, judge_vault, settled
from vaultsync.rules.rule import Published, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vaultsync.config import Config
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.cache import Cache
    from vaultsync.obsidian.files import Files
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.vocabulary import Vocabulary


class Tracker(NamedTuple):
    """The tracker's side as it was read: from the lock, or from files named for one run.

    `shown` is the path under which diagnostics show rows, `row_lines` their
    lines there by row key.
    """

    shown: str
    lock: Lock
    row_lines: Mapping[str, int]
    vocabulary: Vocabulary


class Workspace:
    """One vault, its configuration and its tracker, judged on demand and kept up to date."""

    def __init__(
        self,
        config: Config,
        files: Files,
        tracker: Tracker | None,
        cache: Callable[[], Cache] | None = None,
    ) -> None:
        self.config = config
        self.tracker = tracker
        self.vault = Vault(files, config_folder=config.config_folder, cache=cache)
        self._view: View | None = None
        self._judged: dict[str, tuple[Diagnostic, ...]] = {}

    @property
    def view(self) -> View:
        """Return all that rules see, made from what was last read."""
        if self._view is None:
            published = self._published(self.tracker) if self.tracker else None
            self._view = View(self.vault, self.config, published)
        return self._view

    @property
    def published(self) -> Published | None:
        """Return the alignment and agreement with the tracker, or None without one."""
        return self.view.published

    def diagnostics(
        self, select: Sequence[str] | None = None, ignore: Sequence[str] | None = None
    ) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong or worth knowing, sorted.

        `select` and `ignore` are codes or their beginnings; None leaves the choice
        to the configuration.
        """
        view = self.view
        for path in (*self.vault.note_paths, *self.vault.canvas_paths):
            if path not in self._judged and (source := self.vault.source(path)):
                self._judged[path] = judge_note(source, view)
        found = [found for part in self._judged.values() for found in part]
        return settled([*found, *judge_vault(view)], view, select, ignore)

    def change(self, hints: Iterable[str] | None) -> frozenset[str]:
        """Read again what the hinted vault paths name, or look at every file for None.

        Returns the paths that changed, appeared or vanished. A hint for a path
        that did not change costs a look at it and nothing else.
        """
        hinted = None if hints is None else tuple(hints)
        names, aliases = self.vault.paths, self._aliases(hinted)
        changed = self.vault.change(hinted)
        if changed:
            self._view = None
            if hinted is None or self.vault.paths != names or self._aliases(hinted) != aliases:
                # A name that comes or goes may be what any broken link wanted.
                self._judged.clear()
            else:
                for path in self.vault.stale:
                    self._judged.pop(path, None)
        return changed

    def _aliases(self, hinted: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
        notes = map(self.vault.note, (path for path in hinted or () if path.endswith(".md")))
        return {note.path: tuple(note.properties.aliases) for note in notes if note}

    def configure(self, config: Config) -> None:
        """Judge by another configuration from now on; the vault's folders stay as they are."""
        self.config = config
        self._view = None
        self._judged.clear()

    def hold_against(self, tracker: Tracker | None) -> None:
        """Hold the vault against another reading of the tracker."""
        self.tracker = tracker
        self._view = None

    def _published(self, tracker: Tracker) -> Published:
        from vaultsync.agreement import agree
        from vaultsync.held import carries_managed_tags
        from vaultsync.match.alignment import align
        from vaultsync.match.claims import find_claims
        from vaultsync.match.labels import LabelPattern

        names, lock, vocabulary = self.config.names, tracker.lock, tracker.vocabulary
        claims = find_claims(
            self.vault, LabelPattern(self.config.label), lock.snapshot, names.id_property
        )
        alignment = align(
            claims,
            lock.snapshot,
            lock.identities,
            self.config.scope,
            lambda claim: carries_managed_tags(self.vault, claim, names, vocabulary),
        )
        agreements = agree(alignment, self.vault, lock, names, vocabulary)
        return Published(tracker.shown, lock, tracker.row_lines, vocabulary, alignment, agreements)
