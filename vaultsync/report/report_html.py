"""`vaultsync report --format html`: one file that needs nothing else, with a chart of statuses.

Nothing in it runs and nothing is loaded: a content security policy forbids
both, and allows the one style sheet by its hash. Everything that is quoted is
escaped. It follows the reader's light or dark theme, and prints.
"""

from __future__ import annotations

import base64
import hashlib
import html

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.report.entries import Entry, Part, area_statuses, parts, statuses
from vaultsync.report.status_text import status_summary
from vaultsync.report.terminal import escape

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping

    from vaultsync.report.missions import Area
    from vaultsync.report.overview import Overview

# One colour a status, chosen to be told apart in either theme and by colour-blind
# readers; the numbers in the bars say the same in words.
_FILLS = {
    "not-started": "s1", "in-progress": "s2", "behind": "s3", "paused": "s4", "completed": "s5",
}  # fmt: skip
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #59636e; --line: #d1d9e0;
  --s0: #8b949e; --s1: #b8860b; --s2: #2f6fb2; --s3: #b5473c; --s4: #7a5ba6; --s5: #2d7d46; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ec; --paper: #15191e; --soft: #9aa4ae; --line: #343b43;
    --s1: #d6a437; --s2: #6ba4e0; --s3: #e27e72; --s4: #ac92d4; --s5: #5fb37a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; } h3 { font-size: 1rem; }
.soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
td:first-child { font-weight: 600; }
th:nth-child(-n+4) { width: 8.5rem; }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg .in { fill: var(--paper); text-anchor: middle; }
.s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); }
.s3 { fill: var(--s3); } .s4 { fill: var(--s4); } .s5 { fill: var(--s5); }
@media print { body { max-width: none; margin: 0; font-size: 11pt; }
  :root { --ink: #000; --paper: #fff; } tr, svg { break-inside: avoid; }
  h2, h3 { break-after: avoid; } * { print-color-adjust: exact; } }
"""
_BAR, _GAP, _LEFT, _WIDE = 22, 10, 120, 760


def report_html(found: Mapping[str, Overview]) -> Iterator[str]:
    """Yield the lines of the document: a part for each tracker."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<title>Vault and tracker</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    for name, one in found.items():
        yield f"<h1>Vault and tracker{f' {_text(name)}' if len(found) > 1 else ''}</h1>"
        for line in status_summary(one):
            yield f"<p>{_text(line)}</p>"
        yield from _chart(one)
        for part in parts(one):
            yield from _part(part)
    yield "</body>"
    yield "</html>"


def _part(part: Part) -> Iterator[str]:
    yield f"<h2>{_text(part.title)}</h2>"
    yield f'<p class="soft">{_text(part.counts)}</p>'
    for group in part.groups:
        if group.title:
            yield f"<h3>{_text(group.title)}</h3>"
        yield "<table>"
        heads = ("Action", "State", "Vault", "Tracker", "Says")
        yield "<tr>" + "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr>"
        for entry in group.entries:
            yield _row(entry)
        yield "</table>"


def _row(entry: Entry) -> str:
    state = _text(entry.state)
    if entry.remarks:
        state += f'<br><span class="soft">{_text(entry.remarks)}</span>'
    says = _text(entry.text)
    if entry.place:
        says += f'<br><span class="soft">{_text(entry.place)}</span>'
    cells = (
        _text(entry.action or f"row {entry.row}"),
        state,
        _text(", ".join(value for value in entry.vault if value)),
        _text(", ".join(value for value in entry.tracker if value)),
        says,
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _chart(found: Overview) -> Iterator[str]:
    """Yield the chart: a bar for the whole list, one for each area, and what the colours mean."""
    words = [(token, word) for token, word, _ in statuses(found)]
    if not words:
        return
    whole = {token: count for token, _, count in statuses(found)}
    bars: list[tuple[str, dict[str, int] | Counter[str]]] = [("All rows read", whole)]
    bars += [
        (_bar_name(area), area_statuses(area))
        for mission in found.missions
        for area in mission.areas
        if area_statuses(area)
    ]
    height = len(bars) * (_BAR + _GAP) + 34
    said = ", ".join(f"{word} {whole[token]}" for token, word in words)
    yield "<h2>Published statuses</h2>"
    yield f'<svg viewBox="0 0 {_LEFT + _WIDE + 10} {height}" role="img" aria-label="{_text(said)}">'
    yield f"<title>{_text('Published statuses: ' + said)}</title>"
    most = max(sum(counts.values()) for _, counts in bars)
    for index, (name, counts) in enumerate(bars):
        y = index * (_BAR + _GAP)
        yield f'<text x="0" y="{y + 15}">{_text(name)}</text>'
        # The areas are drawn on one scale, so that longer bars mean more actions.
        yield from _bar(counts, [token for token, _ in words], y, most)
    x, y = _LEFT, height - 18
    for token, word in words:
        yield f'<rect x="{x}" y="{y}" width="12" height="12" class="{_FILLS.get(token, "s0")}"/>'
        yield f'<text x="{x + 17}" y="{y + 10}">{_text(word)}</text>'
        x += 30 + 8 * len(word)
    yield "</svg>"


def _bar(
    counts: dict[str, int] | Counter[str], tokens: list[str], y: int, most: int
) -> Iterator[str]:
    x = float(_LEFT)
    for token in tokens:
        count = counts.get(token, 0)
        if not count:
            continue
        wide = count * _WIDE / most
        yield (
            f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{_BAR}" '
            f'class="{_FILLS.get(token, "s0")}"/>'
        )
        yield f'<text class="in" x="{x + wide / 2:.1f}" y="{y + 15}">{count}</text>'
        x += wide


def _bar_name(area: Area) -> str:
    name = area.label or area.text or "No area"
    return name if len(name) <= 16 else name[:15].rstrip() + "…"


def _text(text: str) -> str:
    return html.escape(escape(text))
