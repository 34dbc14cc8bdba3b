import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.published import (
    FRENCH_PAGE,
    IDS,
    SEED_IDS,
    SEED_PAGE,
    as_csv,
    as_page,
    data_set_rows,
    pages,
)
from vaultsync.match.rows.pull import PullResult, pull
from vaultsync.tracker.errors import TrackerError
from vaultsync.tracker.lock import Base, Identity, Kept, Lock, read_lock, write_lock
from vaultsync.tracker.model import Complete, Partial
from vaultsync.tracker.repair import repair
from vaultsync.tracker.vocabulary import Vocabulary

VOCABULARY = Vocabulary()
MONDAY, TUESDAY = "2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z"
WEDNESDAY = "2026-11-25T08:00:00Z"
SEED = [("tracker-page.txt", SEED_PAGE)]
DATA_SET = [("list.csv", as_csv(data_set_rows()))]


def pulled(
    sources: list[tuple[str, bytes]], old: Lock | None, now: str, complete: bool = False
) -> PullResult:
    """Pull as the command does: what comes of it goes through the file."""
    result = pull(sources, old, now, VOCABULARY, complete)
    data = write_lock(result.lock)
    read = read_lock(data, VOCABULARY)
    assert read._replace(row_lines={}) == result.lock._replace(row_lines={})
    assert write_lock(read) == data
    return result


def merged_lock(here: Lock, there: Lock) -> Lock:
    """Return what is left of the locks of two branches that git could not merge."""
    ours, theirs = write_lock(here), write_lock(there)
    both = b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> branch\n"
    return read_lock(repair(both).data, VOCABULARY)


def changed(**values: str) -> bytes:
    """Return the data set after row 3.1.c changed."""
    return as_csv([row | values if row["action_id"] == "3.1.c" else row for row in data_set_rows()])


def test_the_seed_page_is_ten_of_forty_three() -> None:
    result = pulled(SEED, None, MONDAY)
    snapshot = result.lock.snapshot
    assert snapshot.coverage == Partial(43)
    assert snapshot.extent() == "10 of 43 rows"
    assert snapshot.sources[0].sha256 == hashlib.sha256(SEED_PAGE).hexdigest()
    assert {row.read for row in snapshot.rows} == {MONDAY}
    assert [row.line for row in snapshot.rows] == list(range(10, 50, 4))
    assert result.problems == ()
    assert len(result.difference.added) == 10


def test_the_data_set_is_complete() -> None:
    snapshot = pulled(DATA_SET, None, MONDAY).lock.snapshot
    assert snapshot.complete == Complete(43)
    assert tuple(row.id for row in snapshot.rows) == IDS


def test_five_pages_of_one_pull_are_complete() -> None:
    snapshot = pulled(pages(), None, MONDAY).lock.snapshot
    assert snapshot.complete == Complete(43)
    assert [row.text for row in snapshot.rows] == [row["action"] for row in data_set_rows()]
    turned = pulled(pages()[::-1], None, MONDAY).lock
    assert write_lock(turned) == write_lock(pulled(pages(), None, MONDAY).lock)


def test_pages_of_different_days_never_add_up() -> None:
    lock = pulled(pages()[:3], None, MONDAY).lock
    snapshot = pulled(pages()[3:], lock, TUESDAY).lock.snapshot
    assert snapshot.coverage == Partial(43)
    assert snapshot.extent() == "13 of 43 rows and 30 older"
    assert [row.read for row in snapshot.rows] == [MONDAY] * 30 + [TUESDAY] * 13
    again = pulled(pages(), pull(pages()[3:], lock, TUESDAY, VOCABULARY).lock, WEDNESDAY).lock
    assert again.snapshot.complete == Complete(43)
    assert {row.read for row in again.snapshot.rows} == {WEDNESDAY}


@pytest.mark.parametrize("clock", [MONDAY, "2026-11-23T07:59:00Z"])
def test_two_pulls_of_one_second_never_add_up(clock: str) -> None:
    lock = pulled(pages()[:3], None, MONDAY).lock
    snapshot = pulled(pages()[3:], lock, clock).lock.snapshot
    assert snapshot.coverage == Partial(43)
    assert snapshot.extent() == "13 of 43 rows and 30 older"


@pytest.mark.parametrize("clock", [MONDAY, "2026-11-23T07:59:00Z"])
def test_the_whole_list_leaves_nothing_of_an_edition_of_the_same_second(clock: str) -> None:
    lock = pulled(DATA_SET, None, MONDAY).lock
    fewer = [("list.csv", as_csv(data_set_rows()[1:]))]
    result = pulled(fewer, lock, clock)
    assert result.lock.snapshot.complete == Complete(42)
    assert [row.id for row in result.difference.removed] == [IDS[0]]
    turned = pulled([("other.csv", fewer[0][1])], lock, clock).lock.snapshot
    assert turned.complete == Complete(42)
    assert [source.source for source in turned.sources] == ["other.csv"]


def test_a_pull_of_the_same_second_as_the_last_comes_after_it() -> None:
    lock = pulled(SEED, None, "2026-12-31T23:59:59Z").lock
    lock = pulled(DATA_SET, lock, "2026-12-31T23:59:59Z").lock
    assert lock.snapshot.sources[0].read == "2027-01-01T00:00:00Z"
    assert pulled(DATA_SET, lock, MONDAY).lock == lock


def test_halves_that_two_branches_pulled_in_one_second_are_no_whole() -> None:
    here, there = pulled(pages()[:3], None, MONDAY).lock, pulled(pages()[3:], None, MONDAY).lock
    both = merged_lock(here, there)
    assert len(both.snapshot.rows) == 43
    assert both.snapshot.coverage == Partial(43)
    whole = pulled(pages(), both, MONDAY).lock.snapshot
    assert whole.complete == Complete(43)


def test_halves_of_one_name_that_two_branches_pulled_in_one_second_are_no_whole() -> None:
    def half(at: slice) -> Lock:
        page = as_page(data_set_rows()[at], 43)
        return pulled([("page.txt", page)], None, MONDAY).lock

    both = merged_lock(half(slice(0, 20)), half(slice(20, None)))
    assert len(both.snapshot.rows) == 43
    assert both.snapshot.complete is None
    whole = [("page.txt", as_page(data_set_rows()))]
    assert pulled(whole, both, MONDAY).lock.snapshot.complete == Complete(43)


def test_a_lock_from_before_pulls_had_a_name_is_as_whole_as_it_was() -> None:
    data = write_lock(pulled(pages(), None, MONDAY).lock)
    old = re.sub(rb', "pull": "[0-9a-f]+"', b"", data)
    assert old != data
    lock = read_lock(old, VOCABULARY)
    assert lock.snapshot.complete == Complete(43)
    assert write_lock(pulled(pages(), lock, TUESDAY).lock) == old


def test_a_page_that_changed_after_a_complete_pull_ends_completeness() -> None:
    lock = pulled(pages(), None, MONDAY).lock
    page = pages()[0][1].replace(b"Status: In Progress", b"Status: Completed", 1)
    snapshot = pulled([("page-1.txt", page)], lock, TUESDAY).lock.snapshot
    assert snapshot.coverage == Partial(43)
    assert len(snapshot.rows) == 43


@pytest.mark.parametrize("sources", [SEED, DATA_SET, pages(), SEED + DATA_SET])
def test_the_same_bytes_again_leave_the_lock_as_it_is(sources: list[tuple[str, bytes]]) -> None:
    lock = pulled(sources, None, MONDAY).lock
    again = pulled(sources, lock, TUESDAY)
    assert write_lock(again.lock) == write_lock(lock)
    assert again.difference.empty
    for source in sources if sources != SEED + DATA_SET else ():
        alone = pulled([source], lock, TUESDAY)
        assert write_lock(alone.lock) == write_lock(lock)


def test_the_same_bytes_as_the_day_before_yesterday_are_read_anew() -> None:
    lock = pulled(DATA_SET, None, MONDAY).lock
    lock = pulled([("list.csv", changed(action_status="Completed"))], lock, TUESDAY).lock
    lock = pulled(DATA_SET, lock, WEDNESDAY).lock
    assert lock.snapshot.sources[0].read == WEDNESDAY


def test_what_moved_and_what_was_reworded_is_shown() -> None:
    lock = pulled(DATA_SET, None, MONDAY).lock
    data = changed(action_status="Completed", priority="1", action="Something else entirely.")
    result = pulled([("list.csv", data)], lock, TUESDAY)
    difference = result.difference
    assert [(m.new.id, m.field, m.old.status.token) for m in difference.moved] == [
        ("3.1.c", "status", "not-started"),
        ("3.1.c", "priority", "not-started"),
    ]
    assert [(r.old.id, r.new.text) for r in difference.reworded] == [
        ("3.1.c", "Something else entirely.")
    ]
    assert (difference.added, difference.removed) == ((), ())


def test_another_word_for_the_same_status_is_no_move() -> None:
    lock = pulled(DATA_SET, None, MONDAY).lock
    result = pulled([("list.csv", changed(action_status="Pas commencé"))], lock, TUESDAY)
    assert result.difference.empty


def test_a_row_goes_only_when_the_whole_list_was_read() -> None:
    lock = pulled(DATA_SET, None, MONDAY).lock
    fewer = [row for row in data_set_rows() if row["action_id"] != "3.1.c"]
    result = pulled([("list.csv", as_csv(fewer))], lock, TUESDAY)
    assert [row.id for row in result.difference.removed] == ["3.1.c"]
    assert result.lock.snapshot.complete == Complete(42)

    no_count = as_csv([{k: v for k, v in row.items() if k != "progress"} for row in fewer])
    partial = pulled([("list.csv", no_count)], lock, TUESDAY)
    assert partial.difference.removed == ()
    stale = next(row for row in partial.lock.snapshot.rows if row.id == "3.1.c")
    assert stale.read == MONDAY
    assert partial.lock.snapshot.extent() == "42 rows and 1 older"

    whole = pulled([("list.csv", no_count)], lock, TUESDAY, complete=True)
    assert [row.id for row in whole.difference.removed] == ["3.1.c"]
    assert whole.lock.snapshot.complete == Complete(42)


def test_completeness_is_not_taken_on_trust_against_the_count() -> None:
    result = pulled(SEED, None, MONDAY, complete=True)
    assert [problem.kind for problem in result.problems] == ["not-complete"]
    assert "10 rows of 43" in result.problems[0].message
    assert result.lock.snapshot.coverage == Partial(43)


def test_a_row_that_could_not_be_read_spoils_completeness() -> None:
    data = b"action_id,action,priority\n1.1.a,Count,1\n1.1.b,,1\n"
    result = pulled([("own.csv", data)], None, MONDAY, complete=True)
    assert [problem.kind for problem in result.problems] == ["not-complete", "no-text"]
    assert result.lock.snapshot.complete is None


def test_sources_that_count_differently_are_reported_and_partial() -> None:
    older = as_page(data_set_rows()[:26], declared=26)
    result = pulled([*DATA_SET, ("old.txt", older)], None, MONDAY)
    assert ("count", "old.txt") in [(p.kind, p.source) for p in result.problems]
    assert result.lock.snapshot.coverage == Partial(None)


def test_a_page_read_after_the_data_set_keeps_the_ids() -> None:
    lock = pulled(DATA_SET, None, MONDAY).lock
    result = pulled(SEED, lock, TUESDAY)
    rows = {row.id: row for row in result.lock.snapshot.rows}
    assert tuple(rows) == IDS
    assert {rows[id_].source for id_ in SEED_IDS} == {"tracker-page.txt"}
    assert {rows[id_].lead for id_ in SEED_IDS} == {"TBS"}
    assert result.difference.added == ()
    assert result.lock.snapshot.coverage == Partial(43)


def test_the_page_and_the_data_set_in_one_pull_are_one_list() -> None:
    snapshot = pulled(SEED + DATA_SET, None, MONDAY).lock.snapshot
    assert snapshot.complete == Complete(43)
    assert tuple(row.id for row in snapshot.rows) == IDS


def test_identities_follow_a_reworded_row_to_its_new_key() -> None:
    lock = pulled(SEED, None, MONDAY).lock
    row = lock.snapshot.rows[1]
    lock = lock._replace(
        identities=(Identity("Mission 3.1c", row.key, row.text, "2026-11-23", "accepted", "read"),),
        base=(Base("Mission 3.1c", "status", "not-started"),),
        kept=(Kept("Mission 3.1c", "status", "paused", "not-started", "2026-11-23"),),
    )
    page = SEED_PAGE.replace(b"implement data feeds", b"put in place data feeds")
    after = pulled([("tracker-page.txt", page)], lock, TUESDAY).lock
    (identity,) = after.identities
    assert identity.key != row.key
    assert identity.key in {row.key for row in after.snapshot.rows}
    assert identity.text == row.text
    assert len(after.snapshot.rows) == 10
    assert (after.base, after.kept) == (lock.base, lock.kept)

    with_ids = pulled(DATA_SET, lock, TUESDAY).lock
    assert [identity.key for identity in with_ids.identities] == ["3.1.c"]


def test_identities_do_not_follow_where_a_row_says_something_else() -> None:
    lock = pulled(SEED, None, MONDAY).lock
    row = lock.snapshot.rows[1]
    identity = Identity("Mission 3.1c", row.key, row.text, "2026-11-23", "certain")
    page = SEED_PAGE.replace(b"data feeds", b"data flows")
    result = pulled([("tracker-page.txt", page)], lock._replace(identities=(identity,)), TUESDAY)
    assert result.lock.identities == (identity,)
    # Between the same neighbours it is likely the same row, and has taken its place.
    assert len(result.lock.snapshot.rows) == 10
    assert [change.old.key for change in result.difference.reworded] == [row.key]


def test_a_twin_of_a_row_that_is_not_shown_stands_beside_it() -> None:
    lock = pulled(SEED, None, MONDAY).lock
    row = next(row for row in data_set_rows() if row["action_id"] == "3.1.c")
    twin = row | {"action": row["action"].replace("data feeds", "payments")}
    result = pulled([("tracker-page-2.txt", as_page([twin]))], lock, TUESDAY)
    assert len(result.lock.snapshot.rows) == 11
    assert result.difference.reworded == ()
    (problem,) = result.problems
    assert (problem.kind, problem.rival) == ("doubtful-row", lock.snapshot.rows[1].key)
    assert "may be another wording" in problem.message
    assert "`vaultsync match` settles that" in problem.message


def test_a_decision_outweighs_the_matcher_where_two_rows_become_one() -> None:
    lock = pulled(SEED, None, MONDAY).lock
    key = lock.snapshot.rows[1].key
    old = Identity("Mission 3.1c", key, "t", "2026-11-23", "rejected")
    new = Identity("Mission 3.1c", "3.1.c", "t", "2026-11-24", "certain")
    after = pulled(DATA_SET, lock._replace(identities=(new, old)), TUESDAY).lock
    assert after.identities == (old._replace(key="3.1.c"),)


def test_an_identity_outlives_a_row_that_is_gone() -> None:
    identity = Identity("Mission 9", "9.9.z", "t", "2026-11-23", "accepted")
    lock = pulled(SEED, None, MONDAY).lock._replace(identities=(identity,))
    assert pulled(DATA_SET, lock, TUESDAY).lock.identities == (identity,)


TWIN = (
    "PCO and TBS will coordinate departments on a study of perceived data challenges, including "
    "gaps in existing law, using concrete cases that lead to advice."
)


def test_a_doubtful_pair_is_reported_and_stays_reported() -> None:
    lock = pulled(SEED, None, MONDAY).lock
    page = as_page([{**data_set_rows()[0], "action": TWIN}])
    result = pulled([("other.txt", page)], lock, TUESDAY)
    (problem,) = result.problems
    assert problem.kind == "doubtful-row"
    assert (problem.source, problem.line) == ("other.txt", 3)
    keys = {row.key for row in result.lock.snapshot.rows}
    assert len(keys) == 11
    assert result.lock.doubted == {problem.key, problem.rival} <= keys

    again = pulled([("other.txt", page)], result.lock, WEDNESDAY)
    assert write_lock(again.lock) == write_lock(result.lock)
    assert again.lock.problems == (problem,)
    both = pulled([*SEED, ("other.txt", page)], result.lock, WEDNESDAY)
    assert both.lock.problems == ()


def test_problems_of_a_source_stay_until_it_is_read_again() -> None:
    page = SEED_PAGE.replace(b"Status: Completed", b"Status: Nearly", 1) + b"\nAction: Cut\n"
    result = pulled([("tracker-page.txt", page)], None, MONDAY)
    assert [problem.kind for problem in result.problems] == ["unknown-value", "no-status"]
    other = pulled([("p.txt", as_page(data_set_rows()[:2]))], result.lock, TUESDAY)
    assert other.problems == ()
    assert [problem.kind for problem in other.lock.problems] == ["unknown-value", "no-status"]
    mended = pulled(SEED, other.lock, WEDNESDAY)
    assert mended.lock.problems == ()


def test_equal_rows_that_contradict_each_other_have_no_value() -> None:
    page = SEED_PAGE + b"\n" + SEED_PAGE.replace(b"Status: Completed", b"Status: Behind", 1)
    result = pulled([("tracker-page.txt", page)], None, MONDAY)
    assert len(result.lock.snapshot.rows) == 10
    (contradiction,) = [p for p in result.problems if p.kind == "contradicting"]
    row = next(row for row in result.lock.snapshot.rows if row.key == contradiction.key)
    assert row.status.token is None
    assert row.priority.token == "year-3"
    assert contradiction in result.lock.problems


def test_one_source_that_cannot_be_read_stops_the_pull() -> None:
    with pytest.raises(TrackerError, match=r"bad\.txt"):
        pull([*SEED, ("bad.txt", b"nothing")], None, MONDAY, VOCABULARY)
    with pytest.raises(TrackerError, match="no source"):
        pull([], None, MONDAY, VOCABULARY)
    with pytest.raises(TrackerError, match="changed while it was read"):
        pull([("a", SEED_PAGE), ("a", b"x")], None, MONDAY, VOCABULARY)


def test_a_source_that_was_renamed_takes_its_rows_along() -> None:
    lock = pulled(SEED, None, MONDAY).lock
    after = pulled([("renamed.txt", SEED_PAGE)], lock, TUESDAY).lock
    assert [source.source for source in after.snapshot.sources] == ["renamed.txt"]
    assert len(after.snapshot.rows) == 10


@st.composite
def readings(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    rows = [
        {**row, "action_status": draw(st.sampled_from(["Behind", "Completed", "?", "-"]))}
        for row in draw(st.lists(st.sampled_from(data_set_rows()[18:26]), min_size=1, max_size=5))
    ]
    sources = [("p.txt", as_page(rows, draw(st.sampled_from([2, 3, 43]))))]
    if draw(st.booleans()):
        sources.append((draw(st.sampled_from(["q.csv", "r.csv"])), as_csv(rows[:3])))
    return sources


@settings(max_examples=60)
@given(st.lists(readings(), min_size=1, max_size=4))
def test_whatever_is_pulled_the_lock_is_sound_and_pulling_again_changes_nothing(
    history: list[list[tuple[str, bytes]]],
) -> None:
    lock = None
    for day, sources in enumerate(history, 1):
        result = pulled(sources, lock, f"2026-11-{day:02}T00:00:00Z")
        again = pulled(sources, result.lock, f"2026-12-{day:02}T00:00:00Z")
        assert write_lock(again.lock) == write_lock(result.lock)
        assert again.difference.empty
        keys = [row.key for row in result.lock.snapshot.rows]
        assert len(keys) == len(set(keys))
        if result.lock.snapshot.complete is None:
            assert result.difference.removed == ()
        lock = result.lock


def test_an_id_that_comes_to_another_row_takes_nothing_with_it() -> None:
    """A page shows less than the data set; of a renumbered list it inherits nothing."""
    head = "action_id,action,action_status"
    first = f"{head},lead\n1.a,Publish the list,Behind,TBS\n1.b,Count fish,Behind,DFO\n"
    same = f"{head}\n1.a,Publish the list,Behind\n1.b,Count fish,Behind\n"
    swapped = f"{head}\n1.a,Count fish,Behind\n1.b,Publish the list,Behind\n"
    old = pulled([("a.csv", first.encode())], None, MONDAY, complete=True).lock

    def leads(text: str) -> list[str]:
        lock = pulled([("b.csv", text.encode())], old, TUESDAY, complete=True).lock
        return [row.lead for row in lock.snapshot.rows]

    assert leads(same) == ["TBS", "DFO"]
    assert leads(swapped) == ["", ""]


def paged(data: bytes, count: int, rows: int = 10) -> bytes:
    """The first rows of a page that counts so many."""
    text = re.sub(r"\b43\b", str(count), data.decode())
    starts = [found.start() for found in re.finditer(r"(?m)^Action", text)]
    return text[: [*starts, len(text)][rows]].encode()


@pytest.mark.parametrize("names", [("en.txt", "fr.txt"), ("fr.txt", "en.txt")])
def test_pages_of_two_languages_that_say_the_same_count_once(names: tuple[str, str]) -> None:
    pages_of = {"en.txt": paged(SEED_PAGE, 20), "fr.txt": paged(FRENCH_PAGE, 20)}
    snapshot = pulled([(name, pages_of[name]) for name in names], None, MONDAY).lock.snapshot
    assert {row.source for row in snapshot.rows} == {"en.txt"}
    assert (len(snapshot.rows), snapshot.coverage) == (10, Partial(20))


def test_pages_of_two_languages_never_make_a_list_whole() -> None:
    both = [("en.txt", paged(SEED_PAGE, 17)), ("fr.txt", paged(FRENCH_PAGE, 17, 7))]
    result = pulled(both, None, MONDAY)
    assert (len(result.lock.snapshot.rows), result.lock.snapshot.coverage) == (17, Partial(None))
    (found,) = [problem for problem in result.problems if problem.kind == "count"]
    assert found.message.endswith("which may be the same: read pages of one language")


def test_another_page_in_the_other_language_is_not_left_out() -> None:
    other = paged(FRENCH_PAGE, 20).replace(b"En cours", "Terminée".encode(), 1)
    assert other != paged(FRENCH_PAGE, 20)
    both = [("en.txt", paged(SEED_PAGE, 20)), ("fr.txt", other)]
    result = pulled(both, None, MONDAY)
    assert (len(result.lock.snapshot.rows), result.lock.snapshot.coverage) == (20, Partial(None))
    assert [problem.kind for problem in result.problems] == ["count"]


def test_a_page_whose_values_are_all_one_is_not_taken_for_another_in_the_other_language() -> None:
    """Pages may be filtered: that both are of what is in progress makes no row the same."""
    pages = {"en.txt": ("year 2", "In progress"), "fr.txt": ("année 2", "En cours")}
    texts = {"en.txt": "TBS will publish map", "fr.txt": "Le MPO comptera les poissons du lac"}
    both = []
    for name, (year, status) in pages.items():
        values = f"Priority: {year}\nStatus: {status}\n"
        rows = "".join(f"Action: {texts[name]} {each}.\n{values}" for each in ("A", "B"))
        both.append((name, f"Found 4 actions\n{rows}".encode()))
    result = pulled(both, None, MONDAY)
    assert (len(result.lock.snapshot.rows), result.lock.snapshot.coverage) == (4, Partial(None))
    assert any("read pages of one language" in each.message for each in result.problems)


def test_a_row_without_an_id_is_in_no_doubt_where_ids_say_what_the_others_are() -> None:
    english = "Action ID: 1.1.a\nAction: TBS will publish a map.\nPriority: Year 2\n"
    english += "Action: DFO will count fish.\nPriority: Year 1\n"
    french = "Action ID: {}\nAction: Le SCT publiera une carte.\nPriority: Année 2\n"

    def found(at: str) -> tuple[int, bool]:
        both = [("en.txt", english), ("fr.txt", french.format(at))]
        pages = [(name, f"Found 2 actions\n{text}".encode()) for name, text in both]
        result = pulled(pages, None, MONDAY)
        mixed = any("read pages of one language" in each.message for each in result.problems)
        return len(result.lock.snapshot.rows), mixed

    assert found("1.1.a") == (2, False)
    assert found("1.1.b") == (3, True)


def test_a_list_that_says_a_status_in_the_other_language_is_whole() -> None:
    page = paged(SEED_PAGE, 10).replace(b"Year 3 priority", "Année 3".encode(), 1)
    snapshot = pulled([("en.txt", page)], None, MONDAY).lock.snapshot
    assert snapshot.coverage == Complete(10)


def test_a_page_of_one_language_is_read_in_that() -> None:
    snapshot = pulled([("fr.txt", FRENCH_PAGE)], None, MONDAY).lock.snapshot
    assert (len(snapshot.rows), snapshot.coverage) == (10, Partial(43))


def test_a_row_of_one_id_in_two_languages_is_read_in_english() -> None:
    named = [
        (
            name,
            f"1 action\nAction ID: 1.1.a\nAction: {text}\nPriority: {year}\nStatus: -\n".encode(),
        )
        for name, text, year in (
            ("fr.txt", "Le SCT publiera une feuille de route.", "Année 2"),
            ("en.txt", "TBS will publish a road map.", "Year 2"),
        )
    ]
    result = pulled(named, None, MONDAY)
    (row,) = result.lock.snapshot.rows
    assert (row.key, row.text) == ("1.1.a", "TBS will publish a road map.")
    assert result.problems == ()
    named[0] = ("fr.txt", named[0][1].replace(b" 2", b" 3"))
    assert [each.kind for each in pulled(named, None, MONDAY).problems] == ["contradicting"]
