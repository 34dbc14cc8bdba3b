"""What every reader gives back, and what all of them need to give it."""

from __future__ import annotations

import re
import unicodedata

from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.text import BYTE_ORDER_MARK, line_count
from vaultsync.tracker.addresses import is_address
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.model import Problem, Row, Value, unknown_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsync.tracker.readers.languages import LeftOut
    from vaultsync.tracker.vocabulary import Field, Vocabulary

LARGEST_SOURCE = 64 * 1024 * 1024
"""The most bytes that a source may have: a list of actions has thousands at most."""


class Reading(NamedTuple):
    """What one source says.

    `rows` stand in the order of the source, each with its line there and
    without a time. `declared` is the number of rows that the whole list has
    according to the source, or None where it does not say. `form` names what
    kind of source it was taken for. `counted` is what the source counts, also
    where that is no more than a part of the list. `left_out` are rows that say the same as
    others in another language.
    """

    rows: tuple[Row, ...]
    declared: int | None
    problems: tuple[Problem, ...]
    form: str = ""
    counted: int | None = None
    left_out: LeftOut | None = None


class Published(NamedTuple):
    """The words of one row as they were found, before they are understood.

    `words` maps `id`, `text`, `area`, `status`, `priority`, `lead`, `mission`,
    `url` and `period` to what stands there; what is not there is not in it.
    `lines` says where single words stand, if not on the row's own line.
    """

    line: int
    words: Mapping[str, str]
    lines: Mapping[str, int] = {}


# Kept apart from white space: a soft hyphen and the like stand inside words.
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f]+")


def cleaned(text: str) -> str:
    """Return published words as one line: NFC, single spaces, nothing invisible.

    A lone `-`, which the data set prints for nothing, is the empty string.
    """
    plain = " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())
    return "" if plain == "-" else unicodedata.normalize("NFC", plain)


def decoded(name: str, data: bytes) -> str:
    """Return a source's text without its byte-order mark.

    UTF-8, and UTF-16 where a mark says so (Excel's "Unicode text"). Raises
    `TrackerError` for anything else, for NUL characters, which no published
    text has, and for more than `LARGEST_SOURCE` bytes.
    """
    if len(data) > LARGEST_SOURCE:
        raise TrackerError(
            f"{name} is too large for a list of actions",
            "Name the file that holds the list itself: vaultsync pull --help",
            detail=f"It has {len(data)} bytes; at most {LARGEST_SOURCE} are read.",
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = line_count(data[: error.start].decode(encoding, "replace"))
        raise TrackerError(
            f"{name} is not UTF-8 text: byte {error.start}, line {line}",
            "Save it as UTF-8 (in Excel: CSV UTF-8), or copy the page's text anew.",
            line,
        ) from None
    text = text.removeprefix(BYTE_ORDER_MARK)
    if (nul := text.find("\0")) >= 0:
        line = line_count(text[:nul])
        raise TrackerError(
            f"{name} is not text: a NUL character in line {line}",
            "Copy the page's text, or export the list as CSV (UTF-8).",
            line,
        )
    return text


def row_of(
    published: Published, source: str, vocabulary: Vocabulary, problems: list[Problem]
) -> Row | None:
    """Return the row that published words make, or None for one without text.

    What the vocabulary lacks stays as published, without a token; it and a
    missing text are added to `problems`.
    """
    words = {name: cleaned(word) for name, word in published.words.items()}
    text = words.get("text", "")
    if not text:
        if any(words.values()):
            problems.append(
                Problem("no-text", source, published.line, "a row without text was left out")
            )
        return None
    row = Row(
        id=_plain_id(words.get("id", "")),
        text=text,
        area=words.get("area", ""),
        lead=words.get("lead", ""),
        mission=words.get("mission", ""),
        url=_plain_address(words.get("url", "")),
        period=words.get("period", ""),
        source=source,
        line=published.line,
    )
    status = _value("status", words, vocabulary)
    priority = _value("priority", words, vocabulary)
    for field, value in (("status", status), ("priority", priority)):
        if value.unknown:
            line = published.lines.get(field, published.line)
            problems.append(unknown_value(row._replace(line=line), field, value))
    return row._replace(status=status, priority=priority)


def _value(field: Field, words: Mapping[str, str], vocabulary: Vocabulary) -> Value:
    return vocabulary.value(field, words.get(field, ""))


def _plain_address(published: str) -> str:
    # Whoever shows a row may make a link of it: nothing but the web's addresses.
    return published if is_address(published) else ""


def _plain_id(published: str) -> str | None:
    # `~` begins the key of a row without id; an id of marks alone names nothing.
    plain = published.lstrip("~ ")
    return plain if id_parts(plain) else None
