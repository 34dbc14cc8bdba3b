"""Files that come, go or are renamed: only what depends on their names is judged again."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Self

import pytest

from tests.asking import Asker, settle
from tests.rules.actions import OTHER_ROW, ROAD_MAP, ROW
from tests.vaults import page, workspace_of
from vaultsync.disk import walk
from vaultsync.disk.cachefile import read_parts
from vaultsync.obsidian.files import DiskFiles
from vaultsync.workspace import changes, recall, taking_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsync.workspace.holding import Holds

pytestmark = pytest.mark.usefixtures("processes")

PAGE = "Action,Area,Status,Priority\nKeep the lamps lit,One,{},Year 1\nSweep it,One,Completed,-\n"
NAMES = (
    *("n1.md", "n2.md", "n3.md", "d/n1.md", "D/n1.md", "d/deep/n4.md", "Caf\xe9.md", "n2.md.md"),
    *("Cafe\u0301.md", "N1.md", "p.png", "d/p.png", "x.xyz", "board.canvas", "d/n 5.md", "C#.md"),
    *("Mission 1.1.md", "Mission 1.1a.md", "Mission 1.1b.md", "n1 2.md", "n3 (1).md"),
    *("e.md", "f.md", "d/g.md", "d/h.png", "i.png"),
    *("n2 (Conflicted copy host 202601011200).md", "d/Mission 1.1a.md", ".n3.md.icloud"),
)
LINKS = (
    *("[[n1]]", "[[N1]]", "[[n2#H]]", "[[d/n1]]", "![[n1]]", "![[p.png]]", "[x](d/n1.md)"),
    *("[[n4|shown]]", "[y](../n2.md)", "[[Caf\xe9]]", "[[n2.md.md]]", "[[x.xyz]]", "[[C#]]"),
    *("[[gone]]", "[[n 5]]", "[z](n%205.md)", "[[board.canvas]]", "![[n3#H]]", "[[n3#^id]]"),
    *("[[Mission 1.1a]]", "![[Mission 1.1a]]", "![[Mission 1.1b]]", "[[zed]]", "[[nn1]]"),
)
PIECES = (
    *("Words\n", "# H\n", "para ^id\n", "# Mission 1.1a\n\nSweep it\n", "Keep the lamps lit\n"),
    *("---\naliases: [zed]\n---\n", '---\nup: "[[n2]]"\n---\n', "#status/completed\n"),
    "%% vaultsync: ignore[L] why %%\n",
)
LONG = "".join(f"A line that both of them say, the {number}th of many.\n" for number in range(9))


def text(rng: Random) -> str:
    if rng.random() < 0.2:
        return "Only words.\n"
    pieces = [*rng.choices(LINKS, k=rng.randint(0, 4)), *rng.choices(PIECES, k=rng.randint(0, 2))]
    rng.shuffle(pieces)
    pieces.sort(key=lambda piece: not piece.startswith("---"))
    return "\n".join([*pieces, *([LONG] if rng.random() < 0.2 else [])])


def write(rng: Random, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.name == "board.canvas":
        file = rng.choice(["n1.md", "d/n1.md", "gone.md"])
        path.write_text(f'{{"nodes":[{{"id":"1","type":"file","file":"{file}"}}]}}')
    else:
        path.write_text(text(rng))


def disturb(rng: Random, root: Path) -> None:
    one, other = (root / name for name in rng.sample(NAMES, 2))
    what = rng.randrange(8)
    if what < 3 and one.exists():
        other.parent.mkdir(parents=True, exist_ok=True)
        one.replace(other)
    elif what < 5:
        one.unlink(missing_ok=True)
    else:
        write(rng, one)


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(1, 25), *(pytest.param(seed, 250, marks=pytest.mark.slow) for seed in range(2, 6))],
)
def test_the_answer_is_that_of_a_run_that_finds_all_anew(
    seed: int, steps: int, ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(seed)
    for name in rng.sample(NAMES, 12):
        write(rng, vault / name)
    for number in range(10, 15):
        (vault / f"n{number}.md").write_text(text(rng))
    (vault.parent / "page.csv").write_text(PAGE.format("Completed"))
    ask("pull", "../page.csv")
    held: list[tuple[Holds, object]] = []
    stands = taking_over.stands

    def noted(*told: object) -> object:
        found = stands(*told)  # type: ignore[arg-type]  # as it is asked
        if told[-1].all:  # type: ignore[attr-defined]  # what was renamed
            held.append(found)
        return found

    monkeypatch.setattr(taking_over, "stands", noted)
    for step in range(steps):
        for _ in range(rng.choice([1, 1, 1, 2])):
            disturb(rng, vault)
        settle()
        words = rng.choice([["check"], ["check", "--format", "json"]])
        assert ask(*words)[1:] == ask(*words, "--no-cache")[1:], f"after step {step}"
    assert {(True, True), (True, False), (False, True)} <= {tuple(holds) for holds, _ in held}
    assert len(held) > steps // 3


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(1, 40), *(pytest.param(seed, 300, marks=pytest.mark.slow) for seed in range(3, 7))],
)
def test_a_vault_that_lives_through_it_is_judged_as_one_opened_afresh(
    seed: int, steps: int, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(seed)
    told = page(ROW, OTHER_ROW)
    contents: dict[str, bytes] = {}

    def written(name: str) -> bytes:
        if name == "board.canvas":
            return b'{"nodes":[{"id":"1","type":"file","file":"n1.md"}]}'
        return text(rng).replace("Keep the lamps lit", ROAD_MAP).encode()

    for name in (*rng.sample(NAMES, 12), "n10.md", "n11.md", "n12.md"):
        contents[name] = written(name)
    lived = workspace_of(contents, told)
    held = lived.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    lived.diagnostics()
    found: list[Holds] = []
    stands = changes.stands

    def noted(*asked: object) -> object:
        answer = stands(*asked)  # type: ignore[arg-type]  # as it is asked
        if asked[-1].all:  # type: ignore[attr-defined]  # what was renamed
            found.append(answer[0])
        return answer

    monkeypatch.setattr(changes, "stands", noted)
    for step in range(steps):
        hints = set[str]()
        for _ in range(rng.choice([1, 1, 1, 2])):
            one, other = rng.sample(NAMES, 2)
            what = rng.randrange(8)
            if what < 3 and one in held:
                held[other] = held.pop(one)
            elif what < 5:
                held.pop(one, None)
            else:
                held[one] = written(one)
            hints |= {one, other}
        lived.change(rng.choice([hints, hints, {*hints, "d"}, None]))
        fresh = workspace_of(dict(held), told)
        assert lived.diagnostics() == fresh.diagnostics(), f"after step {step}"
        assert lived.tallies == fresh.tallies
    assert {(True, True), (True, False), (False, True)} <= {tuple(holds) for holds in found}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notes that were read."""
    paths: list[str] = []
    whole = DiskFiles.read

    def noted(self: DiskFiles, path: str) -> bytes:
        if path.endswith(".md"):
            paths.append(path)
        return whole(self, path)

    monkeypatch.setattr(DiskFiles, "read", noted)
    return paths


@pytest.mark.parametrize(
    ("change", "said", "notes"),
    [
        (lambda root: (root / "new.md").write_text("[[n3]]\n"), 0, {"new.md"}),
        (lambda root: (root / "n5.md").rename(root / "d/n5.md"), 0, {"d/n5.md", "n4.md"}),
        (
            lambda root: (root / "n5.md").rename(root / "other.md"),
            1,
            {"other.md", "n4.md", "n5.md"},
        ),
        (lambda root: (root / "n5.md").unlink(), 1, {"n4.md"}),
        (lambda root: (root / "p.png").rename(root / "q.png"), 1, {"n1.md"}),
        (lambda root: (root / "q.png").write_bytes(b""), 0, set()),
        (lambda root: (root / "board.canvas").unlink(), 0, set()),
    ],
    ids=["came", "moved", "renamed", "gone", "an attachment", "another one", "a canvas"],
)
def test_only_those_are_read_whose_links_may_mean_a_file_that_was_renamed(
    change: Callable[[Path], object],
    said: int,
    notes: set[str],
    ask: Asker,
    vault: Path,
    whole: list[int],
    read: list[str],
) -> None:
    (vault / "d").mkdir()
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{number + 1}]]\n")
    (vault / "n20.md").write_text("Words\n")
    (vault / "n1.md").write_text("![[p.png]]\n")
    (vault / "p.png").write_bytes(b"")
    (vault / "board.canvas").write_text('{"nodes":[{"id":"1","type":"file","file":"n2.md"}]}')
    for _ in range(2):  # the second time, beside what was kept for the old names
        settle()
        ask("check")
        (vault / "n9.md").write_text("[[n10]] and more words\n")
    settle()
    ask("check")
    change(vault)
    settle()
    read.clear()
    whole.clear()
    answer = ask("check")
    assert answer.out.count(b"L401") + answer.out.count(b"E301") == said
    assert set(read) <= notes
    assert not whole
    assert answer[1:] == ask("check", "--no-cache")[1:]


def test_another_order_of_the_same_files_is_no_change_of_names(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch, read: list[str], whole: list[int]
) -> None:
    """Some file systems list what was last made last, and many editors make a file anew."""
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"[[n{number + 1}]]\n")
    settle()
    ask("check")

    class Listing(list[os.DirEntry[str]]):
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    scandir = os.scandir

    def listed(path: str) -> object:
        found = scandir(path)
        sort = str(path).startswith(str(vault))
        return Listing(sorted(found, key=lambda each: each.name)) if sort else found

    monkeypatch.setattr(walk.os, "scandir", listed)
    (vault / "n7.md").write_text("[[gone]]\n")
    settle()
    read.clear()
    whole.clear()
    answer = ask("check")
    assert answer.out.count(b"L401") == 2
    assert set(read) <= {"n7.md", "n19.md"}
    assert not whole
    assert answer[1:] == ask("check", "--no-cache")[1:]


def test_what_is_kept_does_not_grow_with_names_that_are_gone(ask: Asker, vault: Path) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{number + 1}#H]]\n")
    file, sizes = vault / ".vaultsync/cache/index.found", []
    settle()
    ask("check")
    note = vault / "n5.md"
    for number in range(6):
        note = note.rename(vault / f"other {number}.md")
        settle()
        assert ask("check")[1:] == ask("check", "--no-cache")[1:]
        sizes.append(file.stat().st_size)
        assert f"other {number - 1}.md".encode() not in file.read_bytes()
    assert max(sizes) - min(sizes) < 30  # times are written shorter or longer


def notes_in_a_row(vault: Path) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{number + 1}#H]]\n")
    settle()


def damage(vault: Path, begin: str) -> None:
    """Damage what is read late of what was found, where its name begins so."""
    file = vault / ".vaultsync/cache/index.found"
    found = read_parts(file, recall._MAGIC)
    assert found is not None
    data = bytearray(file.read_bytes())
    parts = [part for name, part in found[2].items() if name.startswith(begin)]
    assert parts
    for part in parts:
        data[part.start + 20] ^= 0x55
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("lost", "changed"), [("named", "n20.md"), ("anchored ", "n5.md")], ids=["names", "anchors"]
)
def test_where_it_is_not_known_whose_links_a_change_is_about_all_are_looked_at(
    lost: str, changed: str, ask: Asker, vault: Path, whole: list[int]
) -> None:
    notes_in_a_row(vault)
    ask("check")
    damage(vault, lost)
    (vault / changed).write_text("# Other\n")
    settle()
    whole.clear()
    answer = ask("check")
    assert whole
    assert b"#H" in answer.out
    assert answer[1:] == ask("check", "--no-cache")[1:]
    whole.clear()
    (vault / "n5.md").write_text("# Another\n")
    settle()
    answer = ask("check")
    assert not whole  # it is known again
    assert answer[1:] == ask("check", "--no-cache")[1:]


def test_names_that_were_lost_are_not_known_either_where_all_else_was_kept_anew(
    ask: Asker, vault: Path, whole: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes_in_a_row(vault)
    ask("check")
    damage(vault, "named")
    with monkeypatch.context() as patch:
        patch.setattr(recall, "_WORTH", 1 << 30)  # nothing lies beside what was found
        (vault / "n5.md").write_text("# Another\n")
        settle()
        whole.clear()
        ask("check")
        assert not whole
    assert not (vault / ".vaultsync/cache/index.found.since").exists()
    (vault / "n20.md").write_text("# Other\n")
    settle()
    answer = ask("check")
    assert whole
    assert answer[1:] == ask("check", "--no-cache")[1:]


def test_what_is_advised_for_a_link_to_no_file_goes_by_the_names_that_there_are(
    ask: Asker, vault: Path
) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text("Words\n")
    (vault / "n7.md").write_text("[[Sume long name]]\n")
    settle()
    assert b"did you mean" not in ask("check").out
    for name, advice in [
        ("Some long name", True),
        ("Another one", False),
        ("Sume long name", None),
    ]:
        old = next(vault.glob("*long*.md"), None) or next(vault.glob("Another*.md"), None)
        if old is not None:
            old.unlink()
        (vault / f"{name}.md").write_text("Words\n")
        settle()
        answer = ask("check")
        assert (b"L401" in answer.out) == (advice is not None)
        assert (b"did you mean Some long name" in answer.out) == bool(advice)


def test_a_note_that_came_may_be_a_conflict_copy_or_become_one(ask: Asker, vault: Path) -> None:
    for number in range(20):
        (vault / f"n{number}.md").write_text("Words\n")
    settle()
    ask("check")
    (vault / "n3 2.md").write_text(LONG)  # it is not like the other yet
    settle()
    assert b"V603" not in ask("check").out
    (vault / "n3.md").write_text(LONG)
    settle()
    assert b"V603" in ask("check").out
    (vault / "n3.md").rename(vault / "other.md")
    settle()
    assert b"V603" not in ask("check").out
    (vault / "n4 (1).md").write_text("Words\n" + LONG)
    (vault / "n4.md").write_text("Words\n" + LONG)
    settle()
    assert b"second version of n4.md" in ask("check").out


def test_while_watching_too() -> None:
    files: dict[str, str | bytes] = {"a.md": "[[Sume long name]]\n", "b.md": "Words\n"}
    lived = workspace_of(files)
    held = lived.vault.files.contents  # type: ignore[attr-defined]  # files in memory
    assert [each.help for each in lived.diagnostics()] == ["make the file, or mend the name"]
    held["Some long name.md"] = held.pop("b.md")
    lived.change(["b.md", "Some long name.md"])
    assert [each.help for each in lived.diagnostics()] == ["did you mean Some long name?"]
    held["Sume long name.md"] = held.pop("Some long name.md")
    lived.change(["Sume long name.md", "Some long name.md"])
    assert lived.diagnostics() == ()
