"""Back to green by, against the times that a row's own commentary gives for what is to bring it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import has_ended, is_active
from xl_send.analysis.notes.times import TIME, TimeSaid, may_name_a_time, time_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_ANY_TIME = Pattern(rf"(?i)(?<![\d/-]){TIME}")
# What begins the cure, and by when it brings the row back.
_STEP = Pattern(
    r"(?i)\b(?:from|start(?:s|ers?|ing)?|beg[ai]ns?|arriv\w*|join\w*|interview\w*|in post|live|opens?|agreed|signed"
    r"|sent|final|done|finish\w*|complet\w*|training|workshops?)"
    r"(?: (?:to|on|by|in|at|from|for|the|[A-Z][a-z]+day|[A-Z]?[a-z]{2,9})){0,4} $"
)
_BROUGHT = Pattern(
    rf"(?i)\b(?:(?:back (?:to green|at|to|on|within|above|below)|on track|green|recover\w*)[^.;:,]{{0,20}}?"
    rf" (?:by|in|at|from)|starters by|in post by) {TIME}"
)
_TO_COME = Pattern(r"(?i)\b(?:will|would|expect\w*|hope\w*|should|plan\w*|aim\w*|starters?|back)\b")
_DOUBT = Pattern(r"(?i)\b(?:not|cannot|if|unless|was|were|had|until|last|since|stay\w*|remain\w*|keep\w*|hold\w*)\b")
# A new plan, once agreed, makes a row Green before anything is done.
_NEW_PLAN = Pattern(r"(?i)\b(?:change request|re-?plan\w*|re-?baselin\w*|new (?:date|plan|baseline)|[a-z]{2,5}-a\d+)\b")
A_FEW_DAYS, A_QUARTER, EIGHT_MONTHS = timedelta(days=3), timedelta(days=92), timedelta(days=240)
_OFF_TRACK = frozenset({Rag.RED, Rag.AMBER})


class _Said(NamedTuple):
    """A time that a commentary gives, with its words, and whether a step on the way is taken then."""

    time: TimeSaid
    words: str
    is_step: bool


@rule(
    "MC46",
    Severity.QUERY,
    'Back to green by is {green}, but the Commentary says "{words}", which is later.',
    "Give the day by which what is to bring it back will have done so, or correct the Commentary.",
)
def green_before_the_steps_to_it(programme: Programme) -> Iterator[Hit]:
    """A row is back to green once what its Commentary tells of has been done, and not before.

    A day that comes first is one that a board will see missed. Asked of KPIs and of milestones that are reported Red or
    Amber and are still to be back: where the Commentary says by when they will be, or somebody starts, and that is more
    than three days later; or where it names steps to come, and all times that it gives are later. Of a milestone only
    where its forecast is later too, and no new plan is to be agreed.

    **Fails**

    KPIs:
    | ID | Reported RAG | Back to green by | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Red | <11 Dec 2026> | Posts out to advert, interviews on 15 December, starters by 30 April. |
    | TRN-K02 | Amber | <31 Dec 2026> | Interviews 15 December, starters by 30 April would take us to 2. |
    | TRN-K03 | Amber | <31 Jan 2027> | A weekly panel from January; we expect to be back at 142 by the end of June. |
    | TRN-K04 | Red | <18 Dec 2026> | 90% in October. Two reserve vehicles from 4 January 2027. |
    | TRN-K05 | Red | <18 Dec 2026> | We will be back on track by 30 April 2027. |

    Milestones:
    | ID | Reported RAG | Baseline date | Forecast date | Back to green by | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Red | 4 Dec 2026 | 22 Jan 2027 | <18 Dec 2026> | Late. Comments by 20 January, agreed 22 January. |

    **Passes**

    KPIs:
    | ID | Reported RAG | Back to green by | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Red | 30 Apr 2027 | Posts out to advert, interviews on 15 December, starters by 30 April. |
    | TRN-K02 | Amber | 18 Dec 2026 | Both posts filled from 30 November; training from January is for new staff. |
    | TRN-K03 | Amber | 30 Jun 2027 | A weekly panel from January; we expect to be back at 142 by the end of June. |
    | TRN-K04 | Red | 31 Jan 2027 | 90% in October. Two reserve vehicles from 4 January 2027. |
    | TRN-K05 | Red | 18 Dec 2026 | From September all requests go to a panel. The next census is in January. |
    | TRN-K06 | Green | 18 Dec 2026 | Two more vehicles from 4 January 2027. |
    | TRN-K07 | Red | 18 Dec 2026 | It was on track by 30 April. |

    Milestones:
    | ID | Reported RAG | Baseline date | Forecast date | Back to green by | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Red | 4 Dec 2026 | 22 Jan 2027 | 22 Jan 2027 | Late. Comments by 20 January, agreed 22 January. |
    | TRN-M02 | Red | 4 Dec 2026 | 22 Jan 2027 | 18 Dec 2026 | Change request goes to the board. Agreed 22 January. |
    | TRN-M03 | Red | 4 Dec 2026 | 18 Dec 2026 | 18 Dec 2026 | Agreed 18 December, in use from 4 January. |
    """
    rows: list[Milestone | Kpi] = [one for one in programme.each(Milestone) if not has_ended(programme, one)]
    rows += [one for one in programme.each(Kpi) if is_active(programme, one)]
    for row in rows:
        green, as_at, text = row.back_to_green, programme.as_at(row), row.commentary or ""
        if green is None or as_at is None or green <= as_at or row.reported not in _OFF_TRACK:
            continue
        if isinstance(row, Milestone) and (row.forecast is None or row.forecast <= green or _NEW_PLAN.search(text)):
            continue
        calendar = programme.of(row).all(CalendarEntry) if may_name_a_time(text, as_at, as_at) else None
        words = None if calendar is None else _later_words(text, as_at, green, calendar)
        if words:
            yield hit(row.at("back_to_green"), Related(row.at("commentary"), "the words"), green=green, words=words)


def _later_words(text: str, as_at: date, green: date, calendar: Sequence[CalendarEntry]) -> str:
    """The words by which a commentary puts the way back to green after a day; none where it does not."""
    for found in _BROUGHT.finditer(text):
        time, clause = time_matched(found, as_at, calendar), _clause(text, found.end())
        soon = time and time.first - as_at <= EIGHT_MONTHS
        if time and soon and time.first > green + A_FEW_DAYS and _TO_COME.search(clause) and not _DOUBT.search(clause):
            return found[0].strip()
    said = list(_times(text, as_at, calendar))
    steps = [one for one in said if one.is_step]
    return steps[0].words if steps and all(one.time.first > green + A_FEW_DAYS for one in said) else ""


def _times(text: str, as_at: date, calendar: Sequence[CalendarEntry]) -> Iterator[_Said]:
    """The times to come that a text gives; a month without a year only where it is one of the next three."""
    for found in _ANY_TIME.finditer(text):
        time, clause = time_matched(found, as_at, calendar), _clause(text, found.start())
        is_bare = found["named"] and not found["of"]
        if time and time.last > as_at and not (is_bare and time.first - as_at > A_QUARTER):
            step = _STEP.search(clause)
            words = (step[0] if step else "") + found[0]
            yield _Said(time, words.strip(), is_step=step is not None and not _DOUBT.search(clause))


def _clause(text: str, end: int) -> str:
    """What stands before a place of a text in its sentence."""
    first = max(text.rfind(stop, 0, end) for stop in (". ", "; ", ": ", ", "))
    return text[first + 1 : end]
