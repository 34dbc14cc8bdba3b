"""The parts of a note: `scan`'s facts, named."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vaultsync.obsidian.facts import LinkKind


class Heading(NamedTuple):
    """A heading: `text` is the raw source after the `#`s, without its closing ones.

    `start`-`end` is the whole heading without its line end (both lines of one
    that is underlined), `text_start`-`text_end` its text.
    """

    level: int
    text: str
    start: int
    end: int
    text_start: int
    text_end: int


class Link(NamedTuple):
    """A link or an embed, of whatever syntax.

    `path` is what the link names: decoded, trimmed, NFC, without its subpath,
    which starts with `#` or is empty. `path_start`-`path_end` and
    `subpath_start`-`subpath_end` are the spans of both as written; the latter
    is empty and lies at `path_end` where there is none. The path of a
    reference link is written in its definition.
    """

    kind: LinkKind
    embed: bool
    start: int
    end: int
    path: str
    subpath: str
    display: str
    path_start: int
    path_end: int
    subpath_start: int
    subpath_end: int
    external: bool
    in_comment: bool
    in_table: bool


class Tag(NamedTuple):
    """A tag: its name without `#`, and its span, in a body with the `#`."""

    name: str
    start: int
    end: int


class Block(NamedTuple):
    """A block id, its span (`^` included), and the span of the block that it names."""

    id: str
    start: int
    end: int
    own_line: bool
    block_start: int
    block_end: int
