"""What a row is called when a change of it is told, and in which words all of it is."""

from __future__ import annotations

from datetime import date

import pytest

from editing import example
from examples import programme
from statuses import table
from xl_send.compare import Change, ChangeKind, Changes
from xl_send.compare import ChangeSubject as S
from xl_send.compare.order import ChangeSection
from xl_send.compare.snapshots import BoardComparison
from xl_send.compare.telling import heading_name, told_parts
from xl_send.compare.wording import moved, row_name
from xl_send.findings import Cell, Finding, Severity, Worded
from xl_send.workbook.submissions import SHEETS


@pytest.mark.parametrize(
    ("sheet", "cells", "called"),
    [
        ("Milestones", {"ID": "TRN-M01", "Milestone": "Transport agreed"}, "Transport agreed"),
        ("Milestones", {"ID": "TRN-M01", "Milestone": ""}, ""),
        ("Milestones", {"ID": "TRN-M01", "Milestone": "TRN-M01"}, ""),
        ("Interdependencies", {"ID": "TRN-D01", "Needed": "The signed lease"}, "The signed lease"),
        ("Resources", {"ID": "TRN-P01", "Role": "Caseworker"}, "Caseworker"),
    ],
)
def test_a_row_is_called_by_its_owners_words_and_by_nothing_where_there_are_none(
    sheet: str, cells: dict[str, str], called: str
) -> None:
    found, _ = programme(table(sheet, cells))
    (row,) = (row for record in SHEETS if record.SHEET.title == sheet for row in found.each(record))
    assert row_name(row) == called


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (2, 30, "moved from 2 October 2026 to 30 October 2026, 20 working days later"),
        (2, 1, "moved from 2 October 2026 to 1 October 2026, 1 working day earlier"),
        (3, 4, "moved from 3 October 2026 to 4 October 2026, no working day between"),
        (None, 2, "given as 2 October 2026"),
        (2, None, "taken away; it was 2 October 2026"),
        (None, None, "not given"),
    ],
)
def test_a_date_is_told_by_how_far_it_has_moved(before: int | None, after: int | None, told: str) -> None:
    since = BoardComparison(example(), example())
    assert moved(since, *(date(2026, 10, day) if day else None for day in (before, after))) == told


def change(
    what: ChangeKind, record: str = "TRN-M01", name: str = "", kind: S = S.MILESTONE, *, first: bool = False
) -> Change:
    return Change(what, kind, f"{record}: {what}.", "TRN", record, name, first=first)


def conflict(severity: Severity) -> Finding:
    return Finding(
        "CF01", severity, Cell("trn.xlsx", "Milestones", "H2"), Worded("They clash.", "Settle it."), severity
    )


NEW = change(ChangeKind.CONFLICT_NEW, kind=S.CONFLICT)
MOVED = change(ChangeKind.FORECAST_MOVED)
STANDS = (conflict(Severity.ERROR), conflict(Severity.QUERY), conflict(Severity.QUERY))


@pytest.mark.parametrize(
    ("changes", "still", "parts"),
    [
        ((), (), {}),
        ((), STANDS, {}),  # nothing has changed, so nothing is told
        ((MOVED,), (), {ChangeSection.WORKSTREAM: ()}),
        ((NEW,), (), {ChangeSection.CONFLICTS: (NEW.sentence,)}),
        ((NEW,), STANDS, {ChangeSection.CONFLICTS: (NEW.sentence, "Still there: 3 (1 error and 2 queries).")}),
        ((MOVED,), STANDS[:1],
         {ChangeSection.CONFLICTS: ("Still there: 1 (1 error).",), ChangeSection.WORKSTREAM: ()}),
    ],
)  # fmt: skip
def test_conflicts_that_are_still_there_are_counted_once_anything_has_changed(
    changes: tuple[Change, ...], still: tuple[Finding, ...], parts: dict[ChangeSection, tuple[str, ...]]
) -> None:
    found = told_parts(Changes(None, None, changes, still))
    assert {part.part: part.sentences for part in found} == parts


def test_all_of_a_row_stands_together_and_rows_of_which_there_is_but_one_thing_to_say_in_one_sentence() -> None:
    alike = [change(ChangeKind.TAKEN_OFF, f"TRN-R0{number}", kind=S.RISK) for number in (1, 2)]
    both = [change(ChangeKind.TAKEN_OFF, "TRN-R03", kind=S.RISK), change(ChangeKind.SCORE, "TRN-R03", kind=S.RISK)]
    loose = change(ChangeKind.COLOUR_WORSE, "TRN", kind=S.WORKSTREAM)
    (part,) = told_parts(Changes(None, None, (loose, MOVED, *alike, *both)))
    assert (part.part, part.workstream) == (ChangeSection.WORKSTREAM, "TRN")
    assert part.sentences == (loose.sentence, "Settled then and no longer listed: TRN-R01 and TRN-R02.")
    assert [(row.record, row.sentences) for row in part.rows] == [
        ("TRN-M01", (MOVED.sentence,)), ("TRN-R03", tuple(one.sentence for one in both)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("a" * 90, "a" * 90),
        (f"{'a' * 80} {'b' * 9}", f"{'a' * 80} {'b' * 9}"),
        (f"{'a' * 80}, {'b' * 9}", f"{'a' * 80} ..."),
        (f"{'a' * 40} {'b' * 48} {'c' * 9}", f"{'a' * 40} {'b' * 48} ..."),
        (f"{'a' * 40} {'b' * 49} {'c' * 9}", f"{'a' * 40} ..."),
    ],
)
def test_a_heading_is_cut_between_words(name: str, heading: str) -> None:
    assert heading_name(name) == heading
