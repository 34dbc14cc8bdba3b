"""Plans kept in files: the same plan comes back, and nothing else is taken for one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.planning import Vaulted, row
from tests.sync.support import NOW, Quick, contents, make_vault, whole_plan
from vaultsync.sync.apply import StalePlanError, apply_plan
from vaultsync.sync.plan_file import PlanFileError, from_json, to_json
from vaultsync.sync.state import ensure_identity, prepare_state
from vaultsync.text import apply_edits

SECTIONS = "# Mission 3.1b\nOne.\n#status/paused\n# Mission 3.1c\nTwo \U0001f600.\n"


def a_plan():
    vault = Vaulted({"All.md": SECTIONS}, [row("3.1.b", "Completed", "2"), row("3.1.c", "-", "1")])
    return vault.plan(create_notes=True)


def test_a_plan_comes_back_as_it_was():
    plan = a_plan()
    assert plan.changes
    assert plan.base
    assert plan.left
    assert from_json(to_json(plan).encode(), "plan.json") == plan


def test_a_kept_plan_writes_what_it_would_have(tmp_path):
    root = make_vault(tmp_path / "one")
    other = make_vault(tmp_path / "two")
    kept = from_json(to_json(whole_plan(root)).encode(), "plan.json")
    apply_plan(root, root.parent / "vaultsync.lock", kept, "apply", NOW, Quick())
    apply_plan(other, other.parent / "vaultsync.lock", whole_plan(other), "sync", NOW, Quick())
    assert contents(root.parent) == contents(other.parent)


def test_a_plan_of_another_vault_is_refused(tmp_path):
    root, other = make_vault(tmp_path / "one"), make_vault(tmp_path / "two")
    for each in (root, other):
        prepare_state(each, Quick())
    plan = whole_plan(root)._replace(vault=ensure_identity(root, Quick()))
    ensure_identity(other, Quick())
    before = contents(other.parent)
    with pytest.raises(StalePlanError, match="another vault"):
        apply_plan(other, other.parent / "vaultsync.lock", plan, "apply", NOW, Quick())
    assert contents(other.parent) == before
    apply_plan(root, root.parent / "vaultsync.lock", plan, "apply", NOW, Quick())


def test_a_plan_of_another_configuration_is_refused(tmp_path):
    root = make_vault(tmp_path)
    plan = whole_plan(root)._replace(config="a" * 64)
    with pytest.raises(StalePlanError, match="configuration changed"):
        apply_plan(root, tmp_path / "vaultsync.lock", plan, "apply", NOW, Quick(), "b" * 64)
    assert not (root / ".vaultsync").exists()


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
