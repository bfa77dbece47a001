"""Milestones at which KPIs are looked at: whether they are key, and whether the day is about theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import expectations
from xl_send.analysis.words.reasons import tells_of_its_day
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import years_later
from xl_send.workbook.sheets.choices import Better, Phase
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "KP87",
    Severity.ADVICE,
    "Nothing is expected of any KPI of {code} at a key milestone, such as {milestone}.",
    "Say on the Expectations sheet where a KPI should be at one that is marked Key.",
)
def nothing_expected_at_key_milestones(programme: Programme) -> Iterator[Hit]:
    """At one key milestone of a workstream or more something is expected of one of its KPIs.

    There the board stops to ask what the work has changed. A KPI may well be judged at other milestones: it is asked
    only where none of two or more is judged at any key one, and all their expectations were read. At key milestones of
    Set up and Design nothing has changed yet.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    Milestones:
    | ID | Key |
    | --- | --- |
    | TRN-M01 | No |
    | TRN-M02 | Yes |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | TRN-K02 |

    Expectations:
    | KPI | Milestone |
    | --- | --- |
    | TRN-K01 | TRN-M01 |
    | TRN-K02 | TRN-M01 |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |
    | STA |

    Milestones:
    | ID | Workstream | Key | Phase |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | No | Trial |
    | TRN-M02 | TRN | Yes | Trial |
    | OUT-M01 | OUT | No | Trial |
    | OUT-M02 | OUT | Yes | Trial |
    | STA-M01 | STA | No | Trial |
    | STA-M02 | STA | Yes | Set up |

    KPIs:
    | ID | Workstream |
    | --- | --- |
    | TRN-K01 | TRN |
    | TRN-K02 | TRN |
    | OUT-K01 | OUT |
    | STA-K01 | STA |
    | STA-K02 | STA |

    Expectations:
    | KPI | Milestone |
    | --- | --- |
    | TRN-K01 | TRN-M01 |
    | TRN-K02 | TRN-M02 |
    | OUT-K01 | OUT-M01 |
    | STA-K01 | STA-M01 |
    | STA-K02 | STA-M01 |
    """
    early = {Phase.SET_UP, Phase.DESIGN}
    stops = (one for one in programme.each(Milestone) if one.key and one.phase not in early)
    key = {one.workstream: one.id for one in stops if is_active(programme, one)}
    judged: dict[str, dict[Kpi, set[bool | None]]] = {}
    for kpi, _, milestone in expectations(programme):
        rated = kpi.better is not Better.CONTEXT and is_active(programme, kpi)
        if kpi.workstream in key and rated:
            judged.setdefault(kpi.workstream, {}).setdefault(kpi, set()).add(milestone.key if milestone else None)
    for code, found in judged.items():
        stream, whole = programme.streams.get(code), all(programme.of(kpi).whole(Expectation) for kpi in found)
        if stream and whole and len(found) > 1 and set().union(*found.values()) == {False}:
            yield hit(stream.at("code"), code=code, milestone=key[code])


# A year beside its milestone is a slip of the year where a year nearer it would be so near.
LONG, NEAR = timedelta(days=270), timedelta(days=75)


@rule(
    "EX14",
    Severity.QUERY,
    "Measured on is {day}, {days} days after {milestone} was first planned, on {planned}; {later}, which comes after "
    "it, is measured before, on {before}.",
    "Check the year: was {meant} meant? Until that day nothing is asked of {id} for {milestone}.",
    brings={"EX05": Reach.ROW, "EX04": Reach.CELL, "EX02": Reach.ROW},
)
def measured_a_year_after_its_milestone(programme: Programme) -> Iterator[Hit]:
    """What is expected at a milestone is measured about then.

    Dated a year too late it is passed over, and the KPI is Green by what was expected before. Asked where a year
    earlier the day would be within some ten weeks of the milestone, and another milestone of the KPI, planned later, is
    measured first, and no Note says why.

    **Fails**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    | TRN-M02 | 9 Jul 2027 |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 | <18 Dec 2027> |
    | TRN-K01 | TRN-M02 | 140 | |

    **Passes**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | TRN-K02 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    | TRN-M02 | 9 Jul 2027 |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 | 18 Dec 2026 |
    | TRN-K01 | TRN-M02 | 140 | 31 Jul 2028 |
    | TRN-K02 | TRN-M01 | 120 | 31 Aug 2027 |
    | TRN-K02 | TRN-M02 | 140 | |
    """
    found: defaultdict[Kpi, list[tuple[Expectation, Milestone]]] = defaultdict(list)
    for kpi, row, milestone in expectations(programme):
        if milestone is not None:
            found[kpi].append((row, milestone))
    for kpi, rows in found.items():
        for row, milestone in rows:
            day, planned = row.measured_on, milestone.baseline
            if day is None or day - planned < LONG or abs(years_later(day, -1) - planned) > NEAR:
                continue
            if tells_of_its_day(row.note):
                continue
            passed = [(other.measured_on or after.baseline, after) for other, after in rows if after.baseline > planned]
            before, later = min(passed, key=lambda item: item[0], default=(day, milestone))
            if before < day:
                yield hit(
                    row.at("measured_on"), Related(milestone.at("baseline"), "when it was planned"), day=day,
                    days=(day - planned).days, milestone=milestone.id, planned=planned, later=later.id, before=before,
                    meant=years_later(day, -1), id=kpi.id,
                )  # fmt: skip
