"""What is printed steers no terminal and no workflow, and stays what it was otherwise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.cli.printable import printable
from vaultsync.report.terminal import UNSAFE


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("plain\r\n  text\n", "plain\r\n  text\n"),
        ("a::b\n", "a::b\n"),
        ("::error::a\n", "\\u003a:error::a\n"),
        ("a\n \t::warning::b", "a\n \\t::warning::b"),
        ("a\n  ::warning::b", "a\n  \\u003a:warning::b"),
        ("x ##[Error]y ##vso[task]", "x \\u0023#[Error]y \\u0023#vso[task]"),
        ("## [x] ##[[x]] ##[Mission 3](a)", "## [x] ##[[x]] ##[Mission 3](a)"),
        ("\x1b[31mred\x1b[0m \x1b[2J", "\x1b[31mred\x1b[0m \\x1b[2J"),
        ("\x1b[31mred\x1b[0m \u202e", "\x1b[31mred\x1b[0m \\u202e"),
        ("\x1b[\x1b[31m31mred", "\\x1b[\x1b[31m31mred"),  # none is made of what is around another
    ],
)
def test_what_could_steer_is_written_out(text: str, printed: str) -> None:
    assert printable(text) == printed


@given(
    st.lists(st.sampled_from(["::", "#", "[error]", "\n", " ", "\x1b[31m", "\u202e", "a", "\r"]))
)
def test_nothing_is_left_and_twice_is_once(parts: list[str]) -> None:
    once = printable("".join(parts))
    assert printable(once) == once
    assert not UNSAFE.search(once.replace("\r\n", "").replace("\n", "").replace("\x1b[31m", ""))
    assert not any(line.lstrip().startswith("::") for line in once.splitlines())
    assert "##[error" not in once


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    written = json.dumps({"a": text})
    assert json.loads(printable(written)) == {"a": text}
