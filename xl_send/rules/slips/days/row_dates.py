"""Dates of one row of which the later comes first, or a year too late, and a return before that lies too far back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.days import exchanged, say, years_later
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# Returns come every half-term or quarter; two of them may be missed.
LONGEST_BETWEEN = timedelta(days=250)
A_YEAR, A_FORTNIGHT = timedelta(days=365), timedelta(days=14)


@rule(
    "IS12",
    Severity.QUERY,
    "Needed by is {day}, before it was raised on {raised}.",
    "{meant}Correct one of the two dates.",
    brings={"IS03": Reach.CELL, "IS06": Reach.ROW, **COLOURS},
)
def needed_before_it_was_raised(programme: Programme) -> Iterator[Hit]:
    """What is raised is needed by a day to come.

    A day before that was mistyped, and puts a live decision among those that were missed. What was logged within a
    fortnight of the day, or is closed, was written down late.

    **Fails**

    Issues and decisions:
    | ID | Raised | Needed by |
    | --- | --- | --- |
    | TRN-A01 | 2 Nov 2026 | <12 Apr 2026> |

    **Passes**

    Issues and decisions:
    | ID | Raised | Needed by |
    | --- | --- | --- |
    | TRN-A01 | 2 Nov 2026 | 4 Dec 2026 |
    | TRN-A02 | 2 Nov 2026 | 19 Oct 2026 |
    """
    for entry in programme.each(LogEntry):
        still = entry.status is LogStatus.OPEN
        as_at = programme.as_at(entry)
        # What is said to be raised on a day to come is told by that day.
        if entry.raised is None or (as_at and entry.raised > as_at):
            continue
        if still and entry.needed_by and entry.raised - entry.needed_by > A_FORTNIGHT:
            related = Related(entry.at("raised"), "raised")
            meant = _meant(entry.needed_by, entry.raised)
            yield hit(entry.at("needed_by"), related, day=entry.needed_by, raised=entry.raised, meant=meant)


@rule(
    "IS13",
    Severity.QUERY,
    "Needed by is {day}, and {forum} is not listed to meet then; a year before, on {meant}, it is.",
    "Was {meant} meant? What is needed a year later asks nobody for anything now.",
)
def asked_for_in_another_year(programme: Programme) -> Iterator[Hit]:
    """What is still open is needed by the year that is meant.

    A decision needed now, with the next year typed, looks as if there were time. Asked where the day a year earlier is
    a meeting of its forum after it was raised, and the day itself is none.

    **Fails**

    Issues and decisions:
    | ID | Forum | Raised | Needed by | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Programme Board | 2 Nov 2026 | <3 Dec 2027> | Open |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 3 Dec 2026 |
    | Programme Board | 2 Dec 2027 |

    **Passes**

    Issues and decisions:
    | ID | Forum | Raised | Needed by | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Programme Board | 2 Nov 2026 | 2 Dec 2027 | Open |
    | TRN-A02 | Programme Board | 2 Nov 2026 | 10 Dec 2027 | Open |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 3 Dec 2026 |
    | Programme Board | 2 Dec 2027 |
    """
    for submission in programme.submissions:
        listed = {(name_key(one.forum), one.day) for one in submission.all(Meeting)}
        for entry in submission.all(LogEntry):
            day, forum = entry.needed_by, name_key(entry.forum or "")
            if entry.status is not LogStatus.OPEN or not (day and forum) or (forum, day) in listed:
                continue
            meant = years_later(day, -1)
            if (forum, meant) in listed and entry.raised and entry.raised <= meant:
                related = Related(entry.at("raised"), "raised")
                yield hit(entry.at("needed_by"), related, day=day, forum=entry.forum, meant=meant)


@rule(
    "RK34",
    Severity.QUERY,
    "Action due is {day}, before the risk was raised on {raised}.",
    "{meant}Correct one of the two dates.",
    brings={"RK03": Reach.CELL},
)
def action_due_before_it_was_raised(programme: Programme) -> Iterator[Hit]:
    """What is to be done about a risk is due after the risk was raised.

    A day before that was mistyped, and makes an action that is in time look long overdue. A risk that was written down
    within a fortnight of its first action was written down late.

    **Fails**

    Risks:
    | ID | Raised | Action due |
    | --- | --- | --- |
    | TRN-R01 | 7 Sep 2026 | <22 Jan 2026> |

    **Passes**

    Risks:
    | ID | Raised | Action due |
    | --- | --- | --- |
    | TRN-R01 | 7 Sep 2026 | 22 Jan 2027 |
    | TRN-R02 | 7 Sep 2026 | 24 Aug 2026 |
    """
    for risk in programme.each(Risk):
        early = risk.raised and risk.action_due and risk.raised - risk.action_due > A_FORTNIGHT
        if early and risk.raised and risk.action_due and risk.status is RiskStatus.OPEN:
            related = Related(risk.at("raised"), "raised")
            meant = _meant(risk.action_due, risk.raised)
            yield hit(risk.at("action_due"), related, day=risk.action_due, raised=risk.raised, meant=meant)


def _meant(day: date, after: date) -> str:
    """A question, where the day makes sense with day and month exchanged, or a year later."""
    later = years_later(day, 1)
    swapped = exchanged(day)
    near = [found for found in (swapped, later) if found and timedelta(0) <= found - after <= timedelta(days=366)]
    return f"Was {' or '.join(map(say, dict.fromkeys(near)))} meant? " if near else ""


# Days of one row that lie near one another: how far the second is after the first where its year is wrong.
_TOGETHER: tuple[tuple[type[Record], str, str, timedelta, timedelta], ...] = (
    (Diagnostic, "starts", "ends", timedelta(days=366), timedelta(days=455)),
    (Diagnostic, "ends", "actual_end", timedelta(days=330), timedelta(days=410)),
    (Diagnostic, "ends", "forecast_end", timedelta(days=330), timedelta(days=410)),
    (Interdependency, "forecast", "promised", timedelta(days=344), timedelta(days=386)),
    (Interdependency, "delivered", "accepted", timedelta(days=330), timedelta(days=410)),
    (Milestone, "actual", "decided", timedelta(days=330), timedelta(days=410)),
)


@rule(
    "RF58",
    Severity.QUERY,
    "{column} is {day}, about a year after {other}, {before}.",
    "Check the year of both. If they truly lie so far apart, explain this finding.",
    speaks_for=("WB31",),
    brings={"RS07": Reach.CELL},
)
def days_of_a_row_a_year_apart(programme: Programme) -> Iterator[Hit]:
    """Two days of a row that go together are of one year, or of its end and the beginning of the next.

    In January the old year is typed, and a task seems to take a year. Asked of the start and the end of a task, of what
    was planned for it and what became of it, of a promise after its forecast, of what was delivered and accepted, and
    of a decision that came after what it decides.

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Actual end |
    | --- | --- | --- | --- |
    | TRN-T01 | 11 Jan 2027 | <5 Feb 2028> | |
    | TRN-T02 | 1 Sep 2025 | 26 Sep 2025 | <3 Oct 2026> |

    Milestones:
    | ID | Actual date | Decision given |
    | --- | --- | --- |
    | TRN-M01 | 12 Nov 2025 | <12 Nov 2026> |

    **Passes**

    Diagnostics:
    | ID | Starts | Ends | Actual end |
    | --- | --- | --- | --- |
    | TRN-T01 | 1 Sep 2026 | 31 Aug 2027 | |
    | TRN-T02 | 1 Sep 2025 | 26 Sep 2025 | 3 Oct 2025 |
    | TRN-T03 | 1 Sep 2026 | 26 Sep 2025 | 3 Oct 2026 |
    """
    for kind, first, second, least, most in _TOGETHER:
        for row in programme.each(kind):
            before, day = getattr(row, first), getattr(row, second)
            starts = getattr(row, "starts", None) or date.min
            if before and day and starts <= before and least <= day - before <= most:
                cell, other = row.at(second), row.at(first)
                related = Related(other, "the day that it goes with")
                yield hit(cell, related, column=cell.column, day=day, other=other.column, before=before)


@rule(
    "PR46",
    Severity.QUERY,
    "Previous as at is {previous}, {days} days before As at.",
    "Check the year: was {meant} meant? What has changed since the last board is counted from that day.",
    speaks_for=("PR34",),
)
def previous_as_at_long_ago(programme: Programme) -> Iterator[Hit]:
    """The return before this one was not most of a year ago.

    What has changed since is counted from that day, and a year of change is told as news. Asked where the same day a
    year later would be sooner before As at. A return just a year after the last is a yearly one.

    **Fails**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | <2 Oct 2025> |

    **Passes**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | 2 Oct 2026 |

    **Passes**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | 6 Feb 2026 |
    """
    for submission in programme.submissions:
        cover = submission.cover
        if Cover not in submission.seen or not (cover.as_at and cover.previous):
            continue
        apart = cover.as_at - cover.previous
        if apart > LONGEST_BETWEEN and not A_YEAR - A_FORTNIGHT <= apart <= A_YEAR + A_FORTNIGHT:
            previous = cover.previous
            later = years_later(previous, cover.as_at.year - previous.year)
            meant = later if later < cover.as_at else years_later(later, -1)
            if meant != previous:
                yield hit(cover.at("previous"), previous=previous, days=apart.days, meant=meant)


@rule(
    "PR47",
    Severity.ADVICE,
    "The programme manager is the senior responsible owner.",
    "Name the role that runs the programme day to day. Nobody holds themselves to account.",
)
def manager_is_the_owner(programme: Programme) -> Iterator[Hit]:
    """Who runs a programme answers to somebody else for it.

    Otherwise nobody asks how it goes, and the one who reports it is the one who is reported to.

    **Fails**

    Programme:
    | Senior responsible owner | Programme manager |
    | --- | --- |
    | Director of Children's Services | <Director of Children's Services> |

    **Passes**

    Programme:
    | Senior responsible owner | Programme manager |
    | --- | --- |
    | Director of Children's Services | SEND Programme Manager |
    """
    for submission in programme.submissions:
        cover = submission.cover
        if Cover in submission.seen and cover.sro and cover.manager and name_key(cover.sro) == name_key(cover.manager):
            yield hit(cover.at("manager"), Related(cover.at("sro"), "the senior responsible owner"))
