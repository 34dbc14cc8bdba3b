"""The parts of a link: what stands between the brackets, taken apart as Obsidian does.

Used for the links of a note's body, of its properties and of canvas files alike.
"""

from __future__ import annotations

from vaultsync.lean.cached import lru_cache
from vaultsync.lean.regex import DOTALL, VERBOSE, compiled, late
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.names import nfc

if TYPE_CHECKING:
    import re

    from vaultsync.obsidian.facts import LinkFact, LinkKind

WIKILINK_CONTENT = r"(?!\[)[^\[\]\n]*+(?:(?:\](?!\])|\[(?!\[))[^\[\]\n]*+)*+"
"""What may stand between the brackets of a wikilink: all up to the first `]]` on the line, where
a further `[[` starts another."""

NO_TAG = r"\u2000-\u206F\u2E00-\u2E7F'!\"\#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s"
"""The characters that end a tag, for a class of a regular expression (the official importer's
`ILLEGAL_TAG_CHARS`)."""

_DEEPEST_PARENTHESES = 8


def _balanced(depth: int) -> str:
    """Return the pattern of a bare destination with parentheses up to a depth."""
    plain = r"[^\x00-\x20\x7f()\\]*+"
    inner = rf"|\({_balanced(depth - 1)}\)" if depth else ""
    return rf"{plain}(?:(?:\\[!-/:-@\[-`{{-~]?+{inner}){plain})*+"


DESTINATION = late(
    rf"""
    \( [ \t\r\n]*+
    (?: <([^<>\n\\]*+(?:\\[^\n][^<>\n\\]*+)*+)> | ((?!<){_balanced(_DEEPEST_PARENTHESES)}) )
    (?:[ \t\r\n]++(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"|'[^'\\]*+(?:\\.[^'\\]*+)*+'
      |\([^()\\]*+(?:\\.[^()\\]*+)*+\)))?+
    [ \t\r\n]*+\)
    """,
    VERBOSE | DOTALL,
)
"""The part of a Markdown link after its `]`. Group 1: a destination in angle brackets;
group 2: a bare one. It may run over line ends, even over blank lines."""

SHORT_DESTINATION = compiled(r"\(([^\x00-\x20\x7f()<\\]*+)\)")
"""The same where nothing but a bare destination is there, which is found sooner; group 1 is it."""

DEFINITION = late(
    rf"""\[(?!\^)(?=[^\]]*[^\s\]])((?:[^\[\]\\]|\\.)++)\]:
    [ \t]*+(?:\r?\n[ \t]*+)?
    (?:<((?:[^<>\n\\]|\\.)*+)>|((?=[^\x00-\x20\x7f<]){_balanced(_DEEPEST_PARENTHESES)}))
    (?:(?:[ \t]++(?:\r?\n[ \t]*+)?|\r?\n[ \t]*+)
       (?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?
    [ \t\r]*+(?:\n|\Z)""",
    VERBOSE | DOTALL,
)
"""A definition for reference links, `[label]: destination "title"`. Group 1: its label;
2: a destination in angle brackets; 3: a bare one. `[^1]:` is a footnote."""

_SCHEME = compiled(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ESCAPE = compiled(r"\\([!-/:-@\[-`{-~])")
_PERCENT = compiled(r"(%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*+)")
_ENTITY = late(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# The `#` before a subpath, however it is written; that of an entity (`&#39;`) is none.
_HASH = compiled(r"\\#|#(?!(?<=&#)(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});)|%23")


def wikilink(
    content: str,
    start: int,
    embed: bool,
    in_comment: bool = False,
    in_table: bool = False,
    kind: LinkKind = "wikilink",
) -> LinkFact:
    """Return the fact of a wikilink from the text between its brackets.

    `start` is the offset of the link, its `!` included. The first `|` starts
    the display text, and a backslash before it belongs to the table around it;
    then the first `#` starts the subpath (api, `parseLinktext`).
    """
    inner = start + (3 if embed else 2)
    end = inner + len(content) + 2
    pipe = content.find("|")
    target = content
    if pipe >= 0:
        target = content[: pipe - 1] if content[pipe - 1 : pipe] == "\\" else content[:pipe]
    hash_at = target.find("#")
    if hash_at < 0:
        path = display = target.strip()
        subpath = ""
        tidy = not path or len(path) == len(target)
        path_start = inner if tidy else inner + content.index(path)
        path_end = subpath_start = subpath_end = path_start + len(path)
    else:
        path = target[:hash_at].strip()
        subpath = target[hash_at:].rstrip()
        before = 0 if len(path) == hash_at else content.index(path) if path else hash_at
        path_start = inner + before
        path_end = path_start + len(path)
        subpath_start = inner + hash_at
        subpath_end = subpath_start + len(subpath)
        display = "" if pipe >= 0 else default_display(path, subpath)
    if pipe >= 0:
        display = content[pipe + 1 :].strip()
    if not content.isascii():
        path = nfc(path)
        if subpath:
            subpath = nfc(subpath)
    return (
        kind,
        embed,
        start,
        end,
        path,
        subpath,
        display,
        path_start,
        path_end,
        subpath_start,
        subpath_end,
        False,
        in_comment,
        in_table,
    )


def default_display(path: str, subpath: str) -> str:
    """Return what Obsidian shows for a link without a display text: `a > b` for `a#b`."""
    heading = subpath[1:]
    if path and heading and "#" not in heading:  # as most are
        return f"{path} > {heading}"
    parts = [path, *subpath.split("#")]
    return " > ".join(part for part in parts if part)


def markdown_link(
    written: str,
    written_start: int,
    display: str,
    start: int,
    end: int,
    embed: bool,
    in_comment: bool = False,
    in_table: bool = False,
    kind: LinkKind = "markdown",
) -> LinkFact:
    """Return the fact of a Markdown link from its destination as written.

    The destination is decoded and then read as a wikilink's target is
    (release notes 0.13.1, 0.13.7).
    """
    external = (":" in written or written[:2] == "//") and _SCHEME.match(written) is not None
    subpath_end = written_start + len(written)
    hash_at = -1
    if not external and ("#" in written or "%23" in written):
        hash_at = _hash_in(written)
    if hash_at < 0:
        path = written if external else decoded(written)
        subpath = ""
        path_end = subpath_start = subpath_end
    else:
        path = decoded(written[:hash_at])
        subpath = decoded(written[hash_at:])
        path_end = subpath_start = written_start + hash_at
    return (
        kind,
        embed,
        start,
        end,
        path,
        subpath,
        display,
        written_start,
        path_end,
        subpath_start,
        subpath_end,
        external,
        in_comment,
        in_table,
    )


def _hash_in(written: str) -> int:
    """Return where a destination's subpath starts, -1 without one."""
    if "%23" in written or "&" in written or "\\" in written:
        found = _HASH.search(written)
        return found.start() if found else -1
    return written.find("#")


def decoded(written: str) -> str:
    """Return a part of a destination without escapes, entities and percent signs, in NFC."""
    if "\\" in written:
        written = _ESCAPE.sub(lambda found: found[1], written)
    if "&" in written:
        written = _ENTITY.sub(_character, written)
    if "%" in written:
        written = written.replace("%20", " ")
        if "%" in written:
            parts = _PERCENT.split(written)
            parts[1::2] = map(_percent_decoded, parts[1::2])
            written = "".join(parts)
    written = written.strip()
    return nfc(written)


def unquoted(text: str) -> str:
    """Return a text without percent signs, as `urllib.parse.unquote`, whose import costs more."""
    parts = _PERCENT.split(text)
    parts[1::2] = [
        bytes.fromhex(part.replace("%", "")).decode("utf-8", "replace") for part in parts[1::2]
    ]
    return "".join(parts)


@lru_cache(maxsize=1000)
def _percent_decoded(written: str) -> str:
    """Return what percent signs with two digits each stand for, or them if that is nothing."""
    try:
        return bytes.fromhex(written.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return written


def _character(found: re.Match[str]) -> str:
    from html import unescape

    return unescape(found[0])


def has_bare_pipe(raw: str) -> bool:
    r"""Return whether a wikilink, as written, holds a `|` that ends a table's cell, not a `\|`."""
    at = raw.find("|")
    return at > 0 and raw[at - 1] != "\\"
