"""Benefits of KPIs that are counted twice, or called what they are not."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Benefit, Indicator, State, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

IN_POUNDS = frozenset({Benefit.CASHABLE, Benefit.AVOIDANCE})

# Words by which a text says that it does not mean what follows in the same clause.
_NOT_MEANT = Pattern(r"\b(?:not|no|never|neither|nor|rather than|instead of|without)\b[^.;,]*$")
# A board, a plan or a time is called after savings, and what is counted elsewhere is not this.
_ELSEWHERE = (
    r"(?! (?:time|lives|boards?|plans?|programmes?|trackers?|groups?|panels?|targets?|strateg\w+|delivery|register)\b)"
    r"(?![^.;,]{0,20} (?:is|are) (?:counted|reported|shown|given|held|told))"
)
_SAVING = Pattern(rf"\b(?:cashable|(?<!time )(?<!hours )savings?(?!\w)|sav(?:e|es|ed) (?:money|£)){_ELSEWHERE}")
_AVOIDED = Pattern(
    r"\b(?:cost avoidance|avoided costs?|costs? avoided|avoid(?:s|ed|ing)? (?:the |a |new |extra |higher )?"
    rf"(?:costs?|spend|spending|fees))\b{_ELSEWHERE}"
)
# Of a part, or of so much of it: what is said is not of the whole.
_IN_PART = Pattern(
    r"(?:\bof which|\bpart(?:ly)?|\bsome of|\bhalf|\ba (?:third|quarter|fifth)"
    r"|£[\d.,]+[km]? (?:of (?:it|this|that|which|these) )?(?:is|are|was|were)"
    r"|\d% (?:of (?:it|this|that|which|these) )?(?:is|are|was|were))\b[^.;,]{0,20}$"
)
_OWN_NAMES = Pattern(r"\b(?:cashable|avoidance|avoided)\b")
# What each kind of benefit must not be called, and the kind that is called so.
_CALLED = {Benefit.AVOIDANCE: (_SAVING, Benefit.CASHABLE), Benefit.CASHABLE: (_AVOIDED, Benefit.AVOIDANCE)}


@rule(
    "MN13",
    Severity.QUERY,
    "{id} leads to {other}, and both are given a benefit in pounds.",
    "{once}",
)
def benefit_counted_twice(programme: Programme) -> Iterator[Hit]:
    """A benefit in pounds is counted once: at the outcome, not at its early warning as well.

    Fewer moves into costly places and the cost of those places are one and the same money. Where the two are not
    a leading and a lagging KPI, that is told instead. Where the early warning alone is measured in pounds, it may be
    the one that keeps it.

    **Fails**

    KPIs:
    | ID | Type | Leads to | Benefit type |
    | --- | --- | --- | --- |
    | TRN-K01 | Lagging | | Cost avoidance |
    | TRN-K02 | Leading | TRN-K01 | <Cashable> |

    **Fails**

    KPIs:
    | ID | Type | Unit | Leads to | Benefit type |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Lagging | Count | | Cost avoidance |
    | TRN-K02 | Leading | Pounds | TRN-K01 | <Cost avoidance> |

    **Passes**

    KPIs:
    | ID | Type | Leads to | Benefit type | State | Change reference |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Lagging | | Cost avoidance | | |
    | TRN-K02 | Leading | TRN-K01 | Non-cashable | | |
    | TRN-K03 | Leading | TRN-K01 | Cashable | Withdrawn | Board 4 |
    | TRN-K04 | Leading | TRN-K02 | Cashable | | |
    | TRN-K05 | Leading | TRN-K09 | Cashable | | |
    | TRN-K06 | Lagging | TRN-K01 | Cashable | | |
    """
    for kpi in programme.each(Kpi):
        outcome = programme.kpis.get(kpi.leads_to or "")
        leads = kpi.type is Indicator.LEADING and outcome is not None and outcome.type is Indicator.LAGGING
        if outcome and leads and _in_pounds(kpi) and _in_pounds(outcome):
            related = Related(outcome.at("benefit"), "the outcome")
            yield hit(kpi.at("benefit"), related, id=kpi.id, other=outcome.id, once=_once(kpi, outcome))


def _once(kpi: Kpi, outcome: Kpi) -> str:
    """What to do that a benefit is counted once."""
    if kpi.unit is Unit.POUNDS and outcome.unit is not Unit.POUNDS:
        at = outcome.at("benefit")
        return (
            f"Count the benefit once. The pounds are measured here: keep it, and at {outcome.id}, {at.sheet} "
            f"{at.address}, clear Benefit type, or choose Non-cashable."
        )
    return f"Count the benefit once, at {outcome.id}. Clear Benefit type here, or choose Non-cashable."


def _in_pounds(kpi: Kpi) -> bool:
    return kpi.benefit in IN_POUNDS and kpi.state is not State.WITHDRAWN


@rule(
    "MN14",
    Severity.QUERY,
    'Benefit type is {benefit}, but {column} speaks of "{words}", which is {meant}.',
    "Correct whichever is wrong: a saving can be taken out of a budget, a cost that was avoided cannot.",
)
def benefit_called_what_it_is_not(programme: Programme) -> Iterator[Hit]:
    """Cost avoidance is not called a saving, nor a saving cost avoidance.

    A budget that is cut by what was only avoided runs out. A word in passing, in the Commentary, is advice. A text that
    tells both kinds apart, such as "£20k is cashable, the rest avoidance", is not asked about.

    **Fails**

    KPIs:
    | ID | Benefit type | KPI | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Cost avoidance | <Savings from local places> | | |
    | TRN-K02 | Cashable | Places bought | <Costs avoided in a full year> | |
    | TRN-K03 | Cost avoidance | Places bought | | <This saves £40,000 a year.> |

    **Passes**

    KPIs:
    | ID | Benefit type | KPI | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Cost avoidance | Costs avoided by local places | Cost avoidance, not a cash saving | |
    | TRN-K02 | Cashable | Savings from transport | Taken from the budget | |
    | TRN-K03 | Non-cashable | Hours saved | | A saving of time |
    | TRN-K04 | | Savings from local places | | |
    | TRN-K05 | Cost avoidance | Places bought | Reported to the Savings Board; savings are counted at TRN-K02 | |
    | TRN-K06 | Cost avoidance | Places bought | | £20k is cashable, the rest avoidance. |
    | TRN-K07 | Cashable | Places bought | Fees cut, and a part of it costs avoided | |
    """
    for kpi in programme.each(Kpi):
        if kpi.benefit not in _CALLED:
            continue
        pattern, meant = _CALLED[kpi.benefit]
        for name in ("name", "definition", "commentary"):
            text = (getattr(kpi, name) or "").casefold()
            words = _said(pattern, text)
            if words and not (name != "name" and _tells_apart(pattern, text)):
                cell = kpi.at(name)
                severity = Severity.ADVICE if name == "commentary" else None
                yield hit(cell, severity=severity, benefit=kpi.benefit, column=cell.column, words=words, meant=meant)


def _said(pattern: Pattern, text: str) -> str:
    """The first words in a text that a pattern finds and that the text does not take back."""
    return next((found[0] for found in pattern.finditer(text) if not _NOT_MEANT.search(text[: found.start()])), "")


def _tells_apart(pattern: Pattern, text: str) -> bool:
    """Whether a text gives one kind as a part of the whole, or beside the other kind by name."""
    both = _OWN_NAMES.search(text) and len({found[0][0] for found in _OWN_NAMES.finditer(text)}) > 1
    parts = [_IN_PART.search(text[: found.start()]) for found in pattern.finditer(text)]
    return bool(both) or all(parts)
