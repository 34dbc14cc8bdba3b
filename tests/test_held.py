"""What is held at a claim: ours, the user's own, and where it counts."""

import pytest

from vaultsync.config import Names
from vaultsync.held import carries_managed_tags, held_at, stretch, tags_in_prose
from vaultsync.match.claims import find_claims
from vaultsync.match.places.labels import LabelPattern
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.vault import Vault
from vaultsync.tracker.vocabulary import Vocabulary

NAMES, VOCABULARY = Names(), Vocabulary()


def held(text, base=None, names=NAMES, path="Mission 3.1b.md"):
    """Return what is held at the claim of Mission 3.1b, and the note and claim."""
    vault = Vault(MemoryFiles({path: text.encode()}))
    claim = next(
        claim
        for claim in find_claims(vault, LabelPattern(), None, "action_id").claims
        if claim.action == "Mission 3.1b"
    )
    note = vault.note(path)
    return held_at(note, claim, names, VOCABULARY, base), note, claim


def of_note(frontmatter, body="# Mission 3.1b\nWhat it says.\n", **options):
    found, note, _ = held(f"---\n{frontmatter}---\n{body}", **options)
    for each in found:
        written = note.text[each.start : each.end]
        assert each.raw.strip() in written.replace("''", "'"), "the span names what is held"
    return [(each.field, each.place, each.token, each.raw) for each in found]


def of_section(body, **options):
    text = f"# Mission 3.1b\n{body}\n# Mission 3.1c\nThe next.\n#status/paused\n"
    found, _, _ = held(text, path="All.md", **options)
    return [(each.field, each.token, each.raw) for each in found]


@pytest.mark.parametrize(
    ("frontmatter", "expected"),
    [
        ("status: In Progress\n", [("status", "property", "in-progress", "In Progress")]),
        ("Status: 'In Progress'\n", [("status", "property", "in-progress", "In Progress")]),
        ("status: en cours\n", [("status", "property", "in-progress", "en cours")]),
        ("priority: 2\n", [("priority", "property", "year-2", "2")]),
        ("priority: Year 3\n", [("priority", "property", "year-3", "Year 3")]),
        ("status: evergreen\n", [("status", "property", None, "evergreen")]),
        ("status: true\n", [("status", "property", None, "true")]),
        ("status:\n", []),
        ("status: ''\n", []),
        ("status: []\n", []),
        (
            "status: [evergreen, Completed]\n",
            [
                ("status", "property", None, "evergreen"),
                ("status", "property", "completed", "Completed"),
            ],
        ),
        ("tags: [status/in-progress]\n", [("status", "tag", "in-progress", "status/in-progress")]),
        ("tags: Status/Completed\n", [("status", "tag", "completed", "Status/Completed")]),
        ("tags: ['#priority/year-2']\n", [("priority", "tag", "year-2", "priority/year-2")]),
        (
            "tags: [status/seedling, priority/high, status]\n",
            [
                ("status", "tag", None, "status/seedling"),
                ("priority", "tag", None, "priority/high"),
            ],
        ),
        ("tags: [status/in-progress/late]\n", [("status", "tag", None, "status/in-progress/late")]),
        ("tags: status/in-progress, x\n", []),
        ("other: In Progress\n", []),
        ("status: [\n", []),
    ],
)
def test_a_note_holds_properties_and_tags(frontmatter, expected):
    assert of_note(frontmatter) == expected


def test_a_line_of_tags_in_a_note_counts_too():
    body = "# Mission 3.1b\nWhat it says.\n#status/completed\n# More\n#status/paused\n"
    assert of_note("title: x\n", body) == [("status", "tag", "completed", "status/completed")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Says.\n#status/completed", [("status", "completed", "status/completed")]),
        ("Says.\n\n  #status/completed #x", [("status", "completed", "status/completed")]),
        ("> Says.\n> #status/completed", [("status", "completed", "status/completed")]),
        ("#status/completed\nSays.", [("status", "completed", "status/completed")]),
        ("Says. ^id\n\n#status/completed", [("status", "completed", "status/completed")]),
        ("Says.\r\n#priority/year-1\r\n", [("priority", "year-1", "priority/year-1")]),
        ("Says #status/completed of it.", []),
        ("Says.\n#status/completed now", []),
        ("Says.\n`#status/completed`", []),
        ("Says.\n%%\n#status/completed\n%%", []),
        ("Says.", []),
    ],
)
def test_a_section_holds_its_lines_of_tags(body, expected):
    assert of_section(body) == expected


def test_what_we_wrote_last_stays_ours_when_the_vocabulary_forgets_it():
    base = {"status": "on-hold"}
    assert of_note("status: On Hold\n", base=base) == [("status", "property", "on-hold", "On Hold")]
    assert of_section("Says.\n#status/on-hold", base=base) == [
        ("status", "on-hold", "status/on-hold")
    ]
    assert of_note("status: On Hold\n") == [("status", "property", None, "On Hold")]


def test_names_are_the_users_choice():
    names = Names("state", "rank", "tracker/state/", "tracker/rank/", "key")
    frontmatter = "state: Completed\nstatus: Completed\ntags: [tracker/rank/year-2, status/x]\n"
    assert of_note(frontmatter, names=names) == [
        ("status", "property", "completed", "Completed"),
        ("priority", "tag", "year-2", "tracker/rank/year-2"),
    ]


def test_tags_in_prose_are_told_apart():
    text = "# Mission 3.1b\nIs #status/completed, not #status/seedling.\n#status/paused\n"
    text += "# Mission 3.1c\nNext #status/behind.\n"
    _, note, claim = held(text, path="All.md")
    found = tags_in_prose(note, claim, NAMES, VOCABULARY)
    assert [tag.name for tag in found] == ["status/completed"]


def test_a_claim_with_only_foreign_tags_carries_none_of_ours():
    def carries(tags):
        text = f"# Mission 3.1b\nSays.\n{tags}\n# Mission 3.1c\nNext.\n"
        vault = Vault(MemoryFiles({"All.md": text.encode()}))
        claim = find_claims(vault, LabelPattern(), None, "action_id").claims[0]
        return carries_managed_tags(vault, claim, NAMES, VOCABULARY)

    assert carries("#status/completed")
    assert not carries("#status/seedling")
    assert not carries("")


def test_a_section_ends_at_the_next_heading_of_any_level():
    text = "# Mission 3.1b\nSays.\n## Deeper\n#status/paused\n# Mission 3.1c\nNext.\n"
    found, note, claim = held(text, path="All.md")
    assert found == ()
    start, end = stretch(note, claim)
    assert note.text[start:end] == "\nSays.\n"


def test_ten_thousand_sections_take_no_longer_each():
    sections = "".join(f"# Mission {n}.1a\nSays.\n%% x %%\n#status/paused\n" for n in range(3000))
    vault = Vault(MemoryFiles({"All.md": sections.encode()}))
    note = vault.note("All.md")
    claims = find_claims(vault, LabelPattern(), None, "action_id").claims
    assert len(claims) == 3000
    assert all(len(held_at(note, claim, NAMES, VOCABULARY)) == 1 for claim in claims)
