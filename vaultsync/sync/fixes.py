"""The plan of `check --fix`: what rules propose, as far as it proves right. Pure.

Fixes are made in rounds, since one may lay bare the next, and since two that
overlap cannot be made at once. Each round is judged again: a fix is kept only
where its diagnostic is gone, nothing outside its spans is read otherwise, and
nothing that is a warning or an error is new anywhere in the vault. What was
wrong with the same link before, and was hidden by what a fix mends, is not new.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from vaultsync.diagnostic import Safety
from vaultsync.lean.typed import TYPE_CHECKING, NamedTuple
from vaultsync.obsidian.draft import Draft
from vaultsync.obsidian.note import Note
from vaultsync.sync.changes import Intent, Left, NoteChange, Plan, Reason
from vaultsync.sync.outside import Shift, changed_outside
from vaultsync.sync.proof import Trouble, compare, offset_of
from vaultsync.text import Lines, Text, apply_edits, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.obsidian.vault import Vault
    from vaultsync.sync.proof import Hidden
    from vaultsync.text import Edit

    Judge = Callable[[Mapping[str, bytes]], Sequence[Diagnostic]]
    Behind = Callable[[Iterable[Diagnostic]], Hidden]

ROUNDS = 20
"""How often fixes are made of what earlier ones left; two that undo each other end there."""

_EDITED_SPANS = Intent("spans", "", None)


class Fixes(NamedTuple):
    """A plan of fixes, and the diagnostics that it mends."""

    plan: Plan
    mended: tuple[Diagnostic, ...]


def plan_fixes(
    vault: Vault,
    judge: Judge,
    behind: Behind,
    wanted: Callable[[Diagnostic], bool],
    lock: str | None,
    unsafe: bool,
) -> Fixes:
    """Return the fixes that can be made, of the wanted diagnostics.

    `judge` returns all that is found in the vault with other bytes in place of
    those of some notes, and `behind` what is hidden behind some of what it
    returned last; `vault` is the one that they judge, `lock` the sha256 of the
    lock file. Fixes that are not safe are made only where `unsafe` says so.
    """
    return _Bench(vault, judge, behind, wanted, unsafe).plan(lock)


class _Bench:
    """Notes being mended: drafts of those that changed, and what is found in them as they are."""

    def __init__(
        self,
        vault: Vault,
        judge: Judge,
        behind: Behind,
        wanted: Callable[[Diagnostic], bool],
        unsafe: bool,
    ) -> None:
        self._vault = vault
        self._judge = judge
        self._behind = behind
        self._wanted = wanted
        self._unsafe = unsafe
        self._originals: dict[str, Note] = {}
        self._drafts: dict[str, Draft] = {}
        self._reasons: dict[str, list[Reason]] = {}
        self._mended: list[Diagnostic] = []
        self._left: dict[Left, None] = {}
        # Where a fix proved wrong, by path, offset and code.
        self._dropped: set[tuple[str, int, str]] = set()
        # What was judged last, and what was found; the lines of notes as they are drafted.
        self._last: tuple[dict[str, str], Sequence[Diagnostic]] | None = None
        self._lines_of: dict[str, Lines] = {}
        # What is wrong behind that which the present batch mends.
        self._hidden: Hidden = {}

    def plan(self, lock: str | None) -> Fixes:
        found = self._judged({})
        for _ in range(ROUNDS):
            batch = self._batch(found)
            if not batch:
                break
            self._hidden = self._behind(_mended_by(batch, found))
            good = self._good(batch, found)
            found = self._made(good) if good else self._judged({})
        changes = [self._change(path) for path in sorted(self._drafts)]
        plan = Plan(tuple(filter(None, changes)), lock, None, (), tuple(self._left))
        return Fixes(plan, tuple(self._mended))

    def _batch(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics whose fixes can be made at once."""
        batch = []
        taken: dict[str, list[Edit]] = {}
        for each in found:
            if each.fix is None or (each.fix.safety is Safety.UNSAFE and not self._unsafe):
                continue
            if not self._wanted(each) or self._place(each) in self._dropped:
                continue
            paths = {path for path, _ in each.fix.edits}
            if not all(map(self._may_be_written, sorted(paths))):
                continue
            if any(_meets(edit, taken.get(path, ())) for path, edit in each.fix.edits):
                continue
            for path, edit in each.fix.edits:
                insort(taken.setdefault(path, []), edit)
            batch.append(each)
        return batch

    def _may_be_written(self, path: str) -> bool:
        note = self._note(path)
        if note is None:
            if self._vault.is_another(path):
                self._left[Left("the fixes", path, "it changed while the vault was read")] = None
            return False
        copies = self._vault.conflict_copies
        reason = ""
        if path in copies:
            reason = f"it is a conflict copy of {copies[path]}"
        elif note.merge_markers:
            line = note.lines.position(note.merge_markers[0].start).line
            reason = f"a merge left its marks in line {line}"
        if reason:
            self._left[Left("the fixes", path, reason)] = None
        return not reason

    def _good(self, batch: list[Diagnostic], found: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Return those of a batch that can be made together; what proves wrong is dropped."""
        while batch:
            trouble = self._trouble(batch, found)
            if trouble.culprits:
                for each, reason in trouble.culprits.items():
                    self._drop(each, reason)
                batch = [each for each in batch if each not in trouble.culprits]
            elif not trouble.reason:
                return batch
            elif len(batch) == 1:
                self._drop(batch.pop(), trouble.reason)
            else:
                half = len(batch) // 2
                first = self._good(batch[:half], found)
                second = self._good(batch[half:], found)
                if not first or not second:
                    return first or second
                both = self._trouble([*first, *second], found)
                # Together they do harm: the second half has its turn in the next round.
                return first if both.culprits or both.reason else [*first, *second]
        return []

    def _drop(self, each: Diagnostic, reason: str) -> None:
        self._dropped.add(self._place(each))
        action = f"{each.code} at {each.place.line}:{each.place.column}"
        self._left[Left(action, each.place.path, reason)] = None

    def _trouble(self, batch: Sequence[Diagnostic], found: Sequence[Diagnostic]) -> Trouble:
        """Return why the fixes of a batch must not be made, if so."""
        edits = _edits(batch)
        before = {path: self._lines(path) for path in edits}
        texts: dict[str, str] = {}
        for path, mine in edits.items():
            text = self._text(path)
            try:
                texts[path] = apply_edits(text, mine)
            except ValueError as error:
                return Trouble({}, str(error))
            old, new = (Note(path, each.encode()) for each in (text, texts[path]))
            changed = changed_outside(old, new, mine)
            if changed:
                return Trouble({}, changed)
        now = self._judged(texts)
        after = {path: Lines(text) for path, text in texts.items()}
        return compare(batch, found, now, edits, before, after, self._hidden)

    def _judged(self, texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        """Return what is found with some texts in place of the drafts'."""
        every = {path: draft.text for path, draft in self._drafts.items()} | dict(texts)
        if self._last is None or self._last[0] != every:
            marks = {path: self._originals[path].mark for path in every}
            data = {path: encode(Text(text, marks[path])) for path, text in every.items()}
            self._last = every, self._judge(data)
        return self._last[1]

    def _made(self, batch: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """Make the fixes of a batch, and return what is found then."""
        for each in batch:
            said, edited = (each.fix.message, each.fix.edits) if each.fix else ("", ())
            what = f"{said} (line {each.place.line})"
            for path in dict.fromkeys(path for path, _ in edited):
                self._reasons.setdefault(path, []).append(Reason(each.code, "", "", what))
        edits = _edits(batch)
        shifts = {path: Shift(mine) for path, mine in edits.items()}
        self._dropped = {
            (path, shifts[path].after(offset) if path in shifts else offset, code)
            for path, offset, code in self._dropped
        }
        for path, mine in edits.items():
            self._drafts.setdefault(path, Draft(self._text(path))).change(mine)
            self._lines_of.pop(path, None)
        self._mended += batch
        return self._judged({})

    def _change(self, path: str) -> NoteChange | None:
        draft, note = self._drafts[path], self._originals[path]
        edits = tuple(draft.edits())
        if draft.text == draft.original:
            return None
        reasons = tuple(dict.fromkeys(self._reasons[path]))
        return NoteChange(path, note.sha256, edits, "", reasons, (_EDITED_SPANS,))

    def _note(self, path: str) -> Note | None:
        """Return a note as it was before the first fix; None if it was judged as another."""
        if path not in self._originals:
            note = self._vault.note(path)
            if note is None or self._vault.is_another(path):
                return None
            self._originals[path] = note
        return self._originals[path]

    def _text(self, path: str) -> str:
        draft = self._drafts.get(path)
        return self._originals[path].text if draft is None else draft.text

    def _lines(self, path: str) -> Lines:
        if path not in self._lines_of:
            self._lines_of[path] = Lines(self._text(path))
        return self._lines_of[path]

    def _place(self, each: Diagnostic) -> tuple[str, int, str]:
        path = each.place.path
        return path, offset_of(each, self._lines(path) if self._note(path) else None), each.code


def _edits(batch: Iterable[Diagnostic]) -> dict[str, list[Edit]]:
    """Return the edits of fixes by their notes."""
    found: dict[str, list[Edit]] = {}
    for each in batch:
        for path, edit in each.fix.edits if each.fix else ():
            found.setdefault(path, []).append(edit)
    return found


def _mended_by(batch: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return all that the edits of a batch mend: links may share what is edited."""
    made = {edit for each in batch if each.fix for edit in each.fix.edits}
    return [each for each in found if each.fix and made.issuperset(each.fix.edits)]


def _meets(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Return whether an edit touches one of some that are sorted and do not touch each other."""
    at = bisect_left(taken, edit)
    return any(
        edit.start <= other.end and other.start <= edit.end
        for other in taken[max(at - 1, 0) : at + 1]
    )
