"""Every rule has a manual page, and its examples do what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.rules.manual import HEADINGS, example, sections
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


@pytest.mark.parametrize("listed", [LINK_RULES, NOTE_RULES, VAULT_RULES])
def test_the_registry_is_in_alphabetical_order(listed: tuple[Rule, ...]) -> None:
    names = [rule.NAME for rule in listed]
    assert names == sorted(names)
