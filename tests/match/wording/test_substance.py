from __future__ import annotations

import pytest

from vaultsync.match.wording.substance import unshared
from vaultsync.match.wording.words import stems


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("training opportunities", "opportunities for funding", (["train"], ["fund"])),
        # Another form, order or small word says nothing else.
        ("digital credentials", "a credential that is digital", ([], [])),
        ("each programme", "every program", ([], [])),
        ("by which it will organise", "so that they organize", ([], [])),
        # What is only added, and what is said once more.
        ("data standards", "health data standards", ([], ["health"])),
        ("data and training data", "data and training records", (["data"], ["record"])),
        # Short words and long differences are no other spelling.
        ("the code of road", "the code of roam", (["road"], ["roam"])),
        ("provinces", "providers", (["provinc"], ["provid"])),
        ("community", "communicate", (["commun"], ["communic"])),
        ("phase 10001", "phase 10002", (["10001"], ["10002"])),
    ],
)
def test_words_of_substance(one: str, other: str, expected: tuple[list[str], list[str]]) -> None:
    found = unshared(stems(one), stems(other))
    assert tuple(map(list, found)) == expected
    assert found.exchanged == all(expected)
    assert unshared(stems(other), stems(one)) == found[::-1]
