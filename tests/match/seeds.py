"""The seed's claims and rows, for the tests of matching."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vaultsync.match.claims import find_claims
from vaultsync.match.pairing.alignment import Alignment, align
from vaultsync.match.pairing.areas import Areas
from vaultsync.match.pairing.pairing import Paired, pair_up
from vaultsync.match.places.claim import Claim, Claims
from vaultsync.match.places.labels import Label, LabelPattern
from vaultsync.match.rows.pull import pull
from vaultsync.obsidian.files import MemoryFiles
from vaultsync.obsidian.vault import Vault
from vaultsync.tracker.entries import Identity
from vaultsync.tracker.model import Complete, Partial, Row, Snapshot
from vaultsync.tracker.vocabulary import Vocabulary

DATA = Path(__file__).parents[1] / "data"
NOTE = "Mission 3 Enabling data-driven services.md"
LABELS = LabelPattern()

SEED_NOTE = (DATA / "seeds" / NOTE).read_text(encoding="utf-8")
SEED_SNAPSHOT = pull(
    [("page.txt", (DATA / "seeds" / "tracker-page.txt").read_bytes())],
    None,
    "2026-11-21T20:55:58Z",
    Vocabulary(),
).lock.snapshot
SEED_IDS = ["3.1b", "3.1c", "3.1d", "3.2a", "3.2b", "3.2c", "3.2d", "3.2e", "3.3a", "3.3b"]


def claims_of(
    files: dict[str, str], snapshot: Snapshot | None = None, labels: LabelPattern = LABELS
) -> Claims:
    """The claims of a vault in memory."""
    vault = Vault(MemoryFiles({path: text.encode() for path, text in files.items()}))
    return find_claims(vault, labels, snapshot, "action_id")


def aligned(
    claims: Claims,
    snapshot: Snapshot,
    identities: tuple[Identity, ...] = (),
    scope: str = "described",
) -> Alignment:
    """The alignment of claims that carry no tags."""
    return align(claims, snapshot, identities, scope, lambda claim: False)  # type: ignore[arg-type]  # a scope


def rows_of(*texts: str, area: str = "", ids: tuple[str | None, ...] = ()) -> tuple[Row, ...]:
    """Rows of one source, in the order given."""
    return tuple(
        Row(ids[n] if ids else None, text, area, source="page.txt", line=n + 1)
        for n, text in enumerate(texts)
    )


def snapshot_of(*rows: Row, whole: bool = False) -> Snapshot:
    """A snapshot of the rows, of which it may be said that there are no others."""
    return Snapshot(rows, Complete(len(rows)) if whole else Partial(len(rows) + 10), ())


def verdicts(alignment: Alignment) -> dict[str, tuple[str, str] | None]:
    """The row's key and the verdict of each action."""
    return {
        match.action: (match.pair.row.key, match.pair.verdict.value) if match.pair else None
        for match in alignment.actions
    }


class Listed(NamedTuple):
    """An action of a list: as the vault words it and as the tracker does, and both areas."""

    id: str
    vault: str
    tracker: str
    area: str
    published_area: str


def harbour() -> list[Listed]:
    """An invented list in the shape of the seed's, whole, with near-twins."""
    lines = (DATA / "matching" / "harbour.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    areas = {entry["area"]: entry for entry in entries if "area" in entry}
    return [
        Listed(
            entry["id"],
            entry["vault"],
            entry["tracker"],
            areas[entry["id"][:3]]["vault"],
            areas[entry["id"][:3]]["tracker"],
        )
        for entry in entries
        if "id" in entry
    ]


class ByHand(NamedTuple):
    """What people made of an action: the same said otherwise, and other actions like it."""

    reworded: list[str]
    twins: list[str]


def by_hand() -> dict[str, ByHand]:
    """By id, what was made of the seed's actions by hand."""
    lines = (DATA / "matching" / "byhand.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return {entry["id"]: ByHand(entry["reworded"], entry["twins"]) for entry in entries}


def seed_list() -> list[Listed]:
    """The seed's actions; of those that its page does not show, the tracker's words are ours."""
    claims = {claim.label.id: claim for claim in claims_of({NOTE: SEED_NOTE}).claims if claim.label}
    rows = dict(zip(SEED_IDS, SEED_SNAPSHOT.rows, strict=True))
    found = []
    for id_, claim in claims.items():
        row = rows.get(f"{id_[0]}.{id_[1]}{id_[2]}")
        text, area = (row.text, row.area) if row else (claim.text, claim.area)
        found.append(Listed(".".join(id_), claim.text, text, claim.area, area))
    return found


@cache  # each list is stated hundreds of times, a little changed
def labelled(id_: str) -> Label | None:
    """The label of a mission."""
    return LABELS.read(f"Mission {id_}")


def stated(actions: list[Listed]) -> list[Claim]:
    """What a vault with a note for each of the actions claims."""
    claims = []
    for action in actions:
        label, area = labelled(action.id), labelled(action.id[:3])
        assert label is not None
        path = f"{label.text}.md"
        claims.append(
            Claim(
                label.text,
                label,
                path,
                -1,
                True,
                label.id,
                action.vault,
                None,
                action.area,
                area,
                0,
                0,
            )
        )
    return claims


def published(actions: list[Listed], with_ids: bool = False, with_areas: bool = True) -> list[Row]:
    """The rows of a tracker that lists the actions in this order."""
    return [
        Row(
            action.id if with_ids else None,
            action.tracker,
            action.published_area if with_areas else "",
            source="page.txt",
            line=number,
        )
        for number, action in enumerate(actions, start=1)
    ]


def paired(
    ours: list[Listed], theirs: list[Listed], whole: bool = False, with_areas: bool = True
) -> dict[str, tuple[str, str]]:
    """The id of the row that each action was paired with, and the verdict."""
    claims, rows = stated(ours), published(theirs, with_areas=with_areas)
    areas = Areas(claim.area for claim in claims)
    found: Paired = pair_up(claims, rows, (), areas, whole)
    return {
        ours[claim].id: (theirs[rows.index(pair.row)].id, pair.verdict.value)
        for claim, pair in found.pairs.items()
    }


SEED_PAIRS = {
    action.id: (action.vault, action.tracker)
    for action in seed_list()
    if action.id[:3] + action.id[4:] in SEED_IDS
}
