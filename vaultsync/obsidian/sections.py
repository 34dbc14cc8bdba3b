"""What the section under each heading says, through mistune."""

from __future__ import annotations

from typing import NamedTuple


class Paragraph(NamedTuple):
    """A paragraph of a section.

    `text` is its rendered prose, without markup, embeds, comments, block ids
    and lines of tags; empty if nothing remains. `start` and `end` span its
    lines of prose whole, from the first to the last, without the last line
    end; all its lines where there is no prose. `prefix` is what a further
    line needs in front (`> `, an indent). `embeds` are indices into the
    note's links. `block_id` says that the span ends in a block id.
    """

    text: str
    start: int
    end: int
    prefix: str
    links_only: bool
    embeds: tuple[int, ...]
    block_id: bool


class Section(NamedTuple):
    """A heading (index in the note's headings, -1: none yet) and what stands under it.

    `title` is the heading's rendered text. The section ends at the next
    heading of any level.
    """

    heading: int
    title: str
    paragraphs: tuple[Paragraph, ...]
