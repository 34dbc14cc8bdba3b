"""Which of several reporting periods is the newest."""

from __future__ import annotations

import re

from vaultsync.tracker.model import Order, natural_order

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def period_order(period: str) -> tuple[str, Order]:
    """Return the key that sorts periods by time: by their first year, then as people count.

    `2024-2025`, `2024-03-31`, `Q4 2023`: what has no year comes before all that has.
    """
    year = _YEAR.search(period)
    return (year.group() if year else "", natural_order(period.casefold()))
