import pytest

from vaultsync.tracker.model import Value
from vaultsync.tracker.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("word", "token"),
    [
        ("Not Started", "not-started"), ("Non entamée", "not-started"),
        ("Pas commencé", "not-started"), ("In Progress", "in-progress"),
        ("in-progress", "in-progress"), ("En cours", "in-progress"), ("Behind", "behind"),
        ("En arrière", "behind"), ("Blocked", "paused"), ("Paused", "paused"),
        ("EN PAUSE", "paused"), ("Bloqué", "paused"), ("COMPLETED", "completed"),
        ("Terminé", "completed"), ("terminee", "completed"), ("Done", None), ("", None),
        ("-", None),
    ],
)  # fmt: skip
def test_statuses(word: str, token: str | None) -> None:
    assert Vocabulary().token("status", word) == token


@pytest.mark.parametrize(
    ("word", "token"),
    [
        ("Year 2 priority", "year-2"), ("2", "year-2"), ("Année 2 priorité", "year-2"),
        ("Year 3", "year-3"), ("year-1", "year-1"), ("Year 0", None), ("Year 12", None),
        ("\u0663", None), ("High", None), ("", None),
    ],
)  # fmt: skip
def test_priorities(word: str, token: str | None) -> None:
    assert Vocabulary().token("priority", word) == token


def test_unknown_words_are_kept_and_are_no_value() -> None:
    value = Vocabulary().value("status", "Almost")
    assert value == Value("Almost", None)
    assert value.unknown
    assert not Value("-", None).unknown


def test_what_is_given_extends_and_moves() -> None:
    vocabulary = Vocabulary({"done": ("Done", "Completed")}, {"high": ("High",)})
    assert vocabulary.token("status", "completed") == "done"
    assert vocabulary.token("status", "Terminé") == "completed"
    assert vocabulary.token("status", "Done") == "done"
    assert vocabulary.token("priority", "HIGH") == "high"
    assert vocabulary.word("priority", "year-2") == "Year 2"


def test_the_words_of_one_list_are_all_that_it_can_say() -> None:
    vocabulary = Vocabulary(published={"status": {"NS": "not-started", "LP": "limited-progress"}})
    assert vocabulary.value("status", "ns").token == "not-started"
    assert vocabulary.value("status", "Completed").unknown
    # A token of its own is a value that notes can hold; the others keep their words.
    assert vocabulary.token("status", "Limited progress") == "limited-progress"
    assert vocabulary.word("status", "limited-progress") == "Limited Progress"
    assert vocabulary.word("status", "not-started") == "Not Started"
    assert vocabulary.token("status", "Terminée") == "completed"
    assert vocabulary.tokens("status")[-1] == "limited-progress"
    assert vocabulary.value("priority", "Year 2").token == "year-2"
