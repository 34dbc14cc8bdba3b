"""Run one command and print what it took, as JSON.

This is a program of its own because the system counts the memory of whoever
starts a command as the command's: so it is started by something small.
`python -I -S launch.py FOLDER OUTPUT COMMAND…` runs the command in the folder,
with stdout and stderr in the file. Needs `os.wait4`: Linux, macOS, BSD.
"""

import json
import os
import sys
import time


def main() -> None:
    """Run the command of the command line."""
    _, folder, output, *command = sys.argv
    os.chdir(folder)
    to = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    actions = [(os.POSIX_SPAWN_DUP2, to, 1), (os.POSIX_SPAWN_DUP2, to, 2)]
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    took = {
        "wall": wall,
        "user": used.ru_utime,
        "system": used.ru_stime,
        "peak": used.ru_maxrss * unit,
        "code": os.waitstatus_to_exitcode(status),
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main()
