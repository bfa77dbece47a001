"""Cells that cannot be read, or only on an assumption, in any column of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from faults.clean import LABEL, VALUE, Blame
from faults.planting import Plant, enter_all, plants, set_cell
from faults.plot import Plot, Row, has, in_workbook, lacks, unmentioned
from xl_send.reading.markdown import parse_value
from xl_send.workbook.columns import Column, Layout, Need, Record, columns_of
from xl_send.workbook.ids import Code, FinancialYear, Id, Link, Links
from xl_send.workbook.kinds import Choice, Day, Kind, Measure, Number, Percent, Pounds, Text, YesNo
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS

EPOCH = date(1899, 12, 30)

Where = Callable[[type[Record], Column], bool]
# What other rows are named by: where it goes, they name nothing.
NAMED_BY = frozenset({"id", "code", "name"})


def cells(plot: Plot, wanted: Where) -> Iterator[tuple[Row, str, Column]]:
    """Every cell of a wanted column: its row, the title it stands under, and the column."""
    for record in SHEETS:
        columns = [column for column in columns_of(record) if wanted(record, column)]
        for row in plot.rows(record.SHEET.title) if columns else ():
            for column in columns:
                if record.SHEET.layout is Layout.LABELS:
                    if row[LABEL] == column.title:
                        yield row, VALUE, column
                elif not _names_the_row(record, column) or unmentioned(row):
                    yield row, column.title, column


def _names_the_row(record: type[Record], column: Column) -> bool:
    return column.name in NAMED_BY and column.name in record.SHEET.unique


def anywhere(wanted: Where, text: str | Callable[[str, Column], str], fits: Callable[[Row, str], bool]) -> Plant:
    """Write one cell of any wanted column: a column is chosen first, then one of its rows."""

    def plant(plot: Plot) -> Blame:
        found: dict[Column, list[tuple[Row, str]]] = {}
        for row, title, column in cells(plot, wanted):
            if fits(row, title):
                found.setdefault(column, []).append((row, title))
        column = plot.dice.choice(list(found))
        row, title = plot.dice.choice(found[column])
        return row.write(title, text if isinstance(text, str) else text(row[title], column))

    return plant


def of_kind(*kinds: type[Kind]) -> Where:
    """Columns of exactly these kinds."""
    return lambda _, column: type(column.kind) in kinds


def _required(_: type[Record], column: Column) -> bool:
    return column.need is Need.REQUIRED and not column.unless


def _not_text(record: type[Record], column: Column) -> bool:
    return _required(record, column) and not isinstance(column.kind, Text)


def _optional(record: type[Record], column: Column) -> bool:
    return column.need is Need.OPTIONAL and not isinstance(column.kind, Text) and record is not Thresholds


def _optional_day_or_word(record: type[Record], column: Column) -> bool:
    return _optional(record, column) and isinstance(column.kind, Day | Choice)


def _reference(_: type[Record], column: Column) -> bool:
    kind = column.kind
    return isinstance(kind, Id | Code | Links) or (isinstance(kind, Link) and kind.sheet != "Forums")


def _required_text(record: type[Record], column: Column) -> bool:
    return isinstance(column.kind, Text) and _required(record, column)


def _spaced(record: type[Record], column: Column) -> bool:
    return isinstance(column.kind, Choice | YesNo | Links) and record is not Thresholds


def _any(_: Row, __: str) -> bool:
    return True


def _filled(row: Row, title: str) -> bool:
    return bool(row[title])


def _empty(row: Row, title: str) -> bool:
    return not row[title]


def _as_text(text: str, _: Column) -> str:
    value = parse_value(text)
    return f'"{value:%d/%m/%Y}"' if isinstance(value, date) else f'"{text}"'


def _as_serial(text: str, _: Column) -> str:
    value = parse_value(text)
    assert isinstance(value, date)
    return str((value - EPOCH).days)


def _wrong(_: str, column: Column) -> str:
    return "mid November" if isinstance(column.kind, Day) else "about a dozen"


def _not_listed(_: str, column: Column) -> str:
    return "Perhaps" if isinstance(column.kind, YesNo) else "Purple"


def _several_schools(row: Row) -> bool:
    return row["Schools"].count(";") > 0


def _month_first_column(plot: Plot) -> Blame:
    """A date in a column into which another came that Excel could only leave as text."""
    title = "Notice published"
    ambiguous = plot.pick("Milestones", has(title), in_workbook("sufficiency.xlsx"))
    plot.pick("Milestones", lacks(title), in_workbook("sufficiency.xlsx")).write(title, '"10/25/2026"')
    return ambiguous.at(title)


enter_all(
    {
        "WB01": anywhere(_required, "", _filled),
        "WB02": anywhere(of_kind(Day, Number, Pounds, Percent, Measure, FinancialYear), _wrong, _any),
        "WB03": anywhere(_not_text, "n/a", _filled),
        "WB04": anywhere(of_kind(Choice, YesNo), _not_listed, _any),
        "WB05": anywhere(lambda _, column: not isinstance(column.kind, Text), "TBC", _any),
        "WB06": anywhere(_reference, "M01 and others", _any),
        "WB07": anywhere(of_kind(Day), '"November 2026"', _any),
        "WB08": (anywhere(of_kind(Day), '"11/25/2026"', _any), ("WB24",)),
        "WB09": anywhere(lambda *_: True, "#REF!", _any),
        "WB10": anywhere(lambda *_: True, "=SUM(B2:B9)", _any),
        "WB11": anywhere(lambda *_: True, "########", _any),
        "WB12": anywhere(of_kind(Day), _as_text, _filled),
        "WB13": anywhere(of_kind(Number, Pounds, Measure), _as_text, _filled),
        "WB14": anywhere(of_kind(Day), _as_serial, _filled),
        "WB15": anywhere(_spaced, lambda text, _: f'" {text}"', _filled),
        "WB16": anywhere(_optional, "n/a", _empty),
        "WB17": set_cell("Milestones", "Last updated", "13 Nov 2012", has("Last updated")),
        "WB18": set_cell("Milestones", "Schools", lambda row: row["Schools"].replace(";", ","), _several_schools),
        "WB20": anywhere(lambda *_: True, '=IMAGE("photo.png")', _any),
        "WB21": anywhere(of_kind(Day), lambda text, _: f"{text} 23:00", _filled),
        "WB22": anywhere(_optional_day_or_word, "0", _empty),
        "WB23": (set_cell("Milestones", "Actual date", "10 Dec 2026", has("Actual date")), ("MS01",)),
        "WB24": (_month_first_column, ("WB08",)),
        "WB25": anywhere(of_kind(Choice), lambda text, _: f"{text}s!", _filled),
        "WB19": (anywhere(_required_text, "To be confirmed", _filled), ("PR07", "RP01")),
    }
)  # fmt: skip


# ---- what a cell's look says


def _is_open(row: Row) -> bool:
    return not (row["State"] or row["Actual date"] or row["Accepted"]) and row["Status"] not in {
        "Closed",
        "Done",
        "Dropped",
    }


WITH_LIFE = ("Milestones", "KPIs", "Risks", "Interdependencies", "Issues and decisions", "Diagnostics")


@plants("WB29", "TH06")
def struck_through(plot: Plot) -> Blame:
    row = plot.pick(plot.dice.choice(WITH_LIFE), has("ID"), _is_open)
    return row.write("ID", f"~~{row['ID']}~~")


@plants("WB30")
def colour_typed_over_its_formula(plot: Plot) -> Blame:
    other = plot.pick("Milestones")
    row = plot.pick("Milestones", in_workbook(other.workbook), lambda row: row.place != other.place)
    sheet = plot.sheet(row.workbook, "Milestones")
    sheet.titles.append("RAG by dates")
    other.write("RAG by dates", "=>Amber")
    return row.write("RAG by dates", "Green")


@plants("WB28", "MQ04", "MQ05", "MQ11", "MQ12", "MS05", "MS07")
def forecast_without_a_day(plot: Plot) -> Blame:
    row = plot.pick("Milestones", lambda row: row.day("Forecast date") > date(2027, 1, 31))
    day = row.day("Forecast date")
    return row.write("Forecast date", f"{day:%b}-{day.year}")
