"""The fuzzing targets hold for what they begin with, and for what hypothesis makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.seeds import seeds
from fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_its_seeds(name: str) -> None:
    for data in seeds(name):
        TARGETS[name](data)


def broken(data: bytes) -> st.SearchStrategy[bytes]:
    """Return a seed with a stretch of it replaced."""
    cut = st.tuples(st.integers(0, len(data)), st.integers(0, 8), st.binary(max_size=8))
    return cut.map(lambda cut: data[: cut[0]] + cut[2] + data[cut[0] + cut[1] :])


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=15)
@given(drawn=st.data())
def test_a_target_holds_for_broken_seeds(name: str, drawn: st.DataObject) -> None:
    small = [data for data in seeds(name) if len(data) < 600] or [b""]
    TARGETS[name](drawn.draw(st.sampled_from(small).flatmap(broken)))
