"""`vaultsync sync`: write status and priority into the vault, after showing how."""

from __future__ import annotations

import click

from vaultsync.cli.common import NoAnswerError, naming, now, write_output
from vaultsync.cli.keeping import kept_lines
from vaultsync.cli.opening import asked_about, open_vault
from vaultsync.cli.options import name_option, paths_argument, vault_command
from vaultsync.cli.planning import cooked, read_lock_again, read_sources, recipe_of
from vaultsync.cli.recording import check_recordable, record
from vaultsync.cli.trackers import the_one
from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, Any
from vaultsync.report.terminal import escape
from vaultsync.text import plural

if TYPE_CHECKING:
    from vaultsync.cli.opening import Opened
    from vaultsync.sync.changes import NoteChange, Plan
    from vaultsync.sync.recipe import Recipe


class UnexpectedError(VaultsyncError):
    """The plan is not of the size that the user expects."""


@click.command("sync")
@paths_argument
@vault_command
@click.option(
    "--tracker",
    multiple=True,
    metavar="SOURCE",
    help="Pull this file or address, and write what it says, in one go.",
)
@name_option
@click.option("--yes", is_flag=True, help="Do not ask; values at a first meeting stay.")
@click.option("--dry-run", is_flag=True, help="Only show; exit 1 if anything would be written.")
@click.option("--create-notes", is_flag=True, help="Make a note for each action that has none.")
@click.option("--overwrite-local", is_flag=True, help="Write over values that were edited here.")
@click.option(
    "--keep-local",
    multiple=True,
    metavar="NOTE",
    help="Keep the values of this note, and be silent until the tracker moves.",
)
@click.option("--reason", metavar="TEXT", default="", help="Why values are kept, for --keep-local.")
@click.option(
    "-o", "--output", "plan_file", metavar="FILE", help="Write the plan to a file, for apply."
)
@click.option("--expect", type=int, metavar="N", help="Stop unless exactly N notes change.")
def command(
    paths: tuple[str, ...],
    vault: str | None,
    color: str,
    tracker: tuple[str, ...],
    name: str | None,
    yes: bool,
    dry_run: bool,
    plan_file: str | None,
    expect: int | None,
    **asked: Any,
) -> int:
    r"""Write status and priority into the vault, after showing how, and asking.

    Exit code 1 when something was left: a conflict, a first meeting that nobody
    was asked about, a note that changed meanwhile.

    \b
      vaultsync sync --dry-run
      vaultsync sync "Mission 3.1b.md"
      vaultsync sync --yes
      vaultsync sync -o plan.json && vaultsync apply plan.json
    """
    from vaultsync.sync.apply import feasible

    if asked["reason"] and not asked["keep_local"]:
        raise click.UsageError("--reason says why values are kept: it goes with --keep-local.")
    opened = open_vault(
        vault, paths, color, needs_tracker=True, name=name, brings_tracker=bool(tracker)
    )
    if tracker:
        opened = opened._replace(asked=the_one(name, opened.found, opened.names))
    screen = opened.console
    read = read_sources(opened, tracker)
    if tracker:  # reading may take minutes
        opened = read_lock_again(opened)
    recipe = recipe_of(opened, read, first_meeting=not yes, **asked)
    plan = feasible(opened.found.root_path, cooked(opened, recipe))
    show_plan(opened, plan)
    for line in kept_lines(opened, plan, frozenset(recipe.keep_local)):
        screen.say(line)
    if expect is not None and expect != len(plan.changes):
        verb = "was" if expect == 1 else "were"
        raise UnexpectedError(
            f"the plan changes {plural(len(plan.changes), 'note')}, and {expect} {verb} expected",
            "Nothing was written. Look at the plan, and say --expect again.",
        )
    if plan_file is not None:
        return _keep(opened, plan, recipe, plan_file)
    if plan.is_empty:
        screen.say(f"nothing to write: {standing_words(opened)}")
        return int(bool(plan.left))
    if dry_run:
        screen.say("nothing was written: this was a dry run")
        return 1
    chosen = plan if yes else _chosen(opened, plan)
    if chosen is None:
        screen.say("nothing was written")
        return 1
    return carry_out(opened, chosen, left=len(plan.changes) > len(chosen.changes))


def standing_words(opened: Opened) -> str:
    """Return how the actions that the command was asked about stand, in a few words."""
    from collections import Counter

    from vaultsync.agreement import State
    from vaultsync.report.overview import shown_state

    states = Counter(
        State.NO_VALUE if each.state is State.NO_VALUE and each.match.home else shown_state(each)
        for side in asked_about(opened)
        for each in side.agreements
    )
    if not states:
        return f"no action has its home {'here' if opened.found.selection else 'in the vault'}"
    if not set(states) - {State.AGREED, State.KEPT}:
        return "the vault and the tracker agree"
    words = {
        State.ABSENT: "to be added",
        State.UPDATE: "to be updated",
        State.EDITED_HERE: "changed here",
        State.CONFLICT: "in conflict",
        State.FIRST_MEETING: "met for the first time",
        State.FOREIGN: "with a value of your own",
        State.DOUBTFUL: "doubtful",
        State.UNLISTED: "not in the tracker",
        State.NOT_IN_SNAPSHOT: "not in this snapshot",
        State.NO_VALUE: "without a value in the tracker",
    }
    agreed = states[State.AGREED] + states[State.KEPT]
    others = [f"{states[state]} {word}" for state, word in words.items() if states[state]]
    return ", ".join([f"{agreed} {'agrees' if agreed == 1 else 'agree'}", *others])


def _keep(opened: Opened, plan: Plan, recipe: Recipe, file: str) -> int:
    """Write a plan to a file, bound to this vault, and return the exit code."""
    from vaultsync.sync.plan_file import kept, to_json
    from vaultsync.sync.state import own_identity

    bound = kept(plan, recipe, own_identity(opened.found.root_path))
    write_output(opened.console, to_json(bound), file)
    import shlex

    how = f"vaultsync apply {shlex.quote(file)}{naming(opened.found)}"
    opened.console.say(f"wrote the plan; to carry it out: {how}")
    return int(bool(plan.left))


def show_plan(opened: Opened, plan: Plan) -> None:
    """Print a plan as a difference, note by note."""
    from vaultsync.report.plan_text import plan_text
    from vaultsync.report.terminal import Paint

    vault, screen = opened.workspace.vault, opened.console

    def text_of(change: NoteChange) -> str | None:
        note = vault.note(change.path)
        return note.text if note and note.sha256 == change.before else None

    def body_line(path: str) -> int:
        note = vault.note(path)
        return note.lines.position(note.body_start).line if note else 0

    for line in plan_text(plan, text_of, body_line, screen.width, Paint(screen.color)):
        screen.data(line + "\n")


def _chosen(opened: Opened, plan: Plan) -> Plan | None:
    """Ask what of a plan to write: all, nothing, or note by note."""
    screen = opened.console
    if not screen.interactive:
        raise NoAnswerError(
            "sync asks before it writes, and there is no terminal to ask at",
            "Say --yes to write this, or --dry-run to look.",
        )
    if not plan.changes:
        return plan if click.confirm("Only the lock changes. Write?", default=False) else None
    answer = _ask("Write?", ("yes", "no", "each", "quit"))
    if answer == "yes":
        return plan
    return _each(plan) if answer == "each" else None


def _each(plan: Plan) -> Plan | None:
    paths = set()
    for change in plan.changes:
        answer = _ask(f"Write {escape(change.path)}?", ("yes", "no", "quit"))
        if answer == "quit":
            break
        if answer == "yes":
            paths.add(change.path)
    return plan.only(frozenset(paths)) if paths else None


def _ask(question: str, answers: tuple[str, ...]) -> str:
    """Ask until one of the answers is given, whole or by its first letter; Enter says no."""
    shown = "/".join({"yes": "y", "no": "N"}.get(word, word) for word in answers)
    while True:
        said = click.prompt(f"{question} [{shown}]", default="no", show_default=False)
        for word in answers:
            if said.strip().lower() in (word, word[0]):
                return word
        click.echo(f"Answer {', '.join(answers[:-1])} or {answers[-1]}.")


def carry_out(opened: Opened, plan: Plan, left: bool = False, command: str = "sync") -> int:
    """Write a plan, say what came of it, and return the exit code."""
    from vaultsync.sync.apply import apply_plan

    screen, found = opened.console, opened.found
    if plan.lock is not None and any(each.news for each in opened.workspace.trackers):
        check_recordable(found)
    outcome = apply_plan(found.root_path, found.lock_path, plan, command, now())
    for each in outcome.left:
        screen.say(f"left as it is: {escape(each.path)}: {escape(each.reason)}")
    if outcome.lock_written:
        for tracker in opened.workspace.trackers:
            record(tracker.news, found)
    if outcome.entry:
        notes = plural(len(outcome.written), "note") if outcome.written else "the lock"
        back = f"vaultsync undo {outcome.entry}{naming(found)}"
        screen.say(f"wrote {notes}; to take it back: {back}")
    return int(bool(outcome.left or plan.left or left))
