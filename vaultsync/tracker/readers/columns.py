"""Which column of a list holds which part of a row.

Columns go by the data set's names or by the labels of the site's "download
search results", where a label may stand twice: English, then French. English
columns come before their French twins, which fill what English leaves empty,
unless the mapping wants French. A mapping that names columns names them all.
"""

from __future__ import annotations

import difflib
import re

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.mapping import NO_MAPPING, ListMapping
from vaultsync.tracker.readers.languages import COLUMN_NAMES
from vaultsync.tracker.vocabulary import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Columns = Mapping[str, tuple[int, ...]]

# Names as `_plain_name` gives them, English first.
_COLUMNS = {
    "id": ("action id", "identificateur de l'action", "id de l'action"),
    "text": ("action", "action fr"),
    "area": ("area for action", "area for action fr", "domaine d'action"),
    "status": ("action status", "action status fr", "status", "statut", "etat"),
    "priority": ("priority", "priority fr", "priorite"),
    "lead": ("lead", "lead fr", "responsable"),
    "mission": ("mission", "mission fr"),
    "period": ("reporting period", "period", "periode de rapport"),
}
_DATA_SET = (
    "action_id", "mission", "area_for_action", "action", "action_status", "priority", "lead",
    "partners", "progress",
)  # fmt: skip
_DATA_SET_EXTRAS = {"_id", "record_id", "reporting_period", "owner_org", "owner_org_title"}

_MOST_COMPARED = 500
"""The most columns among which one is looked for that was meant."""

_MOST_SHOWN = 12

_LONGEST_LINE = 2_000

_TWIN = re.compile(r" (?:en|fr)\Z")

# What a mapping names joins several columns into one part, or parts one into two.
_JOINED = "joined id"
_GROUP = "group"
_LANGUAGE = "language"


def columns_of(names: Sequence[str], mapping: ListMapping = NO_MAPPING) -> Columns:
    """Return for each part of a row the columns that may hold it, the preferred one first."""
    places: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        places.setdefault(_plain_name(name), []).append(index)
    columns = {}
    for field, known in (mapping.columns or _COLUMNS).items():
        if mapping.columns and field in ("id", "group"):
            each = [_found(_twins(_plain_name(name), mapping.language), places) for name in known]
            parts = tuple(found[0] for found in each if found)
            if parts and (field == "group" or all(each)):
                columns[_GROUP if field == "group" else _JOINED] = parts
            continue
        found = []
        for name in known:
            plain = _plain_name(name)
            twins = _twins(plain, mapping.language) if mapping.columns else (plain,)
            found += [place for place in _found(twins, places) if place not in found]
        if mapping.language == "fr" and not mapping.columns:
            found.sort(key=lambda place: not _plain_name(names[place]).endswith(" fr"))
        if found:
            columns[field] = tuple(found)
    if language := _found(COLUMN_NAMES, places):
        columns[_LANGUAGE] = (language[0],)
    return columns


def is_list(columns: Columns) -> bool:
    """Return whether columns are those of a list: a text, and something known about it."""
    return "text" in columns and len(columns.keys() - {_LANGUAGE}) > 1


def words_of(cells: Sequence[str], columns: Columns) -> dict[str, str]:
    """Return the words of a row, by what they are."""
    words = {}
    for field, found in columns.items():
        said = [cells[column].strip() if column < len(cells) else "" for column in found]
        said = ["" if word == "-" else word for word in said]
        if field == _JOINED:
            if all(said):
                words["id"] = ".".join(said)
            continue
        filled = [word for word in said if word]
        if not filled:
            continue
        if field == _GROUP:
            words["area"] = filled[-1]
            if len(filled) > 1:
                words["mission"] = filled[0]
        else:
            words[field] = filled[0]
    return words


def check_needed(name: str, names: Iterable[str], mapping: ListMapping) -> None:
    """Raise `TrackerError` where columns that a mapping names are not among these."""
    listed = list(dict.fromkeys(names))
    columns = columns_of(listed, mapping)
    have = {"id" if field == _JOINED else field for field in columns}
    for field in mapping.columns:
        if field not in mapping.needed or field in have:
            continue
        wanted = mapping.columns[field]
        plain = {_plain_name(each): each for each in listed[:_MOST_COMPARED]}
        near = difflib.get_close_matches(_plain_name(wanted[0]), plain, n=1)
        remedy = f"Did you mean {plain[near[0]]!r}? In" if near else "Say which one it is in"
        raise TrackerError(
            f"{name} has no column {' or '.join(map(repr, wanted))} for the {field}",
            f"{remedy} vaultsync.toml: [tracker.mapping] {field} = …",
            detail=f"Its columns: {_shown(listed)}.",
        )


def named_in(line: str, mapping: ListMapping = NO_MAPPING) -> list[str]:
    """Return the columns that stand somewhere in a line, in their order, whatever parts them."""
    wanted = [name for names in mapping.columns.values() for name in names] or list(_DATA_SET)
    plain = _plain_name(line[:_LONGEST_LINE])
    found: dict[int, str] = {}
    for name in sorted(wanted, key=len, reverse=True):
        at = plain.find(_plain_name(name))
        if at >= 0:
            found[at] = name
            # A shorter name may be a part of it, and stand elsewhere by itself.
            length = len(_plain_name(name))
            plain = plain[:at] + "\0" * length + plain[at + length :]
    return [found[at] for at in sorted(found)]


def is_data_set(names: Iterable[str]) -> bool:
    """Return whether these are the columns of the published data set and no others."""
    plain = {name.strip().casefold() for name in names}
    others = plain.difference(_DATA_SET, _DATA_SET_EXTRAS)
    return plain.issuperset(_DATA_SET) and all(name.endswith("_fr") for name in others)


def known_list(names: Iterable[str]) -> str:
    """Return the name of the preset whose list has these columns, or an empty string."""
    from vaultsync.tracker.presets import PRESETS

    listed = list(names)
    for preset, mapping in PRESETS.items():
        columns = columns_of(listed, mapping)
        if is_list(columns) and _JOINED in columns and "status" in columns:
            return preset
    return ""


def unmapped_list(name: str, preset: str) -> TrackerError:
    """Return the error for a list that a preset can read and nobody asked it to."""
    return TrackerError(
        f"{name} looks like a list of the kind {preset!r}",
        f'Say so in vaultsync.toml, under [tracker]: preset = "{preset}"',
    )


def unknown_columns(name: str, names: Iterable[str]) -> TrackerError:
    """Return the error for columns that make no list as long as nobody says what they hold."""
    listed = list(names)
    known = "beside the text of actions" if "text" in columns_of(listed) else "for actions"
    return TrackerError(
        f"{name} has no column that is known {known}",
        "Say in vaultsync.toml what they hold: [tracker.mapping] text = …, status = …",
        detail=f"Its columns: {_shown(listed)}.",
    )


def _shown(names: Iterable[str]) -> str:
    filled = (name.strip() for name in names)
    return ", ".join([repr(name[:40]) for name in filled if name][:_MOST_SHOWN])


def _found(names: Iterable[str], places: Mapping[str, Sequence[int]]) -> list[int]:
    return [place for name in names for place in places.get(name, ())]


def _twins(name: str, language: str) -> tuple[str, ...]:
    """Return the names that a column and its twin in the other language have."""
    base = _TWIN.sub("", name)
    english, french = (name, base, f"{base} en"), (f"{base} fr",)
    if language == "fr":
        return tuple(dict.fromkeys((*french, *english)))
    return tuple(dict.fromkeys((*english, *french)))


def _plain_name(name: str) -> str:
    return folded(name.replace("_", " ").replace("\u2019", "'"))
