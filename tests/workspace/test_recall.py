"""A run that begins with what the last one found answers like one that finds all anew."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

import pytest

from tests.asking import Asker, settle
from vaultsync.obsidian.files import DiskFiles
from vaultsync.tracker import lockfile
from vaultsync.workspace import aside, recall, taking_over, workspace
from vaultsync.workspace.holding import Holds

PIECES = (
    *("Words alone\n", "More words\n", "# H\n", "## Other\n", "para ^id\n", "[[n1#H]]", "[[n2]]"),
    *("[[n3#^id]]", "[[gone]]", "[[N4]]", "[[n5#h|shown]]", "[x](n6.md#other)", "[[zed]]"),
    *("%% vaultsync: ignore[L] why %%\n", "[[n1#Gone]]", "text^id\n", "[[n7#]]", "[[new 1]]"),
)
TELLING = (
    *("![[n1]]", "---\nstatus: Completed\n---\n", "[x](n6.md#oth-er)", "Keep the lamps lit\n"),
    *("# Mission 1.1b\n", "---\naliases: [zed]\n---\n", "[[twice]]", "![[board.canvas]]"),
    "%% vaultsync: ignore-note[T204] why %%\n",
)
# Some come often, so that they go on from what was printed before in the same way.
WAYS = (
    *([], [], [], ["--format", "json"], ["n1.md", "A.md"], ["n1.md", "A.md"]),
    *(["--format", "concise"], ["--select", "L4"], ["--ignore", "L401"], ["--color", "always"]),
    *(["--format", "concise", "n1.md"], ["--select", "V", "A.md", "n1.md"]),
)
PAGE = "Action,Area,Status,Priority\nKeep the lamps lit,One,{},Year 1\nSweep it,One,Completed,-\n"


pytestmark = pytest.mark.usefixtures("processes")


def some(rng: Random, telling: float = 0.1) -> str:
    pieces = rng.choices(PIECES, k=rng.randint(0, 6))
    if rng.random() < telling:
        pieces.insert(0, rng.choice(TELLING))
    return "\n".join(pieces)


def disturb(rng: Random, root: Path) -> None:
    what = rng.randrange(14)
    path = root / f"n{rng.randrange(8)}.md"
    if what == 0:
        (root / f"new {rng.randrange(3)}.md").write_text(some(rng))
    elif what == 1:
        (root / f"new {rng.randrange(3)}.md").unlink(missing_ok=True)
    elif what == 2 and path.exists():
        path.replace(root / f"n{rng.randrange(8)}.md")
    elif what == 3:
        canvas = '{"nodes":[{"id":"1","type":"file","file":"n1.md","subpath":"#H"}]}'
        (root / "board.canvas").write_text(rng.choice([canvas, "{", "{}"]))
    elif what == 4:
        path.write_bytes(b"\xff")
    elif what == 5 and path.exists():  # the old time put back
        before = path.stat()
        path.write_text(path.read_text("utf-8", "replace").swapcase())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    else:
        path.write_text(some(rng, 0.05))


def test_a_small_vault_is_read_once_and_then_left_for_the_next_run(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "WORTH_GOING_OVER", 400)
    for number in range(8):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{(number + 1) % 8}#H]] [[gone]]\n")
    settle()
    read, paths = DiskFiles.read, list[str]()
    monkeypatch.setattr(
        DiskFiles, "read", lambda self, path: paths.append(path) or read(self, path)
    )
    assert not ask("check").repeated
    notes = [path for path in paths if path.endswith(".md")]
    assert sorted(notes) == [f"n{number}.md" for number in range(8)]
    assert (vault / ".vaultsync" / "cache" / "index.found").exists()


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(1, 30), *(pytest.param(seed, 250, marks=pytest.mark.slow) for seed in range(2, 7))],
)
def test_the_answer_is_that_of_a_run_that_finds_all_anew(
    seed: int,
    steps: int,
    ask: Asker,
    vault: Path,
    whole: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(aside, "_WORTH_WRITING", seed % 2 * 9)
    rng = Random(seed)
    for number in range(8):
        (vault / f"n{number}.md").write_text(some(rng))
    (vault / "deep").mkdir()
    for path in ("twice.md", "deep/twice.md"):
        (vault / path).write_text("")
    (vault / "Mission 1.1a.md").write_text("# Mission 1.1a\n\nSweep it\n\n#status/on-hold\n")
    (vault / "A.md").write_text("![[Mission 1.1a]] and [[n1#H]] and ![[n2]]")
    begun = 0
    for step in range(steps):
        if step % 20 == 10:
            (vault.parent / "page.csv").write_text(PAGE.format(rng.choice(["Completed", "-"])))
            ask("pull", "../page.csv")
        for _ in range(rng.choice([0, 1, 1, 1, 2])):
            disturb(rng, vault)
        if rng.random() < 0.8:
            settle()
        words = ["check", *rng.choice(WAYS)]
        whole.clear()
        kept = ask(*words)
        begun += not kept.repeated and not whole
        assert kept[1:] == ask(*words, "--no-cache")[1:], f"after step {step}"
    assert begun > steps // 8


ACTIONS = (
    *("# Mission 1.1a\n\nSweep it\n", "# Mission 1.1\n\n![[Mission 1.1a]]\n![[Mission 1.1b]]\n"),
    *("# Mission 1.1\n\nOne\n\n# Mission 1.1a\n\nSweep it\n\n# Mission 1.1b\n\nMend it\n"),
    *("Keep the lamps lit\n", "# Keep\n\nKeep the lamps lit in every hall\n", "Sweep it\n"),
    *("---\nstatus: On hold\n---\nSweep it\n\n#status/on-hold\n", "#status/completed\n"),
    *("# H\n\n![[Mission 1.1a#H]]\n\n## Deeper\n\n![[n1#H]]\n", "![[n2]]\n\n# H\n\n![[n1]]\n"),
    *("![[n3]]", "![[n1#Deeper]]", "![[n2#^id]]", "![[n3#H]] ![[n4]]\npara ^id\n", "![[n4]]"),
    *("[[Mission 1.1]]", "[[Mission 1.1b#H]]", "[[n1#h-]]", "[x](n2.md#dee-per)", "Words\n"),
    *("---\naliases: [lamps]\n---\n", "[[lamps]]", "%% vaultsync: ignore[T] why %%\n"),
)
LONG = "".join(f"A line that both of them say, the {number}th of many.\n" for number in range(9))


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(1, 25), *(pytest.param(seed, 150, marks=pytest.mark.slow) for seed in (2, 3))],
)
def test_edits_of_actions_embeds_and_copies_are_judged_as_by_a_run_that_finds_all_anew(
    seed: int, steps: int, ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(seed)
    names = [f"n{number}.md" for number in range(1, 5)]
    names += [
        "Mission 1.1.md",
        "Mission 1.1a.md",
        "Mission 1.1b.md",
        "n1 2.md",
        "Mission 1.1b 2.md",
    ]

    def text() -> str:
        pieces = rng.choices(ACTIONS, k=rng.choice([0, 1, 1, 2, 3]))
        return "\n".join([*pieces, *([LONG] if rng.random() < 0.4 else [])])

    for name in names:
        (vault / name).write_text(text())
    (vault.parent / "page.csv").write_text(PAGE.format("Completed"))
    ask("pull", "../page.csv")
    held: list[tuple[Holds, object]] = []
    stands = taking_over.stands
    monkeypatch.setattr(taking_over, "stands", lambda *told: held.append(stands(*told)) or held[-1])
    for step in range(steps):
        for name in rng.choices(names, k=rng.choice([1, 1, 1, 2])):
            old = (vault / name).read_text()
            (vault / name).write_text(rng.choice([text(), old + "More\n", "One\n\n" + old]))
        settle()
        words = ["check", *rng.choice(WAYS)]
        assert ask(*words)[1:] == ask(*words, "--no-cache")[1:], f"after step {step}"
    assert {(True, True), (True, False)} <= {tuple(holds) for holds, _ in held}
    assert len(held) > steps // 2


def test_an_embed_that_moves_into_what_is_shown_of_its_note_may_close_a_circle(
    ask: Asker, vault: Path
) -> None:
    for number in range(9):
        (vault / f"n{number}.md").write_text("Words\n")
    (vault / "P.md").write_text("# A\n\n![[Q]]\n\n# B\n\nWords\n")
    (vault / "Q.md").write_text("![[P#B]]\n")
    settle()
    assert b"E304" not in ask("check").out
    (vault / "P.md").write_text("# A\n\n# B\n\n![[Q]]\n\nWords\n")
    settle()
    assert b"E304" in ask("check").out


@pytest.mark.parametrize("style", ["full", "concise", "json"])
def test_a_run_reads_only_what_changed(
    style: str, ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultsync.obsidian.files import DiskFiles

    for number in range(20):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{number + 1}#H]]\n")
    settle()
    ask("check")
    (vault / "n7.md").write_text("# Other\n\n[[n9#H]]\n")
    settle()
    read: list[str] = []
    whole = DiskFiles.read
    monkeypatch.setattr(
        DiskFiles, "read", lambda self, path: read.append(path) or whole(self, path)
    )
    answer = ask("check", "--format", style)
    assert b"n6.md" in answer.out  # its link lost the heading that it names
    assert b"n19.md" in answer.out  # and its line is shown again
    # The changed one, what links into it, and what both of them link to.
    assert {path for path in read if path.endswith(".md")} == {"n7.md", "n6.md", "n9.md"}


def test_an_edited_action_is_held_against_its_row_and_no_other_note_is_read(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{number + 1}#H]] ![[n3]]\n")
    (vault / "Mission 1.1.md").write_text("# Mission 1.1\n\n![[Mission 1.1a]]\n")
    (vault / "Mission 1.1a.md").write_text("# Mission 1.1a\n\nSweep it\n\n#status/on-hold\n")
    (vault / "Mission 1.1b.md").write_text("# Mission 1.1b\n\nKeep the lamps lit\n")
    (vault.parent / "page.csv").write_text(PAGE.format("Completed"))
    settle()
    ask("pull", "../page.csv")
    assert b"on-hold" in ask("check").out
    (vault / "Mission 1.1a.md").write_text("# Mission 1.1a\n\nSweep it\n\n#status/completed\n")
    settle()
    read: list[str] = []
    whole = DiskFiles.read
    monkeypatch.setattr(
        DiskFiles, "read", lambda self, path: read.append(path) or whole(self, path)
    )
    assert b"on-hold" not in ask("check").out
    notes = {path for path in read if path.endswith(".md")}
    assert notes == {"Mission 1.1.md", "Mission 1.1a.md", "Mission 1.1b.md"}
    assert ask("check", "--no-cache").out == ask("check").out


def test_another_configuration_takes_over_nothing_that_was_found_by_the_first(
    ask: Asker, vault: Path
) -> None:
    from vaultsync.cli.opening import find_vault, open_vault

    for number in range(9):
        (vault / f"n{number}.md").write_text("Words\n")
    (vault / "Home.md").write_text("[Risk 1](Risk%202.md)\n")
    for number in (1, 2):
        (vault / f"Risk {number}.md").write_text("Words\n")
    settle()
    ask("check")
    opened = open_vault(None, (), "never")
    assert opened.workspace.diagnostics() == ()
    (vault / "vaultsync.toml").write_text("label = 'Risk (?P<action>\\d+)'\n")
    opened.workspace.configure(find_vault(None, (), vault).config)
    opened.workspace.hold_against(())
    assert [each.code for each in opened.workspace.diagnostics()] == ["E308"]


def test_a_lock_that_was_moved_is_named_where_it_lies(ask: Asker, vault: Path) -> None:
    for number in range(9):
        (vault / f"n{number}.md").write_text("Words\n")
    (vault / "Mission 1.1a.md").write_text("# Mission 1.1a\n\nSweep it\n")
    (vault / "vaultsync.toml").write_text(f"vault = {json.dumps(str(vault))}\n")
    (vault.parent / "page.csv").write_text(PAGE.format("Completed"))
    settle()
    ask("pull", "../page.csv")
    assert b"\nvaultsync.lock:" in ask("check").out
    for name in ("vaultsync.toml", "vaultsync.lock"):
        (vault / name).replace(vault.parent / name)
    settle()
    assert b"\n../vaultsync.lock:" in ask("check").out


def test_a_note_that_was_taken_over_unread_counts_as_changed(ask: Asker, vault: Path) -> None:
    from vaultsync.cli.opening import open_vault

    for number in range(9):
        (vault / f"n{number}.md").write_text("Words\n")
    settle()
    ask("check")
    opened = open_vault(None, (), "never")
    assert opened.workspace.diagnostics() == ()
    (vault / "n5.md").write_text("[[gone]]\n")
    assert opened.workspace.change(["n5.md"]) == {"n5.md"}
    assert [each.code for each in opened.workspace.diagnostics()] == ["L401"]


@pytest.mark.parametrize(("changed", "anew"), [(5, False), (6, True)])
def test_where_one_file_of_so_many_changed_all_are_looked_at(
    changed: int,
    anew: bool,
    ask: Asker,
    vault: Path,
    whole: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recall, "_FEW", 2)
    monkeypatch.setattr(recall, "_SHARE", 4)
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[n{number + 1}]]\n")
    settle()
    ask("check")
    for number in range(changed):
        (vault / f"n{number}.md").write_text("[[gone]]\n")
    settle()
    whole.clear()
    answer = ask("check")
    assert bool(whole) == anew
    assert answer[1:] == ask("check", "--no-cache")[1:]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:-1], id="torn"),
        pytest.param(lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:], id="a bit"),
        pytest.param(lambda data: b"other" + data[5:], id="another version"),
        pytest.param(lambda data: data, id="a copy"),
    ],
)
@pytest.mark.parametrize("kept", ["index.found", "index.found.since"])
def test_damage_costs_only_time(
    damage: object, kept: str, ask: Asker, vault: Path, whole: list[int]
) -> None:
    for number in range(50):
        (vault / f"n{number}.md").write_text(f"[[n{number + 1}]]\n")
    settle()
    ask("check")
    (vault / "n2.md").write_text("[[n7]]\n")
    settle()
    ask("check")
    file = vault / ".vaultsync/cache" / kept
    data = damage(file.read_bytes())  # type: ignore[operator]
    other = file.with_name("other")
    other.write_bytes(data)
    other.replace(file)
    (vault / "n1.md").write_text("[[n3]]\n")
    settle()
    whole.clear()
    answer = ask("check")
    assert bool(whole) == (kept == "index.found")  # what was found before is still true
    assert answer[1:] == ask("check", "--no-cache")[1:]


def test_a_small_change_is_kept_beside_what_was_found(
    ask: Asker, vault: Path, whole: list[int]
) -> None:
    for number in range(200):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{(number + 1) % 200}#H]]\n")
    settle()
    ask("check")
    file = vault / ".vaultsync/cache/index.found"
    since = file.with_name("index.found.since")
    before = file.read_bytes()
    for text in ("# Other\n", "# H\n", "[[n8#H]] [[n9#H]]\n", "# H\n\n[[gone]]\n"):
        (vault / "n7.md").write_text(text)
        settle()
        whole.clear()
        assert ask("check")[1:] == ask("check", "--no-cache")[1:]
        assert len(whole) == 1  # that without a cache
        assert file.read_bytes() == before
    (vault / "n9.md").write_text("# Other\n")  # what n7 linked to for a while
    settle()
    assert ask("check")[1:] == ask("check", "--no-cache")[1:]
    assert since.stat().st_size < len(before)
    (vault / "new.md").write_text("")
    settle()
    ask("check")
    assert not since.exists()
    assert file.read_bytes() != before


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_names_that_a_run_found_anew_are_kept_though_it_began_with_others(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "_WORTH", 0)  # all of it may lie beside what was found
    for number in range(8):
        (vault / f"n{number}.md").write_text("![[twice]] and [[gone]]\n")
    for path in ("deep/twice.md", "twice.md"):
        (vault / path).parent.mkdir(exist_ok=True)
        (vault / path).write_text("")
    (vault / "other.md").write_text("Words\n")
    settle()
    ask("check")
    (vault / "other.md").write_text("[[n3]]\n")
    (vault / "n0.md").write_text("![[twice]]\n\n![[twice]]\n")
    settle()
    with monkeypatch.context() as patch:
        patch.setattr(taking_over, "_MOST", 0)  # too many: all is found anew
        ask("check")
    (vault / "n1.md").rename(vault / "deep" / "n3.md")
    settle()
    assert ask("check")[1:] == ask("check", "--no-cache")[1:]


def test_a_file_behind_a_symbolic_link_counts_as_any_other(ask: Asker, vault: Path) -> None:
    (vault / "n1.md").write_text("[[linked#H]]\n")
    outside = vault.parent / "linked.md"
    outside.write_text("# H\n")
    (vault / "linked.md").symlink_to(outside)
    for change in (
        lambda: outside.write_text("# Other\n"),
        lambda: (vault / "n1.md").write_text("[[linked#Other]]\n"),
        lambda: (vault / "linked.md").unlink(),
        lambda: (vault / "linked.md").symlink_to(outside),
        lambda: (vault / "n2.md").write_text("[[n1]]\n"),
    ):
        settle()
        ask("check")
        change()
        settle()
        assert ask("check")[1:] == ask("check", "--no-cache")[1:]


TELLING_OF_TWO = (
    *("# Risk 2\n\nNobody is left who knows the register.\n", "# Mission 1.1b\n\nOther words\n"),
    *("---\nrisk: 3\n---\n", "---\nrisk-status: Behind\n---\n", "#risk-status/behind\n"),
    *("The old servers fail before they are replaced.\n", "[[Risk 1]]", "![[Risk 1]]"),
)


@pytest.mark.parametrize(
    ("seed", "steps"), [(1, 20), *(pytest.param(s, 200, marks=pytest.mark.slow) for s in (2, 3))]
)
def test_with_several_trackers_too(
    seed: int,
    steps: int,
    ask: Asker,
    vault: Path,
    whole: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.cli.test_named import CONFIG, PAGE, RISKS

    rng = Random(seed)
    (vault / "vaultsync.toml").write_text(CONFIG.replace('vault = "notes"\n', ""))
    (vault / "page.txt").write_text(PAGE)
    (vault / "risks.csv").write_text(RISKS)
    (vault / "Risk 1.md").write_text("The old servers fail before they are replaced.\n")
    (vault / "Mission 1.1a.md").write_text("TBS will publish a road map for open data.\n")
    ask("pull")
    begun = 0
    for step in range(steps):
        text = some(rng, 0)
        if rng.random() < 0.25:
            text = rng.choice(TELLING_OF_TWO) + text
        (vault / f"n{rng.randrange(6)}.md").write_text(text)
        settle()
        words = rng.choice([["check"], ["check", "--name", "risks"], ["check", "Risk 1.md"]])
        whole.clear()
        kept = ask(*words)
        begun += not kept.repeated and not whole
        assert kept[1:] == ask(*words, "--no-cache")[1:], f"after step {step}"
    assert begun > steps // 8


def test_what_is_printed_again_quotes_the_line_as_it_is_now(ask: Asker, vault: Path) -> None:
    (vault / "m0.md").write_text("[[gone]] and so on and on\n")
    for number in range(200):  # so that the second file is worth it
        (vault / f"o{number}.md").write_text(f"# H\n\n[[o{(number + 1) % 200}#H]]\n")
    for one, two in (
        ("[[n2#H]] old\n", "# Other\n"),
        ("[[n2#H]] new\n", "# H\n"),
        ("[[n2#H]] new\n", "# Other\n"),
        ("[[n2#H]] newer\n", "# Other\n"),
    ):
        for name, text in (("n1", one), ("n2", two)):
            if not (vault / f"{name}.md").exists() or (vault / f"{name}.md").read_text() != text:
                (vault / f"{name}.md").write_text(text)
        settle()
        kept = ask("check")
        assert kept[1:] == ask("check", "--no-cache")[1:]
        assert (one.strip().encode() in kept.out) == (two == "# Other\n")
        assert b"on and on" in kept.out
    assert (vault / ".vaultsync" / "cache" / "index.found.since").exists()


@pytest.mark.parametrize("words", [["m1.md"], ["--format", "concise"], ["--format", "json"]])
def test_what_was_printed_otherwise_is_not_printed_again(
    words: list[str], ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        (vault / f"m{number}.md").write_text(f"[[gone {number}]]\n")
    ask("check")
    for number in range(4):
        (vault / "m1.md").write_text(f"[[gone too {number}]]\n")
        settle()
        monkeypatch.setenv("FORCE_COLOR", "1" if number == 1 else "")
        asked = words if number == 2 else []
        assert ask("check", *asked)[1:] == ask("check", *asked, "--no-cache")[1:]


def test_the_lock_is_read_once_for_many_runs(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed, read = lockfile.parsed, list[str]()
    monkeypatch.setattr(lockfile, "parsed", lambda text: read.append(text) or parsed(text))
    for number in range(3):
        (vault / f"n{number}.md").write_text(f"# {number}\n")
    (vault.parent / "page.csv").write_text(PAGE.format("-"))
    ask("pull", "../page.csv")
    said = []
    for number in range(3):
        (vault / "n1.md").write_text(f"[[gone {number}]]\n")
        settle()
        said.append(ask("check"))
        if number:
            assert not read
        read.clear()
    assert b"The snapshot: 2 rows" in said[-1].out
    (vault.parent / "page.csv").write_text(PAGE.format("Completed"))
    ask("pull", "../page.csv")
    read.clear()
    assert ask("check")[1:] == ask("check", "--no-cache")[1:]
    assert len(read) == 2


def test_where_every_note_has_links_into_the_changed_one_none_of_them_is_forgotten(
    ask: Asker, vault: Path
) -> None:
    for number in range(9):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[hub#Top]] [[n{(number + 1) % 9}#H]]\n")
    for text in ("![[hub]]", "![[hub]] [[hub#Top]]"):
        (vault / "hub.md").write_text(f"# Top\n\n{text}\n")
        settle()
        ask("check")
    (vault / "n7.md").write_text("# Other\n\n[[hub#Top]]\n")
    settle()
    assert ask("check")[1:] == ask("check", "--no-cache")[1:]


def test_a_note_that_cannot_be_read_any_more_has_no_alias(ask: Asker, vault: Path) -> None:
    for number in range(9):
        (vault / f"n{number}.md").write_text("Words\n")
    (vault / "known.md").write_text("---\naliases: [zed]\n---\n")
    (vault / "n1.md").write_text("[[zed]]\n")
    settle()
    assert b"L406" in ask("check").out
    (vault / "known.md").write_bytes(b"\xff")
    settle()
    assert ask("check")[1:] == ask("check", "--no-cache")[1:]


@pytest.mark.parametrize("at", [-1, -100, 60, None])
def test_states_that_are_damaged_are_nobodys(
    at: int | None, ask: Asker, vault: Path, whole: list[int]
) -> None:
    """They are read where no answer was kept that knows them."""
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[n{number + 1}]]\n")
    settle()
    ask("check")
    file = vault / ".vaultsync/cache/index.found"
    data = bytearray(file.read_bytes())
    if at is not None:
        data[at] ^= 0x55
        file.write_bytes(data)
    (vault / "n3.md").write_text("[[gone]]\n")
    settle()
    whole.clear()
    said = ask("check", ".")
    assert bool(whole) == (at is not None)
    assert said[1:] == ask("check", ".", "--no-cache")[1:]
