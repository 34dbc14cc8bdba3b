"""What is searched for in one text of all paths is what an index of them tells."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.obsidian import path_text
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.names import basename, folded, stem
from vaultsync.obsidian.path_index import PathIndex
from vaultsync.obsidian.path_text import PathText
from vaultsync.obsidian.tree import Tree, Visible, text_of

names = st.sampled_from(
    ["N.md", "n.md", "N.md.md", "a.xyz", "A.xyz", "a", "N", "Caf\xe9.md", "Cafe\u0301.md",
     "b c.md", "b\xa0c.md", "\u03a3\u03a3.md", "\u03c3\u03c2.md", ".N.md.icloud", "\udcff.md"]
)  # fmt: skip
folders = st.sampled_from(["", "d/", "D/", "N.md/", "d/e/", "n/"])
paths = st.tuples(folders, names).map("".join)


@example(["n/a", "n.md"], True, [])
@given(st.lists(paths, max_size=12, unique=True), st.booleans(), st.lists(paths, max_size=6))
def test_every_answer_is_that_of_an_index(files: list[str], every: bool, more: list[str]) -> None:
    tree = Tree(MemoryFiles(dict.fromkeys(files, b"")))
    shown = Visible(tree, every)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(path_text, "_LOOKS", 1_000)  # so that no index is made instead
        index, text = PathIndex(tuple(shown)), PathText(*text_of(shown), shown)
    assert len(text) == len(index)
    for key in sorted({folded(path) for path in [*files, *more, ""]}, reverse=True):  # "" at last
        assert sorted(text.at(key)) == sorted(index.at(key))
        assert (key in text) == (key in index)
        for name in (basename(key), key):
            assert sorted(text.named(name)) == sorted(index.named(name))
            assert sorted(text.bearing(stem(name))) == sorted(index.bearing(stem(name)))
        bearing = [path for path in shown if stem(path) == stem(key)]
        assert sorted(index.bearing(stem(key))) == sorted({folded(path) for path in bearing})
    assert set(filter(None, text.stems)) == set(index.stems)


def test_many_answers_are_those_of_an_index() -> None:
    files = [f"d/Note {number}.md" for number in range(200)]
    text = PathText(*text_of(files), files)
    assert [text.at(path.lower()) for path in files] == [[path] for path in files]
    assert sorted(text.paths) == sorted(files)
    text.remove("d/Note 7.md")
    text.add("Note 7.md")
    assert text.named("note 7.md") == ["note 7.md"]
    assert len(text) == 200
