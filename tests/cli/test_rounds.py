"""What a watch prints of a round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Vault
from tests.cli.test_quiet import Scripted
from vaultsync.events import Hints


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, "1 more file"), (30, "10 more files")])
def test_of_many_files_without_findings_only_some_are_named(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    count: int,
    more: str,
) -> None:
    vault = Vault(tmp_path / "vault", capfd, monkeypatch)
    monkeypatch.setattr("vaultsync.events.Events", Scripted)
    names = [f"{number:02}.md" for number in range(count)]

    def come() -> Hints:
        for name in names:
            (vault.root / name).write_text("A note.\n")
        return Hints(frozenset(names), False)

    monkeypatch.setattr(Scripted, "steps", [come])
    lines = [line[10:] for line in vault.run("watch").out.splitlines()[2:]]
    shown = [f"{name}  no change in findings" for name in names[:20]]
    assert lines == shown + [f"{more}  no change in findings"] * bool(more)
