"""The `vaultsync` command and the list of what it can do."""

from __future__ import annotations

import importlib

import click

from vaultsync import __version__

# In the order in which a newcomer meets them.
COMMANDS = {
    "pull": "Read the published tracker into vaultsync.lock.",
    "check": "Say where vault and tracker disagree, and what is broken.",
    "status": "Show each action: the vault's word, the tracker's word, what is to do.",
    "sync": "Write status and priority into the vault, after showing how.",
    "apply": "Carry out a plan that sync -o wrote.",
    "undo": "Take a write back, byte for byte.",
    "log": "List what was written, when and why.",
    "history": "Tell what pulls changed, or the story of one action.",
    "watch": "Judge notes as they are saved.",
    "match": "Show which note is which row, and why.",
    "report": "Write the mismatched and the missing for others to read.",
    "inspect": "Show all that vaultsync sees in a note.",
    "clean": "Remove what is kept to make the next run faster.",
    "rule": "Explain a rule, or list them.",
}


def _as_laid_out(text: str | None) -> str:
    r"""Return help text in which `\b` before a paragraph is the mark that click knows."""
    return (text or "").replace("\\b\n", "\b\n")


class _Commands(click.Group):
    """A group that imports a command only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"vaultsync.cli.{cmd_name}")
        command: click.Command = module.command
        command.help = _as_laid_out(command.help)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="vaultsync")
def app() -> None:
    r"""Keep an Obsidian vault true to a published list of actions.

    \b
    Start here:
      vaultsync pull tracker-page.txt     read the published list
      vaultsync check                     say what disagrees
      vaultsync sync --dry-run            show what would be written
    """


app.help = _as_laid_out(app.help)


def run_command(arguments: list[str]) -> int:
    """Run what a command line says and return the exit code, 2 where it cannot be understood.

    Raises `KeyboardInterrupt` where somebody breaks it off, and `VaultsyncError`
    where what click says by itself, such as help, cannot be written.
    """
    try:
        code = app.main(arguments, prog_name="vaultsync", standalone_mode=False)
    except click.ClickException as error:
        from vaultsync.cli.printable import show_usage_error

        show_usage_error(error)
        return 2
    except click.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:  # click's way to say that whoever read its help has gone
        from vaultsync.cli.console import ReaderGoneError

        raise ReaderGoneError from None
    except OSError as error:
        if not _was_said_by_click(error):
            raise
        from vaultsync.cli.console import unwritten

        raise unwritten(error) from None
    return code if isinstance(code, int) else 0


def _was_said_by_click(error: OSError) -> bool:
    """Return whether an error was raised as click wrote: help, a question, a script for a shell."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return at is not None and at.tb_frame.f_code is click.echo.__code__
