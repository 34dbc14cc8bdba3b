"""PyYAML's own parser, made to find the faults that the C parser finds, in the same words.

PyYAML is nearly always built with libyaml. Where it is not, a vault is to be judged
as it is anywhere else: this is imported there, and nowhere else.
"""

from __future__ import annotations

import yaml

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAME = {
    "mapping values are not allowed here": "mapping values are not allowed in this context",
    "mapping keys are not allowed here": "mapping keys are not allowed in this context",
    "sequence entries are not allowed here": (
        "block sequence entries are not allowed in this context"
    ),
    "found unexpected document separator": "found unexpected document indicator",
}
# How they begin; what was found there ends them.
_BEGINNINGS = (
    ("found character ", "found character that cannot start any token"),
    ("found unknown escape character", "found unknown escape character"),
    ("found undefined tag handle", "found undefined tag handle"),
    ("expected the node content", "did not find expected node content"),
    ("expected ',' or ']'", "did not find expected ',' or ']'"),
    ("expected ',' or '}'", "did not find expected ',' or '}'"),
    ("expected '<document start>'", "did not find expected <document start>"),
    ("expected alphabetic or numeric", "did not find expected alphabetic or numeric character"),
    ("expected escape sequence", "did not find expected hexdecimal number"),
    ("expected chomping", "did not find expected comment or line break"),
    ("expected a comment or", "did not find expected comment or line break"),
    ("expected indentation indicator", "found an indentation indicator equal to 0"),
    ("expected '>'", "did not find the expected '>'"),
    ("expected '!'", "did not find expected '!'"),
    ("expected URI escape", "did not find URI escaped octet"),
    ("expected URI", "did not find expected whitespace or line break"),
    ("expected ' '", "did not find expected whitespace or line break"),
)

_SURROGATE = compiled("[\ud800-\udfff]")
_HALF = compiled(r"\\u(?=[dD][89a-fA-F])")
_BRACKET = compiled(r"[\[\]]")


def events(text: str) -> Iterator[Any]:
    """Yield the events of a block. Raises `yaml.YAMLError`."""
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        error.problem = _in_words_of_libyaml(error)
        raise


def _in_words_of_libyaml(error: Any) -> str:
    """Return what the C parser says where PyYAML's own found an error (a `MarkedYAMLError`)."""
    problem: str = error.problem or ""
    context: str = error.context or ""
    if problem.startswith("expected <block end>"):
        within = "'-' indicator" if "collection" in context else "key"
        return f"did not find expected {within}"
    if "a directive" in context and problem.startswith("expected alphabetic"):
        if error.problem_mark.index == error.context_mark.index + 1:
            return "could not find expected directive name"
        return "found unexpected non-alphabetical character"
    for beginning, said in _BEGINNINGS:
        if problem.startswith(beginning):
            return said
    return _SAME.get(problem, problem)


class _Loader(yaml.SafeLoader):
    """Takes tabs for white space, and ends tags, where libyaml and YAML 1.2 do.

    What is written anew here of PyYAML's scanner is what it gets wrong, and no more.
    """

    def scan_to_next_token(self) -> None:
        """Go on to the next token, past tabs if these cannot be taken for indentation."""
        while True:
            while self.peek() == " " or (self.peek() == "\t" and self._may_hold_tabs()):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0\r\n":
                    self.forward()
            if not self.scan_line_break():  # type: ignore[no-untyped-call]  # PyYAML's
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def _may_hold_tabs(self) -> bool:
        return bool(self.flow_level) or not self.allow_simple_key

    def scan_plain(self) -> Any:
        """Return a text without quotes."""
        start = self.get_mark()
        token = super().scan_plain()
        if self.flow_level and self.peek() == ":" and self.peek(1) in ",[]{}":
            problem = "found unexpected ':'"
            raise _error("while scanning a plain scalar", start, problem, self.index)
        return token

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> Any:
        """Return the white space within a plain text, or what line ends in it come to."""
        length = 0
        while self.peek(length) in " \t":
            length += 1
        blanks = self.prefix(length)
        if "\t" in blanks:
            self.forward(length)
            if self.peek() not in "\0\r\n":
                return [blanks]
        spaces = super().scan_plain_spaces(indent, start_mark)
        if self.peek() == "\t" and self.column < indent:
            problem = "found a tab character that violates indentation"
            raise _error("while scanning a plain scalar", start_mark, problem, self.index)
        while self.peek() == "\t" or (self.peek() == " " and self.column >= indent):
            self.forward()
        return spaces

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Return what the head of a block of text says: whether its end counts, and its indent."""
        chomping: bool | None = None
        increment: int | None = None
        while True:
            char = self.peek()
            if chomping is None and char in "+-":
                chomping = char == "+"
            elif increment is None and char in "123456789":
                increment = int(char)
            else:
                break
            self.forward()
        if char == "0":
            super().scan_block_scalar_indicators(start_mark)  # raises
        while self.peek() in " \t":
            self.forward()
        if self.peek() not in "\0#\r\n":
            problem = "did not find expected comment or line break"
            raise _error("while scanning a block scalar", start_mark, problem, self.index)
        return chomping, increment

    def scan_flow_scalar(self, style: str) -> Any:
        """Return a text between quotes, whose escapes all stand for characters."""
        start = self.get_mark()
        try:
            token = super().scan_flow_scalar(style)
        except ValueError:  # beyond the last character that there is
            at = 0
        else:
            if not _SURROGATE.search(token.value):
                return token
            escape = _HALF.search(self._written(start))
            at = start.index - self.index + (escape.end() if escape else 0)
        problem = "found invalid Unicode character escape code"
        raise _error("while parsing a quoted scalar", start, problem, self.index + at)

    def scan_tag(self) -> Any:
        """Return a tag, which does not hold brackets: `![[Note]]` is none."""
        token = super().scan_tag()
        start = token.start_mark
        written = self._written(start)
        bracket = _BRACKET.search(written)
        if bracket and not written.startswith("!<"):
            at = start.index + bracket.start()
            raise _error("while scanning a tag", start, "expected ' ', but found a bracket", at)
        return token

    def _written(self, start: Any) -> str:
        """Return what stands between a mark and here."""
        text: str = self.buffer[self.pointer - self.index + start.index : self.pointer]
        return text


def _error(context: str, start: Any, problem: str, at: int) -> Exception:
    # Of a mark, only the index is of use.
    mark = yaml.Mark(start.name, at, start.line, start.column, None, 0)
    return yaml.scanner.ScannerError(context, start, problem, mark)
