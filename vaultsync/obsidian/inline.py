"""A line of Markdown as a reader sees it: its inline markup removed.

This is for headings and other short texts whose words matter and whose
positions do not. It reads each character a bounded number of times, and never
fails.
"""

from __future__ import annotations

from vaultsync.lean.regex import VERBOSE, late
from vaultsync.lean.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_SPECIAL = late(r"[\\`*_\[\]<~=%&^]")
_LINK_ALONE = late(r"\[([^\\`*_\[\]<~=%&^]++)\]\([\w./:#%?-]*+\)")
_TOKEN = late(
    r"""
      (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<code>`+)
    | (?P<wikilink>!?\[\[)
    | (?P<footnote>\^\[|\[(?=\^))
    | (?P<opening>!?\[)
    | (?P<closing>\])
    | (?P<comment>(?<!%)%%(?!%))
    | (?P<html><)
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | (?P<delimiter>\*+|_+|~~|==)
    """,
    VERBOSE,
)
_TICKS = late("`+")
_AUTOLINK = late(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_TAG = late(r"</?[A-Za-z][^<>]*>")
_FOOTNOTE = late(r"\[\^[^\]\s\[]+\]")
# `(destination "title")`; parentheses in it balance, to a depth of two.
_DESTINATION = late(
    r"""\(\s*+
        (?:<[^<>\n]*+>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\]|\([^\s()]*+\))*+\))*+)
        (?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?
        \s*+\)""",
    VERBOSE,
)
_REFERENCE = late(r"\[[^\[\]]*+\]")
_WIDTH = 2  # of `[[`, `]]`, `%%`


def rendered(text: str) -> str:
    """Return a line's text without its inline markup.

    Links leave their display text, embeds and images nothing; emphasis, code
    marks, highlights, HTML tags, comments and footnotes go; escapes and
    entities become their characters. Spaces at the ends are trimmed.
    """
    if not _SPECIAL.search(text):
        return text.strip()
    if link := _LINK_ALONE.fullmatch(text):  # as headings often are
        return link[1].strip()
    return _Reader(text).read().strip()


class _Delimiter:
    """A run of characters that may open emphasis; `count` of them are still unpaired."""

    __slots__ = ("char", "count", "part")

    def __init__(self, char: str, count: int, part: int) -> None:
        self.char = char
        self.count = count
        self.part = part


class _Bracket:
    """A `[` that waits for its `]`: `drop` says that what they enclose is not shown."""

    __slots__ = ("drop", "part", "written")

    def __init__(self, written: str, drop: bool, part: int) -> None:
        self.written = written
        self.drop = drop
        self.part = part


class _Reader:
    """Reads a text once, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str | _Delimiter | _Bracket] = []
        self._brackets: list[_Bracket] = []
        self._openers: dict[str, list[_Delimiter]] = {}
        # What was searched for -> where it next stands, so that a text without
        # any is not searched again and again.
        self._found: dict[str, int] = {}
        self._opening_before: dict[int, int] = {}
        self._ticks: dict[int, list[int]] | None = None

    def read(self) -> str:
        """Return the text without its markup."""
        at = 0
        while token := _TOKEN.search(self._text, at):
            self._parts.append(self._text[at : token.start()])
            at = getattr(self, f"_{token.lastgroup}")(token)
        self._parts.append(self._text[at:])
        return "".join(map(_shown, self._parts))

    def _keep(self, text: str, end: int) -> int:
        self._parts.append(text)
        return end

    def _find(self, what: str, start: int) -> int:
        """Return where `what` next stands from `start` on, or -1. `start` never falls."""
        known = self._found.get(what)
        if known is None or -1 < known < start:
            known = self._found[what] = self._text.find(what, start)
        return known

    def _escape(self, token: re.Match[str]) -> int:
        return self._keep(token.group()[1], token.end())

    def _entity(self, token: re.Match[str]) -> int:
        import html  # its table of names is large, and entities are rare

        return self._keep(html.unescape(token.group()), token.end())

    def _code(self, token: re.Match[str]) -> int:
        """Show the inside of a code span, which the next run of as many backticks ends."""
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._text):
                self._ticks.setdefault(len(run.group()), []).append(run.start())
            for starts in self._ticks.values():
                starts.reverse()
        starts = self._ticks.get(len(token.group()), [])
        while starts and starts[-1] < token.end():
            starts.pop()
        if not starts:
            return self._keep(token.group(), token.end())
        inside = self._text[token.end() : starts[-1]]
        if inside.strip() and inside[0] == inside[-1] == " ":
            inside = inside[1:-1]
        return self._keep(inside, starts[-1] + len(token.group()))

    def _wikilink(self, token: re.Match[str]) -> int:
        """Show a wikilink's display text; Obsidian starts again at the last `[[`."""
        start = token.end() - _WIDTH
        end = self._find("]]", token.end())
        if end >= 0:
            last = self._opening_before.get(end)
            if last is None:
                last = self._opening_before[end] = self._text.rfind("[[", start, end)
            inside = self._text[token.end() : end]
            if last == start and "\n" not in inside:
                embed = token.group().startswith("!")
                return self._keep("" if embed else _display(inside), end + _WIDTH)
        self._open(token.group()[:-1], token.group().startswith("!"))
        return token.end() - 1

    def _footnote(self, token: re.Match[str]) -> int:
        if token.group() == "[" and (mark := _FOOTNOTE.match(self._text, token.start())):
            return mark.end()
        self._open(token.group(), token.group() == "^[")
        return token.end()

    def _opening(self, token: re.Match[str]) -> int:
        self._open(token.group(), token.group().startswith("!"))
        return token.end()

    def _open(self, written: str, drop: bool) -> None:
        bracket = _Bracket(written, drop, len(self._parts))
        self._brackets.append(bracket)
        self._parts.append(bracket)

    def _closing(self, token: re.Match[str]) -> int:
        if not self._brackets:
            return self._keep("]", token.end())
        bracket = self._brackets.pop()
        end = token.end()
        if bracket.written != "^[":
            target = _DESTINATION.match(self._text, end) or _REFERENCE.match(self._text, end)
            if target is None:
                return self._keep("]", end)
            end = target.end()
        if bracket.drop:
            del self._parts[bracket.part :]
            for openers in self._openers.values():
                while openers and openers[-1].part >= bracket.part:
                    openers.pop()
        else:
            bracket.written = ""
        return end

    def _comment(self, token: re.Match[str]) -> int:
        end = self._find("%%", token.end())
        return end + _WIDTH if end >= 0 else self._keep("%%", token.end())

    def _html(self, token: re.Match[str]) -> int:
        start = token.start()
        if link := _AUTOLINK.match(self._text, start):
            return self._keep(link[1], link.end())
        if self._text.startswith("<!--", start):
            end = self._find("-->", start + 4)
            return end + 3 if end >= 0 else self._keep("<", token.end())
        tag = _TAG.match(self._text, start)
        return tag.end() if tag else self._keep("<", token.end())

    def _delimiter(self, token: re.Match[str]) -> int:
        """Pair a run with those before it, as CommonMark's rules for emphasis."""
        run = token.group()
        opens, closes = self._flanking(token)
        left = _Delimiter(run if run in ("~~", "==") else run[0], len(run), len(self._parts))
        if len(left.char) > 1:
            left.count = 1
        openers = self._openers.setdefault(left.char, [])
        while closes and left.count and openers:
            opener = openers[-1]
            used = min(opener.count, left.count, 2)
            opener.count -= used
            left.count -= used
            if not opener.count:
                openers.pop()
            for others in self._openers.values():
                while others and others[-1].part > opener.part:
                    others.pop()
        if opens and left.count:
            openers.append(left)
        self._parts.append(left)
        return token.end()

    def _flanking(self, token: re.Match[str]) -> tuple[bool, bool]:
        """Return whether a run can open and whether it can close emphasis."""
        before = self._text[token.start() - 1 : token.start()] or " "
        after = self._text[token.end() : token.end() + 1] or " "
        word_before, word_after = _is_word(before), _is_word(after)
        left = not after.isspace() and (word_after or not word_before)
        right = not before.isspace() and (word_before or not word_after)
        if token.group()[0] == "_":
            return left and not (right and word_before), right and not (left and word_after)
        return left, right


def _is_word(char: str) -> bool:
    """Return whether a character is neither space nor punctuation."""
    return char.isalnum() or (ord(char) > 127 and not char.isspace())


def _display(inside: str) -> str:
    """Return what a wikilink shows: its display text, else its target with ` > ` for `#`."""
    target, _, display = inside.partition("|")
    if display.strip():
        return display.strip()
    parts = target.removesuffix("\\").split("#")
    return " > ".join(part.strip() for part in parts if part.strip())


def _shown(part: str | _Delimiter | _Bracket) -> str:
    if isinstance(part, str):
        return part
    return part.written if isinstance(part, _Bracket) else part.char * part.count
