import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.published import seed_actions, synthetic_text
from vaultsync.match.rows.rows import RowPair, pair_rows
from vaultsync.tracker.model import Row

FEEDS = seed_actions()[1]["action"]
CAPACITY = (
    "Departments will ensure that they have the appropriate data and analytical capacity to "
    "support improved services, including service performance management and results reporting"
)


def rows(*texts: str, area: str = "Area") -> list[Row]:
    return [Row(None, text, area, source="p", line=at) for at, text in enumerate(texts)]


def certain(old: list[Row], new: list[Row], whole: bool = False) -> list[tuple[int, int]]:
    pairs = pair_rows(old, new, whole)
    assert (pairs.doubtful, pairs.likely) == ((), ())
    return [tuple(pair) for pair in pairs.certain]


def test_ids_decide_whatever_the_words() -> None:
    old = [Row("3.1.a", "one", ""), Row("3.1.b", "two", "")]
    new = [Row("3.1b", "one", ""), Row("3.1A", "two", "")]
    assert sorted(certain(old, new)) == [(0, 1), (1, 0)]


def test_rows_with_different_ids_are_never_one() -> None:
    assert certain([Row("3.1.a", FEEDS, "")], [Row("3.1.b", FEEDS, "")]) == []


def test_equal_words_are_one_row_wherever_they_stand_now() -> None:
    old = rows(FEEDS, CAPACITY)
    new = rows(CAPACITY.upper(), "something new and of its own", FEEDS + ".")
    assert certain(old, new) == [(1, 0), (0, 2)]
    moved = [row._replace(area="Another area") for row in new]
    assert certain(old, moved) == [(1, 0), (0, 2)]


def test_a_row_that_gains_an_id_is_the_row_it_was() -> None:
    assert certain(rows(FEEDS), [Row("3.1.c", FEEDS, "Area")]) == [(0, 0)]
    assert certain([Row("3.1.c", FEEDS, "Area")], rows(FEEDS)) == [(0, 0)]


def test_one_text_in_several_areas_is_not_guessed_about() -> None:
    old = [*rows(FEEDS, area="A"), *rows(FEEDS, area="B")]
    assert pair_rows(old, rows(FEEDS, area="C")).certain == ()


def test_a_reworded_row_is_found() -> None:
    old = rows(*(row["action"] for row in seed_actions()))
    reworded = FEEDS.replace("implement data feeds", "put in place data feeds")
    new = rows(*(row["action"].replace(FEEDS, reworded) for row in reversed(seed_actions())))
    assert sorted(certain(old, new)) == [(at, 9 - at) for at in range(10)]


TRAINING = (
    "ISC, in collaboration with Indigenous partners, will establish guidelines on training"
    " opportunities focusing on Indigenous-led training related to Indigenous Data Sovereignty"
)
FUNDING = TRAINING.replace("training", "funding")


def test_a_row_that_says_another_thing_may_be_another_whose_own_is_not_shown() -> None:
    """Whatever the likeness of their letters: it is not the row that was known."""
    old = rows(CAPACITY, FEEDS, TRAINING, synthetic_text(1))
    for new in (rows(FUNDING), rows(CAPACITY, FEEDS, FUNDING)):
        pairs = pair_rows(old, new)
        assert RowPair(2, len(new) - 1) in pairs.doubtful
        assert 2 not in {pair.old for pair in pairs.made}


def test_in_its_place_it_is_likely_the_row_and_in_a_whole_list_certain() -> None:
    new = rows(CAPACITY, FEEDS, FUNDING, synthetic_text(1))
    old = rows(CAPACITY, FEEDS, TRAINING, synthetic_text(1))
    part = pair_rows(old, new)
    assert (part.likely, part.doubtful) == ((RowPair(2, 2),), ())
    ends_there = [*new[:3], new[3]._replace(area="The next area")]
    assert pair_rows([*old[:3], ends_there[3]], ends_there).likely == ()
    other_reading = [*new[:3], new[3]._replace(source="another page")]
    assert pair_rows(old, other_reading).likely == ()
    slightly = rows(CAPACITY, FEEDS.replace("data feeds", "data flows"), synthetic_text(1))
    whole = pair_rows(rows(CAPACITY, FEEDS, synthetic_text(1)), slightly, whole=True)
    assert (whole.likely, len(whole.certain)) == ((), 3)
    moved = pair_rows(rows(CAPACITY, FEEDS, synthetic_text(1)), slightly[1:] + slightly[:1], True)
    assert moved.likely == (RowPair(1, 0),)


@pytest.mark.parametrize("whole", [True, False])
def test_a_row_that_says_two_others_is_neither_for_certain(whole: bool) -> None:
    merged = f"{CAPACITY}, and {FEEDS}"
    pairs = pair_rows(
        rows(CAPACITY, FEEDS, synthetic_text(1)), rows(merged, synthetic_text(1)), whole
    )
    assert pairs.made == (RowPair(2, 1),)
    assert pairs.doubtful


def test_another_organisation_or_a_not_more_makes_another_row() -> None:
    for said in (TRAINING.replace("ISC", "CSPS"), TRAINING.replace("will establish", "will not")):
        pairs = pair_rows(rows(TRAINING), rows(said))
        assert (pairs.made, pairs.doubtful) == ((), (RowPair(0, 0),))


def test_a_row_with_an_id_gives_way_only_to_one_that_is_certain() -> None:
    texts = CAPACITY, FEEDS.replace("data feeds", "data flows"), synthetic_text(1)
    old = [*rows(CAPACITY), Row("3.1.c", FEEDS, "Area", source="p"), *rows(synthetic_text(1))]
    assert pair_rows(old, rows(*texts)).doubtful == (RowPair(1, 1),)


def test_rows_of_another_page_are_other_rows() -> None:
    # 3.1.a resembles 3.1.b and 3.1.c, and 3.3.a what is on no page that was read.
    actions = [row["action"] for row in seed_actions()]
    assert certain(rows(*actions), rows(CAPACITY)) == []
    for at, action in enumerate(actions):
        assert certain(rows(*actions[:at], *actions[at + 1 :]), rows(action)) == []


def test_a_pair_that_a_rival_comes_near_is_doubtful() -> None:
    twin = FEEDS.replace("operational monitoring and reporting", "monitoring")
    other = FEEDS.replace("operational monitoring and reporting", "reporting")
    pairs = pair_rows(rows(FEEDS), rows(twin, "of its own kind and words", other))
    assert pairs.certain == ()
    assert pairs.doubtful == (RowPair(0, 0), RowPair(0, 2))


def test_other_numbers_make_another_row() -> None:
    old = rows("TBS will publish the yearly report on data skills for 2024")
    new = rows("TBS will publish the yearly report on data skills for 2025")
    assert pair_rows(old, new).certain == ()
    assert pair_rows(old, new).doubtful == (RowPair(0, 0),)


def test_a_list_of_one_pattern_is_not_guessed_about() -> None:
    def plan(department: str) -> str:
        return f"The Department of {department} will publish its plan for the literacy of its staff"

    old = [plan(name) for name in ("Health", "Justice", "Finance")]
    new = [plan(name) for name in ("Fisheries", "Health", "Justice")]
    pairs = pair_rows(rows(*old), rows(*new))
    assert pairs.certain == (RowPair(0, 1), RowPair(1, 2))
    assert pairs.doubtful == (RowPair(2, 0),)


def test_the_likeness_of_few_words_says_nothing() -> None:
    assert pair_rows(rows("Publish the plans"), rows("Publish the plan")).certain == ()


def test_a_row_between_the_same_neighbours_may_be_reworded_more() -> None:
    old_text = "StatCan will share guidance on data hubs, evolving towards more formal guidance"
    new_text = (
        "StatCan will share guidelines for the creation of hubs that will evolve to directions"
    )
    first, last = synthetic_text(1), synthetic_text(2)
    for whole in (True, False):
        pairs = pair_rows(rows(first, old_text, last), rows(first, new_text, last), whole)
        assert pairs.certain == (RowPair(0, 0), RowPair(2, 2))
        assert pairs.likely == (RowPair(1, 1),)
    elsewhere = pair_rows(rows(first, old_text, last), rows(new_text, last, first))
    assert RowPair(1, 0) not in elsewhere.made


def test_a_row_between_the_same_neighbours_that_says_something_else_is_another() -> None:
    first, last = synthetic_text(1), synthetic_text(2)
    old = rows(first, "Plant trees in every park of the capital", last)
    new = rows(first, "ISC hires auditors who review spending quarterly", last)
    assert certain(old, new) == [(0, 0), (2, 2)]


def test_long_lists_are_paired_without_comparing_every_pair() -> None:
    old = rows(*map(synthetic_text, range(1500)))
    moved = [row._replace(text=row.text + " And then some") for row in old]
    random.Random(7).shuffle(moved)
    pairs = pair_rows(old, moved)
    assert len(pairs.certain) == 1500
    assert all(moved[new].line == old[mine].line for mine, new in pairs.certain)


SOME_ROWS = st.lists(
    st.builds(
        Row,
        id=st.none() | st.sampled_from(["1.a", "1a", "2.b"]),
        text=st.sampled_from([FEEDS, FEEDS[:-9], CAPACITY, CAPACITY + " x", "a", "A.", ""]),
        area=st.sampled_from(["", "A", "B"]),
    ),
    max_size=6,
)


@given(SOME_ROWS, SOME_ROWS)
def test_pairs_are_one_to_one_and_doubts_concern_what_is_free(
    old: list[Row], new: list[Row]
) -> None:
    pairs = pair_rows(old, new)
    mine, theirs = {pair.old for pair in pairs.made}, {pair.new for pair in pairs.made}
    assert len(mine) == len(theirs) == len(pairs.made)
    assert all(pair.old not in mine and pair.new not in theirs for pair in pairs.doubtful)
    assert pair_rows(old, new) == pairs


@given(SOME_ROWS)
def test_a_list_is_itself(listed: list[Row]) -> None:
    distinct = list({row.key: row for row in listed}.values())
    pairs = pair_rows(distinct, distinct)
    assert pairs.certain == tuple(RowPair(at, at) for at in range(len(distinct)))
