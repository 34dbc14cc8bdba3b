"""Where PyYAML has no C parser, the same is read, and the same is said of what cannot be read."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.obsidian.yaml.test_faulty import LINES
from tests.obsidian.yaml.texts import blocks, lookalikes
from vaultsync.obsidian.yaml import pure
from vaultsync.obsidian.yaml.reader import read_full

pytestmark = pytest.mark.skipif(
    not hasattr(yaml, "CSafeLoader"), reason="there is no C parser to compare with"
)

FAULTS = (
    *("a: b: c\n", "a: - b\n", "a: ? b\n", "a: [x\n", "a: {x\n", "a: [b\nc: d\n"),
    *("a: [x\n---\n", "a: @x\n", "a: `x`\n", "a: %x\n", "@a: b\n", "%a: b\n", "% a\n"),
    *("a: ]\n", "[,]\n", "a: {,}\n", "a: 'x\n", 'a: "x\n', "a: 'x\n---\n", "a: 'it's'\n"),
    *('a: "b" c\n', "a: [x] y\n", "a: *\n", 'a: "\\q"\n', 'a: "\\x1"\n'),
    *('a: "\\ud83d\\ude00"\n', 'a: "\\U00110000"\n', "a: &\n", "**a**: b\n", "a: *x\n"),
    *("a: &a &b x\n", "a: !a !b x\n", "a: !<x y\n", "a: !e!foo x\n", "a: ![[b]]\n"),
    *("- ![[b]]\n", "a: [[b]], [[c]]\n", "a: !<x[y]> z\n", "a: !x y\n", "a\n", "a: b\nc\n"),
    *("a: b\n- c\n", "- a\nb: c\n", "a:\n - b\n c: d\n", "a: b\n  c: d\n"),
    *("a:\n    b: 1\n  c: 2\n", ": b\n", "a: |x\n  y\n", "a: |0\n  x\n", "a: >- b\n", "{\n"),
    *("[\n", "a: b\n---\nc: d\n", "%YAML 1.2\na: b\n", "a: b\n... x\n", "a: b\n...\nc: d\n"),
    *("a: {{x}}\n",),
)
TABS = (
    *("\ta: b\n", "a:\n\tb: c\n", "a:\tb\n", "a: b\t\n", "a: b\tc\n", "a: b \t # c\n"),
    *("a: b\t#c\n", "a: [x,\ty]\n", "a:\t[x]\t\n", "a:\t\n  - b\n", "-\ta\n", "a: \t\n"),
    *("\n\t\na: b\n", "a: 'x'\t\n", "a: '\tb'\n", "a: b\t\n  c\n", "a: [b\tc\t\n,\td]\n"),
    *("a: &x\tb\n", "a: {b:\tc}\n", "a: [\n\tb]\n", "a: |\t\n  x\n", "a: |#c\n  x\n"),
    *("a: |+x\n", "a: |2-\t# c\n   x\n", "a: |++\n", "a: |-0\n", "a:\n\tb\n", "a: b\n\tc\n"),
    *("a0\n\t0\n", "g: [\na:{\n", "a: [b\n\tc]\n"),
)


def same(block: str) -> None:
    text = f"---\n{block}---\n"
    by_libyaml = read_full(text, 4, 4 + len(block))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vaultsync.obsidian.yaml.compose._events", pure.events)
        assert repr(read_full(text, 4, 4 + len(block))) == repr(by_libyaml)


@pytest.mark.parametrize("block", FAULTS + TABS)
def test_a_fault_has_one_name_and_one_place(block: str) -> None:
    same(block)


@given(blocks())
def test_what_people_write_is_read_alike(block: str) -> None:
    same(block)


@given(blocks(), st.sampled_from((*LINES, *FAULTS, *TABS)), blocks())
def test_so_is_what_stands_beside_a_fault(before: str, line: str, after: str) -> None:
    same(before + line + after)


# Of tags and directives, which hardly anybody writes, not all faults have one name.
@given(lookalikes().filter(lambda block: "!" not in block and "%" not in block))
def test_and_what_only_looks_like_yaml(block: str) -> None:
    same(block)
