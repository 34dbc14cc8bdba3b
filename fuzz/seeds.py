"""Inputs to begin with: notes, pages, locks and plans of the project, cut small.

`python -m fuzz.seeds TARGET FOLDER` writes those of a target into a folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
DATA = PROJECT / "tests" / "data"
LARGEST = 4096  # bytes: small inputs are tried more often

RECORDS = [{"Action": "Text", "Status": "Completed", "Priority": "Year 1", "Area for action": "A"}]
CHANGE = {
    "path": "a.md",
    "before": None,
    "edits": [{"start": 0, "end": 0, "text": "x"}],
    "text": "",
    "reasons": [],
}
RECIPE = {
    "time": "2026-11-21T20:55:58Z",
    "paths": ["a.md"],
    "overwrite_local": False,
    "first_meeting": True,
    "create_notes": False,
    "keep_local": [],
    "reason": "",
    "sources": [{"name": "p.txt", "bytes": "eA=="}],
}
PLAN = {
    "version": 2,
    "vault": "0" * 32,
    "config": None,
    "lock_before": None,
    "recipe": RECIPE,
    "changes": [CHANGE],
    "left": [],
}
HEAD = {
    "journal": 1,
    "vault": "0" * 32,
    "id": "20261121-205558-1",
    "time": "x",
    "command": "sync",
    "undoes": None,
    "whole": True,
}
FILE: dict[str, object] = {"file": "a.md", "role": "note", "before": None, "after": None, "why": []}
ENTRY = (HEAD, FILE, {"ready": 1}, {"left": 0, "is": "gone"})
CONFIG = """\
vault = "x"
label = "(?P<action>a)"
[tracker]
sources = ["a"]
[names]
status-tag = "s/"
"""
PAGE = """\
<html><p>Found 2 actions</p><p>Action: One</p>
<p>Status: Completed<br>Priority: Year&nbsp;1</p><script>x</script></html>
"""
TEXTS: dict[str, tuple[str, ...]] = {
    "properties": (
        "---\nstatus: x\ntags:\n  - a # c\n  - 'b'\n---\nText #a\n",
        "---\r\ntags: [a, \"b\", c d]\r\nup: '[[x]]'\r\n---\r\n",
        "---\n? a\n: &x b\nc: *x\n---\n",
        '---\n{"tags": ["a"], "status": null}\n---\n',
        "---\na: |\n  text\n  more\nb: >-\n  folded\ntags: a, b\n---",
    ),
    "table": (
        "Action;Status;Priority\nOne;Completed;Year 1\n",
        '"Action","Status","Priority"\n"O""ne",Completed,"Year\n1"\n',
        "| Action | Status |\n|---|---|\n| One \\| two | Completed |\n",
    ),
    "html": (PAGE,),
    "records": (
        json.dumps(RECORDS),
        json.dumps({"success": True, "result": {"records": RECORDS, "total": 43}}),
    ),
    "plan": (json.dumps(PLAN), "\n".join(map(json.dumps, ENTRY)), CONFIG),
}


def seeds(target: str) -> list[bytes]:
    """Return the inputs that a target begins with."""
    found = [text.encode() for text in TEXTS.get(target, ())]
    if target in ("scan", "sections", "properties"):
        cases = (DATA / "obsidian-cases.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line).get("text") for line in cases]
        found += [text.encode() for text in texts if isinstance(text, str)]
        files = [*DATA.glob("notes/*.md"), *DATA.glob("seeds/*.md"), *PROJECT.glob("vault/*.md")]
        found += [file.read_bytes()[:LARGEST] for file in sorted(files)]
    if target in ("page", "readers"):
        found += [file.read_bytes()[:LARGEST] for file in sorted(DATA.glob("**/tracker-page*.txt"))]
    if target == "readers":
        found += [text.encode() for form in ("table", "html", "records") for text in TEXTS[form]]
    if target == "lock":
        found += _locks()
    return found


def _locks() -> list[bytes]:
    from vaultsync.tracker.entries import Base, Identity, Kept
    from vaultsync.tracker.lock import EMPTY_LOCK, write_lock

    one = write_lock(
        EMPTY_LOCK._replace(
            base=(Base("Mission 1.1a", "status", "completed"),),
            kept=(Kept("Mission 1.1a", "status", "a", "b", "2026-11-21", "why"),),
            identities=(Identity("Mission 1.1a", "~1", "Text", "2026-11-21", "accepted"),),
        )
    )
    marked = one.replace(b'"base": [\n', b'"base": [\n<<<<<<< a\n=======\n>>>>>>> b\n')
    whole = (PROJECT / "vault" / "vaultsync.lock").read_bytes()
    return [one, marked, whole]


def main() -> None:
    """Write the inputs of a target into a folder."""
    target, folder = sys.argv[1:]
    for number, data in enumerate(seeds(target)):
        (Path(folder) / f"seed-{number}").write_bytes(data)


if __name__ == "__main__":
    main()
