"""What is found among many texts as one is all that has something of what is sought."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.leads import nearness
from vaultsync.obsidian.leads.sieve import Sieve, Sought

letters = st.text(st.sampled_from("abcé日²1 -_"), max_size=8)
texts = st.lists(letters, max_size=8)
pieces = st.text(st.sampled_from("abcé日"), min_size=1, max_size=3)


def letters_of(text: str) -> str:
    """The letters that a text is compared by: `²` is a word's letter or a number of its own."""
    return "".join([word for word in nearness._words(text) if not word.isdigit()])


def sieve_of(among: list[str]) -> Sieve:
    return Sieve(("\0" + "\0".join(among) + "\0").encode())


@given(texts, pieces, pieces, st.lists(pieces, max_size=2), st.sampled_from(["", "11"]))
def test_no_text_is_missed(
    among: list[str], start: str, end: str, words: list[str], stamp: str
) -> None:
    rows = sieve_of(among).rows(Sought(start, end, tuple(words), stamp))
    for row, text in enumerate(among):
        has = letters_of(text)
        if has.startswith(start) or has.endswith(end) or any(word in has for word in words):
            assert row in rows
        if stamp and stamp in text:
            assert row in rows
    assert rows == sorted(set(rows))
    assert not among or set(rows) <= set(range(len(among)))


def test_few_others_are_found() -> None:
    names = [f"project note {number} about nothing" for number in range(200)]
    sieve = sieve_of([*names, "gardening", "2024"])
    assert sieve.rows(Sought("pro", "ing", ("gardening",), "")) == [*range(201)]
    assert sieve.rows(Sought("gar", "den", ("projects",), "")) == [200]
    assert sieve.rows(Sought("", "", (), "")) == [201]
    assert sieve.rows(Sought("", "", (), "202")) == [201]
