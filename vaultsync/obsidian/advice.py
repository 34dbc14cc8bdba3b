"""Did you mean …: the subpath that a link without its heading or block was probably meant to have.

Only links that are broken need this.
"""

from __future__ import annotations

from vaultsync.obsidian.anchors import parts_of
from vaultsync.obsidian.nearness import Nearness
from vaultsync.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.obsidian.anchors import Anchors


def nearest_subpath(anchors: Anchors, subpath: str) -> str | None:
    """Return the subpath that was probably meant, written in the same style, or None.

    A slug is answered with a slug, a heading's words with its words, and
    the name of a block without its `^` (a heading link since release note
    0.9.6) with the block.
    """
    parts = parts_of(subpath)
    if not parts:
        return None
    last = parts[-1]
    ids = anchors.block_names
    if last.startswith("^"):
        near = _near(last[1:], ids)
        return None if near is None else f"#^{near}"
    if found := anchors.ids.get(last.lower()):
        return f"#^{ids[found[0]]}"
    if " " not in last and last == last.lower():
        for step in ("github", "exporter"):
            near = _near(last, (name for names in anchors.names_on(step) for name in names))
            if near is not None and ("-" in last or "-" not in near):
                return f"#{near}"
    from vaultsync.obsidian.slugs import written

    near = _near(last, [*map(written, anchors.texts), *map(written, anchors.titles)])
    return None if near is None else f"#{near}"


def _near(text: str, choices: Iterable[str]) -> str | None:
    found = Nearness(dict.fromkeys(choices)).nearest(text, 1)
    return found[0] if found else None
