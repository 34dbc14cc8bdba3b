"""`python -m vaultsync` is `vaultsync`."""

import os
import sys


def _is_working_folder(path: str) -> bool:
    try:
        return path == os.getcwd()  # noqa: PTH109 - as Python writes it
    except OSError:  # it is gone
        return False


if __name__ == "__main__":
    # Python looks for modules in the working folder first, and that may be a vault: nothing in
    # there is to be run, and a note that comes or goes makes no other version of the program.
    home = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - pathlib takes its time
    if not sys.flags.safe_path and sys.path[0] != home and _is_working_folder(sys.path[0]):
        del sys.path[0]
    from vaultsync.cli import main

    main()
