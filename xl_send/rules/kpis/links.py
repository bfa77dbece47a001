"""KPIs among themselves: what is expected of them, and what each leads to."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active, stopped_by_itself
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Better, Indicator, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme


@rule(
    "KP02",
    Severity.QUERY,
    "{id} leads to {to}, which is a leading KPI and leads to no lagging one.",
    "Say under Leads to of {to} which lagging KPI the two give early warning of, or correct the type of {to}.",
)
def leads_to_kpi_that_is_not_lagging(programme: Programme) -> Iterator[Hit]:
    """A leading KPI gives early warning of a lagging one.

    A chain of leading KPIs that ends in itself, or nowhere, never reaches an outcome. Where it does reach one, as
    visits lead to confidence and confidence to fewer suspensions, nothing is asked.

    **Fails**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | <TRN-K02> |
    | TRN-K02 | Leading | |
    | TRN-K03 | Leading | <TRN-K04> |
    | TRN-K04 | Leading | <TRN-K03> |
    | TRN-K05 | Lagging | |

    **Passes**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 |
    | TRN-K02 | Leading | TRN-K03 |
    | TRN-K03 | Lagging | |
    | TRN-K04 | Leading | TRN-K05 |
    | TRN-K05 | Leading | OUT-K01 |

    **Passes**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K03 |
    | TRN-K02 | Leading | TRN-K04 |
    | TRN-K03 | Lagging | |
    | TRN-K04 | | |
    | TRN-K05 | Leading | OUT-K01 |
    """
    for kpi in programme.each(Kpi):
        to = programme.kpis.get(kpi.leads_to or "")
        leads_on = to is not None and to.type is Indicator.LEADING and to.id != kpi.id
        if to and leads_on and not _may_reach_outcome(programme, to):
            yield hit(kpi.at("leads_to"), Related(to.at("type"), "its type"), id=kpi.id, to=to.id)


def _may_reach_outcome(programme: Programme, kpi: Kpi) -> bool:
    """Whether a leading KPI leads to a lagging one, by way of other leading ones or at once, or to one not read."""
    passed: set[str] = set()
    while kpi.type is Indicator.LEADING and kpi.id not in passed:
        passed.add(kpi.id)
        name = kpi.leads_to or ""
        to = programme.kpis.get(name)
        if to is None:
            return bool(name) and name.partition("-")[0] not in programme.codes
        kpi = to
    return kpi.type is not Indicator.LEADING


@rule(
    "KP03",
    Severity.QUERY,
    "{id} is a lagging KPI, yet it leads to {to}.",
    "Clear Leads to, or change the type to Leading.",
)
def lagging_kpi_leads_to_another(programme: Programme) -> Iterator[Hit]:
    """Only a leading KPI leads to another.

    A lagging KPI shows the outcome itself. It gives early warning of nothing.

    **Fails**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Lagging | <TRN-K02> |
    | TRN-K02 | Lagging | |

    **Passes**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 |
    | TRN-K02 | Lagging | |
    """
    for kpi in programme.each(Kpi):
        if kpi.type is Indicator.LAGGING and kpi.leads_to:
            to = programme.kpis.get(kpi.leads_to)
            beside = [Related(to.at("type"), f"the type of {to.id}")] if to else []
            yield hit(kpi.at("leads_to"), Related(kpi.at("type"), "its type"), *beside, id=kpi.id, to=kpi.leads_to)


@rule(
    "KP04",
    Severity.QUERY,
    "{id} is a leading KPI, but does not say what it leads to.",
    "Give the id of the lagging KPI that it gives early warning of.",
)
def leading_kpi_leads_nowhere(programme: Programme) -> Iterator[Hit]:
    """A leading KPI names the lagging KPI it gives early warning of.

    Without it the board cannot be warned while the outcome still looks well. Where a workstream has no lagging KPI
    at all, there is nothing to name: that is told of the workstream instead.

    **Fails**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | <> |

    **Passes**

    KPIs:
    | ID | Type | Leads to | Better when | State |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 | Higher | |
    | TRN-K02 | Lagging | | Higher | |
    | TRN-K03 | Leading | | Context only | |
    | TRN-K04 | Leading | | Higher | Withdrawn |

    **Passes**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | |
    | TRN-K02 | Leading | |
    """
    without = {stream.code for stream, _ in without_outcome(programme)}
    for kpi in programme.each(Kpi):
        is_leading = kpi.type is Indicator.LEADING and kpi.better is not Better.CONTEXT
        if is_leading and not kpi.leads_to and is_active(programme, kpi) and kpi.workstream not in without:
            yield hit(kpi.at("leads_to"), Related(kpi.at("type"), "its type"), id=kpi.id)


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


def rated_by_workstream(programme: Programme) -> Iterator[tuple[Workstream, list[Kpi]]]:
    """The KPIs of each active workstream that get a colour, where every row of the workstream's KPIs was read."""
    rated: dict[str, list[Kpi]] = {}
    for kpi in programme.each(Kpi):
        if kpi.better is not Better.CONTEXT and kpi.state is State.ACTIVE:
            rated.setdefault(kpi.workstream, []).append(kpi)
    unread = {row.workstream for found in programme.submissions for row in found.unread_rows if row.record is Kpi}
    for stream in programme.each(Workstream):
        if stream.state is State.ACTIVE and not unread & {stream.code, ""}:
            yield stream, rated.get(stream.code, [])


def without_outcome(programme: Programme) -> Iterator[tuple[Workstream, list[Kpi]]]:
    """The workstreams with several rated KPIs, all of them leading and none leading to an outcome anywhere."""
    for stream, found in rated_by_workstream(programme):
        all_leading = len(found) > 1 and {kpi.type for kpi in found} == {Indicator.LEADING}
        if all_leading and not any(_leads_to_outcome(programme, kpi) for kpi in found):
            yield stream, found


def _leads_to_outcome(programme: Programme, kpi: Kpi) -> bool:
    """Whether a KPI leads to a lagging one, or to one of a workstream that was not read."""
    if not kpi.leads_to:
        return False
    to = programme.kpis.get(kpi.leads_to)
    if to is None:
        return kpi.leads_to.partition("-")[0] not in programme.codes
    return to.type is not Indicator.LEADING and to.better is not Better.CONTEXT and is_active(programme, to)


@rule(
    "KP06",
    Severity.QUERY,
    "{id} is {state}, with no change reference.",
    "Give the change request behind it.",
)
def stopped_kpi_without_change(programme: Programme) -> Iterator[Hit]:
    """A KPI that is paused or withdrawn names the change behind it.

    It is no longer rated. The board should see who agreed to that. Where the whole workstream is stopped, the
    reference stands with that.

    **Fails**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |

    KPIs:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-K01 | Paused | <> |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | | |
    | NOR | Paused | NOR-A01 |

    KPIs:
    | ID | Workstream | State | Change reference |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN | Withdrawn | TRN-A04 |
    | TRN-K02 | TRN | | |
    | NOR-K01 | NOR | Paused | |
    """
    for kpi in programme.each(Kpi):
        if stopped_by_itself(programme, kpi) and not kpi.change:
            yield hit(kpi.at("change"), Related(kpi.at("state"), "its state"), id=kpi.id, state=kpi.state.value.lower())
