from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_the_line_of_the_first_bad_byte() -> None:
    (found,) = diagnostics({"Plan.md": b"One\nTwo\ncaf\xe9\n"})
    assert (found.code, found.place.line, found.severity.word) == ("V605", 3, "error")


def test_the_rest_is_judged_and_links_to_it_resolve() -> None:
    files = {"Home.md": "[[Plan]] [[Plan#Aims]] [[Gone]]", "Plan.md": b"caf\xe9"}
    assert [spot[3] for spot in spots(files)] == ["L401", "V605"]


def test_a_byte_order_mark_is_fine() -> None:
    assert spots({"Plan.md": "\ufefftext".encode()}) == []


def test_the_message_names_the_byte() -> None:
    (found,) = diagnostics({"Plan.md": b"caf\xe9"})
    assert "byte 3" in found.message
    assert "UTF-8" in found.message
