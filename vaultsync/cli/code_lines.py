"""Which line of a configuration names a code: asked only of one that no rule has."""

from __future__ import annotations

import re
from bisect import bisect_left

from vaultsync.config import ConfigError
from vaultsync.config_file import read_config
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.locate import config_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vaultsync.config import Config


def line_of(code: str, config_file: str, codes_of: Callable[[Config], Iterable[str]]) -> str:
    """Return a configuration's path with the number of the first line that names a code.

    A comment, a folder or a label may hold the same letters. So the line is the first by
    which other codes are read once these letters are others in it and above it. Where that
    cannot be told, as the code is written in another way, it is the path alone.
    """
    try:
        lines = config_bytes(config_file).decode().split("\n")
        text = "\n".join(lines)
        other = next(name for name in map("Z{:03}".format, range(1000)) if name not in text)
        letters = re.compile(rf"\b{re.escape(code)}\b")

        def codes(count: int) -> list[str]:
            """Return the codes that are read with others in so many of the lines."""
            changed = [*(letters.sub(other, line) for line in lines[:count]), *lines[count:]]
            return [*codes_of(read_config("\n".join(changed).encode(), config_file))]

        named = codes(0)
        number = bisect_left(range(len(lines) + 1), 1, key=lambda count: codes(count) != named)
    except (ConfigError, StopIteration, UnicodeDecodeError):
        return config_file
    return f"{config_file}:{number}" if number <= len(lines) else config_file
