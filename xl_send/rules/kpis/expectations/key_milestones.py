"""Whether a workstream's key milestones are places at which its KPIs are looked at."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import expectations
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Better
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
    only where none of two or more is judged at any key one, and all their expectations were read.

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
    | ID | Workstream | Key |
    | --- | --- | --- |
    | TRN-M01 | TRN | No |
    | TRN-M02 | TRN | Yes |
    | OUT-M01 | OUT | No |
    | OUT-M02 | OUT | Yes |
    | STA-M01 | STA | No |

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
    key = {one.workstream: one.id for one in programme.each(Milestone) if one.key and is_active(programme, one)}
    judged: dict[str, dict[Kpi, set[bool | None]]] = {}
    for kpi, _, milestone in expectations(programme):
        rated = kpi.better is not Better.CONTEXT and is_active(programme, kpi)
        if kpi.workstream in key and rated:
            judged.setdefault(kpi.workstream, {}).setdefault(kpi, set()).add(milestone.key if milestone else None)
    for code, found in judged.items():
        stream, whole = programme.streams.get(code), all(programme.of(kpi).whole(Expectation) for kpi in found)
        if stream and whole and len(found) > 1 and set().union(*found.values()) == {False}:
            yield hit(stream.at("code"), code=code, milestone=key[code])
