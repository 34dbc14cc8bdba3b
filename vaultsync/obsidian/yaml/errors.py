"""What is wrong with a block of YAML, in plain words and at the place that can be mended."""

from __future__ import annotations

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, Any
from vaultsync.obsidian.line_places import line_end
from vaultsync.obsidian.yaml.nodes import Block, Problem

if TYPE_CHECKING:
    from vaultsync.obsidian.yaml.nodes import ProblemKind

SECOND_DOCUMENT = "a second YAML document starts here, and a note has one"

NOT_A_TEXT = "it holds a key that is not a text"

NEVER_QUOTED = "a text that holds `: ` needs quotes"

NEVER_CLOSED = "this `[` is never closed, or what it holds needs quotes"

_PLAINLY = {
    "mapping values are not allowed in this context": NEVER_QUOTED,
    "found character that cannot start any token": "a text that starts with this needs quotes",
    "found unexpected end of stream": "this quote is never closed",
    "did not find expected ',' or ']'": NEVER_CLOSED,
    "did not find expected ',' or '}'": "this `{` is never closed, or what it holds needs quotes",
    "did not find expected node content": "here a value is missing, or a bracket is never closed",
    "could not find expected ':'": "this is no key: no colon and space follow it",
    "block sequence entries are not allowed in this context": "a list starts on a line of its own",
    "found unknown escape character": "between double quotes a backslash must be doubled",
    "did not find expected hexdecimal number": "between double quotes a backslash must be doubled",
    "did not find expected alphabetic or numeric character": (
        "a text that starts with `*` or `&` needs quotes"
    ),
}
# Placeholders of the core template plugin and of the Web Clipper.
_PLACEHOLDER = compiled(r"\{\{|\{%")
_OPENED = compiled(r"quoted|flow|simple key|alias|anchor")


class UnreadableError(ValueError):
    """A block that Obsidian cannot read: `start` and `end` count in the block."""

    def __init__(self, kind: ProblemKind, start: int, end: int, message: str) -> None:
        super().__init__(message)
        self.kind: ProblemKind = kind
        self.start = start
        self.end = end
        self.message = message


def in_plain_words(block: str, error: Any) -> UnreadableError:
    """Return what an error of PyYAML's (a `MarkedYAMLError`) says about a block."""
    mark, opening = error.problem_mark, error.context_mark
    problem: str = error.problem or "this is not YAML"
    if opening and (mark is None or (problem in _PLAINLY and _OPENED.search(error.context or ""))):
        mark = opening
    start = mark.index if mark else 0
    if start >= len(block):
        start = len(block.rstrip())
    kind: ProblemKind = "invalid-yaml"
    message = _PLAINLY.get(problem, problem)
    starts_line = not block[block.rfind("\n", 0, start) + 1 : start].strip()
    if problem == "found character that cannot start any token":
        if block.startswith("\t", start):
            message = "a tab cannot indent"
    elif problem == "did not find expected <document start>" and starts_line:
        kind, message = "multiple-documents", SECOND_DOCUMENT
    elif problem in ("did not find expected key", "did not find expected <document start>"):
        message = (
            "this is indented otherwise than the keys before it"
            if starts_line
            else "this does not belong to the value before it: the whole needs quotes"
        )
    return UnreadableError(kind, start, line_end(block, start), message)


def twice(name: str, start: int, end: int) -> UnreadableError:
    """Return what is wrong with a key that has been read before."""
    message = f"the key `{name}` stands here a second time"
    return UnreadableError("duplicate-key", start, end, message)


def placeholder(start: int, end: int) -> Problem:
    """Return what is wrong with a placeholder of a template, at a span of the note's text."""
    return Problem("template", start, end, "a placeholder outside quotes is a mapping to YAML")


def unreadable(block: str, start: int, error: UnreadableError) -> Block:
    """Return a block of a note, at an offset of its text, that cannot be read."""
    kind: ProblemKind = error.kind
    if kind in ("invalid-yaml", "not-a-mapping") and _is_template(block, error):
        kind = "template"
    problem = Problem(kind, start + error.start, start + error.end, error.message)
    return Block((), (problem,), error.message)


def _is_template(block: str, error: UnreadableError) -> bool:
    """Return whether a placeholder stands in the line, or a script of Templater's before it."""
    line = block.rfind("\n", 0, error.start) + 1
    script = block.find("<%", 0, error.end) >= 0
    return script or _PLACEHOLDER.search(block, line, error.end) is not None
