"""A folder that cannot be listed: it is named, and nothing rests on what may lie in it."""

from __future__ import annotations

from tests.rules.actions import IN_STEP, OTHER_ROW, ROAD_MAP, ROW, ROW_WITH_ID, action, area
from tests.vaults import diagnostics, page, spots, workspace_of
from vaultsync.agreement import State
from vaultsync.tracker.lock import Base

SECTIONS = {"Mission 1.1.md": f"# Mission 1.1\nOpen data\n## Mission 1.1a\n{ROAD_MAP}\n"}


def test_it_is_named() -> None:
    (found,) = diagnostics({"One.md": "x"}, refused=["sub/"])
    assert (found.place.path, found.code, found.severity.word) == ("sub/", "V606", "error")
    assert found.message == "the folder cannot be listed: what lies in it is not known"


def test_no_row_is_called_missing_for_it() -> None:
    files, rows = {**area(), **action(IN_STEP)}, page(ROW_WITH_ID, OTHER_ROW)
    assert spots(files, rows, "T101") != []
    assert spots(files, rows, "T101 T106", refused=["sub/"]) == []
    (side,) = workspace_of(files, rows, refused=["sub/"]).sides
    assert [row.text for row in side.alignment.untold] == [OTHER_ROW[0]]


def test_no_link_is_called_broken_for_it() -> None:
    files = {"One.md": "[[Two]] ![[Three]] [[deep/Four#x]]\n"}
    assert len(spots(files, select="L4 E3")) == 3
    assert spots(files, select="L4 E3", refused=["sub/"]) == []


def test_what_holds_our_values_is_the_home_all_the_same() -> None:
    (side,) = workspace_of({**area(), **action(IN_STEP)}, page(ROW), refused=["sub/"]).sides
    assert [each.state for each in side.agreements] == [State.AGREED]


def test_what_holds_none_may_have_its_home_there() -> None:
    for base in ([], [Base("Mission 1.1a", "status", "in-progress")]):
        (side,) = workspace_of(SECTIONS, page(ROW), base=base, refused=["sub/"]).sides
        (found,) = side.agreements
        assert (found.state, found.unread, found.fields) == (State.DOUBTFUL, "sub/", ())


def test_it_comes_and_goes() -> None:
    files = {**area(), "One.md": "[[Two]]"}
    workspace = workspace_of(files, page(ROW))
    whole = workspace.diagnostics()
    workspace.vault.files.refused = frozenset({"sub/"})  # type: ignore[attr-defined]  # see vaults.py
    for hints in (None, ["sub"]):
        assert workspace.change(hints) == {"sub/"}
        assert (
            workspace.diagnostics()
            == workspace_of(files, page(ROW), refused=["sub/"]).diagnostics()
        )
        workspace.vault.files.refused = frozenset()  # type: ignore[attr-defined]
        assert workspace.change(hints) == {"sub/"}
        assert workspace.diagnostics() == whole
        workspace.vault.files.refused = frozenset({"sub/"})  # type: ignore[attr-defined]
