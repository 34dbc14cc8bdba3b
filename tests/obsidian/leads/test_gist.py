"""What is kept of a note that was let go says the same as the note."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import let_go
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.leads.anchors import heading_key
from vaultsync.obsidian.vault import Vault

headings = st.sampled_from(
    [
        "Aims",
        "our  aims",
        "It's A_b-c",
        "d e f",
        "A.b",
        "*Log*",
        "Caf\xe9",
        "Cafe\u0301",
        "\u03a3\u03b1\u03a3",
        "!!!",
        "\u212a",
        "a\xa0b",
        "x\x1fy",
        "In two\nlines",
    ]
)


@given(st.lists(headings, max_size=5), st.lists(st.sampled_from(["b1", "B1", "b-2"]), max_size=2))
def test_a_gist_names_headings_and_blocks(written: list[str], blocks: list[str]) -> None:
    parts = [f"{text}\n===" if "\n" in text else f"# {text}" for text in written]
    text = "\n\n".join([*parts, *(f"text ^{name}" for name in blocks)])
    vault = Vault(MemoryFiles({"a.md": f"text\n\n{text}\n".encode()}))
    note = vault.note("a.md")
    assert note is not None
    texts = [heading.text for heading in note.headings]
    assert texts == written
    gist, _ = let_go(vault, note)
    keys = list(map(heading_key, texts))
    assert gist.anchors == "".join(f"\n{name}\n" for name in (*keys, *(f"^{b}" for b in blocks)))
    assert gist.titles == ("" if keys == texts else "\n".join(texts))
    known = gist.known(lambda: note)
    for text in texts:
        assert known.find(f"#{text}") is not None or not heading_key(text)
