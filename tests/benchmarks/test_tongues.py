"""Words of several scripts, as names of files and as text around links."""

import re
from random import Random

from benchmarks.tongues import speakers


def test_what_a_note_is_called_can_be_a_file_and_stand_in_a_link() -> None:
    for speaker in speakers(Random(1)):
        for _ in range(500):
            title = speaker.title()
            assert title == title.strip()
            assert not re.search(r'[\\/:*?"<>|#^\[\]{}\n]', title), title


def test_sentences_hold_neither_links_nor_tags_but_those_asked_for() -> None:
    for speaker in speakers(Random(1)):
        text = speaker.paragraph(500)
        assert not re.search(r"[\[\]{}#\n`]", text)
        assert speaker.mention("[[there]]").count("[[there]]") == 1


def test_half_of_them_write_chinese() -> None:
    said = [speaker.noun() for speaker in speakers(Random(1))]
    chinese = [noun for noun in said if "\u4e00" <= noun[0] <= "\u9fff"]
    assert len(chinese) * 2 == len(said)
