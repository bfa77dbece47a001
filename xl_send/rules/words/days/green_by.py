"""Times at which words put the way back to Green and the first data of a pilot, against the rows that bring them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xl_send.analysis.activity import has_ended, is_active
from xl_send.analysis.notes.times import TIME, time_matched
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, Submission

_GREEN_BY = Pattern(
    rf"(?i)\b(?:green|on track|on plan|on schedule|recovered)(?: again| once more)?,? (?:by|before|at|in|from) {TIME}"
)
_DOUBT = Pattern(
    r"(?i)\b(?:not|cannot|if|unless|was|were|had|should have|unlikely|turn(?:s|ed)?|remain\w*|stay\w*|except|but|most"
    r"|part|some|went|reported|last)\b"
)
A_FORTNIGHT, A_FEW_DAYS = 14, 3


@rule(
    "MC43",
    Severity.QUERY,
    '{where} says "{words}", but {id} is to be back to green by {day}.',
    "Say when all of it will be Green, or correct Back to green by there. A board holds the workstream to the words.",
)
def green_before_its_rows(programme: Programme) -> Iterator[Hit]:
    """A workstream says that it will be Green by a time by which its own rows are to be back to green.

    Asked where the reason of a workstream says that it will be green or on track by a month, a day or a holiday to
    come, a milestone or a KPI of it that still goes on is to be back to green more than a fortnight after that, and
    none then.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <Behind the line. Two officers from January, green by half term.> |

    Milestones:
    | ID | Workstream | Forecast date | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | 26 Mar 2027 | 26 Mar 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring half-term 2027 | Half-term break | 15 Feb 2027 | 19 Feb 2027 |

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <We expect to be back on track in January.> |

    KPIs:
    | ID | Workstream | Back to green by |
    | --- | --- | --- |
    | TRN-K01 | TRN | 30 Apr 2027 |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Green by half term. |
    | OUT | It cannot be green by half term. |
    | STA | Green by half term, but for the survey |

    Milestones:
    | ID | Workstream | Forecast date | Actual date | Back to green by |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | 26 Feb 2027 | | 26 Feb 2027 |
    | TRN-M02 | TRN | | 6 Nov 2026 | 30 Apr 2027 |
    | OUT-M01 | OUT | 26 Mar 2027 | | 26 Mar 2027 |
    | STA-M01 | STA | 26 Mar 2027 | | 26 Mar 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring half-term 2027 | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    """
    for stream in programme.each(Workstream):
        text, as_at = stream.reason or "", programme.as_at(stream)
        found = _GREEN_BY.search(text) if as_at else None
        if found is None or as_at is None or _DOUBT.search(_clause(text, found.start(), found.end())):
            continue
        time = time_matched(found, as_at, programme.of(stream).all(CalendarEntry))
        back = list(_back_to_green(programme, stream.code))
        last = max(back, default=None, key=lambda one: one[0])
        if (
            time
            and last
            and not time.is_near((day for day, _ in back), A_FEW_DAYS)
            and (last[0] - time.last).days > A_FORTNIGHT
        ):
            day, cell = last
            words = {"where": stream.at("reason").column, "words": found[0].strip(), "id": cell.record}
            yield hit(stream.at("reason"), Related(cell, "its own day"), severity=None, day=day, **words)


def _back_to_green(programme: Programme, code: str) -> Iterator[tuple[date, Cell]]:
    """By when each row of a workstream that goes on is to be back to green, with the cell that says so."""
    rows: list[Milestone | Kpi] = [one for one in programme.each(Milestone) if not has_ended(programme, one)]
    rows += [one for one in programme.each(Kpi) if is_active(programme, one)]
    for row in rows:
        if row.workstream == code and row.back_to_green:
            yield row.back_to_green, row.at("back_to_green")


def _clause(text: str, start: int, end: int) -> str:
    """The sentence in which a part of a text stands."""
    first = max(text.rfind(stop, 0, start) for stop in (".", ";"))
    return text[first + 1 : end] + text[end:].split(".", maxsplit=1)[0].split(";", maxsplit=1)[0]


_DATA = r"(?:data|results?|findings|figures|returns|outcomes|feedback|evidence)"
_OF_A_PILOT = Pattern(
    rf"(?i)\b(?:(?:pilot|trial)(?:'s)? {_DATA}|{_DATA} (?:from|of) the (?:[\w-]+ )?(?:pilot|trial))\b"
    rf"[^.;]{{0,30}}? (?:at|by|in|before|from|around|due) {TIME}"
)
_PILOTS = ("pilot", "trial")
_BEGINS = ("start", "begin", "commence", "open", "launch", "live", "under way", "first")
_FIELDS: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("reason", "progress", "next_period"),
    Milestone: ("commentary", "done_when"),
    Kpi: ("commentary",),
}


@rule(
    "MC44",
    Severity.QUERY,
    '{where} says "{words}", but {id} ({name}) is forecast for {day}.',
    "Correct the words, or the forecast of {id}. Nothing is known of a pilot before it begins.",
)
def pilot_data_before_the_pilot(programme: Programme) -> Iterator[Hit]:
    """The first data of a pilot are expected for a time after it begins.

    Asked where a text of a workstream, of a milestone or a KPI puts the data, results or findings of the pilot or trial
    at a time that is over before the first milestone by which a pilot of the workstream begins, and none has begun.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <We anticipate Green following the guidance and the first pilot data at Christmas.> |

    Milestones:
    | ID | Workstream | Milestone | Phase | Forecast date | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Return-to-school pilot commences in two schools | Trial | 18 Jan 2027 | |
    | TRN-M02 | TRN | Evaluation considered | Trial | 29 Apr 2027 | <Findings from the pilot are due in December.> |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | We anticipate Green following the guidance and the first pilot data at Easter. |
    | OUT | First pilot data in December. |

    Milestones:
    | ID | Workstream | Milestone | Phase | Forecast date | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Return-to-school pilot commences in two schools | Trial | 18 Jan 2027 | |
    | OUT-M01 | OUT | First pilot opens | Trial | | 6 Nov 2026 |
    | OUT-M02 | OUT | Second pilot opens | Trial | 18 Jan 2027 | |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | 11 Apr 2027 |
    """
    for submission in programme.submissions:
        first, as_at = _first_pilots(submission), programme.as_at_of(submission)
        for kind, names in _FIELDS.items() if first and as_at else ():
            for row in submission.all(kind):
                one = first.get(getattr(row, "workstream", "") or getattr(row, "code", ""))
                for name in names if one else ():
                    found = _OF_A_PILOT.search(getattr(row, name) or "")
                    time = time_matched(found, as_at, submission.all(CalendarEntry)) if found and as_at else None
                    if one and one.forecast and found and time and one.forecast > time.last:
                        cell, related = row.at(name), Related(one.at("forecast"), "the pilot begins")
                        words = {"where": cell.column, "words": found[0].strip(), "id": one.id, "name": one.name}
                        yield hit(cell, related, severity=None, day=one.forecast, **words)


def _first_pilots(submission: Submission) -> dict[str, Milestone]:
    """The first milestone by which a pilot begins, of each workstream in which none has begun."""
    begins: dict[str, list[Milestone]] = {}
    for one in submission.all(Milestone):
        title = (one.name or "").casefold() if one.phase is Phase.TRIAL else ""
        if any(word in title for word in _PILOTS) and any(word in title for word in _BEGINS):
            begins.setdefault(one.workstream, []).append(one)
    return {
        code: min(rows, key=lambda one: one.forecast or date.max)
        for code, rows in begins.items()
        if not any(one.actual for one in rows)
    }
