"""The tables of what was measured."""

from benchmarks.measure import Series, Took
from benchmarks.results import Results
from benchmarks.targets import PUBLISHED, targets
from benchmarks.tools import LYCHEE, OURS, RUMDL, RUMDL_LINKS, Work

TOOLS = {OURS: 2.0, RUMDL: 4.0, RUMDL_LINKS: 1.0, LYCHEE: 0.5}


def series() -> list[Series]:
    """Return what four tools took, all of them with their work done."""
    return [
        Series(name, (Took(wall, wall, 0.0, 1, 1),), Work(1, 1, 0, True))
        for name, wall in TOOLS.items()
    ]


def test_published_vaults_are_told_beside_each_peer_without_targets() -> None:
    results = Results()
    results.add(f"{PUBLISHED}cold", 3000, series())
    assert [(each.what, each.measured) for each in targets(results)] == [
        ("published vault, cold, 3,000 notes: of rumdl", 0.5),
        ("published vault, cold, 3,000 notes: of rumdl, its two link rules", 2.0),
        ("published vault, cold, 3,000 notes: of lychee with wikilinks", 4.0),
    ]
    row = next(line for line in results.lines() if "of rumdl |" in " ".join(line.split()))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == ["0.50 ×", "0.50 ×", "–", "–", "–"]


def test_published_vaults_neither_meet_nor_miss_what_the_others_must() -> None:
    alone, both = Results(), Results()
    for results in (alone, both):
        results.add("cold", 6600, series())
    both.add(f"{PUBLISHED}cold", 10_000, series())
    judged = [each for each in targets(both) if not each.what.startswith(PUBLISHED)]
    assert judged == list(targets(alone))


def test_tables_of_published_vaults_come_after_the_others() -> None:
    results = Results()
    results.add(f"{PUBLISHED}cold", 170, series())
    results.add("cold", 10_000, series())
    assert [line for line in results.lines() if line.startswith("###")] == [
        "### Cold, 10,000 notes",
        "### Published vault, cold, 170 notes",
    ]
