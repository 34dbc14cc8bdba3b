import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.leads import path_index
from vaultsync.obsidian.leads.bearers import Bearers
from vaultsync.obsidian.leads.resolve import Resolution, Resolver


def resolve(path, source, *files):
    return Resolver(files).resolve(path, source)


@pytest.mark.parametrize(
    ("path", "source", "files", "target"),
    [
        ("", "a/x.md", ["a/x.md"], "a/x.md"),
        ("../y", "a/x.md", ["y.md"], "y.md"),
        ("./y.md", "a/x.md", ["a/y.md", "y.md"], "a/y.md"),
        ("./d/../y", "a/x.md", ["a/y.md"], "a/y.md"),
        ("../../y", "a/x.md", ["y.md"], None),
        ("./Missing", "B/x.md", ["A/Missing.md"], None),
        ("..", "a/b/x.md", ["a.md"], None),
        ("./", "a/x.md", ["a/.md", "a.md"], None),
        ("/A/n.md", "s.md", ["A/n.md"], "A/n.md"),
        ("/n", "s.md", ["A/n.md"], None),
        ("n.md", "s.md", ["A/n.md"], "A/n.md"),
        ("n.MD", "s.md", ["A/N.md"], "A/N.md"),
        ("n.md", "s.md", ["n.md.md"], "n.md.md"),
        ("n.md", "s.md", ["n.md.md", "A/n.md"], "n.md.md"),
        ("n", "a/s.md", ["a/n.md", "n.md"], "n.md"),
        ("n", "a/s.md", ["a/n.md", "b/n.md"], "a/n.md"),
        ("n", "a/b/s.md", ["a/n.md", "b/n.md", "c/n.md"], "a/n.md"),
        ("n", "s.md", ["long-folder/n.md", "a/b/c/n.md"], "a/b/c/n.md"),
        ("b/N", "x/s.md", ["x/b/N.md", "y/b/N.md", "b/c/N.md"], "x/b/N.md"),
        ("b/N", "a/b/s.md", ["a/b/N.md", "c/b/N.md"], "a/b/N.md"),
        ("b/N", "c/b/s.md", ["a/b/N.md", "c/b/N.md"], "c/b/N.md"),
        ("b/N", "x/s.md", ["x/N.md", "p/b/N.md", "qq/b/N.md"], "p/b/N.md"),
        ("b/n", "s.md", ["ab/n.md"], None),
        ("b/n", "s.md", ["x/b/n.md"], "x/b/n.md"),
        ("img.png", "s.md", ["A/img.png"], "A/img.png"),
        ("img", "s.md", ["A/img.png"], None),
        ("dir", "s.md", ["dir/index.md", "dir/README.md"], None),
        ("dir/", "s.md", ["dir.md"], None),
        ("Caf\xe9", "s.md", ["Cafe\u0301.md"], "Cafe\u0301.md"),
        ("a b", "s.md", ["a\xa0b.md"], "a\xa0b.md"),
        ("\ufb01le", "s.md", ["file.md"], None),
        ("https://x.y", "s.md", ["y.md"], None),
    ],
)
def test_where_links_lead(path, source, files, target):
    assert resolve(path, source, *files).target == target


def test_how_a_target_was_found_is_told():
    files = ["n.md", "d/m.md"]
    for path, how in [("", "self"), ("n", "exact"), ("./n", "relative"), ("/n", "root"),
                      ("m", "suffix"), ("x", "none")]:  # fmt: skip
        assert resolve(path, "s.md", *files).how == how


def test_equally_short_paths_are_ambiguous():
    assert resolve("n", "s.md", "b/n.md", "a/n.md", "cc/n.md") == Resolution(
        "a/n.md", ("b/n.md",), "suffix"
    )


def test_lengths_count_as_javascript_counts_them():
    assert resolve("n", "s.md", "\U0001f340/n.md", "ab/n.md").ambiguous == ("\U0001f340/n.md",)
    assert resolve("n", "s.md", "\U0001f340\u82b1/n.md", "ab/n.md").target == "ab/n.md"


def test_of_names_that_differ_by_case_the_one_as_written_is_meant():
    assert resolve("Note", "s.md", "Note.md", "note.md") == Resolution("Note.md", (), "exact")
    assert resolve("NOTE", "s.md", "Note.md", "note.md") == Resolution(
        "Note.md", ("note.md",), "exact"
    )
    assert resolve("./note", "s.md", "Note.md", "note.md").target == "note.md"
    assert Resolver(["a.md", "A.md", "b.md"]).collisions() == (("A.md", "a.md"),)


def test_a_canvas_names_files_by_their_whole_path_only():
    resolver = Resolver(["d/n.md", "n.md.md"])
    assert resolver.exact("d/n.md").target == "d/n.md"
    assert resolver.exact("d/n").target is None
    assert resolver.exact("n.md").target is None


def test_many_namesakes_are_told_apart_by_their_folders():
    files = [f"f{number}/deep/README.md" for number in range(40)]
    resolver = Resolver(files)
    assert resolver.resolve("f7/deep/README", "s.md").target == "f7/deep/README.md"
    assert resolver.resolve("deep/README", "f3/s.md").target == "f3/deep/README.md"
    assert resolver.resolve("7/deep/README", "s.md").target is None
    assert len(resolver.resolve("README", "s.md").ambiguous) == 9
    resolver.remove("f7/deep/README.md")
    assert resolver.resolve("f7/deep/README", "s.md").target is None


def test_a_shorter_path_that_comes_or_goes_is_the_best_of_namesakes_or_was():
    resolver = Resolver(["aa/n.md", "bb/n.md"])
    assert resolver.resolve("n", "s.md").target == "aa/n.md"
    resolver.add("c/n.md")
    assert resolver.resolve("n", "s.md") == ("c/n.md", (), "suffix")
    resolver.remove("c/n.md")
    assert resolver.resolve("n", "s.md") == ("aa/n.md", ("bb/n.md",), "suffix")


def test_links_are_written_as_obsidian_writes_them():
    resolver = Resolver(["a/One.md", "a/Two.md", "b/two.md", "img/p.png", "Cafe\u0301.md"])
    assert resolver.linktext("a/One.md") == "One"
    assert resolver.linktext("b/two.md") == "b/two"
    assert resolver.linktext("img/p.png") == "p.png"
    assert resolver.linktext("Cafe\u0301.md") == "Caf\xe9"


_parts = st.sampled_from(["a", "b", "A", "ab", "n", "N", "e\u0301", "\xe9", "x y", "\U0001f340"])
_files = st.builds(
    lambda parts, end: "/".join(parts) + end,
    st.lists(_parts, min_size=1, max_size=3),
    st.sampled_from([".md", ".MD", ".md.md", ".png", ""]),
)
_links = st.one_of(
    _files,
    st.builds(lambda path: path.removesuffix(".md"), _files),
    st.builds(lambda up, path: up + path, st.sampled_from(["./", "../", "../../", "/"]), _files),
    st.text(string.printable + "\u03a3\xa0\ud800", max_size=12),
)


@given(st.lists(st.tuples(st.booleans(), _files), max_size=25), st.lists(_links), _files)
def test_adding_and_removing_gives_what_a_new_resolver_gives(steps, links, source):
    resolver, files = Resolver([]), set()
    for add, path in steps:
        if add:
            resolver.add(path)
            files.add(path)
        else:
            resolver.remove(path)
            files.discard(path)
        for link in links[:3]:
            resolver.resolve(link, source)
    anew = Resolver(sorted(files))
    for link in links:
        found = resolver.resolve(link, source)
        assert found == anew.resolve(link, source)
        assert found == resolver.resolve(link, source)
        assert not link or found.target is None or found.target in files
        assert set(found.ambiguous) <= files
    assert resolver.collisions() == anew.collisions()
    assert resolver.shared == anew.shared
    anew = Resolver(sorted(files))
    anew.trust(resolver.shared, Bearers(sorted(files)))
    for link in links:
        assert anew.resolve(link, source) == resolver.resolve(link, source)
        assert anew.is_same_everywhere(link) == resolver.is_same_everywhere(link)


def test_links_written_as_their_files_are_named_need_no_index(monkeypatch):
    resolver = Resolver(["a/One.md", "a/Two.md", "b/two.md", "img/p.png", "N.md", "M.md.md"])
    resolver.trust(resolver.shared, Bearers([*resolver._index.paths]))
    del resolver._index
    monkeypatch.setattr(path_index, "PathIndex", None)
    for path, target, how in [
        ("One", "a/One.md", "suffix"),
        ("a/One", "a/One.md", "exact"),
        ("a/One.md", "a/One.md", "exact"),
        ("p.png", "img/p.png", "suffix"),
        ("N", "N.md", "exact"),
        ("M.md", "M.md.md", "exact"),
        ("./../a/One.md", "a/One.md", "relative"),
        ("../N", "N.md", "relative"),
        ("/N.md", "N.md", "root"),
    ]:
        assert resolver.resolve(path, "x/y.md") == (target, (), how)


def test_a_few_other_links_need_no_index_either(monkeypatch):
    paths = ["a/One.md", "a/Two.md", "b/two.md", "img/p.png", "N.md", "M.md.md"]
    paths += [f"x/{number}.md" for number in range(1000)]
    trusting, other = Resolver(paths), Resolver(paths)
    trusting.trust(other.shared, Bearers(paths))
    monkeypatch.setattr(path_index, "PathIndex", None)
    for path in ("Two", "one", "../n", "gone"):
        assert trusting.resolve(path, "x/y.md") == other.resolve(path, "x/y.md")
        assert trusting.advice.nearest(path) == other.advice.nearest(path)
    assert trusting.exact("b/TWO.md") == other.exact("b/TWO.md")
    assert trusting.linktext("b/two.md") == "b/two"


@given(st.lists(_files.filter(lambda path: "." in path), max_size=12), _files)
def test_a_written_link_resolves_to_its_file(files, source):
    resolver = Resolver(files)
    for path in files:
        found = resolver.resolve(resolver.linktext(path), source)
        twins = {file for group in resolver.collisions() for file in group}
        assert found.target == path or path in twins


@given(st.text(max_size=60), st.text(max_size=20), st.lists(st.text(min_size=1, max_size=20)))
def test_no_text_makes_resolution_raise(path, source, files):
    resolver = Resolver(files)
    resolver.resolve(path, source)
    resolver.advice.nearest(path)
    resolver.exact(path)
