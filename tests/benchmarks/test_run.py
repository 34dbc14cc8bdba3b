"""What the command line of the benchmarks asks for."""

import sys

import pytest

from benchmarks import run


def asked(monkeypatch: pytest.MonkeyPatch, arguments: str) -> list[tuple[str, int]]:
    """Return kind and size of each vault that is measured, in order."""
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(sys, "argv", ["run", "--only", "cold", *arguments.split()])
    monkeypatch.setattr(run, "prepare", lambda _: None)
    monkeypatch.setattr(run, "machine_lines", lambda _: [])
    monkeypatch.setattr(run, "_measure", lambda _, kind, notes, *__: found.append((kind, notes)))
    run.main()
    return found


def test_sizes_are_those_of_kept_vaults(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = asked(monkeypatch, "--sizes 200,300")
    assert kept[:2] == [("kept", 200), ("kept", 300)]
    assert kept[2:] == [("published", 170), ("published", 3000), ("published", 10_000)]


def test_one_kind_can_be_asked_for_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, "--kinds kept --sizes 200") == [("kept", 200)]
    published = asked(monkeypatch, "--kinds published --published-sizes 300")
    assert published == [("published", 300)]
    assert asked(monkeypatch, "--kinds published --quick") == [("published", 170)]


def test_an_unknown_kind_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        asked(monkeypatch, "--kinds kept,other")
    assert "other: choose from kept, published" in capsys.readouterr().err
