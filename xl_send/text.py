"""Numbers as people say them: working days, percentages, pounds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from xl_send.workbook.sheets.choices import Unit


def working_days(number: int) -> str:
    """So many working days: 1 working day, 18 working days."""
    return f"{number} working day{'' if number == 1 else 's'}"


def days(number: int) -> str:
    """So many days: 1 day, 74 days."""
    return f"{number} day{'' if number == 1 else 's'}"


# Beyond this a number's digits tell nobody anything, and a float no longer holds its pence.
_LARGEST = 1e15


def plain(number: float) -> str:
    """A number without needless decimals, with commas between thousands: 1,240 or 3.25."""
    if not abs(number) < _LARGEST:
        return f"{number:.3g}"
    rounded = round(number, 2) or 0.0
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.2f}".rstrip("0")


def pounds(number: float) -> str:
    """An amount of money: £1,200, or -£1,200.50 where there are pence."""
    amount = plain(abs(number))
    whole, _, pence = amount.partition(".")
    sign = "-" if number < 0 and amount != "0" else ""
    return f"{sign}£{whole}.{pence:0<2}" if pence else f"{sign}£{whole}"


def share(number: float) -> str:
    """A share as a percentage: 0.61 is 61%."""
    return f"{plain(number * 100)}%"


def figure(number: float, unit: Unit) -> str:
    """A KPI's figure in its own unit: 61%, £1,200, 12 days, 110."""
    if unit is Unit.PERCENT:
        return share(number)
    if unit is Unit.POUNDS:
        return pounds(number)
    return plain(number) + (" days" if unit is Unit.DAYS and number != 1 else " day" if unit is Unit.DAYS else "")


def gap(number: float, unit: Unit) -> str:
    """The distance between two figures of a KPI; between percentages it is in points: 14 points."""
    if unit is Unit.PERCENT:
        points = plain(number * 100)
        return f"{points} point{'' if points == '1' else 's'}"
    return figure(number, unit)


def listed(names: Sequence[str], conjunction: str = "and") -> str:
    """Names in a sentence: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def file_name(workbook: str) -> str:
    """The name of a workbook without its folders, whichever way their slashes lean."""
    return PureWindowsPath(workbook).name or workbook
