from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import page, workspace_of
from vaultsync.report.match_text import adding_up, match_one

ROW = "TBS will publish a road map for open data in every department."


@pytest.mark.parametrize(("count", "said"), [(43, True), (1, False)])
def test_a_doubt_for_what_was_not_read_says_so(count: int, said: bool) -> None:
    files = {
        "Mission 1.1.md": "Open data\n",
        "Mission 1.1a.md": ROW.replace("road map", "plan") + "\n",
    }
    text = page((ROW, "Open data", "Completed", "Year 1"), count=count)
    (published,) = workspace_of(files, text).sides
    (match,) = published.alignment.actions
    lines = "\n".join(match_one(match, published.lock.snapshot))
    assert ("it fits, but a better row may stand in what was not read" in lines) is said


@given(st.lists(st.floats(-0.2, 0.6), max_size=9))
def test_the_printed_parts_add_up_to_the_printed_score(weights: list[float]) -> None:
    parts = adding_up(weights, sum(weights))
    assert round(sum(parts), 2) == float(f"{sum(weights):.2f}")
    assert all(abs(part - weight) < 0.0151 for part, weight in zip(parts, weights, strict=True))


def test_the_waterfalls_of_the_handbook_add_up() -> None:
    text = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")
    waterfalls = re.findall(
        r"(?m)^Mission .* <->  row .*\n((?:  .{14} [+-]\d\.\d\d.*\n)+?)  score +([+-]\d\.\d\d)",
        text,
    )
    assert len(waterfalls) >= 3
    for parts, score in waterfalls:
        weights = re.findall(r"(?m)^  .{14} ([+-]\d\.\d\d)", parts)
        assert round(sum(map(float, weights)), 2) == float(score)
