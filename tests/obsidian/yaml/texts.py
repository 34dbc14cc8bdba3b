"""Generated frontmatter, of every style that people write by hand."""

from hypothesis import strategies as st

NAMES = ("title", "tags", "aliases", "status", "up", "date created", "numéro", "a_b", "key2")
PLAIN = (
    "a",
    "two words",
    "status/not-started",
    "2024-08-13",
    "012",
    "no",
    "12:30",
    "1_000",
    "3.5",
    "https://a.b/c#d",
    "a:b",
    "x#y",
    "日本語",
    "🌱 seed",
    "true",
    "~",
    "it's",
)
QUOTED = ('"[[x]]"', "'it''s'", '"a: b"', '"#a"', "'#b'", '"x\\ty"', '""', "'no'")
COMMENTS = ("", "", "", " # why", " #")

plain = st.sampled_from(PLAIN)
scalar = plain | st.sampled_from(QUOTED)
comment = st.sampled_from(COMMENTS)
flow_item = scalar


@st.composite
def _block_list(draw):
    indent = draw(st.sampled_from(["", "  ", "    "]))
    gap = draw(st.sampled_from([" ", " ", "   "]))
    lines = []
    for item in draw(st.lists(scalar, min_size=1, max_size=4)):
        lines.append(f"{indent}-{gap}{item}{draw(comment)}")
        if draw(st.integers(0, 5)) == 0:
            lines.append(draw(st.sampled_from(["", "  # between", "# between"])))
    return ["", *lines] if draw(st.booleans()) else [draw(comment), *lines]


@st.composite
def _flow_list(draw):
    items = draw(st.lists(flow_item, max_size=4))
    trailing = "," if items and draw(st.booleans()) else ""
    if items and draw(st.booleans()):
        first, last = draw(st.sampled_from([(" [", "]"), (" [ ", " ]")]))
        return [f"{first}{', '.join(items)}{trailing}{last}{draw(comment)}"]
    if not items:
        return [draw(st.sampled_from([" []", " [ ]"])) + draw(comment)]
    lines = [" ["]
    for number, item in enumerate(items):
        comma = "," if number + 1 < len(items) else trailing
        lines.append(f"  {item}{comma}{draw(comment)}")
    if draw(st.booleans()):
        lines[-1] = lines[-1].partition(" #")[0] + "]"
    else:
        lines.append("]")
    return lines


@st.composite
def _single(draw):
    kind = draw(st.integers(0, 6))
    if kind == 0:
        return [draw(st.sampled_from(["", " ", "  # nothing"]))]
    if kind == 1:
        mark = draw(st.sampled_from(["|", ">", "|-", ">-", "|+"]))
        return [f" {mark}", "  first line", "   further in", "", "  - last: line"]
    if kind == 2:
        return [' "goes', '  on"']
    if kind == 3:
        return ["", "  inner: 1", "  list:", "    - x"]
    return [f" {draw(scalar)}{draw(comment)}"]


@st.composite
def blocks(draw):
    """The lines of a frontmatter block, as one text; its line ends may be mixed."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    lines = []
    for name in names:
        value = draw(_block_list() | _flow_list() | _single())
        lines += [f"{name}:{value[0]}", *value[1:]]
        if draw(st.integers(0, 4)) == 0:
            lines.append(draw(st.sampled_from(["", "# a comment"])))
    ends = draw(st.sampled_from([("\n",), ("\r\n",), ("\n", "\r\n")]))
    return "".join(line + ends[number % len(ends)] for number, line in enumerate(lines))


_line = st.text("abn0-. :#'\"[],{}\\|>&*!~\té\u3000\xa0", max_size=12)
_opening = st.sampled_from(["a:", "b: ", "- ", "  - ", "", "  ", "# "])
_named = st.sampled_from(
    ["tags:", "Tags: ", "alias:", "c: |", "d: >", "e: |-", "f: >-", "g: [", "h: '", 'i: "', "j: k"]
)
_written = st.sampled_from(
    (
        *("", "one", "two words", "x/y", "12", "no,", "#a", " # c", "b: c", "[a, b]", "[n](o)"),
        *("[[l]]", "see [[l]]", '"[[l]]"', "'[[l|m]]'", "['[[l]]', m]", '"[[l#m]]" #n', "[[l #m]]"),
    )
)


@st.composite
def lookalikes(draw):
    """A block of lines that look as those of an ordinary one do, or are nearly so."""
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    starts, rests = _opening | _named, _line | _written
    lines = draw(st.lists(st.tuples(starts, rests), max_size=6))
    return "".join(f"{start}{rest}{end}" for start, rest in lines)


@st.composite
def notes(draw):
    """A note's text and the span of its block; with or without a body and a last line end."""
    block = draw(blocks())
    end = "\r\n" if "\r\n" in block else "\n"
    body = draw(st.sampled_from(["", end, f"{end}body", f"{end}# H{end}text{end}"]))
    opening = f"---{end}"
    return f"{opening}{block}---{body}", (len(opening), len(opening) + len(block))
