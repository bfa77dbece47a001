"""Leading KPIs and the outcomes to which they lead: one does well and the other not, or there is none."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, restarted_between, series
from xl_send.findings import Related, Severity
from xl_send.rag.kpis.shortfalls import shortfall, tolerance
from xl_send.results import Status
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.links import rated_by_workstream
from xl_send.rules.reported import items_with
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import Better, Indicator
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

TWICE = 2


@rule(
    "KP73",
    Severity.QUERY,
    "{ids} {green}, but {to}, to which {lead}, has twice missed what was expected: {missed}.",
    "Ask whether the one truly leads to the other: the work may go well and still not make the difference.",
)
def outcome_missed_while_its_sign_is_green(programme: Programme) -> Iterator[Hit]:
    """Where a leading KPI does well, the outcome to which it leads follows.

    Missed once, the outcome may only need time; missed twice running by more than its tolerance, the reasoning behind
    the work is in doubt. The last two expectations that have passed are looked at. It is asked once of an outcome,
    and only where all that lead to it are Green: one that is off track explains the miss.

    **Fails**

    KPIs:
    | ID | Type | Leads to | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | <TRN-K02> | 31 Mar 2026 |
    | TRN-K02 | Lagging | | 31 Mar 2026 |
    | TRN-K03 | Leading | TRN-K02 | 31 Mar 2026 |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 17 Jul 2026 | | 17 Jul 2026 |
    | TRN-M02 | 9 Oct 2026 | | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 100 |
    | TRN-K02 | TRN-M01 | 150 |
    | TRN-K02 | TRN-M02 | 160 |
    | TRN-K03 | TRN-M01 | 100 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Jul 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |
    | TRN-K03 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | Type | Leads to | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 | 31 Mar 2026 |
    | TRN-K02 | Lagging | | 31 Mar 2026 |
    | TRN-K03 | Leading | TRN-K02 | 31 Mar 2026 |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 17 Jul 2026 | | 17 Jul 2026 |
    | TRN-M02 | 9 Oct 2026 | | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 100 |
    | TRN-K02 | TRN-M01 | 150 |
    | TRN-K02 | TRN-M02 | 160 |
    | TRN-K03 | TRN-M01 | 111 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Jul 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |
    | TRN-K03 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | Type | Leads to | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 | 31 Mar 2026 |
    | TRN-K02 | Lagging | | 31 Mar 2026 |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 17 Jul 2026 | | 17 Jul 2026 |
    | TRN-M02 | 9 Oct 2026 | | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 100 |
    | TRN-K02 | TRN-M01 | 110 |
    | TRN-K02 | TRN-M02 | 160 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Jul 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |
    """
    expected, actuals = points(programme), series(programme)
    for to, signs in _signs(programme).items():
        green = [kpi for kpi, status in signs if status is Status.GREEN]
        is_explained = any(status in (Status.AMBER, Status.RED) for _, status in signs)
        missed = _missed(programme, to, expected.get(to, ()), actuals.get(to, ()))
        if green and not is_explained and len(missed) == TWICE:
            yield _in_doubt(to, green, missed)


def _signs(programme: Programme) -> Mapping[Kpi, Sequence[tuple[Kpi, Status]]]:
    """Each rated outcome with the leading KPIs that lead to it, and their colours."""
    found: defaultdict[Kpi, list[tuple[Kpi, Status]]] = defaultdict(list)
    for kpi, item in items_with(programme, Kpi):
        to = programme.kpis.get(kpi.leads_to or "")
        leads = kpi.type is Indicator.LEADING and to is not None and to.id != kpi.id
        if to and leads and to.better is not Better.CONTEXT and is_active(programme, to):
            found[to].append((kpi, item.status))
    return found


def _in_doubt(to: Kpi, signs: Sequence[Kpi], missed: Sequence[tuple[Dated, Dated]]) -> Hit:
    """The hit of an outcome that was missed while its signs are Green."""
    said = " and ".join(
        f"{amount(to.unit, entry.value)} beside {amount(to.unit, point.value)}" for point, entry in missed
    )
    related = [Related(entry.row.at("value"), "missed") for _, entry in missed]
    several = len(signs) > 1
    return hit(
        signs[0].at("leads_to"), *related, ids=every_name([kpi.id for kpi in signs]), to=to.id, missed=said,
        green="are Green" if several else "is Green", lead="they lead" if several else "it leads",
    )  # fmt: skip


def _missed(
    programme: Programme, kpi: Kpi, expected: Sequence[Dated], actuals: Sequence[Dated]
) -> list[tuple[Dated, Dated]]:
    """The last two expectations that have a figure of their own, where it falls short by more than is tolerated."""
    held = []
    for place, point in enumerate(expected):
        first = bisect_left(actuals, point.day, key=lambda dated: dated.day)
        until = expected[place + 1].day if place + 1 < len(expected) else None
        one = actuals[first] if first < len(actuals) else None
        if one and (until is None or one.day < until) and not restarted_between(kpi, point.day, one.day):
            held.append((point, one))
    thresholds = programme.of(kpi).thresholds
    return [
        (point, item)
        for point, item in held[-TWICE:]
        if shortfall(kpi, point.value, item.value) > tolerance(kpi, point.value, thresholds)
    ]


@rule(
    "KP95",
    Severity.ADVICE,
    "{id} leads to {to}, an outcome of {other}, and nothing leads to {own}, though of {code} itself.",
    "Check Leads to: was {first} meant? If it truly gives early warning of {to}, say which KPI does of {own}.",
)
def outcome_of_another_workstream(programme: Programme) -> Iterator[Hit]:
    """A leading KPI gives early warning of an outcome of its own workstream, where that has any.

    An id copied from another return, or a row chosen one too far down, leaves the outcome of the work without an early
    sign. A KPI may well lead to another workstream's outcome: it is asked only where none of its own workstream leads
    to any outcome there.

    **Fails**

    KPIs:
    | ID | Workstream | Type | Leads to |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN | Leading | <OUT-K01> |
    | TRN-K02 | TRN | Lagging | |
    | OUT-K01 | OUT | Lagging | |

    **Passes**

    KPIs:
    | ID | Workstream | Type | Leads to |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN | Leading | OUT-K01 |
    | TRN-K02 | TRN | Lagging | |
    | TRN-K03 | TRN | Leading | TRN-K02 |
    | OUT-K01 | OUT | Lagging | |
    | OUT-K02 | OUT | Leading | TRN-K02 |
    | OUT-K03 | OUT | Leading | OUT-K01 |
    | STA-K01 | STA | Leading | OUT-K01 |
    """
    rated = [kpi for kpi in programme.each(Kpi) if is_active(programme, kpi) and kpi.better is not Better.CONTEXT]
    leading = [kpi for kpi in rated if kpi.type is Indicator.LEADING and kpi.leads_to]
    led = {(kpi.workstream, kpi.leads_to) for kpi in leading}
    for kpi in leading:
        to, own = programme.kpis.get(kpi.leads_to or ""), _outcomes_of(rated, kpi.workstream)
        elsewhere = to is not None and to.type is Indicator.LAGGING and to.workstream != kpi.workstream
        if to is not None and elsewhere and own and not any((kpi.workstream, name) in led for name in own):
            yield hit(
                kpi.at("leads_to"), id=kpi.id, to=to.id, other=to.workstream, own=every_name(own), code=kpi.workstream,
                first=own[0],
            )  # fmt: skip


def _outcomes_of(rated: Sequence[Kpi], workstream: str) -> list[str]:
    return [kpi.id for kpi in rated if kpi.workstream == workstream and kpi.type is Indicator.LAGGING]


@rule(
    "KP05",
    Severity.ADVICE,
    "{code} has {number} rated KPIs and all of them are lagging.",
    "Add a leading KPI that would show early whether the work is taking hold.",
)
def no_leading_kpi(programme: Programme) -> Iterator[Hit]:
    """A workstream with several rated KPIs has a leading one among them.

    Lagging figures tell the board when it is too late to act.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    KPIs:
    | ID | Type |
    | --- | --- |
    | TRN-K01 | Lagging |
    | TRN-K02 | Lagging |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    KPIs:
    | ID | Workstream | Type |
    | --- | --- | --- |
    | TRN-K01 | TRN | Lagging |
    | TRN-K02 | TRN | Lagging |
    | TRN-K03 | TRN | Leading |
    | OUT-K01 | OUT | Lagging |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |

    KPIs:
    | ID | Type | Unit |
    | --- | --- | --- |
    | TRN-K01 | Lagging | Count |
    | TRN-K02 | Lagging | Count |
    | TRN-K03 | Leading | To be agreed |
    """
    for stream, found in rated_by_workstream(programme):
        if len(found) > 1 and {kpi.type for kpi in found} == {Indicator.LAGGING}:
            yield hit(stream.at("code"), code=stream.code, number=len(found))
