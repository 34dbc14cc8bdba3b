from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.match.letter_pairs import paired, pattern_of

WORDS = [b"planning", b"replanning", b"annual", b"annuals", b"gouvernement", "qualité".encode()]

pieces = st.one_of(
    st.sampled_from([*WORDS, b"plannin", b"lanning", b"\xd8\xa7\xdf\xbf", b"\xf0\x9f\x98\x80"]),
    st.text("anlié ", max_size=3).map(str.encode),
)


@given(st.sets(st.sampled_from(WORDS), min_size=1), st.lists(pieces), st.sampled_from([b" ", b""]))
def test_a_word_is_found_wherever_it_stands(
    words: set[bytes], said: list[bytes], between: bytes
) -> None:
    """At an even place or an odd one, first or last; and hardly anything else is found."""
    text = between.join(said)
    pattern = pattern_of(words)
    assert pattern is not None
    found = pattern.search(paired(text)) is not None
    if not words.isdisjoint(text.split()):
        assert found
    if found:
        assert any(word in text for word in words)


def test_words_that_are_too_short_or_of_other_scripts_are_for_others() -> None:
    assert pattern_of([b"gouvernement", b"plan"]) is None
    assert pattern_of(["سياسة".encode()]) is None
