"""Generated histories: edits here, moves of the tracker, syncs, undos and lost locks.

After each step two things hold: no value that the user wrote was replaced or
removed unasked, and where nobody contradicts, vault and tracker agree.
"""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sync.planning import VOCABULARY, Vaulted, row
from tests.sync.support import NOW, Quick
from vaultsync.agreement import State
from vaultsync.sync.apply import apply_plan
from vaultsync.sync.entry import JournalError
from vaultsync.sync.undo import undo

STATUSES = ("not-started", "in-progress", "behind", "completed")
NOTE = "---\ntitle: Mission 3.1b\ntags:\n  - gcdata\n---\n# Mission 3.1b\nThe text.\n"
SECTION = "# Mission 3.1b\nThe text.\n# Mission 3.1c\nMore.\n"
LINE = {
    "property": r"(?m)^status: (.*)$",
    "tag": r"(?m)^  - status/(.*)$",
    "body": r"#status/(\S+)",
}


class World:
    """A vault on disk with one action, its tracker, and who wrote what stands in each place."""

    def __init__(self, folder, section):
        self.root = folder / "vault"
        self.root.mkdir()
        self.path = "All.md" if section else "Mission 3.1b.md"
        self.file = self.root / self.path
        self.file.write_text(SECTION if section else NOTE)
        self.lock_file = folder / "vaultsync.lock"
        self.places = ("body",) if section else ("property", "tag")
        self.tracker = "not-started"
        self.users = {}  # the user's own value at a place, since it last was agreed
        self.users_before = {}  # the same, at each sync by its entry

    def read(self, place):
        found = re.search(LINE[place], self.file.read_text())
        return found and found[1]

    def judged(self):
        data = self.lock_file.read_bytes() if self.lock_file.exists() else None
        vault = Vaulted(
            {self.path: self.file.read_bytes()},
            [row("3.1.b", VOCABULARY.word("status", self.tracker), "-")],
            lock_bytes=data,
        )
        if data is None:
            vault.lock_bytes = None
        return vault

    def edit(self, place, word):
        """Let the user write a value at a place, or remove it."""
        text = self.file.read_text()
        old = self.read(place)
        if old is None and word is None:
            return
        if place == "property":
            word = word and (VOCABULARY.word("status", word) if word in STATUSES else word)
            line = f"status: {word}\n"
            new = re.sub(r"(?m)^status: .*\n", line if word else "", text)
            if old is None:
                new = text.replace("title", f"{line}title", 1)
        elif place == "tag":
            line = f"  - status/{word}\n"
            new = re.sub(r"(?m)^  - status/.*\n", line if word else "", text)
            if old is None:
                new = text.replace("  - gcdata\n", f"  - gcdata\n{line}")
        else:
            line = f"#status/{word}\n"
            new = re.sub(r"(?m)^#status/.*\n", line if word else "", text)
            if old is None:
                new = text.replace("The text.\n", f"The text.\n{line}")
        self.file.write_text(new)
        self.users[place] = word
        if word is None:
            del self.users[place]  # what is not there is added again

    def sync(self, **options):
        vault = self.judged()
        states = {state.place: state for state in vault.fields("Mission 3.1b")
                  if state.field == "status"}  # fmt: skip
        before = {place: self.read(place) for place in self.places}
        plan = vault.plan(**options)
        outcome = apply_plan(self.root, self.lock_file, plan, "sync", NOW, Quick())
        assert outcome.left == ()
        wanted = VOCABULARY.word("status", self.tracker)
        local = {State.CONFLICT, State.FIRST_MEETING, State.EDITED_HERE}
        contradicted = any(state.state in local for state in states.values()) and not options
        for place in self.places:
            now = self.read(place)
            state = states["property" if place == "property" else "tag"]
            agreed = now in (wanted, self.tracker)
            if place in self.users and before[place] is not None and state.base is not None:
                known = VOCABULARY.token("status", before[place])
                theirs = known not in (self.tracker, state.base)
                assert not theirs or now == before[place], "the user's value stays"
            if state.base is None and before[place] is not None:
                assert now == before[place], "a first meeting waits for the question"
            if contradicted:
                assert now == before[place], "the field as a whole waits for the user"
            elif place not in self.users and state.base is not None:
                assert agreed, "nobody contradicts"
            if agreed:
                self.users.pop(place, None)
        if outcome.entry:
            self.users_before[outcome.entry] = dict(self.users)
        again = self.judged().plan(**options)
        assert again.is_empty, "a second sync changes nothing"

    def undo(self):
        before = self.file.read_text()
        try:
            outcome = undo(self.root, self.lock_file, None, NOW, system=Quick())
        except JournalError:
            return
        if outcome.left:
            assert self.file.read_text() == before
        # What stood there before the sync counts as the user's from here on.
        for place in self.places:
            if (value := self.read(place)) is not None:
                self.users[place] = value

    def lose_lock(self):
        self.lock_file.unlink(missing_ok=True)
        for place in self.places:
            if (value := self.read(place)) is not None:
                self.users[place] = value


# Mostly known values that stay; now and then something foreign, or nothing.
values = st.sampled_from([*STATUSES, *STATUSES, "seedling", None])
edits = st.lists(st.tuples(st.just("edit"), st.integers(0, 1), values), max_size=2)
moves = st.lists(st.tuples(st.just("track"), st.sampled_from(STATUSES)), max_size=1)
ends = st.sampled_from([("sync",)] * 5 + [("undo",), ("lose",)])
rounds = st.tuples(edits, moves, ends).map(lambda parts: [*parts[0], *parts[1], parts[2]])


def histories(least, most):
    """Return a strategy for histories of some rounds, each of edits, a move, and a command."""
    several = st.lists(rounds, min_size=least, max_size=most)
    return several.map(lambda parts: [("sync",), *(step for part in parts for step in part)])


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(section=st.booleans(), history=histories(2, 6))
def test_no_value_of_the_users_is_replaced_and_agreement_returns(
    tmp_path_factory, section, history
):
    world = World(tmp_path_factory.mktemp("world"), section)
    for step in history:
        match step:
            case "edit", place, word:
                world.edit(world.places[place % len(world.places)], word)
            case "track", status:
                world.tracker = status
            case ("sync",):
                world.sync()
            case ("undo",):
                world.undo()
            case ("lose",):
                world.lose_lock()
    # However it went: what is asked for is written, and then all agree.
    vault = world.judged()
    foreign = [state for state in vault.fields("Mission 3.1b") if state.state is State.FOREIGN]
    apply_plan(world.root, world.lock_file, vault.plan(overwrite_local=True), "sync", NOW, Quick())
    states = [state.state for state in world.judged().fields("Mission 3.1b")]
    assert states.count(State.FOREIGN) == len(foreign)
    assert set(states) <= {State.AGREED, State.FOREIGN, State.NO_VALUE}


@pytest.mark.slow
@settings(max_examples=1000, suppress_health_check=list(HealthCheck))
@given(section=st.booleans(), history=histories(4, 15))
def test_many_long_histories(tmp_path_factory, section, history):
    test = test_no_value_of_the_users_is_replaced_and_agreement_returns
    test.hypothesis.inner_test(tmp_path_factory, section, history)
