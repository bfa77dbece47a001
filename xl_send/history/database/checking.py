"""Every board of a history held against its seals, one by one, so that the others can still be used."""

from __future__ import annotations

from xl_send.history.database.books import codes_by_workbook, contents_believed
from xl_send.history.database.opening import reading
from xl_send.history.database.periods import periods
from xl_send.history.database.seals import COLOURS, RETURNS, is_sound
from xl_send.history.kept import CheckedPeriod
from xl_send.history.locations import HistoryPlace


def checked_periods(place: HistoryPlace) -> tuple[CheckedPeriod, ...]:
    """Every period, with what in it is not as it was kept. Raises `HistoryError` where the whole cannot be believed."""
    found = []
    with reading(place) as connection:
        for period in periods(connection):
            codes = codes_by_workbook(connection, period.number)
            damaged = [
                f"{row.file} ({' '.join(codes.get(row.id, ())) or 'no workstream'})"
                for row, is_believed in contents_believed(connection, period.number)
                if not is_believed
            ]
            if not is_sound(connection, period.number, RETURNS):
                damaged.append("the list of its workbooks")
            if not is_sound(connection, period.number, COLOURS):
                damaged.append("the colours that were told")
            found.append(CheckedPeriod(period, tuple(damaged)))
    return tuple(found)
