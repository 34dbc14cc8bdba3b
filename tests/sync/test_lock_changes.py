"""The lock after a write that was not all of it, and after one that is taken back."""

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.sync.changes import BaseChange, Plan
from vaultsync.sync.lock_changes import lock_after, lock_put_back
from vaultsync.tracker.entries import Base, Identity, Kept
from vaultsync.tracker.lock import EMPTY_LOCK, read_lock, write_lock
from vaultsync.tracker.vocabulary import Vocabulary

ACTIONS = ("a", "b", "c")


def lock(base=(), identities=(), kept=()):
    return write_lock(
        EMPTY_LOCK._replace(base=tuple(base), identities=tuple(identities), kept=tuple(kept))
    )


def base_of(data):
    return {
        (entry.action, entry.field): entry.token for entry in read_lock(data, Vocabulary()).base
    }


def plan(old, new, *changes):
    return Plan((), None, new, changes, ())


def test_everything_written_is_the_planned_lock():
    old, new = lock(), lock([Base("a", "status", "behind")])
    change = BaseChange("a", "status", None, "behind", frozenset({"A.md"}))
    assert lock_after(plan(old, new, change), frozenset({"A.md", "B.md"}), old) == new


def test_the_base_of_a_note_that_was_left_is_as_before():
    old = lock([Base("a", "status", "paused")])
    new = lock([Base("a", "status", "behind"), Base("b", "status", "behind")])
    changes = (
        BaseChange("a", "status", "paused", "behind", frozenset({"A.md"})),
        BaseChange("b", "status", None, "behind", frozenset({"B.md"})),
    )
    whole = plan(old, new, *changes)
    assert base_of(lock_after(whole, frozenset({"B.md"}), old)) == {
        ("a", "status"): "paused",
        ("b", "status"): "behind",
    }
    assert lock_after(whole, frozenset(), old) == old


def test_a_lock_that_the_plan_leaves_stays_byte_for_byte():
    assert lock_after(plan(b"x", None), frozenset(), b"x") == b"x"


def test_identities_and_decisions_are_put_back_too():
    kept = Kept("a", "status", "behind", "paused", "2026-11-21")
    before = lock(kept=[kept])
    after = lock(identities=[Identity("a", "1.1.a", "text", "2026-11-21", "certain")])
    since = lock(
        identities=[
            Identity("a", "1.1.a", "text", "2026-11-21", "certain"),
            Identity("b", "1.1.b", "text", "2026-11-22", "accepted"),
        ]
    )
    found = read_lock(lock_put_back(before, after, since), Vocabulary())
    assert [entry.action for entry in found.identities] == ["b"]
    assert found.kept == (kept,)


def test_a_lock_that_has_gone_stays_gone():
    assert lock_put_back(lock(), lock(), None) is None


bases = st.dictionaries(
    st.sampled_from(ACTIONS), st.sampled_from(["behind", "paused", "completed"])
)


@given(before=bases, after=bases, now=bases)
def test_only_what_is_still_as_written_is_put_back(before, after, now):
    locks = [
        lock(Base(action, "status", token) for action, token in state.items())
        for state in (before, after, now)
    ]
    found = {action: token for (action, _), token in base_of(lock_put_back(*locks)).items()}
    for action in ACTIONS:
        wrote = before.get(action) != after.get(action)
        untouched = now.get(action) == after.get(action)
        wanted = before if wrote and untouched else now
        assert found.get(action) == wanted.get(action)
    if now == after:
        assert found == before
