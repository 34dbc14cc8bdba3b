"""Of any note, however it is written, a sync changes the values that it means to and no more."""

import difflib
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sync.planning import Vaulted, row
from vaultsync.obsidian.note import Note
from vaultsync.sync.check import unintended
from vaultsync.tracker.entries import Base

OURS = re.compile(r"[ \t]*(?:>[ \t>]*)?(?:tags:|status:|priority:|- |#|---|$)", re.IGNORECASE)
LINE_END = re.compile(r"\r\n?|\n")
B = row("3.1.b", "In Progress", "Year 3")

tag_styles = st.sampled_from(
    [
        "",
        "tags:\n",
        "tags: []\n",
        "tags: gcdata\n",
        "tags: 'gcdata'\n",
        'tags: [gcdata, "b"] # flow\n',
        "tags:\n- gcdata\n- status/not-started\n",
        "tags:\n    - '#gcdata' # why\n    - priority/year-1\n",
        "Tags:\n  - status/seedling\n",
        "tags: [status/not-started, Priority/Year-2, gcdata]\n",
    ]
)
value_styles = st.sampled_from(
    [
        "",
        "status:\n",
        "status: Not Started # since May\n",
        'status: "Not Started"\n',
        "Status: evergreen\n",
        "status: [Not Started]\n",
        "priority: 2\n",
        "priority: 'Year 2'\nstatus: not-started\n",
    ]
)
other_lines = st.lists(
    st.sampled_from(
        [
            "created: 2024-08-13\n",
            "# a comment\n",
            'up: "[[Missions (ds2026)]]"\n',
            "share: yes\n",
            "version: 012\n",
            "aliases: [a, 'b: c']\n",
            "text: |\n  two\n  lines\n",
        ]
    ),
    max_size=4,
    unique=True,
)
bodies = st.sampled_from(
    [
        "# Mission 3.1b\nWhat it says.\n",
        "[Mission 3.1](./Mission%203.1.md)⤴️ | more\n# [Mission 3.1b](x.md)\nWhat it says. ^id",
        "What it says.\n\n```\n#status/paused\n```\n",
        "# Mission 3.1b\n> What it says.\n> #status/not-started #mine\n\n## More\n#status/paused\n",
        "# Mission 3.1b\nWhat it says. %% #status/paused %%\n$$x$$\n",
        "",
    ]
)
blocks = st.tuples(tag_styles, value_styles, other_lines, st.permutations([0, 1, 2])).map(
    lambda parts: [["".join(parts[2]), parts[0], parts[1]][at] for at in parts[3]]
)


@settings(max_examples=100)
@given(
    block=st.none() | blocks,
    body=bodies,
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.booleans(),
    overwrite=st.booleans(),
)
def test_a_sync_changes_what_it_means_to_and_no_more(block, body, end, mark, overwrite):
    text = ("" if block is None else f"---\n{''.join(block)}---\n") + body
    text = text.replace("\n", end)
    old = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
    base = [
        Base("Mission 3.1b", "status", "not-started"),
        Base("Mission 3.1b", "priority", "year-2"),
    ]
    vault = Vaulted({"Mission 3.1b.md": old}, [B], base=base)
    plan = vault.plan(overwrite_local=overwrite)
    for change in plan.changes:
        new = change.new_bytes(old)
        assert unintended(change, old, new) == ""
        assert new.startswith(b"\xef\xbb\xbf") == mark
        decoded = new.decode("utf-8-sig")
        if end in text:
            assert set(LINE_END.findall(decoded)) == {end}
        before, after = text.splitlines(keepends=True), decoded.splitlines(keepends=True)
        for line in difflib.ndiff(before, after):
            if line[0] in "+-":
                assert OURS.match(line[2:]), line
        note, changed = Note("x.md", old), Note("x.md", new)
        assert note.text[note.body_start :].count("paused") == decoded[changed.body_start :].count(
            "paused"
        )
    synced, _ = vault.synced(overwrite_local=overwrite)
    again = synced.plan(overwrite_local=overwrite)
    assert again.changes == ()
    assert again.lock is None


lines = st.lists(
    st.sampled_from(
        [
            "What it says.",
            "- of it",
            "> of it",
            "and more",
            "with an id ^id",
            "",
            "",
            "#mine",
            "#status/not-started #mine",
            "#status/paused",
            "![[x]]",
            "T $$",
            "$$",
            "![a",
            "b](c)",
            "%% c",
            "```",
        ]
    ),
    max_size=7,
)


@settings(max_examples=200)
@given(st.tuples(lines, lines, lines), st.data())
def test_whatever_ends_a_line_each_action_gets_its_own_tags_once(said, data):
    headings = ["# Mission 3.1b", "# Mission 3.1c", "# More"]
    parts = [line for pair in zip(headings, said, strict=True) for line in (pair[0], *pair[1])]
    ends = data.draw(
        st.lists(st.sampled_from(["\n", "\r", "\r\n"]), min_size=len(parts), max_size=len(parts))
    )
    text = "".join(map("".join, zip(parts, ends, strict=True)))
    base = [Base(f"Mission 3.1{each}", "status", "not-started") for each in "bc"]
    vault = Vaulted({"All.md": text}, [B, row("3.1.c", "Completed", "Year 2")], base=base)
    synced, plan = vault.synced(overwrite_local=True)
    again = synced.plan(overwrite_local=True)
    assert again.changes == ()
    left = [each.action for each in plan.left]
    assert [each.action for each in again.left] == left
    for each in synced.agreements:
        if each.match.action not in left:
            assert [field.vault for field in each.fields] == [
                field.tracker for field in each.fields
            ]
