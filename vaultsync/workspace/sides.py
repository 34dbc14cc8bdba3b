"""A vault held against each of its trackers, and what rules then see of them."""

from __future__ import annotations

from vaultsync.config import DEFAULT_TRACKER
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.rules.rule import Published, View

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vaultsync.agreement import Agreement
    from vaultsync.config import Config
    from vaultsync.match.pairing.alignment import Alignment
    from vaultsync.match.places.claim import Claims
    from vaultsync.match.rows.history import Event
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.lock import Lock
    from vaultsync.tracker.vocabulary import Vocabulary


class Tracker(NamedTuple):
    """A tracker's side as it was read: from the lock, or from files named for one run.

    `shown` is the path under which diagnostics show rows, `row_lines` their
    lines there by row key. `name` is the one in the configuration. `news` is
    what the history is told once the lock holds this reading.
    """

    shown: str
    lock: Lock
    row_lines: Mapping[str, int]
    vocabulary: Vocabulary
    name: str = DEFAULT_TRACKER
    news: tuple[Event, ...] = ()


def hold(
    vault: Vault,
    config: Config,
    trackers: Sequence[Tracker],
    telling: Container[str] | None = None,
) -> list[Published]:
    """Hold the vault against each tracker, and keep apart what belongs to which.

    Trackers that the configuration names and that were never read take part with
    what is known without their lists: the labels and ids that places bear.
    `telling` are the notes that may state an action by these, where that is known.
    """
    sides = _each(vault, config, (*trackers, *_never_read(config, trackers)))
    claims = [side.claims(telling) for side in sides]
    if len(sides) > 1:
        from vaultsync import several

        claims = several.claims_apart(
            [
                several.Claimed(mine, side.config.names.id_property)
                for side, mine in zip(sides, claims, strict=True)
            ]
        )
    alignments = [side.alignment(mine) for side, mine in zip(sides, claims, strict=True)]
    if len(sides) > 1:
        alignments = several.actions_apart(
            [
                several.Aligned(
                    mine, side.is_whole, side.config.names, number < len(trackers), side.known
                )
                for number, (side, mine) in enumerate(zip(sides, alignments, strict=True))
            ]
        )
    sides = [side.of_today(mine) for side, mine in zip(sides, alignments, strict=True)]
    agreements = [side.agreements(mine) for side, mine in zip(sides, alignments, strict=True)]
    if len(sides) > 1:
        agreements = several.agreements_apart(
            [
                several.Held(side.tracker.name, side.config.names, mine, number < len(trackers))
                for number, (side, mine) in enumerate(zip(sides, agreements, strict=True))
            ],
            vault,
        )
    return [
        side.published(alignment, mine, stated.sought)
        for side, alignment, mine, stated in zip(sides, alignments, agreements, claims, strict=True)
    ][: len(trackers)]


def get_ready(vault: Vault, trackers: Sequence[Tracker]) -> bool:
    """Find out and import what holding takes, whatever stands in most of the notes.

    Returns whether it takes anything: where no list is known, it does not.
    """
    lists = [rows for tracker in trackers if (rows := tracker.lock.snapshot.rows)]
    if not lists:
        return False
    from vaultsync import agreement  # noqa: F401 - so that it is there
    from vaultsync.match import claims, text_claims  # noqa: F401 - as well
    from vaultsync.match.pairing.alignment import read_rows
    from vaultsync.rules import for_vaults

    for_vaults.get_ready()
    vault.conflict_copies  # noqa: B018 - they are found when they are asked for
    for rows in lists:
        read_rows(rows)
    return True


def _never_read(config: Config, trackers: Sequence[Tracker]) -> list[Tracker]:
    """Return the trackers in use without a list, where there are others that have one."""
    read = {tracker.name for tracker in trackers}
    named = (*((DEFAULT_TRACKER,) if config.sources else ()), *config.trackers)
    missing = [name for name in named if read and name not in read]
    if not missing:
        return []
    from vaultsync.tracker.lock import EMPTY_LOCK
    from vaultsync.tracker.vocabulary import Vocabulary

    return [Tracker("", EMPTY_LOCK, {}, Vocabulary(), name) for name in missing]


def unheld(
    vault: Vault, config: Config, trackers: Sequence[Tracker], sought: Sequence[Sequence[str]]
) -> list[Published]:
    """Return the trackers' sides without anything held against them: enough to judge a note.

    `sought` are the texts that each tracker looks for in every note.
    """
    sides = _each(vault, config, trackers)
    if not sides:
        return []
    from vaultsync.match.pairing.aligned import Alignment

    nothing = Alignment((), (), (), ())
    return [side.published(nothing, (), texts) for side, texts in zip(sides, sought, strict=True)]


def seen(
    vault: Vault,
    config: Config,
    found: Iterable[Published],
    unread: Sequence[str],
    telling: AbstractSet[str] | None = None,
) -> View:
    """Return all that rules see, of trackers included that are there by name alone."""
    views = _views(vault, config, {side.name: side for side in found}, unread)
    first, *others = [view._replace(telling=telling) for view in views]
    return first._replace(beside=tuple(others))


def _views(
    vault: Vault, config: Config, sides: Mapping[str, Published], unread: Sequence[str]
) -> list[View]:
    named = [name for name in config.trackers if name in (*sides, *unread)]
    default = DEFAULT_TRACKER in (*sides, *unread)
    if not named:
        return [View(vault, config, sides.get(DEFAULT_TRACKER))]
    names = [DEFAULT_TRACKER, *named] if default else named
    views = [
        View(vault, config.of(name), sides.get(name), name if names[1:] else "") for name in names
    ]
    if not default and all(view.config.label != config.label for view in views):
        # What the vault calls its actions otherwise goes for its own rules all the same.
        views.append(View(vault, config, None, in_use=False))
    return views


def _each(vault: Vault, config: Config, trackers: Sequence[Tracker]) -> list[_Side]:
    return [_Side(vault, tracker, config.of(tracker.name)) for tracker in trackers]


class _Side(NamedTuple):
    """One tracker, the configuration as it is for it, and the vault: the steps of holding."""

    vault: Vault
    tracker: Tracker
    config: Config

    @property
    def is_whole(self) -> bool:
        return self.tracker.lock.snapshot.complete is not None

    @property
    def known(self) -> frozenset[str]:
        """Return the actions that had a row once: they were paired or written."""
        lock = self.tracker.lock
        paired = (each.action for each in lock.identities if each.how != "rejected")
        return frozenset((*paired, *(each.action for each in lock.base)))

    def claims(self, telling: Container[str] | None) -> Claims:
        from vaultsync.match.claims import find_claims
        from vaultsync.match.places.labels import LabelPattern

        labels, snapshot = LabelPattern(self.config.label), self.tracker.lock.snapshot
        names = self.config.names
        return find_claims(self.vault, labels, snapshot, names.id_property, telling)

    def alignment(self, claims: Claims) -> Alignment:
        from vaultsync.held import carries_managed_tags
        from vaultsync.match.pairing.alignment import align

        lock, names, vocabulary = self.tracker.lock, self.config.names, self.tracker.vocabulary
        found = align(
            claims,
            lock.snapshot,
            lock.identities,
            self.config.scope,
            lambda claim: carries_managed_tags(self.vault, claim, names, vocabulary),
        )
        return found.without_folders() if self.vault.unlisted else found

    def of_today(self, alignment: Alignment) -> _Side:
        """Return the side with what its lock keeps of actions that were relabelled."""
        if not self.tracker.lock.identities:
            return self
        from vaultsync.match.rows.renamed import under_names_of_today

        lock = under_names_of_today(self.tracker.lock, alignment.actions)
        return self._replace(tracker=self.tracker._replace(lock=lock))

    def agreements(self, alignment: Alignment) -> tuple[Agreement, ...]:
        from vaultsync.agreement import agree

        tracker = self.tracker
        return agree(alignment, self.vault, tracker.lock, self.config.names, tracker.vocabulary)

    def published(
        self, alignment: Alignment, agreements: tuple[Agreement, ...], sought: Sequence[str]
    ) -> Published:
        shown, lock, lines, vocabulary, name, _ = self.tracker
        return Published(
            shown, lock, lines, vocabulary, alignment, agreements, name, self.config, tuple(sought)
        )
