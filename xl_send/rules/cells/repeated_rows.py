"""Rows that say twice what may be said once: two figures for one KPI and period, two meetings on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import listed
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.submissions import Programme


@rule(
    "RF02",
    Severity.ERROR,
    "The same {columns} already stand in row {row}.",
    "Keep one of the two rows, or correct {last}.",
)
def row_given_twice(programme: Programme) -> Iterator[Hit]:
    """What makes a row one of a kind stands once: a KPI at a milestone, its figure for a period end.

    Of two figures for one thing nobody can tell which holds.

    **Fails**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | <TRN-K01> | 31 Oct 2026 | 112 |

    **Passes**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 110 |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | TRN-K01 |
    """
    for submission in programme.submissions:
        for record, found in submission.records.items():
            names = record.SHEET.unique
            if len(names) > 1:
                titles = [columns_by_name(record)[name].title for name in names]
                first: dict[object, Record] = {}
                key_of = _key_of(record)
                for item in found:
                    known = first.setdefault(key_of(item), item)
                    if known is not item:
                        other = Related(known.at(names[0]), "stands here first")
                        yield hit(item.at(names[0]), other, columns=listed(titles), last=titles[-1], row=known.row)


def _key_of(record: type[Record]) -> Callable[[Record], object]:
    """What tells one row from another: its ids as they stand; names of a setting without regard to case."""
    parts: Callable[[Record], tuple[object, ...]] = attrgetter(*record.SHEET.unique)
    if not record.SHEET.setting:
        return parts
    return lambda item: tuple(part.casefold() if isinstance(part, str) else part for part in parts(item))
