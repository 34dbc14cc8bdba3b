"""Plans kept in files: the same plan comes back, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.planning import Vaulted, row
from tests.sync.support import NOW, Quick, make_vault, whole_plan
from vaultsync.sync.apply import StalePlanError, apply_plan
from vaultsync.sync.plan_file import PlanFileError, from_json, kept, to_json
from vaultsync.sync.recipe import Recipe
from vaultsync.text import apply_edits

SECTIONS = "# Mission 3.1b\nOne.\n#status/paused\n# Mission 3.1c\nTwo \U0001f600.\n"


RECIPE = Recipe(NOW, ("All.md",), True, False, True, ("All.md",), "why", (("p.txt", b"\xff\n"),))
VAULT = "0" * 32


def a_plan():
    vault = Vaulted({"All.md": SECTIONS}, [row("3.1.b", "Completed", "2"), row("3.1.c", "-", "1")])
    return kept(vault.plan(create_notes=True), RECIPE, VAULT)


def test_a_plan_comes_back_as_it_was():
    plan = a_plan()
    assert plan.changes
    assert plan.left
    assert from_json(to_json(plan).encode(), "plan.json") == plan


def test_a_plan_of_another_configuration_is_refused(tmp_path):
    root = make_vault(tmp_path)
    plan = whole_plan(root)._replace(config="a" * 64)
    with pytest.raises(StalePlanError, match="configuration changed"):
        apply_plan(root, tmp_path / "vaultsync.lock", plan, "apply", NOW, Quick(), "b" * 64)
    assert not (root / ".vaultsync").exists()


def changed(**values):
    """A plan's text with some of its fields, by their paths with dots, replaced."""
    document = json.loads(to_json(a_plan_once()))
    for path, value in values.items():
        at = document
        *parents, name = path.split("__")
        for each in parents:
            at = at[int(each) if each.isdigit() else each]
        at[name] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "values",
    [
        {"vault": None},
        {"vault": "../x"},
        {"version": 1},
        {"recipe__time": "2026-11-21"},
        {"recipe__time": "2026-13-21T20:55:58Z"},
        {"recipe__time": "9999-02-31T20:55:58Z"},
        {"recipe__time": "2026-02-29T20:55:58Z"},
        {"recipe__time": "0000-01-01T20:55:58Z"},
        {"recipe__overwrite_local": 1},
        {"recipe__sources": [{"name": "p.txt", "bytes": "!"}]},
        *(
            {"changes__0__path": path}
            for path in ("../a.md", "/a.md", ".git/hooks/x.md", ".obsidian/app.json", "a.txt",
                         "C:/a.md", "a\\b.md", "", "a\0.md", "vaultsync.toml")
        ),
    ],
)  # fmt: skip
def test_a_plan_that_names_what_no_plan_does_is_refused(values):
    with pytest.raises(PlanFileError):
        from_json(changed(**values), "plan.json")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no JSON",
        b"[1, 2]",
        b"{}",
        b'{"version": 1}',
        b'{"version": 2}',
        b"\xff",
        b"[" * 200_000,
    ],
)
def test_what_is_no_plan_is_refused(data):
    with pytest.raises(PlanFileError, match="mine is"):
        from_json(data, "mine")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(data=st.data())
def test_a_plan_with_anything_in_the_place_of_anything_is_read_or_refused(data):
    document = json.loads(to_json(a_plan_once()))
    at = document
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], dict | list) and at[key] and data.draw(st.booleans()):
            at = at[key]
            continue
        at[key] = data.draw(junk)
        break
    try:
        plan = from_json(json.dumps(document).encode(), "plan.json")
    except PlanFileError:
        return
    for change in plan.changes:
        try:
            apply_edits(SECTIONS, change.edits)
        except ValueError:
            continue


_ONCE = []


def a_plan_once():
    if not _ONCE:
        _ONCE.append(a_plan())
    return _ONCE[0]
