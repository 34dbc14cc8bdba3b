"""`vaultsync inspect --format json` and `jsonl`, version 1: all that is seen in a note.

```
{
  "version": 1,
  "path": "Mission 3.1.md",
  "properties": {"created": "2024-08-19", …},
  "tags": [{"tag": "gcdata", "where": "property" or "body", "line": 8, "column": 5}],
  "headings": [{"level": 1, "text": "[Mission 3.1](Mission%203.1.md)", "line": 12}],
  "blocks": [{"id": "a1", "line": 20}],
  "links": [{"raw", "kind": "wikilink", "markdown", "reference", "property" or "canvas",
             "embed", "path", "subpath", "display", "line", "column",
             "target": a path of the vault or null,
             "anchor": null, "missing", or {"kind": "heading", "block" or "other",
                                            "line", "rung"},
             "external", "ambiguous": [other files that the link might mean]}]
}
```
Property values are as Obsidian holds them: dates are strings. The text of a
heading is its source after the `#`s. The line of a block id is its own, that of
an anchor the first of the section or block that it names. A canvas has links
only; a file that cannot be read has `"error": {"kind", "message"}` in their
place. Lines and columns count from 1, columns in code points. Within a version
keys are added, never changed.
"""

from __future__ import annotations

from math import isfinite

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian.note import Note

if TYPE_CHECKING:
    from vaultsync.obsidian.parts import Tag
    from vaultsync.obsidian.vault import Use, Vault

VERSION = 1

_NO_PARTS: dict[str, object] = {"properties": {}, "tags": [], "headings": [], "blocks": []}


def inspected(vault: Vault, path: str) -> dict[str, object]:
    """Return what is seen in one note or canvas of the vault, as it stands in JSON.

    A file that cannot be read has an `error` and nothing else.
    """
    head: dict[str, object] = {"version": VERSION, "path": path}
    source = vault.source(path)
    if source is None:
        failure = vault.failures[path]
        return head | {"error": {"kind": failure.kind, "message": failure.message}}
    parts = _parts(source) if isinstance(source, Note) else _NO_PARTS
    return head | parts | {"links": [link_object(use, vault) for use in vault.uses(path)]}


def _parts(note: Note) -> dict[str, object]:
    position = note.lines.position
    return {
        "properties": {key: _plain(value) for key, value in note.properties.values.items()},
        "tags": [
            *(_tag(tag, "property", note) for tag in note.properties.tags),
            *(_tag(tag, "body", note) for tag in note.tags),
        ],
        "headings": [
            {"level": heading.level, "text": heading.text, "line": position(heading.start).line}
            for heading in note.headings
        ],
        "blocks": [{"id": block.id, "line": position(block.start).line} for block in note.blocks],
    }


def _tag(tag: Tag, where: str, note: Note) -> dict[str, object]:
    line, column = note.lines.position(tag.start)
    return {"tag": tag.name, "where": where, "line": line, "column": column}


def link_object(use: Use, vault: Vault) -> dict[str, object]:
    """Return one link and what it meets, as it stands in JSON."""
    link = use.link
    source = vault.source(use.source)
    line, column = source.lines.position(link.start) if source else (1, 1)
    # The path and the subpath of a card are two strings with other JSON between them.
    whole = source is None or link.kind == "canvas"
    raw = link.path + link.subpath if whole or source is None else source.raw(link)
    return {
        "raw": raw,
        "kind": link.kind,
        "embed": link.embed,
        "path": link.path,
        "subpath": link.subpath,
        "display": link.display,
        "line": line,
        "column": column,
        "target": use.resolution.target,
        "anchor": _anchor(use, vault),
        "external": link.external,
        "ambiguous": list(use.resolution.ambiguous),
    }


def _anchor(use: Use, vault: Vault) -> object:
    if use.broken_anchor:
        return "missing"
    if use.anchor is None:
        return None
    target = use.resolution.target or "" if use.anchor.kind != "other" else ""
    note, anchors = vault.note(target), vault.anchors(target)
    extent = anchors and anchors.extent(use.link.subpath)
    line = note.lines.position(extent.start).line if note and extent else None
    return {"kind": use.anchor.kind, "line": line, "rung": use.anchor.rung}


def _plain(value: object) -> object:
    """Return a property's value as JSON can hold it: no NaN and no infinity."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
