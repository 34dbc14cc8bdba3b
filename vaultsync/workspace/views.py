"""What rules see of a vault held against its trackers, made when it is asked for."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.workspace.sides import hold, seen, unheld

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.config import Config
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View
    from vaultsync.workspace.sides import Tracker
    from vaultsync.workspace.taking_over import Taken


class Views:
    """The views of one vault: held against its trackers, or enough of one to judge notes.

    `unread` names the trackers in use that were never read. `telling` are the notes that may
    state an action by a label or an id, once all were gone over. `taken` is what was taken over
    from an earlier run, as far as it still holds.
    """

    def __init__(
        self, vault: Vault, config: Config, trackers: Sequence[Tracker], unread: Sequence[str]
    ) -> None:
        self._vault = vault
        self.config = config
        self.trackers, self.unread = tuple(trackers), tuple(unread)
        self.telling: set[str] | None = None
        self.taken: Taken | None = None
        self.made: View | None = None  # what `held` returned last

    @property
    def held(self) -> View:
        """Return all that rules see, made from what was last read."""
        if self.made is None:
            if self.taken is not None:
                self.telling = self.taken.narrow(self._vault)
            telling = self.telling
            sides = hold(self._vault, self.config, self.trackers, telling)
            self.made = seen(self._vault, self.config, sides, self.unread, telling)
        return self.made

    def held_as_told(self, telling: set[str]) -> View:
        """Return all that rules see, now that it is known which notes may state an action."""
        self.telling = telling
        return self.held

    @property
    def of_notes(self) -> View:
        """Return what rules see that do not ask what is stated where."""
        return self.taken.view if self.taken and self.made is None else self.held

    def alone(self, sought: Sequence[Sequence[str]] | None = None) -> View:
        """Return what the rules for single notes see; `sought` are the texts looked for."""
        if sought is None:
            sought = [()] * len(self.trackers)
        sides = unheld(self._vault, self.config, self.trackers, sought)
        return seen(self._vault, self.config, sides, self.unread)

    def go_on(self, view: View) -> None:
        """Go on with a view; what rules found out by the way is found out anew."""
        self.made = view._replace()

    def forget(self) -> None:
        """Hold the vault against its trackers anew."""
        self.made = self.taken = None

    def forget_all(self) -> None:
        """Forget also which notes may state an action."""
        self.forget()
        self.telling = None
