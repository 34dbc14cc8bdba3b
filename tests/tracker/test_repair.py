import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.test_lock import READ, SEED, VOCABULARY, seed_lock
from vaultsync.tracker.errors import LockError
from vaultsync.tracker.lock import Base, Identity, Kept, Lock, read_lock, write_lock
from vaultsync.tracker.repair import repair_lock

LATER = "2026-12-24T08:00:00Z"


def conflict(ours: bytes, theirs: bytes, base: bytes | None = None) -> bytes:
    """Return two files as git leaves them: markers around each stretch where they differ."""
    mine, other = ours.decode().splitlines(), theirs.decode().splitlines()
    lines: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += mine[a:b]
            continue
        ancestor = [] if base is None else ["||||||| 5e5e5e5", "whatever stood there"]
        lines += ["<<<<<<< HEAD", *mine[a:b], *ancestor, "=======", *other[c:d], ">>>>>>> branch"]
    return ("\n".join(lines) + "\n").encode()


def repaired(ours: Lock, theirs: Lock, base: bytes | None = None) -> Lock:
    data = conflict(write_lock(ours), write_lock(theirs), base)
    with pytest.raises(LockError, match="two branches"):
        read_lock(data, VOCABULARY)
    lock = repair_lock(data, VOCABULARY)
    written = write_lock(lock, data)
    assert write_lock(read_lock(written, VOCABULARY), written) == written
    return lock


def test_a_sound_lock_is_repaired_into_itself() -> None:
    assert write_lock(repair_lock(SEED, VOCABULARY), SEED) == SEED


@pytest.mark.parametrize("base", [None, b"diff3"])
def test_what_either_side_added_stays(base: bytes | None) -> None:
    lock = seed_lock()
    one = Base("Mission 3.3a", "status", "in-progress")
    other = Base("Mission 3.3b", "status", "completed")
    merged = repaired(
        lock._replace(base=(*lock.base, one)), lock._replace(base=(*lock.base, other)), base
    )
    assert set(merged.base) == {*lock.base, one, other}
    assert merged.snapshot == lock.snapshot
    assert merged.kept == lock.kept


def test_what_was_written_last_is_forgotten_where_the_sides_differ() -> None:
    lock = seed_lock()
    merged = repaired(
        lock._replace(base=(Base("A", "status", "behind"), Base("B", "status", "paused"))),
        lock._replace(base=(Base("A", "status", "completed"), Base("B", "status", "paused"))),
    )
    assert merged.base == (Base("B", "status", "paused"),)


def test_of_two_readings_the_newer_one_stays() -> None:
    lock = seed_lock()
    (source,) = lock.snapshot.sources
    rows = [
        row._replace(read=LATER, status=VOCABULARY.value("status", "Behind"))
        for row in lock.snapshot.rows[:4]
    ]
    newer = lock._replace(
        snapshot=lock.snapshot._replace(
            rows=(*rows, *lock.snapshot.rows[4:]), sources=(source._replace(read=LATER),)
        )
    )
    for merged in (repaired(lock, newer), repaired(newer, lock)):
        assert merged.snapshot.sources == newer.snapshot.sources
        assert {row.key: (row.status, row.read) for row in merged.snapshot.rows} == {
            row.key: (row.status, row.read) for row in newer.snapshot.rows
        }


def test_values_that_one_reading_holds_twice_differently_are_none() -> None:
    lock = seed_lock()
    first, *others = lock.snapshot.rows
    changed = first._replace(status=VOCABULARY.value("status", "Behind"))
    other = lock._replace(snapshot=lock.snapshot._replace(rows=(changed, *others)))
    row = next(row for row in repaired(lock, other).snapshot.rows if row.key == first.key)
    assert (row.status.token, row.priority) == (None, first.priority)


def test_the_later_decision_counts_and_neither_of_one_day() -> None:
    def lock(*identities: Identity, reason: str = "x") -> Lock:
        kept = Kept("A", "status", "paused", "behind", "2026-11-21", reason)
        return seed_lock()._replace(identities=identities, kept=(kept,))

    accepted = Identity("A", "k", "text", "2026-11-21", "accepted", "sure")
    rejected = accepted._replace(how="rejected")
    assert repaired(lock(accepted), lock(rejected)).identities == ()
    later = rejected._replace(date="2026-11-22")
    assert repaired(lock(accepted), lock(later)).identities == (later,)
    assert repaired(lock(accepted), lock(accepted, reason="y")).kept == ()


def test_other_trackers_are_repaired_as_well() -> None:
    lock, more = seed_lock(), Base("B", "priority", "year-1")
    ours = write_lock(lock, write_lock(lock._replace(base=(more,)), name="other"))
    theirs = write_lock(lock._replace(kept=()), write_lock(lock, name="other"))
    data = conflict(ours, theirs)
    written = write_lock(repair_lock(data, VOCABULARY), data)
    assert set(read_lock(written, VOCABULARY, "other").base) == {more, *lock.base}


def test_a_merge_that_left_a_comma_too_many_is_mended() -> None:
    data = SEED.replace(b'"line": 30}\n', b'"line": 30},\n')
    with pytest.raises(LockError):
        read_lock(data, VOCABULARY)
    assert write_lock(repair_lock(data, VOCABULARY), data) == SEED


def test_an_entry_that_broke_is_dropped_and_the_rest_stays() -> None:
    data = SEED.replace(b'"line": 30}', b'"line": 3').replace(b'"sha256"', b"sha256")
    lock = repair_lock(data, VOCABULARY)
    assert len(lock.snapshot.rows) == 9
    assert {row.read for row in lock.snapshot.rows} == {""}
    assert lock.base == seed_lock().base


@pytest.mark.parametrize("data", [b"", b"nonsense", b"{}", b'{"version": 1, "trackers": {}}'])
def test_what_was_no_lock_is_not_repaired(data: bytes) -> None:
    with pytest.raises(LockError):
        repair_lock(data, VOCABULARY)


@pytest.mark.parametrize("rest", [b"", b"<<<<<<< HEAD\n=======\n>>>>>>> x\n"])
def test_a_newer_lock_is_not_repaired(rest: bytes) -> None:
    data = rest + SEED.replace(b'"version": 1', b'"version": 2')
    with pytest.raises(LockError, match="newer vaultsync"):
        repair_lock(data, VOCABULARY)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SEED)),
            st.integers(0, 30),
            st.sampled_from(
                [b"\n<<<<<<< a\n", b"\n=======\n", b"\n>>>>>>> b\n", b"\n||||||| c\n", b"x", b",\n"]
            ),
        ),
        max_size=4,
    )
)
def test_whatever_broke_a_lock_is_read_or_refused(cuts: list[tuple[int, int, bytes]]) -> None:
    data = SEED
    for at, length, piece in cuts:
        data = data[:at] + piece + data[at + length :]
    try:
        lock = repair_lock(data, VOCABULARY)
    except LockError:
        return
    written = write_lock(lock, data)
    assert write_lock(read_lock(written, VOCABULARY), written) == written
    assert {row.read for row in lock.snapshot.rows} <= {READ, ""}
