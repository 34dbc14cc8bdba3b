"""What is printed again without a look at any note, and what is not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.asking import Asker
from vaultsync import fast, keeping
from vaultsync.cli import run
from vaultsync.disk.cachefile import write_whole
from vaultsync.lean import carriers
from vaultsync.workspace.workspace import WORTH_GOING_OVER

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = "# One\n\n[[Two]] and [[Nowhere]]\n"


class LateClock:
    @staticmethod
    def time_ns() -> int:
        return time.time_ns() + 1_000_000_000


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "home" / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "deep").mkdir()
    (root / "One.md").write_text(NOTE)
    (root / "deep" / "Two.md").write_text("# Two\n\n![[picture.png]]\n")
    (root / "picture.png").write_bytes(b"png")
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(fast, "time", LateClock)
    monkeypatch.chdir(root)
    return root


def answers(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "answers").iterdir())


def test_an_unchanged_vault_gets_the_same_answer_again(ask: Asker) -> None:
    first, second = ask(), ask()
    assert not first.repeated
    assert second.repeated
    assert second[1:] == first[1:]
    assert b"Nowhere" in second.out
    assert b"no tracker" in second.err
    assert second.code == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda root: (root / "One.md").write_text(NOTE + "\n"), id="note longer"),
        pytest.param(
            lambda root: (root / "One.md").write_text(NOTE.replace("Nowhere", "Anyhere")),
            id="note of the same size",
        ),
        pytest.param(lambda root: (root / "deep/Two.md").unlink(), id="note gone"),
        pytest.param(lambda root: (root / "Nowhere.md").touch(), id="note new"),
        pytest.param(lambda root: (root / "picture.png").rename(root / "b.png"), id="renamed"),
        pytest.param(lambda root: (root / "deep").rename(root / "deeper"), id="folder renamed"),
        pytest.param(lambda root: (root / ".obsidian/app.json").write_text("{}"), id="settings"),
        pytest.param(lambda root: (root / "vaultsync.toml").touch(), id="configuration"),
        pytest.param(lambda root: (root.parent / "vaultsync.toml").touch(), id="one above"),
        pytest.param(lambda root: (root / "vaultsync.lock").touch(), id="lock"),
        pytest.param(lambda root: (root / ".obsidian").rmdir(), id="no settings folder"),
        pytest.param(
            lambda root: (root / ".vaultsync/journal").mkdir(parents=True), id="a journal"
        ),
        pytest.param(
            lambda root: (root / "Nowhere.md").symlink_to(root.parent / "x.md"), id="broken link"
        ),
    ],
)
def test_any_change_is_seen(change: object, ask: Asker, vault: Path) -> None:
    ask()
    assert ask().repeated
    assert callable(change)
    change(vault)
    assert not ask().repeated


def test_a_changed_vault_is_walked_once(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    (vault / "One.md").write_text("[[Anywhere]]")
    (vault.parent / "outside").mkdir()
    (vault.parent / "outside/Four.md").write_text("[[Nowhere]]")
    (vault / "linked").symlink_to(vault.parent / "outside")
    walked: list[str] = []
    scandir = os.scandir

    def noting(path: str) -> object:
        walked.append(os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", noting)
    answer = ask()
    assert [walked.count(f"{vault}/{folder}") for folder in ("", "deep/", "linked/")] == [1, 1, 1]
    assert b"Anywhere" in answer.out
    assert b"linked/Four.md" in answer.out


def test_a_change_that_hides_its_time_is_seen(ask: Asker, vault: Path) -> None:
    note = vault / "One.md"
    ask()
    before = note.stat()
    note.write_text(NOTE.replace("Nowhere", "Anyhere"))
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = ask()
    assert not after.repeated
    assert b"Anyhere" in after.out


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NO_COLOR", "1"),
        ("FORCE_COLOR", "1"),
        ("LC_ALL", "C"),
        ("COLUMNS", "50"),
        ("TERM", "vt52"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("PYTHONIOENCODING", "latin-1"),
        ("VAULTSYNC_TRACEBACK", "1"),
    ],
)
def test_surroundings_belong_to_the_question(
    name: str, value: str, ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    with monkeypatch.context() as patched:
        patched.setenv(name, value)
        assert not ask().repeated
    assert ask().repeated


def test_the_folder_and_the_words_belong_to_the_question(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    assert not ask("check", "--format", "json").repeated
    assert not ask("check", ".").repeated
    monkeypatch.chdir(vault / "deep")
    assert not ask().repeated
    assert not ask("check", "Two.md").repeated
    assert ask("check", "Two.md").repeated


def test_a_terminal_and_its_width_belong_to_the_question(
    ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    monkeypatch.setattr(os, "isatty", lambda number: number == 2)
    assert not ask().repeated
    monkeypatch.setattr(os, "isatty", lambda number: number == 1)
    for width in (80, 100):
        size = os.terminal_size((width, 24))
        monkeypatch.setattr(os, "get_terminal_size", lambda *_, size=size: size)
        assert not ask().repeated


def test_another_version_answers_anew(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    monkeypatch.setattr(fast, "__version__", "9.9")
    assert not ask().repeated
    monkeypatch.setattr(sys, "path", [*sys.path, os.getcwd()])  # noqa: PTH109
    assert not ask().repeated


def test_named_files_are_watched(ask: Asker, vault: Path) -> None:
    page = vault.parent / "page.csv"
    page.write_text("Action,Area,Status,Priority\nDo it well and soon,A,Completed,Year 1\n")
    words = ("check", "--tracker", str(page))
    first = ask(*words)
    assert ask(*words)[1:] == first[1:]
    assert ask(*words).repeated
    page.write_text("Action,Area,Status,Priority\nDo it well and then,A,Completed,Year 1\n")
    assert not ask(*words).repeated
    assert not ask("check", f"--tracker={page}").repeated
    assert ask("check", f"--tracker={page}").repeated


def test_what_a_tracker_file_says_is_of_today(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = vault.parent / "page.csv"
    page.write_text("Action,Area,Status,Priority\nDo it well and soon,A,Completed,Year 1\n")
    ask("check", "--tracker", str(page))

    class Tomorrow:
        @staticmethod
        def time_ns() -> int:
            return time.time_ns() + 86_400_000_000_000

    monkeypatch.setattr(fast, "time", Tomorrow)
    assert not ask("check", "--tracker", str(page)).repeated


def test_symbolic_links_are_followed(ask: Asker, vault: Path) -> None:
    outside = vault.parent / "outside"
    outside.mkdir()
    (outside / "Far.md").write_text("# Far\n")
    (vault / "linked").symlink_to(outside)
    (vault / "Alone.md").symlink_to(outside / "Far.md")
    ask()
    assert ask().repeated
    (outside / "Far.md").write_text("# Farther\n")
    assert not ask().repeated
    assert ask().repeated
    (outside / "New.md").write_text("# New\n")
    assert not ask().repeated
    assert ask().repeated
    (vault.parent / "other").mkdir()
    (vault / "linked").unlink()
    (vault / "linked").symlink_to(vault.parent / "other")
    assert not ask().repeated


def test_a_file_as_young_as_the_look_at_it_is_not_trusted(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "time", time)
    (vault / "One.md").write_text(NOTE)
    ask()
    assert not ask().repeated
    time.sleep(0.03)
    ask()
    assert ask().repeated


def test_a_note_that_cannot_be_read_is_tried_again(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultsync.obsidian.files import DiskFiles

    read = DiskFiles.read

    def refuse(files: DiskFiles, path: str) -> bytes:
        if path == "One.md":
            raise OSError(5, "Input/output error")
        return read(files, path)

    with monkeypatch.context() as patched:
        patched.setattr(DiskFiles, "read", refuse)
        assert b"cannot be read" in ask().out
    again = ask()
    assert not again.repeated
    assert b"Nowhere" in again.out


def test_damage_costs_only_time(
    ask: Asker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask()
    (file,) = answers(tmp_path)
    monkeypatch.setattr(fast, "program", lambda: fast.Asked.program)
    whole = file.read_bytes()
    for at in (*range(40), *range(40, len(whole), 97)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        assert fast.replay(["check"]) is None
    for size in range(0, len(whole), 199):
        file.write_bytes(whole[:size])
        assert fast.replay(["check"]) is None
    assert ask()[1:] == first[1:]
    assert ask().repeated


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda path: keeping._write(path, (1, 2)), id="answer"),
        pytest.param(lambda path: write_whole(path, lambda inode: [b"1"]), id="index"),
        pytest.param(
            lambda path: carriers.write(carriers.__file__, path, b"what", b"1"), id="patterns"
        ),
    ],
)
def test_nothing_half_written_is_left_where_a_command_is_broken_off(
    write: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(KeyboardInterrupt):
        write(str(tmp_path / "kept"))
    assert not list(tmp_path.iterdir())


def test_the_states_of_many_files_lie_beside_the_answer(
    ask: Asker, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_MANY", 1)
    for number in range(50):
        (vault / f"n{number}.md").write_text("")
    said = ask()
    answer, aside = answers(tmp_path)
    assert aside.name == f"{answer.name}.files"
    assert ask() == said._replace(repeated=True)
    before = aside.read_bytes()
    for number in range(40):
        (vault / f"n{number % 3}.md").write_text(f"[[gone {number}]]")
        said = ask()
        assert not said.repeated
        assert f"gone {number}".encode() in said.out
        assert ask() == said._replace(repeated=True)
    assert aside.read_bytes() == before
    for number in range(40):
        (vault / f"n{number}.md").write_text("once more")
    assert not ask().repeated
    assert ask().repeated
    changed = aside.read_bytes()
    assert changed != before
    for data in (before, b"", changed[:-1], None):
        if data is None:
            aside.unlink()
        else:
            aside.write_bytes(data)
        assert not ask().repeated
        assert ask().repeated
    (vault / "more.md").write_text("")
    assert not ask().repeated
    assert ask().repeated
    assert keeping.forget(str(vault) + os.sep) == 1
    assert answers(tmp_path) == []


def test_what_lies_beside_an_answer_goes_with_it(
    ask: Asker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_MANY", 1)
    ask()
    (answer, aside) = answers(tmp_path)
    for number in range(40):
        for ending in ("", ".files"):
            other = answer.with_name(f"{number:08}{ending}")
            other.write_bytes(b"")
            os.utime(other, (number, number))
    os.utime(aside, (0, 0))
    ask("check", ".")
    assert len(answers(tmp_path)) == 64
    assert {answer, aside} <= {*answers(tmp_path)}


def test_no_folder_for_answers_is_no_fault(
    ask: Asker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "file"))
    assert ask() == ask()
    monkeypatch.delenv("VAULTSYNC_CACHE_DIR")
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert fast.cache_folder() is None
    assert ask() == ask()
    assert not (tmp_path / "nobody").exists()


def test_inspect_and_status_are_repeated_as_well(ask: Asker, vault: Path) -> None:
    page = vault.parent / "page.csv"
    page.write_text("Action,Area,Status,Priority\nDo it well and soon,A,Completed,Year 1\n")
    for words in (("inspect", "One.md"), ("status", "--tracker", str(page))):
        first = ask(*words)
        assert first.code == 0
        assert ask(*words) == first._replace(repeated=True)
        (vault / "One.md").write_text(NOTE + " ".join(words))
        assert not ask(*words).repeated


def test_while_a_write_waits_to_be_mended_nothing_is_repeated(
    ask: Asker, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaultsync.sync import recovery
    from vaultsync.sync.vaultlock import VaultBusyError

    def busy(*_: object) -> None:
        raise VaultBusyError("busy", "wait")

    monkeypatch.setattr(recovery, "recover", busy)
    (vault / ".vaultsync" / "journal").mkdir(parents=True)
    (vault / ".vaultsync" / "journal" / "20991121-205558-1.prepared").touch()
    ask()
    assert not ask().repeated
    (vault / ".vaultsync" / "journal" / "20991121-205558-1.prepared").unlink()
    ask()
    assert ask().repeated


def test_errors_and_unasked_commands_are_not_kept(ask: Asker, tmp_path: Path) -> None:
    assert ask("check", "absent.md").code == 2
    assert not ask("check", "absent.md").repeated
    ask("log")
    ask("check", "--no-cache")
    assert not ask("check", "--no-cache").repeated
    assert not (tmp_path / "cache").exists()


def test_only_the_latest_answers_are_kept(ask: Asker, tmp_path: Path) -> None:
    ask()
    (file,) = answers(tmp_path)
    for number in range(40):
        other = file.with_name(f"{number:08}")
        other.write_bytes(b"")
        os.utime(other, (number, number))
    ask("check", ".")
    left = answers(tmp_path)
    assert len(left) == 32
    assert file in left
    assert file.with_name("00000001") not in left


def test_answers_about_a_vault_can_be_forgotten(ask: Asker, vault: Path, tmp_path: Path) -> None:
    ask()
    assert keeping.forget(str(vault.parent) + os.sep) == 0
    assert keeping.forget(str(vault) + os.sep) == 1
    assert answers(tmp_path) == []


def test_every_file_that_was_opened_is_looked_at(vault: Path, tmp_path: Path) -> None:
    """Whatever `check` opens outside of the vault's notes is among what an answer depends on."""
    code = (
        "import sys, os\n"
        "opened = set()\n"
        "def hook(event, args):\n"
        "    if event == 'open' and isinstance(args[0], (str, bytes)):\n"
        "        opened.add(os.path.abspath(os.fsdecode(args[0])))\n"
        "sys.addaudithook(hook)\n"
        "from vaultsync import fast, keeping\n"
        "from vaultsync.cli import run\n"
        "kept = []\n"
        "keeping.keep = lambda *inputs: kept.append(inputs)\n"
        "fast.replay(['check'])\n"
        "fast.Asked.time_ns += 10**9\n"
        "run(['check'])\n"
        "base, folders, table, links, looks, said, code = kept[0]\n"
        "known = {path for path, _, _ in looks} | {base + path for path in table.paths}\n"
        "import json\n"
        "root = os.path.dirname(base.rstrip('/'))\n"
        "strange = [p for p in opened if p.startswith(root) and p not in known]\n"
        "sys.stderr.write(json.dumps(strange))\n"
    )
    (vault.parent / "vaultsync.toml").write_text('vault = "vault"\n')
    (vault / ".obsidian" / "types.json").write_text("{}")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=vault, capture_output=True, text=True, check=True
    )
    unknown = done.stderr.rpartition("[")[2].rstrip("]")
    assert [path for path in unknown.split(", ") if path and ".vaultsync/" not in path] == []


def imported(*arguments: str, first: str = "pass") -> set[str]:
    """The modules that a command line imports beside those of the bare interpreter."""
    asked = f"sys.argv[1:] = {arguments!r}; from vaultsync.cli import main; main()"
    program = f"import sys; {first}; {asked}"

    def modules(code: str) -> set[str]:
        told = subprocess.run(
            [sys.executable, "-X", "importtime", "-c", code],
            capture_output=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
        lines = told.stderr.decode().splitlines()
        found = [line for line in lines if line.startswith("import time:")]
        return {line.split("|")[2].strip() for line in found}

    return modules(program) - modules("")


def test_the_fast_way_imports_next_to_nothing(vault: Path) -> None:
    """On an unchanged vault only these modules may be imported beside those of the interpreter."""
    time.sleep(0.03)
    first = imported("check")
    assert "vaultsync.workspace.workspace" in first
    assert imported("check") <= {
        "__future__",
        "vaultsync",
        "vaultsync.cli",
        "vaultsync.fast",
        "vaultsync.disk",
        "vaultsync.disk.walk",
        "zlib",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="only there are forks made")
def test_where_a_fork_helps_it_imports_little_more(vault: Path) -> None:
    time.sleep(0.03)
    imported("check")
    found = imported("check", first="from vaultsync import fast; fast._WORTH_A_FORK = 1")
    assert {name for name in found if name.startswith("vaultsync")} == {
        *("vaultsync", "vaultsync.cli", "vaultsync.fast", "vaultsync.disk", "vaultsync.disk.walk"),
        *("vaultsync.disk.again", "vaultsync.processes", "vaultsync.processes.forks"),
        *("vaultsync.errors", "vaultsync.lean", "vaultsync.lean.carriers", "vaultsync.lean.typed"),
    }
    assert not HEAVY.intersection(name.partition(".")[0] for name in found)


HEAVY = {
    # What others wrote, and what reads dates, digests and programs.
    *("click", "frontmatter", "mistune", "openpyxl", "rapidfuzz", "urllib3", "watchdog", "yaml"),
    *(
        "ast",
        "contextlib",
        "dataclasses",
        "datetime",
        "hashlib",
        "inspect",
        "json",
        "logging",
        "platform",
        "signal",
    ),
    *(
        "argparse",
        "asyncio",
        "pathlib",
        "urllib",
        "decimal",
        "gettext",
        "html",
        "locale",
        "multiprocessing",
    ),
    *(
        "socket",
        "sqlite3",
        "statistics",
        "typing",
        "string",
        "subprocess",
        "tempfile",
        "threading",
        "tomllib",
        "uuid",
        "weakref",
    ),
    # What only a tracker, advice, or a part of Markdown that few notes have is for.
    *("vaultsync.agreement", "vaultsync.held", "vaultsync.several"),
    *(
        "vaultsync.match.pairing.pairing",
        "vaultsync.match.pairing.score",
        "vaultsync.match.wording.words",
    ),
    *("vaultsync.match.word_search", "vaultsync.tracker.lock", "vaultsync.tracker.lockfile"),
    *("vaultsync.obsidian.leads.advice", "vaultsync.obsidian.leads.rungs"),
    *("vaultsync.obsidian.leads.nearness", "vaultsync.obsidian.yaml.reader"),
    *("vaultsync.report.overview", "vaultsync.report.tally"),
    *("vaultsync.workspace.changes", "vaultsync.workspace.holding"),  # there is no earlier run
    *("vaultsync.rules.registry", "vaultsync.rules.status", "vaultsync.rules.broken_link"),
    *(
        "vaultsync.cli.app",
        "vaultsync.sync",
        "vaultsync.patterns.quickness",
        "vaultsync.patterns.stepwise",
    ),
}


@pytest.mark.parametrize("command", [["check"], ["check", "--no-cache"], ["check", "One.md"]])
def test_a_small_vault_waits_for_nothing_that_it_has_no_use_for(
    command: list[str], vault: Path
) -> None:
    """A vault of ordinary notes without a tracker, of which nothing is known yet."""
    (vault / "One.md").write_text(
        "---\ntags: [a, b]\naliases:\n  - Uno\n---\n# One\n\n[[Two]] and ![[Two#Part]]\n"
        "\n[x](deep/Two.md)\n- [ ] done ^block\n\n| a | b |\n|---|---|\n| [[Two\\|2]] | `code` |\n"
    )
    (vault / ".obsidian" / "app.json").write_text('{"newLinkFormat": "relative"}')
    (vault / "deep" / "Two.md").write_text("# Two\n\n## Part\n\nText #tag and *more* [[Uno]].\n")
    (vault / "Mission 1.1a.md").write_text("TBS will publish a road map for open data.\n")
    (vault / "Mission 1.1.md").write_text("Open data\n\n![[Mission 1.1a]]\n")
    found = imported(*command)
    assert "vaultsync.rules.for_vaults" in found
    assert found & HEAVY == set()


def test_a_small_list_takes_no_library(vault: Path) -> None:
    """Nor does holding the vault against it; `re` may be there for patterns that are new."""
    (vault / "page.txt").write_text(
        "Found 2 actions\nAction: TBS will publish a road map.\nStatus: Completed\n"
        "Action: TBS will share open data.\nStatus: Completed\n"
    )
    (vault / "Mission 1.1a.md").write_text("TBS will publish a map of roads.\n")
    (vault / "Mission 1.1b.md").write_text("TBS will share data openly.\n")
    assert run(["pull", "page.txt"]) == 0
    found = imported("check")
    assert "vaultsync.match.pairing.comparison" in found
    libraries = {name for name in HEAVY if not name.startswith("vaultsync")}
    assert found & libraries == set()


def test_only_who_judges_anew_imports_what_judges_anew(vault: Path) -> None:
    for number in range(WORTH_GOING_OVER):
        (vault / f"n{number}.md").write_text(f"# H\n\n[[n{number + 1}#H]]\n")
    time.sleep(0.03)
    anew = {f"vaultsync.workspace.{name}" for name in ("anew", "once_over", "aside")}
    anew |= {"vaultsync.processes.shares", "vaultsync.processes.forks"}
    assert imported("check") >= anew
    (vault / "n7.md").write_text("# H\n\nother words [[n8#H]]\n")
    found = imported("check")
    assert "vaultsync.workspace.taking_over" in found
    assert not found & anew


def test_the_version_is_said_by_next_to_nothing() -> None:
    assert imported("--version") <= {
        *("__future__", "vaultsync", "vaultsync.cli", "vaultsync.fast"),
        *("vaultsync.disk", "vaultsync.disk.walk"),
    }


def test_a_reader_that_goes_away_ends_a_repeated_answer_quietly(vault: Path) -> None:
    program = "import sys; sys.argv[1:] = ['check']; from vaultsync.cli import main; main()"
    command = [sys.executable, "-c", program]
    time.sleep(0.03)
    for _ in range(2):
        once = subprocess.run(command, capture_output=True, check=False)
        assert once.returncode == 1
    read, write = os.pipe()
    os.close(read)
    gone = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert gone.returncode == 0
    assert b"Traceback" not in gone.stderr
    assert b"Broken" not in gone.stderr


def test_every_tracker_that_the_configuration_names_counts(ask: Asker, vault: Path) -> None:
    label = r"label = 'Risk (?P<action>\d+)'"
    config = vault / "vaultsync.toml"
    config.write_text(
        "[tracker]\nsources = ['page.txt']\n[tracker.risks]\nsources = ['risks.csv']\n"
        f"{label}\nmapping = {{ id = 'Nr', text = 'Risk', status = 'State' }}\n"
    )
    (vault / "page.txt").write_text("Found 1 actions\nAction: TBS will.\nStatus: Completed\n")
    (vault / "risks.csv").write_text("Nr,Risk,State\n7,Nobody reads it.,Behind\n")
    (vault / "Risk 7.md").write_text("Nobody reads it.\n")
    assert run(["pull"]) == 0
    ask("check")
    again, other = ask("check"), ask("check", "--name", "risks")
    assert (again.repeated, other.repeated) == (True, False)
    assert b"risks: status is missing; the tracker says Behind" in again.out

    (vault / "risks.csv").write_text("Nr,Risk,State\n7,Nobody reads it.,Completed\n")
    assert run(["pull", "--name", "risks"]) == 0
    moved = ask("check")
    assert not moved.repeated
    assert b"the tracker says Completed" in moved.out

    config.write_text(f"{config.read_text()}names = {{ status-property = 'danger' }}\n")
    renamed = ask("check")
    assert not renamed.repeated
    assert b"add  danger: Completed" in renamed.out
    assert ask("check").repeated


def test_answers_are_bytes_also_where_the_system_has_files_of_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "O_BINARY", 0x8000, raising=False)
    spec = spec_from_file_location("again", fast.__file__)
    assert spec is not None
    assert spec.loader is not None
    again = module_from_spec(spec)
    spec.loader.exec_module(again)
    assert again.BINARY == 0x8000
