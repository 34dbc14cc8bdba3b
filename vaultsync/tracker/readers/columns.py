"""Which column of a list holds which part of a row.

Columns go by the data set's names or by the labels of the site's "download
search results", where a label may stand twice: English, then French. English
columns come before their French twins, which fill what English leaves empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def columns_of(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return for each part of a row the columns that may hold it, the preferred one first."""
    plain = [_plain_name(name) for name in names]
    columns = {}
    for field, known in _COLUMNS.items():
        found = tuple(index for name in known for index, other in enumerate(plain) if other == name)
        if found:
            columns[field] = found
    return columns


def is_list(columns: Columns) -> bool:
    """Return whether columns are those of a list: a text, and something known about it."""
    return "text" in columns and len(columns) > 1


def words_of(cells: Sequence[str], columns: Columns) -> dict[str, str]:
    """Return the words of a row, by what they are."""
    words = {}
    for field, found in columns.items():
        for column in found:
            cell = cells[column].strip() if column < len(cells) else ""
            if cell not in ("", "-"):
                words[field] = cell
                break
    return words


def is_data_set(names: Iterable[str]) -> bool:
    """Return whether these are the columns of the published data set and no others."""
    plain = {name.strip().casefold() for name in names}
    others = plain.difference(_DATA_SET, _DATA_SET_EXTRAS)
    return plain.issuperset(_DATA_SET) and all(name.endswith("_fr") for name in others)


def _plain_name(name: str) -> str:
    return folded(name.replace("_", " ").replace("\u2019", "'"))
