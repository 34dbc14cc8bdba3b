import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.obsidian.yaml.texts import blocks
from tests.obsidian.yaml.views import yaml_1_2
from vaultsync.obsidian.yaml.compose import DEEPEST, MOST_NODES
from vaultsync.obsidian.yaml.reader import ObsidianHandler, read_full


def read(block):
    return read_full(block, 0, len(block))


def values(block):
    return {entry.name: entry.node.value for entry in read(block).entries}


# What the library `yaml` 2.7 makes of these, which Obsidian uses.
@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            "a: 2024-08-13\nb: 12:30\nc: yes\nd: 012\n",
            {"a": "2024-08-13", "b": "12:30", "c": "yes", "d": 12},
        ),
        ("a: {b: c, 'd': [1, e]}\n", {"a": {"b": "c", "d": [1, "e"]}}),
        ("a: |\n  x\n  y\nb: >-\n  x\n  y\n", {"a": "x\ny\n", "b": "x y"}),
        ('a: x\n  y\nb: "x\n\n  y"\n', {"a": "x y", "b": "x\ny"}),
        ("tags: [\n  a,\n  b\n]\n", {"tags": ["a", "b"]}),
        ("1: a\ntrue: b\n~: c\n1.0: d\n", None),
        ("1: a\nTrue: b\n~: c\n2.0: d\n", {"1": "a", "true": "b", "": "c", "2": "d"}),
        ("<<: {a: b}\n", {"<<": {"a": "b"}}),
        ("a: &x [1]\nb: *x\n", {"a": [1], "b": [1]}),
        (
            "a: !!str 12\nb: !!int '3'\nc: !other x\nd: !!set {a}\n",
            {"a": "12", "b": 3, "c": "x", "d": {"a": None}},
        ),
        ("a: [b: c]\n", {"a": [{"b": "c"}]}),
        ("? a\n: b\n", {"a": "b"}),
        ("a: {{date:YYYY}}\n", {"a": {"{ date:YYYY }": None}}),
        ("a: [[x]]\n", {"a": [["x"]]}),
        ("a: b\u2028c\u0085d\x07\n", {"a": "b\u2028c\u0085d\x07"}),
        ("a: b # c\r\nd: e\r\n", {"a": "b", "d": "e"}),
        ("a:\tb\t# c\n\t\n-\tx\n", None),
        ("a:\tb\t# c\n \t\nd:\n-\tx\n", {"a": "b", "d": ["x"]}),
        ("a: 'b'\n...\n", {"a": "b"}),
        ("# nothing\n\n", {}),
        ("  a: 1\n  b: 2\n", {"a": 1, "b": 2}),
        ("a: -\tb\n", None),
    ],
)
def test_values_are_those_that_obsidian_holds(block, expected):
    assert values(block) == ({} if expected is None else expected)
    assert (expected is None) == bool(
        [problem for problem in read(block).problems if problem.kind != "template"]
    )


@pytest.mark.parametrize(
    ("block", "kind", "span"),
    [
        ("a: b: c\n", "invalid-yaml", ": c"),
        ("ok: 1\na: [b, c\nd: e\n", "invalid-yaml", "[b, c"),
        ('a: "b\nd: e\n', "invalid-yaml", '"b'),
        ("a: `b`\n", "invalid-yaml", "`b`"),
        ("a: @b\n", "invalid-yaml", "@b"),
        ("a: *b*\n", "invalid-yaml", "*b*"),
        ("a: *b\n", "invalid-yaml", "*b"),
        ("a: &b [*b]\n", "invalid-yaml", "*b"),
        ('a: "b" c\n', "invalid-yaml", "c"),
        ('a: "b"# c\n', "invalid-yaml", "# c"),
        ("a: [b]# c\n", "invalid-yaml", "# c"),
        ('a: "C:\\Users"\n', "invalid-yaml", '"C:\\Users"'),
        ("a: b\nc\n", "invalid-yaml", "c"),
        ("a:\n\tb: c\n", "invalid-yaml", "\tb: c"),
        ('a: "b\nc"\n', "invalid-yaml", 'c"'),
        ("a: [b,\nc]\n", "invalid-yaml", "c]"),
        ("a:\n  - [b,\n  c]\n", "invalid-yaml", "c]"),
        ("a: 1\n  b: 2\n", "invalid-yaml", ": 2"),
        ("a: 1\r\na: 2\r\n", "duplicate-key", "a"),
        ("x:\n  - b: 1\n    b: 2\n", "duplicate-key", "b"),
        ("'a': 1\nb: 1\na: 2\n", "duplicate-key", "a"),
        ("- a\n- b\n", "not-a-mapping", "- a"),
        ("text\n", "not-a-mapping", "text"),
        ("a: b\n...\nc: d\n", "multiple-documents", "c: d"),
        ("a: b\n--- c\n", "multiple-documents", "--- c"),
        ("a: {{title}} x\n", "template", "x"),
        ("<%* const x = 1 %>\na: b\n", "template", None),
        ("{{frontmatter}}\n", "template", None),
        ("{% for x in y %}\n- x\n{% endfor %}\n", "template", None),
        ("a: '{{title}}'\nb: c: d\n", "invalid-yaml", ": d"),
        ("a: {{date}}\n", "template", "{{date}}"),
        ("a: 1\nb: <% tp.date: x %>\n", "template", ": x %>"),
    ],
)
def test_a_problem_points_at_what_can_be_mended(block, kind, span):
    before = "---\n"
    (problem,) = read_full(before + block, len(before), len(before + block)).problems
    assert problem.kind == kind
    assert problem.message
    if span is not None:
        assert (before + block)[problem.start : problem.end] == span


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ('{"a": 1}\n', "JSON"),
        ('{\n\t"a": "\\ud83d\\ude00"\n}\n', "JSON"),
        ("a: &x 1\n", "anchor"),
        ("a: &x 1\nb: *x\n", "anchor"),
        ("<<: {a: 1}\n", "merge key"),
        ("a: !!str 1\n", "explicit tag"),
        ("a: !x 1\n", "explicit tag"),
        ("a:\tb\n", "tab"),
        ("a: b\t# c\n", "tab"),
        ("a: 1\na: 2\n", "second time"),
        ("a: 1\n...\n", "document mark"),
        ("a: 1\n--- b\n", "second YAML document"),
        ("? a\n: b\n", "explicit key"),
        ("a: {{date}}\n", "key that is not a text"),
        ("- a\n", "not made of keys"),
        ("a: [\n", "never closed"),
        ("a: b\x00\n", "control character"),
        ("a: b\rc\n", "control character"),
    ],
)
def test_blocks_that_must_not_be_edited_say_why(block, reason):
    assert reason in read(block).refusal


@pytest.mark.parametrize(
    "block",
    ["a: 1\n", "# a\tcomment\na: 'b\tc'\n", "a: {b: c}\n", "a: |\n  b\tc\n", "", "a: *é\n"[:0]],
)
def test_others_may_be_edited(block):
    assert read(block).refusal is None


def test_json_is_read_as_values():
    block = '{\n  "tags": ["a", "b"],\n  "n": 1, "t": "2024-08-13", "e": "\\ud83d\\ude00"\n}\n'
    assert values(block) == {"tags": ["a", "b"], "n": 1, "t": "2024-08-13", "e": "😀"}
    assert values('{"tags": "journal"}') == {"tags": "journal"}
    assert read('{"a": 1, "a": 2}').problems[0].kind == "duplicate-key"


def spans(block):
    def parts(node):
        yield node
        for child in node.children:
            yield from parts(child)

    for entry in read(block).entries:
        yield block[entry.key_start : entry.key_end]
        for node in parts(entry.node):
            yield block[node.start : node.end]


def test_spans_are_exact_behind_characters_of_any_width():
    block = (
        "😀: 'é' # c\ntags:\n  - a\n  -\n  - \"b\"  \n  # d\n\nf: [x , {y: z}]\ng: |\n  t\n\nh:\n"
    )
    assert list(spans(block)) == [
        "😀", "'é'",
        "tags", '- a\n  -\n  - "b"', "a", "", '"b"',
        "f", "[x , {y: z}]", "x", "{y: z}", "y", "z",
        "g", "|\n  t",
        "h", "",
    ]  # fmt: skip


@given(blocks())
def test_values_are_those_of_another_reader_with_the_core_schema(block):
    assert repr(values(block)) == repr(yaml_1_2(block) or {})


@given(st.text() | st.text("ab: -\n[]{}\"'#&*!|>?%\t", max_size=40))
def test_no_text_raises_and_every_span_lies_in_the_block(text):
    block = read(text)
    for problem in block.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert "\n" not in problem.message
    for entry in block.entries:
        assert 0 <= entry.key_start <= entry.key_end <= entry.node.start <= entry.node.end
        assert entry.node.end <= len(text)
    assert block.refusal or not block.problems


@pytest.mark.parametrize(
    "block",
    [
        "a: " + "[" * 100_000,
        "a: " + "{" * 100_000,
        "a: " + "[\n " * 100_000,
        "- " * 100_000,
        "a:\n" + "".join(f"{' ' * depth}b:\n" for depth in range(1, 300)),
        "? " * 100_000,
    ],
)
def test_deep_nesting_is_a_problem_and_no_more(block):
    assert read(block).problems[0].kind == "too-deep"


def test_what_is_nested_as_people_nest_is_read():
    block = "a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1) + "\n"
    assert not read(block).problems


def test_an_alias_bomb_is_a_problem_and_no_more():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    (problem,) = read("\n".join(lines) + "\n").problems
    assert problem.kind == "too-large"


def test_more_values_than_anyone_writes_are_a_problem_and_no_more():
    assert read("a:\n" + "- b\n" * (MOST_NODES + 10)).problems[0].kind == "too-large"


@pytest.mark.parametrize(
    "block",
    [
        "a: " + "x " * 1_000_000,
        'a: "' + "\\n" * 1_000_000 + '"',
        "a: |\n" + "  x\n" * 300_000,
        "a: >\n" + "  x\n" * 300_000,
        "a: '" + "''" * 1_000_000 + "'",
        "# x\n" * 300_000,
        "a: b\t# " + "\t" * 1_000_000,
        "# " + "\t" * 1_000_000 + "\na: 'b''c'",
        '{"a": ' + "[" * 100_000,
        "a: " + "9" * 1_000_000,
        "a: *" + "b" * 1_000_000,
    ],
)
def test_huge_scalars_and_comments_are_read_once(block):
    read(block)


def test_the_handler_writes_nothing():
    with pytest.raises(NotImplementedError):
        ObsidianHandler("a: b\n").export({"a": "b"})
