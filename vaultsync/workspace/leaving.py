"""What a run leaves for the next one to begin with."""

from __future__ import annotations

from vaultsync.disk.shelved import ShelfLostError
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.leads.anchored import Anchored
from vaultsync.workspace.printed import left, left_since
from vaultsync.workspace.recalled import Recalled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vaultsync.obsidian.vault import Vault
    from vaultsync.report.summary import Tally
    from vaultsync.rules.rule import View
    from vaultsync.workspace.bystanders import Parts
    from vaultsync.workspace.folded import FoldedFound, FoldedLines
    from vaultsync.workspace.printed import Printed
    from vaultsync.workspace.taking_over import Taken
    from vaultsync.workspace.whole import Whole


_FEW = 64
_SHARE = 8
"""Where more than a few notes, and more than one of so many, were judged again since all was told,
it is told whole: what is different would be written with every run, and become ever more."""


class OfNotes(NamedTuple):
    """What was found in single notes: what is wrong, which ask for silence, lines shown.

    `printed` is what was printed of them, if that was asked for.
    """

    found: FoldedFound
    asking: frozenset[str]
    quoted: FoldedLines
    printed: Printed | None


class OfStated(NamedTuple):
    """What was found of what is stated: the texts that trackers look for, and all tallies."""

    sought: tuple[Sequence[str], ...]
    tallies: Mapping[str, Sequence[Tally]]


def all_found(
    notes: OfNotes, whole: Whole, parts: Parts, stated: OfStated, vault: Vault
) -> Recalled:
    """Return what a run found that looked at every note."""
    linked = whole.linked
    sources = linked.sources if linked else Anchored.of(vault.leads.anchored)
    mentions = vault.leads.mentioned.mentions
    return Recalled(
        {},
        found_then=notes.found.all_folded(),
        found_anew={},
        alone=whole.alone or (),
        stated=whole.stated or (),
        asking=notes.asking,
        shared=linked.stems if linked else vault.resolver.shared,
        anchored=sources.data,
        anchored_anew=sources.anew,
        named=mentions.data,
        named_anew=mentions.anew,
        aliases=vault.aliases,
        parts=parts,
        sought=stated.sought,
        tallies=stated.tallies,
        quoted=notes.quoted.all_folded(),
        **left(notes.printed),
    )


def found_since(
    taken: Taken, notes: OfNotes, whole: Whole, view: View, stated: Callable[[], OfStated]
) -> Recalled | None:
    """Return what is known now that was judged anew what did not hold of what was taken over.

    None where nothing changed, or where not all of it is there any more.
    """
    if not taken.again and not taken.renamed.all:
        return None
    vault = view.vault
    recalled = taken.recalled
    told: dict[str, object] = {"asking": notes.asking, "quoted": notes.quoted.all_folded()}
    anew = {**recalled.found_anew, **{path: notes.found.folded(path) for path in taken.again}}
    all_told = bool(taken.renamed.all) or len(anew) > max(_FEW, len(recalled.found_then) // _SHARE)
    told |= left_since(notes.printed, recalled, taken.again, all_told)
    try:
        told |= {"anchored_anew": taken.sources(vault), "named_anew": taken.mentions(vault)}
    except ShelfLostError:
        return None
    if all_told:
        told |= {"found_then": notes.found.all_folded(), "found_anew": {}}
    else:
        told["found_anew"] = anew
    parts = taken.parts if all(taken.holds) else whole.parts_since(taken, view)
    if parts is not recalled.parts:
        told["parts"] = parts
    if not taken.holds.alone:
        told["alone"] = whole.alone or ()
    if not taken.holds.stated:
        sought, tallies = stated()
        told |= {"stated": whole.stated or (), "sought": sought, "tallies": tallies}
    return recalled._replace(**told)
