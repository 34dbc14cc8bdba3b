from __future__ import annotations

from vaultsync.match.difference import Difference, Renumbered, difference
from vaultsync.match.rows import RowPair
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
