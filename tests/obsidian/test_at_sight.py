from __future__ import annotations

from vaultsync.obsidian.at_sight import sight_of
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.resolve import Resolver
from vaultsync.obsidian.tree import Tree, Visible


def test_very_many_links_are_left_to_an_index() -> None:
    """Each look costs as much as there are files: for every link of a vault, its square."""
    paths = [f"Notes/Note {number}.md" for number in range(3000)]
    sight = sight_of(paths, frozenset())
    found = [path for path in paths if sight.find(path[6:-3]) is not None]
    assert found
    assert found == paths[: len(found)]
    assert len(found) < 100


def test_what_is_left_to_an_index_is_found_all_the_same() -> None:
    paths = [f"Notes/Note {number}.md" for number in range(3000)]
    trusting = Resolver(paths)
    trusting.trust(frozenset())
    assert [trusting.resolve(path[6:-3], "Home.md").target for path in paths] == paths


def test_what_obsidian_does_not_show_is_not_found_at_sight() -> None:
    files = MemoryFiles(dict.fromkeys(("Root.md", "d/One.md", "d/data.xyz", "d/p.png"), b""))
    tree = Tree(files)
    for every in (False, True):
        shown = Visible(tree, every)
        sight = sight_of(shown, frozenset())
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
