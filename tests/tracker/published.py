"""The published list as tests need it: the seed page, and the data set's 43 rows as CSV."""

import csv
import io
import random
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
SEED_PAGE = (DATA / "seeds" / "tracker-page.txt").read_bytes()
FRENCH_PAGE = (DATA / "tracker-page-french.txt").read_bytes()

DATA_SET_COLUMNS = (
    "action_id", "mission", "mission_fr", "area_for_action", "area_for_action_fr", "action",
    "action_fr", "action_status", "action_status_fr", "priority", "lead", "partners", "progress",
    "progress_fr",
)  # fmt: skip

_COUNTS = {1: (3, 3, 3), 2: (3, 4, 3), 3: (4, 5, 3, 2), 4: (4, 3, 3)}
IDS = tuple(
    f"{mission}.{area}.{letter}"
    for mission, counts in _COUNTS.items()
    for area, count in enumerate(counts, 1)
    for letter in "abcde"[:count]
)
SEED_IDS = IDS[IDS.index("3.1.b") :][:10]

_SYLLABLES = ("ba", "den", "ki", "lor", "mu", "nes", "pra", "tol", "ve", "zim", "gha", "rys")


def synthetic_text(number: int) -> str:
    """Return a sentence of 14 words, most of which no other number has."""
    chosen = random.Random(number)
    words = ("".join(chosen.choices(_SYLLABLES, k=4)) for _ in range(12))
    return f"TBS will {' '.join(words)}."


def seed_actions() -> list[dict[str, str]]:
    """Return the seed page's ten rows, taken from its text without the reader."""
    rows: list[dict[str, str]] = []
    for line in SEED_PAGE.decode().splitlines():
        label, _, value = line.partition(": ")
        if label == "Action":
            rows.append({"action": value})
        elif rows:
            rows[-1][label] = value
    return rows


def data_set_rows() -> list[dict[str, str]]:
    """Return 43 rows in the data set's columns; 3.1.b to 3.3.b say what the seed page says."""
    seed = dict(zip(SEED_IDS, seed_actions(), strict=True))
    rows = []
    for number, action_id in enumerate(IDS):
        page = seed.get(action_id, {})
        rows.append(
            {
                "action_id": action_id,
                "mission": f"Mission {action_id[0]} title",
                "mission_fr": f"Titre de la mission {action_id[0]}",
                "area_for_action": page.get("Area for action", f"Area {action_id[:3]} of the list"),
                "area_for_action_fr": f"Domaine {action_id[:3]}",
                "action": page.get("action", synthetic_text(number)),
                "action_fr": f"Texte français {number}",
                "action_status": page.get("Status", "In Progress"),
                "action_status_fr": "En cours",
                "priority": page.get("Priority", "Year 2 priority"),
                "lead": "TBS",
                "partners": "-",
                "progress": "-",
                "progress_fr": "-",
            }
        )
    return rows


def as_csv(rows: list[dict[str, str]], delimiter: str = ",", mark: bool = True) -> bytes:
    """Return rows as the bytes of a CSV file, with the byte-order mark that the site prints."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return (b"\xef\xbb\xbf" if mark else b"") + text.getvalue().encode()


def as_page(rows: list[dict[str, str]], declared: int = 43) -> bytes:
    """Return rows of the data set as the text that is copied from a page."""
    lines = ["Data Strategy Tracker", f"Found {declared} actions"]
    for row in rows:
        lines += [
            f"Action: {row['action']}",
            f"Area for action: {row['area_for_action']}",
            f"Priority: {row['priority']}",
            f"Status: {row['action_status']}",
        ]
    return "\n".join(lines).encode()


def pages() -> list[tuple[str, bytes]]:
    """Return the list as five pages of copied text, ten rows a page."""
    rows = data_set_rows()
    return [(f"page-{at // 10 + 1}.txt", as_page(rows[at : at + 10])) for at in range(0, 43, 10)]
