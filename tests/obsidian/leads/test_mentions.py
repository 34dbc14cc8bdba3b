"""Which sources have links that may mean a file: all that have, whatever else they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.leads import mentions
from vaultsync.obsidian.leads.mentions import Mentions, names_said
from vaultsync.obsidian.note import Note

names = st.sampled_from(["One", "one.md", "d/One", "Two", "Two.md.md", "Caf\xe9", "Cafe\u0301"])
notes = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c/d.md", "e.md", "\udcff.md"]), st.lists(names, max_size=4)
)


def said_in(*links: str) -> bytes:
    note = Note("N.md", " ".join(f"[[{link}]]" for link in links).encode())
    return names_said([note.facts[2]])[1]


def told(names: bytes) -> tuple[list[int], bytes]:
    return [len(names)], names


@given(notes, notes, st.lists(names, max_size=2), st.sampled_from([0, 16]))
def test_every_source_that_mentions_a_file_is_told(
    before: dict[str, list[str]], anew: dict[str, list[str]], wanted: list[str], few: int
) -> None:
    known = Mentions.of(before, [told(said_in(*links)) for links in before.values()])
    known = known.told_anew({path: said_in(*links) for path, links in anew.items()})
    stems = {"One": 1, "one.md": 1, "d/One": 1, "Two": 2, "Two.md.md": 2}
    keys = {stems.get(name, 3) for name in wanted}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mentions, "_FEW", few)  # where there are more, all names are gone through
        found = known.saying(wanted)
    assert found == {
        path
        for path, links in {**before, **anew}.items()
        if any(stems.get(link, 3) in keys for link in links)
    }


def test_links_out_of_the_vault_and_within_a_note_say_no_name() -> None:
    assert said_in("#Heading") == b""
    note = Note("N.md", b"[x](https://example.org/One.md) [[One#H|shown]]")
    assert names_said([note.facts[2], ()]) == ([4, 0], said_in("One"))


@pytest.mark.parametrize("few", [0, 16])
def test_where_one_name_ends_and_another_begins_no_name_is_found(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mentions, "_FEW", few)
    said = [told(b"aaaabbbb"), told(b"bbbb"), told(b""), told(b"aabbbbaa")]
    known = Mentions.of(["a.md", "b.md", "none.md", "c.md"], said)
    for name, sources in [(b"bbbb", {"a.md", "b.md"}), (b"aabb", {"c.md"}), (b"abbb", set())]:
        monkeypatch.setattr(mentions, "_codes", lambda paths, name=name: name)
        assert known.saying(["One.md"]) == sources
