"""Paths seen from a folder and from the root."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.leads.relative import above_vault, from_root, leads_by_path, relative_path


def test_paths_above_the_vault_are_known():
    assert above_vault("../../x", "a/s.md")
    assert above_vault("../x", "s.md")
    assert not above_vault("../x", "a/s.md")
    assert not above_vault("x", "s.md")


@pytest.mark.parametrize(
    ("target", "source", "path"),
    [
        ("n.md", "s.md", "n.md"),
        ("a/n.md", "s.md", "a/n.md"),
        ("n.md", "a/b/s.md", "../../n.md"),
        ("a/c/n.md", "a/b/s.md", "../c/n.md"),
    ],
)
def test_a_file_is_seen_from_a_folder(target, source, path):
    assert relative_path(target, source) == path
    assert from_root(path, source[: source.rfind("/") + 1]) == target
    assert leads_by_path(path, source, target)
    assert leads_by_path(path.removesuffix(".md"), source, target)
    assert not leads_by_path(path, "x/y/z/s.md", target)


_parts = st.lists(st.sampled_from(["a", "b", "..x", "\xe9", "x y"]), min_size=1, max_size=4)
_paths = st.builds(lambda parts: "/".join(parts) + ".md", _parts)


@given(_paths, _paths)
def test_what_is_seen_from_a_folder_is_seen_from_the_root_again(target, source):
    path = relative_path(target, source)
    assert from_root(path, source[: source.rfind("/") + 1]) == target
    assert leads_by_path(path, source, target)
    assert not above_vault(path, source)


@given(st.text("./a ", max_size=20), st.text("./a ", max_size=20))
def test_no_text_makes_them_raise(path, source):
    above_vault(path, source)
    leads_by_path(path, source, "a")
