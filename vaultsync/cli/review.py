"""`vaultsync match --review`: walk the doubtful pairs at a terminal, and settle each.

Every decision is in the lock before the next question, so that a review can be
left at any moment and goes on where it was.
"""

from __future__ import annotations

import click

from vaultsync.cli.common import NoAnswerError
from vaultsync.cli.settling import Settled, actions_named
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.match.pairing.verdict import Verdict
from vaultsync.match.rows.decisions import Decision, DecisionError
from vaultsync.report.terminal import Paint, escape
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vaultsync.cli.opening import Opened
    from vaultsync.match.pairing.alignment import ActionMatch
    from vaultsync.match.pairing.verdict import Pair
    from vaultsync.match.rows.decisions import Answer
    from vaultsync.rules.rule import Published

_INTERRUPTED = 130
_WORDS = ("accept", "reject", "skip", "quit")


class _Tally(NamedTuple):
    """What a review came to."""

    accepted: int = 0
    rejected: int = 0


class _Doubt(NamedTuple):
    """An action whose pair is doubtful, and the tracker's side of which it is."""

    side: Published
    match: ActionMatch

    @property
    def name(self) -> tuple[str, str, str]:
        key = self.match.pair.row.key if self.match.pair else ""
        return self.side.name, self.match.action, key


def walk(opened: Opened, actions: Sequence[str], settle: Callable[[Settled], None]) -> int:
    """Ask about each doubtful pair, of the named actions or of all; return the exit code.

    That is 130 where Ctrl-C ended it. `settle` writes a decision and holds the
    vault against it. Raises `NoAnswerError` where there is no terminal to ask at.
    """
    screen = opened.console
    if not screen.interactive:
        raise NoAnswerError(
            "--review asks, and there is no terminal to ask at",
            "See the pairs with: vaultsync match\n"
            "and settle a doubtful one with: vaultsync match --accept ACTION=KEY, or --reject",
        )
    wanted = {
        (tracker, match.action)
        for name in actions
        for tracker, match in actions_named(name, opened).items()
    }
    _tell_claimed_twice(opened, wanted)
    skipped: set[tuple[str, str, str]] = set()
    tally, code = _Tally(), 0
    # Each decision may clear other doubts, or raise some: they are looked for anew.
    while True:
        doubtful = _doubtful(opened, wanted, skipped)
        if not doubtful:
            break
        doubt = doubtful[0]
        decision = _ask_about(opened, doubt, len(doubtful))
        if decision in ("quit", "interrupt"):
            code = _INTERRUPTED if decision == "interrupt" else 0
            break
        if decision == "skip":
            skipped.add(doubt.name)
        elif isinstance(decision, Decision):
            try:
                settle(Settled(doubt.side.name, decision))
            except DecisionError as error:
                screen.say(f"{escape(error.message)}\n{escape(error.remedy)}\n")
                skipped.add(doubt.name)
                continue
            tally = _counted(tally, decision)
            _tell_outcome(opened, doubt)
    left = len(_doubtful(opened, wanted, set()))
    said = f"{tally.accepted} accepted, {tally.rejected} rejected"
    screen.say(f"{said}, {left} left in doubt" + (": go on with the same command" if left else ""))
    return code


def _tell_outcome(opened: Opened, doubt: _Doubt) -> None:
    """Say what an action is once a decision is written."""
    for side in opened.sides:
        for match in side.alignment.actions if side.name == doubt.side.name else ():
            if match.action == doubt.match.action:
                pair = match.pair
                said = "without a row"
                if pair:
                    said = f"row {escape(pair.row.key)}, {pair.verdict.value}"
                opened.console.say(f"{escape(match.action)} is now {said}\n")


def _counted(tally: _Tally, decision: Decision) -> _Tally:
    if decision.answer == "accepted":
        return tally._replace(accepted=tally.accepted + 1)
    return tally._replace(rejected=tally.rejected + 1)


def _doubtful(
    opened: Opened, wanted: set[tuple[str, str]], skipped: set[tuple[str, str, str]]
) -> list[_Doubt]:
    return [
        doubt
        for side in opened.sides
        for match in side.alignment.actions
        if match.pair is not None
        and match.pair.verdict is Verdict.DOUBTFUL
        and match.home is not None
        and (not wanted or (side.name, match.action) in wanted)
        and (doubt := _Doubt(side, match)).name not in skipped
    ]


def _tell_claimed_twice(opened: Opened, wanted: set[tuple[str, str]]) -> None:
    """Say which actions have two places of equal right: that is settled in the vault."""
    for side in opened.sides:
        for match in side.alignment.actions:
            if match.claimed_twice and (not wanted or (side.name, match.action) in wanted):
                where = " and ".join(dict.fromkeys(claim.path for claim in match.claimed_twice))
                opened.console.say(
                    f"{escape(match.action)} is claimed twice, in {escape(where)}: "
                    "keep one, and embed it where the other stands\n"
                )


def _ask_about(opened: Opened, doubt: _Doubt, left: int) -> Decision | str:
    """Show a pair and what else the action may be.

    Return the decision, or `skip`, `quit` or `interrupt`.
    """
    screen, match = opened.console, doubt.match
    others = _others(doubt)
    pair = match.pair
    screen.data(f"{plural(left, 'doubtful pair')} to settle\n\n")
    _show(opened, doubt, others)
    while True:
        answer = _answer(len(others))
        if answer in ("quit", "interrupt"):
            return str(answer)
        if answer == "skip" or pair is None:
            return "skip"
        if isinstance(answer, int):
            pair = others[answer - 1]
            _show(opened, doubt._replace(match=match._replace(pair=pair)), others)
            continue
        how: Answer = "accepted" if answer == "accept" else "rejected"
        return Decision(match.action, pair.row, how)


def _others(doubt: _Doubt) -> tuple[Pair, ...]:
    """Return the other rows that an action may be."""
    from vaultsync.match.pairing.candidates import candidates

    side, match = doubt
    if match.home is None or match.pair is None:
        return ()
    found = candidates(match.home, side.lock.snapshot.rows, side.alignment)
    return tuple(pair for pair in found if pair.row.key != match.pair.row.key)


def _show(opened: Opened, doubt: _Doubt, others: Sequence[Pair]) -> None:
    from vaultsync.report.by_tracker import heading
    from vaultsync.report.match_text import candidate_list, match_one

    (side, match), screen = doubt, opened.console
    paint = Paint(screen.color)
    if len(opened.sides) > 1:
        screen.data(heading(side.name, paint) + "\n")
    for line in match_one(match, side.lock.snapshot, screen.width, paint):
        screen.data(line + "\n")
    screen.data("\n")
    for line in candidate_list(others, side.alignment, screen.width, paint):
        screen.data(line + "\n")


def _answer(candidates: int) -> str | int:
    """Ask until there is an answer: one of the words, by its first letter, or a number."""
    numbers = {0: "", 1: "/1"}.get(candidates, f"/1-{candidates}")
    question = f"accept, reject, skip or quit? [a/r/S/q{numbers}]"
    while True:
        try:
            said = click.prompt(question, default="skip", show_default=False).strip().lower()
        except click.Abort as error:
            # The end of input leaves the review as quit does, and so does Ctrl-C but for its
            # exit code: all is written.
            click.echo(err=True)
            return "interrupt" if isinstance(error.__context__, KeyboardInterrupt) else "quit"
        for word in _WORDS:
            if said in (word, word[0]):
                return word
        if said.isascii() and said.isdecimal() and 1 <= int(said) <= candidates:
            return int(said)
