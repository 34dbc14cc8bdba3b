"""Edits of two trackers in one note are brought together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.sync.after_others import composed
from vaultsync.text import Edit, apply_edits

TEXT = st.text(alphabet="abc\n", max_size=12)


@st.composite
def edited(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(start, end, draw(TEXT)) for start, end in pairs]


@given(st.data(), TEXT)
def test_two_sets_of_edits_are_one(data: st.DataObject, text: str) -> None:
    first = data.draw(edited(text))
    between = apply_edits(text, first)
    second = data.draw(edited(between))
    both = composed(first, second)
    assert apply_edits(text, both) == apply_edits(between, second)
    assert all(one.end < two.start for one, two in pairwise(both))


def test_what_is_not_touched_is_no_edit() -> None:
    first, second = [Edit(2, 2, "x")], [Edit(6, 7, "")]
    assert composed(first, second) == (Edit(2, 2, "x"), Edit(5, 6, ""))
