"""The reporting period of a return, beside its As at and beside other returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.analysis.words.periods import PeriodDates, stretch_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme

# A return is filled in some weeks after its period has ended, or shortly before it begins.
_OF_ANOTHER_TIME = Pattern(
    r"(?i)\b(?:boards?|cabinet|forum|committee|meetings?|since|from|to date|onwards?|data|outturn)\b",
)
AFTER, BEFORE = timedelta(days=45), timedelta(days=14)
# Returns so many days apart may describe two reporting periods.
APART = 14
# Of two periods counted alike the longer is not so much longer: halves of a term differ by less.
OTHER_LENGTH = 1.4


@rule(
    "PR31",
    Severity.QUERY,
    'Reporting period is "{period}", but As at is {as_at}, {how}.',
    "Roll the one that was left standing on to this return: the period, or As at.",
    speaks_for=("PR32",),
)
def period_of_another_time(programme: Programme) -> Iterator[Hit]:
    """As at lies in the reporting period, or in the weeks after it.

    One of the two was left from the return before, and readers take the figures for those of another time. Asked where
    As at is more than 45 days after the end of the period, or more than 14 before its beginning. Periods are read as
    terms, halves of terms, months, and quarters of a financial year, with their year; not where the words are of a
    meeting, of data, or of all since a time.

    **Fails**

    Programme:
    | Reporting period | As at |
    | --- | --- |
    | <Summer 2 2026> | 13 Nov 2026 |

    **Fails**

    Programme:
    | Reporting period | As at |
    | --- | --- |
    | <January 2027> | 13 Nov 2026 |

    **Passes**

    Programme:
    | Reporting period | As at |
    | --- | --- |
    | Autumn 1 2026 | 15 Dec 2026 |

    **Passes**

    Programme:
    | Reporting period | As at |
    | --- | --- |
    | Q2 2026/27 | 14 Nov 2026 |

    **Passes**

    Programme:
    | Reporting period | As at |
    | --- | --- |
    | Report to December 2026 Board | 13 Nov 2026 |
    """
    for cover, stretch in _periods(programme):
        if cover.as_at is None or _OF_ANOTHER_TIME.search(cover.period or ""):
            continue
        ended, begins = cover.as_at > stretch.last + AFTER, cover.as_at < stretch.first - BEFORE
        if ended or begins:
            how = "long after it ended" if ended else "before it begins"
            related = Related(cover.at("as_at"), "As at")
            yield hit(cover.at("period"), related, period=cover.period, as_at=cover.as_at, how=how)


def _periods(programme: Programme) -> Iterator[tuple[Cover, PeriodDates]]:
    for submission in programme.submissions:
        stretch = stretch_of(submission.cover.period or "") if Cover in submission.seen else None
        if stretch:
            yield submission.cover, stretch


_NAMES_A_TIME = Pattern(
    rf"(?i)\b(?:{MONTH_NAMES}|autumn|spring|summer|winter|easter|christmas|terms?|half|ht|quarters?|q|year|month|first"
    r"|second|third|last|initial|baseline|return|report|board)\b"
)


@rule(
    "PR33",
    Severity.QUERY,
    'Reporting period is "{period}", which names no time.',
    "Say which period this return is for, such as Autumn 1 2026: returns are told apart by it.",
)
def period_without_a_time(programme: Programme) -> Iterator[Hit]:
    """The reporting period names a time.

    What slipped there from the row above says nothing of which return this is, and no old return is told from it.

    **Fails**

    Programme:
    | Reporting period |
    | --- |
    | <SEND Programme Manager> |

    **Passes**

    Programme:
    | Reporting period |
    | --- |
    | Second half of the autumn term |

    **Passes**

    Programme:
    | Reporting period |
    | --- |
    | Q3 |
    """
    for submission in programme.submissions:
        cover = submission.cover if Cover in submission.seen else None
        said = (cover.period or "") if cover else ""
        if cover and said and not (any(map(str.isdigit, said)) or _NAMES_A_TIME.search(said)):
            yield hit(cover.at("period"), period=cover.period)


@rule(
    "PR32",
    Severity.QUERY,
    'Reporting period is "{period}" here, and "{usual}" in most of the other workbooks.',
    "Ask for the return of the same period, or correct the period if this is it.",
)
def returns_of_different_periods(programme: Programme) -> Iterator[Hit]:
    """Workbooks that are read together are returns of one reporting period.

    An old return among new ones tells the board what was so a term ago. How the period is written makes no
    difference, nor do a half-term and its months, nor a quarter and a half-term in returns of about one day. Where no
    two are alike, the latest is taken for the period that is meant.

    **Fails**

    north.xlsx Programme:
    | Reporting period |
    | --- |
    | Autumn 2 2026 |

    south.xlsx Programme:
    | Reporting period |
    | --- |
    | <Autumn 1 2026> |

    west.xlsx Programme:
    | Reporting period |
    | --- |
    | autumn term 2 2026 |

    **Passes**

    north.xlsx Programme:
    | Reporting period |
    | --- |
    | Autumn 2 2026 |

    south.xlsx Programme:
    | Reporting period |
    | --- |
    | Autumn 2, 2026-27 |

    west.xlsx Programme:
    | Reporting period |
    | --- |
    | November to December 2026 |

    **Passes**

    north.xlsx Programme:
    | Reporting period |
    | --- |
    | Autumn 1 2026 |

    south.xlsx Programme:
    | Reporting period |
    | --- |
    | Autumn 1 2026 |

    west.xlsx Programme:
    | Reporting period |
    | --- |
    | Q2 2026-27 |
    """
    found = list(_periods(programme))
    counts = Counter(stretch for _, stretch in found)
    usual = max(counts, key=lambda stretch: (counts[stretch], stretch), default=None)
    beside = next((cover for cover, stretch in found if stretch == usual), None)
    said = beside.period if beside else ""
    for cover, stretch in found:
        if usual is not None and not (
            _is_about_the_same(stretch, usual) or _is_counted_otherwise(cover, beside, stretch, usual)
        ):
            yield hit(cover.at("period"), period=cover.period, usual=said)


def _is_about_the_same(one: PeriodDates, other: PeriodDates) -> bool:
    """Whether the shorter of two periods lies in the other for the most part."""
    both = (min(one.last, other.last) - max(one.first, other.first)).days + 1
    return both * 2 > min((period.last - period.first).days + 1 for period in (one, other))


def _is_counted_otherwise(cover: Cover, beside: Cover | None, stretch: PeriodDates, usual: PeriodDates) -> bool:
    """Whether two returns of about one day name it by periods of other lengths: a quarter and a half-term."""
    if beside is None or cover.as_at is None or beside.as_at is None:
        return False
    days = [(period.last - period.first).days + 1 for period in (stretch, usual)]
    near = abs(cover.as_at - beside.as_at) < timedelta(days=APART)
    of_now = stretch.first - BEFORE <= cover.as_at <= stretch.last + AFTER
    return near and of_now and max(days) > OTHER_LENGTH * min(days)
