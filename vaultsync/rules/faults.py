"""What is wrong with a link or embed, if anything is, and what of it is said.

A use that leads nowhere has one cause. One that leads somewhere may have
several flaws, of which only the first is worth a word: they are the codes of
the rules that speak for them. E3 speaks for embeds, L4 for other links.
"""

from __future__ import annotations

from vaultsync.lean.regex import compiled
from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.obsidian import links
from vaultsync.obsidian.leads.relative import above_vault, is_straight, leads_by_path
from vaultsync.obsidian.leads.resolve import NOWHERE
from vaultsync.obsidian.names import NOTE_SUFFIX, folded, nfc, same_spelling
from vaultsync.rules.memo import once_per_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsync.obsidian.leads.resolve import Resolution
    from vaultsync.obsidian.vault import Use
    from vaultsync.rules.rule import View

_UNFINISHED = ("[[##", "[[^^")
_SCHEME = compiled(r"[A-Za-z][A-Za-z0-9+.-]*://|mailto:|www\.")


def fault_code(use: Use, view: View) -> str:
    """Return the code of what is to be said of a use, or an empty string."""
    return next(faults(use, view), "")


def faults(use: Use, view: View) -> Iterator[str]:
    """Yield the codes of what is wrong with a use, what matters most first.

    The text around it is asked for only where it counts: the note may have to be read for it.
    """
    link = use.link
    if is_plain(use, view) or link.external or use.templated:
        return
    if not link.path and not link.subpath:
        if link.embed:
            yield "E301"
        return
    if link.kind == "markdown" and link.display.startswith("^"):
        return  # `[^1](words)` is a footnote and words in parentheses
    if (
        link.kind == "wikilink"
        and link.path[:1] in ("", "^")
        and written(use, view, link.start + link.embed, link.end).startswith(_UNFINISHED)
    ):
        return  # L412 speaks for it
    lost = use.resolution.target is None
    fault = _unresolved(use, view) if lost else _anchor_fault(use, view) if link.subpath else ""
    if fault:
        yield fault
    if link.in_table and (fault or not lost) and has_bare_pipe(use, view):
        yield "L413"
    if not lost:
        yield from _flaws(use, view)


def written(use: Use, view: View, start: int, end: int) -> str:
    """Return a stretch of the note or canvas that a use stands in."""
    text = view.vault.text(use.source)
    return "" if text is None else text[start:end]


def is_plain(use: Use, view: View) -> bool:
    """Return whether a use is beyond doubt: its file found by one spelling, and one heading."""
    target, ambiguous, _ = use.resolution
    link = use.link
    path = link.path
    if target is None or ambiguous or not path or link.in_table:
        return False
    if link.subpath:
        anchor = use.anchor
        if anchor is None or anchor.kind != "heading" or anchor.others or not path.isascii():
            return False
        if anchor.rung not in view.config.anchors:
            return False
    if link.kind == "markdown":
        if path.isascii():
            return is_straight(path, use.source, target)
        return path == target and "/" not in use.source
    if link.path_end - link.path_start != len(path):
        return False  # written longer than it reads: in another normal form, perhaps
    return target.endswith((path, path + NOTE_SUFFIX))


def is_bare(use: Use) -> bool:
    """Return whether a link is a name alone: no folder, no subpath, no embed.

    Obsidian users write such links on purpose before the note is there.
    """
    link = use.link
    return (
        link.kind in ("wikilink", "property")
        and not link.embed
        and not link.subpath
        and "/" not in link.path
    )


def _unresolved(use: Use, view: View) -> str:
    link = use.link
    if not link.path or view.vault.unlisted:
        return ""  # what it names may lie in a folder that cannot be listed
    if use.offloaded:
        return "L415"
    if use.unsupported:
        return "L419"
    if link.embed:
        return "E301"
    if _SCHEME.match(link.path):
        return "L407"
    if above_vault(link.path, use.source):
        return "L411"
    if decoded_once_more(use, view).target:
        return "L408"
    if without_doubled_extension(use, view).target:
        return "L409"
    if cut_short(use, view):
        return "L414"
    return "L406" if is_bare(use) and aliased(link.path, view) else "L401"


def _anchor_fault(use: Use, view: View) -> str:
    """Return what is wrong with the subpath of a use whose file was found."""
    link = use.link
    if not link.subpath.strip("#"):
        return ""  # it names nothing that could be missing: see `_flaws`
    if use.broken_anchor or (use.anchor and not understood(use, view)):
        block = link.subpath.startswith("#^")
        if link.embed:
            return "E303" if block else "E302"
        return "L403" if block else "L402"
    return ""


def _flaws(use: Use, view: View) -> Iterator[str]:
    """Yield what is worth a word about a use that leads to a file."""
    link, target = use.link, use.resolution.target
    excluded = target is None or view.vault.settings.is_excluded(use.source)
    if use.resolution.ambiguous and not excluded:
        yield "L404"
    if link.subpath and not link.subpath.strip("#"):
        yield "L410"  # a remark: what is a warning has been said before
    if target is None or excluded:
        return
    anchor = use.anchor
    if anchor and anchor.kind == "block":
        if anchor.others:
            yield "L421"
        if block_spelling(use, view) is not None:
            yield "L420"
    if anchor and anchor.kind == "heading" and anchor.others and anchor.rung == "obsidian":
        yield "L417"
    if link.path and not _spelled_alike(use, view, target):
        yield "L405"
    if link.kind == "markdown" and not leads_there_by_path(use):
        yield "L418"


def _spelled_alike(use: Use, view: View, target: str) -> bool:
    """Return whether a link spells its target as Obsidian would write it, or as the disk does.

    Obsidian lists every file in NFC and writes links so (O-VM), whatever the
    disk has: only a link in another form than both is spelled otherwise.
    """
    link = use.link
    if link.path.isascii():
        return same_spelling(link.path, target)
    # A link's path is NFC whatever the note holds.
    spelled = links.unquoted(written(use, view, link.path_start, link.path_end))
    if same_spelling(spelled, target):
        return True
    return spelled == nfc(spelled) and same_spelling(link.path, nfc(target))


def understood(use: Use, view: View) -> bool:
    """Return whether the configuration accepts the dialect that finds the anchor."""
    return use.anchor is None or use.anchor.rung in view.config.anchors


def decoded_once_more(use: Use, view: View) -> Resolution:
    """Return what a link finds when it is percent-decoded a second time."""
    path = use.link.path
    again = links.unquoted(path) if "%" in path else path
    return NOWHERE if again == path else view.vault.resolver.resolve(again, use.source)


def without_doubled_extension(use: Use, view: View) -> Resolution:
    """Return what `N.md.md` finds without its second extension."""
    path = use.link.path
    if not path.lower().endswith(".md.md"):
        return NOWHERE
    return view.vault.resolver.resolve(path[:-3], use.source)


def cut_short(use: Use, view: View) -> str | None:
    """Return the file whose name a link cannot hold: `C#.md` for `[[C#]]`."""
    link = use.link
    if not link.subpath:
        return None
    whole = link.path + link.subpath
    return view.vault.resolver.resolve(whole, use.source).target


def has_bare_pipe(use: Use, view: View) -> bool:
    r"""Return whether a wikilink in a table holds a `|` that ends the cell, not a `\|`."""
    link = use.link
    return link.kind == "wikilink" and links.has_bare_pipe(written(use, view, link.start, link.end))


def block_spelling(use: Use, view: View) -> str | None:
    """Return the block id as it is defined, where the link differs from it by case."""
    target, name = use.resolution.target, use.link.subpath[2:].strip()
    if target and view.vault.writes_block(target, name):  # as nearly always
        return None
    anchors = view.vault.anchors(target) if target else None
    if anchors is None or use.anchor is None or use.anchor.index < 0:
        return None
    if use.anchor.index >= len(anchors.block_names):  # it changed since it was read first
        return None
    defined = anchors.block_names[use.anchor.index]
    return None if name == defined else defined


@once_per_view
def _aliases(view: View) -> dict[str, list[str]]:
    """Return the notes of each alias, folded, that is not a note's name."""
    found: dict[str, list[str]] = {}
    for path, aliases in view.vault.aliases.items():
        for alias in aliases:
            found.setdefault(folded(alias), []).append(path)
    return found


def aliased(name: str, view: View) -> list[str]:
    """Return the notes that have a name as their alias, in the order of their paths."""
    return _aliases(view).get(folded(name), [])


def leads_there_by_path(use: Use) -> bool:
    """Return whether a Markdown link's path, taken from its note's folder, is the target's."""
    target, path = use.resolution.target, use.link.path
    return target is None or not path or leads_by_path(path, use.source, target)
