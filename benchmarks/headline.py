"""Does the programme's colour tell programmes apart? Random programmes of six workstreams, with a fixed seed.

Each workstream has 8 milestones that are still to come and 4 that were reached, 5 KPIs, 6 risks, 2 issues, 3
handovers to be received, 3 resource lines and 2 lines of money. Every open item is Red or Amber by chance; what
these make is the product's own roll-up. A tenth of milestones have a fixed date, a third are key; of the
risks three in five are in hand. Run from the root: `python benchmarks/headline.py`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

from xl_send.rag.items import items as items_of
from xl_send.rag.rollup import PROGRAMME, rolled_up
from xl_send.reading import read_book
from xl_send.results import AspectName, Item, Status
from xl_send.workbook.cells import Book, Grid, Value
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.submissions import SHEETS, Programme

SEED, TRIALS = 12, 400
CODES = ("EHP", "OUT", "STA", "SUF", "TRN", "WFD")
# Shares of items that are Red and Amber: a programme that is well, one as they are, one in trouble, one in distress.
SHARES = ((0.005, 0.02), (0.02, 0.10), (0.05, 0.20), (0.10, 0.30))
COLOURS = (Status.GREEN, Status.AMBER, Status.RED)
Row = dict[str, Value]


def programme_of(chance: Random) -> Programme:
    """Six workstreams in one workbook, in which nothing is late."""
    rows: dict[str, list[Row]] = {"Programme": [{"As at": date(2026, 11, 13)}], "Thresholds": [{}]}
    for place, code in enumerate(CODES):
        giver = CODES[place - 1]
        for title, row in _rows(chance, code, giver):
            rows.setdefault(title, []).append(row)
    return Programme((read_book(Book("all.xlsx", tuple(_grid(record, rows) for record in SHEETS))),))


def _rows(chance: Random, code: str, giver: str) -> list[tuple[str, Row]]:
    day, own = date(2026, 12, 11), {"Workstream": code}
    in_hand: Row = {
        "Response": "Treat", "Mitigation": "Recruit", "Mitigation kind": "Process", "Owner": "Lead",
        "Action due": date(2026, 11, 30), "Proximity": "Later",
    }  # fmt: skip
    found: list[tuple[str, Row]] = [("Workstreams", {"Code": code, "Workstream": code, "Starts": date(2026, 9, 1)})]
    for number in range(12):
        reached: Row = {"Actual date": date(2026, 11, 2)} if number < 4 else {}
        key, fixed = ("Yes" if chance.random() < odds else "No" for odds in (0.33, 0.1))
        dates: Row = {"Baseline date": day, "Forecast date": day, "Key": key, "Fixed date": fixed}
        found.append(("Milestones", {"ID": f"{code}-M{number:02}", **own, **dates, **reached}))
    for number in range(5):
        kind: Row = {"Type": "Leading", "Leads to": f"{code}-K00"} if number in {1, 2} else {"Type": "Lagging"}
        figures: Row = {"Unit": "Count", "Better when": "Higher", "Frequency": "Termly", "Measures": "Snapshot"}
        places: Row = {"Baseline": 1.0, "Baseline date": date(2026, 4, 1), "Target": 9.0, "Target date": day}
        found.append(("KPIs", {"ID": f"{code}-K{number:02}", **own, **kind, **figures, **places}))
    for number in range(6):
        risk: Row = {"Likelihood": 1.0, "Impact": 1.0, "Status": "Open"}
        treated = in_hand if chance.random() < 0.6 else {}
        found.append(("Risks", {"ID": f"{code}-R{number:02}", **own, **risk, **treated}))
    for number in range(3):
        parties: Row = {"Giver": giver, "Receiver": code, "Receiver milestone": f"{code}-M{number + 6:02}"}
        agreed: Row = {"Giver agrees": "Yes", "Receiver agrees": "Yes", "Promised for": day, "Needed by": day}
        found.append(("Interdependencies", {"ID": f"{code}-D{number:02}", **parties, **agreed}))
        line: Row = {"Person or team": f"{code} {number}", "FTE": 0.1, "Available FTE": 1.0, "From": day, "To": day}
        found.append(("Resources", {"ID": f"{code}-P{number:02}", **own, **line}))
    for number in range(2):
        issue: Row = {"Kind": "Issue", "Severity": "Low", "Status": "Open"}
        found.append(("Issues and decisions", {"ID": f"{code}-A{number:02}", **own, **issue}))
        money: Row = {"Budget": 100_000.0, "Forecast outturn": 100_000.0, "Funding": "Base budget"}
        found.append(("Money", {"ID": f"{code}-F{number:02}", **own, **money}))
    return found


def _grid(record: type[Record], rows: dict[str, list[Row]]) -> Grid:
    titles, given = [column.title for column in columns_of(record)], rows.get(record.SHEET.title, [])
    if record.SHEET.layout is Layout.LABELS:
        lines = [(place, {1: title, **({2: given[0][title]} if given and title in given[0] else {})})
                 for place, title in enumerate(titles, 1)]  # fmt: skip
        return Grid(record.SHEET.title, lines)
    head = (1, dict(enumerate(titles, 1)))
    cells = [{place: row[title] for place, title in enumerate(titles, 1) if title in row} for row in given]
    return Grid(record.SHEET.title, [head, *enumerate(cells, 2)])


def coloured(items: tuple[Item, ...], red: float, amber: float, chance: Random) -> tuple[Item, ...]:
    """The items with colours by chance; what is complete stays so."""
    return tuple(item if item.status is Status.COMPLETE else _by_chance(item, red, amber, chance) for item in items)


def _by_chance(item: Item, red: float, amber: float, chance: Random) -> Item:
    drawn = chance.random()
    status = Status.RED if drawn < red else Status.AMBER if drawn < red + amber else Status.GREEN
    facts = dict(item.rating.facts)
    if "plan" in facts and status is not Status.GREEN:
        facts["forecast"] = date(2027, 2, 1)
    if "need_by" in facts and status is Status.RED and chance.random() < 0.5:
        facts["need_by"] = date(2026, 11, 2)
    rating = replace(item.rating, status=status, facts=facts, unknown=False, settled=False)
    return item._replace(rating=rating, own=rating)


def table(seed: int = SEED, trials: int = TRIALS) -> dict[tuple[float, float], Counter[Status]]:
    """How many of so many programmes are Green, Amber and Red, for each pair of shares."""
    chance = Random(seed)  # noqa: S311 - made-up programmes, not secrets
    programme = programme_of(chance)
    items = items_of(programme)
    found: dict[tuple[float, float], Counter[Status]] = {}
    for red, amber in SHARES:
        pictures = (rolled_up(programme, coloured(items, red, amber, chance)) for _ in range(trials))
        found[red, amber] = Counter(
            next(one.status for one in picture.aspects if one.of == PROGRAMME and one.aspect is AspectName.OVERALL)
            for picture in pictures
        )
    return found


if __name__ == "__main__":
    for (red, amber), counts in table().items():
        told = ", ".join(f"{status.value} {100 * counts[status] / counts.total():.0f}%" for status in COLOURS)
        print(f"items {red:.1%} Red and {amber:.0%} Amber: {told}")
