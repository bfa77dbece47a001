"""A KPI against its own words and links: Leading and Lagging exchanged, and a title of the other direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import Better, Indicator
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_FEWER = Pattern(
    r"^(?:to )?(?:reduc(?:e|tion)|cut|lower|decrease|bring down|fewer|drive down|minimise|shorten|halve)\b",
    re.IGNORECASE,
)
_MORE = Pattern(r"^(?:to )?(?:increase|raise|grow|more|higher|maximise|double|boost|extend)\b", re.IGNORECASE)


# "Fewer than three amendments", "Lower-cost placements", "Reduction since the baseline", "Reduce delay: plans on time".
_OF_WHAT_IS_COUNTED = Pattern(
    r"(?i)^increase (?:in|on|over|of) (?:the )?(?:last year's |number of )?(?:requests|referrals|plans|ehc\w*|demand"
    r"|wait\w*|costs?"
    r"|spend\w*|fees|deficit"
    r"|appeals|complaints|suspensions|exclusions|absence)\b|^(?:to )?(?:fewer|more|lower|higher) than\b"
    r"|^(?:lower|higher|more)[- ](?:cost|tariff|school|needs|education|ability"
    r"|attaining|secondary|sixth|level|tier|band)\b|^\w+ (?:in|of) .*\b(?:since|year on year|achieved|delivered|against"
    r"|compared|on (?:the )?baseline|over (?:the )?(?:year|\d+))|^[^:]{1,80}:"
)


@rule(
    "KP07",
    Severity.QUERY,
    "{id} is called Leading, yet it leads to nothing and {leaders} {lead} to it.{exchanged}",
    "Check the type of {all}. If {id} shows an outcome, it is Lagging. If not, say under Leads to what it leads to.",
    brings=dict.fromkeys(("KP02", "KP03", "KP04"), Reach.CELL),
)
def types_exchanged(programme: Programme) -> Iterator[Hit]:
    """A KPI that others lead to, and that leads to nothing, is a lagging one.

    With its type mistyped, or exchanged for that of the KPI that leads to it, each link between the two contradicts a
    type. That is asked once, at the type.

    **Fails**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Lagging | TRN-K02 |
    | TRN-K02 | <Leading> | |
    | TRN-K03 | Leading | TRN-K02 |

    **Passes**

    KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 |
    | TRN-K02 | Lagging | |
    | TRN-K03 | Leading | |
    | TRN-K04 | Leading | TRN-K05 |
    | TRN-K05 | Leading | TRN-K02 |
    """
    leading: dict[str, list[Kpi]] = {}
    for kpi in programme.each(Kpi):
        if kpi.leads_to and kpi.leads_to != kpi.id:
            leading.setdefault(kpi.leads_to, []).append(kpi)
    for kpi in programme.each(Kpi):
        leaders = leading.get(kpi.id, ())
        unrated = kpi.better is Better.CONTEXT
        if not leaders or kpi.type is not Indicator.LEADING or kpi.leads_to or unrated:
            continue
        lagging = [one for one in leaders if one.type is Indicator.LAGGING]
        names = every_name([one.id for one in leaders])
        yield hit(
            kpi.at("type"),
            *(Related(one.at("type"), "the type of what leads to it") for one in leaders),
            id=kpi.id,
            leaders=names,
            lead="lead" if len(leaders) > 1 else "leads",
            exchanged=_exchanged(kpi, lagging[0]) if len(lagging) == 1 else "",
            all=every_name([kpi.id, *(one.id for one in (lagging or leaders))]),
        )


def _exchanged(kpi: Kpi, other: Kpi) -> str:
    return f" {other.id} is called Lagging: the types of {kpi.id} and {other.id} seem to have been exchanged."


@rule(
    "KP83",
    Severity.QUERY,
    'Better when is {better}, but the title says "{words}".',
    "Choose {meant}, or reword the title so that it names what is counted, not what is hoped for.",
)
def title_of_the_other_direction(programme: Programme) -> Iterator[Hit]:
    """What a KPI's title wants is what Better when says.

    A KPI that is to be reduced and is rated as better when higher turns Green as it gets worse. Where how far it fell
    is what is counted, as it is where it begins at nought, or the words are of what is counted, they tell no direction.

    **Fails**

    KPIs:
    | ID | KPI | Better when |
    | --- | --- | --- |
    | TRN-K01 | Reduce the number of letters sent late | <Higher> |
    | TRN-K02 | Increase in pupils who are taught locally | <Lower> |

    **Passes**

    KPIs:
    | ID | KPI | Better when | Baseline |
    | --- | --- | --- | --- |
    | TRN-K01 | Reduce the number of letters sent late | Lower | 100 |
    | TRN-K02 | Letters sent late, to be reduced | Higher | 100 |
    | TRN-K03 | More able pupils with a plan | Higher | 100 |
    | TRN-K04 | Reduction in appeals since the baseline | Higher | 100 |
    | TRN-K05 | More than one change of school | Lower | 100 |
    | TRN-K06 | Reduction in placements far away | Higher | 0 |
    """
    for kpi in programme.each(Kpi):
        fewer, more = _FEWER.search(kpi.name or ""), _MORE.search(kpi.name or "")
        wrong = fewer if kpi.better is Better.HIGHER else more if kpi.better is Better.LOWER else None
        from_nought = kpi.baseline == 0 and kpi.better is Better.HIGHER
        if wrong and not from_nought and not _OF_WHAT_IS_COUNTED.search(kpi.name or ""):
            meant = Better.LOWER if fewer else Better.HIGHER
            title = Related(kpi.at("name"), "its title")
            yield hit(kpi.at("better"), title, better=kpi.better.value, words=wrong[0], meant=meant.value)


_OF_ANY = frozenset(
    {"schoo", "child", "pupil", "perce", "numbe", "share", "plans", "young", "peopl", "famil", "withi", "month"}
)


@rule(
    "RF62",
    Severity.QUERY,
    "{id} leads to {to}, which is a leading KPI itself and has no word of it; {outcome}, the lagging one of {code}, "
    "speaks of the same: {words}.",
    "Choose {outcome} under Leads to, or leave it where {to} truly comes between the two.",
)
def leads_to_the_leading_one_beside_it(programme: Programme) -> Iterator[Hit]:
    """A leading KPI names the lagging one that its words are of, not the leading one beside it.

    The row next to the one that was meant is chosen easily, and the early warning goes to the wrong place. Asked where
    all other leading KPIs of the workstream lead to its lagging one, that shares a word of its title with this KPI, and
    the leading one that is named shares none. A KPI that truly leads to another by way of a third has words of it.

    **Fails**

    KPIs:
    | ID | KPI | Type | Leads to |
    | --- | --- | --- | --- |
    | TRN-K01 | Referrals accepted in 10 days | Leading | <TRN-K02> |
    | TRN-K02 | Mainstream staff rating the visit useful | Leading | TRN-K03 |
    | TRN-K03 | Pupils referred still in their school after two terms | Lagging | |

    **Passes**

    KPIs:
    | ID | KPI | Type | Leads to |
    | --- | --- | --- | --- |
    | TRN-K01 | Referrals accepted in 10 days | Leading | TRN-K03 |
    | TRN-K02 | Mainstream staff rating the visit useful | Leading | TRN-K03 |
    | TRN-K03 | Pupils referred still in their school after two terms | Lagging | |
    | TRN-K04 | Visits made | Leading | TRN-K02 |

    **Passes**

    KPIs:
    | ID | KPI | Type | Leads to |
    | --- | --- | --- | --- |
    | TRN-K01 | Referrals accepted in 10 days | Leading | TRN-K02 |
    | TRN-K02 | Referrals that led to a visit | Leading | TRN-K03 |
    | TRN-K03 | Pupils referred still in their school after two terms | Lagging | |
    """
    kpis = programme.kpis
    for kpi in programme.each(Kpi):
        to = kpis.get(kpi.leads_to or "")
        outcome = kpis.get(to.leads_to or "") if to else None
        if to is None or outcome is None or kpi.type is not Indicator.LEADING or to.type is not Indicator.LEADING:
            continue
        lagging = outcome.type is Indicator.LAGGING and {kpi.workstream} == {to.workstream, outcome.workstream}
        others = [one for one in programme.each(Kpi) if one.workstream == kpi.workstream and one not in (kpi, outcome)]
        led = [one for one in others if one.type is Indicator.LEADING and one.leads_to]
        if not lagging or any(one.leads_to != outcome.id for one in led):
            continue
        own = stems(f"{kpi.name} {kpi.definition or ''}") - _OF_ANY
        shared = stems(kpi.name or "") & stems(outcome.name or "") - _OF_ANY
        if shared and not own & stems(f"{to.name} {to.definition or ''}"):
            words = [word for word in (outcome.name or "").split() if word[:5].casefold() in shared]
            related = [Related(to.at("type"), f"the type of {to.id}"), Related(outcome.at("name"), "the outcome")]
            yield hit(
                kpi.at("leads_to"), *related, words=", ".join(words), id=kpi.id, to=to.id, outcome=outcome.id,
                code=kpi.workstream,
            )  # fmt: skip
