"""Entries that two branches wrote into a lock, made one; what is said where they differ.

Nothing is guessed and nothing is dropped in silence. Of two readings of a row
the newer one stays, of two decisions the later one. Of two values that were
written last, the one that the vault holds: else neither, so that what the vault
holds counts as the user's, and is not written over unasked.
"""

from __future__ import annotations

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.text import plural
from vaultsync.tracker.entries import entry_key
from vaultsync.tracker.vocabulary import FIELDS, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    Values = dict[str, object]
    Sections = dict[str, list[Values]]
    Held = Callable[[str, str], AbstractSet[str]]

_WORDS = Vocabulary()


class Merging:
    """Merges the entries of one tracker's sides; `said` is what somebody should know of it.

    `held` gives the tokens that the vault holds for an action's field.
    """

    def __init__(self, held: Held) -> None:
        self._held = held
        self._later = 0
        self._said: list[str] = []

    @property
    def said(self) -> tuple[str, ...]:
        """Return what was decided where sides differ, a line each."""
        verb = "was" if self._later == 1 else "were"
        read = plural(self._later, "row or source", "rows and sources")
        later = f"{read} {verb} read on both sides: the later reading stays"
        return (*self._said, *([later] if self._later else []))

    def section(self, section: str, sides: Sequence[Sequence[Values]]) -> list[Values]:
        """Return the entries of one section, from those of each side."""
        groups: dict[tuple[str, ...], list[Values]] = {}
        for values in (values for side in sides for values in side):
            entries = groups.setdefault(entry_key(section, values), [])
            if values not in entries:
                entries.append(values)
        merged = [self._one(section, entries) for entries in groups.values()]
        found = [values for values in merged if values is not None]
        return self._one_row_each(found, sides) if section == "identities" else found

    def _one(self, section: str, entries: Sequence[Values]) -> Values | None:
        """Return the entry that stands for several with one key, or None where none may."""
        if len(entries) == 1:
            return entries[0]
        if section in ("sources", "rows"):
            return self._reading(section, entries)
        if section == "base":
            return self._written_last(entries)
        return self._decision(section, entries)

    def _reading(self, section: str, entries: Sequence[Values]) -> Values:
        newest = _newest(entries, "read")
        self._later += len(newest) == 1
        first = newest[0]
        if section == "sources":
            if len({(each.get("sha256"), each.get("pull")) for each in newest}) == 1:
                return first
            # Two readings of one second: their rows are no whole, their bytes those of neither.
            self._said.append(
                f"{first.get('source')} was read on both sides in one second: "
                "it counts as a part of the list until it is pulled again"
            )
            return {name: value for name, value in first.items() if name in ("source", "read")}
        differing = {
            name: sorted({str(other.get(name, "nothing")) for other in newest})
            for name in FIELDS
            if any(other.get(name) != first.get(name) for other in newest)
        }
        for name, words in differing.items():
            self._said.append(
                f"row {first.get('key')}, {name}: readings of one time say {' and '.join(words)}, "
                "so it has no value until it is pulled again"
            )
        return {name: value for name, value in first.items() if name not in differing}

    def _written_last(self, entries: Sequence[Values]) -> Values | None:
        first = entries[0]
        action, field = str(first.get("action")), str(first.get("field"))
        here = self._held(action, field)
        words = [_word(field, entry.get("token")) for entry in entries]
        if len(set(words)) == 1:
            return first
        begin = f"{action}, {field}: one side wrote {words[0]} last, the other {words[1]}; "
        for entry in entries:
            if here == {entry.get("token")}:
                word = _word(field, entry.get("token"))
                self._said.append(f"{begin}{word} stays, which the vault holds")
                return entry
        holds = " and ".join(sorted(_word(field, token) for token in here))
        end = f"neither stays, and no sync writes over {holds} unasked" if here else "neither stays"
        self._said.append(begin + end)
        return None

    def _decision(self, section: str, entries: Sequence[Values]) -> Values | None:
        newest = _newest(entries, "date")
        kinds = {_meaning(section, entry) for entry in entries}
        if len(kinds) == 1:
            # One decision, made twice: the reasons of both stay.
            reasons = sorted({str(entry.get("reason", "")) for entry in newest} - {""})
            text = max(str(entry.get("text", "")) for entry in newest)
            joined = {**newest[0], "reason": "; ".join(reasons), "text": text}
            return {name: value for name, value in joined.items() if value != ""}
        first, other = entries[0], entries[1]
        begin = f"{_about(section, first)}: one side {_told(section, first)}, "
        begin += f"the other {_told(section, other)}; "
        if len({_meaning(section, entry) for entry in newest}) == 1:
            self._said.append(f"{begin}the later decision stays")
            return newest[0]
        self._said.append(f"{begin}neither stays: decide again")
        return None

    def _one_row_each(
        self, entries: Sequence[Values], sides: Sequence[Sequence[Values]]
    ) -> list[Values]:
        """Return identities of which no two say that an action is another row.

        A side by itself may hold what is left of an action that was renamed.
        """
        known = [{_identity(values) for values in side} for side in sides]
        by_name: dict[tuple[str, str], list[Values]] = {}
        for entry in entries:
            if entry.get("how") != "rejected":
                by_name.setdefault(("action", str(entry.get("action"))), []).append(entry)
            if entry.get("how") == "accepted":
                by_name.setdefault(("key", str(entry.get("key"))), []).append(entry)
        gone: set[tuple[str, str]] = set()
        for rivals in by_name.values():
            pairs = {_identity(entry) for entry in rivals}
            if len(rivals) == 1 or any(pairs <= side for side in known):
                continue
            best = max(map(_rank, rivals))
            first = [entry for entry in rivals if _rank(entry) == best]
            names = " and as ".join(
                f"row {entry.get('key')} ({entry.get('how')}, {entry.get('date', 'no date')})"
                for entry in rivals
            )
            actions = " and ".join(dict.fromkeys(str(entry.get("action")) for entry in rivals))
            end = "neither stays: decide again"
            if len(first) == 1:
                end = f"row {first[0].get('key')} stays for {first[0].get('action')}"
            self._said.append(f"{actions} stands as {names}; {end}")
            stays = _identity(first[0]) if len(first) == 1 else None
            gone |= pairs - {stays}  # type: ignore[arg-type]  # None takes nothing away
        return [entry for entry in entries if _identity(entry) not in gone]


def _newest(entries: Iterable[Values], name: str) -> list[Values]:
    listed = list(entries)
    newest = max(str(values.get(name, "")) for values in listed)
    return [values for values in listed if str(values.get(name, "")) == newest]


def _identity(values: Values) -> tuple[str, ...]:
    return entry_key("identities", values)


def _rank(values: Values) -> tuple[bool, str]:
    return values.get("how") == "accepted", str(values.get("date", ""))


def _meaning(section: str, values: Values) -> tuple[object, ...]:
    """Return what an entry decides, without when and why."""
    names = ("how",) if section == "identities" else ("token", "tracker")
    return tuple(values.get(name) for name in names)


def _about(section: str, values: Values) -> str:
    name = "key" if section == "identities" else "field"
    shown = f"row {values.get(name)}" if name == "key" else str(values.get(name))
    return f"{values.get('action')}, {shown}"


def _told(section: str, values: Values) -> str:
    day = f" ({values.get('date', 'no date')})"
    if section == "identities":
        return f"{'is certain of' if values.get('how') == 'certain' else values.get('how')} it{day}"
    field = str(values.get("field"))
    token, tracker = _word(field, values.get("token")), _word(field, values.get("tracker"))
    return f"keeps {token} while the tracker says {tracker}{day}"


def _word(field: str, token: object) -> str:
    for known in FIELDS:
        if known == field:
            return _WORDS.word(known, str(token)) or "nothing"
    return str(token)
