"""Faults of the return as a whole, of its workstreams, its thresholds and its calendar."""

from __future__ import annotations

from itertools import pairwise

from faults.clean import LABEL, VALUE, Blame
from faults.planting import Plant, enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, POLICY, Plot, Row, after, days_from, has, holds, in_workbook, not_in

CALENDAR = "Calendar"
SEPARATE = not_in(POLICY)
# Settings that change no other finding, each with another value than its default.
SETTINGS = {
    "Tight float (working days)": "12",
    "Money red over": "12%",
    "KPI tolerance of the journey": "20%",
    "Over-allocation is red above": "130%",
    "Suppress counts below": "6",
}


def setting(sheet: str, label: str, text: str) -> Plant:
    """Write one labelled value of a workbook, but not of the one whose thresholds serve all."""
    return lambda plot: plot.setting(plot.workbook(POLICY), sheet, label).write(VALUE, text)


@plants("PR06", "PR09")
def two_returns(plot: Plot) -> Blame:
    home = plot.pick("Workstreams", lambda row: row.workbook != max(plot.books))
    later = [name for name in plot.books if name > home.workbook]
    row = home.copy(plot.dice.choice(later))
    return row.at("Code")


@plants("PR09")
def without_milestones(plot: Plot) -> Blame:
    return plot.pick("Workstreams").copy().write("Code", "NEW")


def _matrix_row(plot: Plot, workbook: str, likelihood: str) -> Row:
    rows = [row for row in plot.rows("Thresholds", in_workbook(workbook), has("Sixth")) if row[LABEL] == likelihood]
    return rows[0]


@plants("TH02")
def not_a_colour(plot: Plot) -> Blame:
    row = _matrix_row(plot, plot.workbook(), str(plot.dice.randrange(1, 5)))
    return row.write(plot.dice.choice([VALUE, "Third", "Fourth"]), plot.dice.choice(["", "Yellow"]))


@plants("TH03", "TH07")
def kinder(plot: Plot) -> Blame:
    return _matrix_row(plot, plot.workbook(POLICY), "5").write("Sixth", "Amber")


@plants("TH07")
def stricter(plot: Plot) -> Blame:
    row = _matrix_row(plot, plot.workbook(POLICY), "2")
    row.write("Sixth", "Red")
    return _matrix_row(plot, row.workbook, "1").at(VALUE)


def silence(rule: str, until: str) -> Plant:
    """Add a silence under its titles, the last row of the Thresholds sheet."""

    def plant(plot: Plot) -> Blame:
        titles = plot.pick("Thresholds", holds(LABEL, "Rule"))
        row = titles.copy()
        row.write(VALUE, "Agreed by the board")
        row.write("Third", until)
        return row.write(LABEL, rule)

    return plant


@plants("TH06")
def another_setting(plot: Plot) -> Blame:
    label, text = plot.dice.choice(list(SETTINGS.items()))
    return plot.setting(plot.workbook(POLICY), "Thresholds", label).write(VALUE, text)


@plants("TH08")
def another_calendar(plot: Plot) -> Blame:
    row = plot.pick(CALENDAR, SEPARATE, holds("Kind", "Statutory date", "Council recess"))
    row.write("To", days_from(row.day("To"), 1))
    return row.workbook, CALENDAR, "A1"


def _explanation(plot: Plot) -> Row:
    return plot.pick("Checks")


@plants("EP01", "KP51", "WM01", "MC02")
def explanation_run_out(plot: Plot) -> Blame:
    row = _explanation(plot)
    row.write("Until", days_from(AS_AT, -1))
    return row.at("Finding")


@plants("EP02", "KP51", "WM01", "MC02")
def explanation_mistyped(plot: Plot) -> Blame:
    row = _explanation(plot)
    return row.write("Finding", row["Finding"].replace(":", ":X", 1))


@plants("PR35", "PR06", "PR21")
def not_moved_on(plot: Plot) -> Blame:
    workbook = plot.dice.choice(["transition.xlsx", "early_help.xlsx", "outreach.xlsx", "statutory.xlsx"])
    before = plot.setting(workbook, "Programme", "Previous as at")[VALUE]
    return plot.setting(workbook, "Programme", "As at").write(VALUE, before)


@plants("PR36")
def a_year_ahead(plot: Plot) -> Blame:
    return plot.setting(plot.workbook(POLICY), "Programme", "As at").write(VALUE, days_from(AS_AT, 365))


def _next_saturday(row: Row) -> str:
    day = row.day("Meeting date")
    return days_from(day, 5 - day.weekday())


def _the_day_before(row: Row) -> str:
    return days_from(row.day("From"), -1)


@plants("GV12", "TH08")
def terms_overlap(plot: Plot) -> Blame:
    row = plot.pick(CALENDAR, SEPARATE, holds("Kind", "Term"))
    terms = sorted(
        plot.rows(CALENDAR, in_workbook(row.workbook), holds("Kind", "Term")), key=lambda item: item.day("From")
    )
    before, now = plot.dice.choice(list(pairwise(terms)))
    return now.write("From", before["To"])


enter_all(
    {
        "PR01": setting("Programme", "Previous as at", days_from(AS_AT, 0)),
        "PR02": setting("Programme", "Grant ends", ""),
        "PR03": (
            set_cell("Workstreams", "Ends", lambda row: days_from(row.day("Starts"), -1)),
            ("MS05", "MN05", "RK14", "RS07"),
        ),
        "PR04": set_cells("Workstreams", "Change reference", {"State": "Paused"}),
        "PR41": set_cell("Workstreams", "Without a return", "Yes"),
        "PR43": set_cell("Workstreams", "Not read", "Money"),
        "PR42": setting("Programme", "Files left out", "statutory.xlsx"),
        "PR05": set_cell("Workstreams", "Reason and path to green", "", holds("Reported RAG", "Amber", "Red")),
        "PR07": setting("Programme", "Programme", "Family hubs"),
        "PR08": set_cell("Workstreams", "Deputy", lambda row: row["Owner"]),
        "PR10": setting("Programme", "Template version", "99.0.0"),
        "PR37": setting("Programme", "Local authority code", "E07000223"),
        "PR39": (setting("Programme", "Council", "Lecestershire County Council"), ("PR07",)),
        "PR38": setting("Programme", "Local authority code", "E10000016"),
        "TH01": (setting("Thresholds", "Milestone green within (working days)", "21"), ("TH06",)),
        "TH09": setting("Thresholds", "Suppress counts below", "0"),
        "TH04": silence("MS99", days_from(AS_AT, 90)),
        "TH05": silence("MS02", days_from(AS_AT, -1)),
        "GV01": set_cell("Meetings", "Papers due", lambda row: days_from(row.day("Meeting date"), 1)),
        "GV02": (set_cell("Meetings", "Meeting date", _next_saturday, after("Meeting date")), ("GV04",)),
        "GV03": (
            set_cell(
                "Meetings", "Papers due", lambda row: days_from(row.day("Meeting date"), -3), holds("Forum", "Cabinet"),
                after("Meeting date"),
            ),
            ("GV05",),
        ),
        "GV11": (set_cell(CALENDAR, "To", _the_day_before, SEPARATE), ("TH08",)),
        "GV13": (
            set_cell(
                CALENDAR, "To", lambda row: days_from(row.day("From"), 12), SEPARATE, holds("Kind", "Closure day")
            ),
            ("TH08",),
        ),
        "GV14": (
            set_cell(CALENDAR, "To", "31 Dec 2028", SEPARATE, holds("Name", "Summer term 2028")), ("TH08",)
        ),
    }
)  # fmt: skip

plants("PR02")(setting("Programme", "Grant total (pounds)", ""))
plants("PR05")(setting("Programme", "Reason", ""))
plants("PR10")(setting("Programme", "Template version", "final draft"))
