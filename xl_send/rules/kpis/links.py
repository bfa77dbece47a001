"""KPIs among themselves: what is expected of them, and what each leads to."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active, stopped_by_itself
from xl_send.findings import Related, Severity
from xl_send.network import settled_changes
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import Better, Indicator, State, Unit
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
    Severity.ADVICE,
    "{id} is a lagging KPI, yet it leads to {to}.",
    "If it is an early sign, change its type to Leading. If it is an outcome on the way to {to}, leave it.",
)
def lagging_kpi_leads_to_another(programme: Programme) -> Iterator[Hit]:
    """Only a leading KPI leads to another.

    A lagging KPI shows the outcome itself, and mostly gives early warning of nothing. It is advice, and not given of an
    outcome on the way: one to which a leading KPI leads, or that leads to money, as fewer placements far away lead to a
    smaller deficit.

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

    **Passes**

    KPIs:
    | ID | Type | Unit | Leads to |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | Percent | TRN-K02 |
    | TRN-K02 | Lagging | Count | TRN-K03 |
    | TRN-K03 | Lagging | Count | |
    | TRN-K04 | Lagging | Count | TRN-K05 |
    | TRN-K05 | Lagging | Pounds | |
    """
    led = {kpi.leads_to for kpi in programme.each(Kpi) if kpi.type is Indicator.LEADING}
    for kpi in programme.each(Kpi):
        if kpi.type is Indicator.LAGGING and kpi.leads_to and kpi.id not in led:
            to = programme.kpis.get(kpi.leads_to)
            if to and to.unit is Unit.POUNDS:
                continue
            beside = [Related(to.at("type"), f"the type of {to.id}")] if to else []
            yield hit(kpi.at("leads_to"), Related(kpi.at("type"), "its type"), *beside, id=kpi.id, to=kpi.leads_to)


@rule(
    "KP04",
    Severity.ADVICE,
    "{id} is a leading KPI, but does not say what it leads to.{others}",
    "Give the id of the lagging KPI that it gives early warning of. If it warns of none of yours, leave it blank.",
)
def leading_kpi_leads_nowhere(programme: Programme) -> Iterator[Hit]:
    """A leading KPI names the lagging KPI it gives early warning of.

    Without it the board cannot be warned while the outcome still looks well. Where a workstream has no lagging KPI
    at all, there is nothing to name; whether one of those it has is what a KPI leads to, no rule can know, so this is
    advice, and of each return it is given once.

    **Fails**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | <> |
    | TRN-K02 | Lagging | |
    | TRN-K03 | Leading | |
    | TRN-K04 | Leading | TRN-K02 |

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
    rated = {kpi for kpi in programme.each(Kpi) if kpi.better is not Better.CONTEXT and is_active(programme, kpi)}
    with_outcome = {kpi.workstream for kpi in rated if kpi.type is not Indicator.LEADING}
    for submission in programme.submissions:
        leading = [kpi for kpi in submission.all(Kpi) if kpi.type is Indicator.LEADING and kpi in rated]
        found = [kpi for kpi in leading if not kpi.leads_to and kpi.workstream in with_outcome]
        for kpi in found[:1]:
            nor = [one.id for one in found[1:]]
            others = f" Nor {'does' if len(nor) == 1 else 'do'} {first_few(nor)}." if nor else ""
            beside = [Related(one.at("leads_to"), one.id) for one in found[1:]]
            yield hit(kpi.at("leads_to"), Related(kpi.at("type"), "its type"), *beside, id=kpi.id, others=others)


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

    It is no longer rated. The board should see who agreed to that, by the reference: a Commentary is none. Where the
    whole workstream is stopped, the reference stands with that.

    **Fails**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |

    KPIs:
    | ID | State | Change reference | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Paused | <> | |
    | TRN-K02 | Paused | <> | Paused by the Programme Board on 10 September |
    | TRN-K03 | Paused | <Awaiting Board> | |

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
        if stopped_by_itself(programme, kpi) and not settled_changes([kpi.change] if kpi.change else []):
            yield hit(kpi.at("change"), Related(kpi.at("state"), "its state"), id=kpi.id, state=kpi.state.value.lower())
