"""All rules, and judging a whole vault by them.

Judging has three steps, so that a watcher can repeat the first for the notes
that changed: `for_notes.judge_note` for each note and canvas,
`for_vaults.judge_vault` for the whole, and `settling.settled`, which brings the
two together: what notes ask to leave unsaid goes, and so does what the
configuration or the command line does not want to hear.
"""

from __future__ import annotations

from itertools import chain

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.rules import for_notes, for_vaults, unreasoned_suppression, unused_suppression
from vaultsync.rules.for_notes import judge_note
from vaultsync.rules.for_vaults import judge_vault
from vaultsync.rules.loading import link_rule, note_rule, vault_rule
from vaultsync.rules.settling import OFF_BY_DEFAULT, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.rules.rule import LinkRule, NoteRule, Rule, VaultRule, View

__all__ = ["LINK_RULES", "NOTE_RULES", "OFF_BY_DEFAULT", "RULES", "VAULT_RULES"]
__all__ += ["is_known", "judge", "judge_note", "judge_vault", "settled"]

LINK_RULES: tuple[LinkRule, ...] = tuple(map(link_rule, sorted(for_notes.LINK_RULES.values())))
NOTE_RULES: tuple[NoteRule, ...] = tuple(
    map(note_rule, sorted(chain.from_iterable(for_notes.NOTE_RULES.values())))
)
VAULT_RULES: tuple[VaultRule, ...] = tuple(map(vault_rule, sorted(for_vaults.VAULT_RULES)))
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*LINK_RULES, *NOTE_RULES, *VAULT_RULES, unreasoned_suppression, unused_suppression),
        key=lambda rule: rule.CODE,
    )
)


def judge(
    view: View, select: Sequence[str] | None = None, ignore: Sequence[str] | None = None
) -> tuple[Diagnostic, ...]:
    """Return all that is wrong in a vault, or worth knowing, sorted.

    `select` and `ignore` are codes or their beginnings; None leaves the choice
    to the configuration. The longer one wins, and `ignore` where both are equal.
    """
    vault = view.vault
    sources = map(vault.source, (*vault.note_paths, *vault.canvas_paths))
    found = chain.from_iterable(judge_note(source, view) for source in sources if source)
    return settled(chain(found, judge_vault(view)), view, select, ignore)


def is_known(code: str) -> bool:
    """Return whether a code, or the beginning of one, is that of a rule."""
    return any(rule.CODE.startswith(code) for rule in RULES)
