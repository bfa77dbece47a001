"""Bank holidays in England that fall on a weekday, 2015 to 2040 (source: gov.uk/bank-holidays).

Pinned in the table beside this file, so that a date is late by the same number of working days whoever works it out
and whenever. Years not yet proclaimed follow the standing pattern. A test compares the table with a published library.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path


def _read(table: Path) -> Mapping[date, str]:
    with table.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["Date"]): row["Bank holiday"] for row in csv.DictReader(file)}


BANK_HOLIDAYS = _read(Path(__file__).with_suffix(".csv"))
FIRST_YEAR, LAST_YEAR = min(BANK_HOLIDAYS).year, max(BANK_HOLIDAYS).year
