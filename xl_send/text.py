"""Values as people write them: numbers in full, money, percentages, dates, days."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from xl_send import words
from xl_send.workbook.cells import CellError, Percentage, Value
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit


def working_days(number: int) -> str:
    """So many working days: 1 working day, 18 working days."""
    return words.counted(number, "working day")


def days(number: int) -> str:
    """So many days: 1 day, 74 days."""
    return words.counted(number, "day")


# From here on a float no longer holds the pence; beyond the second, digits tell nobody anything.
_LARGEST, _UNTELLABLE = 1e15, 1e21
_NEARLY_NOTHING = 1e-12
# As many digits as a workbook keeps of a number.
_DIGITS = 15
# How much of a cell is quoted in a sentence.
_FITS = 60


def as_text(value: object) -> str:
    """A value as people write it: 1,234,567 and 45% and 13 November 2026 and Yes and A, B; nothing stays nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{say(value)} {value:%H:%M}" if isinstance(value, datetime) else say(value)
    if isinstance(value, bool | int | float):
        return _number_as_text(value)
    if isinstance(value, CellError):
        return value.text
    if type(value) is tuple:  # a list in one cell, not a record of several values
        return ", ".join(map(as_text, value))
    return str(value)


def _number_as_text(value: float) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{exact(value * 100)}%" if isinstance(value, Percentage) else exact(value)


def as_seen(raw: Value) -> str:
    """A raw value as a person sees it in the cell, 1234567 and 45% and TRUE, cut to a length that fits a sentence."""
    if isinstance(raw, bool):
        text = str(raw).upper()
    elif isinstance(raw, int | float) and not isinstance(raw, Percentage):
        text = bare(raw)
    else:
        text = as_text(raw)
    text = " ".join(text.split())
    return text if len(text) <= _FITS else f"{text[: _FITS - 3]}..."


def exact(number: float) -> str:
    """A number with every digit that a workbook keeps, with commas between thousands: 1,234,567.125."""
    return _in_digits(number, ",f")


def bare(number: float) -> str:
    """The same without commas, as it stands in a cell: 1234567.125."""
    return _in_digits(number, "f")


def _in_digits(number: float, form: str) -> str:
    if not isfinite(number):
        return "no number"
    if abs(number) >= _UNTELLABLE:
        return f"{'minus ' if number < 0 else ''}a number of {len(str(int(abs(Decimal(number)))))} digits"
    if 0 < abs(number) < _NEARLY_NOTHING:
        return "nearly 0"
    digits = format(Decimal(f"{number:.{_DIGITS}g}") + 0, form)
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def rounded(number: float) -> str:
    """A number to two decimals, without needless ones, with commas between thousands: 1,240 or 3.25."""
    if not abs(number) < _LARGEST:
        return exact(number)
    near = round(number, 2) or 0.0
    return f"{near:,.0f}" if near == int(near) else f"{near:,.2f}".rstrip("0")


def pounds(number: float) -> str:
    """An amount of money: £1,200, or -£1,200.50 where there are pence."""
    amount = rounded(abs(number))
    whole, _, pence = amount.partition(".")
    sign = "-" if number < 0 and amount != "0" else ""
    return f"{sign}£{whole}.{pence:0<2}" if pence else f"{sign}£{whole}"


def share(number: float) -> str:
    """A share as a percentage: 0.61 is 61%."""
    return f"{rounded(number * 100)}%"


def figure(number: float, unit: Unit) -> str:
    """A KPI's figure in its own unit: 61%, £1,200, 12 days, 110."""
    if unit is Unit.PERCENT:
        return share(number)
    if unit is Unit.POUNDS:
        return pounds(number)
    return rounded(number) + (" days" if unit is Unit.DAYS and number != 1 else " day" if unit is Unit.DAYS else "")


def gap(number: float, unit: Unit) -> str:
    """The distance between two figures of a KPI; between percentages it is in points: 14 points."""
    if unit is Unit.PERCENT:
        points = rounded(number * 100)
        return f"{points} point{'' if points == '1' else 's'}"
    return figure(number, unit)
