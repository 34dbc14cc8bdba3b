import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.published import SEED_PAGE
from vaultsync.tracker.errors import LockError
from vaultsync.tracker.lock import (
    EMPTY_LOCK,
    Base,
    Identity,
    Kept,
    Lock,
    read_lock,
    write_lock,
)
from vaultsync.tracker.model import (
    Complete,
    Partial,
    Problem,
    Row,
    SourceRead,
    snapshot_of,
)
from vaultsync.tracker.readers import read_source
from vaultsync.tracker.vocabulary import FIELDS, Vocabulary

VOCABULARY = Vocabulary()
READ = "2026-11-21T20:55:58Z"


def seed_lock() -> Lock:
    reading = read_source("tracker-page.txt", SEED_PAGE, VOCABULARY)
    source = SourceRead("tracker-page.txt", "5e" * 32, READ, 43, 10)
    rows = [row._replace(read=READ) for row in reading.rows]
    return Lock(
        snapshot_of(rows, [source]),
        (Identity("Mission 3.1b", rows[0].key, rows[0].text, "2026-11-21", "certain"),),
        (Base("Mission 3.2a", "priority", "year-3"), Base("Mission 3.10a", "status", "completed")),
        (Kept("Mission 3.2b", "status", "paused", "behind", "2026-11-21", "we know better"),),
        (Problem("duplicate-row", "tracker-page.txt", 7, "said twice", rows[0].key),),
    )


def test_a_lock_comes_back_as_it_was_written() -> None:
    lock = seed_lock()
    read = read_lock(write_lock(lock), VOCABULARY)
    assert read._replace(row_lines={}) == lock
    assert read.snapshot.coverage == Partial(43)
    assert read.snapshot.extent() == "10 of 43 rows"


def test_one_entry_a_line_sorted_and_where_each_row_stands() -> None:
    data = write_lock(seed_lock())
    lines = data.decode().split("\n")
    entries = [line.strip() for line in lines if line.startswith("        ")]
    names = [next(iter(json.loads(e.rstrip(",")))) for e in entries]
    assert names == ["source", *["key"] * 10, "kind", *["action"] * 4]
    keys = [json.loads(e.rstrip(","))["key"] for e in entries if e.startswith('{"key"')]
    assert keys == sorted(keys)
    lock = read_lock(data, VOCABULARY)
    assert all(key in lines[line - 1] for key, line in lock.row_lines.items())
    assert len(lock.row_lines) == 10
    assert data.endswith(b"}\n")


def test_rows_with_ids_are_sorted_as_people_count() -> None:
    source = SourceRead("s", "", READ, None, 3)
    rows = [Row(key, key, "", source="s", read=READ) for key in ("3.10.a", "3.2.b", "3.2.a")]
    data = write_lock(Lock(snapshot_of(rows, [source])))
    assert list(read_lock(data, VOCABULARY).row_lines) == ["3.2.a", "3.2.b", "3.10.a"]


def test_the_order_of_entries_does_not_reach_the_file() -> None:
    lock = seed_lock()
    turned = Lock(
        lock.snapshot._replace(rows=lock.snapshot.rows[::-1]),
        lock.identities[::-1],
        lock.base[::-1],
        lock.kept[::-1],
        lock.problems * 2,
    )
    assert write_lock(turned) == write_lock(lock)


def test_an_older_row_of_a_source_keeps_its_own_time() -> None:
    source = SourceRead("s", "", READ, None, 2)
    rows = [
        Row(None, "seen now", "", source="s", line=1, read=READ),
        Row(None, "seen before", "", source="s", line=2, read="2026-11-20T00:00:00Z"),
    ]
    data = write_lock(Lock(snapshot_of(rows, [source])))
    assert data.count(b'"read"') == 2
    assert read_lock(data, VOCABULARY).snapshot.rows == tuple(rows)


def test_completeness_is_worked_out_again() -> None:
    source = SourceRead("s", "", READ, 1, 1)
    row = Row(None, "text", "area", source="s", line=1, read=READ)
    lock = Lock(snapshot_of([row], [source]))
    assert read_lock(write_lock(lock), VOCABULARY).snapshot.complete == Complete(1)


def test_words_stand_as_published_and_the_vocabulary_of_the_day_reads_them() -> None:
    source = SourceRead("s", "", READ, None, 1)
    row = Row("1", "text", "", VOCABULARY.value("status", "Almost"), source="s", line=4, read=READ)
    data = write_lock(Lock(snapshot_of([row], [source])))
    (problem,) = read_lock(data, VOCABULARY).problems
    assert (problem.kind, problem.source, problem.line, problem.key) == (
        "unknown-value",
        "s",
        4,
        "1",
    )
    assert b"unknown-value" not in write_lock(read_lock(data, VOCABULARY), data)
    taught = read_lock(data, Vocabulary({"nearly": ("Almost",)}))
    assert taught.snapshot.rows[0].status.token == "nearly"
    assert taught.problems == ()


def test_other_trackers_stay_byte_for_byte() -> None:
    one = write_lock(seed_lock(), name="open-government")
    both = write_lock(seed_lock()._replace(base=()), one)
    assert read_lock(both, VOCABULARY, "open-government")._replace(row_lines={}) == seed_lock()
    assert read_lock(both, VOCABULARY).base == ()
    assert one.decode().split('"trackers": {\n')[1].removesuffix("    }\n  }\n}\n") in both.decode()


def test_a_tracker_that_the_lock_does_not_name_is_empty() -> None:
    assert read_lock(write_lock(seed_lock()), VOCABULARY, "other") == EMPTY_LOCK
    assert read_lock(write_lock(EMPTY_LOCK), VOCABULARY) == EMPTY_LOCK


def test_names_that_are_not_known_stay() -> None:
    document = json.loads(write_lock(seed_lock()))
    document["made by"] = {"name": "a later version", "parts": [1, 2.5, None]}
    document["trackers"]["default"]["notes"] = ["x"]
    document["trackers"]["default"]["base"][0]["by"] = "somebody"
    data = json.dumps(document).encode()
    written = write_lock(read_lock(data, VOCABULARY), data)
    assert json.loads(written) == document
    assert write_lock(read_lock(written, VOCABULARY), written) == written


def test_characters_that_act_on_a_terminal_are_escaped() -> None:
    bad = "a\x1b[31m\x07\x85\u202e\u2028\ufeff\U000e0041\udc80b"
    lock = Lock(EMPTY_LOCK.snapshot, base=(Base(bad, "status", "t"),))
    data = write_lock(lock)
    assert all(32 <= byte < 127 or byte == 10 for byte in data)
    assert read_lock(data, VOCABULARY).base == lock.base


def test_a_lock_that_was_reformatted_is_read() -> None:
    data = write_lock(seed_lock())
    indented = json.dumps(json.loads(data), indent=4).replace("\n", "\r\n").encode()
    read = read_lock(b"\xef\xbb\xbf" + indented, VOCABULARY)
    assert read._replace(row_lines={}) == seed_lock()
    lines = indented.decode().split("\r\n")
    assert all(key in lines[line] for key, line in read.row_lines.items())
    assert write_lock(read, indented) == data


def broken(data: bytes) -> LockError:
    with pytest.raises(LockError) as caught:
        read_lock(data, VOCABULARY)
    assert caught.value.message.startswith("vaultsync.lock")
    assert "vaultsync" in caught.value.remedy
    return caught.value


def entry(section: str, text: str) -> bytes:
    """Return a lock that holds these entries, from its line 5 on, and a source `s`."""
    source = "" if section == "sources" else '"sources": [{"source": "s"}],'
    tracker = f'{source}\n"{section}": [\n{text}\n]'
    return f'{{"version": 1,\n"trackers": {{"default": {{\n{tracker}}}}}}}'.encode()


def row(values: str) -> bytes:
    return entry("rows", f'{{"text": "x", {values}}}')


def base(values: str) -> bytes:
    return entry("base", f'{{"action": "A", {values}}}')


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"", 0, "is empty"),
        (b"\xff", 1, "not UTF-8"),
        (b"nonsense", 1, "expected"),
        (b"[]", 1, 'expected "{"'),
        (b"{}", 1, '"version"'),
        (b'{"version": 1, "trackers": []}', 1, 'expected "{"'),
        (b'{"version": 1,\n"trackers": {"default": {"rows": {}}}}', 2, 'expected "["'),
        (b'{"version": 1, "trackers": {}\n', 2, 'expected ","'),
        (b'{"version": 1, "trackers": {}}\nx', 2, "the end of the file"),
        (b'{"version": 1, "version": 1}', 1, "only once"),
        (b'{"version": 1, "trackers": {"a": {},\n"a": {}}}', 2, "only once"),
        (b'{"version": true}', 1, "version"),
        (b'{"version": "1"}', 1, "version"),
        (b'{"version": 2, "rows": 3}', 1, "newer vaultsync"),
        (base('"action": "B"'), 5, "names and short values"),
        (base('"field": "status", "token": NaN'), 5, "names and short values"),
        (base('"field": "colour"'), 5, '"field" as one of status, priority'),
        (base('"field": "status", "token": 5'), 5, '"token" in quotation marks'),
        (entry("base", '{"field": "status"}'), 5, 'an entry with "action"'),
        (entry("base", "5"), 5, "an entry {"),
        (base('"field": "status"},\n{"action": "A", "field": "status"'), 6, "in base; line 5"),
        (entry("identities", '{"action": "A", "key": "k", "how": "?"}'), 5, '"how" as one of'),
        (row('"key": "1", "source": "t"'), 5, 'stands in "sources"'),
        (row('"key": "~00000000", "source": "s"'), 5, "the key ~"),
        (row('"key": "1", "source": "s", "line": -1'), 5, "a number"),
        (row('"key": "1", "source": "s", "line": true'), 5, "a number"),
        (row('"key": "1", "source": "s"},\n\n{"key": "1"'), 7, "only once in rows; line 5"),
        (entry("sources", '{"source": "s", "declared": "43"}'), 5, "a number"),
        (b'{"version": 1,\n"x": ' + b"[" * 100_000, 2, "names and short values"),
        (b'{"version": 1,\n"x": ' + b"9" * 100_000 + b"}", 2, "names and short values"),
        (b'{"version": 1,\n<<<<<<< a\n"x": 1\n=======\n"x": 2\n>>>>>>> b\n}', 2, "two branches"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(data: bytes, line: int, says: str) -> None:
    error = broken(data)
    assert says in error.message
    assert error.line == line


def test_merge_markers_name_the_remedy() -> None:
    data = write_lock(seed_lock()).replace(b'      "base"', b'<<<<<<< HEAD\n      "base"')
    assert "vaultsync pull" in broken(data).remedy


TEXT = st.text(max_size=12)
NAMES = st.text("abÉ1. ~\x1b\u202e\U0001f600", min_size=1, max_size=6)
TIMES = st.sampled_from([READ, "2026-11-20T01:02:03Z", "2026-12-01T00:00:00Z"])


@st.composite
def locks(draw: st.DrawFn) -> Lock:
    names = draw(st.lists(NAMES, unique=True, max_size=3))
    sources = [
        SourceRead(name, draw(TEXT), draw(TIMES), draw(st.none() | st.integers(0, 50)), 3)
        for name in names
    ]
    rows: dict[str, Row] = {}
    for at in range(draw(st.integers(0, 6)) if names else 0):
        row = Row(
            id=draw(st.none() | st.from_regex(r"[0-9a-c]\.[0-9a-c]{1,2}", fullmatch=True)),
            text=draw(NAMES),
            area=draw(TEXT),
            status=VOCABULARY.value("status", draw(TEXT | st.sampled_from(["Behind", "En cours"]))),
            priority=VOCABULARY.value("priority", draw(TEXT)),
            lead=draw(TEXT),
            period=draw(TEXT),
            source=draw(st.sampled_from(names)),
            line=at,
            read=draw(TIMES),
        )
        rows[row.key] = row
    entries = st.lists(st.tuples(NAMES, st.sampled_from(FIELDS)), unique=True, max_size=4)
    return Lock(
        snapshot_of(rows.values(), sources),
        tuple(
            Identity(action, key, draw(TEXT), draw(TEXT), "rejected", draw(TEXT))
            for action, key in draw(st.lists(st.tuples(NAMES, NAMES), unique=True, max_size=3))
        ),
        tuple(Base(action, field, draw(TEXT)) for action, field in draw(entries)),
        tuple(
            Kept(action, field, draw(TEXT), draw(TEXT), draw(TEXT), draw(TEXT))
            for action, field in draw(entries)
        ),
    )


@given(locks(), locks())
def test_every_lock_survives_the_file(lock: Lock, other: Lock) -> None:
    data = write_lock(lock, write_lock(other, name="other"))
    read = read_lock(data, VOCABULARY)
    assert read.snapshot == lock.snapshot
    assert sorted(read.identities) == sorted(lock.identities)
    assert sorted(read.base) == sorted(lock.base)
    assert sorted(read.kept) == sorted(lock.kept)
    assert write_lock(read, data) == data
    assert write_lock(read_lock(data, VOCABULARY, "other"), data, "other") == data
    assert set(read.row_lines) == {row.key for row in lock.snapshot.rows}


SEED = write_lock(seed_lock())


@given(
    st.binary(max_size=60)
    | st.tuples(
        st.integers(0, len(SEED)),
        st.integers(0, 40),
        st.binary(max_size=3) | st.sampled_from([b"\n<<<<<<< x\n", b"[" * 5000, b'"', b"\\ud800"]),
    ).map(lambda cut: SEED[: cut[0]] + cut[2] + SEED[cut[0] + cut[1] :])
)
def test_whatever_the_bytes_only_a_lock_error_is_raised(data: bytes) -> None:
    try:
        lock = read_lock(data, VOCABULARY)
    except LockError:
        return
    assert read_lock(write_lock(lock, data), VOCABULARY).snapshot == lock.snapshot
