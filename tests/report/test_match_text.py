from __future__ import annotations

import pytest

from tests.vaults import page, workspace_of
from vaultsync.report.match_text import match_one

ROW = "TBS will publish a road map for open data in every department."


@pytest.mark.parametrize(("count", "said"), [(43, True), (1, False)])
def test_a_doubt_for_what_was_not_read_says_so(count: int, said: bool) -> None:
    files = {
        "Mission 1.1.md": "Open data\n",
        "Mission 1.1a.md": ROW.replace("road map", "plan") + "\n",
    }
    text = page((ROW, "Open data", "Completed", "Year 1"), count=count)
    published = workspace_of(files, text).published
    assert published is not None
    (match,) = published.alignment.actions
    lines = "\n".join(match_one(match, published.lock.snapshot))
    assert ("it fits, but a better row may stand in what was not read" in lines) is said
