from __future__ import annotations

import threading

import pytest

from tests.vaults import view_of, workspace_of
from vaultsync.processes import forks
from vaultsync.workspace import workspace
from vaultsync.workspace.bystanders import parts_of, surroundings
from vaultsync.workspace.holding import Holds, stands


@pytest.mark.parametrize(
    ("text", "may_be_anything"),
    [
        ("Only words.\n", False),
        ("---\nstatus: Completed\n---\nOnly words.\n", False),
        ("---\ntags: [x]\n---\n#status/completed\n", False),
        ("#status/completed\n", False),
        ("---\nstatus: Completed\n---\n#status/completed\n", True),
        ("---\nSTATUS: Completed\ntags: [Status/Completed]\n---\n", True),
        ("---\npriority: High\n---\nÉté\n\n#PRIORITY/high\n", True),
        ("---\nstatus: Completed\n---\n#priority/high\n", False),
        ('---\n"st\\u0061tus": Completed\n---\n', True),
        ("---\naction_id: 1.1a\n---\n", True),
        ("---\ntitle: Mission 1.1a\n---\n", True),
        ("# Mission 1.1a\n", True),
    ],
)
def test_a_note_that_may_state_an_action_or_keep_its_values_is_no_bystander(
    text: str, may_be_anything: bool
) -> None:
    """A former home holds a value as property and as tag, in whatever case and however written."""
    view = view_of({"n.md": text, "other.md": ""})
    parts = parts_of(view.vault, view, surroundings(view.vault, (), ()))
    assert parts.of == {}
    assert parts.stating == ({"n.md"} if may_be_anything else set())
    holds, _ = stands(["n.md"], parts, view.vault, view, ())
    assert holds == Holds(True, not may_be_anything)


def test_a_canvas_that_breaks_before_it_is_first_read_here_is_spoken_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workspace, "WORTH_GOING_OVER", 1)
    monkeypatch.setattr(forks, "processors", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    files: dict[str, str | bytes] = {"n1.md": "# A\n", "board.canvas": "{}"}
    lived = workspace_of(files)
    assert lived.diagnostics() == ()
    lived.vault.files.contents["board.canvas"] = b"{"  # type: ignore[attr-defined]  # files in memory
    lived.change(["board.canvas"])
    assert [each.code for each in lived.diagnostics()] == ["V606"]
