"""KPIs that several workstreams pull apart, or claim each for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.analysis.account_ages import aside
from xl_send.analysis.figures import Dated, amount, points
from xl_send.analysis.shared_kpis import claimants, kpis_alike
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.choices import Better, Indicator, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "CF21",
    Severity.QUERY,
    '"{title}" is expected to rise, to {high} by {by} ({risers}), and to fall, to {low} by {until} ({fallers}).{aside}',
    "Agree where it should go, and change what one of them expects.",
)
def expectations_that_pull_apart(programme: Programme) -> Iterator[Hit]:
    """Two workstreams' expectations do not move one KPI in opposite directions.

    Each may reach what it expects only if the other does not. A workstream's expectations are those at its own
    milestones; they move the KPI from its baseline to the last of them.

    **Fails**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    KPIs:
    | ID | KPI | Baseline |
    | --- | --- | --- |
    | TRN-K01 | Requests for assessment | 100 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream |
    | --- | --- |
    | SOU-M01 | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Baseline |
    | --- | --- | --- | --- |
    | SOU-K01 | SOU | Requests for assessment | 100 |

    south.xlsx Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | SOU-K01 | SOU-M01 | <90> |

    **Passes**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    KPIs:
    | ID | KPI | Baseline |
    | --- | --- | --- |
    | TRN-K01 | Requests for assessment | 100 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Baseline date |
    | --- | --- | --- |
    | SOU-M01 | SOU | 11 Dec 2026 |
    | SOU-M02 | SOU | 18 Dec 2026 |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Baseline |
    | --- | --- | --- | --- |
    | SOU-K01 | SOU | Requests for assessment | 100 |
    | SOU-K02 | SOU | Requests for support | 100 |

    south.xlsx Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | SOU-K01 | SOU-M01 | 90 |
    | SOU-K01 | SOU-M02 | 100 |
    | SOU-K02 | SOU-M01 | 90 |
    """
    dated = points(programme)
    for rows in kpis_alike(programme, at_least=1):
        moves = _moves(programme, rows, dated)
        up, down = ([move for move in moves if move.by > 0], [move for move in moves if move.by < 0])
        if up and down:
            blamed, others = (up, down) if _should_fall(rows[0]) else (down, up)
            cells = [Related(item.last.row.at("expected"), item.in_words) for item in [*blamed[1:], *others]]
            high, low = (max(up, key=lambda item: item.by), min(down, key=lambda item: item.by))
            yield hit(
                blamed[0].last.row.at("expected"), *cells, title=rows[0].name or rows[0].id,
                high=high.figure, by=high.last.day, risers=first_few([item.code for item in up]),
                low=low.figure, until=low.last.day, fallers=first_few([item.code for item in down]),
                aside=aside(programme, *(move.last.row for move in moves)),
            ).known_by(*(row.id for row in rows))  # fmt: skip


def _should_fall(kpi: Kpi) -> bool:
    """Whether its workstream wants it lower than it was."""
    aimed = kpi.target is not None and kpi.baseline is not None and kpi.target < kpi.baseline
    return kpi.better is Better.LOWER or (kpi.better is Better.CLOSE and aimed)


class _Move(NamedTuple):
    """How far one workstream's expectations move a KPI: its last one, and by how much it lies above the baseline."""

    code: str
    kpi: Kpi
    last: Dated
    by: float

    @property
    def figure(self) -> str:
        """Where it is expected to be in the end."""
        return amount(self.kpi.unit, self.last.value)

    @property
    def in_words(self) -> str:
        """What the workstream expects."""
        return f"{self.code} expects {self.figure} by {say(self.last.day)}"


def _moves(programme: Programme, rows: Sequence[Kpi], dated: Mapping[Kpi, Sequence[Dated]]) -> Sequence[_Move]:
    """The moves of each workstream, in the order of their codes."""
    last: dict[str, _Move] = {}
    for kpi in rows:
        start = kpi.baseline
        for item in dated.get(kpi, ()):
            milestone = getattr(item.row, "milestone", "")
            held = programme.milestones.get(milestone)
            gone = held is not None and held.state is State.WITHDRAWN
            code = code_of(milestone)
            if start is not None and not gone and (code not in last or item.day >= last[code].last.day):
                last[code] = _Move(code, kpi, item, round(item.value - start, 9))
    return [last[code] for code in sorted(last)]


@rule(
    "CF26",
    Severity.QUERY,
    '{streams} each claim "{title}" as a benefit of their own.{aside}',
    "Agree whose benefit it is, or how much of it is whose, so that it is counted once.",
)
def benefit_claimed_twice(programme: Programme) -> Iterator[Hit]:
    """A lagging KPI is claimed as a benefit by one workstream, which gives its Benefit type.

    Where two claim it, the same children or pounds are counted twice in what the programme says it brings.

    **Fails**

    KPIs:
    | ID | KPI | Benefit type |
    | --- | --- | --- |
    | TRN-K01 | Cost of places | Cost avoidance |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Benefit type |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN | Cost of places | <Cashable> |

    **Passes**

    KPIs:
    | ID | KPI | Type | Benefit type |
    | --- | --- | --- | --- |
    | TRN-K01 | Cost of places | Lagging | Cost avoidance |
    | TRN-K02 | Visits made | Leading | Non-cashable |
    | TRN-K03 | Cost of places | Lagging | Cost avoidance |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Type | Benefit type |
    | --- | --- | --- | --- | --- |
    | SOU-K01 | SOU | Cost of places | Lagging | |
    | SOU-K02 | SOU | Visits made | Leading | Non-cashable |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx KPIs:
    | ID | Workstream | KPI | Type | Benefit type |
    | --- | --- | --- | --- | --- |
    | WES-K01 | WES | Cost of transport | Lagging | Cashable |
    """
    for rows in kpis_alike(programme):
        claimed = [row for row in rows if row.type is Indicator.LAGGING and row.benefit]
        streams = sorted({code for item in claimed for code in claimants(programme, item)})
        if len(claimed) > 1 and len(streams) > 1:
            last = claimed[-1]
            cells = [Related(item.at("benefit"), "claimed here too") for item in claimed[:-1]]
            yield hit(
                last.at("benefit"), *cells, title=last.name or last.id, streams=first_few(streams),
                aside=aside(programme, *claimed),
            ).known_by(*(item.id for item in claimed))  # fmt: skip
