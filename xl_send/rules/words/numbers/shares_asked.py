"""Which share Done when asks for, against what the KPI of the same people is to be on that day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from xl_send.analysis.activity import has_ended
from xl_send.analysis.figures import amount, expectations
from xl_send.analysis.notes.content import stems
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_SHARE = Pattern(r"(?i)(?<![\w.,-])(?P<share>\d{1,3}(?:\.\d+)?) ?(?:%|per cent)(?: of)?(?P<what>(?: [\w'-]+){1,5})")
ALIKE = 2
_NOTHING = 1e-6
A_FORTNIGHT = timedelta(days=14)


@rule(
    "CM91",
    Severity.QUERY,
    'Done when says "{words}", but {id} ({name}) is to be {value} by then.',
    "Correct Done when, or the KPI. Otherwise it is done on paper before it is done.",
)
def done_with_another_share(programme: Programme) -> Iterator[Hit]:
    """The share that Done when asks for is that of the KPI of the same people.

    Asked of a milestone still to come whose Done when gives one share of something, where one percentage KPI of its
    workstream shares two words with what the share is of, the first among
    them, and is expected to be elsewhere at the
    milestone, or, where nothing is expected there, has another target for a day within a fortnight of the milestone's.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Done when |
    | --- | --- | --- | --- |
    | TRN-M01 | Case officers trained | 30 Apr 2027 | <60% of case officers and one lead from each school> |
    | TRN-M02 | Letters sent in time | 26 Mar 2027 | <75% of decision letters sent within four weeks> |

    KPIs:
    | ID | KPI | Unit | Target | Target date |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Case officers trained | Percent | 80% | 30 Apr 2027 |
    | TRN-K02 | Decision letters sent within four weeks | Percent | 90% | 31 Jul 2027 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K02 | TRN-M02 | 85% |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Done when |
    | --- | --- | --- | --- |
    | TRN-M01 | Case officers trained | 30 Apr 2027 | 80% of case officers and one lead from each school |
    | TRN-M02 | Letters sent in time | 26 Mar 2027 | 85% of decision letters sent within four weeks |
    | TRN-M03 | First case officers trained | 29 Jan 2027 | 40% of case officers |
    | TRN-M04 | Schools trained | 30 Apr 2027 | 60% of schools have trained officers |
    | TRN-M05 | Passport in use | 30 Apr 2027 | Passport received for 60% of case officers |

    KPIs:
    | ID | KPI | Unit | Target | Target date |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Case officers trained | Percent | 80% | 30 Apr 2027 |
    | TRN-K02 | Decision letters sent within four weeks | Percent | 90% | 31 Jul 2027 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K02 | TRN-M02 | 85% |
    """
    asking = [
        (milestone, shares[0])
        for milestone in programme.each(Milestone)
        if not has_ended(programme, milestone) and len(shares := list(_SHARE.finditer(milestone.done_when or ""))) == 1
    ]
    expected: dict[tuple[str, str], list[tuple[float, Cell]]] = {}
    for kpi, row, _ in expectations(programme) if asking else ():
        expected.setdefault((kpi.id, row.milestone), []).append((row.expected, row.at("expected")))
    for milestone, found in asking:
        kpis = _about(programme, milestone, found.string[: found.start()], found["what"])
        figures = _figures(kpis[0], milestone, expected) if len(kpis) == 1 else []
        said = float(found["share"]) / 100
        if figures and all(abs(value - said) > _NOTHING for value, _ in figures):
            (kpi,), (value, cell) = kpis, figures[0]
            words = {"words": found[0].strip(), "id": kpi.id, "name": kpi.name, "value": amount(kpi.unit, value)}
            yield hit(milestone.at("done_when"), Related(cell, "what is aimed at"), severity=None, **words)


def _about(programme: Programme, milestone: Milestone, before: str, what: str) -> list[Kpi]:
    """The percentage KPIs of a milestone's workstream that share two words, the first too, with what a share is of."""
    of_it, told = stems(what), stems(before)
    first = next(iter(stems(word) for word in what.split() if stems(word)), frozenset())
    return [
        kpi
        for kpi in programme.each(Kpi)
        if kpi.workstream == milestone.workstream and kpi.unit is Unit.PERCENT
        and len(stems(kpi.name or "") & of_it) >= ALIKE
        and first <= stems(kpi.name or "") and told <= stems(f"{kpi.name or ''} {kpi.definition or ''}")
    ]  # fmt: skip


def _figures(
    kpi: Kpi, milestone: Milestone, expected: Mapping[tuple[str, str], list[tuple[float, Cell]]]
) -> list[tuple[float, Cell]]:
    """What a KPI is to be at a milestone, or its target where that is for about the same day."""
    if found := expected.get((kpi.id, milestone.id)):
        return found
    days = [day for day in (milestone.forecast, milestone.baseline) if day]
    near = kpi.target_date and any(abs(kpi.target_date - day) <= A_FORTNIGHT for day in days)
    return [(kpi.target, kpi.at("target"))] if near and kpi.target is not None else []
