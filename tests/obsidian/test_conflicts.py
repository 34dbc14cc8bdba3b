import pytest

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
