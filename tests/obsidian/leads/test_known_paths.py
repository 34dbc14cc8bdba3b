"""What is looked up in the tables that a run keeps of all names is what an index of them tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.leads import known_paths
from vaultsync.obsidian.leads.bearers import Bearers, names_to_keep
from vaultsync.obsidian.leads.known_paths import KnownPaths
from vaultsync.obsidian.leads.path_index import PathIndex
from vaultsync.obsidian.names import basename, folded, stem
from vaultsync.obsidian.tree import Tree, Visible

if TYPE_CHECKING:
    from collections.abc import Iterable

names = st.sampled_from(
    ["N.md", "n.md", "N.md.md", "a.xyz", "A.xyz", "a", "N", "Caf\xe9.md", "Cafe\u0301.md",
     "b c.md", "b\xa0c.md", "\u03a3\u03a3.md", "\u03c3\u03c2.md", ".N.md.icloud", "\udcff.md"]
)  # fmt: skip
folders = st.sampled_from(["", "d/", "D/", "N.md/", "d/e/", "n/"])
paths = st.tuples(folders, names).map("".join)


@example(["n/a", "n.md"], [], [], True, [])
@given(
    st.lists(paths, max_size=12, unique=True),
    st.lists(paths, max_size=3, unique=True),
    st.lists(st.integers(0, 12), max_size=3),
    st.booleans(),
    st.lists(paths, max_size=6),
)
def test_every_answer_is_that_of_an_index(
    then: list[str], came: list[str], gone: list[int], every: bool, more: list[str]
) -> None:
    lost = {path for row, path in enumerate(then) if row in gone}
    new = set(came) - set(then)
    files = [path for path in [*then, *new] if path not in lost]
    shown = Visible(Tree(MemoryFiles(dict.fromkeys(files, b""))), every)
    index = PathIndex(tuple(shown))
    shared = shared_in(shown)
    assert {key: sorted(found) for key, found in index.shared.items()} == shared
    assert not set(map(stem, index.sole.values())) & set(shared)
    for kept, share in ((names_to_keep(then).get, 0), (lambda name: None, 0), ({}.get, 4)):
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(known_paths, "_SHARE", share)  # 0: no index is made for it
            known = KnownPaths(Bearers(then, kept, new, lost), shown.left_out, shown, shared)
            assert len(known) == len(index)
            for key in {folded(path) for path in [*then, *came, *more, ""]}:
                assert sorted(known.at(key)) == sorted(index.at(key))
                assert (key in known) == (key in index)
                for name in (basename(key), key):
                    assert sorted(known.named(name)) == sorted(index.named(name))
                    assert sorted(known.bearing(stem(name))) == sorted(index.bearing(stem(name)))
                bearing = [path for path in shown if stem(path) == stem(key)]
                assert sorted(index.bearing(stem(key))) == sorted(
                    {folded(path) for path in bearing}
                )
            assert set(known.stems) == set(index.stems)
        assert {key: sorted(found) for key, found in known.shared.items()} == shared


def shared_in(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(paths):
        found.setdefault(stem(path), []).append(path)
    return {key: each for key, each in found.items() if len(each) > 1}


def test_an_index_that_changed_is_as_one_made_anew() -> None:
    files = [
        "a.md",
        "A.md",
        "x/a.md",
        "x/b.md.md",
        "B.md",
        "c.png",
        "C.PNG",
        "d/\u0130.md",
        "i\u0307",
        "T\u0308.md",  # which is one letter only where it is small
        "x/T\u0308.md.md",
        "\u1e97.md",
    ]
    index = PathIndex(files[:4])
    for path in files[4:]:
        assert len(index.shared) + len(index.sole) > 0
        index.add(path)
    for path in ("A.md", "C.PNG"):
        index.remove(path)
        anew = PathIndex(index.paths)
        assert index.sole == anew.sole
        assert {key: sorted(found) for key, found in index.shared.items()} == shared_in(index.paths)


def test_a_name_of_very_many_files_is_not_gone_through_for_each_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [f"d{number}/index.md" for number in range(300)]
    known = KnownPaths(Bearers(files), frozenset(), files, ("index",))
    looked: list[str] = []
    of = Bearers.of
    monkeypatch.setattr(
        Bearers, "of", lambda bearers, stem: looked.append(stem) or of(bearers, stem)
    )
    for path in files:
        assert known.at(path) == [path]
        assert len(known.bearing("index")) == len(known.named("index.md")) == len(files)
    assert looked == ["index"]


def test_what_changes_is_taken_note_of() -> None:
    files = [f"d/Note {number}.md" for number in range(200)]
    known = KnownPaths(Bearers(files), frozenset(), files, ())
    assert [known.at(path.lower()) for path in files] == [[path] for path in files]
    assert sorted(known.paths) == sorted(files)
    known.remove("d/Note 7.md")
    known.add("Note 7.md")
    assert known.named("note 7.md") == ["note 7.md"]
    assert len(known) == 200
