from __future__ import annotations

import pytest

from tests.vaults import diagnostics
from vaultsync.text import apply_edits


def test_a_comment_that_does_nothing_is_removed_whole() -> None:
    text = "One\n%% vaultsync: ignore[L401] why %%\nTwo\n"
    (found,) = diagnostics({"Home.md": text})
    assert (found.code, found.place.line, found.severity.word) == ("X001", 2, "warning")
    assert found.fix is not None
    assert apply_edits(text, [edit.edit for edit in found.fix.edits]) == "One\nTwo\n"


def test_a_comment_at_the_end_of_a_line() -> None:
    text = "One  %% vaultsync: ignore[L401] why %%\nTwo\n"
    (found,) = diagnostics({"Home.md": text})
    assert found.fix is not None
    assert apply_edits(text, [edit.edit for edit in found.fix.edits]) == "One\nTwo\n"


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ("Z999", "no rule has the code Z999"),
        ("L9", "no rule has the code L9"),
        ("", "the suppression names no code"),
        ("L405", "nothing is suppressed here: L405"),
    ],
)
def test_codes(codes: str, message: str) -> None:
    (found,) = diagnostics({"Home.md": f"One %% vaultsync: ignore[{codes}] why %%\n"})
    assert found.message == message


def test_an_idle_entry_of_the_property() -> None:
    text = "---\nvaultsync-ignore: [L401 why, L405 why]\n---\n[[Two]]\n"
    (found,) = diagnostics({"Home.md": text})
    assert (found.code, found.place.line, found.place.column) == ("X001", 2, 30)
    assert found.fix is None


def test_the_beginning_of_a_code_will_do() -> None:
    assert diagnostics({"Home.md": "[[Two]] %% vaultsync: ignore[L] why %%\n"}) == ()
