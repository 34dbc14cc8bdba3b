"""Imports point down only, as ARCHITECTURE.md draws them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vaultsync

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE = Path(vaultsync.__file__).parent

# Each room and what it may import, apart from itself.
GROUND = {"__init__", "lean", "errors", "text", "patterns", "processes", "disk"}
BELOW = {
    "lean": set(),
    "errors": set(),
    "text": {"lean"},
    "patterns": {"lean"},
    "processes": {"lean", "errors"},
    "disk": {"lean", "errors", "processes"},
    "fast": {"disk"},
    "keeping": {"fast", "disk", "lean"},
    "diagnostic": GROUND,
    "config": GROUND | {"diagnostic"},
    "config_shapes": GROUND | {"diagnostic", "config"},
    "config_file": GROUND | {"diagnostic", "config", "config_shapes"},
    "locate": GROUND | {"diagnostic", "config", "config_file"},
    "obsidian": GROUND | {"diagnostic"},
    "tracker": GROUND,
}
BELOW["match"] = GROUND | {"diagnostic", "config", "obsidian", "tracker"}
BELOW["held"] = BELOW["match"] | {"match"}
BELOW["agreement"] = BELOW["held"] | {"held"}
BELOW["several"] = BELOW["agreement"] | {"agreement"}
BELOW["rules"] = BELOW["agreement"] | {"agreement"}
BELOW["sync"] = BELOW["agreement"] | {"agreement"}
BELOW["report"] = BELOW["sync"] | {"sync"}
BELOW["workspace/telling"] = BELOW["rules"] | {"rules"}
BELOW["workspace/bystanders"] = BELOW["workspace/telling"] | {"workspace/telling"}
BELOW["workspace/embedding"] = BELOW["workspace/bystanders"] | {"workspace/bystanders"}
BELOW["workspace/plain"] = GROUND | {"diagnostic"}
BELOW["workspace/folded"] = BELOW["report"] | {"rules", "report", "workspace/plain"}
BELOW["workspace/holding"] = BELOW["workspace/embedding"] | {
    "report",
    "workspace/embedding",
    "workspace/folded",
}
BELOW["workspace/standing"] = BELOW["workspace/bystanders"] | {"workspace/bystanders"}
BELOW["workspace/sides"] = BELOW["rules"] | {"rules", "several"}
BELOW["workspace/once_over"] = BELOW["workspace/bystanders"] | {
    "workspace/plain",
    "workspace/bystanders",
}
BELOW["workspace/aside"] = BELOW["workspace/once_over"] | {
    "report",
    "workspace/once_over",
    "workspace/folded",
}
BELOW["workspace/recalled"] = BELOW["report"] | {
    "report",
    "workspace/bystanders",
    "workspace/plain",
}
BELOW["workspace/recall"] = BELOW["workspace/recalled"] | {"workspace/recalled"}
BELOW["workspace/taking_over"] = BELOW["workspace/recall"] | {
    "rules",
    "workspace/recall",
    "workspace/telling",
    "workspace/embedding",
    "workspace/holding",
    "workspace/folded",
}
BELOW["workspace/views"] = BELOW["workspace/taking_over"] | {
    "several",
    "workspace/taking_over",
    "workspace/sides",
}
BELOW["workspace/whole"] = BELOW["workspace/views"] | {
    "workspace/standing",
    "workspace/views",
}
BELOW["workspace/single_notes"] = BELOW["workspace/taking_over"] | {"workspace/taking_over"}
BELOW["workspace/printed"] = BELOW["workspace/single_notes"] | {"workspace/single_notes"}
BELOW["workspace/leaving"] = BELOW["workspace/whole"] | {
    "workspace/whole",
    "workspace/single_notes",
    "workspace/printed",
}
BELOW["workspace/anew"] = BELOW["workspace/whole"] | {
    "workspace/whole",
    "workspace/sides",
    "workspace/once_over",
    "workspace/aside",
    "workspace/folded",
}
BELOW["workspace/changes"] = BELOW["workspace/whole"] | {
    "workspace/whole",
    "workspace/single_notes",
}
BELOW["workspace/workspace"] = BELOW["workspace/changes"] | {
    "workspace/printed",
    "workspace/leaving",
    "workspace/anew",
    "workspace/aside",
    "workspace/changes",
}
BELOW["watching"] = BELOW["workspace/workspace"] | {"workspace/workspace"}
BELOW["cli"] = BELOW["watching"] | {"watching", "fast", "keeping", "locate", "config_file"}
BELOW["__main__"] = {"cli"}

HOUSES = ("obsidian", "tracker", "match")  # they have rooms of their own


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    return room_of(module.relative_to(PACKAGE).with_suffix("").parts)


def room_of(parts: Sequence[str]) -> str:
    """A folder is a room; but that of the workspace is a house of its own."""
    return "/".join(parts[:2]) if parts[0] == "workspace" and len(parts) > 1 else parts[0]


def rooms_in(house: str) -> list[Path]:
    """The rooms of a house of its own."""
    return sorted({module.parent for module in (PACKAGE / house).glob("*/*.py")})


def imported_parts(module: Path, house: str) -> set[str]:
    """What a module imports of a house: the names of its rooms, and of the modules there."""
    parts = [name.split(".") for name in imported_names(module)]
    return {each[2] for each in parts if each[:2] == ["vaultsync", house] and each[2:]}


def imported_rooms(module: Path) -> set[str]:
    """The rooms a module imports anywhere: at its top, in a function, or for types only."""
    rooms = set()
    for name in imported_names(module):
        parts = name.split(".")
        if parts[0] == "vaultsync" and len(parts) > 1:
            rooms.add("__init__" if parts[1].startswith("__version") else room_of(parts[1:]))
    return rooms


@cache
def imported_names(module: Path) -> tuple[str, ...]:
    """What a module imports, by its whole name."""
    names: list[str] = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports name the whole package"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return tuple(names)


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_point_down(module: Path) -> None:
    own = room(module)
    if module.stem == "__init__" and own not in BELOW:
        assert imported_rooms(module) <= {"__init__"}
        return
    assert own in BELOW, f"{own} has no place in the house: say in BELOW what it may import"
    upward = imported_rooms(module) - BELOW[own] - {own, "__init__"}
    assert not upward, f"{own} may not import {', '.join(sorted(upward))}"


def test_obsidian_and_tracker_do_not_know_each_other() -> None:
    assert "tracker" not in BELOW["obsidian"]
    assert "obsidian" not in BELOW["tracker"]


@pytest.mark.parametrize(
    ("name", "folder"),
    [(each.parent.name, each.name) for house in HOUSES for each in rooms_in(house)],
)
def test_what_a_room_stands_on_does_not_stand_on_it(name: str, folder: str) -> None:
    """A room imports a module that stands beside it, or is imported by it; never both."""
    house = PACKAGE / name
    inside, outside = set[str](), set[str]()
    for module in house.rglob("*.py"):
        own = module.relative_to(house).with_suffix("").parts
        for other in imported_parts(module, name):
            if own[0] == folder != other:
                inside.add(other)
            elif own[0] != folder == other:
                outside.add(own[0])
    assert not inside & outside


def test_the_map_names_every_room() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in {room(module) for module in modules()}:
        last = name.rpartition("/")[2]
        if last.startswith("__"):
            continue
        shown = f"`{name}/`" if (PACKAGE / name).is_dir() else f"`{last}.py`"
        assert shown in text, f"ARCHITECTURE.md does not name {shown}"


def test_what_is_there_without_an_import_is_not_imported() -> None:
    """One module that imports `functools` makes every run wait for it, and for `collections`."""
    heavy = {"functools": {"cache", "lru_cache"}, "operator": {"itemgetter"}}
    # All others are imported for something that takes longer.
    checks = {"match", "rules", "obsidian", "workspace/holding"}
    of_checks = {
        **heavy,
        "collections": {"Counter", "defaultdict"},
        "functools": {"cache", "cached_property", "lru_cache", "partial"},
    }
    for module in modules():
        these = of_checks if room(module) in checks else heavy
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and module.name not in ("cached.py", "kept.py"):
                found = these.get(node.module or "", set()) & {each.name for each in node.names}
                assert not found, f"{module.name}: take {found} of vaultsync.lean.cached"
