"""A plan as a file: written now, read and carried out later, by somebody else perhaps.

It is bound to the bytes of every note, of the lock and of the configuration,
and to the vault. Whatever a file says, it can only name edits of notes: paths are
checked where they are used, and a field that is not as expected refuses the plan.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

from vaultsync.errors import VaultsyncError
from vaultsync.sync.changes import BaseChange, Intent, Left, NoteChange, Plan, Reason, Where
from vaultsync.text import Edit
from vaultsync.tracker.vocabulary import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

VERSION = 1
LARGEST_PLAN = 256 << 20
"""The most bytes that a plan may have."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PLACES = get_args(Where)


class PlanFileError(VaultsyncError):
    """A file that is not a plan that this version wrote."""


def to_json(plan: Plan) -> str:
    """Return a plan as JSON text."""
    document = {
        "version": VERSION,
        "vault": plan.vault,
        "config": plan.config,
        "lock_before": plan.lock_before,
        "changes": [
            {
                "path": change.path,
                "before": change.before,
                "edits": [edit._asdict() for edit in change.edits],
                "text": change.text,
                "reasons": [reason._asdict() for reason in change.reasons],
                "intents": [intent._asdict() for intent in change.intents],
                "requires": sorted(change.requires),
            }
            for change in plan.changes
        ],
        "base": [{**entry._asdict(), "needs": sorted(entry.needs)} for entry in plan.base],
        "left": [left._asdict() for left in plan.left],
        "lock": None if plan.lock is None else plan.lock.decode(),
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def from_json(data: bytes, shown: str) -> Plan:
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
            "Make the plan again: vaultsync sync -o",
        )
    try:
        return _plan(document)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _no_plan(shown, str(error)) from None


def _plan(document: dict[str, Any]) -> Plan:
    return Plan(
        _each(document["changes"], _change),
        _digest(document["lock_before"]),
        None if document["lock"] is None else _text(document["lock"]).encode(),
        _each(document["base"], _base),
        _each(document["left"], lambda left: Left(*_texts(left, Left._fields))),
        _digest(document["config"]),
        None if document["vault"] is None else _text(document["vault"]),
    )


def _change(record: dict[str, Any]) -> NoteChange:
    return NoteChange(
        _text(record["path"]),
        _digest(record["before"]),
        _each(record["edits"], _edit),
        _text(record["text"]),
        _each(record["reasons"], lambda reason: Reason(*_texts(reason, Reason._fields))),
        _each(record["intents"], _intent),
        frozenset(_each(record["requires"], _text)),
    )


def _edit(record: dict[str, Any]) -> Edit:
    for name in ("start", "end"):
        if not isinstance(record[name], int) or isinstance(record[name], bool):
            raise TypeError(f"{name} is no number")
    return Edit(record["start"], record["end"], _text(record["text"]))


def _intent(record: dict[str, Any]) -> Intent:
    if record["where"] not in _PLACES:
        raise ValueError(f"there is no place {str(record['where'])[:20]}")
    value = record["value"]
    if isinstance(value, list):
        return Intent(record["where"], _text(record["name"]), tuple(value))
    return Intent(record["where"], _text(record["name"]), None if value is None else _text(value))


def _base(record: dict[str, Any]) -> BaseChange:
    if record["field"] not in FIELDS:
        raise ValueError(f"there is no field {str(record['field'])[:20]}")
    before, after = (
        None if record[name] is None else _text(record[name]) for name in ("before", "after")
    )
    needs = frozenset(_each(record["needs"], _text))
    return BaseChange(_text(record["action"]), record["field"], before, after, needs)


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


def _digest(value: object) -> str | None:
    if value is not None and not _SHA256.fullmatch(_text(value)):
        raise ValueError("a sha256 is none")
    return None if value is None else _text(value)


def _no_plan(shown: str, why: str) -> PlanFileError:
    return PlanFileError(f"{shown} is not a plan: {why}", "Make one: vaultsync sync -o FILE")
