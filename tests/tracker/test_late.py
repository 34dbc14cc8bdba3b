from tests.tracker.test_lock import VOCABULARY, seed_lock
from vaultsync.tracker.late import gist_of, late_lock
from vaultsync.tracker.lock import Lock, read_lock, write_lock


def test_a_late_lock_is_read_once_and_only_for_more_than_its_gist() -> None:
    whole = read_lock(write_lock(seed_lock()), VOCABULARY)
    made: list[Lock] = []

    def make() -> Lock:
        made.append(whole)
        return whole

    late = late_lock(make, gist_of(whole))
    lines = late.row_lines
    assert gist_of(late) == gist_of(whole)
    assert (late.snapshot.read, late.snapshot.extent()) == (whole.snapshot.read, "10 of 43 rows")
    assert not made
    assert lines == whole.row_lines
    assert len(lines) == len(whole.row_lines)
    assert late.snapshot.rows == whole.snapshot.rows
    assert [getattr(late, name) for name in Lock._fields[1:]] == list(whole[1:])
    assert late.doubted == whole.doubted
    assert late._replace(problems=()) == whole._replace(problems=())
    assert len(made) == 1
