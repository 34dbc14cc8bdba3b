"""The parts of a frontmatter block: what each says, how it is written, and where."""

from __future__ import annotations

from vaultsync.lean.typed import Literal, NamedTuple

Style = Literal["empty", "plain", "single", "double", "literal", "folded", "block", "flow"]

ProblemKind = Literal[
    "invalid-yaml",
    "duplicate-key",
    "not-a-mapping",
    "multiple-documents",
    "template",
    "too-deep",
    "too-large",
]


class Node(NamedTuple):
    """A value in a frontmatter block.

    `start` and `end` are offsets in the note's text; quotes and brackets are
    inside. A list in block style starts at its first dash and ends with its
    last item; an empty value starts and ends behind the colon or the dash.
    `children` are a list's items, or the keys and values of a mapping in turn.
    """

    kind: Literal["scalar", "list", "mapping"]
    style: Style
    start: int
    end: int
    value: object
    children: tuple[Node, ...] = ()


class Entry(NamedTuple):
    """One top-level key of a frontmatter block: its name, where it stands, its value."""

    name: str
    key_start: int
    key_end: int
    node: Node


class Problem(NamedTuple):
    """Why Obsidian cannot read a frontmatter block, or a part of it.

    `template`: a placeholder such as `{{date}}` or `<% … %>` stands where YAML
    expects something else; harmless in a folder of templates.
    """

    kind: ProblemKind
    start: int
    end: int
    message: str


class Block(NamedTuple):
    """A frontmatter block as read: `refusal` says why it must not be edited, or is None.

    `entries` is empty where Obsidian has no properties because of a problem.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    refusal: str | None = None
