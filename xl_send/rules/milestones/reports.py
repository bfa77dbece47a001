"""Milestones: what their owners report of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from re import Match

from xl_send.analysis.activity import OFF_TRACK, is_active
from xl_send.analysis.misplaced.as_at import PREPARATION
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.days import MONTHS
from xl_send.workbook.sheets.choices import Rag, State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

A_FORTNIGHT, LATELY = timedelta(days=14), range(1, 4)
# So many rows that are off track, all with the date but one, and the one was left out.
FEWEST_DATED = 2
_BY_A_DAY = Pattern(
    r"(?i)\b(?:(?:by|on|from|until|in|before|after|at|for) (?:the )?(?:end of |mid[- ]|early |late )?"
    rf"(?:{MONTH_NAMES})\b"
    rf"|\b{DAY}|(?:in|by|from|before|after|early in) the new year\b|next (?:week|month|term|half-term)\b"
    r"|(?:by|in|before|after) (?:the )?(?:end of )?(?:next |half[- ])?(?:week|month|term|easter|christmas|summer"
    r"|spring|autumn))"
)
_YEAR_AFTER = Pattern(r" (20\d\d)\b")


@rule(
    "MS06",
    Severity.QUERY,
    "Reported {colour}, but {what} blank.",
    "Say why and what is being done, and by when it will be on track again.",
)
def off_track_unexplained(programme: Programme) -> Iterator[Hit]:
    """A milestone that is reported Amber or Red says why, and when it will be back on track.

    Without a date there is no path to green. A milestone that has been reached needs neither. Help needed may say why,
    and a later Forecast date, or a day in the Commentary, by when. Where a return gives the date for every other row
    that is off track, of two or more, a later forecast does not stand for it, nor does it for a key milestone that is
    Red. A month that is just over is no day to come.

    **Fails**

    Milestones:
    | ID | Reported RAG | Commentary | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | Amber | <> | 4 Dec 2026 |
    | TRN-M02 | Red | <> | |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Commentary | Back to green by |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 22 Jan 2027 | Amber | Two coaches short | <> |
    | TRN-M02 | 11 Dec 2026 | 8 Jan 2027 | Red | One school has left | 8 Jan 2027 |
    | TRN-M03 | 11 Dec 2026 | 15 Jan 2027 | Amber | The venue was flooded | 15 Jan 2027 |

    **Fails**

    Milestones:
    | ID | Key | Baseline date | Forecast date | Reported RAG | Commentary | Back to green by |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Yes | 11 Dec 2026 | 22 Jan 2027 | Red | Two coaches short; we remain hopeful | <> |
    | TRN-M02 | No | 11 Dec 2026 | 22 Jan 2027 | Red | Two coaches short; one is interviewed | |
    | TRN-M03 | Yes | 11 Dec 2026 | 22 Jan 2027 | Red | Coach withdrew in October; we remain hopeful | <> |
    | TRN-M04 | Yes | 11 Dec 2026 | 22 Jan 2027 | Red | Coach withdrew in October; another in January | |

    **Passes**

    Milestones:
    | ID | Reported RAG | Commentary | Back to green by | Forecast date | Actual date | State |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Red | One school has left; another joins | 4 Dec 2026 | 11 Dec 2026 | | |
    | TRN-M02 | Green | | | 11 Dec 2026 | | |
    | TRN-M03 | Amber | | | 11 Dec 2026 | 6 Nov 2026 | |
    | TRN-M04 | Red | | | 11 Dec 2026 | | Paused |
    | TRN-M05 | Amber | Two coaches short; both start in January | | 22 Jan 2027 | | |
    | TRN-M06 | Amber | On track again by 4 December | | 11 Dec 2026 | | |
    | TRN-M07 | Amber | Funding to be settled at December Schools Forum | | 11 Dec 2026 | | |
    | TRN-M08 | Amber | Short of staff until 29/1/27 | | 11 Dec 2026 | | |
    | TRN-M09 | Amber | Short of staff; cover starts next week | | 11 Dec 2026 | | |
    | TRN-M10 | Amber | Short of staff; on track again by 30 September 2027 | | 11 Dec 2026 | | |
    | TRN-M11 | Amber | Short of staff; on track again by September 2027 | | 11 Dec 2026 | | |
    """
    for submission in programme.submissions:
        rows = [one for one in submission.all(Milestone) if one.reported in OFF_TRACK and not one.actual]
        off_track = [one for one in rows if is_active(programme, one)]
        dated = sum(one.back_to_green is not None for one in off_track)
        a_habit = FEWEST_DATED <= dated == len(off_track) - 1
        for milestone in off_track:
            why = milestone.commentary or milestone.help_needed
            blank = [] if why else ["commentary"]
            by_forecast = not a_habit and not (milestone.key and milestone.reported is Rag.RED)
            told = why and _gives_a_day(milestone, programme.as_at(milestone), by_forecast=by_forecast)
            blank += [] if milestone.back_to_green or told else ["back_to_green"]
            if blank:
                cells = [milestone.at(name) for name in blank]
                what = " and ".join(cell.column for cell in cells) + (" are" if len(cells) > 1 else " is")
                related = [
                    Related(milestone.at("reported"), "the colour"),
                    *(Related(one, "blank") for one in cells[1:]),
                ]
                yield hit(cells[0], *related, colour=milestone.reported, what=what)


def _gives_a_day(milestone: Milestone, as_at: date | None, *, by_forecast: bool) -> bool:
    """Whether a row says by when it is right again: a forecast after its plan, or a day to come in its Commentary."""
    late = milestone.forecast is not None and milestone.forecast > plan_day(milestone)
    named = _BY_A_DAY.finditer(milestone.commentary or "")
    return (late and by_forecast) or any(not _is_of_a_month_past(one, as_at) for one in named)


def _is_of_a_month_past(found: Match[str], as_at: date | None) -> bool:
    """Whether words name one of the three months before a return, "withdrew in October", and no later year."""
    month = next((place for place, name in enumerate(MONTHS, 1) if name in found[0].casefold()), None)
    after = _YEAR_AFTER.match(found.string, found.end())
    year = found["year"] or (after and after[1])
    if month is None or as_at is None or (year and int(year) > as_at.year):
        return False
    return (as_at.month - month) % len(MONTHS) in LATELY


@rule(
    "MS07",
    Severity.QUERY,
    "Back to green by is {day}, which has passed, and it is still reported {colour}.",
    "Give a new date, and say in Commentary what has changed.",
)
def back_to_green_passed(programme: Programme) -> Iterator[Hit]:
    """The date by which a milestone will be on track again is still to come.

    A path to green that ended without green needs another.

    **Fails**

    Milestones:
    | ID | Reported RAG | Back to green by |
    | --- | --- | --- |
    | TRN-M01 | Amber | <12 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Reported RAG | Back to green by | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | 13 Nov 2026 | | |
    | TRN-M02 | Green | 30 Oct 2026 | | |
    | TRN-M03 | Amber | 30 Oct 2026 | 6 Nov 2026 | |
    | TRN-M04 | Red | 30 Oct 2026 | | Withdrawn |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        passed = milestone.back_to_green is not None and milestone.back_to_green < as_at
        if passed and milestone.reported in OFF_TRACK and not milestone.actual and is_active(programme, milestone):
            yield hit(milestone.at("back_to_green"), day=milestone.back_to_green, colour=milestone.reported)


@rule(
    "MS08",
    Severity.QUERY,
    "Last updated is {updated}, long after the as at date.",
    "Correct it, or As at on the Programme sheet.",
)
def updated_long_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A row was last looked at before, or within a month after, the date that the return describes.

    A later date is a slip, or the return describes a later date than it says. So is one of more than a fortnight after
    it, of the only row that was looked at in the fortnight before.

    **Fails**

    Milestones:
    | ID | Last updated |
    | --- | --- |
    | TRN-M01 | <15 Dec 2026> |

    **Fails**

    Milestones:
    | ID | Last updated |
    | --- | --- |
    | TRN-M01 | 12 Nov 2026 |
    | TRN-M02 | <28 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Last updated |
    | --- | --- |
    | TRN-M01 | 16 Nov 2026 |
    | TRN-M02 | 27 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Last updated |
    | --- | --- |
    | TRN-M01 | 14 Dec 2026 |
    """
    for submission in programme.submissions:
        updated = [one.updated for one in submission.all(Milestone) if one.updated]
        for one in submission.all(Milestone):
            as_at = programme.as_at(one)
            if as_at is None or one.updated is None or one.updated <= as_at + A_FORTNIGHT:
                continue
            others = len(updated) > 1 and sum(day > one.updated - A_FORTNIGHT for day in updated) == 1
            if others or one.updated > as_at + PREPARATION:
                yield hit(one.at("updated"), updated=one.updated)


@rule(
    "MS09",
    Severity.ADVICE,
    "{code} has {count} milestones to come; your Thresholds say that a workstream should not exceed {most}.",
    "Keep those that a board would want to hear of. Activities belong in the team's own plan.",
)
def too_many_milestones(programme: Programme) -> Iterator[Hit]:
    """A workstream has no more milestones to come than the programme's threshold.

    Among too many, the ones that matter are not seen. What is paused, withdrawn or reached does not count.

    **Fails**

    Thresholds:
    | Milestones a workstream should not exceed |
    | --- |
    | 1 |

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    | TRN-M02 |

    **Passes**

    Thresholds:
    | Milestones a workstream should not exceed |
    | --- |
    | 2 |

    Milestones:
    | ID | State | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | |
    | TRN-M02 | | |
    | TRN-M03 | Withdrawn | |
    | TRN-M04 | | 6 Nov 2026 |
    """
    for submission in programme.submissions:
        counts: dict[str, int] = {}
        for milestone in submission.all(Milestone):
            if milestone.state is State.ACTIVE and not milestone.actual:
                counts[milestone.workstream] = counts.get(milestone.workstream, 0) + 1
        most = submission.thresholds.most_milestones
        for stream in submission.all(Workstream):
            count = counts.get(stream.code, 0)
            if count > most:
                yield hit(stream.at("code"), code=stream.code, count=count, most=most)
