"""Days that none of their fellows has: a figure within a quarter, a risk long before its work, a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.figures import Dated, series
from xl_send.analysis.misplaced.period_ends import misplaced_period_ends
from xl_send.analysis.words.reasons import tells_of_its_day
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.rules.slips.sorted_apart import FOLLOW_VALUES
from xl_send.workbook.days import ends_a_month, years_later
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Frequency
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

FEWEST = 2
QUARTER_ENDS, A_QUARTER = frozenset({3, 6, 9, 12}), 80
LONG_BEFORE, BEFORE = timedelta(days=200), timedelta(days=60)


@rule(
    "AC35",
    Severity.QUERY,
    "This figure is for {day}, within a quarter; {number} others of {id} are for the ends of quarters.",
    "Check the month of Period end. If it is for that day, say in its Note what the day is, or explain this finding.",
    brings={"KP34": Reach.WORKBOOK, "AC12": Reach.ROW},
)
def day_unlike_its_fellows(programme: Programme) -> Iterator[Hit]:
    """A KPI's figures are for days of one kind.

    A quarterly figure for the end of August was dated in the wrong month, and is held against what was expected before.
    Asked of quarterly figures where all others are for the last days of quarters. The day of the return and that of the
    baseline are the KPI's own, a school year ends with July or August, a Definition may say that it is counted on a
    school day, the latest figure may be an early look at the quarter after the last, and a Note may say what the day
    is.

    **Fails**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | Quarterly |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Mar 2026 | 110 |
    | TRN-K01 | 30 Jun 2026 | 112 |
    | TRN-K01 | <28 Aug 2026> | 115 |

    **Passes**

    KPIs:
    | ID | Frequency | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | Quarterly | 31 Mar 2026 |
    | TRN-K02 | Quarterly | 31 Jan 2026 |
    | TRN-K03 | Quarterly | 30 Apr 2026 |
    | TRN-K04 | Quarterly | 31 Mar 2026 |
    | TRN-K06 | Quarterly | 30 Jun 2026 |

    north.xlsx KPIs:
    | ID | Frequency |
    | --- | --- |
    | NOR-K01 | Quarterly |

    north.xlsx Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | NOR-K01 | 30 Jun 2026 | 64 | |
    | NOR-K01 | 30 Sep 2026 | 61 | |
    | NOR-K01 | 31 Oct 2026 | 58 | Run early for the Board |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K03 | 30 Apr 2026 | 64 |
    | TRN-K03 | 30 Jun 2026 | 61 |
    | TRN-K03 | 30 Sep 2026 | 58 |
    | TRN-K04 | 30 Jun 2026 | 64 |
    | TRN-K04 | 30 Sep 2026 | 61 |
    | TRN-K04 | 31 Oct 2026 | 58 |
    | TRN-K01 | 31 Mar 2026 | 110 |
    | TRN-K01 | 30 Jun 2026 | 112 |
    | TRN-K01 | 30 Sep 2026 | 115 |
    | TRN-K02 | 31 Jan 2026 | 110 |
    | TRN-K02 | 30 Apr 2026 | 112 |
    | TRN-K02 | 31 Jul 2026 | 115 |
    | TRN-K06 | 30 Jun 2026 | 112 |
    | TRN-K06 | 30 Sep 2026 | 115 |
    | TRN-K06 | 13 Nov 2026 | 115 |
    """
    for kpi, actuals in series(programme).items():
        if kpi.frequency is not Frequency.QUARTERLY or len(actuals) <= FEWEST:
            continue
        own = {programme.as_at(kpi), kpi.baseline_date}
        odd = [item for item in actuals if not _ends_a_quarter(item.day) and item.day not in own]
        odd = [item for item in odd if not (ends_a_month(item.day) and item.day.month in {7, 8})]
        number = sum(_ends_a_quarter(item.day) for item in actuals)
        alone = len(odd) == 1 and number >= FEWEST and not _is_an_early_look(odd[0], actuals)
        if alone and not tells_of_its_day(odd[0].row.note) and not _SCHOOL_DAY.search(kpi.definition or ""):
            yield hit(odd[0].row.at("period_end"), day=odd[0].day, number=number, id=kpi.id)


_SCHOOL_DAY = Pattern(r"(?i)\b(?:last|first) (?:school )?day of (?:the )?(?:term|half[- ]term)|\bschool days?\b")


def _is_an_early_look(figure: Dated, actuals: Sequence[Dated]) -> bool:
    """Whether a figure is the latest, for a month of the quarter after the one before it."""
    before = actuals[-2].day
    return figure is actuals[-1] and ends_a_month(figure.day) and (figure.day - before).days < A_QUARTER


def _ends_a_quarter(day: date) -> bool:
    return day.month in QUARTER_ENDS and ends_a_month(day)


@rule(
    "RK36",
    Severity.QUERY,
    "Raised is {day}, {days} days before {code} starts, {starts}.",
    "Check the year. If the risk was carried over from earlier work, say so under Learned from.",
    brings={"RK41": Reach.WORKBOOK},
)
def raised_long_before_its_workstream(programme: Programme) -> Iterator[Hit]:
    """Risks are raised before changes begin, and one after the other.

    A year mistyped makes a register look older, and its risks long ignored. Asked where a risk was raised two months
    before its workstream and more, and one that is numbered before it most of a year after it. Several that are so old
    were carried over.

    **Fails**

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | 6 Apr 2026 |
    | TRN-R02 | <4 Aug 2025> |

    Workstreams:
    | Code | Starts |
    | --- | --- |
    | TRN | 5 Jan 2026 |

    **Passes**

    Risks:
    | ID | Raised | Learned from |
    | --- | --- | --- |
    | TRN-R01 | 13 Oct 2025 | |
    | TRN-R02 | 13 Apr 2025 | Outreach trial |

    Workstreams:
    | Code | Starts |
    | --- | --- |
    | TRN | 5 Jan 2026 |

    **Passes**

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | 13 Apr 2025 |
    | TRN-R02 | 12 Jan 2026 |

    Workstreams:
    | Code | Starts |
    | --- | --- |
    | TRN | 5 Jan 2026 |
    """
    early = (risk for risk in open_risks(programme) if _is_long_before(programme, risk))
    old = [risk for risk in early if _is_late(programme, risk)]
    for risk in old:
        stream = programme.streams.get(risk.workstream)
        alone = [one.workstream for one in old].count(risk.workstream) == 1
        if stream and stream.starts and risk.raised and alone and not risk.learned_from:
            days, related = (stream.starts - risk.raised).days, Related(stream.at("starts"), "its start")
            yield hit(risk.at("raised"), related, day=risk.raised, days=days, code=stream.code, starts=stream.starts)


def _is_late(programme: Programme, risk: Risk) -> bool:
    """Whether a risk that is numbered before another of its workstream was raised long after it."""
    return any(
        other.workstream == risk.workstream and other.id < risk.id and other.raised - risk.raised > LONG_BEFORE
        for other in programme.each(Risk)
        if other.raised and risk.raised
    )


def _is_long_before(programme: Programme, risk: Risk) -> bool:
    stream = programme.streams.get(risk.workstream)
    return bool(stream and stream.starts and risk.raised and stream.starts - risk.raised > BEFORE)


_FOLLOW_PERIOD_ENDS = ("RF02", "KP34", "KP51", "KP53", "KP85", "AC11", "AC12", "AC13", "AC35")


@rule(
    "RF55",
    Severity.ERROR,
    "Period end stands in order of date over all {number} rows, whatever their KPI, and {twice} are there twice: it "
    "was sorted by itself.",
    "Undo the sort, or copy the column from the file before. Then sort whole rows only.",
    brings=dict.fromkeys((*FOLLOW_VALUES, *_FOLLOW_PERIOD_ENDS), Reach.WORKBOOK),
)
def period_ends_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """The day of a figure stays with it when a sheet is sorted.

    Sorted by themselves the days give one KPI two figures for one day, and another none. Told where the rows of each
    KPI stand together, the days go up over all of them, or down, and two KPIs and more have one day twice.

    **Fails**

    Actuals:
    | KPI | <Period end> | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 31 |
    | TRN-K01 | 31 Aug 2026 | 46 |
    | TRN-K02 | 31 Aug 2026 | 110 |
    | TRN-K02 | 30 Sep 2026 | 112 |
    | TRN-K03 | 30 Sep 2026 | 70 |
    | TRN-K03 | 30 Sep 2026 | 72 |

    **Passes**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 31 |
    | TRN-K02 | 31 Aug 2026 | 110 |
    | TRN-K03 | 31 Aug 2026 | 70 |
    | TRN-K01 | 30 Sep 2026 | 46 |
    | TRN-K02 | 30 Sep 2026 | 112 |
    | TRN-K02 | 30 Sep 2026 | 112 |
    """
    for submission in programme.submissions:
        found = misplaced_period_ends(submission)
        if found is not None:
            yield hit(found.heading, number=found.rows, twice=f"days of {found.twice} KPIs")


@rule(
    "GV09",
    Severity.QUERY,
    "{day} stands between {before} and {after} in the list of {forum}: the year seems to be wrong.",
    "Was {meant} meant? A meeting of another year is missing from the plan of decisions.",
    brings=dict.fromkeys(("GV01", "GV02", "GV04", "GV05", "GV06", "GV11", "GV12", "WB23"), Reach.ROW),
)
def meeting_of_another_year(programme: Programme) -> Iterator[Hit]:
    """The meetings of a forum that are listed in order are all of the years that are meant.

    In January the old year is typed, and a decision seems to wait for the meeting after. Asked of a meeting that stands
    out of the order of those above and below it, of the same forum, and in another year would stand between them.

    **Fails**

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | <28 Jan 2026> | 20 Jan 2026 |
    | Programme Board | 18 Mar 2027 | 10 Mar 2027 |
    | Programme Board | <22 Apr 2028> | 14 Apr 2027 |
    | Programme Board | 15 Jul 2027 | 7 Jul 2027 |

    **Passes**

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Programme Board | 19 Nov 2026 | 11 Nov 2026 |
    | Programme Board | 18 Mar 2027 | 10 Mar 2027 |
    | Cabinet | 28 Jan 2026 | 20 Jan 2026 |
    | Programme Board | 22 Apr 2027 | 14 Apr 2027 |
    """
    for submission in programme.submissions:
        rows = submission.all(Meeting)
        for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
            if above.day < row.day < below.day or len({name_key(one.forum) for one in (above, row, below)}) > 1:
                continue
            shifted = (years_later(row.day, years) for years in (1, -1))
            meant = next((day for day in shifted if above.day < day < below.day), None)
            if meant:
                words = {"day": row.day, "before": above.day, "after": below.day, "meant": meant}
                yield hit(row.at("day"), severity=None, forum=row.forum, **words)
