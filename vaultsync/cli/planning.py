"""Making the plan of a sync: from what was asked for, for each tracker in turn."""

from __future__ import annotations

from vaultsync.cli.common import now
from vaultsync.cli.opening import asked_about, config_digest
from vaultsync.cli.trackers import (
    mapping_of_list,
    read_lock_of,
    read_trackers,
    tracker_of,
    vocabulary_of,
)
from vaultsync.config import DEFAULT_TRACKER
from vaultsync.lean.typed import TYPE_CHECKING, Any
from vaultsync.locate import working_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.cli.gather import Gathered
    from vaultsync.cli.opening import Opened
    from vaultsync.config import Config
    from vaultsync.rules.rule import Published
    from vaultsync.sync.changes import Plan
    from vaultsync.sync.decide import SyncOptions
    from vaultsync.sync.recipe import Recipe


def read_sources(opened: Opened, tracker: tuple[str, ...]) -> Gathered:
    """Return the names and bytes of what `--tracker` names, files and addresses.

    Nothing is in it where all is as the lock has it.
    """
    from pathlib import Path

    from vaultsync.cli.gather import Gathered, gather

    if not tracker:
        return Gathered([], {})
    found, screen = opened.found, opened.console
    name = opened.asked or DEFAULT_TRACKER
    config = found.config.of(name)
    read = gather(
        tracker,
        Path.cwd(),
        found,
        read_lock_of(found, name),
        vocabulary_of(config),
        mapping_of_list(config),
        screen.say if screen.interactive else lambda line: None,
    )
    return read._replace(sources=read.sources or [])


def read_lock_again(opened: Opened) -> Opened:
    """Return the vault held against the lock as it is now, if others wrote it meanwhile."""
    read = read_trackers(opened.found, name=opened.asked)
    if read.data == opened.lock:
        return opened
    opened.workspace.hold_against(read.trackers, read.unread)
    return opened._replace(names=read.names, lock=read.data)


def recipe_of(opened: Opened, read: Gathered, first_meeting: bool, **asked: Any) -> Recipe:
    """Return what a sync was asked for, so that its plan can be made again."""
    from vaultsync.cli.named import find_by_names
    from vaultsync.sync.recipe import Recipe

    found = opened.found
    stays = find_by_names(found.root, asked["keep_local"], working_folder()).selection
    return Recipe(
        time=now(),
        paths=found.selection,
        overwrite_local=asked["overwrite_local"],
        first_meeting=first_meeting,
        create_notes=asked["create_notes"],
        keep_local=tuple(sorted(stays)),
        reason=asked["reason"],
        sources=tuple(read.sources or ()),
        tracker=opened.asked or "",
        states=read.states,
    )


def cooked(opened: Opened, recipe: Recipe) -> Plan:
    """Return the plan that a recipe makes in a vault; sources are read into the workspace."""
    name = recipe.tracker or None
    if recipe.sources:
        tracker = tracker_of(
            opened.found,
            opened.lock,
            recipe.sources,
            recipe.time,
            recipe.tracker or DEFAULT_TRACKER,
            recipe.states,
        )
        others = [each for each in opened.workspace.trackers if each.name != tracker.name]
        unread = [each for each in opened.workspace.unread if each != tracker.name]
        first = tracker.name == DEFAULT_TRACKER
        trackers = [tracker, *others] if first else [*others, tracker]
        opened.workspace.hold_against(trackers, unread)
    found = opened.found._replace(selection=recipe.paths)
    return plan_for(opened._replace(found=found, asked=name), recipe.options)


def plan_for(opened: Opened, options: Callable[[Config], SyncOptions]) -> Plan:
    """Return what a sync would write, of the actions that the command was asked about.

    `options` gives what was asked for, by the configuration of each tracker.
    """
    from vaultsync.sync.plan import make_plan

    config = config_digest(opened.found)

    def planned(side: Published, others: Plan | None) -> Plan:
        return make_plan(
            opened.workspace.vault,
            side.lock,
            opened.lock,
            side.agreements,
            side.alignment.missing + side.alignment.untold,
            side.config.names,
            side.vocabulary,
            options(side.config),
            config,
            side.name,
            others,
        )

    first, *others = asked_about(opened)
    plan = planned(first, None)
    for side in others:
        plan = planned(side, plan)
    return plan


def unasked(config: Config) -> SyncOptions:
    """Return the options of a sync that nobody is asked about."""
    from vaultsync.sync.decide import SyncOptions

    time = now()
    return SyncOptions(date=time[:10], modified_property=config.modified_property, time=time)
