"""Vaults in memory, paired with rows by their labels, to plan for and to write."""

from vaultsync.agreement import agree
from vaultsync.config import DEFAULT_NOTE_NAME, Names
from vaultsync.match.claims import find_claims
from vaultsync.match.pairing.alignment import ActionMatch, Alignment
from vaultsync.match.pairing.reasons import Reasons
from vaultsync.match.pairing.verdict import Pair, Verdict
from vaultsync.match.places.labels import LabelPattern
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.vault import Vault
from vaultsync.sync.changes import NoteChange
from vaultsync.sync.decide import SyncOptions
from vaultsync.sync.plan import make_plan
from vaultsync.tracker.ids import id_parts
from vaultsync.tracker.lock import Lock, read_lock, write_lock
from vaultsync.tracker.model import Complete, Partial, Row, Snapshot, SourceRead
from vaultsync.tracker.vocabulary import Vocabulary

VOCABULARY, NAMES = Vocabulary(), Names()
SOURCE = SourceRead("page.txt", "", "2026-11-21T20:55:58Z", None, 0)


def row(key, status, priority, text="The text of the action."):
    return Row(
        key,
        text,
        "",
        VOCABULARY.value("status", status),
        VOCABULARY.value("priority", priority),
        source="page.txt",
        read="2026-11-21T20:55:58Z",
    )


class Vaulted:
    """A vault held against rows; `verdict` is that of every pair."""

    def __init__(
        self,
        files,
        rows,
        base=(),
        kept=(),
        complete=False,
        verdict="certain",
        names=NAMES,
        vocabulary=VOCABULARY,
        lock_bytes=None,
    ):
        self.files = {
            path: data if isinstance(data, bytes) else data.encode() for path, data in files.items()
        }
        self.rows, self.names, self.vocabulary = rows, names, vocabulary
        coverage = Complete(len(rows)) if complete else Partial(None)
        self.lock = Lock(Snapshot(tuple(rows), coverage, (SOURCE,)), (), tuple(base), tuple(kept))
        self.lock_bytes = write_lock(self.lock) if lock_bytes is None else lock_bytes
        if lock_bytes is not None:
            held = read_lock(lock_bytes, vocabulary)
            self.lock = self.lock._replace(
                base=held.base, kept=held.kept, identities=held.identities
            )
        self.verdict = Verdict(verdict)
        self.vault = Vault(MemoryFiles(self.files))
        self.alignment = self._align()
        self.agreements = agree(self.alignment, self.vault, self.lock, names, vocabulary)

    def _align(self):
        claims = find_claims(self.vault, LabelPattern(), None, self.names.id_property).claims
        by_action = {}
        for claim in claims:
            by_action.setdefault(claim.action, []).append(claim)
        rows = {id_parts(row.id): row for row in self.rows if row.id}
        matches = []
        for action, mine in sorted(by_action.items()):
            home = next((claim for claim in mine if claim.is_note), mine[0])
            found = rows.pop(home.id, None)
            pair = found and Pair(action, found, self.verdict, "id", 1.0, Reasons(tuple), 1.0)
            copies = tuple(claim for claim in mine if claim != home)
            matches.append(ActionMatch(action, home.label, home, copies, (), pair))
        unnamed = [row for row in self.rows if row.id is None]
        return Alignment(tuple(matches), (*rows.values(), *unnamed), (), ())

    def agreement(self, action):
        return next(each for each in self.agreements if each.match.action == action)

    def fields(self, action):
        return self.agreement(action).fields

    def plan(self, **options):
        return make_plan(
            self.vault,
            self.lock,
            self.lock_bytes,
            self.agreements,
            self.alignment.missing,
            self.names,
            self.vocabulary,
            SyncOptions("2026-11-21", note_name=DEFAULT_NOTE_NAME, **options),
        )

    def synced(self, **options):
        """Return the vault after a sync, and the plan that was carried out."""
        plan = self.plan(**options)
        files = dict(self.files)
        for change in plan.changes:
            files[change.path] = change.new_bytes(files.get(change.path))
        lock = self.lock_bytes if plan.lock is None else plan.lock
        return self.moved(files=files, lock_bytes=lock), plan

    def moved(self, files=None, rows=None, lock_bytes=None):
        """Return the vault with other files, rows or lock."""
        return Vaulted(
            self.files if files is None else files,
            self.rows if rows is None else rows,
            verdict=self.verdict.value,
            names=self.names,
            vocabulary=self.vocabulary,
            lock_bytes=self.lock_bytes if lock_bytes is None else lock_bytes,
        )

    def text(self, path):
        return self.files[path].decode()


def changed_paths(plan):
    return [change.path for change in plan.changes if isinstance(change, NoteChange)]
