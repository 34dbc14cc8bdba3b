import difflib
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.test_lock import SEED, VOCABULARY, seed_lock
from vaultsync.tracker.errors import LockError
from vaultsync.tracker.lock import Base, Identity, Kept, Lock, read_lock, write_lock
from vaultsync.tracker.repair import repair, repair_lock

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


def merged(
    ours: Lock, theirs: Lock, held: dict[tuple[str, str], set[str]] | None = None
) -> tuple[Lock, tuple[str, ...]]:
    """Return the lock that a repair makes, and what it says."""
    data = conflict(write_lock(ours), write_lock(theirs))
    done = repair(data, lambda tracker, action, field: (held or {}).get((action, field), set()))
    lock = read_lock(done.data, VOCABULARY)
    assert write_lock(lock, done.data) == done.data
    assert repair(done.data).said == ()
    return lock, done.said


@pytest.mark.parametrize(
    ("here", "stays", "end"),
    [
        ({"completed"}, "completed", "Completed stays, which the vault holds"),
        ({"behind"}, "behind", "Behind stays, which the vault holds"),
        ({"paused"}, None, "neither stays, and no sync writes over Paused unasked"),
        (
            {"behind", "completed"},
            None,
            "neither stays, and no sync writes over Behind and Completed unasked",
        ),
        (set(), None, "neither stays"),
    ],
)
def test_of_two_values_written_last_the_one_stays_that_the_vault_holds(
    here: set[str], stays: str | None, end: str
) -> None:
    lock = seed_lock()
    ours = lock._replace(base=(*lock.base, Base("A", "status", "behind")))
    theirs = lock._replace(base=(*lock.base, Base("A", "status", "completed")))
    found, said = merged(ours, theirs, {("A", "status"): here})
    assert {each.token for each in found.base if each.action == "A"} == ({stays} - {None})
    assert said == (f"A, status: one side wrote Behind last, the other Completed; {end}",)


def test_nothing_is_said_where_the_sides_do_not_contradict_each_other() -> None:
    lock = seed_lock()
    ours = lock._replace(base=(*lock.base, Base("A", "status", "behind")))
    theirs = lock._replace(base=(*lock.base, Base("B", "status", "completed")))
    assert merged(ours, theirs)[1] == ()


def test_decisions_that_differ_are_told_with_what_becomes_of_them() -> None:
    def lock(how: Literal["accepted", "rejected"], token: str, date: str) -> Lock:
        return seed_lock()._replace(
            identities=(Identity("A", "k", "text", date, how),),
            kept=(Kept("A", "status", token, "behind", date),),
        )

    one = lock("accepted", "paused", "2026-11-21")
    assert merged(one, lock("rejected", "completed", "2026-11-22"))[1] == (
        (
            "A, row k: one side accepted it (2026-11-21), the other rejected it (2026-11-22); "
            "the later decision stays"
        ),
        (
            "A, status: one side keeps Paused while the tracker says Behind (2026-11-21), "
            "the other keeps Completed while the tracker says Behind (2026-11-22); "
            "the later decision stays"
        ),
    )
    same_day = merged(one, lock("rejected", "completed", "2026-11-21"))
    assert [line.rpartition("; ")[2] for line in same_day[1]] == ["neither stays: decide again"] * 2
    assert (same_day[0].identities, same_day[0].kept) == ((), ())


def test_no_action_comes_to_be_two_rows() -> None:
    def lock(key: str, date: str, how: Literal["certain", "accepted"] = "accepted") -> Lock:
        return seed_lock()._replace(identities=(Identity("A", key, "text", date, how),))

    one = lock("k", "2026-11-21")
    lock_, said = merged(one, lock("m", "2026-11-22"))
    assert [each.key for each in lock_.identities] == ["m"]
    assert said == (
        (
            "A stands as row k (accepted, 2026-11-21) and as row m (accepted, 2026-11-22); "
            "row m stays for A"
        ),
    )
    assert merged(one, lock("m", "2026-11-21"))[0].identities == ()
    assert [each.key for each in merged(one, lock("m", "2026-11-22", "certain"))[0].identities] == [
        "k"
    ]


def test_a_row_is_not_accepted_as_two_actions() -> None:
    def lock(action: str, date: str) -> Lock:
        return seed_lock()._replace(identities=(Identity(action, "k", "text", date, "accepted"),))

    lock_, said = merged(lock("A", "2026-11-21"), lock("B", "2026-11-22"))
    assert [each.action for each in lock_.identities] == ["B"]
    assert said[0].endswith("row k stays for B")


def test_a_later_reading_and_a_line_that_broke_are_told() -> None:
    lock = seed_lock()
    (source,) = lock.snapshot.sources
    newer = lock._replace(snapshot=lock.snapshot._replace(sources=(source._replace(read=LATER),)))
    last = merged(lock, newer)[1][-1]
    assert last == "1 row or source was read on both sides: the later reading stays"
    broken = SEED.replace(b'"line": 30}', b'"line": 3')
    line = SEED[: SEED.index(b'"line": 30}')].count(b"\n") + 1
    assert repair(broken).said == (f"line {line} is no entry of rows and was left out",)
    odd = SEED.replace(b'"line": 30}', b'"line": -3}')
    (said,) = repair(odd).said
    assert said.startswith("an entry of rows makes no sense and was left out: {")


def test_values_of_one_time_that_differ_are_told() -> None:
    lock = seed_lock()
    first, *others = lock.snapshot.rows
    changed = first._replace(status=VOCABULARY.value("status", "Behind"))
    other = lock._replace(snapshot=lock.snapshot._replace(rows=(changed, *others)))
    (said,) = merged(lock, other)[1]
    assert said.startswith(f"row {first.key}, status: readings of one time say Behind and ")


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
    assert repaired(lock(later), lock(accepted)).identities == (later,)


def test_one_decision_made_twice_stays_with_both_reasons() -> None:
    def lock(reason: str, token: str = "paused") -> Lock:
        kept = Kept("A", "status", token, "behind", "2026-11-21", reason)
        return seed_lock()._replace(kept=(kept,))

    for one, other in (("x", "y"), ("y", "x")):
        (kept,) = repaired(lock(one), lock(other)).kept
        assert kept.reason == "x; y"
    assert repaired(lock("x"), lock("x", "completed")).kept == ()


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
    # No time is made up.
    assert all(row.read.encode() in data for row in lock.snapshot.rows)
