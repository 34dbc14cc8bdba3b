"""The command line: one module a command, and the one place where errors become messages."""

from __future__ import annotations

import os
import sys

from vaultsync import __version__
from vaultsync.fast import replay

TYPE_CHECKING = False  # typing's own costs more than an answer that is printed again
if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Run the command line and exit.

    0: done, nothing to report. 1: something to report, or something left.
    2: usage, configuration, tracker, lock, or an internal fault. 130: interrupted.
    """
    arguments = sys.argv[1:]
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started us: nobody speaks, or listens
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for the life of the process
    try:
        code = _version() if arguments in (["--version"], ["-V"]) else replay(arguments)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        code = _reader_gone()
    except OSError as error:  # of an answer that is printed again: reading it raises nothing
        from vaultsync.cli.console import unwritten

        _show(unwritten(error))
        code = 2
    if code is not None:
        os._exit(code)  # all is written that can be
    if arguments[:1] != ["watch"]:
        import gc

        # What one command makes lives until it ends, and looking for rings in it
        # over and over takes a fifth of the time.
        gc.disable()
    _hasten_imports()
    try:
        code = run(arguments)
    except KeyboardInterrupt:  # before the command began
        code = 130
    _end(code)


def _hasten_imports() -> None:
    try:
        from vaultsync.lean.importing import hasten
    except ImportError:  # another Python, which finds modules as it always does
        return
    hasten()


def _end(code: int) -> None:
    """End the process at once: tidying up what a command made takes a tenth of its time.

    Python itself would try once more to write what could not be written, and end with 120.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _reader_gone()
    except OSError as error:
        code = _unwritten(error, code)
    except ValueError:  # somebody closed it
        pass
    from vaultsync.errors import ignoring
    from vaultsync.lean import carriers

    with ignoring(OSError, ValueError):  # nobody is left to be told
        sys.stderr.flush()
    carriers.keep()
    os._exit(code)


def _unwritten(error: OSError, code: int) -> int:
    """Say that the output cannot be written, unless that was said, and return the exit code."""
    from errno import EIO

    if error.errno == EIO or code == 2:  # a terminal that was closed hears nothing either
        return code
    from vaultsync.cli.console import unwritten

    _show(unwritten(error))
    return 2


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; no exception leaves it."""
    from vaultsync.cli.console import ReaderGoneError
    from vaultsync.cli.direct import direct
    from vaultsync.cli.progress import clear
    from vaultsync.errors import VaultsyncError

    try:
        code = (direct(arguments) or _read_by_click(arguments))()
    except KeyboardInterrupt:
        clear()
        return 130
    except VaultsyncError as error:
        _show(error)
        return 2
    except (ReaderGoneError, BrokenPipeError):
        return _reader_gone()
    except Exception as error:  # noqa: BLE001 - the boundary: no traceback reaches a user unasked
        if isinstance(error.__cause__, KeyboardInterrupt):
            # Broken off while a class was made: Python 3.11 makes another error of that.
            sys.stderr.write("\n")
            clear()
            return 130
        return _internal(error)
    return code


def _read_by_click(arguments: list[str]) -> Callable[[], int]:
    from vaultsync.cli.app import run_command

    return lambda: run_command(arguments)


def _version() -> int:
    # As click would say it, but at once.
    sys.stdout.write(f"vaultsync, version {__version__}\n")
    sys.stdout.flush()
    return 0


def _reader_gone() -> int:
    # Nothing is left to say, also not at interpreter exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _show(error: object) -> None:
    from vaultsync.cli.progress import clear
    from vaultsync.report.terminal import escape

    clear()
    message, detail, remedy = (getattr(error, part) for part in ("message", "detail", "remedy"))
    sys.stderr.write(f"vaultsync: {escape(message)}\n")
    for line in (*detail.splitlines(), *remedy.splitlines()):
        sys.stderr.write(f"  {escape(line)}\n")


def _internal(error: Exception) -> int:
    import traceback

    from vaultsync import __version__
    from vaultsync.cli.progress import clear
    from vaultsync.report.terminal import escape

    clear()
    if os.environ.get("VAULTSYNC_TRACEBACK"):
        traceback.print_exception(error)
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a name, not a file
        sys.stderr.write(
            f"vaultsync: a fault of vaultsync {__version__} itself, at {where}\n"
            f"  {escape(f'{type(error).__name__}: {error}')}\n"
            "  Each note is whole, and what was written stands in: vaultsync log\n"
            "  Please report it, with what the same command prints under VAULTSYNC_TRACEBACK=1.\n"
        )
    return 2
