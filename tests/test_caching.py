"""A vault that lives on between runs is judged as one that is read anew, whatever is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

import pytest

from tests.asking import Asker, settle
from vaultsync.obsidian import vault as vault_module

NAMES = ["A", "B", "C", "D", "E", "a b", "É"]
PARTS = [
    "# One\n",
    "## Two\n",
    "[[A]]",
    "[[B#One]]",
    "![[C]]",
    "![[D#Two]]",
    "[[E#^id]]",
    "text ^id\n",
    "[x](a%20b.md)",
    "[[É|shown]]",
    "%% vaultsync: ignore[L4] asked %%\n",
    "#tag",
    "\n",
    "\n\n",
    "    indented\n",
    "- [ ] item\n",
    "Mission 1.1a\n",
    "# Mission 1.1a\n\nKeep the lamps lit\n\n#status/completed\n",
]
FRONTMATTER = ["", "", "---\naliases: [Other]\n---\n", "---\ntags: x, y\n---\n", "---\na: [\n---\n"]


def text(rng: Random) -> str:
    body = "".join(rng.choice(PARTS) for _ in range(rng.randrange(1, 6)))
    return rng.choice(FRONTMATTER) + body


def note(rng: Random, root: Path) -> Path:
    folder = rng.choice(["", "", "deep/", "deep/er/"])
    path = root / f"{folder}{rng.choice(NAMES)}.{rng.choice(['md', 'md', 'md', 'png'])}"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def disturb(rng: Random, root: Path) -> None:
    """Do to a vault what people and programs do."""
    there = sorted(path for path in root.rglob("*") if path.is_file() and "/." not in str(path))
    what = rng.randrange(9)
    if what <= 2 or not there:
        note(rng, root).write_text(text(rng))
    elif what == 3:
        rng.choice(there).unlink()
    elif what == 4:
        rng.choice(there).replace(note(rng, root))
    elif what == 5:  # other letters, the same size, and the old time put back
        path = rng.choice(there)
        before = path.stat()
        path.write_text(path.read_text().swapcase())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif what == 6:
        settings = root / ".obsidian" / "app.json"
        settings.write_text(rng.choice(["{}", '{"showUnsupportedFiles": true}', "{"]))
    elif what == 7:
        chosen = rng.choice(['ignore = ["L401"]', "", 'fail-on = "never"'])
        (root / "vaultsync.toml").write_text(chosen)
    else:
        folder = root / "deep"
        if folder.is_dir():
            folder.rename(root / f"deep{rng.randrange(10**6)}x")


PAGE = "Action,Area,Status,Priority\nKeep the lamps lit,One,{},Year 1\nSweep it,One,Completed,-\n"


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(5, 60), *(pytest.param(seed, 300, marks=pytest.mark.slow) for seed in range(3))],
)
def test_a_vault_that_lives_on_is_judged_as_one_read_anew(
    seed: int, steps: int, ask: Asker, vault: Path
) -> None:
    rng = Random(seed)
    hits = 0
    for step in range(steps):
        if rng.random() < 0.05:
            (vault.parent / "page.csv").write_text(PAGE.format(rng.choice(["Completed", "-"])))
            ask("pull", "../page.csv")
        for _ in range(rng.randrange(3)):  # often nothing, often within one tick of the clock
            disturb(rng, vault)
        if step % 3 == 2:
            settle()
        if step % 5 == 0:
            shown, whole = ask("inspect", "--all"), ask("inspect", "--all", "--no-cache")
            assert shown[1:] == whole[1:], f"after step {step}"
        kept = ask("check")
        anew = ask("check", "--no-cache")
        assert kept[1:] == anew[1:], f"after step {step}"
        assert not anew.repeated
        hits += kept.repeated
    assert (vault / ".vaultsync" / "cache" / "index").is_file()
    assert hits


def test_an_edit_while_a_command_runs_is_seen_by_the_next(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultsync.obsidian.files import DiskFiles

    path = vault / "A.md"
    path.write_text("[[Nowhere]]\n")
    settle()
    read = DiskFiles.read

    def edited(files: DiskFiles, name: str) -> bytes:
        data = read(files, name)
        if name == "A.md":
            path.write_text("[[Anyhere]]\n")
        return data

    with monkeypatch.context() as patched:
        patched.setattr(DiskFiles, "read", edited)
        assert b"Nowhere" in ask().out
    after = ask()
    assert not after.repeated
    assert b"Anyhere" in after.out


def make_read_only(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vaultsync.disk import cachefile

    make = cachefile._make_folder

    def refuse(folder: str) -> None:
        if vault in Path(folder).parents:
            raise PermissionError(13, "Permission denied")
        make(folder)

    monkeypatch.setattr(cachefile, "_make_folder", refuse)


def test_a_read_only_vault_is_served_from_elsewhere(
    ask: Asker, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "A.md").write_text("[[Nowhere]]\n")
    make_read_only(vault, monkeypatch)
    ask("check")
    assert not (vault / ".vaultsync").exists()
    kept = sorted(path.suffix for path in (tmp_path / "cache" / "indexes").iterdir())
    assert kept == ["", ".found"]
    (vault / "B.md").write_text("[[A]]\n")
    assert ask("check")[1:] == ask("check", "--no-cache")[1:]


def test_what_a_read_only_vault_holds_does_not_stand_before_what_is_newer(
    ask: Asker, vault: Path, whole: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("A", "B", "C"):
        (vault / f"{name}.md").write_text("[[Nowhere]]\n")
    settle()
    ask("check")
    make_read_only(vault, monkeypatch)
    (vault / ".obsidian" / "app.json").write_text('{"showUnsupportedFiles": true}')
    settle()
    ask("check")
    (vault / "B.md").write_text("[[A]]\n")
    settle()
    whole.clear()
    assert b"B.md" not in ask("check").out
    assert not whole
    assert {path.name for path in (vault / ".vaultsync" / "cache").iterdir()} == {
        "index",
        "index.found",
    }


def test_no_cache_leaves_nothing(ask: Asker, vault: Path, tmp_path: Path) -> None:
    (vault / "A.md").write_text("[[Nowhere]]\n")
    ask("check", "--no-cache")
    assert not (vault / ".vaultsync").exists()
    assert not (tmp_path / "cache").exists()


def test_few_notes_leave_no_file(ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault_module, "WORTH_KEEPING", 100)
    (vault / "A.md").write_text("[[Nowhere]]\n")
    ask("check")
    assert not (vault / ".vaultsync").exists()


def test_clean_removes_what_is_kept_and_nothing_else(ask: Asker, vault: Path) -> None:
    (vault / "A.md").write_text("[[Nowhere]]\n")
    journal = vault / ".vaultsync" / "journal"
    journal.mkdir(parents=True)
    (journal / "kept").touch()
    settle()
    ask("check")
    assert ask("check").repeated
    cleaned = ask("clean")
    assert b"removed what was kept for" in cleaned.err
    assert cleaned.code == 0
    assert not ask("check").repeated
    ask("clean")
    assert b"nothing is kept for" in ask("clean").err
    assert sorted(path.name for path in (vault / ".vaultsync").iterdir()) == [
        ".gitignore",
        "journal",
    ]
    assert (journal / "kept").exists()


def test_clean_follows_no_link(ask: Asker, vault: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "cache"
    elsewhere.mkdir(parents=True)
    (elsewhere / "index").touch()
    (vault / ".vaultsync").symlink_to(elsewhere.parent)
    ask("clean")
    assert (elsewhere / "index").exists()


def test_version_is_said_as_click_would(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultsync.cli import main, run

    run(["--version"])
    slow = capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["vaultsync", "--version"])
    monkeypatch.setattr("os._exit", sys.exit)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out == slow
