"""What is found in the text of a gist is what is found among a note's headings."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tests.vaults import let_go
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.leads.anchors import Anchors
from vaultsync.obsidian.leads.plain_headings import plainly_named
from vaultsync.obsidian.vault import Vault

HEADINGS = (
    *("Our aims", "our aims", "Our-aims", "It's 1.1a (so)", "A - b", "our aims-1", "1", "_"),
    *("*Our* aims", "[Our aims](x.md)", "x ^b1", "C# or not", "Caf\xe9 noir", "!!!", "\u212a"),
    *("a", "A", "A#B", "b"),
    *("In two\nlines", "a\xa0b", "Q&amp;A", "Q&A", "our_aims", "%% x %% y", "- x"),
)
SUBPATHS = (
    *("#Our aims", "#our-aims", "#Our-Aims", "#our-aims-1", "#its-11a-so", "#a---b", "#A - b"),
    *("#x", "#x-b1", "#c-or-not", "#caf\xe9-noir", "#cafe-noir", "#in-two-lines", "#In two lines"),
    *("#", "##Our aims", "#Our aims#1", "#^b1", "#[^1]", "#!!!", "#k", "#a-b", "#qa", "#q-a"),
    *("#^B1 ", "#^b", "#^"),
    *("#a#b", "#A#a", "##A##B", "#a#^b1", "#a#", "#b#Our aims", "#a#b#a", "#!!!#b", "#x#[^1]"),
    *("#Our%20aims", "#our_aims", "#-x", "#--x", "#y", "#1", "#_", "# our-aims "),
)


marks = st.sampled_from(["#", "##", "###"])


@given(
    st.lists(st.tuples(marks, st.sampled_from(HEADINGS)), max_size=5),
    st.sampled_from(["", "text ^b1\n", "a ^B1\n\nb ^b1\n", "a ^a\n\nb ^b1\n\nc ^b\n"]),
)
@example([("#", "Our aims"), ("#", "Our-aims"), ("#", "our aims")], "")
@example([("#", "[Our aims](x.md)"), ("#", "Our aims")], "")
@example([("#", "our aims"), ("#", "*our-aims*")], "text ^b1\n")
@example([("#", "our aims"), ("#", "!!!")], "text ^b1\n")
@example([("#", "a"), ("###", "x"), ("##", "b"), ("###", "b"), ("#", "b")], "text ^b1\n")
@example([("##", "a"), ("#", "b"), ("##", "A#B"), ("#", "a"), ("##", "b")], "")
def test_what_is_plain_to_see_is_what_is_there(written: list[tuple[str, str]], below: str) -> None:
    parts = [f"{text}\n===" if "\n" in text else f"{mark} {text}" for mark, text in written]
    text = "\n\n".join(["text", *parts, below])
    vault = Vault(MemoryFiles({"a.md": text.encode()}))
    note = vault.note("a.md")
    assert note is not None
    anchors = Anchors(note)
    gist, _ = let_go(vault, note)
    for subpath in SUBPATHS:
        found = plainly_named(gist, subpath)
        assert found is None or found == anchors.find(subpath), subpath


def test_slugs_are_found_beside_other_headings() -> None:
    text = (
        "# [Mission 1](x.md)\n\n# Our *aims*\n\n# Caf\xe9 \u2013 noir\n\n# Our aims too\n\nx ^b\n"
    )
    vault = Vault(MemoryFiles({"a.md": text.encode()}))
    note = vault.note("a.md")
    assert note is not None
    gist, _ = let_go(vault, note)
    for at, name in enumerate(("#mission-1", "#our-aims", "#caf\xe9--noir", "#our-aims-too")):
        found = plainly_named(gist, name)
        assert (found and found[:3]) == (("heading", "github", at) if name.isascii() else None) or (
            name == "#mission-1" and found is None  # as if it were a second one
        )
