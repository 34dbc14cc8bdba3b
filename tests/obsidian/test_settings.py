import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.settings import Settings, read_settings


def settings(folder=".obsidian", **files):
    contents = {
        f"{folder}/{name}": value if isinstance(value, bytes) else json.dumps(value).encode()
        for name, value in files.items()
    }
    return read_settings(MemoryFiles(contents), folder)


def test_a_vault_without_settings_has_the_defaults_of_obsidian():
    assert settings() == Settings()


def test_the_settings_of_a_vault_are_read():
    read = settings(**{
        "app.json": {
            "userIgnoreFilters": ["Templates/"], "showUnsupportedFiles": True,
        },
        "types.json": {"types": {"Created": "date", "topics": "multitext", "odd": 3}},
        "templates.json": {"folder": "Extras/Templates/"},
        "plugins/templater-obsidian/data.json": {"templates_folder": "Templater"},
        "daily-notes.json": {"template": "T/Daily.md"},
        "zk-prefixer.json": {"template": "/T/Unique"},
    })  # fmt: skip
    assert read == Settings(
        ("Templates/",), True,
        {"created": "date", "topics": "multitext"}, ("Extras/Templates", "Templater"),
        ("T/Daily", "T/Unique"),
    )  # fmt: skip


def test_how_obsidian_writes_links_says_nothing_of_where_they_lead():
    writing = {"newLinkFormat": "absolute", "useMarkdownLinks": True, "attachmentFolderPath": "F"}
    assert settings(**{"app.json": writing}) == Settings()


def test_another_configuration_folder_may_be_named():
    read = settings(".obsidian-mobile", **{"app.json": {"showUnsupportedFiles": True}})
    assert read.show_unsupported_files
    assert read.config_folder == ".obsidian-mobile"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b'{\n "a": \n}', 3, "it is no valid JSON: Expecting value"),
        (b"[]", 1, "it holds no JSON object"),
        (b"\xff", 1, "it is not UTF-8"),
        (b"[" * 200_000, 1, "it is nested too deeply"),
        (b'{"userIgnoreFilters": "x"}', 1, "userIgnoreFilters is no list"),
        (b'{"userIgnoreFilters": ["/(/"]}', 1, "userIgnoreFilters: /(/ is no regular expression"),
    ],
)
def test_broken_settings_are_told_and_leave_the_defaults(data, line, message):
    read = settings(**{"app.json": data})
    assert [tuple(problem) for problem in read.problems] == [(".obsidian/app.json", line, message)]
    assert read._replace(problems=(), user_ignore_filters=()) == Settings()


def test_null_and_a_byte_order_mark_are_fine():
    read = settings(**{"app.json": b'\xef\xbb\xbf{"userIgnoreFilters": null}'})
    assert read == Settings()


@pytest.mark.parametrize(
    ("filters", "path", "excluded"),
    [
        (["Templates/"], "templates/Person.md", True),
        (["Templates/"], "Other/Templates/Person.md", False),
        (["wiki/a.md"], "wiki/a.md", True),
        (["/^Arch.*/"], "archive/x.md", True),
        (["/^Arch.*/"], "x/archive.md", False),
        (["/(/"], "x.md", False),
        ([], "x.md", False),
        ([""], "x.md", False),
    ],
)
def test_excluded_files(filters, path, excluded):
    assert Settings(tuple(filters)).is_excluded(path) is excluded


def test_templates_lie_in_their_folder():
    read = Settings(template_folders=("Extras/Templates",))
    assert read.is_template("extras/templates/a.md")
    assert not read.is_template("Extras/Templates.md")
    assert Settings(template_notes=("T/Daily",)).is_template("t/daily.md")
    assert not Settings(template_notes=("T/Daily",)).is_template("T/Other.md")
    assert not Settings().is_template("Templates/a.md")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


_keys = st.sampled_from(
    ["userIgnoreFilters", "showUnsupportedFiles", "types", "folder", "templates_folder"]
)


@given(st.dictionaries(_keys, _json))
def test_no_shape_of_settings_raises(values):
    names = ["app.json", "types.json", "templates.json", "plugins/templater-obsidian/data.json"]
    read = settings(**dict.fromkeys(names, values))
    read.is_excluded("a/b.md")
    read.is_template("a/b.md")
