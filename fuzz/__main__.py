"""Fuzz one target with atheris: `python -m fuzz TARGET [libFuzzer's options]`."""

from __future__ import annotations

import sys

import atheris


def main() -> None:
    """Run the target until it fails or the time is over."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    # What is imported here is watched: atheris follows which of its branches an input takes.
    with atheris.instrument_imports(include=["vaultsync"]):
        from fuzz.targets import TARGETS
    if name not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    atheris.Setup([f"{sys.argv[0]} {name}", *sys.argv[1:]], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
