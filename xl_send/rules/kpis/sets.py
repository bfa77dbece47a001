"""Whether the KPIs of a workstream, and what is expected of them, together make a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, expectations, points, series
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.dates import PERIOD
from xl_send.rules.kpis.expectations.milestones import dating
from xl_send.rules.kpis.links import without_outcome
from xl_send.workbook.sheets.choices import Better, Indicator
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.submissions import Programme

# So many of one return are told together.
MANY = 3


@rule(
    "KP41",
    Severity.ADVICE,
    "{code} has {number} rated KPIs and all of them are leading.",
    "Add a lagging KPI that shows the outcome the work is for.",
)
def no_lagging_kpi(programme: Programme) -> Iterator[Hit]:
    """A workstream with several rated KPIs has a lagging one among them, or leads to one elsewhere.

    Leading figures show that the work is taking hold, not that it makes a difference.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    KPIs:
    | ID | Type |
    | --- | --- |
    | TRN-K01 | Leading |
    | TRN-K02 | Leading |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |
    | STA |
    | WFD |

    KPIs:
    | ID | Workstream | Type | Leads to |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN | Leading | |
    | TRN-K02 | TRN | Lagging | |
    | OUT-K01 | OUT | Leading | |
    | STA-K01 | STA | Leading | |
    | STA-K02 | STA | Leading | TRN-K02 |
    | WFD-K01 | WFD | Leading | EHP-K01 |
    | WFD-K02 | WFD | Leading | |
    """
    for stream, found in without_outcome(programme):
        yield hit(stream.at("code"), code=stream.code, number=len(found))


@rule(
    "KP43",
    Severity.ADVICE,
    "{id} gives no early warning of {to}: its first figure is expected on {day}, the last of {to} on {other}.",
    "Say what you expect of {id} at an earlier milestone, so that there is time to act on it.",
)
def leading_kpi_expected_no_earlier(programme: Programme) -> Iterator[Hit]:
    """Something is expected of a leading KPI before the last day on which something is of the lagging KPI it leads to.

    It can warn of nothing if it is first looked at when the outcome is settled: on the day of the target, or of the
    last expectation where that is later.

    **Fails**

    KPIs:
    | ID | Type | Leads to | Target date |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 | 31 Jul 2027 |
    | TRN-K02 | Lagging | | 26 Feb 2027 |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | <26 Feb 2027> |
    | TRN-K02 | 11 Dec 2026 |

    **Passes**

    KPIs:
    | ID | Type | Leads to | Target date |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 | 31 Jul 2027 |
    | TRN-K02 | Lagging | | 31 Jul 2027 |
    | TRN-K03 | Leading | TRN-K04 | 31 Jul 2027 |
    | TRN-K04 | Lagging | | 31 Jul 2027 |
    | TRN-K05 | Leading | TRN-K06 | 31 Jul 2027 |
    | TRN-K06 | Lagging | | 31 Oct 2026 |
    | TRN-K07 | Leading | TRN-K01 | 31 Jul 2027 |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | 11 Dec 2026 |
    | TRN-K02 | 11 Dec 2026 |
    | TRN-K03 | 30 Jul 2027 |
    | TRN-K04 | 13 Nov 2026 |
    | TRN-K05 | 11 Dec 2026 |
    | TRN-K07 | 11 Dec 2026 |
    """
    expected = _fully_expected(programme)
    for kpi, own in expected.items():
        to = programme.kpis.get(kpi.leads_to or "")
        if kpi.type is not Indicator.LEADING or to is None or to.type is not Indicator.LAGGING:
            continue
        if kpi.better is Better.CONTEXT or not (is_active(programme, kpi) and is_active(programme, to)):
            continue
        settled = _last_day(programme, to, expected.get(to, ()))
        if settled and own[0].day >= settled:
            related = Related(kpi.at("leads_to"), "what it leads to")
            yield hit(dating(own[0]), related, id=kpi.id, to=to.id, day=own[0].day, other=settled)


def _fully_expected(programme: Programme) -> Mapping[Kpi, list[Dated]]:
    """The expectations of each KPI in order of date, where every one could be read, dated and compared."""
    given = Counter(kpi for kpi, _, _ in expectations(programme))
    return {
        kpi: dated
        for kpi, dated in points(programme).items()
        if len(dated) == given[kpi] and programme.of(kpi).whole(Expectation)
    }


def _last_day(programme: Programme, kpi: Kpi, expected: Sequence[Dated]) -> date | None:
    """The last day on which something is expected of a KPI, its target among them, if that is still to come."""
    as_at = programme.as_at(kpi)
    days = [dated.day for dated in expected] + ([kpi.target_date] if kpi.target_date else [])
    return max((day for day in days if as_at and day > as_at), default=None)


@rule(
    "KP01",
    Severity.ERROR,
    "Nothing is expected of {id} at any milestone, so it gets no colour.{others}",
    "Add rows to the Expectations sheet: where should it be at each milestone? Or choose Context only.",
)
def nothing_expected(programme: Programme) -> Iterator[Hit]:
    """Something is expected of a rated KPI at one milestone or more.

    A KPI is judged against what was expected by now, never against the final target alone. Nothing is said while a row
    of the Expectations sheet cannot be read, nor before the workstream starts, nor while the baseline is still to come
    and no figure is there: until then nobody can say what to expect. Nor is it of a KPI whose next figure after the
    baseline is its target, nor once the target date has passed. A return that expects nothing at all is told of once.

    **Fails**

    KPIs:
    | ID |
    | --- |
    | <TRN-K01> |
    | TRN-K02 |

    Expectations:
    | KPI |
    | --- |
    | TRN-K02 |

    **Fails**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due | Frequency |
    | --- | --- | --- | --- | --- |
    | <TRN-K01> | | | 13 Nov 2026 | Monthly |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 7 |

    **Passes**

    KPIs:
    | ID | Better when | State |
    | --- | --- | --- |
    | TRN-K01 | Context only | |
    | TRN-K02 | Higher | |
    | TRN-K03 | Lower | Paused |

    south.xlsx KPIs:
    | ID | Baseline | Baseline date | Baseline due | Frequency |
    | --- | --- | --- | --- | --- |
    | SOU-K01 | | | 13 Nov 2026 | Monthly |
    | SOU-K02 | 100 | 31 Jul 2026 | | Annual |

    north.xlsx Expectations:
    | KPI |
    | --- |
    | TRN-K02 |

    **Passes**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Expectations:
    | KPI | Expected |
    | --- | --- |
    | TRN-K01 | TBC |

    **Passes**

    Workstreams:
    | Code | Starts |
    | --- | --- |
    | TRN | 14 Nov 2026 |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    """
    expected = {row.kpi for row in programme.each(Expectation)}
    for submission in programme.submissions:
        if not submission.whole(Expectation):
            continue
        found = [kpi for kpi in submission.all(Kpi) if kpi.id not in expected and _is_to_be_expected(programme, kpi)]
        together = len(found) >= MANY and not submission.all(Expectation)
        others = f" Nor is anything of {len(found) - 1} others: Expectations is blank." if together else ""
        for kpi in found[:1] if together else found:
            yield hit(
                kpi.at("id"),
                *(Related(one.at("id"), one.id) for one in found[1:] if together),
                id=kpi.id,
                others=others,
            )


def _is_to_be_expected(programme: Programme, kpi: Kpi) -> bool:
    """Whether something could be expected of a KPI by now, before its target."""
    as_at, stream = programme.as_at(kpi), programme.streams.get(kpi.workstream)
    not_begun = stream and stream.starts and as_at and stream.starts > as_at
    due = kpi.baseline_due if kpi.baseline is None else None
    waits = due and as_at and due >= as_at and not series(programme).get(kpi)
    start, end = kpi.baseline_date, kpi.target_date
    is_next = start and end and timedelta() < end - start <= timedelta(days=PERIOD[kpi.frequency] + 7)
    is_over = start and end and as_at and start < end < as_at
    rated = kpi.better is not Better.CONTEXT and is_active(programme, kpi)
    return rated and not (not_begun or waits or is_next or is_over)
