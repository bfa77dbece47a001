"""Plans that were typed over with the forecast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.milestones.reached.how_late import HOW_LATE, days_of_a_length
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

NEAR = timedelta(days=4)


@rule(
    "CM99",
    Severity.QUERY,
    'Baseline date is {day}, the same as {column}, but the commentary says "{words}", and {though}.',
    "Put back the day that was planned at first, about {old}. A new plan is given under Agreed date, with its change "
    "reference; until then the milestone is late.",
    speaks_for=("MC45",),
    brings={"MS32": Reach.ROW, "MS83": Reach.ROW, "WM11": Reach.ROW},
)
def baseline_moved_to_the_forecast(programme: Programme) -> Iterator[Hit]:
    """A baseline stays where it was when a milestone is late.

    Typed over with the new day it makes what is weeks late Green, and nobody agreed to that. Asked where the commentary
    begins with how late a milestone is, its baseline is its forecast or its actual date, there is no agreed date, and
    another cell tells which of the two was moved: it is to be back to green on that day, or a handover is needed, or
    promised, for about the day that lies so long before.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary | Back to green by |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | <14 Dec 2026> | 14 Dec 2026 | Ten working days late. Awaits the therapy section. | 14 Dec 2026 |
    | TRN-M02 | <18 Dec 2026> | 18 Dec 2026 | Slipped two weeks, schools were not back. | |

    Interdependencies:
    | ID | Giver | Receiver | Receiver milestone | Needed by |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | TRN-M02 | 4 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary | Back to green by | Agreed date | Change reference |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 30 Nov 2026 | 14 Dec 2026 | Ten working days late. | 14 Dec 2026 | | |
    | TRN-M02 | 14 Dec 2026 | 14 Dec 2026 | Ten working days late. | | | |
    | TRN-M03 | 14 Dec 2026 | 14 Dec 2026 | The draft came ten working days late. | 14 Dec 2026 | | |
    | TRN-M04 | 14 Dec 2026 | 14 Dec 2026 | Ten working days late. | 14 Dec 2026 | 14 Dec 2026 | TRN-A01 |
    """
    days = network_of(programme).axis.days
    for milestone in programme.each(Milestone):
        day = milestone.actual or milestone.forecast
        text = milestone.commentary or ""
        if day is None or day != milestone.baseline or milestone.agreed or not text:
            continue
        found = HOW_LATE.search(text)
        unit = (found["unit"] or found["each"]).casefold() if found else ""
        if found is None:
            continue
        length = days_of_a_length(found["number"] or found["many"], unit)
        in_working_days = unit.startswith("w") and "d" in unit
        old = days.after(day, -round(length)) if in_working_days else day - timedelta(days=round(length))
        told = _though(programme, milestone, day, old)
        if told:
            name = "actual" if milestone.actual else "forecast"
            related = [Related(milestone.at("commentary"), "what is said"), told[1]]
            yield hit(
                milestone.at("baseline"), *related, day=day, old=old, words=found[0].strip(),
                column=milestone.at(name).column, though=told[0],
            )  # fmt: skip


@rule(
    "MC45",
    Severity.QUERY,
    "Baseline date is {day}, the same as Forecast date, but it is reported {colour}, to be back to green on that day.",
    "If it was planned for an earlier day, put that day back: a new plan is given under Agreed date, with its change "
    "reference. If it never was late, report Green and clear Back to green by.",
    brings={"MS32": Reach.ROW, "MS83": Reach.ROW, "WM11": Reach.ROW},
)
def baseline_on_the_day_of_being_green_again(programme: Programme) -> Iterator[Hit]:
    """What is to be back to green on the day of its forecast was planned for an earlier day.

    A baseline that was typed over with the forecast makes what is months late Green; its owner's colour, or only the
    day on which it is to be green again, still tells. Asked of what is still to be reached, has no agreed date, and is
    reported Red or Green: Amber until the day is an owner's care.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Back to green by |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | <14 Dec 2026> | 14 Dec 2026 | Red | 14 Dec 2026 |
    | TRN-M02 | <14 Dec 2026> | 14 Dec 2026 | Green | 14 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Back to green by | Agreed date | Change reference |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 30 Nov 2026 | 14 Dec 2026 | Red | 14 Dec 2026 | | |
    | TRN-M02 | 14 Dec 2026 | 14 Dec 2026 | Red | 11 Dec 2026 | | |
    | TRN-M03 | 14 Dec 2026 | 14 Dec 2026 | Amber | 14 Dec 2026 | | |
    | TRN-M04 | 14 Dec 2026 | 14 Dec 2026 | Red | 14 Dec 2026 | 14 Dec 2026 | TRN-A01 |
    """
    for milestone in programme.each(Milestone):
        one_day = milestone.baseline == milestone.forecast == milestone.back_to_green
        still_to_come = one_day and not (milestone.actual or milestone.agreed)
        colour = milestone.reported
        if still_to_come and colour in {Rag.RED, Rag.GREEN} and colour and is_active(programme, milestone):
            related = (
                Related(milestone.at("back_to_green"), "back to green"),
                Related(milestone.at("reported"), "colour"),
            )
            yield hit(milestone.at("baseline"), *related, day=milestone.baseline, colour=colour.value)


def _though(programme: Programme, milestone: Milestone, day: date, old: date) -> tuple[str, Related] | None:
    """What tells that it is the baseline that was moved, and the cell."""
    for row in programme.of(milestone).all(Interdependency):
        for link, field, said in (
            ("receiver_milestone", "needed_by", "is needed by"),
            ("giver_milestone", "promised", "is promised for"),
        ):
            given = getattr(row, field)
            if getattr(row, link) == milestone.id and given and abs(given - old) <= NEAR:
                return f"{row.id} {said} {say(given)}", Related(row.at(field), "the day before it was moved")
    if milestone.back_to_green == day and not milestone.actual:
        return "it is to be back to green on that day", Related(milestone.at("back_to_green"), "back to green")
    return None
