from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.match.seeds import SEED_NOTE, SEED_SNAPSHOT
from vaultsync.match.word_search import MANY, WordSearch
from vaultsync.obsidian.at_hand import lot_of

TEXTS = [row.text for row in SEED_SNAPSHOT.rows]


def test_a_text_is_found_where_it_stands_however_it_is_marked() -> None:
    search = WordSearch(["SSC will pilot cold storage for the archives of weather stations"])
    assert search.found_in(
        "> **SSC** will [[pilot]] cold *STORAGE*, for archives: weather stations"
    )
    assert search.found_in("storage (archives, weather)")
    assert not search.found_in("storage of archives in cold places")
    assert not search.found_in("")


def test_words_with_accents_are_found_in_capitals_too() -> None:
    search = WordSearch(["Évaluer les compétences numériques des employés"])
    assert search.found_in("# ÉVALUER LES COMPÉTENCES NUMÉRIQUES")


def test_a_text_of_short_words_is_found_by_these() -> None:
    assert WordSearch(["Do it now"]).found_in("do it, now")
    assert not WordSearch(["Do it now"]).found_in("do that")


def test_each_row_of_the_seed_is_found_in_its_note() -> None:
    assert all(WordSearch([text]).found_in(SEED_NOTE) for text in TEXTS)


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=10), st.data())
def test_many_texts_are_found_as_each_of_them_alone(texts: list[str], data: st.DataObject) -> None:
    """However many there are: a few words are looked up in another way than many."""
    text = data.draw(st.sampled_from(texts))
    assert WordSearch(texts).found_in(f"Some words. {text}")


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=12, unique=True))
def test_after_many_texts_the_same_is_found_as_before(texts: list[str]) -> None:
    once, often = WordSearch(texts), WordSearch(texts)
    for _ in range(MANY):
        assert not often.found_in("nothing")
    words = " ".join(TEXTS).split()
    for start in range(0, len(words), 9):
        passage = " ".join(words[start : start + 9])
        assert once.found_in(passage) == often.found_in(passage)


def test_a_text_without_words_is_found_nowhere() -> None:
    search = WordSearch(["*** --"])
    for _ in range(MANY + 1):
        assert not search.found_in("*** --")
    assert search.found_among(lot_of(["a.md"], [b"***"])) == []


@given(st.lists(st.sampled_from([*TEXTS, "\xc9valuer les comp\xe9tences"]), min_size=1), st.data())
def test_bytes_tell_only_what_their_text_tells(texts: list[str], data: st.DataObject) -> None:
    search = WordSearch(texts)
    words = st.sampled_from(
        " ".join([*TEXTS, "\xc9VALUER les comp\xe9tences\r\n", "\ufeff"]).split(" ")
    )
    for text in data.draw(st.lists(st.lists(words, max_size=12).map(" ".join), min_size=1)):
        for mark in ("", "\ufeff"):
            found = search.found_in(text)
            assert not (found and search.is_not_in(f"{mark}{text}".encode()))
            if not mark and text[:1] != "\ufeff":
                assert found or search.is_not_in(text.encode())


@given(
    st.lists(st.sampled_from([*TEXTS, "\xc9valuer les comp\xe9tences", "Do it now"]), min_size=1),
    st.data(),
)
def test_of_many_texts_the_same_are_found_as_of_each(texts: list[str], data: st.DataObject) -> None:
    words = st.sampled_from(
        " ".join([*TEXTS, "\xc9VALUER les comp\xe9tences\r\n do it", "\u0130 \u212a"]).split(" ")
    )
    passages = data.draw(st.lists(st.lists(words, max_size=30).map(" ".join)))
    paths = [f"{number}.md" for number, _ in enumerate(passages)]
    found = WordSearch(texts).found_among(lot_of(paths, [text.encode() for text in passages]))
    search = WordSearch(texts)
    expected = [path for path, text in zip(paths, passages, strict=True) if search.found_in(text)]
    assert sorted(found) == sorted(expected)


def test_words_that_only_seem_to_stand_in_a_text_do_not_count() -> None:
    """Letters that are not told apart at first do not make another word of one."""
    search = WordSearch(["storage archives weather"])
    lot = lot_of(["a.md", "b.md"], [b"bzjwqle qwfykneb reqzyew", b"weather, archives: Storage"])
    assert search._fours is None
    assert search.found_among(lot) == ["b.md"]
    assert search._fours is not None
    assert len(search._fours.words_among(lot.text, lot.ends)[0]) == 3


def test_words_with_accents_are_found_in_any_of_many_texts() -> None:
    """Though to make letters small changes how long some texts are."""
    search = WordSearch(["\xc9valuer les comp\xe9tences num\xe9riques des employ\xe9s"])
    texts = ["\u0130" * 40, "# \xc9VALUER LES COMP\xc9TENCES NUM\xc9RIQUES", "\u212a" * 40]
    lot = lot_of(["a.md", "b.md", "c.md"], [text.encode() for text in texts])
    assert search.found_among(lot) == ["b.md"]
