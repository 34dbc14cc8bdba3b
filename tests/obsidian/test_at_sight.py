from __future__ import annotations

from vaultsync.obsidian.at_sight import AtSight
from vaultsync.obsidian.resolve import Resolver


def test_very_many_links_are_left_to_an_index() -> None:
    """Each look costs as much as there are files: for every link of a vault, its square."""
    paths = [f"Notes/Note {number}.md" for number in range(3000)]
    sight = AtSight(paths, frozenset())
    found = [path for path in paths if sight.find(path[6:-3]) is not None]
    assert found
    assert found == paths[: len(found)]
    assert len(found) < 100


def test_what_is_left_to_an_index_is_found_all_the_same() -> None:
    paths = [f"Notes/Note {number}.md" for number in range(3000)]
    trusting = Resolver(paths)
    trusting.trust(frozenset())
    assert [trusting.resolve(path[6:-3], "Home.md").target for path in paths] == paths
