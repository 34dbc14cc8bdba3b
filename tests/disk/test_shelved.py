"""A mapping on shelves is what it was made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.disk.shelved import ShelfLostError, Shelved, shelves_of

keys = st.text(st.sampled_from("ab/é\udcff"), max_size=4)


@given(st.dictionaries(keys, st.one_of(st.none(), st.just(()), st.just((("embed", "x"),)))), keys)
def test_every_answer_is_that_of_the_mapping(entries: dict[str, object], other: str) -> None:
    kept = Shelved(shelves_of(entries, 2))
    for key in {*entries, other}:
        assert kept.get(key, 7) == entries.get(key, 7)
        assert (key in kept) == (key in entries)
    assert all(kept[key] == value for key, value in entries.items())
    assert kept == entries
    assert {**kept} == entries
    assert dict(kept.items()) == entries
    assert frozenset(["x"]).union(kept) == {"x", *entries}
    assert sorted(kept) == sorted(entries)
    assert len(kept) == len(entries)
    assert Shelved(shelves_of(kept)) == kept
    if other not in entries:
        with pytest.raises(KeyError):
            kept[other]


def test_a_shelf_is_read_when_it_is_asked_for() -> None:
    class Late:
        def __init__(self, data: bytes | None) -> None:
            self.data, self.times = data, 0

        def read(self) -> bytes | None:
            self.times += 1
            return self.data

    entries = {str(number): (number,) for number in range(100)}
    shelves = [Late(shelf) for shelf in shelves_of(entries)]
    kept = Shelved(shelves)
    assert [kept["7"], kept["7"], kept.get("x")] == [(7,), (7,), None]
    assert 1 <= sum(shelf.times for shelf in shelves) <= 2
    assert kept == entries
    for shelf in shelves:
        shelf.data = None
    lost = Shelved(shelves)
    for asked in (lambda: lost.get("7"), lambda: shelves_of(lost), lambda: "7" in lost):
        with pytest.raises(ShelfLostError):
            asked()
