"""The floor: look at every file of a vault, as whoever asks whether something changed must.

`python floor.py VAULT` walks the folder as barely as Python can and prints how
many files there are.
"""

import os
import sys


def count(folder: str) -> int:
    """Return how many files lie below a folder, having looked at the state of each."""
    found = 0
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    entry.stat()
                    found += 1
    return found


if __name__ == "__main__":
    print(count(sys.argv[1]))
