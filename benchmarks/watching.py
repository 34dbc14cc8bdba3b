"""How long `vaultsync watch` takes from the end of a save to the printed answer."""

from __future__ import annotations

import queue
import subprocess
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.situations import Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.environments import Environments
    from benchmarks.situations import Made

_START = 120.0  # seconds in which the first answer must come
_ANSWER = 30.0  # seconds in which the answer to a save must come
_PAUSE = 0.4  # seconds between an answer and the next save
_REST = 1.5  # seconds after the first answer: the watcher still prepares itself


class Latency(NamedTuple):
    """Seconds from the end of each save to its answer; `missed` saves had none."""

    seconds: tuple[float, ...]
    missed: int


class _Lines:
    """The lines of a stream, each with the moment it came."""

    def __init__(self, stream: object) -> None:
        self._queue: queue.SimpleQueue[tuple[float, str]] = queue.SimpleQueue()
        self._stream = stream
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._stream:  # type: ignore[attr-defined]
            self._queue.put((time.perf_counter(), line))

    def until(self, wanted: Callable[[str], bool], patience: float) -> float | None:
        """Return when the next such line came, or None if none comes in time."""
        end = time.perf_counter() + patience
        while (left := end - time.perf_counter()) > 0:
            try:
                moment, line = self._queue.get(timeout=left)
            except queue.Empty:
                break
            if wanted(line):
                return moment
        return None


def watch_latency(place: Environments, made: Made, saves: int) -> Latency:
    """Watch a vault, save a note so many times, and return how long each answer took.

    Every other save truncates the file and writes it, as most editors do; the
    rest put a new file in its place. The first two do not count.
    """
    note = Note(made)
    watcher = subprocess.Popen(
        [str(place.ours / "vaultsync"), "watch"],
        cwd=made.vault,
        env=place.variables,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        bufsize=1,
    )
    try:
        lines = _Lines(watcher.stdout)
        # The greeting is followed by how much is wrong.
        if lines.until(lambda line: "warning" in line, _START) is None:
            return Latency((), saves)
        time.sleep(_REST)
        found = [_save(note, number, lines) for number in range(saves + 2)][2:]
    finally:
        watcher.terminate()
        watcher.wait(10)
        note.restore()
        note.age()
    return Latency(tuple(s for s in found if s is not None), found.count(None))


def _save(note: Note, number: int, lines: _Lines) -> float | None:
    """Save a note with a broken link in it, or without; return how long the answer took."""
    spoilt = number % 2 == 0
    text = note.spoilt if spoilt else note.text
    if number % 4 < 2:
        note.path.write_text(text, "utf-8")
    else:
        temporary = note.path.with_name(f".{note.path.name}.new")
        temporary.write_text(text, "utf-8")
        temporary.replace(note.path)
    saved = time.perf_counter()
    word = "new" if spoilt else "mended"
    answered = lines.until(lambda line: word in line and "L401" in line, _ANSWER)
    time.sleep(_PAUSE)
    return None if answered is None else answered - saved
