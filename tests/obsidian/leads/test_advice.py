"""What a link that leads nowhere was probably meant to name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.leads.advice import nearest_subpath
from vaultsync.obsidian.leads.anchors import Anchors
from vaultsync.obsidian.leads.bearers import Bearers
from vaultsync.obsidian.leads.resolve import Resolver
from vaultsync.obsidian.note import Note


def note(*blocks):
    return Note("N.md", "\n\n".join(blocks).encode())


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("Kuberntes", ("tools/Kubernetes.md",)),
        ("old/place/Kubernetes", ("tools/Kubernetes.md",)),
        ("missoin 3.1", ("Mission 3.1.md",)),
        ("Mission 3.2", ()),
        ("my-long_note", ("My Long Note.md",)),
        ("Long My Note", ("My Long Note.md",)),
        ("pictre.png", ("img/picture.png",)),
        ("2024.1.5", ("2024-01-05.md",)),
        ("something else", ()),
        ("Home", ()),
        ("202301021545", ("202301021545 Atomicity.md",)),
        ("202301021546", ()),
        ("", ()),
        ("???", ()),
    ],
)
def test_a_file_of_a_name_that_is_alike_is_offered(path, nearest):
    resolver = Resolver(
        ["tools/Kubernetes.md", "Mission 3.1.md", "My Long Note.md", "img/picture.png",
         "2024-01-05.md", "2024-01-06.md", "Chrome.md", "202301021545 Atomicity.md"]
    )  # fmt: skip
    assert resolver.advice.nearest(path) == nearest


def test_the_same_name_in_another_folder_comes_before_one_that_is_merely_alike():
    resolver = Resolver(["c/Plan (2).md", "b/Plan-2.md", "a/Plan 2.md"])
    assert resolver.advice.nearest("old/plan-2") == ("b/Plan-2.md", "c/Plan (2).md", "a/Plan 2.md")
    assert resolver.advice.nearest("old/Plan 2.md")[0] == "a/Plan 2.md"


def test_of_namesakes_the_one_in_the_likeliest_folder_comes_first():
    advice = Resolver(["x/y/Note.md", "b/Note.md", "archive/b/Notes.md"]).advice
    assert advice.nearest("old/b/Note") == ("b/Note.md", "x/y/Note.md", "archive/b/Notes.md")
    assert advice.nearest("old/b/Note", 1) == ("b/Note.md",)


@pytest.mark.parametrize(
    ("subpath", "nearest"),
    [
        ("#mission-31cc", "#mission-31c"),
        ("#Data-drivn services", "#Data-driven services"),
        ("#data-drivn-services", "#data-driven-services"),
        ("#Minecraft: The Video Gmae", "#Minecraft The Video Game"),
        ("#Mission 3.2c", None),
        ("#A#Data drivn services", "#Data-driven services"),
        ("#^abd123", None),
        ("#^quote-oen", "#^quote-one"),
        ("#quote-one", "#^quote-one"),
        ("#datadriven services", "#Data-driven services"),
        ("#제목하나", "#제목 하나"),
        ("#something else", None),
        ("#", None),
    ],
)
def test_a_subpath_is_answered_in_its_own_style(subpath, nearest):
    parsed = note(
        "# [Mission 3.1c](Mission%203.1c.md)", "# Data-driven services",
        "# Minecraft: The Video Game", "# 제목 하나", "text ^quote-one", "text ^abc123\n",
    )  # fmt: skip
    assert nearest_subpath(Anchors(parsed), subpath) == nearest


def test_files_that_came_or_went_count() -> None:
    resolver = Resolver(["tools/Kubernetes.md"])
    assert resolver.advice.nearest("Kuberntes") == ("tools/Kubernetes.md",)
    resolver.add("Kuberntez.md")
    resolver.remove("tools/Kubernetes.md")
    assert resolver.advice.nearest("Kuberntes") == ("Kuberntez.md",)


_words = st.text("Ab é#^%*_[](). -\n|:1", max_size=14)


@given(st.lists(_words, max_size=5), _words)
def test_no_text_makes_advice_raise(headings, subpath):
    nearest_subpath(Anchors(note(*(f"## {heading}" for heading in headings))), "#" + subpath)


WORDS = [
    "mission",
    "misson",
    "alpha",
    "Plans",
    "a",
    "ΑΣ",
    "Straße",
    "m²",
    "²",
    "İx",
    "日本",
    "x.md",
]
NUMBERS = ["1", "01", "3.1a", "0", "٣", "202301011200", "2023-01-01"]
named = st.lists(st.sampled_from([*WORDS, *NUMBERS]), min_size=1, max_size=4).flatmap(
    lambda each: st.sampled_from([" ", "", "-"]).map(lambda by: by.join(each))
)
placed = st.tuples(st.sampled_from(["", "d/", "alpha/", "日本/x/"]), named).map("".join)


@given(
    st.lists(st.tuples(placed, st.sampled_from([".md", ".md", ".png"])).map("".join), max_size=30),
    st.lists(named, min_size=1, max_size=7),
)
def test_few_questions_are_answered_without_an_index_as_many_are_with_one(files, wanted):
    files = sorted(set(files))
    trusting, other = Resolver(files), Resolver(files)
    trusting.trust(other.shared, Bearers(files))
    for name in wanted:
        assert trusting.advice.nearest(name) == other.advice.nearest(name)
