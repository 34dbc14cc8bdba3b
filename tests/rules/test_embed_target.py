from __future__ import annotations

from tests.vaults import diagnostics, spots


def test_embeds_without_a_file() -> None:
    text = "![[One]]\n![two](Two.md)\n![[pic.png|100]]\n"
    assert spots({"Home.md": text}) == [
        ("Home.md", 1, 4, "E301"),
        ("Home.md", 2, 8, "E301"),
        ("Home.md", 3, 4, "E301"),
    ]


def test_embeds_with_a_file() -> None:
    text = "![[One]]\n![[pic.png|100]]\n![](https://example.org/x.png)\n![[sub/pic.png#outline]]\n"
    assert spots({"Home.md": text, "One.md": "", "sub/pic.png": ""}) == []


def test_every_broken_embed_is_an_error_but_one_of_nothing() -> None:
    first, second = diagnostics({"Home.md": "![[One]]\n![Uploading file]()\n"})
    assert (first.severity.word, second.severity.word) == ("error", "warning")
    assert second.message == "the embed names no file"


def test_in_a_comment_it_is_a_warning() -> None:
    (found,) = diagnostics({"Home.md": "%% ![[One]] %%\n"})
    assert (found.code, found.severity.word) == ("E301", "warning")


def test_a_doubly_encoded_embed_stays_an_embed_fault_and_is_safe_to_mend() -> None:
    (found,) = diagnostics({"Home.md": "![x](Road%2520map.md)\n", "Road map.md": ""})
    assert found.code == "E301"
    assert found.fix is not None
    assert (found.fix.safety.value, found.fix.edits[0].edit.text) == ("safe", "Road%20map.md")
