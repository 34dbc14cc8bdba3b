from __future__ import annotations

import json

import pytest

from vaultsync.tracker.mapping import ListMapping
from vaultsync.tracker.readers import read_source
from vaultsync.tracker.vocabulary import Vocabulary

WITH_IDS = """action_id,lang,action,action_status
1.1.a,fr,Publier un plan,En cours
1.1.a,en,Publish a plan,In Progress
1.1.b,fr,Former chaque analyste,Terminée
1.1.b,en,Train every analyst,Completed
1.1.c,fr,Ceci n'est dit qu'en français,Terminée
"""


def texts(data: str, language: str = "") -> list[str]:
    reading = read_source("list.csv", data.encode(), Vocabulary(), ListMapping(language=language))
    assert not reading.problems
    return [row.text for row in reading.rows]


def test_of_two_languages_one_is_read_and_what_only_the_other_says() -> None:
    only = "Ceci n'est dit qu'en français"
    assert texts(WITH_IDS) == ["Publish a plan", "Train every analyst", only]
    assert texts(WITH_IDS, "fr") == ["Publier un plan", "Former chaque analyste", only]


def test_without_ids_as_many_rows_are_the_same_rows() -> None:
    whole = "\n".join(line.partition(",")[2] for line in WITH_IDS.splitlines()[:5])
    assert texts(whole) == ["Publish a plan", "Train every analyst"]
    assert texts(whole, "fr") == ["Publier un plan", "Former chaque analyste"]
    # Where one language says more than the other, nobody knows which rows are the same.
    assert len(texts(whole + "\nfr,Encore un,En cours")) == 5


@pytest.mark.parametrize("word", ["Français", "FRA", "fr-CA", "xx", ""])
def test_a_list_in_one_language_is_read_whatever_it_calls_it(word: str) -> None:
    assert texts(f"action_id,language,action,action_status\n1,{word},Un plan,En cours\n") == [
        "Un plan"
    ]


def test_records_have_languages_too() -> None:
    names = ("action_id", "language", "action", "action_status")
    records = [
        dict(zip(names, line.split(","), strict=True)) for line in WITH_IDS.splitlines()[1:5]
    ]
    assert texts(json.dumps(records)) == ["Publish a plan", "Train every analyst"]
