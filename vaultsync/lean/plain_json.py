"""Reading JSON as `json` does, without the import of it.

`json` compiles patterns for all that it can do whenever it is imported, which takes
longer than reading a vault's settings. What is JSON is read by the scanner that it
would use; for whatever is none, it is asked itself, and raises what it raises.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from json import JSONDecoder

_SPACE = " \t\n\r"
_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class Decoder:
    """What `json.JSONDecoder` is, made of some of its parameters."""

    # What the scanner asks for.
    strict = True
    object_hook = None
    array_hook = None
    parse_float = float
    parse_int = int

    def __init__(
        self,
        object_pairs_hook: Callable[[list[tuple[str, Any]]], object] | None = None,
        parse_constant: Callable[[str], object] = _CONSTANTS.__getitem__,
    ) -> None:
        self.object_pairs_hook = object_pairs_hook
        self.parse_constant = parse_constant
        self._scan: Callable[[str, int], tuple[Any, int]] | None = None

    def raw_decode(self, text: str, at: int = 0) -> tuple[Any, int]:
        """Return the value that starts at a place of a text, and where it ends.

        Raises `json.JSONDecodeError`, and other errors for what cannot be held.
        """
        try:
            if self._scan is None:
                from _json import make_scanner

                self._scan = make_scanner(self)  # type: ignore[arg-type]  # it asks for names
            return self._scan(text, at)
        except Exception:  # noqa: BLE001 - whatever it is, the other says so
            return self._slow().raw_decode(text, at)

    def decode(self, text: str) -> Any:
        """Return the value that a whole text is. Raises what `raw_decode` raises."""
        value, end = self.raw_decode(text, len(text) - len(text.lstrip(_SPACE)))
        return self._slow().decode(text) if text[end:].strip(_SPACE) else value

    def _slow(self) -> JSONDecoder:
        from json import JSONDecoder

        return JSONDecoder(
            object_pairs_hook=self.object_pairs_hook, parse_constant=self.parse_constant
        )


def loads(text: str) -> Any:
    """Return what a text says, as `json.loads` does, and raise what that raises."""
    return Decoder().decode(text)
