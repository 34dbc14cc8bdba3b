import pytest

from vaultsync.obsidian import names


def test_names_that_differ_by_case_normal_form_or_hard_space_are_one():
    assert names.folded("Dir/Cafe\u0301.md") == names.folded("dir/CAFÉ.MD")
    assert names.folded("A\xa0B") == names.folded("a b")
    assert names.folded("\u03a3\u0391\u03a3") + ".md" == names.folded("\u03c3\u03b1\u03c2.md")


def test_compatibility_forms_are_other_names():
    assert names.folded("\ufb01le") != names.folded("file")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("CI/CD && DevOps", "ci cd devops"),
        ("a, b", "a b"),
        ("Headers-With_Special Characters", "headers-with_special characters"),
        ("It's — “so”", "it's — “so”"),
        ("Cafe\u0301", "caf\xe9"),
        ("[Mission 3.1a](Mission%203.1a.md)", "mission 3 1a mission 203 1a md"),
        ("  a \t b\xa0c ", "a b c"),
    ],
)
def test_what_obsidian_compares_of_a_heading(text, key):
    assert names.heading_key(text) == key


@pytest.mark.parametrize(
    ("path", "supported"),
    [("a.md", True), ("a.PNG", True), ("a.base", True), ("a.csv", False), ("LICENSE", False),
     ("a.markdown", False), ("Release 1.0", False), (".md", False)],
)  # fmt: skip
def test_what_obsidian_has_in_a_vault_by_extension(path, supported):
    assert names.is_supported(path) is supported


@pytest.mark.parametrize(
    ("path", "key"),
    [("a/B.md", "b"), ("X.md.md", "x"), ("img.PNG", "img.png"), ("X.md", "x"), ("", "")],
)
def test_a_file_and_the_links_to_it_share_a_stem(path, key):
    assert names.stem(path) == key


def test_the_dot_rule_holds_at_any_depth():
    assert names.hidden(".trash/Old.md")
    assert names.hidden("a/.raw/page.md")
    assert not names.hidden("a/b.c.md")


def test_a_placeholder_names_the_file_in_the_cloud():
    assert names.offloaded_name("dir/.Note.md.icloud") == "dir/Note.md"
    assert names.offloaded_name("dir/Note.md") is None
    assert names.offloaded_name(".icloud") is None


@pytest.mark.parametrize(
    ("path", "why"),
    [("C#.md", "#"), ("a|b.md", "|"), ("a [[b]].md", "[["), ("Note .md", " "), ("Fine.md", ""),
     ("we (x) [y].md", "")],
)  # fmt: skip
def test_names_that_no_link_can_reach(path, why):
    assert names.unlinkable(path) == why


def test_names_that_make_links_fragile():
    assert names.unsafe("a^b.md") == "^"
    assert names.unsafe("a\xa0b.md") == "\xa0"
    assert names.unsafe("plain.md") == ""


def test_the_spelling_of_a_link_is_held_against_the_disk():
    assert names.same_spelling("Dir/Note", "A/Dir/Note.md")
    assert names.same_spelling("../Note.md", "A/Note.md")
    assert names.same_spelling("Note.MD", "Note.md")
    assert not names.same_spelling("note", "A/Note.md")
    assert not names.same_spelling("Caf\xe9", "Cafe\u0301.md")


def test_lengths_are_counted_as_javascript_does():
    assert names.length("ab") == 2
    assert names.length("\U0001f340") == 2
    assert names.length("e\u0301") == 1
