from __future__ import annotations

from tests.vaults import diagnostics


def test_a_note_that_cannot_be_opened() -> None:
    (found,) = diagnostics({"Plan.md": "x", "Home.md": "[[Plan]]"}, refused=["Plan.md"])
    assert (found.place.path, found.code, found.severity.word) == ("Plan.md", "V606", "error")
    assert "Permission denied" in found.message


def test_a_note_that_can() -> None:
    assert diagnostics({"Plan.md": "x"}) == ()


def test_a_canvas_that_is_no_json() -> None:
    (found,) = diagnostics({"Board.canvas": '{"nodes":\n[}'})
    assert (found.place.path, found.place.line, found.code) == ("Board.canvas", 2, "V606")
