"""Every colour of the example, and of the example written badly, with all that was found on the way: `approved.txt`.

Made anew by `PYTHONPATH=.:tests python tests/rag/rollup/test_approved.py`, and its differences read before they are
committed. A line is one item: its colour, why, its facts and cells; then what its own workbook's thresholds make of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from editing import Edit, board, with_edits
from xl_send.findings import Cell
from xl_send.results import Aspect, Fact, Item, Rating
from xl_send.text import as_text

WORDS = Path(__file__).with_name("approved.txt")
# Two returns hold an item of nearly every kind; all are rated together.
SHOWN = ("TRN", "SUF")
BADLY: tuple[Edit, ...] = (
    ("Milestones", "TRN-M07", {"Forecast date": "w/c 7 Dec"}),
    ("Milestones", "TRN-M08", {"Actual date": "20 Nov 2026"}),
    ("Milestones", "TRN-M09", {"Baseline date": "soon"}),
    ("Milestones", "TRN-M10", {"Depends on": "TRN-M77", "Key": "No"}),
    ("Milestones", "TRN-M11", {"State": "Paused"}),
    ("Milestones", "SUF-M06", {"Agreed date": "5 Mar 2027"}),
    ("Milestones", "SUF-M07", {"Fixed date": "Yes", "Forecast date": "14 Dec 2026"}),
    ("Milestones", "SUF-M08", {"Forecast date": ""}),
    ("KPIs", "TRN-K01", {"Tolerance": "?"}),
    ("KPIs", "TRN-K03", {"State": "Withdrawn"}),
    ("KPIs", "SUF-K01", {"Better when": ""}),
    ("KPIs", "SUF-K02", {"Target": "as many as possible"}),
    ("Expectations", "TRN-K02 TRN-M08", {"Expected": "most"}),
    ("Actuals", "TRN-K02 31 Oct 2026", {"Value": "31%", "Base": "5"}),
    ("Actuals", "SUF-K04 23 Oct 2026", {"Period end": "Oct"}),
    ("Risks", "TRN-R01", {"Likelihood": "High"}),
    ("Risks", "TRN-R02", {"Status": "Closed"}),
    ("Risks", "SUF-R01", {"Likelihood": "2", "Impact": "5"}),
    ("Issues and decisions", "TRN-A01", {"Severity": "High"}),
    ("Issues and decisions", "TRN-A03", {"Needed by": "2 Nov 2026"}),
    ("Issues and decisions", "SUF-A04", {"Needed by": "next week"}),
    ("Interdependencies", "TRN-D04", {"Needed by": "TBC"}),
    ("Interdependencies", "STA-D02", {"Delivered": ""}),
    ("Interdependencies", "SUF-D01", {"Giver agrees": "?"}),
    ("Interdependencies", "WFD-D02", {"Promised for": "23 Dec 2026"}),
    ("Resources", "TRN-P01", {"Post status": "Vacant"}),
    ("Resources", "TRN-P02", {"Post status": "?"}),
    ("Resources", "TRN-P03", {"Person or team": "TBC"}),
    ("Resources", "SUF-P01", {"Funding": ""}),
    ("Resources", "TRN-P06", {"FTE": "1.4", "To": "2 Nov 2026"}),
    ("Money", "TRN-F02", {"Forecast outturn": "about 18,000"}),
    ("Money", "TRN-F03", {"Funding": "Not funded"}),
)


def _cells(cells: tuple[Cell, ...]) -> str:
    return ", ".join(f"{cell.workbook.removesuffix('.xlsx')} {cell.sheet} {cell.address}" for cell in cells)


def _fact(fact: Fact) -> str:
    return f"({_facts(fact)})" if isinstance(fact, Mapping) else as_text(fact)


def _facts(facts: Mapping[str, Fact]) -> str:
    return "; ".join(f"{name}={_fact(value)}" for name, value in facts.items())


def _rating(rating: Rating) -> str:
    known = " ".join([word for word in ("unknown", "settled") if getattr(rating, word)] + sorted(rating.told))
    brief = f" ({rating.brief})" if rating.brief else ""
    return f"{rating.status}: {rating.reason}{brief} [{known}] [{_facts(rating.facts)}] [{_cells(rating.cells)}]"


def _item(item: Item) -> Iterator[str]:
    of = " ".join(filter(None, (item.id, item.workstream, item.also, item.reported and f"reported {item.reported}")))
    yield f"{item.kind} {of}: {_rating(item.rating)}"
    if item.own != item.rating:
        yield f"  by its own thresholds {_rating(item.own)}"
    for one in item.accounts:
        yield f"  {_cells((one.cell,))}: {one.own_status} [{_facts(one.facts)}]"


def _aspect(found: Aspect) -> str:
    counts = ", ".join(f"{number} {status}" for status, number in found.counts.items())
    of = f"{found.of} {found.aspect}: {found.status} (its own {found.own_status}, reported {found.reported})"
    return (
        f"{of}: {found.sentence} [{', '.join(found.drivers)}] [{counts}] [{found.without_data:g}] {found.note}".strip()
    )


def said(*edits: Edit) -> Iterator[str]:
    """The items of two workstreams, and the colours of these and of the programme."""
    picture = board(with_edits(edits)).picture
    for item in picture.items:
        if {item.workstream, item.also} & {*SHOWN}:
            yield from _item(item)
    yield from (_aspect(found) for found in picture.aspects if found.of in (*SHOWN, "programme"))


def everything() -> Iterator[str]:
    """The example as it is; of the example written badly, what is not the same."""
    sound = list(said())
    yield from sound
    yield "== Written badly"
    yield from (line for line in said(*BADLY) if line not in sound)


def test_every_colour_and_its_facts_are_what_was_approved() -> None:
    assert list(everything()) == WORDS.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    WORDS.write_text("\n".join(everything()) + "\n", encoding="utf-8")
