from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.tracker.published import FRENCH_PAGE, IDS, SEED_PAGE, as_csv, data_set_rows
from tests.tracker.site import Asked, Reply, html_reply, list_page, played, tracker_site
from vaultsync.cli import run
from vaultsync.tracker.lock import Lock, read_lock
from vaultsync.tracker.vocabulary import Vocabulary

DAYS = {1: "1795294558", 2: "1795380958"}  # 2026-11-21 and -22, 20:55:58Z


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAYS[1])
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    (tmp_path / "vaultsync.toml").write_text("[tracker]\n")
    return tmp_path


def lock(vault: Path, name: str = "default") -> Lock:
    return read_lock((vault / "vaultsync.lock").read_bytes(), Vocabulary(), name)


def configure(vault: Path, text: str) -> None:
    (vault / "vaultsync.toml").write_text(text)


def test_an_address(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with played(tracker_site) as site:
        assert run(["pull", site.address + "/list"]) == 0
        snapshot = lock(vault).snapshot
    assert tuple(row.id for row in snapshot.rows) == IDS
    assert snapshot.complete is not None
    assert [source.source.removeprefix(site.address) for source in snapshot.sources] == [
        "/list", "/list?page=2", "/list?page=3", "/list?page=4", "/list?page=5"
    ]  # fmt: skip
    row = snapshot.rows[0]
    assert row.url == site.address + "/en/datastrategy/record/1.1.a%2C2"
    assert "43 rows: the whole list, read 2026-11-21." in capsys.readouterr().out


def test_a_filtered_address_is_a_part(vault: Path) -> None:
    with played(tracker_site) as site:
        assert run(["pull", site.address + "/list?action_status=In+Progress"]) == 0
    snapshot = lock(vault).snapshot
    assert len(snapshot.rows) > 10
    assert snapshot.complete is None


def test_a_page_that_fails_leaves_the_lock(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    (vault / "page.txt").write_bytes(SEED_PAGE)
    assert run(["pull", "page.txt"]) == 0
    before = (vault / "vaultsync.lock").read_bytes()

    def answer(asked: Asked) -> Reply:
        return Reply(404) if asked.query.get("page") == "5" else tracker_site(asked)

    with played(answer) as site:
        assert run(["pull", site.address + "/list"]) == 2
    assert (vault / "vaultsync.lock").read_bytes() == before
    assert "page=5 cannot be read: HTTP 404 Not Found" in capsys.readouterr().err


def test_an_unchanged_address_is_not_read_again(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = data_set_rows()
    (vault / "page.txt").write_bytes(SEED_PAGE)

    def answer(asked: Asked) -> Reply:
        page = asked.query.get("page", "1")
        tag = f'"{rows[0]["action_status"].replace(" ", "-")}-{page}"'
        if asked.headers.get("If-None-Match") == tag:
            return Reply(304)
        return html_reply(list_page(rows, int(page)), ETag=tag)

    with played(answer) as site:
        names = ["page.txt", site.address + "/list"]
        assert run(["pull", *names]) == 0
        written = (vault / "vaultsync.lock").read_bytes()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", DAYS[2])
        site.asked.clear()
        capsys.readouterr()
        assert run(["pull", *names]) == 0
        assert len(site.asked) == 5
        assert (vault / "vaultsync.lock").read_bytes() == written
        assert "is up to date" in capsys.readouterr().err

        # Whatever else changed, all is read by one reading.
        (vault / "page.txt").write_bytes(SEED_PAGE + b"\n")
        assert run(["pull", *names]) == 0
        assert {source.read[:10] for source in lock(vault).snapshot.sources} == {"2026-11-22"}

        rows[0]["action_status"] = "Behind"
        assert run(["pull", *names, "--dry-run"]) == 1
        assert "1.1.a  status: In Progress -> Behind" in capsys.readouterr().out


def test_another_mapping_has_the_same_bytes_read_anew(vault: Path) -> None:
    headers = {"ETag": '"1"'}

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match"):
            return Reply(304)
        return Reply(body=as_csv(data_set_rows()), headers=headers)

    with played(answer) as site:
        configure(vault, f'[tracker]\nsources = ["{site.address}/list.csv"]\n')
        assert run(["pull"]) == 0
        assert lock(vault).snapshot.rows[0].text != "Texte français 0"
        with (vault / "vaultsync.toml").open("a") as file:
            file.write('[tracker.mapping]\nlanguage = "fr"\n')
        assert run(["pull"]) == 0
        assert lock(vault).snapshot.rows[0].text == "Texte français 0"


def changed() -> list[dict[str, str]]:
    rows = data_set_rows()
    rows[0]["action_status"] = "Completed"
    rows[1]["action"] = rows[1]["action"].replace("will", "will now")
    rows[2]["action_id"] = "9.9.z"
    rows[4] = {**rows[4], "action_id": "1.2.x", "action": "Quite another thing to be done soon."}
    return rows


@pytest.fixture
def pulled_twice(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (vault / "list.csv").write_bytes(as_csv(data_set_rows()))
    assert run(["pull", "list.csv"]) == 0
    (vault / "list.csv").write_bytes(as_csv(changed()))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAYS[2])
    return vault


def test_the_difference_as_text(pulled_twice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["pull", "list.csv", "--dry-run"]) == 1
    out = capsys.readouterr().out
    for part in (
        "1 row added\n  + 1.2.x  In Progress, Year 2 priority  Quite another thing",
        "1 row removed\n  - 1.2.b  ",
        "1 row renumbered\n  ~ 1.1.c -> 9.9.z  TBS will",
        "1 row moved\n  ~ 1.1.a  status: In Progress -> Completed",
        "1 row reworded\n  ~ 1.1.b  {now}",
    ):
        assert part in out


def test_a_row_that_moves_in_both_values_is_one_row(
    pulled_twice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = data_set_rows()
    rows[0] = {**rows[0], "action_status": "Completed", "priority": "Year 3 priority"}
    (pulled_twice / "list.csv").write_bytes(as_csv(rows))
    capsys.readouterr()
    assert run(["pull", "list.csv", "--dry-run"]) == 1
    out = capsys.readouterr().out
    assert "1 row moved\n  ~ 1.1.a  status: In Progress -> Completed" in out
    assert "\n  ~ 1.1.a  priority: Year 2 priority -> Year 3 priority" in out


def test_the_difference_as_json(pulled_twice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["pull", "list.csv", "--dry-run", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["version"] == 1
    assert found["snapshot"]["complete"] is True
    assert [row["key"] for row in found["added"]] == ["1.2.x"]
    assert [row["key"] for row in found["removed"]] == ["1.2.b"]
    assert found["renumbered"][0]["before"] == "1.1.c"
    assert found["moved"][0]["after"] == "Completed"
    assert found["reworded"][0]["key"] == "1.1.b"


def test_the_difference_as_markdown(pulled_twice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["pull", "list.csv", "--dry-run", "--format", "markdown"]) == 1
    out = capsys.readouterr().out
    for part in (
        "## Added (1)",
        "## Removed (1)",
        "| 1.1.c | 9.9.z |",
        "- **1.1.b** TBS will **now**",
    ):
        assert part in out


def test_what_a_part_does_not_show_is_not_removed(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / "list.csv").write_bytes(as_csv(data_set_rows()))
    assert run(["pull", "list.csv"]) == 0
    (vault / "page.txt").write_bytes(SEED_PAGE)
    capsys.readouterr()
    assert run(["pull", "page.txt", "--dry-run", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["removed"] == []


def test_named_trackers_lie_side_by_side(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(
        vault,
        """
        [tracker]
        sources = ["list.csv"]
        [tracker.issues]
        preset = "github-issues"
        sources = ["issues.json"]
        label = 'Issue (?P<action>[0-9]+)'
        """,
    )
    (vault / "list.csv").write_bytes(as_csv(data_set_rows()))
    (vault / "issues.json").write_text('[{"number": 1, "title": "Sweep", "state": "OPEN"}]')
    assert run(["pull"]) == 0
    assert run(["pull", "--name", "issues"]) == 0
    assert len(lock(vault).snapshot.rows) == 43
    assert [row.text for row in lock(vault, "issues").snapshot.rows] == ["Sweep"]
    assert run(["history", "--name", "issues"]) == 0
    assert "1  added: OPEN" in capsys.readouterr().out
    assert run(["pull", "--name", "others"]) == 2
    assert "there is no tracker 'others'" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["ftp://example.org/list.csv", "file:///etc/hostname"])
def test_other_addresses_are_refused_as_such(
    vault: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert run(["pull", address]) == 2
    said = capsys.readouterr().err
    assert f"{address} is not an address that is read" in said
    assert "Only http:// and https:// are." in said


LEFT_OUT = [
    "fr.txt: 10 rows left out, taken for the French of as many others; if they are",
    "  not, pull fr.txt by itself",
]


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_rows_left_out_for_their_language_are_told(
    vault: Path, dry: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / "en.txt").write_bytes(SEED_PAGE)
    (vault / "fr.txt").write_bytes(FRENCH_PAGE)
    command = ["pull", "fr.txt", "en.txt", *dry]
    assert run(command) == len(dry)
    told = capsys.readouterr().out.splitlines()
    assert told[:4] == ["en.txt: 10 rows of 43", "fr.txt: 10 rows of 43", *LEFT_OUT]
    assert run([*command, "--format", "markdown"]) == len(dry)
    assert " ".join(map(str.strip, LEFT_OUT)) in capsys.readouterr().out.splitlines()
    assert run([*command, "--format", "json"]) == len(dry)
    assert json.loads(capsys.readouterr().out)["left_out"] == [
        {"sources": ["fr.txt"], "rows": 10, "language": "fr", "by_id": False, "together": True}
    ]
    assert run(["pull", "fr.txt", *dry]) == len(dry)
    assert "left out" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "action_id,lang,action,status\n1,en,Open it,-\n1,fr,Ouvrez,-\n2,en,Shut it,-\n",
            ["list.csv: 1 row left out, French for rows of the same ids"],
        ),
        (
            "lang,action,status\nen,Open it,-\nfr,Fermez,-\n",
            [
                "list.csv: 1 row left out, taken for the French of as many others; if it is",
                "  not, remove the column that says its language",
            ],
        ),
    ],
)
def test_rows_of_a_table_left_out_for_their_language_are_told(
    vault: Path, table: str, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / "list.csv").write_text(table)
    assert run(["pull", "list.csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1 : 1 + len(said)] == said


def test_pages_left_out_for_their_language_are_told_once(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    starts = [each.start() for each in re.finditer(r"(?m)^Action", FRENCH_PAGE.decode())]
    page = FRENCH_PAGE.decode()
    (vault / "en.txt").write_bytes(SEED_PAGE)
    (vault / "fr1.txt").write_text(page[: starts[5]])
    (vault / "fr2.txt").write_text(page[: starts[0]] + page[starts[5] :])
    assert run(["pull", "en.txt", "fr1.txt", "fr2.txt"]) == 0
    assert capsys.readouterr().out.splitlines()[3:5] == [
        "fr1.txt and 1 other: 10 rows left out, taken for the French of as many others;",
        "  if they are not, pull each by itself",
    ]


def test_what_is_doubtful_of_a_whole_page_names_no_line(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (vault / "fr.csv").write_text("action,status\nOuvrez,En cours\n")
    (vault / "en.csv").write_text("action,status\nOpen it,In progress\nShut it,Behind\n")
    why = "rows in English and in French, which may be the same: read pages of one language"
    assert run(["pull", "fr.csv", "en.csv", "--dry-run"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert max(map(len, told)) <= 80
    assert f"! en.csv: {why}" in " ".join(map(str.strip, told))
    assert run(["pull", "fr.csv", "en.csv", "--dry-run", "--format", "markdown"]) == 1
    assert f"- en.csv: {why}" in capsys.readouterr().out.splitlines()
