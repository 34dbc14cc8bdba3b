"""Links at which several things are wrong: one is said, and where it is left unsaid, the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import settle
from tests.vaults import diagnostics
from vaultsync.config import Config, PathSettings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.asking import Asker

OTHERS = {
    "Note.md": "Text ^Blk\n",
    "sub/Dup.md": "Text ^Blk\n",
    "oth/Dup.md": "Text ^Blk\n",
}
TABLE = "| a |\n|---|\n| {} |\n"


def codes(link: str, *ignored: str) -> list[str]:
    """What is said of a link where these codes are ignored."""
    config = Config(ignore=ignored)
    return [each.code for each in diagnostics({**OTHERS, "Home.md": link}, config=config)]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[[Dup#]]", ["L404", "L410"]),
        ("[[dup]]", ["L404", "L405"]),
        ("[[dup#]]", ["L404", "L410", "L405"]),
        ("![[Dup#^Zebra]]", ["E303", "L404"]),
        ("[[Note#^blk]]", ["L420"]),
        ("[[note#^blk]]", ["L420", "L405"]),
        (TABLE.format("[[Dup|y]]"), ["L413", "L404"]),
        (TABLE.format("[[To come|y]]"), ["L401", "L413"]),
        ("[[Dup.md.md]]", ["L409"]),
    ],
)
def test_what_is_said_next(link: str, said: list[str]) -> None:
    for count, code in enumerate(said):
        assert codes(link, *said[:count]) == [code]
    assert codes(link, *said) == []


def test_what_is_said_next_where_a_note_asks_for_it() -> None:
    reason = "both will do %%"
    assert codes(f"[[Dup#]] %% vaultsync: ignore[L404] {reason}") == ["L410"]
    assert codes(f"[[Dup#]] %% vaultsync: ignore[L4] {reason}") == []
    assert codes(f"[[dup#]] %% vaultsync: ignore[L404] {reason}", "L410") == ["L405"]
    assert codes(f"[[dup#]] %% vaultsync: ignore[L410] {reason}", "L404") == ["L405"]


def test_what_is_said_next_where_it_is_ignored_for_a_path() -> None:
    config = Config(paths=(PathSettings("Home.md", ("L404",)),))
    files = {**OTHERS, "Home.md": "[[Dup#]]", "Other.md": "[[Dup#]]"}
    found = [(each.place.path, each.code) for each in diagnostics(files, config=config)]
    assert found == [("Home.md", "L410"), ("Other.md", "L404")]


def test_a_request_about_what_is_still_behind_another_is_not_idle() -> None:
    asked = "[[Dup#]] %% vaultsync: ignore[L410] it is on its way %%"
    assert codes(asked) == ["L404"]
    assert codes(asked, "L404") == []


def test_what_an_earlier_run_found_holds_it_too(ask: Asker, vault: Path) -> None:
    for path, text in {**OTHERS, "Home.md": "[[Dup#]]\n"}.items():
        (vault / path).parent.mkdir(exist_ok=True)
        (vault / path).write_text(text)
    settle()
    assert b"L404" in ask("check").out
    assert b"L410" in ask("check", "--ignore", "L404").out
