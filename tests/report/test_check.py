"""The three forms of a check's report."""

from __future__ import annotations

import json

from vaultsync.diagnostic import Diagnostic, FileEdit, Fix, Place, Safety, Severity
from vaultsync.report.check_concise import check_concise
from vaultsync.report.check_full import check_full
from vaultsync.report.check_json import check_json
from vaultsync.report.summary import (
    Counts,
    Standing,
    Summary,
    counted,
    summarised,
    summary_lines,
)
from vaultsync.report.terminal import Paint
from vaultsync.text import Edit

LINES = {
    ("Mission 3.1b.md", 1): "---",
    ("Mission 3.md", 24): "![Mission 3.1c](Mission%203.1c.md#mission-31cc)",
}
STATUS = Diagnostic(
    Place("Mission 3.1b.md", 1, 1, 1, 4),
    "T201",
    "status",
    Severity.WARNING,
    "status is missing; the tracker says Not Started",
    "add  status: Not Started   (and the tag status/not-started)\nrow 3.1.b, read 2026-11-21",
)
EMBED = Diagnostic(
    Place("Mission 3.md", 24, 35, 24, 48),
    "E302",
    "embed-heading",
    Severity.ERROR,
    "the embed names a heading that Mission 3.1c.md does not have",
    "did you mean #mission-31c ?",
    Fix(
        Safety.UNSAFE,
        "write #mission-31c",
        (FileEdit("Mission 3.md", Edit(900, 913, "#mission-31c")),),
    ),
)
ROW = Diagnostic(
    Place("vaultsync.lock", 7, 1, 7, 1), "C901", "partial-snapshot", Severity.INFO, "10 of 43", "go"
)
FOUND = (STATUS, EMBED, ROW)
STANDING = Standing(10, 4, 20, "10 of 43 rows", "2026-11-21", 14)
SUMMARY = summarised(counted(FOUND), 20, {"default": STANDING})


def full(found: tuple[Diagnostic, ...], summary: Summary, vault: str = "") -> str:
    lines = check_full(found, lambda path, line: LINES.get((path, line)))
    return "\n".join([*lines, *summary_lines(summary, vault)])


def test_full_says_where_what_and_what_to_do() -> None:
    assert full(FOUND, SUMMARY, "vault") == (
        "Mission 3.1b.md:1:1: T201 status is missing; the tracker says Not Started\n"
        "   |\n"
        " 1 | ---\n"
        "   | ^^^ add  status: Not Started   (and the tag status/not-started)\n"
        "   = row 3.1.b, read 2026-11-21\n"
        "\n"
        "Mission 3.md:24:35: E302 the embed names a heading that Mission 3.1c.md does not have\n"
        "   |\n"
        "24 | ![Mission 3.1c](Mission%203.1c.md#mission-31cc)\n"
        "   |                                   ^^^^^^^^^^^^^ did you mean #mission-31c ?\n"
        "\n"
        "vaultsync.lock:7:1: C901 10 of 43\n"
        "   = go\n"
        "   = for information only\n"
        "\n"
        "10 actions differ from the tracker, 4 are not in this snapshot.\n"
        "The snapshot: 10 of 43 rows, read 2026-11-21.\n"
        "2 problems in 20 notes: 1 error, 1 warning; 1 remark.\n"
        "20 can be written: vaultsync sync vault --dry-run"
    )


def test_full_without_anything_to_say() -> None:
    assert full((), summarised(Counts(), 1, {})) == "No problems in 1 note."


def test_full_with_remarks_only() -> None:
    summary = summarised(counted((ROW,)), 3, {"default": Standing(0, 0, 0, "43 rows", "", 14)})
    assert full((), summary) == (
        "No action differs from the tracker.\n"
        "The snapshot: 43 rows.\n"
        "No problems in 3 notes, 1 remark."
    )


def test_safe_fixes_are_counted() -> None:
    safe = EMBED._replace(fix=EMBED.fix and EMBED.fix._replace(safety=Safety.SAFE))
    assert full((), summarised(counted((safe,)), 3, {})).splitlines()[-1] == (
        "1 has a safe fix: vaultsync check --fix"
    )


def test_what_is_severe_enough_fails() -> None:
    counts = counted(FOUND)
    assert counts == (1, 1, 1, 0, 1)
    assert Counts.total([counts, (0, 2, 0, 0, 0)]) == (1, 3, 1, 0, 1)
    assert Counts.total([]) == Counts()
    for fail_on, reached in (("error", 1), ("warning", 2), ("info", 3), ("never", 0)):
        for at in range(5):
            alone = Counts(*(int(at == each) for each in range(5)))
            assert alone.reach(fail_on) == (at < reached)


def test_concise_is_one_line_each() -> None:
    assert list(check_concise((STATUS, ROW))) == [
        "Mission 3.1b.md:1:1: T201 status is missing; the tracker says Not Started",
        "vaultsync.lock:7:1: C901 10 of 43",
    ]


def test_what_notes_say_is_escaped() -> None:
    hostile = STATUS._replace(
        place=STATUS.place._replace(path="a\x1b[2J.md"), message="x\u202ey", help="\x07\nb\x07"
    )
    for text in (full((hostile,), SUMMARY), "\n".join(check_concise((hostile,)))):
        assert not any(char in text for char in "\x1b\x07\u202e")


def test_colour_is_a_choice() -> None:
    assert "\x1b[33mT201\x1b[0m" in next(check_concise((STATUS,), Paint(True)))


def test_json_has_the_documented_shape() -> None:
    assert json.loads("\n".join(check_json((EMBED, ROW), SUMMARY))) == {
        "version": 1,
        "summary": {
            "errors": 1,
            "warnings": 1,
            "remarks": 1,
            "notes": 20,
            "fixable": {"safe": 0, "unsafe": 1},
            "tracker": {
                "differ": 10,
                "not_in_snapshot": 4,
                "writable": 20,
                "extent": "10 of 43 rows",
                "read": "2026-11-21",
            },
        },
        "diagnostics": [
            {
                "code": "E302",
                "name": "embed-heading",
                "severity": "error",
                "path": "Mission 3.md",
                "line": 24,
                "column": 35,
                "end_line": 24,
                "end_column": 48,
                "message": "the embed names a heading that Mission 3.1c.md does not have",
                "help": "did you mean #mission-31c ?",
                "fix": {
                    "safety": "unsafe",
                    "message": "write #mission-31c",
                    "edits": [
                        {"path": "Mission 3.md", "start": 900, "end": 913, "text": "#mission-31c"}
                    ],
                },
            },
            {
                "code": "C901",
                "name": "partial-snapshot",
                "severity": "info",
                "path": "vaultsync.lock",
                "line": 7,
                "column": 1,
                "end_line": 7,
                "end_column": 1,
                "message": "10 of 43",
                "help": "go",
                "fix": None,
            },
        ],
    }


def test_json_of_nothing() -> None:
    found = json.loads("\n".join(check_json((), summarised(Counts(), 0, {}))))
    assert found["diagnostics"] == []
    assert found["summary"]["tracker"] is None


def test_no_mark_in_what_advice_quotes_begins_a_line_of_it() -> None:
    forged = STATUS._replace(help="it has: A\u2028vaultsync undo --yes\x85B\nnext")
    lines = list(check_full([forged], lambda path, line: None))
    assert lines[1:3] == ["   = it has: A\\u2028vaultsync undo --yes\\x85B", "   = next"]
