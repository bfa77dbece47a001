"""Faults of handovers, and personal data in free text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from faults.clean import Blame
from faults.planters.cells.references import HOMES
from faults.planters.milestones.milestones import lately, soon
from faults.planting import Plant, enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, lacks
from xl_send.workbook.columns import Layout, columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import SHEETS

SHEET = "Interdependencies"


def undelivered(row: Row) -> bool:
    """Nobody says that it was handed over."""
    accounts = row.plot.rows(SHEET, holds("ID", row["ID"]))
    return not any(account["Delivered"] or account["Accepted"] for account in accounts)


def _to_come(row: Row) -> bool:
    """What waits for it is soon after the day it is needed by, and still to be reached."""
    found = row.plot.rows("Milestones", holds("ID", row["Receiver milestone"]), lacks("Actual date"))
    return bool(found) and 0 <= (found[0].day("Baseline date") - row.day("Needed by")).days < 40


def of_giver(row: Row) -> bool:
    """The account is the giver's own, or an outside giver's."""
    return row.workbook == HOMES.get(row["Giver"], row.workbook)


def _brought_by_its_own(row: Row) -> bool:
    """A milestone of the same workbook brings it, and is still to be reached."""
    found = row.plot.rows("Milestones", holds("ID", row["Giver milestone"]), lacks("Actual date"))
    return bool(found) and found[0].workbook == row.workbook


def _of_another_workstream(row: Row) -> bool:
    """The giver is no outside body, whose word nobody asks for."""
    return row["Giver"] in HOMES


enter_all(
    {
        "ID01": (set_cell(SHEET, "Delivered", soon, undelivered), ("ID21",)),
        "ID02": set_cell(SHEET, "Accepted", lately, undelivered, _of_another_workstream),
        "ID03": set_cell(SHEET, "Accepted", lambda row: days_from(row.day("Delivered"), -1), has("Delivered")),
        "ID04": (set_cell(SHEET, "Giver milestone", "OUT-M10", holds("Giver", "External")), ("MC53",)),
        "ID05": set_cell(SHEET, "Forecast", lately, undelivered),
        "ID06": set_cells(
            SHEET, "Escalate to", {"Receiver agrees": "No", "Escalate to": "", "Needed by": days_from(AS_AT, 59)},
            undelivered,
        ),
        "ID07": set_cells(
            SHEET, "Promised for", {"Promised for": "", "Forecast": "", "Giver milestone": ""},
            undelivered, of_giver, holds("Giver agrees", "Yes"),
        ),
        "ID20": set_cells(
            SHEET, "Delivered", {"Note": f"Handed over by e-mail on {days_from(AS_AT, -14)}."},
            undelivered, lacks("State"),
        ),
        "ID21": (
            set_cells(
                SHEET, "Delivered", {"Delivered": days_from(AS_AT, -7), "Forecast": days_from(AS_AT, 31)},
                undelivered, of_giver, _brought_by_its_own, lacks("State"),
            ),
            ("ID18", "CF05", "ID09", "ID10", "ID12"),
        ),
        "ID08": set_cells(SHEET, "Change reference", {"State": "Paused"}, undelivered, lacks("Change reference")),
    }
)  # fmt: skip


def _a_year_before(row: Row) -> str:
    day = row.day("Needed by")
    return f"{day.day} {day:%b} {day.year - 1}"


plants("ID16", "CF01", "CF05", "ID05", "ID06", "ID14", "ID10", "RK24")(
    set_cell(SHEET, "Needed by", _a_year_before, undelivered, lacks("State"), has("Receiver milestone"), _to_come)
)


PERSONAL: Mapping[str, str] = {
    "PD01": "Case B801200005001 is still open.",
    "PD02": "Ask about 943 476 5919 at panel.",
    "PD03": "Paid under AB 12 34 56 C.",
    "PD04": "The child, born 3rd May 2015, has moved.",
    "PD05": "The family at EX4 3PL was asked to wait.",
    "PD06": "Write to j.doe@exampleshire.example.org first.",
    "PD07": "Ring 01632 960123 first.",
    "PD09": "Case A801200005001 is still open.",
    "PD14": "The pupil at 5 Oak Drive has no seat.",
    "PD15": "Case ref 1234567 is still open.",
    "PD13": "Waits: Sarah Khan has been off work with stress.",
    "PD08": "A 9-year-old with autism at Ashcombe Primary is out of school.",
}
# Texts that may hold whole sentences. Those of risks are also held against a list of words.
SENTENCES = [
    (record.SHEET.title, column.title)
    for record in SHEETS
    if record.SHEET.layout is Layout.TABLE and record is not Risk
    for column in columns_of(record)
    if isinstance(column.kind, Text) and getattr(column.kind, "long", False)
]


def _telling(sentence: str) -> Plant:
    def plant(plot: Plot) -> Blame:
        sheet, column = plot.dice.choice(SENTENCES)
        row = plot.pick(sheet, has(column)) if plot.rows(sheet, has(column)) else plot.pick(sheet)
        return row.write(column, f"{row[column]} {sentence}".strip())

    return plant


def _of_few(plot: Plot) -> Blame:
    row = plot.pick("Milestones", lacks("Publish"), has("Commentary"))
    row.write("Publish", "Public")
    return row.write("Commentary", f"{row['Commentary']} Only two families are left to visit.")


enter_all({"PD10": _of_few})
enter_all({rule: _telling(sentence) for rule, sentence in PERSONAL.items()})


@plants("ID19", "CF05", "RF13", "ID16", "CF08", "CF09", "CF10", "KP43", "ID57")
def waited_for_by_what_is_reached(plot: Plot) -> Blame:
    row = plot.pick(SHEET, _still_to_come, _has_a_reached_milestone)
    reached = plot.rows("Milestones", holds("Workstream", row["Receiver"]), has("Actual date"))
    return row.write("Receiver milestone", reached[0]["ID"])


def _still_to_come(row: Row) -> bool:
    ended = row["Delivered"] or row["Accepted"] or row["State"]
    return not ended and row.workbook == HOMES[row["Receiver"]] and row.day("Needed by") > AS_AT + timedelta(days=60)


def _has_a_reached_milestone(row: Row) -> bool:
    return bool(row.plot.rows("Milestones", holds("Workstream", row["Receiver"]), has("Actual date")))
