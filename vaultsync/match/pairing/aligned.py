"""What comes of holding a vault's claims against the rows of a snapshot."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vaultsync.match.pairing.verdict import Pair
    from vaultsync.match.places.claim import Claim, Group
    from vaultsync.match.places.labels import Label
    from vaultsync.tracker.model import Row

SAYS_IT = 0.45
"""The likeness to its row's text without which a section's label is only a mention."""


class ActionMatch(NamedTuple):
    """An action that the vault states: its home, its other places, and its row.

    `home` is None only where `claimed_twice` names places of equal right.
    `pair` is None where no row is even doubtful.
    """

    action: str
    label: Label | None
    home: Claim | None
    copies: tuple[Claim, ...]
    claimed_twice: tuple[Claim, ...]
    pair: Pair | None


class Alignment(NamedTuple):
    """The actions of a vault against the rows of a snapshot.

    `actions` stand in the natural order of their labels, then by path.
    `missing` are rows in scope that no place states; `out_of_scope` are rows
    of areas that the vault does not describe. Both are in published order. A
    row in a doubtful pair is in neither, nor is one that might have been in it,
    or that a note may state that cannot be read. Where a folder of the vault cannot be
    listed both are empty, and `untold` are the rows in scope that may be stated in it.
    """

    actions: tuple[ActionMatch, ...]
    missing: tuple[Row, ...]
    out_of_scope: tuple[Row, ...]
    groups: tuple[Group, ...]
    untold: tuple[Row, ...] = ()

    def without_folders(self) -> Alignment:
        """Return the same where a folder cannot be listed: no row is known to be stated nowhere."""
        return self._replace(missing=(), out_of_scope=(), untold=self.missing)
