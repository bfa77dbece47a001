"""The formulas of the timeline of key milestones over half-terms, and what each comes to, as the engine says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.calendar import Terms
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Submission
from xl_send.xlsx.formulas.calendar import CALENDAR, half_term_of
from xl_send.xlsx.formulas.names import AS_AT
from xl_send.xlsx.formulas.syntax import (
    NOTHING,
    Whole,
    column_title,
    every,
    first_case,
    largest,
    looked_up,
    smallest,
    unless_error,
    when,
    word,
)
from xl_send.xlsx.formulas.values import LiveValues

# How many half-terms it shows: the one before the as at date, that of the date, and those to come.
HALF_TERMS = 12
YES = ("Yes", "Y")
PLAN, LATER, SOONER = "plan", "→", "←"
MILESTONES = Whole(Milestone)
_TERM, _BREAK = (f"({CALENDAR['kind']}={word(kind)})" for kind in (CalendarKind.TERM, CalendarKind.HALF_TERM))
_AUGUST = 8


class MilestoneWay(NamedTuple):
    """One milestone: its id, name and colour, its days as planned and as expected, and its way between them."""

    id: str = ""
    name: str = ""
    rag: str = ""
    plan: date | str = ""
    expected: date | str = ""
    cells: Sequence[str] = ()


class YearView(NamedTuple):
    """The first days of the half-terms and that after the last of them, what they are called, and the milestones."""

    starts: Sequence[date | None]
    labels: Sequence[str]
    rows: Sequence[MilestoneWay]


def start_formula(before: str) -> str:
    """The first day of a half-term: that after the day `before`, else the day after the last term.

    Without a half-term before it, that before the half-term of the as at date.
    """
    begins = f"({_TERM}*{CALENDAR['starts']}+{_BREAK}*({CALENDAR['ends']}+1))"
    sound = f"(({_TERM}+{_BREAK})*({CALENDAR['starts']}>0)*({CALENDAR['ends']}>={CALENDAR['starts']}))"
    if before:
        over = f"({_TERM}*({CALENDAR['starts']}>0)*({CALENDAR['ends']}>={CALENDAR['starts']}))"
        after_all = largest(f"({CALENDAR['ends']}+1)", over)
        return unless_error(smallest(begins, f"{sound}*({begins}>{before})"), unless_error(after_all))
    now = largest(begins, f"{sound}*({begins}<={AS_AT})")
    earlier = largest(begins, f"{sound}*({begins}<{now})")
    return unless_error(earlier, unless_error(now, unless_error(smallest(begins, sound))))


def label_formula(start: str, end: str) -> str:
    """What a half-term is called, with its school year; nothing where the Calendar ends."""
    first = f"(YEAR({start})-(MONTH({start})<{_AUGUST}))"
    year = f'{first}&"-"&TEXT(MOD({first}+1,100),"00")'
    return unless_error(
        when(every(f"ISNUMBER({start})", f"{start}<{end}"), f"{half_term_of(start)}&CHAR(10)&{year}", NOTHING)
    )


def id_formula(number: int) -> str:
    """The id of the so manieth key milestone, counted from 1."""
    ids = MILESTONES["id"]
    place = f"(ROW({ids})-SUMPRODUCT(MIN(ROW({ids})))+1)"
    return unless_error(f"INDEX({ids},{smallest(place, _wanted(), number)})")


def _wanted() -> str:
    """Which rows of Milestones are key and have an id, each a 1."""
    is_key = "+".join(f"({MILESTONES['key']}={word(yes)})" for yes in YES)
    return f"(({is_key})*ISTEXT({MILESTONES['id']}))"


def row_formulas(own: str, plan: str) -> tuple[str, str, str, str]:
    """The name, the colour, the plan date and the expected date of the milestone whose id stands in a cell."""

    def of(name: str) -> str:
        return looked_up(MILESTONES[name], own, MILESTONES["id"])

    def given(name: str) -> str:
        return f"N({of(name)})>0"

    expected = first_case((given("actual"), of("actual")), (given("forecast"), of("forecast")), otherwise=plan)
    cells = (f'{of("name")}&""', of("rag"), of("plan"))
    name, rag, day = (unless_error(when(f"{own}={NOTHING}", NOTHING, cell)) for cell in cells)
    return name, rag, day, unless_error(when(f"{plan}={NOTHING}", NOTHING, expected))


def way_formula(row: Mapping[str, str], start: str, end: str) -> str:
    """What a half-term says of a milestone: expected or reached then, planned then, or on the way between them.

    Without a `start` it is all that comes before, without an `end` all that comes after.
    """
    plan, expected, rag = row["plan"], row["expected"], row["rag"]
    far = "d mmm" if start and end else "d mmm yyyy"
    colour = when(f"{rag}={NOTHING}", NOTHING, f'", "&{rag}')
    told = f'TEXT({expected},"{far}")&{colour}'
    cases = [(_within(expected, start, end), told), (_within(plan, start, end), f'"{PLAN} "&TEXT({plan},"{far}")')]
    if start and end:
        passed = (f"{start}<{end}", f"{plan}<{start}", f"{expected}>={end}")
        back = (f"{start}<{end}", f"{expected}<{start}", f"{plan}>={end}")
        cases += [(every(*passed), word(LATER)), (every(*back), word(SOONER))]
    return when(f"{expected}={NOTHING}", NOTHING, first_case(*cases, otherwise=NOTHING))


def _within(day: str, start: str, end: str) -> str:
    tests = [f"ISNUMBER({start or end})"]
    tests += [f"{day}>={start}"] if start else []
    tests += [f"{day}<{end}"] if end else []
    return every(*tests)


def more_formula(rows: int) -> str:
    """Says so where Milestones holds more key milestones than there are rows for."""
    many = f"SUMPRODUCT({_wanted()})"
    told = f'{many}-{rows}&" more key milestones stand on Milestones than there are rows here. Consolidate again."'
    return when(f"{many}>{rows}", told, NOTHING)


Values = Mapping[str, Value]


def year_view(submission: Submission, values: LiveValues, rows: Sequence[Values]) -> YearView:
    """What they come to. `rows` are what is typed on Milestones."""
    starts = _starts(submission.all(CalendarEntry), submission.as_at)
    terms = Terms.of(submission.all(CalendarEntry))
    labels = [_label(terms, start, end) for start, end in pairwise(starts)]
    live, first_of_id = values.get(Milestone, {}), dict[str, int]()
    for number, row in enumerate(rows, 2):
        first_of_id.setdefault(_text(row, "id").casefold(), number)
    told = []
    for row in rows:
        if _text(row, "key").casefold() in {yes.casefold() for yes in YES} and _text(row, "id"):
            number = first_of_id[_text(row, "id").casefold()]
            told.append(_row(_text(row, "id"), rows[number - 2], live.get(number, {}), starts))
    return YearView(starts, labels, told)


def _starts(calendar: Sequence[CalendarEntry], as_at: date | None) -> list[date | None]:
    sound = [row for row in calendar if row.starts <= row.ends]
    begins = {row.starts for row in sound if row.kind is CalendarKind.TERM}
    begins |= {row.ends + timedelta(1) for row in sound if row.kind is CalendarKind.HALF_TERM}
    over = max((row.ends + timedelta(1) for row in sound if row.kind is CalendarKind.TERM), default=None)
    past = sorted(day for day in begins if as_at and day <= as_at)
    at = past[-2] if len(past) > 1 else past[-1] if past else min(begins, default=None)
    found_days = [at]
    for _ in range(HALF_TERMS):
        at = min((day for day in begins if at and day > at), default=over)
        found_days.append(at)
    return found_days


def _label(terms: Terms, start: date | None, end: date | None) -> str:
    if not start or not end or start >= end:
        return ""
    first = start.year - (start.month < _AUGUST)
    return f"{terms.half_term_of(start)}\n{first}-{(first + 1) % 100:02}"


def _row(name: str, row: Values, live: Mapping[str, object], starts: Sequence[date | None]) -> MilestoneWay:
    plan, rag = live.get("plan"), str(live.get("rag") or "")
    if not isinstance(plan, date):
        return MilestoneWay(name, _text(row, "name"), rag, cells=[""] * (HALF_TERMS + 2))
    typed = (row.get(column_title(Milestone, field)) for field in ("actual", "forecast"))
    expected = next((day for day in typed if isinstance(day, date)), plan)
    spans = [(None, starts[0]), *pairwise(starts), (starts[-1], None)]
    return MilestoneWay(
        name, _text(row, "name"), rag, plan, expected, [_way(plan, expected, rag, *span) for span in spans]
    )


def _way(plan: date, expected: date, rag: str, start: date | None, end: date | None) -> str:
    if not start and not end:
        return ""
    for day, told in ((expected, "{}" + (f", {rag}" if rag else "")), (plan, f"{PLAN} {{}}")):
        if (not start or day >= start) and (not end or day < end):
            return told.format(f"{day.day} {day:%b}" if start and end else f"{day.day} {day:%b %Y}")
    if start and end and start < end:
        return LATER if plan < start and expected >= end else SOONER if expected < start and plan >= end else ""
    return ""


def _text(row: Values, name: str) -> str:
    value = row.get(column_title(Milestone, name))
    return value if isinstance(value, str) else ""
