from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.diagnostic import Diagnostic, Place, Severity
from vaultsync.workspace.folded import FoldedFound, FoldedLines

FOUND = Diagnostic(Place("One.md", 1, 1, 1, 2), "L401", "broken-link", Severity.WARNING, "gone")
PATHS = st.sampled_from(["a.md", "b.md", "c.md", "\udc80.md"])
LINES = st.dictionaries(st.integers(1, 9), st.text(), max_size=3)


@given(st.lists(st.tuples(PATHS, LINES, st.booleans())), st.lists(PATHS), PATHS)
def test_what_was_folded_is_what_it_was(
    told: list[tuple[str, dict[int, str], bool]], dropped: list[str], asked: str
) -> None:
    folded, plain = FoldedLines(), dict[str, dict[int, str]]()
    for path, lines, as_bytes in told:
        folded.update({path: FoldedLines.fold(lines)} if as_bytes else {path: lines})
        plain[path] = lines
    folded.drop(dropped)
    plain = {path: lines for path, lines in plain.items() if path not in dropped}
    assert folded.get(asked, {0: "none"}) == plain.get(asked, {0: "none"})
    assert dict(folded.items()) == plain
    assert [*folded] == [*plain]
    assert folded.telling() == [path for path, lines in plain.items() if lines]
    again = FoldedLines(folded.all_folded())
    assert dict(again.items()) == {path: lines for path, lines in plain.items() if lines}
    assert folded.folded("never") == b""


def test_nothing_found_is_folded_to_nothing() -> None:
    assert FoldedFound.fold(()) == b""
    assert FoldedFound.opened(b"") == ()
    assert FoldedFound.opened(FoldedFound.fold((FOUND,))) == (FOUND,)
    assert FoldedFound({"a.md": b""}).get("a.md", (FOUND,)) == ()
