"""A check that is said plainly is the same check."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaultsync.cli import run
from vaultsync.cli.caching import Wish
from vaultsync.cli.direct import direct

PLAIN = [
    ["check"],
    ["check", "One.md"],
    ["check", "deep", "One.md", "--no-cache"],
    ["check", "--format", "json"],
    ["check", "--format", "concise", "deep"],
    ["check", "--format", "json", "--format", "full"],
    ["check", "--no-cache", "--no-cache"],
    ["check", "absent.md"],
    ["check", ""],
]
FOR_CLICK = [
    [],
    ["--help"],
    ["status"],
    ["check", "--help"],
    ["check", "--format=json"],
    ["check", "--format"],
    ["check", "--format", "xml"],
    ["check", "--fix"],
    ["check", "--", "One.md"],
    ["check", "-"],
    ["check", "--no-cach"],
    ["--version", "check"],
]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "deep").mkdir()
    (root / "One.md").write_text("# One\n\n[[Two]] and [[Nowhere]]\n")
    (root / "deep" / "Two.md").write_text("![[Gone]]\n")
    monkeypatch.setenv("VAULTSYNC_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(root)
    return root


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_it_says_what_click_would_have_it_say(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert direct(arguments) is not None
    code, wish = run(arguments), Wish.anew
    said = capfdbinary.readouterr()
    monkeypatch.setattr("vaultsync.cli.direct.direct", lambda _: None)
    assert run(arguments) == code
    assert Wish.anew == wish == ("--no-cache" in arguments)
    assert capfdbinary.readouterr() == said


@pytest.mark.parametrize("arguments", FOR_CLICK, ids=" ".join)
def test_what_has_to_be_understood_is_left_to_click(arguments: list[str]) -> None:
    assert direct(arguments) is None


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize("way", ["direct", "click"])
def test_breaking_it_off_is_no_fault(
    way: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vaultsync.cli.checking.open_vault", broken)
    monkeypatch.setattr(
        "vaultsync.cli.direct.direct", direct if way == "direct" else lambda _: None
    )
    assert run(["check"]) == 130
    assert capfd.readouterr() == ("", "\n")


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize("way", ["direct", "click"])
def test_breaking_off_the_making_of_a_class_is_none(
    way: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def __set_name__(self, owner: type, name: str) -> None:
            raise KeyboardInterrupt

    def broken(*_: object, **__: object) -> None:
        type("Owner", (), {"name": Broken()})

    monkeypatch.setattr("vaultsync.cli.checking.open_vault", broken)
    monkeypatch.setattr(
        "vaultsync.cli.direct.direct", direct if way == "direct" else lambda _: None
    )
    assert run(["check"]) == 130
    assert capfd.readouterr() == ("", "\n")


@pytest.mark.usefixtures("vault")
def test_no_wish_outlives_its_command() -> None:
    for arguments in (["check", "--no-cache"], ["status", "--no-cache"]):
        run(arguments)
        assert Wish.anew
        run(["check"])
        assert not Wish.anew
        run(arguments)
        run(["check", "--format=json"])
        assert not Wish.anew


@pytest.mark.usefixtures("vault")
def test_a_shell_that_asks_how_to_complete_is_answered_by_click(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("_VAULTSYNC_COMPLETE", "bash_source")
    assert direct(["check"]) is None
