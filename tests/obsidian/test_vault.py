import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as configured
from hypothesis import strategies as st

from vaultsync.obsidian.files import DiskFiles, MemoryFiles
from vaultsync.obsidian.settings import Settings
from vaultsync.obsidian.vault import Vault

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "data" / "obsidian-cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def vault(contents, settings=None):
    return Vault(
        MemoryFiles(
            {
                path: text if isinstance(text, bytes) else text.encode()
                for path, text in contents.items()
            }
        ),
        settings,
    )


def use(text, source="s.md", settings=None, **files):
    contents = {path.replace("__", "/"): text for path, text in files.items()}
    (found,) = vault({**contents, source: text}, settings).uses(source)
    return found


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == "resolve"]
)
def test_conformance(case):
    contents = dict.fromkeys(case["layout"], "") | {case["source"]: case["text"]}
    (found,) = vault(contents).uses(case["source"])
    assert found.target == case["expect"] or found.target == _on_disk(case)


def _on_disk(case):
    """Return the file of the layout that has the expected name in another normal form."""
    from unicodedata import normalize

    return next(
        (path for path in case["layout"] if normalize("NFC", path) == case["expect"]), object()
    )


def test_a_vault_knows_its_files_by_kind():
    opened = vault({"b.md": "", "a.MD": "", "c.canvas": "", "i.png": "", ".obsidian/app.json": "{}",
                    "x.csv": "", "d/.n.md.icloud": ""})  # fmt: skip
    assert opened.paths == ("a.MD", "b.md", "c.canvas", "i.png", "x.csv")
    assert opened.note_paths == ("a.MD", "b.md")
    assert opened.canvas_paths == ("c.canvas",)
    assert opened.source_paths == ("a.MD", "b.md", "c.canvas")
    assert opened.offloaded == {"d/n.md": "d/.n.md.icloud"}
    assert [note.path for note in opened.notes()] == ["a.MD", "b.md"]


def test_notes_are_read_once():
    opened = vault({"a.md": "text"})
    assert opened.note("a.md") is opened.note("a.md")
    assert opened.note("b.md") is None
    assert opened.note("c.canvas") is None


def test_uses_follow_the_links_of_properties_and_body():
    opened = vault({"s.md": '---\nup: "[[A]]"\n---\n[[B]] <https://x.y> ![[C]]', "A.md": ""})
    assert [(each.link.path, each.target) for each in opened.uses("s.md")][:2] == [
        ("A", "A.md"), ("B", None),
    ]  # fmt: skip
    assert [each.link for each in opened.uses("s.md")] == list(opened.note("s.md").all_links)
    assert opened.uses("absent.md") == ()


def test_what_is_broken_is_told_apart():
    missing, heading, block, whole = (
        use(text, **{"N.md": "# H\n\ntext ^b"})
        for text in ("[[M#H]]", "[[N#X]]", "[[N#^x]]", "[[N]]")
    )
    assert (missing.target, missing.broken_anchor) == (None, False)
    assert (heading.target, heading.broken_anchor) == ("N.md", True)
    assert (block.target, block.broken_anchor) == ("N.md", True)
    assert (whole.target, whole.broken_anchor) == ("N.md", False)
    found = use("![[N#H]]", **{"N.md": "# H\n\ntext ^b"})
    assert found.anchor.kind == "heading"


def test_external_links_lead_nowhere_and_are_not_broken():
    found = use("[x](https://example.org/N.md#h)", **{"N.md": ""})
    assert (found.link.external, found.target, found.broken_anchor) == (True, None, False)


@pytest.mark.parametrize(
    "text", ["![[i.png#outline]]", "![[d.pdf#page=3]]", "[[b.base#View]]", "[[c.canvas#x]]"]
)
def test_subpaths_of_other_formats_are_not_checked(text):
    found = use(text, **{"i.png": "", "d.pdf": "", "b.base": "", "c.canvas": ""})
    assert found.anchor.kind == "other"
    assert not found.broken_anchor


def test_a_link_of_a_note_to_itself():
    assert use("# H\n[[#H]]").target == "s.md"
    assert use("# H\n[[#X]]").broken_anchor


def test_excluded_notes_still_resolve():
    settings = Settings(user_ignore_filters=("Templates/",))
    found = use("[[Person]]", settings=settings, **{"Templates__Person.md": ""})
    assert found.target == "Templates/Person.md"


def test_a_file_that_obsidian_does_not_show_is_there_but_no_target():
    found = use("[[data.csv]]", **{"data.csv": ""})
    assert (found.target, found.unsupported) == (None, "data.csv")
    found = use("[[data.csv]]", settings=Settings(show_unsupported_files=True), **{"data.csv": ""})
    assert (found.target, found.unsupported) == ("data.csv", "")


def test_a_file_that_obsidian_does_not_show_hides_no_note():
    assert use("[[LICENSE]]", **{"LICENSE": "", "legal__License.md": ""}).target


def test_a_note_in_the_cloud_is_not_missing():
    found = use("[[N#H]]", **{"d__.N.md.icloud": ""})
    assert (found.target, found.offloaded) == (None, "d/N.md")


@pytest.mark.parametrize("text", ["[[{{title}}]]", "[[<% tp.file.title %>]]", "[x]({{a}}#h)"])
def test_placeholders_are_no_broken_links(text):
    found = use(text)
    assert found.templated
    assert not found.broken_anchor


def test_links_in_templates_are_no_broken_links():
    settings = Settings(template_folders=("Templates",))
    found = use("[[Nothing yet]]", source="Templates/T.md", settings=settings)
    assert found.templated
    assert not found.broken_anchor
    assert not use("[[Nothing yet]]", settings=settings).templated


def test_canvases_name_files_from_the_root():
    cards = [{"type": "file", "file": file} for file in ("d/N.md", "N.md", "n.png")]
    cards.append({"type": "text", "text": "[[N]] [[N#X]]"})
    opened = vault({"e/c.canvas": json.dumps({"nodes": cards}), "d/N.md": "# H", "n.png": ""})
    assert [each.target for each in opened.uses("e/c.canvas")] == [
        "d/N.md", None, "n.png", "d/N.md", "d/N.md",
    ]  # fmt: skip
    assert opened.uses("e/c.canvas")[-1].broken_anchor


class Failing(MemoryFiles):
    """Files of which some cannot be read."""

    def __init__(self, contents, errors):
        super().__init__(contents)
        self.errors = errors

    def read(self, path):
        if path in self.errors:
            raise self.errors[path]
        return super().read(path)


def test_what_cannot_be_read_is_told_and_the_rest_is_judged():
    contents = {
        "a.md": b"",
        "b.md": b"",
        "c.md": b"one\n\xff",
        "d.canvas": b"{",
        "s.md": b"[[c#x]]",
    }
    errors = {"a.md": FileNotFoundError(), "b.md": PermissionError(13, "Permission denied")}
    opened = Vault(Failing(contents, errors))
    assert [note.path for note in opened.notes()] == ["s.md"]
    opened.uses("d.canvas")
    assert {path: tuple(failure) for path, failure in opened.failures.items()} == {
        "a.md": ("vanished", "it vanished while it was read", 1),
        "b.md": ("unreadable", "it cannot be read: Permission denied", 1),
        "c.md": ("undecodable", "byte 4 is not UTF-8", 2),
        "d.canvas": (
            "invalid",
            "it is no valid JSON: Expecting property name enclosed in double quotes",
            1,
        ),
    }
    (found,) = opened.uses("s.md")
    assert found.target == "c.md"
    assert not found.broken_anchor


def test_a_note_that_can_be_read_again_is_read_again():
    errors = {"a.md": PermissionError(13, "Permission denied")}
    opened = Vault(Failing({"a.md": b"x", "s.md": b""}, errors))
    assert opened.note("a.md") is None
    assert opened.change() == frozenset()
    errors.clear()
    assert opened.change() == {"a.md"}
    assert opened.note("a.md") is not None
    assert opened.failures == {}


def test_conflict_copies_are_told_with_their_originals():
    long = "\n".join(f"line number {number} of a text" for number in range(9))
    opened = vault({
        "N.md": long, "N 2.md": long + "\nmore", "N 3.md": "another chapter",
        "N.sync-conflict-20260101-120000-AB.md": "", "M (conflicted copy 2026-07-10 070952).md": "",
        "T.md": "# T", "T 2.md": "# T",
    })  # fmt: skip
    assert opened.conflict_copies == {
        "N 2.md": "N.md", "N.sync-conflict-20260101-120000-AB.md": "N.md",
        "M (conflicted copy 2026-07-10 070952).md": "M.md",
    }  # fmt: skip


class TestChange:
    def test_nothing_is_nothing(self):
        opened = vault({"a.md": "[[b]]"})
        before = opened.uses("a.md")
        assert opened.change() == frozenset()
        assert opened.change(["a.md", "nothing.md", ".git/index"]) == frozenset()
        assert opened.uses("a.md") is before

    def test_an_edit_changes_the_note_and_who_points_into_it(self):
        opened = vault({"a.md": "# H", "b.md": "[[a#H]]", "c.md": "[[a]]"})
        opened.uses("b.md"), opened.uses("c.md")
        untouched = opened.note("c.md")
        opened.files.contents["a.md"] = b"# I"
        assert opened.change(["a.md"]) == {"a.md"}
        assert opened.stale == {"a.md", "b.md"}
        assert opened.uses("b.md")[0].broken_anchor
        assert opened.note("c.md") is untouched

    def test_a_touched_file_did_not_change(self, tmp_path):
        (tmp_path / "a.md").write_text("same")
        opened = Vault(DiskFiles(tmp_path))
        before = opened.note("a.md")
        (tmp_path / "a.md").write_text("same")
        assert opened.change() == frozenset()
        assert opened.note("a.md") is before

    def test_a_new_file_takes_links_over(self):
        opened = vault({"d/n.md": "", "s.md": "[[n]]", "t.md": "[[m]]"})
        assert opened.uses("s.md")[0].target == "d/n.md"
        opened.uses("t.md")
        opened.files.contents["n.md"] = b""
        assert opened.change(["n.md"]) == {"n.md"}
        assert opened.stale == {"n.md", "s.md"}
        assert opened.uses("s.md")[0].target == "n.md"

    def test_folders_come_and_go(self, tmp_path):
        (tmp_path / "s.md").write_text("[[n]]")
        (tmp_path / "d").mkdir()
        (tmp_path / "d" / "n.md").write_text("")
        opened = Vault(DiskFiles(tmp_path))
        assert opened.uses("s.md")[0].target == "d/n.md"
        (tmp_path / "d").rename(tmp_path / "e")
        assert opened.change(["d", "e"]) == {"d/n.md", "e/n.md"}
        assert opened.uses("s.md")[0].target == "e/n.md"

    def test_a_file_may_come_in_the_place_of_a_folder(self, tmp_path):
        (tmp_path / "n.md").mkdir()
        (tmp_path / "n.md/one.md").write_text("", "utf-8")
        opened = Vault(DiskFiles(tmp_path))
        (tmp_path / "n.md").rename(tmp_path / ".gone")
        (tmp_path / "n.md").write_text("", "utf-8")
        assert opened.change(["n.md"]) == {"n.md", "n.md/one.md"}
        assert opened.paths == ("n.md",)

    def test_a_placeholder_in_a_hidden_folder_is_in_no_vault(self):
        opened = vault({"a.md": ""})
        opened.files.contents[".d/.n.md.icloud"] = b""
        assert opened.change([".d/.n.md.icloud", ".d"]) == frozenset()
        assert not opened.offloaded

    def test_settings_are_read_again(self):
        opened = vault({"x.csv": "", "s.md": "[[x.csv]]"})
        assert opened.uses("s.md")[0].unsupported
        opened.files.contents[".obsidian/app.json"] = b'{"showUnsupportedFiles": true}'
        assert opened.change([".obsidian/app.json"]) == {".obsidian/app.json"}
        assert opened.uses("s.md")[0].target == "x.csv"
        assert opened.stale == {"s.md"}

    def test_a_placeholder_that_becomes_the_note(self):
        opened = vault({".n.md.icloud": "", "s.md": "[[n]]"})
        assert opened.uses("s.md")[0].offloaded
        del opened.files.contents[".n.md.icloud"]
        opened.files.contents["n.md"] = b""
        assert opened.change([".n.md.icloud", "n.md"]) == {".n.md.icloud", "n.md"}
        assert opened.uses("s.md")[0].target == "n.md"

    def test_a_note_that_goes_while_its_placeholder_stays(self):
        opened = vault({".n.md.icloud": "", "n.md": "", "s.md": "[[n]]"})
        assert opened.uses("s.md")[0].target == "n.md"
        del opened.files.contents["n.md"]
        assert opened.change(["n.md"]) == {"n.md"}
        assert opened.uses("s.md")[0].offloaded == "n.md"


_paths = st.sampled_from(
    ["a.md", "b.md", "d/a.md", "e/a.md", "d/e/A.md", "i.png", "x.csv", "c.canvas", ".a.md.icloud"]
)
_link = st.builds(
    lambda embed, path, subpath: f"{embed}[[{path}{subpath}]]",
    st.sampled_from(["", "!"]),
    st.sampled_from(["", "a", "d/a", "../a", "./a", "b.md", "i.png", "x.csv", "/d/a", "z"]),
    st.sampled_from(["", "", "#H", "#I", "#^b"]),
)
_text = st.lists(
    _link | st.sampled_from(["# H", "## I", "text ^b", "---\nup: '[[a]]'\n---"]), max_size=5
).map("\n\n".join)
_data = st.one_of(
    _text.map(str.encode),
    st.just(b"\xff"),
    st.just(json.dumps({"nodes": [{"type": "file", "file": "d/a.md"}]}).encode()),
)
_app = st.sampled_from([b"{}", b'{"showUnsupportedFiles": true}', b"{"])
_step = st.one_of(
    st.tuples(_paths, st.none() | _data), st.tuples(st.just(".obsidian/app.json"), _app)
)


def test_a_folder_that_comes_in_the_place_of_settings_is_noticed(tmp_path):
    lived = Vault(DiskFiles(tmp_path))
    (tmp_path / ".obsidian" / "types.json").mkdir(parents=True)
    assert ".obsidian/types.json" in lived.change([".obsidian/types.json"])
    assert lived.settings == Vault(DiskFiles(tmp_path)).settings
    (tmp_path / ".obsidian" / "types.json").rmdir()
    assert ".obsidian/types.json" in lived.change([".obsidian"])
    assert lived.settings == Settings()


@configured(max_examples=150)
@given(
    st.dictionaries(_paths, _data, max_size=6),
    st.lists(st.tuples(_step, st.booleans()), max_size=8),
)
def test_a_vault_that_changed_is_as_one_that_is_opened_anew(contents, steps):
    files = MemoryFiles(dict(contents))
    lived = Vault(files)
    for path in lived.source_paths:
        lived.uses(path)
    lived.embeds  # noqa: B018
    for (path, data), hint in steps:
        before = {each: lived.uses(each) for each in lived.source_paths}
        if data is None:
            files.contents.pop(path, None)
        else:
            files.contents[path] = data
        lived.change([path] if hint else None)
        anew = Vault(MemoryFiles(dict(files.contents)))
        assert lived.paths == anew.paths
        assert lived.offloaded == anew.offloaded
        assert lived.settings == anew.settings
        for each in anew.source_paths:
            assert lived.uses(each) == anew.uses(each)
            if each not in lived.stale:
                assert lived.uses(each) == before[each]
        assert lived.failures == anew.failures
        for each in anew.note_paths:
            assert lived.embeds.of(each) == anew.embeds.of(each)
        assert lived.conflict_copies == anew.conflict_copies
