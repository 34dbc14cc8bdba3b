"""What links are written with."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.obsidian.links import unquoted

parts = st.sampled_from(
    ["%", "%2", "%20", "%C3", "%A9", "%e2%82", "%F0%9F", "%ff", "%00", "a", "é"]
)


@given(st.lists(parts, max_size=12).map("".join))
@example("%E2%82A%C3é%A9%%41%zz%C3%28")
def test_percent_signs_are_taken_away_as_the_library_does(text: str) -> None:
    assert unquoted(text) == unquote(text)
