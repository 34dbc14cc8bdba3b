"""Values of the vault's that stay from now on: `sync --keep-local`."""

from __future__ import annotations

from vaultsync.agreement import State
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.sync.changes import Left
from vaultsync.tracker.entries import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.agreement import FieldState
    from vaultsync.held import Held
    from vaultsync.match.places.claim import Claim
    from vaultsync.obsidian.vault import Vault
    from vaultsync.sync.decide import SyncOptions
    from vaultsync.tracker.vocabulary import Field

_KEEPABLE = frozenset({State.CONFLICT, State.FIRST_MEETING, State.EDITED_HERE})


class Keeping:
    """The values of one action that the user asks to keep: one for each field, or none."""

    def __init__(
        self,
        action: str,
        places: Sequence[tuple[Claim, FieldState]],
        options: SyncOptions,
        vault: Vault,
    ) -> None:
        self._options = options
        self._vault = vault
        self._here = [each for each in places if each[0].path in options.keep_local]
        asked = [state for claim, state in self._here if self.is_asked(claim, state)]
        self._left: dict[str, Left] = {}
        kept: dict[str, Kept] = {}
        for state in asked:
            values = self._values(state.field)
            if len({held.token for _, held in values}) > 1:
                path = values[0][0].path
                reason = f"{state.field}: {self._said(values, path)}"
                self._left.setdefault(state.field, Left(action, path, reason))
            else:
                kept.setdefault(state.field, _kept(action, state, options))
        self.kept = tuple(kept.values())

    def is_asked(self, claim: Claim, state: FieldState) -> bool:
        """Return whether a place holds a value that is to be kept."""
        return state.state in _KEEPABLE and claim.path in self._options.keep_local

    def left(self, field: Field) -> tuple[Left, ...]:
        """Return what to say of a field of which no value can be kept."""
        return (self._left[field],) if field in self._left else ()

    def _values(self, field: Field) -> list[tuple[Claim, Held]]:
        """Return the known values of a field, but for places that nobody else touched."""
        return [
            (claim, held)
            for claim, state in self._here
            if state.field == field
            for held in state.held
            if held.token is not None and not _is_ours(state)
        ]

    def _said(self, values: Sequence[tuple[Claim, Held]], path: str) -> str:
        said = []
        for claim, held in values:
            note = self._vault.note(claim.path)
            line = f"line {note.lines.position(held.start).line}" if note else ""
            where = line if claim.path == path else f"{claim.path}, {line}"
            said.append(f"the {held.place} {held.raw} ({where})")
        return f"make its values equal first, then keep them: {', '.join(dict.fromkeys(said))}"


def _is_ours(state: FieldState) -> bool:
    """Return whether a place holds what was written last and nothing else."""
    return {held.token for held in state.held if held.token is not None} == {state.base}


def _kept(action: str, state: FieldState, options: SyncOptions) -> Kept:
    return Kept(
        action,
        state.field,
        state.vault or "",
        state.tracker or "",
        options.date,
        options.keep_reason,
    )
