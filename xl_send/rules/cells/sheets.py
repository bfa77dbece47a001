"""Sheets, their titles and columns: what is missing or stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import first_few
from xl_send.workbook.columns import Column, Layout, Need, columns_by_name, columns_of
from xl_send.workbook.names import are_near
from xl_send.workbook.sheets_seen import SheetSeen
from xl_send.workbook.submissions import Programme


def all_seen(programme: Programme) -> Iterator[SheetSeen]:
    """Every sheet of ours that was found, over all workbooks."""
    for submission in programme.submissions:
        yield from submission.seen.values()


def corner(seen: SheetSeen, row: int = 0) -> Cell:
    """The first of our columns, in the header or in a row."""
    table = seen.table
    return Cell(table.workbook, table.sheet, table.address("", row or table.header))


@rule(
    "SH01",
    Severity.ERROR,
    'There is no sheet called "{sheet}".',
    "Put it back from a blank workbook, even if it stays empty. {purpose}",
    on_reading=True,
)
def sheet_missing(programme: Programme) -> Iterator[Hit]:
    """Every sheet of the workbook is there.

    An empty sheet says that there is nothing to tell; a missing one says nothing.

    **Fails**

    Without Risks:

    **Passes**

    Risks:
    | ID |
    | --- |
    """
    for submission in programme.submissions:
        for record, likely in submission.absent:
            if not likely:
                sheet = record.SHEET
                yield hit(Cell(submission.workbook, sheet.title, ""), sheet=sheet.title, purpose=sheet.purpose)


@rule(
    "SH02",
    Severity.ERROR,
    'There is no sheet called "{sheet}", but "{likely}" has its columns.',
    'Change the name of "{likely}" to "{sheet}".',
    # Better than computed is no news while what would decide it has not been read.
    brings=dict.fromkeys(("WM04", "WM05"), Reach.WORKBOOK),
    on_reading=True,
)
def sheet_renamed(programme: Programme) -> Iterator[Hit]:
    """Sheets keep their names.

    They are found by name, and a sheet under another name is not read.

    **Fails**

    Without Meetings:

    Board dates:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |

    **Passes**

    Board dates:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    """
    for submission in programme.submissions:
        for record, likely in submission.absent:
            if likely:
                title = record.SHEET.title
                other = Related(Cell(submission.workbook, likely, "A1"), "the sheet that has its columns")
                yield hit(Cell(submission.workbook, title, ""), other, sheet=title, likely=likely)


@rule(
    "SH03",
    Severity.ERROR,
    "None of the titles of this sheet was found, so nothing on it was read.",
    "Put the row of titles back as it stands in a blank workbook: {titles}.",
    on_reading=True,
)
def titles_missing(programme: Programme) -> Iterator[Hit]:
    """A sheet has its column titles, or its labels, as the workbook was given out.

    They may stand in any order and below other rows; they are found by their words.

    **Fails**

    Milestones, as it lies:
    | <Ref> | What |
    | --- | --- |
    | TRN-M01 | Trial opens |

    **Passes**

    Milestones, as it lies:
    | Milestone | ID |
    | --- | --- |
    | Trial opens | TRN-M01 |
    """
    for submission in programme.submissions:
        for record in submission.headless:
            titles = ", ".join(column.title for column in columns_of(record)[:3])
            yield hit(Cell(submission.workbook, record.SHEET.title, "A1"), titles=f"{titles} and so on")


def is_asked_about(seen: SheetSeen, column: Column) -> bool:
    """Whether a missing column may be one that is there: its title is near, or its cells are needed."""
    likely = seen.likely.get(column.name)
    needed = column.vital or column.need is not Need.OPTIONAL
    return likely is not None and (needed or are_near(likely.title, column.title))


@rule(
    "SH04",
    Severity.ERROR,
    'The {what} "{column}" is missing.',
    'Add a {what} with the title "{column}": {help}{then}',
    on_reading=True,
)
def column_missing(programme: Programme) -> Iterator[Hit]:
    """Every column and label that must be filled is there.

    Where a row's colour is computed from the column, no row of the sheet is counted without it.

    **Fails**

    Actuals, as it lies:
    | <KPI> | Value | Base | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 110 | | |

    **Passes**

    Actuals, as it lies:
    | KPI* | Base (cases) | Our own column | Period End | Value |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 110 | | 31 Oct 2026 | 110 |
    """
    for seen in all_seen(programme):
        for column in seen.missing:
            if column.need is not Need.OPTIONAL and not is_asked_about(seen, column):
                doomed = column.vital and column.need is Need.REQUIRED and not column.unless
                then = " Until then no row of this sheet is counted." if doomed else ""
                yield hit(corner(seen), what=_noun(seen), column=column.title, help=column.help, then=then)


def _noun(seen: SheetSeen) -> str:
    return "label" if seen.record.SHEET.layout is Layout.LABELS else "column"


@rule(
    "SH05",
    Severity.ERROR,
    'The title "{column}" stands twice; only the first of the two columns was read.',
    "Move what belongs here into the first column, then delete or rename this one.",
    on_reading=True,
)
def column_titled_twice(programme: Programme) -> Iterator[Hit]:
    """No title stands over two columns.

    Figures in the second column would be lost without a word.

    **Fails**

    Actuals, as it lies:
    | KPI | Period end | Value | Base | Note | <Value (new)> |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 | | | 115 |

    **Passes**

    Actuals, as it lies:
    | KPI | Period end | Value | Base | Note | Old value |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 | | | 115 |
    """
    for seen in all_seen(programme):
        for cell in seen.doubled:
            titles = columns_by_name(seen.record)
            name = next(name for name in seen.table.places if titles[name].title == cell.column)
            first = Cell(cell.workbook, cell.sheet, seen.table.address(name, seen.table.header), "", cell.column)
            yield hit(cell, Related(first, "the column that was read"), column=cell.column)


@rule(
    "SH11",
    Severity.ADVICE,
    "{what} missing: {titles}.",
    "Put back what you need from a blank workbook: nothing else can be read under these titles.",
    brings={"SH11": Reach.CELL},
    on_reading=True,
)
def optional_columns_missing(programme: Programme) -> Iterator[Hit]:
    """Columns and labels that may stay blank are there too.

    A council may do without some of them. Where a date, a state or a figure that decides a colour can no
    longer be given, this is a query. Missing thresholds have their defaults. Of the sheets of a workbook that do
    without some all but one follow from the first of the gravest.

    **Fails**

    Actuals, as it lies:
    | <KPI> | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | |

    **Passes**

    Actuals, as it lies:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 | | |
    """
    for submission in programme.submissions:
        without = [(seen, missing) for seen in submission.seen.values() if (missing := _optional_missing(seen))]
        gravest = sorted(without, key=lambda found: not _decides(*found))
        for seen, missing in without:
            noun, deciding, cell = _noun(seen), _decides(seen, missing), corner(seen)
            what = f"This {noun} is" if len(missing) == 1 else f"These {noun}s are"
            titles = first_few((column.title for column in missing), most=40)
            first = corner(gravest[0][0])
            related = [Related(first, "the first sheet that does without some")] if first != cell else []
            yield hit(cell, *related, severity=Severity.QUERY if deciding else None, what=what, titles=titles)


def _optional_missing(seen: SheetSeen) -> list[Column]:
    missing = (column for column in seen.missing if not is_asked_about(seen, column))
    return [column for column in missing if column.need is Need.OPTIONAL and not column.by_product]


def _decides(seen: SheetSeen, missing: list[Column]) -> bool:
    """Whether what decides a colour is among the columns that are missing."""
    return _noun(seen) == "column" and any(column.vital for column in missing)


@rule(
    "SH12",
    Severity.ERROR,
    "{heading} {says}: rename it {column}?",
    'Give the heading the title "{column}", if that is what stands below it. Until then it is not read.{then}',
    # Better than computed is no news while what would decide it has not been read.
    brings=dict.fromkeys(("WM04", "WM05"), Reach.WORKBOOK),
    on_reading=True,
)
def column_renamed(programme: Programme) -> Iterator[Hit]:
    """Columns and labels keep their titles.

    They are found by their titles, so what stands under another is not read: it is asked about, never guessed.

    **Fails**

    Actuals, as it lies:
    | KPI | <Period ends on> | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 | | |

    **Passes**

    Actuals, as it lies:
    | KPI | Period end | Value | Base | Note | Period (ours) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 | | | Autumn |
    """
    for seen in all_seen(programme):
        for column in seen.missing:
            if is_asked_about(seen, column):
                cell, title = seen.heading(column.name), seen.likely[column.name].title
                says = f"says {title}" if title else "has no title"
                then = " No colour that rests on it is told." if column.vital else ""
                yield hit(cell, heading=cell.address, says=says, column=column.title, then=then)
