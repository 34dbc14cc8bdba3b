from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.lean.typed import get_args
from vaultsync.match.rows.history import Event, History, Kind, read_history, story, written

words = st.text(max_size=8)
times = st.datetimes().map(lambda time: f"{time:%Y-%m-%dT%H:%M:%SZ}".zfill(20))
events = st.builds(
    Event,
    time=times,
    tracker=st.text(min_size=1, max_size=4),
    event=st.sampled_from(get_args(Kind)),
    key=st.text(min_size=1, max_size=4),
    was=words,
    before=words,
    after=words,
    text=words,
)


@given(st.lists(events, unique=True))
def test_what_is_written_is_read(listed: list[Event]) -> None:
    data = written(listed)
    assert data.count(b"\n") == len(listed)
    assert read_history(data) == History(tuple(sorted(listed, key=lambda event: event.time)))


@given(st.lists(events), st.lists(events))
def test_both_sides_of_a_merge_are_told_once(ours: list[Event], theirs: list[Event]) -> None:
    merged = b"<<<<<<< a\n" + written(ours) + b"=======\n" + written(theirs) + b">>>>>>> b\n"
    told = read_history(merged)
    assert set(told.events) == {*ours, *theirs}
    assert told.unread == 0


@given(st.binary())
def test_no_bytes_are_refused(data: bytes) -> None:
    read_history(data)


def event(day: int, kind: Kind, key: str, was: str = "") -> Event:
    return Event(f"2026-11-{day:02}T00:00:00Z", "default", kind, key, was)


def test_a_story_follows_a_row_and_not_its_number() -> None:
    told = (
        event(1, "added", "1.a"),
        event(1, "added", "1.b"),
        event(2, "renumbered", "2.a", "1.a"),
        event(2, "moved", "2.a", "1.a"),
        event(3, "renumbered", "1.a", "1.b"),
        event(4, "moved", "1.a"),
        event(5, "moved", "2.a"),
    )
    assert story(told, {"2.a"}) == (told[0], told[2], told[3], told[6])
    assert story(told, {"1.a"}) == (told[1], told[4], told[5])
    assert story(told, {"1.b"}) == (told[1], told[4])
    assert story(told, set()) == ()


def test_two_rows_that_swap_their_numbers() -> None:
    told = (
        event(1, "added", "1.a"),
        event(1, "added", "1.b"),
        event(2, "renumbered", "1.b", "1.a"),
        event(2, "renumbered", "1.a", "1.b"),
    )
    # Both events concern both numbers; before them each row has its own story.
    assert told[0] in story(told, {"1.b"})
    assert told[1] not in story(told, {"1.b"})


def test_the_story_of_an_id_that_changed_places_is_of_who_bears_it_now() -> None:
    one, two = "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"
    events = [
        Event(one, "t", "added", "a", text="fish"),
        Event(one, "t", "added", "b", text="list"),
        Event(two, "t", "renumbered", "a", "b", text="list"),
        Event(two, "t", "renumbered", "b", "a", text="fish"),
    ]
    assert {event.text for event in story(events, {"a"})} == {"list"}
    assert {event.text for event in story(events, {"b"})} == {"fish"}
