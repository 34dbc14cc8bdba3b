import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.canvas import Canvas, CanvasError
from vaultsync.text import UndecodableError


def canvas(*nodes, **more):
    return Canvas("c.canvas", json.dumps({"nodes": nodes, **more}, indent=1).encode())


def test_file_cards_name_files_and_parts_of_them():
    read = canvas({"type": "file", "file": "d/Caf\xe9 \U0001f340.md", "subpath": "#H", "id": "1"})
    (link,) = read.all_links
    assert link.kind == "canvas"
    assert (link.path, link.subpath, link.embed) == ("d/Caf\xe9 \U0001f340.md", "#H", True)
    assert read.text[link.path_start : link.path_end] == r"d/Caf\u00e9 \ud83c\udf40.md"
    assert read.text[link.subpath_start : link.subpath_end] == "#H"
    assert read.text[link.start : link.end].startswith("d/")


def test_text_cards_are_markdown():
    text = '---\n[[A]] "q" \U0001f340 [t](b%20c.md#h) `[[no]]`'
    read = canvas({"type": "text", "text": text})
    assert [(link.kind, link.path, link.subpath) for link in read.all_links] == [
        ("wikilink", "A", ""), ("markdown", "b c.md", "#h"),
    ]  # fmt: skip
    assert [read.raw(link) for link in read.all_links] == ["[[A]]", "[t](b%20c.md#h)"]
    first = read.all_links[0]
    assert read.place(first.start, first.end).line == 5


def test_groups_have_backgrounds():
    read = canvas({"type": "group", "background": "img/b.png"}, {"type": "group", "label": "x"})
    assert [link.path for link in read.all_links] == ["img/b.png"]


def test_only_nodes_are_cards():
    read = canvas(
        {"type": "link", "url": "https://x"}, {"type": "text"}, {"type": "file", "file": 3},
        {"type": "file", "file": "a.md", "more": {"file": "no.md"}},
        edges=[{"type": "file", "file": "no.md"}],
    )  # fmt: skip
    assert [link.path for link in read.all_links] == ["a.md"]


def test_an_empty_file_is_an_empty_canvas():
    assert Canvas("c.canvas", b"").all_links == ()
    assert Canvas("c.canvas", b"{}").all_links == ()


@pytest.mark.parametrize(("data", "line"), [(b'{\n"nodes": [', 2), (b"[]", 1), (b"[" * 99_999, 1)])
def test_what_is_no_canvas_is_said_to_be_none(data, line):
    with pytest.raises(CanvasError) as error:
        Canvas("c.canvas", data)
    assert error.value.line == line
    with pytest.raises(UndecodableError):
        Canvas("c.canvas", b"\xff")


_texts = st.text(st.characters() | st.sampled_from('"\\\n[]|#\U0001f340é'), max_size=20)


@given(st.lists(_texts, max_size=3), st.booleans())
def test_spans_spell_what_they_name(texts, ascii_only):
    cards = [{"type": "text", "text": f"{text}[[x]]"} for text in texts]
    data = json.dumps({"nodes": cards}, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    try:
        read = Canvas("c.canvas", data)
    except UndecodableError:
        return
    for link in read.all_links:
        if link.path == "x":
            assert read.raw(link).removeprefix("!") == "[[x]]"
