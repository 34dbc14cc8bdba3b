"""Rules by the names of their modules, each imported when there is something for it to look at.

There are many rules, and in most vaults most of them have nothing to say: the
modules of all take longer to import than a small vault takes to judge.
"""

from __future__ import annotations

from vaultsync.lean.cached import cache
from vaultsync.lean.typed import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from vaultsync.rules.rule import LinkRule, NoteRule, VaultRule


@cache
def link_rule(name: str) -> LinkRule:
    """Return the rule for links of a module's name."""
    return cast("LinkRule", _module(name))


@cache
def note_rule(name: str) -> NoteRule:
    """Return the rule for single notes of a module's name."""
    return cast("NoteRule", _module(name))


@cache
def vault_rule(name: str) -> VaultRule:
    """Return the rule for the vault as a whole of a module's name."""
    return cast("VaultRule", _module(name))


def _module(name: str) -> Any:
    # As `importlib.import_module` does, which takes longer to import than a rule.
    return __import__(f"vaultsync.rules.{name}", fromlist=[name])
