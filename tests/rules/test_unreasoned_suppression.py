from __future__ import annotations

from tests.vaults import diagnostics


def test_a_comment_without_a_reason() -> None:
    (found,) = diagnostics({"Home.md": "[[Two]] %% vaultsync: ignore[L401] %%\n"})
    assert (found.code, found.place.column, found.severity.word) == ("X002", 9, "info")


def test_an_entry_of_the_property_without_a_reason() -> None:
    (found,) = diagnostics({"Home.md": "---\nvaultsync-ignore: L401\n---\n[[Two]]\n"})
    assert (found.code, found.place.line, found.place.column) == ("X002", 2, 19)


def test_with_a_reason() -> None:
    assert diagnostics({"Home.md": "[[Two]] %% vaultsync: ignore[L401] spring %%\n"}) == ()
