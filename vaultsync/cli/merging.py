"""A lock that a merge left with markers, mended before a pull, with what became of each side."""

from __future__ import annotations

from vaultsync.cli.common import seen_from_here
from vaultsync.cli.trackers import lock_bytes, vocabulary_of
from vaultsync.config import DEFAULT_TRACKER
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.terminal import escape

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from vaultsync.cli.console import Console
    from vaultsync.locate import Found


def mend_lock(found: Found, screen: Console, dry_run: bool) -> bool:
    """Put the two sides of a merged lock together, and say what was decided; False for a sound one.

    Raises `LockError` where nothing of a lock is left.
    """
    from vaultsync.sync.apply import replace_lock
    from vaultsync.tracker.errors import LockError
    from vaultsync.tracker.lockfile import has_merge_markers, lock_text, parsed
    from vaultsync.tracker.repair import repair

    data = lock_bytes(found)
    if data is None:
        return False
    try:
        parsed(lock_text(data))
    except LockError:
        mended = repair(data, _Holdings(found, data).held)
    else:
        return False
    was = "would be" if dry_run else "was"
    why = "two branches changed it" if has_merge_markers(lock_text(data)) else "a line of it broke"
    screen.say(f"{seen_from_here(found.lock_file)} {was} mended: {why}")
    for line in mended.said:
        screen.say(f"  {escape(line)}")
    if not mended.said:
        screen.say("  every entry of both sides stays")
    if not dry_run and not replace_lock(found.lock_path, mended.data, expected=data):
        raise VaultsyncError(
            f"{found.lock_file} changed while it was mended", "Run the command again."
        )
    return True


class _Holdings:
    """What the vault holds now, read when it is first asked for."""

    def __init__(self, found: Found, data: bytes) -> None:
        self._found = found
        self._data = data
        self._known: dict[str, dict[tuple[str, str], set[str]]] = {}

    def held(self, tracker: str, action: str, field: str) -> AbstractSet[str]:
        """Return the tokens that stand at an action's places for a field."""
        if tracker not in self._known:
            self._known[tracker] = self._read(tracker)
        return self._known[tracker].get((action, field), set())

    def _read(self, tracker: str) -> dict[tuple[str, str], set[str]]:
        from vaultsync.held import held_at
        from vaultsync.match.claims import find_claims
        from vaultsync.match.places.labels import LabelPattern
        from vaultsync.obsidian.files import DiskFiles
        from vaultsync.obsidian.vault import Vault
        from vaultsync.tracker.repair import repair_lock

        if tracker != DEFAULT_TRACKER and tracker not in self._found.config.trackers:
            return {}  # the configuration names it no more, so nobody holds the vault to it
        config = self._found.config.of(tracker)
        vocabulary, names = vocabulary_of(config), config.names
        snapshot = repair_lock(self._data, vocabulary, tracker).snapshot
        vault = Vault(DiskFiles(self._found.root), config_folder=config.config_folder)
        labels = LabelPattern(config.label)
        claims = find_claims(vault, labels, snapshot, names.id_property).claims
        found: dict[tuple[str, str], set[str]] = {}
        for claim in claims:
            note = vault.note(claim.path)
            for held in held_at(note, claim, names, vocabulary) if note else ():
                if held.token is not None:
                    found.setdefault((claim.action, held.field), set()).add(held.token)
        return found
