"""`vaultsync match`, for reading: which note is which row, and why."""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.match.wording.words import difference, wording
from vaultsync.report.terminal import PLAIN, Paint, escape, padded, truncated
from vaultsync.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsync.match.pairing.alignment import ActionMatch, Alignment
    from vaultsync.match.pairing.verdict import Pair
    from vaultsync.match.places.claim import Claim
    from vaultsync.tracker.entries import Identity
    from vaultsync.tracker.model import Snapshot

_KEY = 9  # columns of a row key: `~` and eight digits


def match_list(
    alignment: Alignment, snapshot: Snapshot, room: int = 80, paint: Paint = PLAIN
) -> Iterator[str]:
    """Yield a line for each action of the vault, then the rows that no place states."""
    names = max((len(match.action) for match in alignment.actions), default=0)
    names = min(max(names, 6), room // 3)
    for match in alignment.actions:
        action = padded(escape(match.action), names)
        pair = match.pair
        if pair is None:
            yield f"{action}  –    {paint.dim(absence(match, snapshot))}"
            continue
        head = f"{action}  <->  {padded(escape(pair.row.key), _KEY)}  "
        verdict = _verdict(pair, paint)
        text = truncated(escape(pair.row.text), room - names - _KEY - 24)
        yield f"{head}{verdict}  {pair.score:.2f}  {text}".rstrip()
    for title, rows in (
        ("published, and stated nowhere in the vault", alignment.missing),
        ("of areas that the vault does not describe", alignment.out_of_scope),
    ):
        if rows:
            yield ""
            yield f"{plural(len(rows), 'row')} {title}:"
            for row in rows:
                text = truncated(escape(row.text), room - _KEY - 4)
                yield f"  {padded(escape(row.key), _KEY)}  {text}".rstrip()
    paired = sum(match.pair is not None for match in alignment.actions)
    yield ""
    yield (
        f"{plural(len(alignment.actions), 'action')}, {paired} paired; "
        f"{snapshot.extent()}, read {snapshot.read}."
    )


def match_one(
    match: ActionMatch, snapshot: Snapshot, room: int = 80, paint: Paint = PLAIN
) -> Iterator[str]:
    """Yield the evidence for one action's row as a waterfall, and how the words differ."""
    pair = match.pair
    if pair is None:
        yield f"{paint.bold(escape(match.action))}  –  {absence(match, snapshot)}"
        if match.home:
            yield ""
            yield from _folded("vault", [("same", match.home.text)], room, paint)
        return
    yield (
        f"{paint.bold(escape(match.action))}  <->  row {escape(pair.row.key)}  "
        f"{_verdict(pair, paint).strip()} (by {_how(pair)})"
    )
    weights = adding_up([part.weight for part in pair.evidence], pair.score)
    for part, weight in zip(pair.evidence, weights, strict=True):
        detail = truncated(escape(part.detail), room - 26)
        yield f"  {padded(part.name, 14)} {weight:+.2f}   {detail}"
    yield f"  {padded('score', 14)} {pair.score:+.2f}"
    if pair.rival and pair.by != "text":
        yield f"  {padded('contradicted', 14)} {escape(pair.rival)} fits its words clearly better"
    elif pair.rival:
        yield f"  {padded('nearest rival', 14)} {escape(pair.rival)}, {pair.margin:.2f} behind"
    if pair.unread:
        yield f"  {padded('unread', 14)} it fits, but a better row may stand in what was not read"
    yield ""
    yield from _words(match.home, pair, room, paint)
    for claim in match.claimed_twice:
        yield f"  claimed by   {escape(claim.path)}"


def rejections(action: str, identities: Iterable[Identity], room: int = 80) -> Iterator[str]:
    """Yield a line for each row that somebody said an action is not, and why."""
    for each in identities:
        if each.how == "rejected" and each.action == action:
            why = f": {each.reason}" if each.reason else ""
            yield truncated(
                _titled("rejected", f"{escape(f'row {each.key}, {each.date}{why}')}"), room
            )


def adding_up(weights: Sequence[float], score: float) -> list[float]:
    """Return weights rounded to hundredths so that they add up to their sum as it is rounded.

    What is left over goes to those that rounding changed most.
    """
    hundredths = [round(weight * 100) for weight in weights]
    left = round(float(f"{score:.2f}") * 100) - sum(hundredths)
    step = 1 if left > 0 else -1
    most = sorted(range(len(weights)), key=lambda n: step * (hundredths[n] - weights[n] * 100))
    for number in most[: abs(left)]:
        hundredths[number] += step
    return [weight / 100 for weight in hundredths]


def candidate_list(
    pairs: Sequence[Pair], alignment: Alignment, room: int = 80, paint: Paint = PLAIN
) -> Iterator[str]:
    """Yield a numbered line for each other row that an action may be, and whose it is now."""
    if not pairs:
        return
    holders = {match.pair.row.key: match.action for match in alignment.actions if match.pair}
    yield "  other rows it may be:"
    for number, pair in enumerate(pairs, 1):
        holder = holders.get(pair.row.key)
        whose = f" (now {escape(holder)})" if holder else ""
        text = truncated(escape(pair.row.text), room - _KEY - 14 - len(whose))
        key = padded(escape(pair.row.key), _KEY)
        yield f"  {number:>3}  {key}  {pair.score:+.2f}  {text}{paint.dim(whose)}"
    yield ""


def absence(match: ActionMatch, snapshot: Snapshot) -> str:
    """Return why an action has no row: the snapshot lacks it, or the tracker does."""
    if match.claimed_twice:
        return "claimed twice: no place of equal right is chosen"
    if snapshot.complete:
        return f"not in the tracker ({snapshot.extent()})"
    return f"not in this snapshot ({snapshot.extent()})"


def _how(pair: Pair) -> str:
    """Return what a pair rests on: `accepted` also stands for what was certain before."""
    if pair.by == "accepted" and not any(part.name == "accepted" for part in pair.evidence):
        return "what was settled before"
    return {"id": "its id", "accepted": "your decision", "text": "what it says"}[pair.by]


def _verdict(pair: Pair, paint: Paint) -> str:
    word = padded(pair.verdict.value, 8)
    return {
        "certain": paint.green(word),
        "likely": paint.green(word),
        "doubtful": paint.yellow(word),
    }.get(pair.verdict.value, paint.dim(word))


def _words(home: Claim | None, pair: Pair, room: int, paint: Paint) -> Iterator[str]:
    if home is None:
        return
    kind = wording(home.text, pair.row.text)
    if kind == "same":
        yield from _folded("both", [("same", pair.row.text)], room, paint)
        return
    pieces = difference(home.text, pair.row.text)
    ours = [(piece.kind, piece.text) for piece in pieces if piece.kind != "added"]
    theirs = [(piece.kind, piece.text) for piece in pieces if piece.kind != "removed"]
    yield from _folded("vault", ours, room, paint)
    yield from _folded("tracker", theirs, room, paint)
    yield f"  wording  {kind}"


def _folded(
    title: str, pieces: Sequence[tuple[str, str]], room: int, paint: Paint
) -> Iterator[str]:
    """Yield pieces of text folded to the room, what was changed in brackets and colour.

    `[…]` stands in the vault alone, `{…}` in the tracker alone.
    """
    marks = {"removed": ("[", "]", paint.red), "added": ("{", "}", paint.green)}
    words: list[tuple[str, str]] = []
    for kind, text in pieces:
        found = escape(text).split()
        if kind in marks and found:
            found[0] = marks[kind][0] + found[0]
            found[-1] += marks[kind][1]
        words += [(kind, word) for word in found]
    indent = 11
    line, used = "", 0
    first = True
    for kind, word in words:
        if used and used + 1 + len(word) > room - indent:
            yield _titled(title if first else "", line)
            line, used, first = "", 0, False
        shown = marks[kind][2](word) if kind in marks else word
        line += (" " if used else "") + shown
        used += (1 if used else 0) + len(word)
    yield _titled(title if first else "", line)


def _titled(title: str, line: str) -> str:
    return f"  {title:<9}{line}".rstrip()
