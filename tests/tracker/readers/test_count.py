import pytest

from vaultsync.tracker.readers.count import counted


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Found 43 actions", 43),
        ("26 actions", 26),
        ("Found seven actions", 7),
        ("Found one action", 1),
        ("  Found nine actions\t", 9),
        ("43 actions trouvées", 43),
        ("43\u00a0actions trouvées", 43),
        ("sept actions trouvées", 7),
        ("une action trouvée", 1),
        ("Found 1,043 actions", 1043),
        ("1\u202f043 actions trouvées", 1043),
        ("Found no actions", 0),
    ],
)
def test_counts_are_read_in_digits_and_in_words(line: str, count: int) -> None:
    assert counted(line) == count


@pytest.mark.parametrize(
    "line",
    [
        "",
        "actions",
        "Found actions",
        "Found many actions",
        "Found 43 actions that match",
        "the two actions",
        "Action: Found 43 actions",
        "4 3 actions",
    ],
)
def test_other_lines_count_nothing(line: str) -> None:
    assert counted(line) is None
