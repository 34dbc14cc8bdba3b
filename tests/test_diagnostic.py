from __future__ import annotations

from itertools import permutations

from vaultsync.diagnostic import Diagnostic, Fix, Place, Safety, Severity


def test_what_differs_only_in_what_to_do_is_in_one_order_too() -> None:
    """A row that stands three times in a page says of each of the others where it is."""
    found = [
        Diagnostic(Place("page.csv", 3, 1, 3, end), "C902", "x", Severity.INFO, "twice", help_, fix)
        for end, help_, fix in (
            (1, "published in line 4", None),
            (1, "published in line 5", None),
            (2, "published in line 5", None),
            (2, "published in line 5", Fix(Safety.SAFE, "write a", ())),
            (2, "published in line 5", Fix(Safety.SAFE, "write b", ())),
        )
    ]
    for each in permutations(found):
        assert sorted(each, key=lambda diagnostic: diagnostic.order) == found
