"""All that a programme workbook says of a folder of returns that disagree, as it was approved: `approved.txt`.

Made anew by `PYTHONPATH=.:tests python tests/consolidation/test_approved.py`, and its differences read before they are
committed: every row with its sources, where returns differ, what was not taken, whom to chase, and every column's help.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from consolidation.written import returns_of
from xl_send.consolidation import choose_returns, together
from xl_send.consolidation.chase import ExpectedWorkstream, ReturnCheck
from xl_send.consolidation.overview import overview_table, owners_table
from xl_send.consolidation.parting import parted
from xl_send.consolidation.region_counts import councils_table, counts_of, counts_table, not_counted_table
from xl_send.consolidation.returns import Return
from xl_send.consolidation.sources import Sources, differences_table, not_taken_table, returns_table
from xl_send.consolidation.unknown import left_out_of, unknown_workstreams
from xl_send.rag.rollup import programme_status
from xl_send.reading.loaded import Refusal
from xl_send.table import Table
from xl_send.text import as_text
from xl_send.workbook.cells import Value
from xl_send.workbook.submissions import Programme

WORDS = Path(__file__).with_name("approved.txt")
FOLDER = Path(__file__).with_name("folder.md")
DAY, BEFORE = date(2026, 11, 13), date(2026, 10, 16)
REFUSED = (
    Refusal("suf.xlsx", "It has a password."),
    Refusal("early.xlsx", "It has a password."),
    Refusal("transition (2).xlsx", "It has a password."),
    Refusal("Minutes.docx", "It is no workbook.", stray=True),
)
MISSING = (ExpectedWorkstream("SUF", "Sufficiency", "Places Manager", "Deputy Manager", BEFORE, file="suf.xlsx"),)
CHECKS = {"ehp.xlsx": ReturnCheck(2, 1, "Milestones H2: It is late. Say why."), "out.xlsx": ReturnCheck(0, 3, "")}


def _values(values: Mapping[str, Value]) -> str:
    return "; ".join(f"{title}: {as_text(value)}" for title, value in values.items())


def _table(found: Table) -> Iterator[str]:
    yield f"== {found.name}"
    yield from found.notes
    yield from (f"{one.title} ({one.width}, {one.kind}, {one.look}): {one.help}" for one in found.columns)
    # Why a workstream has its colour is approved with the colours.
    shown = [row[:-1] for row in found.rows] if found.name == "Overview" else found.rows
    yield from (" | ".join(map(as_text, row)) for row in shown)


def _returns() -> list[Return]:
    """The returns of the folder; that of WFD did not come, so that its last one is carried forward."""
    found = returns_of(FOLDER.read_text(encoding="utf-8"))
    return [replace(item, carried=item.path == "wfd.xlsx") for item in found]


def said() -> Iterator[str]:
    """Everything that is told of the folder."""
    chosen = choose_returns(_returns(), ())
    programme = Programme(
        tuple(item.submission for item in chosen.taken), left_out=left_out_of(chosen, [REFUSED[0].path])
    )
    missing = unknown_workstreams(chosen, MISSING)
    whole = together(chosen.taken, None, programme, DAY, missing)
    for record, rows in whole.rows.items():
        yield f"== {record.SHEET.title}"
        yield from map(_values, rows)
    for record, labels in whole.labels.items():
        yield f"== {record.SHEET.title}: {_values(labels)}"
    yield f"== Lists: {whole.own_lists}. Silenced: {[(one.rule, one.reason) for one in whole.silences]}"
    yield f"== Not taken: {[tuple(one)[:4] for one in whole.not_taken]}"
    sources = Sources(chosen, REFUSED, whole.differences, missing, whole.not_taken, checks=CHECKS, as_at=DAY)
    picture = programme_status(programme)
    council = counts_of("westhaven.xlsx", programme, DAY)
    for table in (
        returns_table(sources), differences_table(sources), not_taken_table(sources),
        overview_table(programme, picture, "For the programme office"), owners_table(picture),
        councils_table([council]), counts_table([council]), not_counted_table(REFUSED),
    ):  # fmt: skip
        yield from _table(table)
    yield f"== Left: {[(file.path, file.sentence, sorted(file.codes)) for file in sources.left_files]}"
    for part in parted(next(item for item in chosen.taken if item.path == "out.xlsx")).returns:
        yield f"== Part {part.name} of {part.codes}"
        yield from (f"{record.SHEET.title}: {_values(row)}" for record, rows in part.rows.items() for row in rows)


def test_what_is_said_of_a_folder_of_returns_is_what_was_approved() -> None:
    assert list(said()) == WORDS.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    WORDS.write_text("\n".join(said()) + "\n", encoding="utf-8")
