"""What is printed file by file is what is printed of all diagnostics, and is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import Asker, settle
from tests.rules.actions import OTHER_ROW, ROAD_MAP, ROW
from tests.vaults import page, workspace_of
from vaultsync.report.check_concise import check_concise
from vaultsync.report.check_full import check_full
from vaultsync.report.passages import Wanted, Way
from vaultsync.report.summary import Counts, counted
from vaultsync.report.terminal import Paint
from vaultsync.workspace import aside, leaving, printed
from vaultsync.workspace.printed import Printed
from vaultsync.workspace.recall import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vaultsync.diagnostic import Diagnostic
    from vaultsync.disk.walk import Table
    from vaultsync.obsidian.settings import Settings
    from vaultsync.workspace.recalled import Recalled
    from vaultsync.workspace.workspace import Workspace

FILES = {
    "A.md": "[[b]] ![[Mission 1.1a]] [[A#Gone]] [[Missoin 1.1a]] [[A#^gone]]\n",
    "b.md": "---\naliases: [zed]\n---\n# H\n\n[[zed]] [x](A.md#h) %% vaultsync: ignore[L] why %%\n",
    "c.md": "---\ntags: [a b]\n---\n[[gone]]\n",
    "d.md": "[[gone]] " + "long words " * 50 + "[[gone too]]\n",
    "Mission 1.1a.md": f"# Mission 1.1a\n\n{ROAD_MAP} [[gone]]\n\n#status/completed\n",
    "x.canvas": '{"nodes":[{"id":"1","type":"file","file":"Gone.md"}]}',
    "bad.md": b"\xff",
}
PAGE = page(ROW, OTHER_ROW)
WAYS = [Way(False, 80, False), Way(False, 50, True), Way(True, 80, False)]

pytestmark = pytest.mark.usefixtures("processes")


def lines_of(found: Sequence[Diagnostic], way: Way, workspace: Workspace) -> list[str]:
    paint = Paint(way.color)
    if way.concise:
        return [*check_concise(found, paint)]
    return [*check_full(found, workspace.line, way.room, paint)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("select", "ignore"), [(None, None), (["L", "T"], None), (None, ["L401"])])
@pytest.mark.parametrize("few", [0, 3, 64])
def test_passages_say_what_is_said_of_all_diagnostics(
    way: Way,
    select: list[str] | None,
    ignore: list[str] | None,
    few: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(aside, "_WORTH_WRITING", few)
    workspace = workspace_of(FILES, PAGE)
    passages = workspace.passages(Wanted(way, select, ignore), once=True)
    workspace.rest()
    other = workspace_of(FILES, PAGE)
    found = other.diagnostics(select, ignore)
    assert len(found) > 6
    assert [path for path, _ in passages] == sorted({each.place.path for each in found})
    text = "".join(each.text for _, each in passages)
    assert text.splitlines() == lines_of(found, way, other)
    assert Counts.total(each.counts for _, each in passages) == counted(found)
    assert workspace.diagnostics(select, ignore) == found  # which may be asked for all the same


def test_passages_may_be_about_one_tracker() -> None:
    workspace = workspace_of(FILES, PAGE)
    found = workspace.diagnostics()
    named = [each._replace(tracker="one") if each.code[0] == "T" else each for each in found]
    assert any(each.tracker for each in named)
    for about in (None, "one", "other"):
        writer = Printed(Wanted(WAYS[2], about=about), workspace.config, workspace.line)
        left = [each for each in named if about != "other" or not each.tracker]
        assert writer.of_own(named, {})[0].splitlines() == [*check_concise(left)]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The codes of each passage that is made."""
    codes: list[list[str]] = []
    passage = printed.passage

    def noting(diagnostics: Sequence[Diagnostic], *others: object) -> object:
        codes.append([each.code for each in diagnostics])
        return passage(diagnostics, *others)  # type: ignore[arg-type]  # as it is asked

    monkeypatch.setattr(printed, "passage", noting)
    return codes


@pytest.mark.parametrize("style", ["full", "concise"])
def test_what_was_printed_before_is_not_made_again(
    style: str, ask: Asker, vault: Path, made: list[list[str]]
) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[gone {number}]] [[n{number + 1}]]\n")
    (vault / "told.md").write_text("[[gone]] %% vaultsync: ignore[L402] why %%\n")  # X001
    (vault.parent / "page.txt").write_text(PAGE)
    ask("pull", "../page.txt")
    (vault / "Mission 1.1a.md").write_text(FILES["Mission 1.1a.md"])
    settle()
    words = ("check", "--format", style)
    ask(*words)
    (vault / "n3.md").write_text("[[gone 3]] and\n\n[[gone too]] #\n")
    settle()
    made.clear()
    answer = ask(*words)
    assert made == [["L401", "L401"]]
    (vault / "n3.md").write_text("[[n5]]\n")
    settle()
    made.clear()
    after = ask(*words)
    assert made == []
    assert after.out == ask(*words, "--no-cache").out
    assert b"n3.md" in answer.out
    assert b"n3.md" not in after.out


def test_what_is_printed_in_another_way_is_made_again(
    ask: Asker, vault: Path, made: list[list[str]]
) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[gone {number}]]\n")
    settle()
    ask("check")
    for words in (["--color", "always"], ["--select", "L4"], ["--format", "concise"]):
        (vault / "n3.md").write_text(f"[[gone {words[1]}]]\n")
        settle()
        made.clear()
        assert ask("check", *words).out == ask("check", *words, "--no-cache").out
        (vault / "n3.md").write_text("[[gone again]]\n")
        settle()
        made.clear()
        ask("check", *words)
        assert made == [["L401"]]  # what was printed so is known by now


def test_asking_about_one_note_in_another_way_makes_no_others(
    ask: Asker, vault: Path, made: list[list[str]]
) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[gone {number}]]\n")
    settle()
    ask("check")
    for words in (["--color", "always"], ["--select", "L4"], ["--format", "concise"]):
        (vault / "n3.md").write_text(f"[[gone {words[1]}]]\n")
        settle()
        made.clear()
        answer = ask("check", *words, "n4.md")
        assert len(made) == 1
        assert answer.out == ask("check", *words, "n4.md", "--no-cache").out
        (vault / "n5.md").write_text(f"[[gone {words[1]}]]\n")
        settle()
        made.clear()
        answer = ask("check")
        assert len(made) == 2  # of those that changed: all others are as they were printed
        assert answer.out == ask("check", "--no-cache").out


def test_asking_about_one_note_first_makes_no_others(
    ask: Asker, vault: Path, made: list[list[str]]
) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[gone {number}]] %% vaultsync: ignore[L] why %%\n")
        (vault / f"m{number}.md").write_text(f"[[gone {number}]] ![[m{number}]]\n")
    settle()
    ask("check", "n4.md", "m4.md")
    assert made == [["L401", "E304"]]
    (vault / "m3.md").write_text("[[gone again]]\n")
    settle()
    assert ask("check").out == ask("check", "--no-cache").out


def test_what_is_printed_in_two_ways_in_turn_is_made_once_in_each(
    ask: Asker, vault: Path, made: list[list[str]]
) -> None:
    def changed(name: str, text: str, *words: str) -> int:
        (vault / name).write_text(text)
        settle()
        made.clear()
        answer = ask("check", *words)
        count = len(made)
        assert answer.out == ask("check", *words, "--no-cache").out
        return count

    for number in range(200):
        (vault / f"n{number}.md").write_text(f"[[gone {number}]]\n")
    settle()
    ask("check")
    assert changed("n1.md", "[[gone a]]\n", "--color", "always") == 200
    for text in ("[[gone b]]\n", "[[gone c]] and\n", "[[gone d]] #\n"):
        assert changed("n2.md", text) <= 3  # and what was others in between
        assert changed("n3.md", text, "--color", "always") <= 3
        assert changed("n4.md", text, "--format", "json") == 0
    assert changed("n5.md", "[[gone]]\n", "--format", "concise") == 200  # in place of the second
    assert changed("n6.md", "[[gone]]\n") <= 4
    assert changed("n7.md", "[[gone]]\n", "--color", "always") == 200


def test_json_between_does_not_bring_back_what_was_printed_before(ask: Asker, vault: Path) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{number + 1}#H]]\n")
    for text in ("# Other\n", "# H\n", "# Another\n"):
        (vault / "n7.md").write_text(text)
        settle()
        ask("check", "--format", "json")
        settle()
        (vault / "n9.md").write_text(f"{text}\nmore [[gone]]\n")
        settle()
        assert ask("check").out == ask("check", "--no-cache").out


@pytest.mark.parametrize("style", ["full", "json"])
def test_what_is_different_does_not_become_ever_more(
    style: str, ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "_FEW", 3)
    kept: list[tuple[int, int]] = []
    keep = Memory.keep

    def noting(memory: Memory, table: Table, settings: Settings, recalled: Recalled) -> None:
        kept.append((len(recalled.found_anew), len(recalled.passages_anew[1])))
        keep(memory, table, settings, recalled)

    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[gone {number}]]\n")
    settle()
    ask("check")
    monkeypatch.setattr(Memory, "keep", noting)
    for number in range(10):
        (vault / f"n{number}.md").write_text("[[gone again]]\n")
        settle()
        ask("check", "--format", style)
        assert ask("check").out == ask("check", "--no-cache").out
    assert kept == [(1, 1), (2, 2), (3, 3), (0, 0)] * 2 + [(1, 1), (2, 2)]
