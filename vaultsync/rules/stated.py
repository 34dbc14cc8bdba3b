"""What the vault states: its actions with their homes and copies, and its areas.

With a tracker the alignment says it. Without one the same claims are read, so
that stale copies and forgotten embeds are found in any vault.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.rules.memo import once_per_view

if TYPE_CHECKING:
    from vaultsync.match.pairing.alignment import ActionMatch
    from vaultsync.match.places.claim import Group
    from vaultsync.rules.rule import View


class Stated(NamedTuple):
    """The actions that a vault states, and the places that stand for its areas."""

    actions: tuple[ActionMatch, ...]
    groups: tuple[Group, ...]


@once_per_view
def stated(view: View) -> Stated:
    """Return what the vault states."""
    if view.published is not None:
        return Stated(view.published.alignment.actions, view.published.alignment.groups)
    from vaultsync.match.claims import find_claims
    from vaultsync.match.pairing.alignment import align
    from vaultsync.match.places.labels import LabelPattern
    from vaultsync.tracker.model import EMPTY_SNAPSHOT

    names = view.config.names
    claims = find_claims(
        view.vault, LabelPattern(view.config.label), None, names.id_property, view.telling
    )
    if not claims.claims:
        return Stated((), claims.groups)
    alignment = align(claims, EMPTY_SNAPSHOT, (), view.config.scope, lambda _: False)
    return Stated(alignment.actions, alignment.groups)
