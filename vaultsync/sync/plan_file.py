"""A plan as a file: written now, read and carried out later, by somebody else perhaps.

A file holds how the plan was made and what came of it. It only selects: what is
written is made again by the recipe (`selection.py`), so edits that no sync would
make are refused wherever they come from. A field that is not as expected refuses
the plan, and so does a path that is no note's.
"""

from __future__ import annotations

import base64
import json
import re
from datetime import date

from vaultsync.errors import VaultsyncError
from vaultsync.lean.typed import TYPE_CHECKING, Any, NamedTuple
from vaultsync.sync.changes import Left, NoteChange, Plan, Reason
from vaultsync.sync.paths import UnsafePathError, check_note_path
from vaultsync.sync.recipe import Recipe
from vaultsync.text import Edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

VERSION = 2
LARGEST_PLAN = 256 << 20
"""The most bytes that a plan may have."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}Z")
_IDENTITY = re.compile(r"[0-9a-f]{32}")


class PlanFileError(VaultsyncError):
    """A file that is not a plan that this version wrote."""


class KeptPlan(NamedTuple):
    """What a plan's file says: how it was made, from what, and the changes that it selects.

    `vault` is the vault's identity; `config` and `lock_before` are the sha256 of
    the configuration and of the lock, None where there was none. The changes
    hold paths, sha256, edits and texts; reasons and `left` are for readers.
    """

    vault: str
    config: str | None
    lock_before: str | None
    recipe: Recipe
    changes: tuple[NoteChange, ...]
    left: tuple[Left, ...]


def kept(plan: Plan, recipe: Recipe, vault: str) -> KeptPlan:
    """Return what a file keeps of a plan that was made by a recipe in a vault."""
    changes = tuple(change._replace(intents=(), requires=frozenset()) for change in plan.changes)
    return KeptPlan(vault, plan.config, plan.lock_before, recipe, changes, plan.left)


def to_json(plan: KeptPlan) -> str:
    """Return a plan as JSON text."""
    recipe = plan.recipe._asdict()
    del recipe["states"]
    recipe["sources"] = [
        {"name": name, "bytes": base64.b64encode(data).decode()}
        for name, data in plan.recipe.sources
    ]
    document = {
        "version": VERSION,
        "vault": plan.vault,
        "config": plan.config,
        "lock_before": plan.lock_before,
        "recipe": recipe,
        "changes": [
            {
                "path": change.path,
                "before": change.before,
                "edits": [edit._asdict() for edit in change.edits],
                "text": change.text,
                "reasons": [reason._asdict() for reason in change.reasons],
            }
            for change in plan.changes
        ],
        "left": [left._asdict() for left in plan.left],
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def from_json(data: bytes, shown: str) -> KeptPlan:
    """Return the plan in a file's bytes; `shown` is its name in messages.

    Raises `PlanFileError`.
    """
    if len(data) > LARGEST_PLAN:
        raise PlanFileError(f"{shown} is larger than any plan", "Name another file.")
    try:
        document = json.loads(data)
        version = document["version"]
    except (ValueError, RecursionError, TypeError, KeyError):
        raise _no_plan(shown, "it is no JSON, or names no version") from None
    if version != VERSION:
        raise PlanFileError(
            f"{shown} is a plan of version {str(version)[:20]}, this vaultsync reads {VERSION}",
            "Make the plan again: vaultsync sync -o PLAN",
        )
    try:
        return _plan(document)
    except UnsafePathError as error:
        raise _no_plan(shown, error.message) from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _no_plan(shown, str(error)) from None


def _plan(document: dict[str, Any]) -> KeptPlan:
    if not _IDENTITY.fullmatch(_text(document["vault"])):
        raise ValueError("it names no vault")
    return KeptPlan(
        document["vault"],
        _digest(document["config"]),
        _digest(document["lock_before"]),
        _recipe(document["recipe"]),
        _each(document["changes"], _change),
        _each(document["left"], lambda left: Left(*_texts(left, Left._fields))),
    )


def _recipe(record: dict[str, Any]) -> Recipe:
    if not _is_time(_text(record["time"])):
        raise ValueError("the time is none")
    return Recipe(
        record["time"],
        _each(record["paths"], _text),
        _flag(record["overwrite_local"]),
        _flag(record["first_meeting"]),
        _flag(record["create_notes"]),
        _each(record["keep_local"], _text),
        _text(record["reason"]),
        _each(record["sources"], _source),
        _text(record["tracker"]),
    )


def _is_time(text: str) -> bool:
    """Return whether a text is a time as we write it, of a day that there is."""
    try:
        return bool(_TIME.fullmatch(text) and date.fromisoformat(text[:10]))
    except ValueError:
        return False


def _source(record: dict[str, Any]) -> tuple[str, bytes]:
    return _text(record["name"]), base64.b64decode(_text(record["bytes"]), validate=True)


def _change(record: dict[str, Any]) -> NoteChange:
    return NoteChange(
        check_note_path(_text(record["path"])),
        _digest(record["before"]),
        _each(record["edits"], _edit),
        _text(record["text"]),
        _each(record["reasons"], lambda reason: Reason(*_texts(reason, Reason._fields))),
        (),
    )


def _edit(record: dict[str, Any]) -> Edit:
    for name in ("start", "end"):
        if not isinstance(record[name], int) or isinstance(record[name], bool):
            raise TypeError(f"{name} is no number")
    return Edit(record["start"], record["end"], _text(record["text"]))


def _each(records: object, read: Callable[[Any], T]) -> tuple[T, ...]:
    if not isinstance(records, list):
        raise TypeError("a list is missing")
    return tuple(map(read, records))


def _texts(record: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    return [_text(record[name]) for name in names]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("a yes or no is missing")
    return value


def _digest(value: object) -> str | None:
    if value is not None and not _SHA256.fullmatch(_text(value)):
        raise ValueError("a sha256 is none")
    return None if value is None else _text(value)


def _no_plan(shown: str, why: str) -> PlanFileError:
    return PlanFileError(f"{shown} is not a plan: {why}", "Make one: vaultsync sync -o PLAN")
