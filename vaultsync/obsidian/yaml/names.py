"""The names of keys that are no texts."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.obsidian.yaml.nodes import Node


def name_of(key: Node) -> str:
    """Return a key as Obsidian names it: as JavaScript writes its value."""
    value = key.value
    if key.kind == "list":
        return f"[ {', '.join(map(name_of, key.children))} ]"
    if key.kind == "mapping":
        pairs = zip(key.children[::2], key.children[1::2], strict=True)
        return f"{{ {', '.join(_pair_name(*pair) for pair in pairs)} }}"
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return str(value)


def _pair_name(key: Node, value: Node) -> str:
    return name_of(key) if value.style == "empty" else f"{name_of(key)}: {name_of(value)}"
