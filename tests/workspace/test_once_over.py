"""A vault that is gone over once is judged like one of which every note stays in memory."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.rules.actions import OTHER_ROW, ROAD_MAP, ROW, TRAINING
from tests.vaults import let_go, page, view_of, workspace_of
from vaultsync.config import Config
from vaultsync.match.word_search import WordSearch
from vaultsync.obsidian import letting_go, searched
from vaultsync.obsidian.leads import leads
from vaultsync.obsidian.note import Note
from vaultsync.processes import forks, shares
from vaultsync.rules import faults
from vaultsync.rules.areas import label_pattern, target_labels
from vaultsync.rules.faults import fault_code, is_plain
from vaultsync.rules.for_notes import judged
from vaultsync.rules.registry import judge
from vaultsync.text import Lines
from vaultsync.workspace import aside, once_over
from vaultsync.workspace import workspace as workspace_module
from vaultsync.workspace.folded import FoldedFound

if TYPE_CHECKING:
    from vaultsync.diagnostic import Diagnostic
    from vaultsync.workspace.workspace import Workspace

PAGE = page(ROW, OTHER_ROW)
PIECES = (
    *(
        "Words alone",
        "# Head One",
        "## Other-wise",
        "# Head one",
        "text ^Id1",
        "text ^id2",
        "## A#B",
    ),
    *(
        "[[n1#Head One]]",
        "[[n2#head one]]",
        "[[n3#^id1]]",
        "[[n4#^Id1]]",
        "[[n5#Other-wise]]",
        "[[#Head One]]",
    ),
    *(
        "[x](n6.md#head-one)",
        "[[n7#Head One#Other-wise]]",
        "[[n1#A#B]]",
        "[[n2#]]",
        "[[#Head One]]",
    ),
    *("![[n3]]", "![[n4#Head One]]", "![[n5#^id2]]", "![[n6#Gone]]", "[[Gone]]", "[[ali]]", "[[n1"),
    *("| [[n1|x]] |\n|---|\n", "[[##Head", "[[a.png#size]]", "[[twice]]", "[[board.canvas#x]]"),
    *("[[Mission 1.1a|Mission 1.2]]", "[[n1|Mission 1.1a]]", "%% vaultsync: ignore[L] why %%"),
    *("Multi\nline\n=====", "# *Head* `One`", "# !!!", "[[n7#!!!]]", "[[n8#Multi line]]"),
    *("## Analysts\n\nPCO will train *every* analyst in statistics.", TRAINING),
    *("{{title}} [[{{x}}]]", "[[n%C3%A91]]", "[x](n%C3%A91.md)", "[[n2.md#Head One]]", "[[N3]]"),
)
FRONT = (
    "",
    "",
    "---\naliases: [ali, n1]\n---\n",
    "---\nstatus: Completed\n---\n",
    '---\nup: "[[n2#Head One]]"\ntags: a, b\n---\n',
    "---\ntitle: Mission 1.1b\n---\n",
    "---\n[\n---\n",
)
NAMES = ("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "a/twice", "b/twice", "n\u00e91", "n1 2")


def some_vault(rng: Random) -> dict[str, bytes]:
    files: dict[str, bytes] = {"a.png": b"", "board.canvas": b"{}", "bad.md": b"\xff"}
    for name in NAMES:
        if rng.random() < 0.9:
            text = rng.choice(FRONT) + "\n\n".join(rng.choices(PIECES, k=rng.randint(0, 7))) + "\n"
            files[f"{name}.md"] = text.encode()
    files["Mission 1.1a.md"] = f"# Mission 1.1a\n\n{ROAD_MAP}\n\n#status/completed\n".encode()
    if rng.random() < 0.3:
        canvas = '{"nodes":[{"id":"1","type":"file","file":"n1.md","subpath":"#Head One"}]}'
        files["board.canvas"] = canvas.encode()
    return files


def seeds(quick: int, all_of_them: int) -> list[Any]:
    """Return numbers from 0, of which only the first are tried in a quick run."""
    rest = range(quick, all_of_them)
    return [*range(quick), *(pytest.param(seed, marks=pytest.mark.slow) for seed in rest)]


@pytest.fixture(params=["held", "let go", "forks", "at hand", "forks, at hand"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param != "held":
        monkeypatch.setattr(workspace_module, "WORTH_GOING_OVER", 1)
        monkeypatch.setattr(searched, "WORTH_A_FORK", 1)
    if "at hand" in request.param:
        monkeypatch.setattr(once_over, "_WORTH_LAYING", 1)
    forking = "forks" in request.param and sys.platform == "linux"
    monkeypatch.setattr(forks, "possible", lambda beyond=0: int(forking))
    monkeypatch.setattr(shares, "_FEWEST", 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    return str(request.param)


CONFIGS = [Config(), Config(anchors=frozenset({"github"})), Config(select=("L", "E", "L418"))]


class Case(NamedTuple):
    """A vault, and what judging one note after the other says of it."""

    files: dict[str, bytes]
    told: str | None
    config: Config
    expected: tuple[Diagnostic, ...]


@cache  # each way is held against the same
def case(seed: int) -> Case:
    rng = Random(seed)
    files, told = some_vault(rng), rng.choice([PAGE, None])
    config = rng.choice(CONFIGS)
    return Case(files, told, config, judge(view_of(files, told, config=config)))


@pytest.mark.parametrize(
    "seeds", [range(30), pytest.param(range(30, 1500), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_the_answer_is_that_of_judging_one_note_after_the_other(way: str, seeds: range) -> None:
    for seed in seeds:
        files, told, config, expected = case(seed)
        assert workspace_of(files, told, config).diagnostics() == expected, seed


class Step(NamedTuple):
    """Files that are written, or gone where they hold nothing, and what is then found."""

    written: dict[str, bytes | None]
    expected: tuple[Diagnostic, ...]


@cache  # each way is held against the same
def life(seed: int) -> tuple[dict[str, bytes], list[Step]]:
    rng = Random(seed)
    first = some_vault(rng)
    held, steps = dict(first), list[Step]()
    for _ in range(8):
        after = some_vault(rng)
        written = {path: after.get(path) for path in rng.sample(sorted({*after, *held}), 2)}
        put(held, written)
        steps.append(Step(written, judge(view_of(held, PAGE))))
    return first, steps


def put(held: dict[str, bytes], written: dict[str, bytes | None]) -> None:
    for path, data in written.items():
        if data is None:
            held.pop(path, None)
        else:
            held[path] = data


@pytest.mark.parametrize("seed", seeds(10, 25))
def test_a_vault_that_was_gone_over_is_kept_up_to_date(way: str, seed: int) -> None:
    first, steps = life(seed)
    workspace = workspace_of(first, PAGE)
    workspace.diagnostics()
    held = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    for written, expected in steps:
        put(held, written)
        workspace.change([*written])
        assert workspace.diagnostics() == expected


@cache  # each way is held against the same
def told_of(seed: int) -> tuple[dict[str, bytes], list[str], tuple[Diagnostic, ...]]:
    """A vault, some of its notes, and what judging one after the other says of all."""
    rng = Random(seed)
    files = some_vault(rng)
    view = view_of(files, PAGE)
    return files, rng.sample(view.vault.note_paths, 6), judge(view)


@pytest.mark.parametrize("seed", seeds(15, 40))
def test_notes_that_were_read_before_are_let_go_as_well(way: str, seed: int) -> None:
    """Whoever begins with what an earlier run found has read what changed since."""
    files, some, expected = told_of(seed)
    workspace = workspace_of(files, PAGE)
    for path in some:
        workspace.vault.note(path)
    assert workspace.diagnostics() == expected


def test_a_note_that_was_read_before_is_let_go_when_another_process_told_of_it() -> None:
    files = {"a.md": "Two\nlines\n===\n\n![[#Two lines]]\n", "b.md": "![[a]]\n"}
    vault = workspace_of(files, None).vault
    note = vault.note("a.md")
    assert note is not None
    elsewhere = workspace_of(files, None).vault
    other = elsewhere.note("a.md")
    assert other is not None
    gist, blob = let_go(elsewhere, other)
    letting_go.take(["a.md"], [gist], [blob], None, vault)
    assert vault.sources.held("a.md") is None
    again = vault.note("a.md")
    assert again is not None
    assert vault.sources.glanced("a.md") is again
    vault.release(again)
    assert vault.sources.held("a.md") is None


def let_go_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one process go over the notes of any vault, and let go of them."""
    monkeypatch.setattr(workspace_module, "WORTH_GOING_OVER", 1)
    monkeypatch.setattr(forks, "possible", lambda beyond=0: 0)


def test_notes_are_read_once_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go_here(monkeypatch)
    links = {f"{n}.md": f"# H {n}\n\n[[{(n + 1) % 50}#H {(n + 1) % 50}]]\n" for n in range(50)}
    workspace = workspace_of(links, None)
    reads = noted_reads(workspace, monkeypatch)
    assert workspace.diagnostics() == ()
    assert sorted(reads) == sorted(links)
    assert not any(workspace.vault.sources.held(path) for path in links)


@pytest.mark.skipif(sys.platform != "linux", reason="only there texts are at hand")
@pytest.mark.parametrize("count", [0, 1, 2])
def test_texts_at_hand_are_searched_without_reading_notes_again(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str | bytes] = {f"{n}.md": f"# H {n}\n" for n in range(50)}
    files["n1.md"] = f"\ufeff{TRAINING}"
    files["n2.md"] = f"# A\r\n\r\n{ROAD_MAP.upper()}\r\n"
    files["n3.md"] = b"\xff " + TRAINING.encode()
    files["n4.md"] = ""
    expected = view_of(files, PAGE).each[0].published
    assert expected is not None
    homes = [match.home and match.home.path for match in expected.alignment.actions]
    assert homes == ["n1.md", "n2.md"]
    monkeypatch.setattr(workspace_module, "WORTH_GOING_OVER", 1)
    monkeypatch.setattr(once_over, "_WORTH_LAYING", 1)
    monkeypatch.setattr(searched, "WORTH_A_FORK", 1)
    monkeypatch.setattr(shares, "_FEWEST", 2)
    monkeypatch.setattr(forks, "possible", lambda beyond=0: count)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    workspace = workspace_of(files, PAGE)
    reads = noted_reads(workspace, monkeypatch)
    workspace.diagnostics()
    (found,) = workspace.sides
    assert found.alignment == expected.alignment
    assert count or Counter(reads) == Counter([*files, "n1.md", "n2.md"])
    assert workspace.vault.searched._at_hand is None


@pytest.mark.parametrize("at_hand", [False, True])
def test_a_text_is_searched_as_it_is_after_a_change(
    at_hand: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go_here(monkeypatch)
    monkeypatch.setattr(once_over, "_WORTH_LAYING", 1 if at_hand else 10**9)
    workspace = workspace_of({"a.md": TRAINING, "b.md": "b", "c.md": ""}, PAGE)
    once_over.gone_over(workspace.views.alone(), lambda what, done, total: None)
    contents = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    contents.update({"a.md": b"a", "b.md": TRAINING.encode()})
    workspace.change(["a.md", "b.md"])
    search = WordSearch([TRAINING])
    holding = workspace.vault.holding(search.found_in, search.is_not_in, search.found_among)
    assert holding == {"b.md"}


def noted_reads(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    reads: list[str] = []
    files = workspace.vault.files
    read = files.read

    def noting(path: str) -> bytes:
        if path.endswith(".md"):
            reads.append(path)
        return read(path)

    monkeypatch.setattr(files, "read", noting)
    return reads


def test_a_note_that_changed_while_others_were_read_is_taken_as_it_is_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go_here(monkeypatch)
    workspace = workspace_of({"a.md": "long words before [[b#H]]\n", "b.md": "# H\n"}, None)
    view = workspace.views.alone()
    gone = once_over.gone_over(view, lambda what, done, total: None)
    contents = workspace.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    contents["b.md"] = b"# Other\n"
    contents["a.md"] = b"[[b#H]]\n"
    assert workspace.vault.note("b.md") is not None
    found = aside.judged_links(gone, view).judged.found
    assert [(each.code, each.place.column) for each in FoldedFound.opened(found["a.md"])] == [
        ("L402", 4)
    ]


def test_what_vanishes_while_others_are_read_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go_here(monkeypatch)
    files = {"a.md": "![[b#H]] [[b#A#H]] [[b#Gone]]\n", "b.md": "# A\n\n# H\n\n![[a]]\n"}
    workspace = workspace_of(files, None)
    view = workspace.views.alone()
    gone = once_over.gone_over(view, lambda what, done, total: None)
    del workspace.vault.files.contents["b.md"]  # type: ignore[attr-defined]  # files in memory
    found = aside.judged_links(gone, view)
    assert {each.code for each in FoldedFound.opened(found.judged.found["a.md"])} <= {
        "L402",
        "E302",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="only there are forks made")
@pytest.mark.parametrize("seed", range(12))
def test_what_a_fork_could_not_read_is_read_here(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_module, "WORTH_GOING_OVER", 1)
    monkeypatch.setattr(searched, "WORTH_A_FORK", 1)
    monkeypatch.setattr(shares, "_FEWEST", 2)
    monkeypatch.setattr(forks, "possible", lambda beyond=0: 2)
    files = some_vault(Random(seed))
    workspace = workspace_of(files, PAGE)
    read, own = workspace.vault.files.read, os.getpid()

    def refused(path: str) -> bytes:
        if os.getpid() != own:
            raise OSError(24, "Too many open files")
        return read(path)

    monkeypatch.setattr(workspace.vault.files, "read", refused)
    assert workspace.diagnostics() == judge(view_of(files, PAGE))


def test_what_cannot_be_read_again_is_not_taken_for_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go_here(monkeypatch)
    workspace = workspace_of({"a.md": "a", "b.md": "b"}, None)
    once_over.gone_over(workspace.views.alone(), lambda what, done, total: None)

    def refused(path: str) -> bytes:
        raise OSError(5, "Input/output error")

    assert not workspace.vault.is_passing
    monkeypatch.setattr(workspace.vault.files, "read", refused)
    assert workspace.vault.holding(str.islower) == set()
    assert workspace.vault.is_passing


def test_what_a_note_lost_meanwhile_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go_here(monkeypatch)
    files = {
        "a.md": "![[b#^ID]] [[b#^ID]] [[b#mission 1.1a]]\n",
        "b.md": "# Mission 1.1a\n\nx ^id\n",
    }
    workspace = workspace_of(files, None)
    view = workspace.views.alone()
    once_over.gone_over(view, lambda what, done, total: None)
    uses, anchors = view.vault.uses("a.md"), view.vault.anchors("b.md")
    assert anchors is not None
    workspace.vault.files.contents["b.md"] = b""  # type: ignore[attr-defined]  # files in memory
    assert [anchors.extent(use.link.subpath) for use in uses] == [None, None, None]
    labels = label_pattern(view.config.label)
    assert {*(label for use in uses for label in target_labels(use, view, labels))} == set()
    assert "L420" not in [fault_code(use, view) for use in uses]


def test_what_is_plain_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    more = ("[x](../n1.md#head-one)", "[[N1#Head One]]", "[x](./n2.md#Head One)", "[x](n1#Aims)")
    monkeypatch.setattr(faults, "is_plain", lambda use, view: False)
    plain = 0
    for seed in range(60):
        rng = Random(seed)
        files = some_vault(rng)
        files |= {f"a/b{at}.md": link.encode() for at, link in enumerate(more)}
        view = view_of(files, None, config=rng.choice(CONFIGS))
        for path in view.vault.note_paths:
            for use in view.vault.uses(path):
                if is_plain(use, view):
                    plain += 1
                    assert fault_code(use, view) == "", (use, seed)
    assert plain > 100


def test_progress_counts_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "_FEWEST", 2)
    monkeypatch.setattr(shares, "_MOST", 2)
    monkeypatch.setattr(shares, "_ROUNDS", 1)
    monkeypatch.setattr(forks, "possible", lambda beyond=0: 0)
    told: list[tuple[str, int, int]] = []
    workspace = workspace_of({f"{n}.md": "" for n in range(9)}, None)
    once_over.gone_over(workspace.views.alone(), lambda *said: told.append(said))
    assert told == [("notes read", done, 9) for done in (2, 4, 6, 8, 9)]


def test_what_is_to_be_done_meanwhile_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "_FEWEST", 2)
    for count in (0, 1):
        monkeypatch.setattr(forks, "possible", lambda beyond=0, count=count: count)
        done: list[int] = []
        view = workspace_of({f"{n}.md": "" for n in range(9)}, None).views.alone()
        once_over.gone_over(view, lambda what, done, total: None, lambda done=done: done.append(1))
        assert len(done) == 1 or (count and not done)


def test_only_names_are_kept_of_so_many_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings are held at hand for a bounded number of notes, whatever asks for them."""
    monkeypatch.setattr(leads, "_MOST_ANCHORS", 3)
    let_go_here(monkeypatch)
    files = {f"{n}.md": f"# H {n}\n\n![[{(n + 1) % 20}#h-{(n + 1) % 20}]]\n" for n in range(20)}
    workspace = workspace_of(files, None)
    assert {each.code for each in workspace.diagnostics()} <= {"E302", "E304", "L416"}
    assert len(workspace.vault.leads._anchors) <= 3


def test_all_of_it_runs_where_nothing_can_be_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(workspace_module, "WORTH_GOING_OVER", 1)
    monkeypatch.setattr(os, "fork", refuse, raising=False)
    monkeypatch.setattr(forks, "possible", lambda beyond=0: 2)
    files = some_vault(Random(5))
    found = workspace_of(files, PAGE).diagnostics()
    assert found == judge(view_of(files, PAGE))


def test_notes_are_looked_at_in_lots_that_take_little_memory() -> None:
    short, long = Note("a.md", b"x"), Note("b.md", b"x" * (1 << 18))
    lots = list(once_over._in_lots([*[short] * 65, long, short]))
    assert lots == [[short] * 64, [short, long], [short]]
    assert not list(once_over._in_lots([]))


def test_a_line_with_many_faults_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    line_text = Lines.line_text

    def noting(lines: Lines, number: int) -> str:
        asked.append(number)
        return line_text(lines, number)

    monkeypatch.setattr(Lines, "line_text", noting)
    view = view_of({"n.md": "# a\n" + "[[Gone]] " * 9 + "\n[[Lost]]\n"})
    some = judged(["n.md"], view)
    assert len(some.found["n.md"]) == 10
    assert sorted(asked) == [2, 3] == sorted(some.quoted["n.md"])
