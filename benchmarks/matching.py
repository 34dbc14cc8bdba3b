"""Pair many claims with as many rows that have no ids, and print what it took, as JSON.

`python -m benchmarks.matching ACTIONS` makes the notes and the copied page in
memory, finds the claims that have a label ("find"), then pairs claims and rows
("align": those found by text alone, and the alignment), and counts the pairs
that are right: the generator knows which row is which action.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from random import Random
from typing import TYPE_CHECKING

from benchmarks.actions import plan_missions, tracker_page
from benchmarks.generate import SEED
from benchmarks.prose import Prose
from benchmarks.strategy import strategy_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.actions import Mission
    from vaultsync.match.pairing.alignment import Alignment


def main() -> None:
    """Pair as many actions as the command line says."""
    from vaultsync.config import Config
    from vaultsync.match.claims import find_claims
    from vaultsync.match.pairing.alignment import align
    from vaultsync.match.places.labels import LabelPattern
    from vaultsync.match.rows.pull import pull
    from vaultsync.obsidian.files import MemoryFiles
    from vaultsync.obsidian.vault import Vault
    from vaultsync.tracker.vocabulary import Vocabulary

    rng = Random(SEED)  # noqa: S311 - chance that can be repeated is what is wanted
    missions = plan_missions(rng, Prose(rng), int(sys.argv[1]))
    vault = Vault(MemoryFiles({path: text.encode() for path, text in strategy_notes(missions)}))
    page = ("tracker.txt", tracker_page(missions).encode())
    gc.disable()  # as the command line does
    begun = time.perf_counter()
    lock = pull([page], None, "2026-01-01T00:00:00Z", Vocabulary()).lock
    pulled = time.perf_counter()
    config = Config()
    labels = LabelPattern(config.label)
    find_claims(vault, labels, None, "action_id")
    claimed = time.perf_counter()
    claims = find_claims(vault, labels, lock.snapshot, "action_id")
    alignment = align(claims, lock.snapshot, (), "described", lambda _: False)
    aligned = time.perf_counter()
    right, wrong = judged(alignment, missions)
    took = {
        "claims": len(claims.claims),
        "rows": len(lock.snapshot.rows),
        "pull": pulled - begun,
        "find": claimed - pulled,
        "align": aligned - claimed,
        "right": right,
        "wrong": wrong,
    }
    print(json.dumps(took))


def judged(alignment: Alignment, missions: Sequence[Mission]) -> tuple[int, int]:
    """Return how many actions have their own row, and how many another's."""
    own = {
        action.label: action.published and action.published.text
        for mission in missions
        for area in mission.areas
        for action in area.actions
    }
    pairs = [match.pair for match in alignment.actions if match.pair is not None]
    right = sum(own.get(pair.action) == pair.row.text for pair in pairs)
    return right, len(pairs) - right


if __name__ == "__main__":
    main()
