from __future__ import annotations

import pytest

from vaultsync.config import Config, ConfigError
from vaultsync.config_file import read_config
from vaultsync.diagnostic import Severity
from vaultsync.lean.typed import get_args


def read(text: str) -> Config:
    return read_config(text.encode(), "vaultsync.toml")


def test_every_key_has_a_default() -> None:
    assert read("") == Config()


def test_what_is_chosen_is_kept() -> None:
    config = read(
        """
        vault = "notes"
        fail-on = "error"
        ignore = ["L4", "T204"]
        [tracker]
        sources = ["page.txt"]
        [severity]
        T204 = "error"
        [names]
        status-tag = "state/"
        [vocabulary.status]
        in-progress = ["Ongoing"]
        [[paths]]
        match = "archive/**"
        ignore = ["L"]
        """
    )
    assert config.vault == "notes"
    assert config.fail_on == "error"
    assert config.ignore == ("L4", "T204")
    assert config.sources == ("page.txt",)
    assert config.severities == {"T204": Severity.ERROR}
    assert config.names.status_tag == "state/"
    assert config.statuses == {"in-progress": ("Ongoing",)}
    assert config.paths[0].ignore == ("L",)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("\nfail-onn = 'error'", "vaultsync.toml:2: there is no setting 'fail-onn'", "fail-on?"),
        ("[tracker]\nsource = []", "vaultsync.toml:2: there is no setting 'source'", "sources?"),
        ("[trackers]", "vaultsync.toml:1: there is no setting 'trackers'", "tracker?"),
        ("vault = 3", "vaultsync.toml:1: vault needs a string", "Mend"),
        ("fail-on = 'loud'", 'fail-on needs one of "info", "warning"', "Mend"),
        ("ignore = ['links']", "ignore needs a list of codes", "Mend"),
        ("label = '('", "toml:1: label is not a regular expression: missing )", "Mend"),
        (r"label = '(a+)+\1(?P<action>b)'", "toml:1: label could take for ever", "Mend"),
        ("label = 'x'", "named groups mission, area and action", "Mend"),
        ("[severity]\nT204 = 'fatal'", 'vaultsync.toml:2: T204 needs "info"', "Mend"),
        ("[names]\nstatus-tag = 'state'", "vaultsync.toml:2: status-tag needs a tag prefix", ""),
        ("[names]\nstatus-property = 'Priority'", "status-property needs a name of its own", ""),
        ("[names]\nstatus-property = 'tags'", "vaultsync.toml:2: status-property needs", ""),
        ("[names]\npriority-tag = 'Status/'", "priority-tag needs a prefix of its own", ""),
        ("config-folder = '../x'", "config-folder needs a folder name", "dot"),
        ("tracker = 'page.txt'", "tracker needs a table", "Mend"),
        ("paths = 'x'", "paths needs tables", "Mend"),
        ("modified-property = 'Status'", "modified-property needs a name that holds", "Mend"),
        (
            "note-name = 'M {misson}'",
            "toml:1: note-name needs a name with some of {mission}",
            "Mend",
        ),
        ("note-name = 'M {'", "note-name needs a name with some of", "Mend"),
        ("note-name = 'M {action:d}'", "note-name needs a name with some of", "Mend"),
        ("note-name = 'M {action!x}'", "note-name needs a name with some of", "Mend"),
        ("note-name = 'New'", "note-name needs a name with some of", "Mend"),
        ("paths = [{ ignore = ['L4'] }]", 'toml:1: paths needs match = "…"', "Mend"),
        ("[tracker.default]", "default needs another name: the list at the top", "Mend"),
        ("[tracker.'a b']", "a b needs another name: letters", "Mend"),
        ("a = [", "vaultsync.toml:1: this is not TOML: Invalid value, at the end", "close what"),
        (
            "vault = '.'\nvault = '..'\n",
            "vaultsync.toml:2: this is not TOML: Cannot overwrite a value, at column",
            "Mend that line; https://toml.io",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, message: str, remedy: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text)
    assert message in raised.value.message
    assert remedy in raised.value.remedy or remedy in raised.value.message


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"vaultsync\.toml:2: byte 6 is not UTF-8"):
        read_config(b"\na = '\xe9'", "vaultsync.toml")


def test_lists_have_columns_values_and_names() -> None:
    config = read(
        """
        [tracker]
        preset = "jira"
        [tracker.mapping]
        id = ["Project", "Number"]
        text = "Title"
        language = "fr"
        [tracker.values.status]
        "To Do" = "not-started"
        [tracker.risks]
        sources = ["risks.csv"]
        label = 'Risk (?P<action>\\d+)'
        [tracker.risks.names]
        id-property = "risk"
        [tracker.plain]
        sources = ["https://example.org/list"]
        """
    )
    assert config.tracker.preset == "jira"
    assert config.tracker.columns == {"id": ("Project", "Number"), "text": ("Title",)}
    assert config.tracker.language == "fr"
    assert config.tracker.values == {"status": {"To Do": "not-started"}}
    risks = config.of("risks")
    assert (risks.sources, risks.label) == (("risks.csv",), r"Risk (?P<action>\d+)")
    assert (risks.names.id_property, risks.names.status_property) == ("risk", "status")
    assert config.of("plain").label == config.label
    assert config.of("default") is config
    with pytest.raises(ConfigError, match="no tracker 'other'") as raised:
        config.of("other")
    assert "default, risks, plain" in raised.value.remedy


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tracker]\npreset = 'github'", "vaultsync.toml:2: preset needs one of"),
        ("[tracker.mapping]\nid = 'Key'", "mapping needs the columns of the list"),
        ("[tracker.mapping]\ntext = []", "vaultsync.toml:2: text needs the name of a column"),
        ("[tracker.mapping]\ntitle = 'x'", "vaultsync.toml:2: there is no setting 'title'"),
        ("[tracker.mapping]\ntext='x'\nlanguage = 'de'", "toml:3: language needs one of"),
        ("[tracker.values.state]\na = 'b'", "there is no setting 'state'"),
        ("[tracker.values.status]\nA = 'In Progress'", "vaultsync.toml:2: A needs a token"),
        ("[tracker.risks]\nsource = []", "vaultsync.toml:2: there is no setting 'source'"),
        ("[tracker.default]\nsources = []", "vaultsync.toml:1: default needs another name"),
    ],
)
def test_what_is_wrong_with_a_list_is_named(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text)
    assert message in raised.value.message


def test_the_presets_are_those_that_there_are() -> None:
    from vaultsync.config import COLUMNS, PRESETS
    from vaultsync.tracker import mapping, presets

    assert tuple(presets.PRESETS) == PRESETS
    assert get_args(mapping.MappedField) == COLUMNS


@pytest.mark.parametrize(
    "data",
    [
        b"a = " + b"[" * 3000,
        b"a = " + b"{a=" * 1000,
        b"a = [\n" + b"[\n" * 50_000,
        b".".join([b"a"] * 5000) + b" = 1",
        b"# x\n" * 100_000,
    ],
)
def test_what_would_cost_minutes_is_refused(data: bytes) -> None:
    with pytest.raises(ConfigError, match=r"nested too deeply|larger than any"):
        read_config(data, "vaultsync.toml")


RISKS = r"""
[tracker.risks]
sources = ["risks.csv"]
label = 'Risk (?P<action>\d+)'
"""


def test_a_tracker_may_say_more_of_its_own() -> None:
    config = read(
        "scope = 'all'\nnote-name = 'Action {action}'\n"
        + RISKS
        + "scope = 'described'\nnew-note-folder = 'risks'\nnote-name = 'Risk {action}'\n"
        + "[tracker.plain]\n"
    )
    risks, plain = config.of("risks"), config.of("plain")
    assert (risks.scope, risks.note_name, risks.new_note_folder) == (
        "described", "Risk {action}", "risks"
    )  # fmt: skip
    assert (plain.scope, plain.note_name) == ("all", "Action {action}")
    assert risks.fail_on == config.fail_on


def test_trackers_of_other_labels_may_share_names() -> None:
    assert read("[tracker]\nsources = ['a.txt']\n" + RISKS).trackers.keys() == {"risks"}


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "[tracker]\nsources = ['a.txt']\n[tracker.other]\nsources = ['b.csv']",
            "toml:3: the trackers default and other call their actions by one label, and both keep",
            'Give [tracker.other] names of its own, such as names = { status-property = "other-s',
        ),
        ("[tracker.a]\n[tracker.b]\n", "the trackers a and b call their actions", "[tracker.b]"),
        (
            """
            [tracker.a]
            [tracker.b.names]
            status-property = 'b'
            priority-property = 'c'
            status-tag = 'status/b/'
            priority-tag = 'b/'
            """,
            "both keep a value under status/",
            "",
        ),
        (
            "[tracker]\nsources = ['a.txt']\n"
            + RISKS
            + "names = { status-property = 'r', priority-property = 'p', id-property = 'Status' }",
            "risks needs names of its own: Status holds ids",
            "",
        ),
        (
            "modified-property = 'since'\n" + RISKS + "names = { status-property = 'since' }",
            "modified-property needs a name that holds nothing else",
            "",
        ),
    ],
)
def test_two_trackers_in_one_place_are_refused(text: str, message: str, remedy: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text)
    assert message in raised.value.message
    assert remedy in raised.value.remedy
