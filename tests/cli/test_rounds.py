"""What a watch prints of a round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Vault
from tests.cli.test_quiet import Scripted
from vaultsync.watching.events import Hints


@pytest.fixture
def vault(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Vault:
    monkeypatch.setattr("vaultsync.watching.events.Events", Scripted)
    return Vault(tmp_path / "vault", capfd, monkeypatch)


def coming(vault: Vault, monkeypatch: pytest.MonkeyPatch, text: str, count: int) -> list[str]:
    """Return what is printed when so many notes of a text come: all lines, without the time."""
    names = [f"{number:03}.md" for number in range(count)]

    def come() -> Hints:
        for name in names:
            (vault.root / name).write_text(text)
        return Hints(frozenset(names), False)

    monkeypatch.setattr(Scripted, "steps", [come])
    return [line[10:] for line in vault.run("watch").out.splitlines()[2:]]


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, "1 more file"), (30, "10 more files")])
def test_of_many_files_without_findings_only_some_are_named(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, count: int, more: str
) -> None:
    lines = coming(vault, monkeypatch, "A note.\n", count)
    shown = [f"{number:03}.md  no change in findings" for number in range(20)]
    assert lines == shown + [f"{more}  no change in findings"] * bool(more)


def test_of_very_many_files_with_findings_only_some_are_named(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = coming(vault, monkeypatch, "[[Nowhere]]\n", 103)
    assert sum("new     L401" in line for line in lines) == 100
    assert lines[-2] == "3 more files: vaultsync check shows all that is found"
    assert lines[-1] == "0 errors, 123 warnings"
