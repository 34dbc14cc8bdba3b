"""Patterns of the user's: what `re` would say, and never longer than one can wait."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultsync.patterns.pattern import LONGEST_TEXT, BoundedPattern

# Each of these keeps `re` busy for longer than anybody lives, on the texts below.
ENDLESS = [
    r"(?P<action>(?:a+)+)b",
    r"(?P<action>(?:a|a)*)b",
    r"(?P<action>(?:a|aa)+)b",
    r"(?P<action>(?:a*)*)b",
    r"(?P<action>(?:.*a){20})b",
    r"(?:a?){60}a{60}(?P<action>b)",
    r"(?P<action>.*.*.*.*.*.*.*.*)b",
    r"(?P<action>(?:\w+\s?)*)b",
    r"(?P<action>(?:(?:a{1,9}){1,9}){1,9})b",
]


@pytest.mark.parametrize("pattern", ENDLESS)
@pytest.mark.parametrize("text", ["a" * LONGEST_TEXT, "a " * 90 + "!", "a" * 40 + "c"])
def test_no_pattern_takes_for_ever(pattern: str, text: str) -> None:
    bounded = BoundedPattern(pattern)
    assert bounded.fullmatch(text) is None
    assert bounded.match(text) is None
    assert bounded.fullmatch("aab") is not None or "{" in pattern


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("Mission (", "is not a regular expression"),
        (r"(a+)+\1(?P<action>b)", "a reference to a group"),
        (r"(?:a+)+(?=a)(?P<action>b)", "a look-around"),
        (r"(?>(?:a+)+)(?P<action>b)", "an atomic group"),
        (r"(?:(?:\w+\s?){40}){40}(?P<action>b)", "repeats too much"),
        ("(?P<action>" + "a" * 600 + ")", "is longer than 500 characters"),
    ],
)
def test_what_cannot_be_bounded_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        BoundedPattern(pattern)


def test_what_can_be_read_in_few_ways_may_look_around() -> None:
    bounded = BoundedPattern(r"(?!Old)\w+ (?P<action>\d+)(?<!13)")
    assert bounded.fullmatch("Goal 12") == ("Goal 12", {"action": "12"})
    assert bounded.fullmatch("Goal 13") is None
    assert bounded.fullmatch("Old 12") is None


def test_flags_hold_where_they_stand() -> None:
    bounded = BoundedPattern(r"(?-i:(?:B|B.)*)x(?P<action>(?:a|ab)+)")
    assert bounded.fullmatch("BbXA") == ("BbXA", {"action": "A"})
    assert bounded.fullmatch("bBxa") is None
    ascii_only = BoundedPattern(r"(?a:(?:\w|\w\w)*)(?P<action>\w)")
    assert ascii_only.fullmatch("aéa") is None
    assert ascii_only.fullmatch("aaé") is not None
    for endless in (r"(?:(?-i:[^a]*)A)*(?P<action>x)", r"(?:(?a:\W*)é)*(?P<action>x)"):
        assert BoundedPattern(endless).match("AÉé" * 60) is None


def test_deep_nesting_is_no_fault() -> None:
    assert BoundedPattern("(" * 240 + "(?P<action>a)" + ")" * 240).match("a") is not None


def test_a_text_that_is_too_long_is_no_match_and_a_long_one_may_begin_with_one() -> None:
    bounded = BoundedPattern(r"(?P<action>\d+)")
    assert bounded.fullmatch("1" * LONGEST_TEXT) is not None
    assert bounded.fullmatch("1" * (LONGEST_TEXT + 1)) is None
    assert bounded.match("1" * (LONGEST_TEXT + 1)) is None
    assert bounded.match("12 " + "x" * 1_000_000) == ("12", {"action": "12"})
    assert BoundedPattern(r"(?P<action>x)$").match("x" * 300) is None


atoms = st.sampled_from(["a", "b", "B", ".", r"\d", r"\w", "[ab]", "[^a]", r"\b", "^", "$", "1"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    repeats = st.sampled_from(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}", "{0,2}?"])
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"(?:{'|'.join(each)})"),
        st.tuples(inner, repeats).map(lambda each: f"(?:{each[0]}){each[1]}"),
        inner.map(lambda each: f"(?i:{each})"),
        inner.map(lambda each: f"(?-i:{each})"),
    )


patterns = st.recursive(atoms, grown, max_leaves=6)


@settings(max_examples=200)
@example(before="", named=r"(?:a|\b|b)*", after="b", text="BB")
@example(before=" B", named=r"(?:(?:\b|.|[^a]){1,3})*", after="(?:1*?)*", text=" B ab")
@example(before="(?:^|.){1,3}", named="[ab]+", after="(?:1{0,2}?){2,}", text="1Ba")
@given(before=patterns, named=patterns, after=patterns, text=st.text("ab1 B", max_size=8))
def test_first_match_and_groups_are_those_of_re(
    before: str, named: str, after: str, text: str
) -> None:
    pattern = f"{before}(?P<action>{named}){after}"
    bounded = BoundedPattern(pattern)
    compiled = re.compile(pattern, re.IGNORECASE)
    for ours, theirs in (
        (bounded.match(text), compiled.match(text)),
        (bounded.fullmatch(text), compiled.fullmatch(text)),
    ):
        assert (ours and ours.text) == (theirs and theirs[0])
        if ours and theirs:
            assert ours.groups.get("action") == theirs["action"]
