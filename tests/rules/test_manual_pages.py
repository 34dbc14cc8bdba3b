"""Every rule has a manual page, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.rules.manual import HEADINGS, example, sections
from vaultsync import rules
from vaultsync.rules import for_notes, for_vaults
from vaultsync.rules.loading import vault_rule
from vaultsync.rules.registry import LINK_RULES, NOTE_RULES, RULES, VAULT_RULES

if TYPE_CHECKING:
    from vaultsync.rules.rule import Rule

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.NAME)


@by_name
def test_a_page_has_its_headings_in_order(rule: Rule) -> None:
    assert tuple(sections(rule))[1:] == HEADINGS
    assert all(sections(rule).values())


@by_name
def test_a_page_begins_with_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][^\n]{10,78}\.", sections(rule)[""])


@by_name
def test_lines_fit_a_terminal(rule: Rule) -> None:
    lines = (rule.__doc__ or "").splitlines()
    assert [line for line in lines if len(line) > 84] == []


@by_name
def test_the_example_is_reported_where_it_says(rule: Rule) -> None:
    shown = example(sections(rule)["Example"])
    assert shown.reported
    assert shown.spots(rule.CODE) == shown.reported


@by_name
def test_what_to_use_instead_is_not_reported(rule: Rule) -> None:
    shown = example(sections(rule)["Use instead"])
    assert shown.files
    assert shown.spots(rule.CODE) == set()


def test_codes_and_names_are_unique() -> None:
    assert len({rule.CODE for rule in RULES}) == len({rule.NAME for rule in RULES}) == len(RULES)


def test_codes_and_names_are_well_formed() -> None:
    for rule in RULES:
        assert re.fullmatch(r"[TELFVCX]\d{3}", rule.CODE)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.NAME)


def test_a_rule_is_in_the_module_of_its_name() -> None:
    for rule in RULES:
        module = rule.__name__.rpartition(".")[2]  # type: ignore[attr-defined]  # a rule is a module
        assert module.replace("_", "-") == rule.NAME


def test_every_module_of_a_rule_is_listed() -> None:
    files = Path(rules.__file__).parent.glob("*.py")
    modules = {each.stem for each in files if "\nCODE = " in each.read_text(encoding="utf-8")}
    assert {rule.NAME.replace("-", "_") for rule in RULES} == modules
    assert len(RULES) == len(modules)


def test_rules_are_listed_under_what_they_say_of_themselves() -> None:
    assert {rule.CODE: rule.NAME.replace("-", "_") for rule in LINK_RULES} == for_notes.LINK_RULES
    for need, names in for_notes.NOTE_RULES.items():
        assert {rule.NAME for rule in NOTE_RULES if rule.NEEDS is need} == {
            name.replace("_", "-") for name in names
        }
    assert {rule.CODE for rule in VAULT_RULES if rule.CODE[0] in "TC"} == {
        vault_rule(name).CODE for name in for_vaults.ABOUT_TRACKER
    }
