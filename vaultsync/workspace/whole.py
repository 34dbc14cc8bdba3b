"""What was said of a vault as a whole, and what that was made of."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View
    from vaultsync.workspace.bystanders import Linked, Parts
    from vaultsync.workspace.standing import Standing
    from vaultsync.workspace.taking_over import Taken
    from vaultsync.workspace.views import Views


class Whole:
    """What was said of a vault whatever it states (`alone`), and of what it states.

    Either is None until it is judged. `linked` is what the links come to, if another
    process found it.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.alone: tuple[Diagnostic, ...] | None = None
        self.stated: tuple[Diagnostic, ...] | None = None
        self.linked: Linked | None = None
        self._standing: Standing | None = None  # what the whole takes from each note, once asked

    @property
    def is_judged(self) -> bool:
        """Return whether all of it is known."""
        return self.alone is not None and self.stated is not None

    @property
    def said(self) -> tuple[Diagnostic, ...]:
        """Return all that is known of it."""
        return (*(self.alone or ()), *(self.stated or ()))

    def take_over(self, taken: Taken) -> None:
        """Take over from an earlier run what still holds."""
        self.alone = taken.recalled.alone if taken.holds.alone else None
        self.stated = taken.recalled.stated if taken.holds.stated else None

    def forget(
        self, touched: Iterable[str] = (), alone_holds: bool = False, stated_holds: bool = False
    ) -> None:
        """Forget what does not hold; these notes may be different."""
        if not alone_holds:
            self.alone = None
        if not stated_holds:
            self.stated = None
        if self._standing is not None:
            self._standing.judge_anew(touched, alone_holds)

    def forget_parts(self) -> None:
        """Forget also what it takes from each note: other names may change any of it."""
        self.forget()
        if self._standing is not None:
            self._standing.forget()

    @property
    def standing(self) -> Standing:
        """Return what tells which part notes have in what is said."""
        if self._standing is None:
            from vaultsync.workspace.standing import Standing

            self._standing = Standing(self._vault)
        return self._standing

    def parts_now(self, views: Views) -> Parts | None:
        """Return what it takes from each note; None if not all of it was judged."""
        view = views.made
        if not self.is_judged or view is None:
            return None
        if views.telling is not None:  # while all notes are as they were gone over
            self.standing.prepare(view, views.telling)
        return self._parts(view)

    def _parts(self, view: View) -> Parts:
        """Return what it takes from each note, once all of it is judged."""
        return self.standing.parts(self.alone or (), self.stated or (), view, self.linked)

    def parts_since(self, taken: Taken, view: View) -> Parts:
        """Return what it takes from each note, now that was judged anew what did not hold."""
        self.standing.begin(taken.parts, taken.view)
        self.standing.judge_anew(taken.touched, taken.holds.alone)
        return self._parts(view)
