"""Who has links into which file, kept on shelves, is what a dictionary would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.leads.anchored import Anchored

PATHS = ("a.md", "a.md/a.md", "md", "d/é\n.md", "d/a.md", "\udce9.md", "A.md", "a", "d/é")
paths = st.sampled_from(PATHS)
links = st.dictionaries(paths, st.sets(paths))


def by_file(targets: dict[str, set[str]]) -> dict[str, list[str]]:
    """Turn what each source links to into the sources of each file."""
    found: dict[str, list[str]] = {}
    for source in sorted(targets):
        for target in targets[source]:
            found.setdefault(target, []).append(source)
    return found


@given(links, st.lists(st.tuples(st.sets(paths), links), max_size=4))
def test_it_is_what_a_dictionary_would_say(
    targets: dict[str, set[str]], changes: list[tuple[set[str], dict[str, set[str]]]]
) -> None:
    kept = Anchored.of(by_file(targets))
    for touched, anew in [(set[str](), {}), *changes]:
        kept = kept.told_anew(touched, by_file(anew))
        for path in touched:
            targets[path] = anew.get(path, set())
        expected = by_file(targets)
        for path in PATHS:
            found = kept.to(path)
            assert sorted(found) == sorted(expected.get(path, []))
        every = {path: sorted(found) for path, found in kept.all().items() if found}
        assert every == {path: sorted(found) for path, found in expected.items()}


def test_nothing_is_kept_of_nothing() -> None:
    assert Anchored.of({}).to("a.md") == []
    assert Anchored.of({"a.md": []}).to("a.md") == []
