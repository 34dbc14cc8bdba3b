"""What a vault as a whole takes from its notes, told anew only of those that are different."""

from __future__ import annotations

from vaultsync.bystanders import parts_of, sought_by, stating, surroundings
from vaultsync.obsidian.names import is_source
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.bystanders import Linked, Parts
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View


class Standing:
    """The parts of the notes of a vault, as they were when the whole was last judged."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._parts: Parts | None = None
        self._sought: object = None
        # The notes that are different since; None while the whole stands.
        self._differ: set[str] | None = None
        self._telling: frozenset[str] | None = None

    def prepare(self, view: View, telling: Iterable[str]) -> None:
        """Find out now what `parts` will ask of the text of each note.

        `telling` are the notes of which `bystanders.may_tell` says so.
        """
        self._telling = stating(self._vault, view, telling)

    def parts(self, whole: Iterable[Diagnostic], view: View, links: Linked | None) -> Parts:
        """Return what the whole takes from each note, once it was judged.

        `whole` is what was said of it, `links` what the links come to, if that is known.
        """
        if self._parts is None or self._differ is not None:
            places = (found.place.path for found in whole)
            around = surroundings(self._vault, places, links)
            sought, differ = sought_by(view), self._differ or set()
            same = sought == self._sought and all(map(is_source, differ))
            before, telling = self._parts if same else None, self._telling
            self._parts = parts_of(self._vault, view, around, links, before, differ, telling)
            self._sought, self._differ, self._telling = sought, None, None
        return self._parts

    def judge_anew(self, touched: Iterable[str] = ()) -> None:
        """Take note that the whole is judged again, since these notes may be different."""
        self._differ = set(touched).union(self._differ or ())
        self._telling = None

    def forget(self) -> None:
        """Forget everything: other names, or another configuration, may change any part."""
        self._parts = None
        self.judge_anew()
