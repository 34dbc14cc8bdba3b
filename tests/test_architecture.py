"""Imports point down only, as ARCHITECTURE.md draws them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vaultsync

PACKAGE = Path(vaultsync.__file__).parent

# Each room and what it may import, apart from itself. `errors` is the ground.
GROUND = {
    "__init__",
    "ahead",
    "regex",
    "bounded",
    "cachefile",
    "digests",
    "errors",
    "plain_json",
    "shelved",
    "forks",
    "shares",
    "letters",
    "patterns",
    "other_names",
    "stepwise",
    "text",
    "walk",
}
BELOW = {
    "typed": set(),
    "cached": set(),
    "errors": set(),
    "stepwise": {"regex"},
    "quickness": {"regex", "stepwise"},
    "patterns": {"regex", "stepwise", "quickness"},
    "digests": set(),
    "shelved": set(),
    "plain_json": set(),
    "importing": set(),
    "text": {"regex"},
    "walk": set(),
    "other_names": {"walk", "typed"},
    "kept_patterns": set(),
    "carriers": set(),
    "precompiled": {"carriers"},
    "regex": {"precompiled"},
    "bounded": set(),
    "cachefile": {"bounded", "errors"},
    "forks": {"errors", "carriers"},
    "shares": {"forks"},
    "letters": set(),
    "ahead": {"walk", "forks"},
    "fast": {"walk"},
    "keeping": {"fast", "walk"},
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
BELOW["telling"] = BELOW["rules"] | {"rules"}
BELOW["bystanders"] = BELOW["telling"] | {"telling"}
BELOW["embedding"] = BELOW["bystanders"] | {"bystanders"}
BELOW["holding"] = BELOW["embedding"] | {"embedding"}
BELOW["standing"] = BELOW["bystanders"] | {"bystanders"}
BELOW["sides"] = BELOW["rules"] | {"rules", "several"}
BELOW["plain"] = GROUND | {"diagnostic"}
BELOW["once_over"] = BELOW["bystanders"] | {"plain", "bystanders"}
BELOW["aside"] = BELOW["once_over"] | {"once_over"}
BELOW["recalled"] = BELOW["report"] | {"report", "bystanders", "plain"}
BELOW["recall"] = BELOW["recalled"] | {"recalled"}
BELOW["taking_over"] = BELOW["recall"] | {"rules", "recall", "telling", "embedding", "holding"}
BELOW["whole"] = BELOW["taking_over"] | {"standing", "taking_over"}
BELOW["single_notes"] = BELOW["taking_over"] | {"taking_over"}
BELOW["leaving"] = BELOW["whole"] | {"whole"}
BELOW["anew"] = BELOW["whole"] | {"whole", "sides", "once_over", "aside"}
BELOW["workspace"] = BELOW["rules"] | {
    *(
        "locate",
        "several",
        "rules",
        "sync",
        "report",
        "telling",
        "bystanders",
        "embedding",
        "holding",
        "standing",
        "taking_over",
        "whole",
        "single_notes",
        "leaving",
        "recall",
        "recalled",
        "sides",
        "aside",
        "anew",
        "plain",
    ),
}
BELOW["watch"] = BELOW["workspace"] | {"workspace"}
BELOW["cli"] = BELOW["watch"] | {"watch", "carriers", "fast", "importing", "keeping"}
BELOW["__main__"] = {"cli"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_rooms(module: Path) -> set[str]:
    """The rooms a module imports anywhere: at its top, in a function, or for types only."""
    rooms = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports name the whole package"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "vaultsync" and len(parts) > 1:
                rooms.add("__init__" if parts[1].startswith("__version") else parts[1])
    return rooms


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_point_down(module: Path) -> None:
    own = room(module)
    if own == "__init__":
        assert imported_rooms(module) <= {"__init__"}
        return
    assert own in BELOW, f"{own} has no place in the house: say in BELOW what it may import"
    upward = imported_rooms(module) - BELOW[own] - {own, "__init__", "typed", "cached"}
    assert not upward, f"{own} may not import {', '.join(sorted(upward))}"


def test_obsidian_and_tracker_do_not_know_each_other() -> None:
    assert "tracker" not in BELOW["obsidian"]
    assert "obsidian" not in BELOW["tracker"]


def test_the_map_names_every_room() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in {room(module) for module in modules()} - {"__init__", "__main__"}:
        shown = f"`{name}/`" if (PACKAGE / name).is_dir() else f"`{name}.py`"
        assert shown in text, f"ARCHITECTURE.md does not name {shown}"


def test_what_is_there_without_an_import_is_not_imported() -> None:
    """One module that imports `functools` makes every run wait for it, and for `collections`."""
    heavy = {"functools": {"cache", "lru_cache"}, "operator": {"itemgetter"}}
    # All others are imported for something that takes longer.
    checks = {"match", "rules", "obsidian", "holding"}
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
                assert not found, f"{module.name}: take {found} of vaultsync.cached"
