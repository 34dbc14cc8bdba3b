"""The page that results are published on: what was compared, and how to read it."""

from __future__ import annotations

from benchmarks.generate import SEED

_PAGE = """\
# How fast it is

Whole processes, started in turn (A B C A B C …), the system's cache warm, output into a file.
Times are medians; "shortest" compares the shortest runs, which a busy machine disturbs least.
`vaultsync` is `vaultsync check` with all rules, the vault held against a tracker; "no tracker"
judges the vault alone, which is what the peers do. `python -m benchmarks.run --write` makes this
page; the vaults are those of `python -m benchmarks.generate` with seed {seed}.

A *published vault* is made (`--kind published`) as people put their notes on the web, and has no
tracker. Two in five of its notes have a fault: links to notes that were never written, images that
stayed at home, names that two notes have. Most notes have 350 to 2,000 bytes, half of them are
Chinese, one in eight is Russian, and paragraphs are lines of up to some hundred characters. The
other vaults have a fault of each class in a thousand notes.

{machine}

{tables}

## What the tools do

* *Peak* is the memory of the largest process. A cold run of vaultsync is two of them here, which
  share a part of theirs: the table above says what they take together.
* *Planted faults found* counts the classes of faults that a tool claims to find. A run that misses
  one does not count.
* *Legal lines reported* are lines on which a tool calls a link broken that Obsidian follows.
* **rumdl** looks at targets and headings of Markdown links. It knows no wikilinks, embeds of them,
  block ids, links in properties or canvases, and headings only by their slugs. Its other rules
  are about style.
* **lychee** looks at wikilinks too, by file name. It knows no headings of wikilinks, no block ids,
  and no attachments by name: each `![[figure.png]]` of a figure in a folder is broken to it. It
  keeps nothing between runs.
* **bare stat walk** looks at the state of every file, in Python, and does nothing else.
* **empty console script** is a program without content, installed by pip beside vaultsync.
"""


def page(machine: str, tables: str) -> str:
    """Return the page; both parts are Markdown."""
    return _PAGE.format(seed=SEED, machine=machine, tables=tables)
