"""Days by the council's own Calendar: working days between dates, and the half-term in which a day falls."""

from __future__ import annotations

from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.xlsx.formulas.syntax import NOTHING, Whole, last_where, smallest, unless_error, when, word, words
from xl_send.xlsx.write.validations import NON_WORKING_NAME

CALENDAR = Whole(CalendarEntry)
# A Sunday: a day that is a holiday anyhow, for cells that have no closure day to show.
NO_DAY = 1
# Later than any date that a cell can hold.
FAR_OFF = 9_000_000


def days_after(start: str, end: str) -> str:
    """Working days after one date up to another, without bank holidays and closures; none where it is not later."""
    return when(f"{end}>{start}", _days(start, end), "0")


def days_between(start: str, end: str) -> str:
    """Working days from one date to another, negative where the other is the earlier."""
    return when(f"{end}>{start}", _days(start, end), when(f"{end}<{start}", f"-{_days(end, start)}", "0"))


def _days(earlier: str, later: str) -> str:
    """The later day counts, the earlier does not."""
    return f"NETWORKDAYS({earlier}+1,{later},{NON_WORKING_NAME})"


def next_closure(before: str) -> str:
    """The first closure day after another. An entry that ends before it starts is passed over."""
    starts, ends = CALENDAR["starts"], CALENDAR["ends"]
    day = f"({starts}+{before}+1+ABS({starts}-{before}-1))/2"
    closure = f"({CALENDAR['kind']}={word(CalendarKind.CLOSURE)})"
    return unless_error(smallest(day, f"{closure}*({ends}>{before})*({starts}<={ends})"), str(FAR_OFF))


def non_working(closure: str, holidays: str) -> str:
    """A closure day, unless there is none or it is a bank holiday as well, so that none counts twice."""
    return when(f"OR({closure}>={FAR_OFF},COUNTIF({holidays},{closure})>0)", str(NO_DAY), closure)


def half_term_of(day: str) -> str:
    """Autumn 1 or Autumn 2; nothing in a break or outside the terms, the season alone in a term without a break."""
    starts, ends = CALENDAR["starts"], CALENDAR["ends"]
    in_break = _breaks(f'{starts},"<="&{day},{ends},">="&{day}')
    within = f'{starts},">="&{_of_term("starts", day)},{starts},"<="&{_of_term("ends", day)}'
    before = _breaks(f'{within},{starts},"<"&{day}')
    number = when(f"{_breaks(within)}=0", NOTHING, f'" "&1+{before}')
    return when(f"{in_break}>0", NOTHING, f"{_season(day)}&{number}")


def _breaks(criteria: str) -> str:
    """How many half-term breaks meet these criteria."""
    return f"COUNTIFS({CALENDAR['kind']},{word(CalendarKind.HALF_TERM)},{criteria})"


def _of_term(name: str, day: str) -> str:
    """A cell of the term in which the day lies; an error where it lies in none."""
    term = f"({CALENDAR['kind']}={word(CalendarKind.TERM)})"
    return last_where(f"{term}*({CALENDAR['starts']}<={day})*({CALENDAR['ends']}>={day})", CALENDAR[name])


def _season(day: str) -> str:
    """By the term's name, else by the month in which it starts."""
    seasons = words("Summer", "Spring", "Autumn")
    month = f"MONTH({_of_term('starts', day)})"
    by_month = when(f"{month}>=8", word("Autumn"), when(f"{month}<=3", word("Spring"), word("Summer")))
    return unless_error(f"LOOKUP(2,1/SEARCH({seasons},{_of_term('name', day)}),{seasons})", by_month)
