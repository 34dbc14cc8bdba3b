"""What a vault as a whole takes from its notes, told anew only of those that are different."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import is_source
from vaultsync.workspace.bystanders import parts_of, stating_now, surroundings
from vaultsync.workspace.telling import sought_by, stating_notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View
    from vaultsync.workspace.bystanders import Linked, Parts, Surroundings


class Standing:
    """The parts of the notes of a vault, as they were when the whole was last judged."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._parts: Parts | None = None
        self._sought: object = None
        # The notes that are different since; None while the whole stands.
        self._differ: set[str] | None = None
        self._alone_holds = False
        self._stating: frozenset[str] | None = None

    def begin(self, parts: Parts, view: View) -> None:
        """Begin with the parts of an earlier run, which saw what `view` does of the trackers."""
        self._parts, self._sought = parts, sought_by(view)

    def go_on(self, parts: Parts) -> None:
        """Go on with other parts; what was said of the whole still holds with them."""
        if self._parts is not None:
            self._parts = parts

    def prepare(self, view: View, telling: Iterable[str]) -> None:
        """Find out now what `parts` will ask of the text of each note.

        `telling` are the notes that `telling.may_tell` returns.
        """
        self._stating = stating_notes(self._vault, view, telling)

    def parts(
        self,
        alone: Iterable[Diagnostic],
        stated: Iterable[Diagnostic],
        view: View,
        links: Linked | None,
    ) -> Parts:
        """Return what the whole takes from each note, once it was judged.

        `alone` is what was said of it, whatever it states, `stated` what was said of what it
        states, `links` what the links come to, if that is known.
        """
        if self._parts is None or self._differ is not None:
            around = self._around(alone, stated, links)
            differ = self._differ or set()
            before = self._parts if all(map(is_source, differ)) else None
            stating, sought = self._stating, sought_by(view)
            if stating is None and before is not None:
                same = sought == self._sought
                stating = stating_now(before, differ, self._vault, view, same)
            self._parts = parts_of(self._vault, view, around, links, before, differ, stating)
            self._sought, self._differ, self._stating = sought, None, None
        return self._parts

    def _around(
        self, alone: Iterable[Diagnostic], stated: Iterable[Diagnostic], links: Linked | None
    ) -> Surroundings:
        agreed = frozenset([found.place.path for found in stated])
        if self._parts is not None and self._alone_holds:
            return self._parts.around._replace(agreed=agreed)
        return surroundings(self._vault, [found.place.path for found in alone], agreed, links)

    def judge_anew(self, touched: Iterable[str] = (), alone_holds: bool = False) -> None:
        """Take note that the whole is judged again, since these notes may be different.

        `alone_holds` says that what was said of it whatever it states still holds.
        """
        self._alone_holds = alone_holds and (self._differ is None or self._alone_holds)
        self._differ = set(touched).union(self._differ or ())
        self._stating = None

    def forget(self) -> None:
        """Forget everything: other names, or another configuration, may change any part."""
        self._parts = None
        self.judge_anew()
