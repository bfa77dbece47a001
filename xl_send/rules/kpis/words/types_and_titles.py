"""A KPI against its own words and links: Leading and Lagging exchanged, and a title of the other direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
