"""The half-term in which a day falls, by the council's own Calendar."""

from __future__ import annotations

from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.xlsx.formulas.syntax import NOTHING, Whole, last_where, unless_error, when, word, words

CALENDAR = Whole(CalendarEntry)


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
