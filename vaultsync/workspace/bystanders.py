"""Notes that have little or no part in what is said of the vault as a whole.

Most notes of a large vault state no action and are not spoken of beyond their
own links. When such a note changes, and its part stays what it was, then all
that was said of the vault as a whole still holds, and so does the alignment
with the tracker: only the note itself and the links into it are judged again.
What is said of the vault whatever it states, and of what it states, stand or
fall apart from each other: most edits of an action leave all links as they were.
Where this module is unsure, a note's part may be anything.
"""

from __future__ import annotations

from vaultsync.disk.other_names import NOTHING_RENAMED
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple, TypeAlias
from vaultsync.obsidian.leads.anchored import Anchored
from vaultsync.obsidian.names import is_canvas, is_note, is_source, stem
from vaultsync.workspace.telling import askers_of, holding_sought, may_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsync.disk.other_names import Renamed
    from vaultsync.obsidian.leads.extents import Shown
    from vaultsync.obsidian.vault import Vault
    from vaultsync.rules.rule import View


class Surroundings(NamedTuple):
    """What decides, beside a note itself and the trackers, what part it has.

    `shared` holds the names, folded, that several notes have, `shown` the subpaths
    by which others embed each note with embeds, `copies` the notes that are or may be
    conflict copies. `placed` are those that what is said of the vault points into,
    whatever it states, `agreed` those that what is said of what it states points into.
    """

    shared: frozenset[str]
    shown: Mapping[str, tuple[str, ...]]
    copies: frozenset[str]
    placed: frozenset[str]
    agreed: frozenset[str]


Part: TypeAlias = "tuple[tuple[str, ...], ...]"


EMBED = "embed"
"""The first of what a part tells of an embed: its target, subpath, what that names, if hidden."""
SHOWN = "shown"
"""The first of what a part tells of a subpath by which others embed the note."""


class Linked(NamedTuple):
    """What the links of a vault come to.

    `shared` and `shown` are as in `Surroundings`. `parts` is what the whole
    vault takes from the links of each note, where that is not nothing, and
    `sources` names for each file the notes with links to something in it. `stems`
    are those that several files have, of whatever kind.
    """

    shared: frozenset[str]
    shown: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, Part]
    sources: Anchored
    stems: frozenset[str]


def linked(vault: Vault) -> Linked:
    """Return what the links of a vault come to."""
    shared, shown = frozenset(vault.shared_names), vault.embeds.shown
    paths = vault.counting(vault.source_paths)
    parts = {path: _of_links(path, vault, shared, shown.get(path)) for path in paths}
    known = {path: part for path, part in parts.items() if part}
    sources, stems = Anchored.of(vault.leads.anchored), vault.resolver.shared
    return Linked(shared, _subpaths(shown), known, sources, stems)


def _subpaths(shown: Mapping[str, Iterable[Shown]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple([each.subpath for each in found]) for path, found in shown.items()}


def surroundings(
    vault: Vault, placed: Iterable[str], agreed: Iterable[str], links: Linked | None = None
) -> Surroundings:
    """Return what surrounds the notes of a vault.

    Something was said of those `placed`, whatever they state, and of what those `agreed`
    state. `links` is what the links come to, if that is known.
    """
    copies = vault.maybe_copies
    if links is not None:
        shared, shown = links.shared, links.shown
    else:
        shared, shown = frozenset(vault.shared_names), _subpaths(vault.embeds.shown)
    return Surroundings(shared, shown, copies, frozenset(placed), frozenset(agreed))


class Parts(NamedTuple):
    """What the whole vault takes from its notes.

    `of` is what it takes from the links of each, where that is not nothing: None where a
    note cannot be read. `stating` are the notes and canvases that may state an action, `copied`
    the conflict copies with their originals.
    """

    around: Surroundings
    of: Mapping[str, Part | None]
    stating: frozenset[str]
    copied: Mapping[str, str]

    @property
    def counting(self) -> frozenset[str]:
        """Return the notes and canvases of which links are spoken of together, or may be."""
        return self.around.placed.union(self.of)


def parts_of(
    vault: Vault,
    view: View,
    around: Surroundings,
    links: Linked | None = None,
    before: Parts | None = None,
    touched: Iterable[str] = (),
    stating: frozenset[str] | None = None,
) -> Parts:
    """Return what the whole vault takes from its notes.

    `before` is what it took while all names were the same and only `touched` notes were
    different: most parts are still what they were. `links` is what the links come to, and
    `stating` are those that may state an action, where these are known.
    """
    paths: Iterable[str] = vault.source_paths
    known: dict[str, Part | None] = {}
    if before is not None and before.around.shared == around.shared:
        then, now = before.around.shown, around.shown
        moved = {path for path in {*then, *now} if then.get(path) != now.get(path)}
        anew = {*touched, *moved}
        paths = anew.intersection(paths)
        known = {path: part for path, part in before.of.items() if path not in anew}
    if stating is None:
        askers = askers_of(view)
        stating = frozenset([path for path in vault.source_paths if may_state(path, vault, askers)])
    for path in paths:
        part = part_of(path, vault, around) if links is None else links.parts.get(path, ())
        if path in vault.failures:
            part = None
        if part != ():
            known[path] = part
    return Parts(around, known, stating, vault.conflict_copies)


def copied_now(
    before: Parts, touched: Iterable[str], vault: Vault, renamed: Renamed = NOTHING_RENAMED
) -> Mapping[str, str]:
    """Return the conflict copies with their originals, now that these notes were touched."""
    if not copies_stand(before, renamed, vault):
        return vault.conflict_copies
    concerned = before.around.copies.intersection(touched)
    if not concerned:
        return before.copied
    pairs = before.copied.items()
    others = {copy: of for copy, of in pairs if copy not in concerned and of not in concerned}
    return {**others, **vault.copies_touching(concerned)}


def copies_stand(before: Parts, renamed: Renamed, vault: Vault) -> bool:
    """Return whether no file that came or is gone is a conflict copy or what one is made of."""
    if not renamed.all:
        return True
    from vaultsync.obsidian.conflicts import conflict_original

    return (
        renamed.all.isdisjoint(before.copied.values())
        and not any(map(conflict_original, renamed.all))
        and vault.maybe_copies == before.around.copies
    )


def part_of(path: str, vault: Vault, around: Surroundings) -> Part | None:
    """Return what the whole vault takes from the links of a note; None if it cannot be read.

    While it stays the same, all that was said of the vault elsewhere stands, whatever it
    states. Most notes have an empty part.
    """
    if not vault.is_read(path):
        return None
    subpaths = around.shown.get(path)
    shown = vault.leads.embedded.shown_of(path, subpaths) if subpaths else None
    return _of_links(path, vault, around.shared, shown)


def stating_now(
    before: Parts, touched: Iterable[str], vault: Vault, view: View, same: bool
) -> frozenset[str]:
    """Return which notes may state an action, now that these were touched.

    `same` says that the trackers look for the same as before.
    """
    askers = askers_of(view)
    tried = set(filter(is_source, touched))
    kept = before.stating - tried if same else frozenset()
    tried = tried if same else tried | before.stating
    telling = [
        path for path in tried.intersection(vault.source_paths) if may_state(path, vault, askers)
    ]
    return kept.union(telling, *([] if same else holding_sought(vault, askers)))


def _of_links(
    path: str, vault: Vault, shared: frozenset[str], shown: Iterable[Shown] | None
) -> Part:
    """Return what the whole vault takes from the links of a note; `shown` are its embeds."""
    if is_canvas(path):
        return ()
    part: list[tuple[str, ...]] = []
    for use in vault.notable(path):
        link, anchor = use.link, use.anchor
        if anchor is not None and anchor.rung != "obsidian":  # all of them are counted
            part.append(("rung", anchor.rung))
        if shared and link.path and "/" not in link.path and stem(link.path) in shared:
            leads = use.target is not None and not use.resolution.ambiguous
            part.append(("shared", stem(link.path), "leads" if leads else ""))
        if link.embed and use.target and is_note(use.target):
            hidden = "hidden" if link.in_comment else ""
            found = anchor.kind if anchor else ""
            part.append((EMBED, use.target, link.subpath, found, hidden))
    # Embeds within embeds: their places count.
    part += [(SHOWN, each.subpath, f"{each.first}-{each.last}") for each in shown or ()]
    return tuple(part)
