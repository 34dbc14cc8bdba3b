"""How what was said of a vault takes changes: what of it is judged again.

Whoever judges a vault only once never imports this.
"""

from __future__ import annotations

from vaultsync.disk.other_names import renamed_since
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import hidden, is_note, is_source
from vaultsync.workspace.holding import NOTHING_HOLDS, stands, wanting
from vaultsync.workspace.telling import notes_telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.obsidian.vault import Vault
    from vaultsync.workspace.holding import Holds
    from vaultsync.workspace.single_notes import SingleNotes
    from vaultsync.workspace.views import Views
    from vaultsync.workspace.whole import Whole


class Changes:
    """Takes changes of what rules see of a vault, and of what was said of its parts."""

    def __init__(self, vault: Vault, views: Views, notes: SingleNotes, whole: Whole) -> None:
        self._vault, self._views = vault, views
        self._notes, self._whole = notes, whole

    def take(self, hints: Iterable[str] | None) -> frozenset[str]:
        """Read again what is hinted, or look at every file for None; return what is different.

        What was said is forgotten as far as it may be something else by now.
        """
        hinted = None if hints is None else tuple(hints)
        if self._notes.are_taken_over:  # what was taken over does not know what depends on what
            self.forget_all()
            return self._read_again(hinted)  # and nothing is read before it is looked at
        names, aliases = self._names, self._aliases(hinted)
        parts = self._whole.parts_now(self._views)
        if self._whole.linked is not None:  # who depends on whom another process found out
            self._vault.leads.know_anchored(self._whole.linked.sources.all())
            self._whole.linked = None
        moved = bool(self._vault.sources.moved)
        changed = self._read_again(hinted)
        if not changed:
            return changed
        renamed = renamed_since(names[0], self._vault.paths)
        if moved or hinted is None or self._names[1:] != names[1:]:
            self.forget_all()  # it is not known what depends on what
            return changed
        if self._views.telling is not None:
            telling = notes_telling(changed - renamed.gone, self._vault, self._views.alone())
            self._views.telling = (self._views.telling - changed) | telling
        # What attachments hold is never asked; all else in the configuration folder may matter.
        touched = {path for path in self._vault.stale | changed if is_source(path) or hidden(path)}
        again = set(touched)
        if renamed.all or self._aliases(hinted) != aliases:
            again |= wanting(self._notes.found)
        self._notes.forget(again)
        view = self._views.made
        if parts is None or view is None:
            self._forget_whole(touched)
            return changed
        alone = self._whole.alone or ()
        holds, parts = stands(touched, parts, self._vault, view, alone, renamed)
        self._whole.standing.go_on(parts)
        if not (holds.alone and holds.stated):
            self._forget_whole(touched, holds)
        if holds.stated:
            self._views.go_on(view)
        return changed

    def forget_all(self) -> None:
        """Judge everything anew."""
        self._notes.forget_all()
        self._views.forget_all()
        self._whole.forget_parts()

    def _forget_whole(self, touched: Iterable[str], holds: Holds = NOTHING_HOLDS) -> None:
        """Judge the vault as a whole anew, but for what holds; these notes may be different."""
        self._views.forget()
        self._whole.forget(touched, *holds)

    def _read_again(self, hinted: Iterable[str] | None) -> frozenset[str]:
        """Read again what changed of the files that are hinted; return what did."""
        changed = self._vault.change(hinted)
        self._notes.forget_lines(changed)
        return changed

    @property
    def _names(self) -> tuple[tuple[str, ...], tuple[str, ...], Mapping[str, str]]:
        return self._vault.paths, self._vault.unlisted, self._vault.offloaded

    def _aliases(self, hinted: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
        notes = (path for path in hinted or () if is_note(path))
        return {path: self._vault.aliases_in(path) for path in notes}
