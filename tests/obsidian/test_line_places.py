"""Lines as seen from within: the same as those of the whole text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.line_places import line_end, line_end_before, line_start, next_line
from vaultsync.text import Lines

texts = st.text(st.sampled_from("ab\r\n"), max_size=30)


@given(texts, st.data())
def test_they_are_the_lines_of_the_text(text, data):
    at = data.draw(st.integers(0, len(text)))
    lines = Lines(text)
    line = lines.position(at).line
    start = lines.line_start(line)
    assert line_start(text, at) == start
    assert line_end(text, at) == start + len(lines.line_text(line))
    following = lines.starts[line] if line < len(lines.starts) else len(text)
    assert next_line(text, at) == following
    assert line_end_before(text, 0) == "\n"
    for one, after in pairwise(lines.starts):
        assert line_end_before(text, after) == text[line_end(text, one) : after]


def test_a_line_far_longer_than_a_look_back_has_one_start():
    for end in ("\n", "\r", "\r\n"):
        text = f"one{end}{'x' * 5000}"
        assert line_start(text, len(text)) == 3 + len(end)
        assert line_start("x" * 5000, 4999) == 0
