"""Reads the examples out of a rule's manual page.

A file of an example vault is a block fenced with `~~~`, its path in `title`:
`~~~md title="Home.md"`. `encoding="latin-1"` gives its bytes, `unreadable="yes"`
makes it one that the system refuses to open, `dots="spaces"` writes each `·` as a
space. The title `tracker.txt` holds the
tracker's page, `tracker-risks.txt` that of a further one, `vaultsync.toml` the
configuration, `base` lines of action, field and token that were written last.
What an example reports stands behind it: `Home.md:1:5` in backticks.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, NamedTuple

from tests.vaults import PAGE, view_of
from vaultsync.config import CONFIG_NAME, Config
from vaultsync.config_file import read_config
from vaultsync.rules.registry import judge
from vaultsync.tracker.lock import Base
from vaultsync.tracker.vocabulary import FIELDS

if TYPE_CHECKING:
    from vaultsync.rules.rule import Rule

HEADINGS = (
    "What it does",
    "Why is this bad?",
    "Example",
    "Use instead",
    "Fix safety",
    "Options",
)
_BLOCK = re.compile(r"^~~~(?P<info>[^\n]*)\n(?P<text>.*?)^~~~$", re.MULTILINE | re.DOTALL)
# A heading, or a whole block, in which no heading is looked for.
_HEADING = re.compile(r"^## (?P<heading>[^\n]+)$|^~~~.*?^~~~$", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r'(\w+)="([^"]*)"')
_SPOT = re.compile(r"`([^`\n]+:\d+:\d+)`")


class Example(NamedTuple):
    """An example vault, and where it says that the rule speaks."""

    files: dict[str, bytes]
    refused: tuple[str, ...]
    page: str | None
    base: tuple[Base, ...]
    reported: frozenset[str]
    config: Config
    others: dict[str, str]

    def spots(self, code: str) -> set[str]:
        view = view_of(
            self.files,
            self.page,
            config=self.config,
            base=self.base,
            refused=self.refused,
            others=self.others,
        )
        return {
            f"{found.place.path}:{found.place.line}:{found.place.column}"
            for found in judge(view, [code])
        }


def sections(rule: Rule) -> dict[str, str]:
    """The parts of a manual page by their headings; the first line under an empty one."""
    page = inspect.cleandoc(rule.__doc__ or "")
    found = [(at.start(), at.end(), at["heading"]) for at in _HEADING.finditer(page)]
    starts = [(0, 0, ""), *((start, end, text) for start, end, text in found if text)]
    ends = [start for start, _, _ in starts[1:]] + [len(page)]
    return {
        heading: page[start:end].strip()
        for (_, start, heading), end in zip(starts, ends, strict=True)
    }


def example(text: str) -> Example:
    """The vault that a section of a manual page shows."""
    files: dict[str, bytes] = {}
    refused = []
    page = None
    base = []
    config = Config()
    others = {}
    for block in _BLOCK.finditer(text):
        options = dict(_OPTION.findall(block["info"]))
        title = options["title"]
        if title == PAGE:
            page = block["text"]
        elif further := re.fullmatch(r"tracker-(\w+)\.txt", title):
            others[further[1]] = block["text"]
        elif title == CONFIG_NAME:
            config = read_config(block["text"].encode(), title)
        elif title == "base":
            for line in block["text"].splitlines():
                action, field, token = line.rsplit(" ", 2)
                base.append(Base(action, FIELDS[FIELDS.index(field)], token))
        else:
            content = block["text"].replace("·", " ") if "dots" in options else block["text"]
            files[title] = content.encode(options.get("encoding", "utf-8"))
            if options.get("unreadable"):
                refused.append(title)
    reported = frozenset(_SPOT.findall(_BLOCK.sub("", text)))
    return Example(files, tuple(refused), page, tuple(base), reported, config, others)
