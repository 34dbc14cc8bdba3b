from __future__ import annotations

import pytest

from tests.match.seeds import (
    LABELS,
    NOTE,
    SEED_NOTE,
    SEED_SNAPSHOT,
    claims_of,
    rows_of,
    snapshot_of,
)
from vaultsync.match.claims import find_claims
from vaultsync.match.places.claim import Claim
from vaultsync.match.places.labels import LabelPattern
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.vault import Vault

TEXT = "TBS will publish a road map for open data with provinces and territories every spring"
OTHER = "PCO will train every analyst of the public service in statistics and in plain language"
THIRD = "SSC will pilot cold storage for the archives of weather stations in the far north"


def short(claims: tuple[Claim, ...]) -> list[tuple[str, str, int, str]]:
    return [(claim.action, claim.path, claim.heading, claim.text) for claim in claims]


def test_the_seed_note_states_fourteen_actions_in_four_areas() -> None:
    found = claims_of({NOTE: SEED_NOTE}, SEED_SNAPSHOT)
    assert [claim.action for claim in found.claims] == [
        f"Mission 3.{area}" for area in ("1a", "1b", "1c", "1d", "2a", "2b", "2c", "2d", "2e", "3a")
    ] + ["Mission 3.3b", "Mission 3.3c", "Mission 3.4a", "Mission 3.4b"]
    first = found.claims[0]
    assert (first.is_note, first.id, first.area_label) == (
        False,
        ("3", "1", "a"),
        LABELS.read("Mission 3.1"),
    )
    assert first.area.startswith("Drive service design")
    assert SEED_NOTE[first.start : first.end] == "[Mission 3.1a](Mission%203.1a.md)"
    assert first.paragraph is not None
    assert SEED_NOTE[first.paragraph.start : first.paragraph.end] == first.text
    groups = [(group.label.text, group.is_note) for group in found.groups if group.label]
    assert groups == [("Mission 3", True)] + [(f"Mission 3.{n}", False) for n in (1, 2, 3, 4)]
    assert found.groups[0].text.startswith("Data flows securely")


def test_a_note_claims_by_its_name_its_title_or_an_id() -> None:
    found = claims_of(
        {
            "a/Mission 1.1a.md": f"[[Up]] | [[Down]]\n# [Mission 1.1a](x.md)\n{TEXT}\n",
            "Open data.md": f"---\ntitle: Mission 1.1b\n---\n{OTHER}\n",
            "Storage.md": f"---\naction_id: 1.1.c\n---\n# Storage\n{THIRD}\n",
            "Numbered.md": "---\naction_id: 7\n---\n",
        }
    )
    assert short(found.claims) == [
        ("Numbered", "Numbered.md", -1, ""),
        ("Mission 1.1b", "Open data.md", -1, OTHER),
        ("Storage", "Storage.md", -1, THIRD),
        ("Mission 1.1a", "a/Mission 1.1a.md", -1, TEXT),
    ]
    assert [claim.id for claim in found.claims] == [
        ("7",), ("1", "1", "b"), ("1", "1", "c"), ("1", "1", "a"),
    ]  # fmt: skip
    assert all(claim.is_note for claim in found.claims)


def test_a_part_of_a_name_is_a_mention() -> None:
    files = {
        "Mission 1.1a notes.md": TEXT,
        "On Mission 1.1a.md": TEXT,
        "Day.md": f"# Mission 1.1a\n{TEXT}\n# Other\nx",
        "Diary.md": f"---\ntitle: About Mission 1.1a\n---\n{TEXT}",
    }
    assert claims_of(files).claims == ()


def test_sections_claim_in_a_composite_note() -> None:
    two = claims_of(
        {"N.md": f"# Mission 1.1a\n{TEXT}\n# [[Mission 1.1b|MISSION  1.1.b]]\n> {OTHER}"}
    )
    assert short(two.claims) == [
        ("Mission 1.1a", "N.md", 0, TEXT),
        ("MISSION 1.1.b", "N.md", 1, OTHER),
    ]
    area = claims_of({"Mission 1.1.md": f"# Mission 1.1\nOpen data\n# Mission 1.1a\n{TEXT}"})
    assert short(area.claims) == [("Mission 1.1a", "Mission 1.1.md", 1, TEXT)]
    mission = claims_of({"Mission 1 Data by design.md": f"# Mission 1.1a\n{TEXT}"})
    assert short(mission.claims) == [("Mission 1.1a", "Mission 1 Data by design.md", 0, TEXT)]


@pytest.mark.parametrize("link", ["![[Home]]", "![](Home.md)", "See [[Home]]: %% %%"[4:]])
def test_a_section_that_only_embeds_a_note_states_nothing(link: str) -> None:
    text = f"# Mission 1.1a\n{link}\n# Mission 1.1b\n{OTHER}"
    found = claims_of({"N.md": text, "Home.md": ""})
    assert short(found.claims) == [("Mission 1.1b", "N.md", 1, OTHER)]


@pytest.mark.parametrize(
    "body", ["", "```\ncode\n```", "| a |\n| - |\n| b |", "![[Mission 1.1a]]", "![](a.png)"]
)
def test_a_section_without_a_paragraph_claims_and_says_nothing(body: str) -> None:
    found = claims_of({"N.md": f"# Mission 1.1a\n{body}\n# Mission 1.1b\n{OTHER}"})
    assert short(found.claims) == [
        ("Mission 1.1a", "N.md", 0, ""),
        ("Mission 1.1b", "N.md", 1, OTHER),
    ]
    assert [claim.is_silent for claim in found.claims] == [True, False]


def test_a_note_that_cannot_be_read_claims_by_its_name() -> None:
    files = {
        "a/Mission 1.1a.md": b"\xff",
        "Mission 1.1.md": b"\xff",
        "Mission 1.1b (conflicted copy 2026-11-21).md": b"\xff",
        "Plan.md": b"\xff",
    }
    vault = Vault(MemoryFiles(files))
    (claim,) = find_claims(vault, LABELS, None, "action_id").claims
    assert (claim.action, claim.path, claim.is_note, claim.unread, claim.text) == (
        "Mission 1.1a",
        "a/Mission 1.1a.md",
        True,
        True,
        "",
    )


def test_a_notes_own_heading_is_the_same_claim() -> None:
    found = claims_of({"Mission 1.1a.md": f"# Mission 1.1a\n{TEXT}\n# Mission 1.1b\n{OTHER}"})
    assert short(found.claims) == [("Mission 1.1a", "Mission 1.1a.md", -1, TEXT)]


def test_templates_and_conflict_copies_never_claim() -> None:
    files = {
        ".obsidian/templates.json": b'{"folder": "Templates"}',
        "Templates/Mission 1.1a.md": TEXT.encode(),
        "Mission 1.1b.md": OTHER.encode(),
        "Mission 1.1b (Conflicted copy laptop 202611211200).md": OTHER.encode(),
        "Mission 1.1b.sync-conflict-20261121-120000-ABCDEFG.md": OTHER.encode(),
    }
    found = find_claims(Vault(MemoryFiles(files)), LABELS, None, "action_id")
    assert [claim.path for claim in found.claims] == ["Mission 1.1b.md"]


def test_an_area_is_the_place_of_the_labels_prefix() -> None:
    found = claims_of(
        {
            "Mission 1.1.md": "# Mission 1.1\nOpen data\n",
            "Mission 1.2 Training for all who need it.md": "Some words on it.\n",
            "Mission 1.1a.md": TEXT,
            "Mission 1.2a.md": OTHER,
            "Mission 1.3a.md": THIRD,
        }
    )
    assert [(claim.area, claim.area_label and claim.area_label.text) for claim in found.claims] == [
        ("Open data", "Mission 1.1"),
        ("Training for all who need it", "Mission 1.2"),
        ("", None),
    ]


@pytest.mark.parametrize(
    ("before", "between", "area"),
    [
        ("", "", ""),
        ("# Mission 1.1\n", "", ""),
        ("Open data\n", "", "Open data"),
        ("# Mission 1.1\nOpen data\n", "", "Open data"),
        ("", "## Why\nBecause it is.\n", ""),
        ("", "# Why\nOpen data\n", "Open data"),
    ],
)
def test_an_area_does_not_say_what_its_actions_say(before: str, between: str, area: str) -> None:
    text = f"{before}# Mission 1.1a\n{TEXT}\n{between}# Mission 1.1b\n{OTHER}\n"
    found = claims_of({"Mission 1.1.md": text})
    assert [group.text for group in found.groups] == [area]
    assert [(claim.text, claim.area) for claim in found.claims] == [(TEXT, area), (OTHER, area)]


def test_an_area_says_what_stands_under_its_own_heading_below_that_of_its_mission() -> None:
    text = f"# Mission 1\nServe.\n## Mission 1.1\nOpen data\n### Mission 1.1a\n{TEXT}\n"
    found = claims_of({"Mission 1.1.md": text})
    assert [(group.label.text, group.text) for group in found.groups] == [
        ("Mission 1.1", "Open data"),
        ("Mission 1", "Serve."),
    ]


def test_the_heading_of_a_missions_note_is_no_area() -> None:
    text = f"# Mission 2: Data\n## Mission 2.2a\n{TEXT}\n## Hosting\n### Mission 2.1a\n{OTHER}"
    found = claims_of({"Mission 2.md": text})
    assert [(claim.action, claim.area) for claim in found.claims] == [
        ("Mission 2.2a", ""),
        ("Mission 2.1a", "Hosting"),
    ]


def test_without_labels_of_areas_the_heading_above_counts() -> None:
    text = f"# Plan\n## Open data\n### PROJ-1\n{TEXT}\n### PROJ-2\n{OTHER}\n"
    text += f"## Storage\n### PROJ-3\n{THIRD}"
    found = claims_of({"Plan.md": text}, labels=LabelPattern(r"(?P<action>PROJ-\d+)"))
    assert [(claim.action, claim.area) for claim in found.claims] == [
        ("PROJ-1", "Open data"),
        ("PROJ-2", "Open data"),
        ("PROJ-3", "Storage"),
    ]


def test_a_place_without_a_label_claims_what_nothing_else_states() -> None:
    files = {
        "Open data.md": f"# Open data\n{TEXT}.\n",
        "Ideas.md": f"# Ideas\nMany.\n## Statistics\n{OTHER.replace('every', 'each')}\n",
        "Mission 1.1c.md": THIRD,
        "Archive.md": f"# Archive\n{THIRD}\n",
        "Day.md": f"Met with SSC today.\n\n{TEXT}\n",
    }
    found = claims_of(files, snapshot_of(*rows_of(TEXT, OTHER, THIRD)))
    assert short(found.claims) == [
        ("Ideas#Statistics", "Ideas.md", 1, OTHER.replace("every", "each")),
        ("Mission 1.1c", "Mission 1.1c.md", -1, THIRD),
        ("Open data", "Open data.md", -1, f"{TEXT}."),
    ]
    assert claims_of(files).claims == claims_of({"Mission 1.1c.md": THIRD}).claims


def test_places_with_one_text_are_one_action() -> None:
    files = {"a/Data.md": TEXT, "b/Data.md": TEXT, "Plan.md": f"# Plan\nx\n# Open\n{TEXT}"}
    found = claims_of(files, snapshot_of(*rows_of(TEXT, OTHER)))
    assert {claim.action for claim in found.claims} == {"a/Data"}
    assert len(found.claims) == 3


def test_a_text_that_fits_two_rows_claims_neither() -> None:
    rows = rows_of(TEXT.replace("spring", "autumn"), TEXT.replace("spring", "winter"))
    assert claims_of({"Open data.md": TEXT}, snapshot_of(*rows)).claims == ()


def test_a_lone_labelled_section_claims_if_its_text_does() -> None:
    note = {"Day.md": f"Notes of the day.\n# Mission 1.1a\n{TEXT}\n# Other\nx"}
    rows = rows_of(TEXT, ids=("1.1.a",))
    assert [claim.action for claim in claims_of(note, snapshot_of(*rows)).claims] == [
        "Mission 1.1a"
    ]
    others = rows_of(TEXT, ids=("1.1.b",))
    assert claims_of(note, snapshot_of(*others)).claims == ()
