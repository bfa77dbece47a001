"""Trackers as councils keep them, each with what a person reads in it. All of it is made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, IconSetRule
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

RED, AMBER, GREEN = "FF0000", "FFC000", "92D050"
NONE = "none"


@dataclass
class Truth:
    """A table as a person reads it: where its titles stand, which sheet it is, and what each title means.

    `rows` are the rows that are records; `holds` says for one row of theirs what ours must hold.
    """

    sheet: str
    place: str
    ours: str
    columns: Mapping[str, str]
    rows: tuple[int, ...]
    holds: Mapping[int, Mapping[str, object]] = field(default_factory=dict)


@dataclass
class Tracker:
    """A workbook or plan as bytes, and what is in it."""

    content: bytes
    tables: tuple[Truth, ...]


TRACKERS: dict[str, Callable[[], Tracker]] = {}


def tracker(make: Callable[[], Tracker]) -> Callable[[], Tracker]:
    TRACKERS[make.__name__] = make
    return make


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(colour: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def sheet_of(rows: list[list[Any]], title: str = "Sheet1", book: Workbook | None = None) -> tuple[Workbook, Worksheet]:
    """A sheet of rows, in a new workbook unless one is given."""
    made = book or Workbook()
    sheet = made.create_sheet(title) if book else made.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return made, sheet


@tracker
def plain_milestones() -> Tracker:
    book, _ = sheet_of(
        [
            ["Milestone", "Owner", "Due date", "Status", "Comments"],
            ["Hub opens", "Transition Lead", date(2027, 1, 15), "In progress", "=not a formula"],
            ["Staff trained", "Head of SEND", "3 Sept 26", "On hold", None],
            ["Evaluation written", "Data Lead", "26/03/2027", "Completed", "Late"],
        ],
        "Milestones",
    )
    columns = {
        "Milestone": "Milestone",
        "Owner": "Owner",
        "Due date": "Baseline date",
        "Status": "State",
        "Comments": "Commentary",
    }
    holds: dict[int, Mapping[str, object]] = {
        3: {"Milestone": "Staff trained", "Baseline date": date(2026, 9, 3), "State": "Paused"},
        4: {"Baseline date": date(2027, 3, 26), "Commentary": "Late"},
    }
    return Tracker(saved(book), (Truth("Milestones", "A1", "Milestones", columns, (2, 3, 4), holds),))


@tracker
def british_dates() -> Tracker:
    texts = ["w/c 7/9/26", "Sep-26", "Sept 26", "Autumn 1 2026", "30th October 2026", "2026-11-13", "TBC", "Q2 2026/27"]
    book, sheet = sheet_of(
        [
            ["Inclusion strand: delivery plan v7"],
            [],
            ["Ref", "Key milestone", "Lead officer", "Start", "Target date", "RAG", "Update"],
        ],
        "Plan",
    )
    for number, text in enumerate(texts, 1):
        sheet.append([f"1.{number}", f"Step {number} is done", "SEND Lead", None, text, None, "on plan"])
    for row, colour in zip(
        range(4, 12), [GREEN, AMBER, RED, "00B050", "FFFF00", "C00000", "C6EFCE", "FFC7CE"], strict=True
    ):
        sheet.cell(row, 6).fill = fill(colour)
    columns = {
        "Ref": "Their own id",
        "Key milestone": "Milestone",
        "Lead officer": "Owner",
        "Start": NONE,
        "Target date": "Baseline date",
        "RAG": "Reported RAG",
        "Update": "Commentary",
    }
    holds: dict[int, Mapping[str, object]] = {
        4: {"Baseline date": date(2026, 9, 7), "Reported RAG": "Green"},
        5: {"Baseline date": date(2026, 9, 30), "Reported RAG": "Amber"},
        6: {"Baseline date": date(2026, 9, 30), "Reported RAG": "Red"},
        7: {"Baseline date": date(2026, 10, 23), "Reported RAG": "Green"},
        8: {"Baseline date": date(2026, 10, 30), "Reported RAG": "Amber"},
        9: {"Baseline date": date(2026, 11, 13), "Reported RAG": "Red"},
        10: {"Baseline date": "TBC", "Reported RAG": "Green"},
        11: {"Baseline date": date(2026, 9, 30), "Reported RAG": "Red"},
    }
    return Tracker(saved(book), (Truth("Plan", "A3", "Milestones", columns, tuple(range(4, 12)), holds),))


@tracker
def two_row_risks() -> Tracker:
    book, sheet = sheet_of(
        [
            ["Risk register"],
            [None, None, None, None, "Inherent", None, None, None, "Residual", None, None, "Target", None],
            ["Risk ID", "Risk description", "Category", "Risk owner", "Likelihood", "Impact", "Score", "Mitigations",
             "Likelihood", "Impact", "Score", "Likelihood", "Impact"],
            ["R1", "Too few educational psychologists", "Capacity", "Head of SEND", 5, 4, 20, "Agency framework",
             4, 4, 16, 2, 3],
            ["R2", "Schools do not join", "Schools", "Transition Lead", 4, 4, 16, "Letters\nVisits", 3, 4, 12, 2, 2],
            ["Total", None, None, None, None, None, 36, None, None, None, 28],
        ],
        "RR",
    )  # fmt: skip
    sheet.merge_cells("E2:G2")
    sheet.merge_cells("I2:K2")
    sheet.merge_cells("L2:M2")
    columns = {
        "Risk ID": "Their own id",
        "Risk description": "Risk",
        "Category": "Category",
        "Risk owner": "Owner",
        "Inherent / Likelihood": "Likelihood before controls",
        "Inherent / Impact": "Impact before controls",
        "Inherent / Score": NONE,
        "Mitigations": "Mitigation",
        "Residual / Likelihood": "Likelihood",
        "Residual / Impact": "Impact",
        "Residual / Score": NONE,
        "Target / Likelihood": "Target likelihood",
        "Target / Impact": "Target impact",
    }
    holds: dict[int, Mapping[str, object]] = {
        5: {"Likelihood": 3.0, "Impact before controls": 4.0, "Target impact": 2.0, "Category": "Schools and settings",
            "Mitigation": "Letters\nVisits"},
    }  # fmt: skip
    return Tracker(saved(book), (Truth("RR", "A3", "Risks", columns, (4, 5), holds),))


@tracker
def raid_log() -> Tracker:
    titles = ["No", "Type", "Description", "Owner", "Date raised", "Priority", "Status", "Response"]
    rows: list[list[Any]] = [
        ["", "RAID log"],
        titles,
        [1, "Risk", "Funding ends early", "Finance Lead", date(2026, 9, 1), "High", "Open", "Talk to the grant team"],
        [2, "Issue", "No room for the hub", "Estates Lead", date(2026, 9, 8), "Medium", "Closed", "Room found"],
        [3, "Action", "Write to heads", "SEND Lead", "05/10/26", "Low", "In progress", "Draft ready"],
        [4, "Assumption", "Grant is paid in April", "Finance Lead", date(2026, 9, 2), "Low", "Open", None],
    ]
    book, _ = sheet_of(rows, "RAID")
    risks = {"Description": "Risk", "Owner": "Owner", "Date raised": "Raised", "Status": "Status"}
    log = {
        "Type": "Kind",
        "Description": "What",
        "Owner": "Owner",
        "Date raised": "Raised",
        "Priority": "Severity",
        "Status": "Status",
        "Response": "Outcome",
    }
    holds: dict[int, Mapping[str, object]] = {
        5: {"Kind": "Action", "Severity": "Low", "Raised": date(2026, 10, 5), "Status": "Open"}
    }
    return Tracker(
        saved(book),
        (Truth("RAID", "A2", "Risks", risks, (3,)), Truth("RAID", "A2", "Issues and decisions", log, (4, 5), holds)),
    )


@tracker
def months_across() -> Tracker:
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    book, _ = sheet_of(
        [
            ["SEND scorecard 2026/27"],
            [],
            ["KPI", "Unit", "Good is", "Baseline", "Target", *months, "RAG"],
            ["Plans issued within 20 weeks", "%", "High", 48, 75, 50, 52, 53, 55, None, 58, *[None] * 6, "A"],
            ["Children waiting", "Number", "Low", 210, 120, 205, 200, 190, 188, None, 180, *[None] * 6, "G"],
        ],
        "Scorecard",
    )
    columns = {
        "KPI": "KPI",
        "Unit": "Unit",
        "Good is": "Better when",
        "Baseline": "Baseline",
        "Target": "Target",
        **dict.fromkeys(months, "Actuals: Value"),
        "RAG": "Reported RAG",
    }
    holds: dict[int, Mapping[str, object]] = {
        4: {"Unit": "Percent", "Target": 0.75, "Better when": "Higher", "Reported RAG": "Amber"},
        5: {"Unit": "Count", "Baseline": 210.0, "Better when": "Lower"},
    }
    return Tracker(saved(book), (Truth("Scorecard", "A3", "KPIs", columns, (4, 5), holds),))


@tracker
def dates_over_target_and_actual() -> Tracker:
    book, sheet = sheet_of(
        [
            [None, "Measure", "Lead", date(2026, 9, 1), None, date(2026, 12, 1), None],
            [None, None, None, "Target", "Actual", "Target", "Actual"],
            [None, "Parents satisfied", "PCF Lead", "60%", "58%", "65%", None],
            [None, "Using the transition service", "SEND Lead", 0.3, 0.35, 0.4, 0.38],
        ],
        "Measures",
    )
    sheet.merge_cells("D1:E1")
    sheet.merge_cells("F1:G1")
    sheet.merge_cells("B1:B2")
    sheet.merge_cells("C1:C2")
    for row in (3, 4):
        for column in range(4, 8):
            sheet.cell(row, column).number_format = "0%"
    columns = {
        "Measure": "KPI",
        "Lead": "Owner",
        "1 September 2026 / Target": "Expectations: Expected",
        "1 September 2026 / Actual": "Actuals: Value",
        "1 December 2026 / Target": "Expectations: Expected",
        "1 December 2026 / Actual": "Actuals: Value",
    }
    return Tracker(saved(book), (Truth("Measures", "B2", "KPIs", columns, (3, 4), {4: {"Owner": "SEND Lead"}}),))


@tracker
def a_row_a_period() -> Tracker:
    book, _ = sheet_of(
        [
            ["KPI name", "Month", "Actual", "Denominator", "Narrative"],
            ["Attendance at the hub", date(2026, 9, 30), 12, 40, "Good start"],
            ["Attendance at the hub", "Oct 2026", 15, 41, None],
            ["Exclusions", date(2026, 9, 30), 3, None, None],
        ],
        "KPI data",
    )
    columns = {
        "KPI name": "KPI",
        "Month": "Actuals: Period end",
        "Actual": "Actuals: Value",
        "Denominator": "Actuals: Base",
        "Narrative": "Commentary",
    }
    return Tracker(saved(book), (Truth("KPI data", "A1", "KPIs", columns, (2, 3, 4)),))


@tracker
def sections_and_spacers() -> Tracker:
    book, sheet = sheet_of(
        [
            ["Programme plan"],
            ["As at:", date(2026, 11, 13), None, "SRO:", "Director of Children's Services"],
            [],
            [None, "Ref", "Task", "Responsible", "Baseline", "Forecast", "Actual", "RAG status", "Notes"],
            [None, "Workstream A: Early years"],
            [None, "A1", "Offer agreed", "Early Years Lead", date(2026, 9, 30), date(2026, 10, 30), date(2026, 10, 28),
             "Green", "ok"],
            [],
            [None, "A2", "Settings trained", "Early Years Lead", date(2026, 12, 18), date(2027, 1, 29), None, "Red",
             "late"],
            [None, "Workstream B: Transition"],
            [None, "B1", "Trial opens", "Transition Lead", date(2027, 1, 8), date(2027, 1, 8), None, "a", None],
            [None, "Total", None, None, None, None, None, 3, None],
            [],
            ["Prepared for the programme board. Please do not share without asking the programme office first."],
        ],
        "Plan 2026",
    )  # fmt: skip
    sheet.merge_cells("B5:I5")
    sheet["D6"].comment = Comment("Cover from January", "SRO")
    columns = {
        "Ref": "Their own id",
        "Task": "Milestone",
        "Responsible": "Owner",
        "Baseline": "Baseline date",
        "Forecast": "Forecast date",
        "Actual": "Actual date",
        "RAG status": "Reported RAG",
        "Notes": "Commentary",
    }
    holds: dict[int, Mapping[str, object]] = {
        6: {"Actual date": date(2026, 10, 28), "Commentary": "ok\nResponsible: Cover from January"},
        10: {"Reported RAG": "Amber", "Forecast date": date(2027, 1, 8)},
    }
    return Tracker(saved(book), (Truth("Plan 2026", "B4", "Milestones", columns, (6, 8, 10), holds),))


@tracker
def several_tables_a_sheet() -> Tracker:
    book, _ = sheet_of(
        [
            ["Milestones", None, None, None, None, None, "Key"],
            ["Milestone", "Lead", "Deadline", "RAG", None, None, "R", "Off track"],
            ["Panel set up", "Head of SEND", "30/09/2026", "G", None, None, "A", "At risk"],
            ["Guidance issued", "Head of SEND", "18/12/2026", "R", None, None, "G", "On track"],
            [],
            ["Risks"],
            ["Risk", "Likelihood (1-5)", "Impact (1-5)", "Mitigating action", "Owner"],
            ["Panel cannot meet", 2, 3, "Deputies named", "Head of SEND"],
            ["Guidance is late", 4, 3, None, "Head of SEND"],
            [],
            ["Issues"],
            ["Issue", "Date logged", "Resolution", "Assigned to", "Closed?"],
            ["No printer", "1.10.26", "Bought", "Admin Lead", "x"],
        ],
        "Highlight report",
    )
    plan = {"Milestone": "Milestone", "Lead": "Owner", "Deadline": "Baseline date", "RAG": "Reported RAG"}
    risks = {
        "Risk": "Risk",
        "Likelihood (1-5)": "Likelihood",
        "Impact (1-5)": "Impact",
        "Mitigating action": "Mitigation",
        "Owner": "Owner",
    }
    issues = {"Issue": "What", "Date logged": "Raised", "Resolution": "Outcome", "Assigned to": "Owner"}
    name = "Highlight report"
    return Tracker(
        saved(book),
        (
            Truth(name, "A2", "Milestones", plan, (3, 4), {4: {"Reported RAG": "Red"}}),
            Truth(name, "A7", "Risks", risks, (8, 9), {9: {"Likelihood": 4.0}}),
            Truth(name, "A12", "Issues and decisions", issues, (13,), {13: {"Raised": date(2026, 10, 1)}}),
        ),
    )


@tracker
def theme_colours_with_tints() -> Tracker:
    book, sheet = sheet_of(
        [
            ["Activity", "Who", "By when"],
            ["Website is live", "Comms Lead", date(2026, 10, 2)],
            ["Local offer refreshed", "Comms Lead", date(2026, 11, 6)],
            ["Survey sent", "PCF Lead", date(2026, 12, 4)],
            ["Survey read", "PCF Lead", date(2027, 1, 22)],
        ],
        "Action plan",
    )
    colours = [Color(theme=6), Color(theme=9, tint=0.4), Color(theme=5, tint=-0.25), Color(theme=6, tint=0.6)]
    for row, colour in enumerate(colours, 2):
        sheet.cell(row, 1).fill = fill(colour)
    columns = {"Activity": "Milestone", "Who": "Owner", "By when": "Baseline date"}
    holds: dict[int, Mapping[str, object]] = {
        2: {"Reported RAG": "Green"}, 3: {"Reported RAG": "Amber"}, 4: {"Reported RAG": "Red"},
        5: {"Reported RAG": "Green"},
    }  # fmt: skip
    return Tracker(saved(book), (Truth("Action plan", "A1", "Milestones", columns, (2, 3, 4, 5), holds),))


@tracker
def conditional_formats() -> Tracker:
    book, sheet = sheet_of(
        [
            ["Milestone", "Owner", "Planned date", "Confidence", "RAG"],
            ["Hub open", "Lead A", date(2026, 10, 2), 3, 1],
            ["Hub full", "Lead B", date(2026, 11, 6), 2, 3],
            ["Hub reviewed", "Lead C", date(2026, 12, 4), 1, 2],
        ],
        "Tracker",
    )
    for value, colour in ((1, "00B050"), (2, "FFC000"), (3, "FF0000")):
        rule = CellIsRule(operator="equal", formula=[str(value)], fill=PatternFill(bgColor=colour))  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add("E2:E40", rule)
    sheet.conditional_formatting.add("D2:D40", IconSetRule("3TrafficLights1", "num", [0, 2, 3]))  # type: ignore[no-untyped-call]
    columns = {"Milestone": "Milestone", "Owner": "Owner", "Planned date": "Baseline date", "RAG": "Reported RAG"}
    holds: dict[int, Mapping[str, object]] = {
        2: {"Reported RAG": "Green"},
        3: {"Reported RAG": "Red"},
        4: {"Reported RAG": "Amber"},
    }
    return Tracker(saved(book), (Truth("Tracker", "A1", "Milestones", columns, (2, 3, 4), holds),))


@tracker
def hidden_rows_and_columns() -> Tracker:
    book, sheet = sheet_of(
        [
            ["ID", "Risk title", "Probability", "Severity", "Internal note", "Risk Owner", "Current status"],
            [1, "Data are late", "Likely", "Moderate", "not for partners", "Data Lead", "Active"],
            [2, "Old risk", "Rare", "Minor", None, "Data Lead", "Closed"],
            [3, "Partner leaves", "Almost certain", "Catastrophic", None, "SRO", "Escalated"],
        ],
        "Risk log",
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    columns = {
        "ID": "Their own id",
        "Risk title": "Risk",
        "Probability": "Likelihood",
        "Severity": "Impact",
        "Risk Owner": "Owner",
        "Current status": "Status",
    }
    holds: dict[int, Mapping[str, object]] = {
        2: {"Likelihood": 4.0, "Impact": 3.0},
        4: {"Likelihood": 5.0, "Impact": 5.0, "Status": "Open"},
    }
    return Tracker(saved(book), (Truth("Risk log", "A1", "Risks", columns, (2, 4), holds),))


@tracker
def merged_bodies() -> Tracker:
    book, sheet = sheet_of(
        [
            ["Priority area", "Milestone", "Named lead", "Timescale", "Success measure", "BRAG"],
            ["Sufficiency", "Places agreed", "Place Planning Lead", "31/03/2027", "Signed plan", "Blue"],
            [None, "Site chosen", "Place Planning Lead", "Summer 2 2027", "Cabinet decision", "G"],
            ["Inclusion", "Charter signed", "Inclusion Lead", "end Jan 2027", "40 schools", "A"],
        ],
        "Delivery plan",
    )
    sheet.merge_cells("A2:A3")
    columns = {
        "Priority area": "Workstream",
        "Milestone": "Milestone",
        "Named lead": "Owner",
        "Timescale": "Baseline date",
        "Success measure": "Done when",
        "BRAG": "Reported RAG",
    }
    holds: dict[int, Mapping[str, object]] = {
        3: {"Baseline date": date(2027, 7, 21)},
        4: {"Baseline date": date(2027, 1, 31)},
    }
    return Tracker(saved(book), (Truth("Delivery plan", "A1", "Milestones", columns, (2, 3, 4), holds),))


@tracker
def money_and_people() -> Tracker:
    book, _ = sheet_of(
        [
            ["Budget line", "Funding source", "Financial year", "Budget (£000)", "Actual to date (£000)",
             "Forecast outturn (£000)", "Comments"],
            ["Outreach teachers", "DBV grant", "2026/27", 120, 60.5, 118, None],
            ["Hub rent", "DSG", "26/27", "45", 10, 45, "paid by term"],
            ["Total", None, None, 165, 70.5, 163],
        ],
        "Finance",
    )  # fmt: skip
    book, _ = sheet_of(
        [
            ["Name", "Job title", "FTE", "Start date", "End date", "Funded by"],
            ["Outreach team", "Teacher", 2.5, date(2026, 9, 1), date(2027, 8, 31), "Grant"],
        ],
        "Team",
        book,
    )
    money = {
        "Budget line": "Line",
        "Funding source": "Funding",
        "Financial year": "Financial year",
        "Budget (£000)": "Budget",
        "Actual to date (£000)": "Actual to date",
        "Forecast outturn (£000)": "Forecast outturn",
        "Comments": "Note",
    }
    people = {
        "Name": "Person or team",
        "Job title": "Role",
        "FTE": "FTE",
        "Start date": "From",
        "End date": "To",
        "Funded by": "Funding",
    }
    return Tracker(
        saved(book),
        (
            Truth("Finance", "A1", "Money", money, (2, 3), {2: {"Budget": 120_000.0, "Funding": "Grant"},
                                                            3: {"Funding": "High needs block", "Budget": 45_000.0}}),
            Truth("Team", "A1", "Resources", people, (2,), {2: {"FTE": 2.5, "To": date(2027, 8, 31)}}),
        ),
    )  # fmt: skip


@tracker
def action_log() -> Tracker:
    book, _ = sheet_of(
        [
            ["Action log - SEND board"],
            ["Please update weekly"],
            [],
            ["Action No", "Action", "Date raised", "Owner", "Due date", "Date closed", "Update", "Action status"],
            ["<number>", "e.g. Write to all schools", None, None, None, None, None, "< Select >"],
            [
                1,
                "Send the letter",
                date(2026, 9, 14),
                "Admin Lead",
                date(2026, 9, 25),
                date(2026, 9, 24),
                "Sent",
                "Complete",
            ],
            [2, "Book the hall", date(2026, 10, 12), "Admin Lead", "asap", None, None, "Outstanding"],
            [3, None, None, None, None, None, None, "< Select >"],
            ["END", "END", "END", "END", "END", "END", "END", "END"],
        ],
        "Actions",
    )
    columns = {
        "Action No": "Their own id",
        "Action": "What",
        "Date raised": "Raised",
        "Owner": "Owner",
        "Due date": "Needed by",
        "Date closed": "Closed on",
        "Update": "Outcome",
        "Action status": "Status",
    }
    holds: dict[int, Mapping[str, object]] = {
        6: {"Status": "Closed", "Closed on": date(2026, 9, 24)},
        7: {"Status": "Open", "Needed by": "asap"},
    }
    return Tracker(saved(book), (Truth("Actions", "A4", "Issues and decisions", columns, (6, 7), holds),))


PROJECT_XML = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Name>Transition</Name><Tasks>
<Task><UID>0</UID><ID>0</ID><Name>Transition</Name><OutlineLevel>0</OutlineLevel><Summary>1</Summary></Task>
<Task><UID>1</UID><ID>1</ID><Name>Early years</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
<Task><UID>2</UID><ID>2</ID><Name>Offer agreed</Name><OutlineLevel>2</OutlineLevel><Summary>0</Summary>
<Milestone>1</Milestone>
<Start>2026-09-30T17:00:00</Start><Finish>2026-10-30T17:00:00</Finish><ActualFinish>2026-10-28T17:00:00</ActualFinish>
<PercentComplete>100</PercentComplete><Baseline><Number>0</Number><Finish>2026-09-30T17:00:00</Finish></Baseline></Task>
<Task><UID>3</UID><ID>3</ID><Name>Write the guide</Name><OutlineLevel>2</OutlineLevel><Summary>0</Summary>
<Milestone>0</Milestone>
<Start>2026-11-02T09:00:00</Start><Finish>2026-11-27T17:00:00</Finish>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type><LinkLag>48000</LinkLag></PredecessorLink></Task>
<Task><UID>4</UID><ID>4</ID><Name>Settings trained</Name><OutlineLevel>2</OutlineLevel><Summary>0</Summary>
<Milestone>1</Milestone>
<Finish>2027-01-29T17:00:00</Finish><Baseline><Number>0</Number><Finish>2026-12-18T17:00:00</Finish></Baseline>
<PredecessorLink><PredecessorUID>3</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag></PredecessorLink></Task>
</Tasks><Resources><Resource><UID>1</UID><ID>1</ID><Name>Early Years Lead</Name></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>4</TaskUID><ResourceUID>1</ResourceUID><Units>0.5</Units>
<Start>2026-11-02T09:00:00</Start><Finish>2027-01-29T17:00:00</Finish></Assignment></Assignments></Project>"""


@tracker
def project_plan() -> Tracker:
    columns = {
        "Task name": "Milestone",
        "Workstream": "Workstream",
        "Owner": "Owner",
        "Baseline finish": "Baseline date",
        "Forecast finish": "Forecast date",
        "Actual finish": "Actual date",
        "Predecessors": "Depends on",
    }
    holds: dict[int, Mapping[str, object]] = {
        2: {"Actual date": date(2026, 10, 28), "Baseline date": date(2026, 9, 30)},
        3: {"Forecast date": date(2027, 1, 29), "Owner": "Early Years Lead", "Depends on": "EAR-M02+10"},
    }
    return Tracker(PROJECT_XML.encode(), (Truth("Milestones", "A1", "Milestones", columns, (2, 3), holds),))


_MINISTRY = [
    "No.", "Risk Name", "Risk Category", "Short description of the Risk", "Full Description", "Consequences",
    "Pre-mitigated Impact", "Pre-mitigated Likelihood", "Pre-mitigated Raw Total Score", "Mitigations",
    "Post-Mitigated Impact", "Post-mitigated Likelihood", "Post-mitigated Raw Total Score", "Proximity",
    "Risk Owner/Role",
]  # fmt: skip


@tracker
def a_ministrys_return() -> Tracker:
    example = [
        0, "Example of how to complete >", "Partners", "Silos", "Working apart", "Lost time",
        "5 - Major impact ", "3 - High", 15,
        "Catch-ups", "3 - Medium impact", "2 - Medium", 6, "4 - Close: next 3 months", "A Person/Manager",
    ]  # fmt: skip
    first = [
        1, "Permission", "Legal", "Late consent", "Consent is late", "Work stops", "2 - Low impact",
        "2 - Medium", 4, "Early talks",
        "3 - Medium impact", "2 - Medium", 6, "2 - Distant: next 12 months", "Surveyor",
    ]  # fmt: skip
    second = [
        1, "Prices", "Funding", "Costs rise", "Costs rise by a tenth", "Scope shrinks", "1- Marginal impact",
        "4 - Almost Certain", 4,
        "Contingency", "6 - Critical impact", "1 - Low", 6, "5 - Imminent: next month", "Surveyor",
    ]  # fmt: skip
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "7 - Risk Register"
    rows: dict[int, list[Any]] = {
        2: ["Tab 7 - Risk Register"], 6: ["You are reporting for the period: 1 April to 30 September"],
        8: ["SECTION A: Programme Risks"], 10: _MINISTRY, 11: example, 12: first,
        17: ["SECTION B: Project Risks"], 19: [None, "Project 1:", "Market Hall"], 21: _MINISTRY, 22: example,
        23: second,
        24: [2], 25: [3], 30: ["Risk Category", "Partners"], 31: ["Legal", "Funding"], 40: ["END"] * 15,
    }  # fmt: skip
    for number, row in rows.items():
        for place, value in enumerate(row, 2):
            sheet.cell(number, place).value = value
    columns = {
        "No.": "Their own id", "Risk Name": "Risk", "Risk Category": "Category",
        "Short description of the Risk": "Risk",
        "Full Description": "Risk", "Consequences": "Risk", "Pre-mitigated Impact": "Impact before controls",
        "Pre-mitigated Likelihood": "Likelihood before controls", "Pre-mitigated Raw Total Score": NONE,
        "Mitigations": "Mitigation", "Post-Mitigated Impact": "Impact", "Post-mitigated Likelihood": "Likelihood",
        "Post-mitigated Raw Total Score": NONE, "Proximity": "Proximity", "Risk Owner/Role": "Owner",
    }  # fmt: skip
    one = {"Risk": "Permission\nLate consent\nConsent is late\nWork stops", "Impact": 3.0, "Likelihood": 2.0,
           "Impact before controls": 2.0, "Proximity": "Later", "Category": "Legal and statutory"}  # fmt: skip
    other = {"Impact before controls": 1.0, "Likelihood before controls": 4.0, "Impact": "6 - Critical impact",
             "Likelihood": 1.0, "Proximity": "Now"}  # fmt: skip
    return Tracker(
        saved(book),
        (
            Truth("7 - Risk Register", "B10", "Risks", columns, (12,), {12: one}),
            Truth("7 - Risk Register", "B21", "Risks", columns, (23,), {23: other}),
        ),
    )


@tracker
def help_under_the_titles() -> Tracker:
    book, _ = sheet_of(
        [
            ["What are the main risks across your portfolio?"],
            ["PF-USER_RISKS-START"],
            ["Risk name", "Category", "Description ", "Pre-mitigated likelihood score", "Pre-mitigated impact score",
             "Mitigations", "Post-mitigated likelihood score", "Post-mitigated impact score"],
            [None, "Select risk categories applicable", "Explain what might go wrong and why",
             "What is the probability of this happening?", "To what extent would this affect delivery?",
             "Explain the mitigations you had or have", "What level of confidence do you have?",
             "To what extent did they ensure it?"],
            ["Flood", "Other", "A flood could happen.", "2 - Low", "4 - High", "Sandbags.", "2 - Low", "3 - Medium"],
            ["Audit", "Legal", "The auditor might come.", "4 - High", "5 - Very High", "Prepare.",
            "1 - Very Low", "1 - Very Low"],
            [None, None, None, None, None, None, None, "PF-USER_RISKS-END"],
        ],
        "Risks",
    )  # fmt: skip
    columns = {
        "Risk name": "Risk",
        "Category": "Category",
        "Description": "Risk",
        "Pre-mitigated likelihood score": "Likelihood before controls",
        "Pre-mitigated impact score": "Impact before controls",
        "Mitigations": "Mitigation",
        "Post-mitigated likelihood score": "Likelihood",
        "Post-mitigated impact score": "Impact",
    }
    holds: dict[int, Mapping[str, object]] = {
        6: {"Likelihood before controls": 4.0, "Impact before controls": 5.0, "Impact": 1.0}
    }
    return Tracker(saved(book), (Truth("Risks", "A3", "Risks", columns, (5, 6), holds),))


@tracker
def a_key_beside_the_projects() -> Tracker:
    book, _ = sheet_of(
        [
            [None, "SECTION B: Projects Progress Summary"],
            [None, "Project Name", "Start Date -\n mmm/yy (e.g. Dec-22)", "Completion Date -\n mmm/yy (e.g. Dec-22)",
             "Delivery (RAG)", "Spend (RAG)", "Commentary on Status and RAG Ratings", None, "RAG Guidance", "Score"],
            ["B1", "Market Hall", date(2026, 1, 1), date(2027, 3, 1), 1, 2, "On time", None, "No problems", 1],
            ["B2", "Public realm", date(2026, 4, 1), date(2028, 3, 1), 5, 3, "Late", None, "Minor problems", 2],
            ["B3", None, None, None, "< Select >", "< Select >", None, None, "Major problems", 5],
            ["END"] * 10,
        ],
        "3 - Programme Progress",
    )  # fmt: skip
    columns = {
        "Project Name": "Workstream",
        "Start Date - mmm/yy (e.g. Dec-22)": "Starts",
        "Completion Date - mmm/yy (e.g. Dec-22)": "Ends",
        "Delivery (RAG)": "Reported RAG",
        "Spend (RAG)": NONE,
        "Commentary on Status and RAG Ratings": "Reason and path to green",
    }
    holds: dict[int, Mapping[str, object]] = {3: {"Starts": date(2026, 1, 1), "Workstream": "Market Hall"}}
    return Tracker(saved(book), (Truth("3 - Programme Progress", "B2", "Workstreams", columns, (3, 4), holds),))
