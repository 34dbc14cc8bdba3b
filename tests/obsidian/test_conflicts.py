from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.obsidian import conflicts


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("a/N (Conflicted copy MyMacBook2 202411281430).md", "a/N.md"),
        ("N (HOST's conflicted copy 2020-01-14).md", "N.md"),
        ("N (conflicted copy 2026-07-10 070952).md", "N.md"),
        ("N.sync-conflict-20260101-120000-ABC.md", "N.md"),
        ("How we settled a conflict.md", None),
        ("N (conflicted).md", None),
        ("N.sync-conflict-20260101-120000-ABC.png", None),
    ],
)
def test_conflict_copies_are_known_by_their_names(path, original):
    assert conflicts.conflict_original(path) == original


@pytest.mark.parametrize(
    ("path", "original"),
    [("N 2.md", "N.md"), ("N(1).md", "N.md"), ("N (1).md", "N.md"), ("N 1.md", None),
     ("N 2024.md", None), ("2.md", None), ("a/Chapter 12.md", "a/Chapter.md")],
)  # fmt: skip
def test_numbered_copies_are_guessed_by_their_names(path, original):
    assert conflicts.numbered_original(path) == original


def test_texts_are_alike_when_most_of_their_lines_are():
    text = "\n".join(f"line {number}: some words to make it long" for number in range(10))
    assert conflicts.alike(text, text + "\none more line")
    assert not conflicts.alike(text, text.replace("some", "other"))
    assert not conflicts.alike("# Template", "# Template")


def test_only_notes_in_doubt_are_read():
    asked = []

    def body(path):
        asked.append(path)
        return "a long line " * 20

    paths = ["N.md", "N 2.md", "M 2.md", "N (conflicted copy 2026-07-10 070952).md"]
    assert conflicts.conflict_copies(paths, body) == {
        "N 2.md": "N.md", "N (conflicted copy 2026-07-10 070952).md": "N.md",
    }  # fmt: skip
    assert asked == ["N 2.md", "N.md"]


@given(st.text("N (1)2٣.dDmM", max_size=9))
@example("N 2")
@example("N(1)")
@example("N ٣٣")
@example("N (CONFLICTED COPY 2026)")
@example("N.sync-conflict-20260101-120000-ABC")
def test_no_name_of_a_copy_is_passed_over(name):
    path = f"{name}.md"
    original = conflicts.conflict_original(path) or conflicts.numbered_original(path)
    paths = {path, original or path}
    assert conflicts.conflict_copies(paths, lambda _: "a long line " * 20).get(path) == original
    assert path in conflicts.may_be_copies(paths) or original is None


_texts = st.lists(st.sampled_from(["", " a line ", "a line", "b " * 40, "c " * 60]), max_size=6)


@given(_texts, _texts)
def test_alike_texts_share_most_of_what_they_say(one, other):
    mine, theirs = (Counter(filter(None, map(str.strip, lines))) for lines in (one, other))
    shared = sum(len(line) * count for line, count in (mine & theirs).items())
    whole = sum(len(line) * count for line, count in (mine + theirs).items())
    expected = shared >= 120 and 2 * shared >= 0.85 * whole
    assert conflicts.alike("\n".join(one), "\n".join(other)) == expected


def test_only_what_touches_a_note_is_compared():
    read = []
    paths = ("a.md", "a 2.md", "b.md", "b 2.md", "c (Conflicted copy x 202611210000).md")
    text = "The same line in both of them, long enough to be told from a template by far.\n" * 3
    found = conflicts.conflict_copies(paths, lambda path: read.append(path) or text, {"b.md"})
    assert found == {"b 2.md": "b.md"}
    assert set(read) == {"b.md", "b 2.md"}
    assert conflicts.conflict_copies(paths, lambda path: text, {"c.md"}) == {paths[4]: "c.md"}
