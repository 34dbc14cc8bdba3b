"""Writes `docs/rules/`: a page for each rule, from its docstring, and an index of them.

Run it by hand after a rule changed: `python docs/make_rules.py`. A test fails
where the pages are not what this makes.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

from vaultsync.rules.registry import OFF_BY_DEFAULT, RULES

if TYPE_CHECKING:
    from vaultsync.rules.rule import Rule

PAGES = Path(__file__).parent / "rules"
GROUPS = {
    "T1": "Coverage: which actions the vault and the tracker have",
    "T2": "Agreement: what they say of an action",
    "E3": "Embeds",
    "L4": "Links and anchors",
    "F5": "Properties",
    "V6": "The vault's files",
    "C9": "The tracker itself",
    "X0": "vaultsync itself",
}
_OPENING = re.compile(r'^~~~(?P<language>\w*) title="(?P<title>[^"]*)"(?P<more>.*)$')
_REMARKS = {
    'encoding="latin-1"': "in Latin-1, not UTF-8",
    'unreadable="yes"': "which may not be read",
    'dots="spaces"': "where each `·` is a space",
}
_TITLES = {
    "tracker.txt": "The tracker's page",
    "tracker-risks.txt": "The page of the tracker risks",
    "base": "What was written last (action, field, value)",
}


def pages() -> dict[str, str]:
    """Return every page of the manual by its file name."""
    return {"README.md": index()} | {f"{rule.CODE}.md": page(rule) for rule in RULES}


def page(rule: Rule) -> str:
    """Return a rule's page."""
    off = " Off unless it is selected by its code." if rule.CODE in OFF_BY_DEFAULT else ""
    head = f"# {rule.CODE} {rule.NAME}\n\nSeverity: {rule.SEVERITY.word}.{off}\n\n"
    return head + "\n".join(_lines(inspect.cleandoc(rule.__doc__ or ""))) + "\n"


def _lines(doc: str) -> list[str]:
    """Return the lines of a docstring, the titles of its blocks in words above them."""
    lines: list[str] = []
    inside = False
    for line in doc.splitlines():
        opening = _OPENING.match(line)
        if opening:
            remark = ", ".join(words for mark, words in _REMARKS.items() if mark in opening["more"])
            title = _TITLES.get(opening["title"], f"`{opening['title']}`")
            lines += [f"{title}{remark and ', ' + remark}:", "", f"~~~{opening['language']}"]
        elif line.startswith("## ") and not inside:
            lines += [line, ""]
        else:
            lines.append(line)
        if opening or line == "~~~":
            inside = bool(opening)
            if not inside:
                lines.append("")
    return _without_doubled_blanks(lines)


def _without_doubled_blanks(lines: list[str]) -> list[str]:
    kept: list[str] = []
    inside = False
    for line in lines:
        inside ^= line.startswith("~~~")
        if line or inside or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def index() -> str:
    """Return the table of all rules, by code."""
    parts = [
        "# Rules",
        "",
        "What `vaultsync check` can say. `vaultsync rule CODE` prints the same pages;",
        "[Leaving things unsaid](../suppressing.md) says how to silence one.",
    ]
    for group, title in GROUPS.items():
        rules = [rule for rule in RULES if rule.CODE.startswith(group)]
        parts += ["", f"## {group}xx {title}".replace("xx", "x" * (4 - len(group)), 1), ""]
        parts += ["| Code | Name | Severity | What it says |", "| --- | --- | --- | --- |"]
        parts += [_row(rule) for rule in rules]
    return "\n".join(parts) + "\n"


def _row(rule: Rule) -> str:
    first = inspect.cleandoc(rule.__doc__ or "").partition("\n")[0].replace("|", "\\|")
    severity = "off" if rule.CODE in OFF_BY_DEFAULT else rule.SEVERITY.word
    return f"| [{rule.CODE}]({rule.CODE}.md) | {rule.NAME} | {severity} | {first} |"


def main() -> None:
    """Write the pages that differ, and remove those of rules that are gone."""
    PAGES.mkdir(exist_ok=True)
    wanted = pages()
    for name, text in wanted.items():
        file = PAGES / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
    for file in PAGES.glob("*.md"):
        if file.name not in wanted:
            file.unlink()


if __name__ == "__main__":
    main()
