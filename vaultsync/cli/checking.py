"""What `vaultsync check` does, however it was asked: for `check`, and for `direct`."""

from __future__ import annotations

from vaultsync.cli.answers import answered
from vaultsync.cli.common import naming
from vaultsync.cli.opening import check_codes, codes_of, open_vault
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.cli.opening import Opened
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.report.summary import Counts, Standing, Summary

STYLES = ("full", "concise", "json")
"""How to print what is found; the first is meant where none is named."""


def check(
    paths: tuple[str, ...],
    vault: str | None = None,
    color: str = "auto",
    tracker: tuple[str, ...] = (),
    name: str | None = None,
    style: str = STYLES[0],
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    fail_on: str | None = None,
    config_folder: str | None = None,
    *,
    fix: bool = False,
    unsafe_fixes: bool = False,
    diff: bool = False,
) -> int:
    """Check a vault, print what is found, and return the exit code.

    The parameters are the options of the command line, the defaults what they
    are where nothing is said.
    """
    check_codes((*select, *ignore))
    texts: dict[str, bytes | None] | None = {} if fix or diff else None
    opened = open_vault(
        vault, paths, color, tracker, texts=texts, config_folder=config_folder, name=name
    )
    check_codes(codes_of(opened.found.config), opened.found.config_file)
    if texts is not None:
        from vaultsync.cli.fixing import carry_out_fixes, fixes_for, show_fixes

        fixes = fixes_for(opened, texts, select, ignore, unsafe_fixes)
        if diff:
            return show_fixes(opened, fixes)
        carry_out_fixes(opened, fixes)
    try:
        named = as_named(paths, vault, tracker, name)
        counts = _printed(opened, style, select, ignore, named)
        if not any(counts) and not _holds_notes(opened):
            from vaultsync.report.terminal import escape

            where = "what was named" if opened.found.selection else escape(opened.found.root)
            opened.console.say(
                f"vaultsync: there is no note in {where}: name the vault with --vault, or a note"
            )
        if not opened.names:
            opened.console.say(
                "vaultsync: there is no tracker, so agreement was not checked; "
                f"read one: vaultsync pull PAGE.txt{naming(opened.found) if named else ''}"
            )
        return answered(opened, int(counts.reach(fail_on or opened.found.config.fail_on)))
    finally:
        opened.workspace.rest()


def as_named(
    paths: tuple[str, ...], vault: str | None, tracker: tuple[str, ...], name: str | None = None
) -> str:
    """Return how the user named vault and tracker, for the commands that the output proposes."""
    words = ["--vault", vault] if vault else []
    words += (f"./{path}" if path.startswith("-") else path for path in paths)
    for file in tracker:
        words += ["--tracker", file]
    words += ["--name", name] if name else []
    if not words:
        return ""
    import shlex

    return shlex.join(words)


def _printed(
    opened: Opened, style: str, select: tuple[str, ...], ignore: tuple[str, ...], named: str
) -> Counts:
    """Print what is wrong with what the command is about; return how much that is."""
    from vaultsync.report.passages import Wanted, Way

    screen = opened.console

    def meanwhile() -> None:
        _get_ready(opened, style)

    if style == "json":
        from vaultsync.report.check_json import check_json
        from vaultsync.report.summary import counted

        every = opened.workspace.diagnostics(select, ignore, once=True, meanwhile=meanwhile)
        found = [each for each in every if _is_asked_for(each, opened)]
        counts = counted(found)
        lines = check_json(found, _summary(counts, opened), several=len(opened.names) > 1)
        screen.data("".join([f"{line}\n" for line in lines]))
        return counts
    way = Way(style == "concise", screen.width, screen.color)
    # What has no note is placed in the lock or the tracker file, and shows only when
    # nothing narrower than the vault was named.
    selected = opened.selected if opened.found.selection else None
    wanted = Wanted(way, select, ignore, opened.asked, selected)
    passages = opened.workspace.passages(wanted, once=True, meanwhile=meanwhile)
    from vaultsync.report.summary import Counts, summary_lines
    from vaultsync.report.terminal import Paint

    counts = Counts.total(each.counts for _, each in passages)
    texts = [each.text for _, each in passages]
    if not way.concise:
        lines = summary_lines(_summary(counts, opened), named, Paint(screen.color))
        texts += [f"{line}\n" for line in lines]
    if text := "".join(texts):
        screen.data(text)
    return counts


def _holds_notes(opened: Opened) -> bool:
    """Return whether there is any note or canvas in what the command was asked about."""
    return any(map(opened.selected, opened.workspace.vault.source_paths))


def _is_asked_for(diagnostic: Diagnostic, opened: Opened) -> bool:
    if opened.asked is not None and diagnostic.tracker not in ("", opened.asked):
        return False
    return opened.selected(diagnostic.place.path)


def _standings(opened: Opened) -> Iterator[tuple[str, Standing]]:
    """Yield how what the command is about stands to each tracker."""
    from vaultsync.report.summary import standing

    trackers = opened.workspace.trackers
    tallies = opened.workspace.tallies if trackers else {}
    for tracker in trackers:
        if opened.asked in (None, tracker.name):
            actions = tallies[tracker.name]
            if opened.found.selection:
                actions = tuple(
                    each for each in actions if each.path and opened.selected(each.path)
                )
            yield tracker.name, standing(actions, tracker.lock.snapshot)


def _get_ready(opened: Opened, style: str) -> None:
    """Import what printing takes, and keeping what was found."""
    from vaultsync import keeping  # noqa: F401 - so that it is there
    from vaultsync.report import summary  # noqa: F401 - as well

    if opened.memory is not None:
        from vaultsync.workspace import leaving, standing  # noqa: F401 - as well
    if opened.workspace.trackers:
        from vaultsync.report import tally  # noqa: F401 - as well
    if style == STYLES[0]:
        from vaultsync.report import check_full, frame  # noqa: F401 - as well


def _summary(counts: Counts, opened: Opened) -> Summary:
    from vaultsync.report.summary import summarised

    vault = opened.workspace.vault
    notes = vault.note_count
    if opened.found.selection:
        notes = len(list(filter(opened.selected, vault.note_paths)))
    return summarised(counts, notes, dict(_standings(opened)))
