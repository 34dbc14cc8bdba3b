from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.match.letter_fours import WORDS_ALONE, fours_of

WORDS = [
    *(b"planning", b"replanning", b"plznning", b"annual", b"annuals", b"lannin", b"gouvernement"),
    *("qualité".encode(), "سياسة".encode(), b"201f20"),
    *(b"500mhz", b"10m2020", b"1u00km"),  # read as letters of two bytes, these begin with a mark
]

pieces = st.one_of(
    st.sampled_from([*WORDS, b"plannin", b"lanning", b"\xd8\xa7\xdf\xbf", b"\xf0\x9f\x98\x80"]),
    st.sampled_from([b"Planning", b"2025", b"um", b"**", b"-", b"\xef\xbb\xbf", b"ffm"]),
    st.text("anlié ", max_size=3).map(str.encode),
)


@given(st.sets(st.sampled_from(WORDS), min_size=1), st.lists(pieces), st.sampled_from([b" ", b""]))
def test_a_word_is_found_wherever_it_stands(
    words: set[bytes], said: list[bytes], between: bytes
) -> None:
    """Whatever it is next to, and whatever place it begins at."""
    text = between.join(said)
    fours = fours_of(words)
    assert fours is not None
    found = fours.words_in(text)
    assert words.intersection(text.translate(WORDS_ALONE).split()) <= found <= words


@given(
    st.sets(st.sampled_from(WORDS), min_size=1),
    st.lists(st.lists(pieces).map(b" ".join)),
)
def test_a_word_is_found_in_the_text_that_it_stands_in(
    words: set[bytes], texts: list[bytes]
) -> None:
    """Wherever that begins, and whatever the texts beside it begin and end with."""
    fours = fours_of(words)
    assert fours is not None
    ends = [end - 1 for end in accumulate(len(text) + 1 for text in texts)]
    found = fours.words_among(b"\n".join((*texts, b"")), ends)
    assert found.keys() <= set(range(len(texts)))
    for number, text in enumerate(texts):
        held = words.intersection(text.translate(WORDS_ALONE).split())
        assert held <= found.get(number, set()) <= words


def test_hardly_anything_else_is_found() -> None:
    fours = fours_of([b"planning", b"gouvernement"])
    assert fours is not None
    assert not fours.words_in(b"")
    assert not fours.words_in(b"Plan a gouvern for the planet, governments")


def test_where_there_are_no_words_nothing_is_made() -> None:
    assert fours_of([]) is None


def test_words_that_are_too_short_are_for_others() -> None:
    assert fours_of([b"gouvernement", b"plan"]) is None
