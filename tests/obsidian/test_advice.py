"""What a link that leads nowhere was probably meant to name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.obsidian.advice import nearest_subpath
from vaultsync.obsidian.anchors import Anchors
from vaultsync.obsidian.note import Note


def note(*blocks):
    return Note("N.md", "\n\n".join(blocks).encode())


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


_words = st.text("Ab é#^%*_[](). -\n|:1", max_size=14)


@given(st.lists(_words, max_size=5), _words)
def test_no_text_makes_advice_raise(headings, subpath):
    nearest_subpath(Anchors(note(*(f"## {heading}" for heading in headings))), "#" + subpath)
