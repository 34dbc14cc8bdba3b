from __future__ import annotations

from tests.rules.actions import IN_STEP, ROW, action, area
from tests.vaults import diagnostics, page
from vaultsync.config import Config

FAR = ("SSC will move every server to the cloud.", "Networks", "Completed", "Year 1")
FARTHER = ("CSPS will teach every manager to code.", "Schools", "Completed", "Year 1")
FILES = {**area(), **action(IN_STEP)}


def test_one_line_for_all_of_them() -> None:
    (found,) = diagnostics(FILES, page(ROW, FAR, FARTHER), "T")
    assert (found.place.path, found.place.line, found.code) == ("tracker.txt", 6, "T106")
    assert found.severity.word == "info"
    assert found.message == "2 rows are of areas that the vault does not describe"
    assert found.help.splitlines()[1] == "Networks; Schools"


def test_scope_all_misses_them_instead() -> None:
    found = diagnostics(FILES, page(ROW, FAR), "T", config=Config(scope="all"))
    assert [each.code for each in found] == ["T101"]


def test_nothing_out_of_scope() -> None:
    assert diagnostics(FILES, page(ROW), "T") == ()
