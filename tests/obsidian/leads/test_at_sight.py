from __future__ import annotations

from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.leads.at_sight import AtSight
from vaultsync.obsidian.leads.bearers import Bearers
from vaultsync.obsidian.tree import Tree, Visible


def test_what_obsidian_does_not_show_is_not_found_at_sight() -> None:
    files = MemoryFiles(dict.fromkeys(("Root.md", "d/One.md", "d/data.xyz", "d/p.png"), b""))
    tree = Tree(files)
    for every in (False, True):
        shown = Visible(tree, every)
        sight = AtSight(Bearers(tree.table.paths), frozenset(), shown.left_out)
        assert sight.find("Root") == ("Root.md", True)
        assert sight.find("One.md") == ("d/One.md", False)
        assert sight.find("d/p.png") == ("d/p.png", True)
        assert sight.at("d/One") == "d/One.md"
        assert (sight.find("data.xyz") is not None) == every
        assert (sight.at("d/data.xyz") is not None) == every
        assert len(shown) == len(tuple(shown)) == 3 + every
        assert ("d/data.xyz" in shown) == every
    assert (len(tree), tree.note_count) == (4, 2)


def test_what_is_shown_is_what_there_is_when_it_is_asked_for() -> None:
    contents = {"One.md": b""}
    tree = Tree(MemoryFiles(contents))
    shown = Visible(tree, every=False)
    contents |= {"Two.MD": b"", "b.xyz": b"", ".Three.md.icloud": b"", "Four.canvas": b""}
    tree.look(None)
    assert tuple(shown) == ("Four.canvas", "One.md", "Two.MD")
    assert (len(tree), tree.note_count, len(shown)) == (4, 2, 3)
    assert tree.source_paths == ("Four.canvas", "One.md", "Two.MD")
    assert dict(tree.offloaded) == {"Three.md": ".Three.md.icloud"}
