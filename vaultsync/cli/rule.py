"""`vaultsync rule`: explain a rule, or list them."""

from __future__ import annotations

import click

from vaultsync.cli.console import console
from vaultsync.cli.options import color_option
from vaultsync.errors import VaultsyncError


@click.command("rule")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@color_option
def command(codes: tuple[str, ...], color: str) -> int:
    """Explain rules: what each does, why, an example, what to write instead.

    Without a code all rules are listed with their severities; off are those
    that have to be selected.
    """
    import inspect

    from vaultsync.rules.registry import OFF_BY_DEFAULT, RULES

    screen = console(color)
    if not codes:
        for rule in RULES:
            severity = "off" if rule.CODE in OFF_BY_DEFAULT else rule.SEVERITY.word
            screen.data(f"{rule.CODE}  {severity:<8} {rule.NAME}\n")
        return 0
    known = {rule.CODE: rule for rule in RULES} | {rule.NAME: rule for rule in RULES}
    for code in codes:
        named = known.get(code) or known.get(code.upper())
        if named is None:
            raise VaultsyncError(f"there is no rule {code}", "List them: vaultsync rule")
        page = inspect.cleandoc(named.__doc__ or "")
        screen.data(f"# {named.CODE} {named.NAME} ({named.SEVERITY.word})\n\n{page}\n\n")
    return 0
