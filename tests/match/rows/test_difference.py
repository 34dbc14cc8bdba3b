from __future__ import annotations

from vaultsync.match.rows.difference import Difference, Renumbered, difference
from vaultsync.match.rows.rows import RowPair
from vaultsync.tracker.model import Row, Value


def row(key: str | None, text: str, status: str = "") -> Row:
    return Row(key, text, "Area", Value(status, status.lower() or None))


def test_the_same_words_under_another_id_are_one_row() -> None:
    old, new = row("1.a", "Publish the list"), row("2.b", "publish the list.")
    changes = difference([old], [new], [], [])
    assert (changes.added, changes.removed) == ((), ())
    assert changes.renumbered == (Renumbered(old, new),)
    assert changes.reworded[0].new is new


def test_a_renumbered_row_can_have_moved() -> None:
    old, new = row("1.a", "Publish the list", "Behind"), row("2.b", "Publish the list", "Completed")
    assert difference([old], [new], [], []).moved[0].field == "status"


def test_words_that_stand_twice_say_nothing() -> None:
    old = [row("1.a", "Publish the list"), row("1.b", "Publish the list")]
    new = [row("2.a", "Publish the list")]
    changes = difference(old, new, [], [])
    assert changes == Difference(added=tuple(new), removed=tuple(old))


def test_a_row_that_stays_was_not_renumbered() -> None:
    old, new = row("1.a", "Publish the list"), row("2.b", "Publish the list")
    changes = difference([old], [new], [], [old])
    assert changes == Difference(added=(new,))


def test_a_row_that_now_has_an_id() -> None:
    old, new = row(None, "Publish the list"), row("2.b", "Publish the list")
    changes = difference([old], [new], [RowPair(0, 0)], [])
    assert changes == Difference(renumbered=(Renumbered(old, new),))
    # A page that shows no id takes none away.
    assert difference([new], [old], [RowPair(0, 0)], []).empty


TEXTS = ("Publish the list", "Count the fish", "Train the staff")


def listed(*texts: str) -> list[Row]:
    return [row(f"1.{letter}", text) for letter, text in zip("abcd", texts, strict=False)]


def same_ids(old: list[Row], new: list[Row]) -> list[RowPair]:
    return [RowPair(at, at) for at in range(min(len(old), len(new)))]


def test_ids_that_change_places_are_renumbered_and_nothing_is_reworded() -> None:
    old, new = listed(*TEXTS), listed(TEXTS[2], TEXTS[0], TEXTS[1])
    changes = difference(old, new, same_ids(old, new), [])
    assert changes == Difference(
        renumbered=(
            Renumbered(old[2], new[0]), Renumbered(old[0], new[1]), Renumbered(old[1], new[2])
        )
    )  # fmt: skip


def test_a_row_before_all_others_renumbers_them() -> None:
    old, new = listed(*TEXTS), listed("Open the archive", *TEXTS)
    changes = difference(old, new, same_ids(old, new), [])
    assert changes.added == (new[0],)
    assert [(was.id, now.id) for was, now in changes.renumbered] == [
        ("1.a", "1.b"), ("1.b", "1.c"), ("1.c", "1.d")
    ]  # fmt: skip
    assert changes == Difference(added=changes.added, renumbered=changes.renumbered)


def test_rows_that_moved_up_for_one_that_has_gone_are_renumbered() -> None:
    """As many rows are called gone as by their ids, but the one that has."""
    texts = (*TEXTS, "Open the archive")
    old, new = listed(*texts), listed(texts[0], *texts[2:])
    changes = difference(old, new, same_ids(old, new), [])
    assert changes.removed == (old[1],)
    assert [(was.id, now.id) for was, now in changes.renumbered] == [("1.c", "1.b"), ("1.d", "1.c")]
    assert changes == Difference(removed=changes.removed, renumbered=changes.renumbered)


def test_rows_of_a_part_of_the_list_that_moved_up_are_called_no_others() -> None:
    """The last of them stays in the lock, so nobody can say that another one has gone."""
    old, new = listed(*TEXTS), listed(*TEXTS[1:])
    changes = difference(old, new, same_ids(old, new), [old[2]])
    assert (changes.removed, changes.renumbered) == ((), ())


def test_a_row_that_is_found_nowhere_else_is_reworded_and_not_gone() -> None:
    """1.a says what 1.b said; what 1.a said is nowhere: no row is called removed for it."""
    old, new = listed(*TEXTS), listed(TEXTS[1], "Count the birds", TEXTS[2])
    changes = difference(old, new, same_ids(old, new), [])
    assert [change.new.id for change in changes.reworded] == ["1.a", "1.b"]
    assert changes == Difference(reworded=changes.reworded)
