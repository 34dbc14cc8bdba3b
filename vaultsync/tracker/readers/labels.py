"""The labels of a tracker's pages, English and French, and where they stand in a text."""

from __future__ import annotations

import re

from vaultsync.lean.typed import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

_SPACE = r"[ \t\xa0\u202f]*"
_LABEL = re.compile(
    rf"""{_SPACE}[*_]{{0,3}}
    (?: (?P<text>action)
      | (?P<area>area\ for\ action|domaines?\ d['\u2019]action)
      | (?P<priority>priority|priorité)
      | (?P<status>(?:action\ )?status|statut|état)
      | (?P<id>action\ id|identifiant\ de\ l['\u2019]action)
      | (?P<lead>lead|responsable)
      | (?P<mission>mission)
      | (?P<other>partners|partenaires|progress\ made\ since\ last\ update)
    )
    [*_]{{0,3}}{_SPACE}[:\uff1a][*_]{{0,3}}""",
    re.IGNORECASE | re.VERBOSE,
)
# The site prints this one label without a colon.
_BARE_AREA = re.compile(rf"{_SPACE}Domaine d['\u2019]action(?:\s|$)")


class Mark(NamedTuple):
    """A label: the index of its line (`at`), what it labels, and the rest of the line."""

    at: int
    field: str
    rest: str


def is_label(text: str, kind: Literal["any", "colon", "id"]) -> bool:
    """Return whether a text is a label and nothing else.

    Of any kind, with its colon (which the area may lack), or that of the id.
    """
    plain = text.strip()
    found = _LABEL.fullmatch(plain.rstrip(": \xa0\u202f") + ":")
    if not found:
        return False
    if kind == "colon":
        return plain.endswith(":") or found.lastgroup == "area"
    return kind == "any" or found.lastgroup == "id"


def marks_in(lines: Sequence[str], among: Container[int] | None = None) -> Iterator[Mark]:
    """Yield the labels that stand at the start of lines, in their order.

    `among` are the indices of the lines that may begin with one, where that is known.
    """
    area_wanted = False
    for index, line in enumerate(lines):
        if among is not None and index not in among:
            continue
        label = _LABEL.match(line)
        # A line that wraps before "action: " is not a label: labels are capitalised.
        if label and not line[label.start(label.lastgroup or 0)].islower():
            field = label.lastgroup or ""
            area_wanted = field == "text" or (area_wanted and field != "area")
            yield Mark(index, field, line[label.end() :])
        elif area_wanted and (label := _BARE_AREA.match(line)):
            area_wanted = False
            yield Mark(index, "area", line[label.end() :])
