"""What holds for any text whatsoever."""

import marshal
from itertools import pairwise
from unicodedata import normalize

from hypothesis import example, given
from hypothesis import strategies as st

from tests.markdown_texts import any_text
from vaultsync.obsidian import scan as scan_module
from vaultsync.obsidian.links import decoded
from vaultsync.obsidian.markdown.reading import Reading
from vaultsync.obsidian.parts import Heading, Link, Tag
from vaultsync.obsidian.scan import scan, scan_all


def plain(value):
    if type(value) is tuple:
        return all(map(plain, value))
    return value is None or type(value) in (str, int, bool)


@given(any_text())
def test_facts_are_plain_and_survive_marshal(text):
    facts = scan(text)
    assert plain(facts)
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert marshal.loads(marshal.dumps(facts)) == facts


@given(st.lists(any_text(), max_size=4))
@example(["---\na: 1\n---\n# One", "[[Two]]\n\n[x]: y", "a\r# Three\r\n|a|\n|-|"])
def test_texts_have_the_facts_together_that_each_has_alone(texts):
    assert scan_all(texts) == [scan(text) for text in texts]


@given(any_text())
def test_every_span_is_what_it_names(text):
    frontmatter, headings, links, tags, ids, comments, *_ = scan(text)
    body = frontmatter[2] if frontmatter else 0
    if frontmatter:
        assert text.startswith("---")
        assert text[frontmatter[1] : frontmatter[2]].startswith("---")
    for heading in map(Heading._make, headings):
        assert text[heading.text_start : heading.text_end] == heading.text
        assert body <= heading.start <= heading.text_start <= heading.text_end <= heading.end
        assert heading.text == heading.text.strip(" \t")
        if heading.start < heading.text_start:
            assert text[heading.start :].startswith("#" * heading.level)
    for tag in map(Tag._make, tags):
        assert text[tag.start : tag.end] == "#" + tag.name
        assert tag.name
    for name, start, end, _ in ids:
        assert text[start:end] == "^" + name
    for start, end in comments:
        assert text[start : start + 2] == text[end - 2 : end] == "%%"
    for link in map(Link._make, links):
        check_link(text, link)
        assert link.start >= body


def check_link(text, link):
    raw = text[link.start : link.end]
    path = text[link.path_start : link.path_end]
    subpath = text[link.subpath_start : link.subpath_end]
    assert raw.startswith("![" if link.embed else "[")
    if link.kind == "wikilink":
        assert raw.removeprefix("!").startswith("[[")
        assert raw.endswith("]]")
        assert normalize("NFC", path) == link.path
        assert normalize("NFC", subpath) == link.subpath
    else:
        assert raw[-1] in ")]"
        assert link.path == (path if link.external else decoded(path))
        assert link.subpath == decoded(subpath)
    assert link.path_start <= link.path_end <= link.subpath_start <= link.subpath_end
    assert link.subpath[:1] in ("", "#")
    if link.kind != "reference":
        assert link.start < link.path_start
        assert link.subpath_end < link.end


@given(any_text())
def test_everything_is_in_order_and_within_the_text(text):
    _, headings, links, tags, ids, comments, code, hidden, *_ = scan(text)
    for starts in (
        [fact[2] for fact in headings],
        [fact[2] for fact in links],
        [fact[1] for fact in tags],
        [fact[1] for fact in ids],
    ):
        assert starts == sorted(set(starts))
    for spans in (comments, [fact[:2] for fact in code], hidden):
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            at = end
    opaque = sorted([*(fact[:2] for fact in code), *hidden])
    assert all(left[1] <= right[0] for left, right in pairwise(opaque))
    for start in [*(fact[2] for fact in links), *(fact[1] for fact in tags)]:
        assert not any(left <= start < right for left, right in opaque)


@given(any_text())
def test_the_block_structure_is_asked_for_wherever_it_matters(text):
    """A reader that knows it from the start sees the same."""

    class Knowing(Reading):
        def __init__(self, text, start):
            super().__init__(text, start)
            self.read_blocks(start)

    facts = scan(text)
    usual, scan_module.Reading = scan_module.Reading, Knowing
    try:
        assert scan(text) == facts
    finally:
        scan_module.Reading = usual


@given(any_text())
def test_line_ends_of_windows_change_offsets_only(text):
    unix = text.replace("\r", "\n")
    windows = unix.replace("\n", "\r\n")
    for here, there in zip(scan(unix)[1:5], scan(windows)[1:5], strict=True):
        assert len(here) == len(there)
        for one, other in zip(here, there, strict=True):
            assert names(one) == names(other)


def names(fact):
    return [
        item.replace("\r\n", "\n") if isinstance(item, str) else item
        for item in fact
        if not isinstance(item, int) or isinstance(item, bool)
    ]
