from __future__ import annotations

from tests.vaults import spots


def test_a_file_in_the_cloud_is_not_broken() -> None:
    files = {"Home.md": "[[Plan]] ![[Plan#Aims]]", ".Plan.md.icloud": b"bplist00"}
    assert [spot[2:] for spot in spots(files)] == [(3, "L415"), (13, "L415")]


def test_a_file_that_is_here() -> None:
    assert spots({"Home.md": "[[Plan]]", "Plan.md": "", ".Plan.md.icloud": b""}) == []
