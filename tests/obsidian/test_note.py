from hashlib import sha256

import pytest

from vaultsync.diagnostic import Place
from vaultsync.obsidian.facts import Facts
from vaultsync.obsidian.note import Note, scan_notes
from vaultsync.obsidian.parts import Block, Heading, Link, Tag
from vaultsync.obsidian.scan import scan
from vaultsync.text import Span, UndecodableError

TEXT = """---
title: Seven
up: "[[Parent]]"
tags: [one]
---
# First [[a]]
text #two with [b](c%20d.md#e) ^id

%% hidden %% `code`
"""


@pytest.fixture
def note():
    return Note("folder/Seven.md", TEXT.encode())


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.md", "a"), ("a/b c.md", "b c"), ("a/B.MD", "B"), ("a.b.md", "a.b"), ("a", "a")],
)
def test_name(path, name):
    assert Note(path, b"").name == name


def test_bytes_and_text():
    note = Note("a.md", b"\xef\xbb\xbfa\r\n")
    assert note.text == "a\r\n"
    assert note.mark
    assert note.sha256 == sha256(b"\xef\xbb\xbfa\r\n").hexdigest()
    assert not Note("a.md", b"a").mark


def test_bytes_that_are_not_utf_8():
    with pytest.raises(UndecodableError, match="line 2"):
        Note("a.md", b"a\n\xff")


def test_frontmatter_and_body(note):
    assert TEXT[slice(*note.frontmatter)].startswith("title:")
    assert TEXT[note.body_start :].startswith("# First")
    assert Note("a.md", b"text").frontmatter is None
    assert Note("a.md", b"text").body_start == 0


def test_parts_have_names(note):
    (heading,) = note.headings
    assert isinstance(heading, Heading)
    assert (heading.level, heading.text) == (1, "First [[a]]")
    assert all(isinstance(link, Link) for link in note.links)
    assert [link.path for link in note.links] == ["a", "c d.md"]
    assert [link.kind for link in note.links] == ["wikilink", "markdown"]
    assert note.tags == (Tag("two", TEXT.index("#two"), TEXT.index("#two") + 4),)
    assert [note.raw(comment) for comment in note.comments] == ["%% hidden %%"]
    assert [note.raw(span) for span in note.code] == ["`code`"]
    assert isinstance(note.code[0], Span)


def test_blocks_know_what_they_name(note):
    (block,) = note.blocks
    assert isinstance(block, Block)
    assert note.raw(block) == "^id"
    assert TEXT[block.block_start : block.block_end].startswith("text #two")


def test_links_of_properties_come_first(note):
    assert [link.path for link in note.all_links] == ["Parent", "a", "c d.md"]
    assert note.all_links[0].kind == "property"
    assert Note("a.md", b"[[b]]").all_links == Note("a.md", b"[[b]]").links


def test_properties_are_read(note):
    assert note.properties.get("title") == "Seven"


def test_place(note):
    link = note.links[0]
    assert note.place(link.start, link.end) == Place("folder/Seven.md", 6, 9, 6, 14)


def test_notes_are_scanned_together_unless_their_facts_are_known():
    known = scan("# Known")
    notes = [Note("a.md", b"[[A]]"), Note("b.md", b"[[B]]", known), Note("c.md", b"[[C]]")]
    scan_notes(notes)
    assert [note.__dict__["facts"] for note in notes] == [scan("[[A]]"), known, scan("[[C]]")]


def test_parts_are_found_once(note):
    assert note.links is note.links
    assert note.facts is note.facts


def test_facts_that_were_kept_are_not_found_again():
    kept: Facts = scan("[[kept]]")
    note = Note("a.md", b"[[found]]", kept)
    assert [link.path for link in note.links] == ["kept"]


def test_a_lone_return_ends_a_line():
    note = Note("a.md", b"# One\r# Two\rtext\r\rmore ^id\r")
    assert [heading.text for heading in note.headings] == ["One", "Two"]
    assert [note.text[block.block_start : block.block_end] for block in note.blocks] == ["more ^id"]
    assert note.place(6, 11).line == 2


def test_repr_names_the_note(note):
    assert repr(note) == "Note('folder/Seven.md')"
