import pytest
from hypothesis import given
from hypothesis import settings as configured
from hypothesis import strategies as st

from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.vault import Vault


def graph(**notes):
    return Vault(MemoryFiles({f"{name}.md": text.encode() for name, text in notes.items()})).embeds


def cyclic(**notes):
    embeds = graph(**notes)
    return {name for name in notes if embeds.cyclic(f"{name}.md")}


def test_a_note_that_embeds_itself_is_a_cycle():
    assert cyclic(T="The action of ![[T]]") == {"T"}


def test_notes_that_embed_parts_of_each_other_are_no_cycle():
    assert cyclic(N="![[J]]\n\nblock ^b", J="![[N#^b]]") == set()


def test_a_section_that_embeds_itself_is_a_cycle():
    assert cyclic(Recursion="# Recursion\n![[Recursion#Recursion]]") == {"Recursion"}


def test_another_section_of_the_same_note_is_no_cycle():
    assert cyclic(N="# A\n![[N#B]]\n# B\ntext") == set()
    assert cyclic(N="# A\n![[#B]]\n# B\n![[#A]]") == {"N"}


def test_a_subsection_within_the_section_above_it_is_a_cycle():
    assert cyclic(N="# A\n## B\n![[N#A]]") == {"N"}


def test_long_rings_are_cycles_and_what_leads_into_them_is_not():
    assert cyclic(A="![[B]]", B="![[C]]", C="![[A]]", X="![[A]]") == {"A", "B", "C"}


@pytest.mark.parametrize(
    "text", ["%% ![[T]] %%", "`![[T]]`", "[[T]]", "![[T#Missing]]", "![[Missing]]", "![[i.png]]"]
)
def test_what_shows_no_note_is_no_cycle(text):
    assert cyclic(T=text) == set()


def test_the_way_round_is_told():
    embeds = graph(A="![[B]]", B="x ![[C#H]]", C="# H\n![[A]]\n# I\n")
    (start,) = embeds.of("A.md")
    assert [embed.source for embed in embeds.cycle(start)] == ["A.md", "B.md", "C.md"]


def test_levels_are_counted():
    notes = {f"N{number}": f"![[N{number + 1}]]" for number in range(7)} | {"N7": "end"}
    embeds = graph(**notes)
    depths = [embeds.depth(embed) for number in range(7) for embed in embeds.of(f"N{number}.md")]
    assert depths == [7, 6, 5, 4, 3, 2, 1]


def test_the_levels_of_a_section_are_those_of_what_it_shows():
    embeds = graph(A="![[B#Plain]]\n![[B]]", B="# Plain\ntext\n# Deep\n![[C]]", C="text")
    assert [embeds.depth(embed) for embed in embeds.of("A.md")] == [1, 2]


def test_circles_do_not_count_as_levels():
    embeds = graph(A="![[B]]", B="![[A]]\n![[C]]", C="text")
    assert [embeds.depth(embed) for embed in embeds.of("A.md")] == [2]


def test_a_long_chain_does_not_overflow():
    notes = {f"N{number}": f"![[N{number + 1}]]" for number in range(2000)}
    embeds = graph(**notes)
    assert embeds.depth(embeds.of("N0.md")[0]) == 1999


_names = st.sampled_from("ABC")
_texts = st.lists(
    st.one_of(
        st.builds("![[{}]]".format, _names),
        st.builds("![[{}#{}]]".format, _names, st.sampled_from(["H", "I", "^b"])),
        st.sampled_from(["# H", "## I", "text ^b", "text", ""]),
    ),
    max_size=7,
).map("\n\n".join)


@configured(max_examples=60)
@given(st.fixed_dictionaries(dict.fromkeys("ABC", _texts)))
def test_cycles_are_those_that_a_walk_finds(notes):
    embeds = graph(**notes)
    every = [embed for name in notes for embed in embeds.of(f"{name}.md")]

    def within(extent):
        return [e for e in every if e.source == extent.path and extent.start <= e.at < extent.end]

    for embed in every:
        seen, waiting = set(), [embed]
        back = False
        while waiting:
            for inner in within(waiting.pop().extent):
                back = back or inner == embed
                if (inner.source, inner.at) not in seen:
                    seen.add((inner.source, inner.at))
                    waiting.append(inner)
        assert embeds.is_cyclic(embed) == back
        way = embeds.cycle(embed)
        assert bool(way) == back
        for one, other in zip(way, (*way[1:], *way[:1]), strict=True):
            assert other in within(one.extent)


EMBEDDING = (
    *("# A\n", "## B\n", "# C\n", "text ^b\n\n", "- ![[N1]] ^i\n", "![[N2#A]]\n"),
    *("![[N0#B]] ", "![[#A]]\n\n", "![[N1#^i]]\n", "%%![[N0]]%%", "![[N2#^b]] ^c\n"),
)


@given(
    st.lists(st.lists(st.sampled_from(EMBEDDING), max_size=8).map("".join), min_size=3, max_size=3)
)
def test_what_is_shown_of_a_notes_embeds_is_told_of_it_alone_as_by_the_whole(texts):
    vault = Vault(MemoryFiles({f"N{i}.md": text.encode() for i, text in enumerate(texts)}))
    for path in vault.note_paths:
        shown = vault.embeds.shown.get(path, [])
        assert vault.leads.embedded.shown_of(path, [each.subpath for each in shown]) == shown
