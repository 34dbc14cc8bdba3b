"""`vaultsync inspect`, for reading: all that is seen in a note."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.inspect_json import inspected
from vaultsync.report.machine import json_text
from vaultsync.report.terminal import PLAIN, Paint, escape, truncated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsync.obsidian.vault import Use, Vault


def inspect_text(vault: Vault, path: str, room: int = 80, paint: Paint = PLAIN) -> Iterator[str]:
    """Yield the lines about one note: properties, tags, headings, blocks, links."""
    seen = inspected(vault, path)
    yield paint.bold(escape(path))
    if "error" in seen:
        yield "  " + paint.red(escape(str(seen["error"]["message"])))  # type: ignore[index]  # as inspected makes it
        return
    for title, lines in (
        ("properties", _properties(seen)),
        ("tags", _tags(seen)),
        ("headings", _headings(seen)),
        ("blocks", _blocks(seen)),
        ("links", _links(seen, vault.uses(path))),
    ):
        rows = list(lines)
        if rows:
            yield f"  {title}"
            for row, mark in rows:
                text = truncated(escape(row), room - 4 - len(mark))
                yield f"    {text}{paint.red(mark) if mark else ''}"


def _properties(seen: dict[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in seen.get("properties", {}).items():  # type: ignore[attr-defined]  # a dict
        shown = map(_as_written, value if isinstance(value, list) else (value,))
        yield f"{key}: {', '.join(shown)}".rstrip(), ""


def _as_written(value: object) -> str:
    """Return a value as a property has it: `true`, and nothing where there is none."""
    if value is None or isinstance(value, str):
        return value or ""
    return json_text(value)


def _tags(seen: dict[str, object]) -> Iterator[tuple[str, str]]:
    for tag in seen.get("tags", []):  # type: ignore[attr-defined]  # a list
        yield f"{tag['line']}:{tag['column']}  #{tag['tag']}  ({tag['where']})", ""


def _headings(seen: dict[str, object]) -> Iterator[tuple[str, str]]:
    for heading in seen.get("headings", []):  # type: ignore[attr-defined]  # a list
        yield f"{heading['line']}  {'#' * heading['level']} {heading['text']}", ""


def _blocks(seen: dict[str, object]) -> Iterator[tuple[str, str]]:
    for block in seen.get("blocks", []):  # type: ignore[attr-defined]  # a list
        yield f"{block['line']}  ^{block['id']}", ""


def _links(seen: dict[str, object], uses: Sequence[Use]) -> Iterator[tuple[str, str]]:
    for link, use in zip(seen["links"], uses, strict=True):  # type: ignore[call-overload]  # a list
        kind = ("embed, " if link["embed"] else "") + link["kind"]
        row = f"{link['line']}:{link['column']}  {kind}  {link['path']}{link['subpath']}"
        if link["external"]:
            yield f"{row}  (external)", ""
        elif use.offloaded or use.unsupported:
            yield (
                f"{row}  ({'in the cloud only' if use.offloaded else 'not shown by Obsidian'})",
                "",
            )
        elif use.templated and link["target"] is None:
            yield f"{row}  (a template's)", ""
        elif link["target"] is None:
            yield row, "  no such file"
        elif link["anchor"] == "missing":
            yield f"{row}  -> {link['target']}", "  no such anchor"
        else:
            anchor = link["anchor"]
            where = f":{anchor['line']} ({anchor['rung']})" if anchor and anchor["line"] else ""
            yield f"{row}  -> {link['target']}{where}", ""
