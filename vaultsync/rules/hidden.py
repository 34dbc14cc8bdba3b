"""What is wrong with a link behind what is said of it: asked before the first is mended.

What is said once a fix is made was there before if it is found here, where the
link is still as it was: no fix can have brought it.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules.faults import decoded_once_more, faults, without_doubled_extension
from vaultsync.rules.for_notes import LINK_RULES, judge_use
from vaultsync.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsync.diagnostic import Diagnostic, Place
    from vaultsync.obsidian.vault import Use
    from vaultsync.rules.rule import View

# These are about a path as it is written, and a fix of what is meant writes another.
_OF_PATHS = frozenset({"L404", "L405", "L418"})


def hidden_faults(
    diagnostics: Iterable[Diagnostic], view: View
) -> dict[tuple[str, Span], frozenset[str]]:
    """Return the codes of what is wrong behind diagnostics of links, by note and link.

    Of a link that leads nowhere but means one file, it counts what would be
    wrong if it led there. Of one of which that is a guess, it does not.
    """
    asked: dict[str, set[tuple[str, Place]]] = {}
    for each in diagnostics:
        if each.code in LINK_RULES:
            asked.setdefault(each.place.path, set()).add((each.code, each.place))
    found: dict[tuple[str, Span], frozenset[str]] = {}
    for path, wanted in asked.items():
        said_codes = {code for code, _ in wanted}
        note = view.vault.source(path)
        for use in view.vault.uses(path) if note else ():
            codes = [*faults(use, view)]
            if not note or said_codes.isdisjoint(codes):
                continue
            said = judge_use(use, note, view)
            while said is not None and (said.code, said.place) not in wanted:
                said = said.behind
            if said is not None:
                behind = codes[codes.index(said.code) + 1 :]
                link = Span(use.link.start, use.link.end)
                found[path, link] = frozenset([*behind, *_as_meant(use, view)])
    return found


def _as_meant(use: Use, view: View) -> Iterator[str]:
    """Yield what would be wrong with a use if it led to the one file that it means."""
    if use.resolution.target is not None:
        return
    for meant in (decoded_once_more(use, view), without_doubled_extension(use, view)):
        if meant.target and not meant.ambiguous:
            path = view.vault.resolver.linktext(meant.target)
            there = view.vault.resolve(use.link._replace(path=path), use.source)
            if there.target == meant.target:
                yield from (code for code in faults(there, view) if code not in _OF_PATHS)
            return
