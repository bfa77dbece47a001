"""KPIs that several workbooks share, and define in their own ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.account_ages import aside
from xl_send.analysis.figures import amount
from xl_send.analysis.shared_kpis import claimants, kpis_alike
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme


class DifferingColumn(NamedTuple):
    """One column in which two rows of a KPI differ, and how in words."""

    cell: Cell
    other: Cell
    text: str


@rule(
    "CF20",
    Severity.ERROR,
    '"{title}" is not the same in {streams}: {differences}.{aside}',
    "Agree one definition, direction, baseline and target, or give one of them another title.",
)
def shared_kpi_defined_differently(programme: Programme) -> Iterator[Hit]:
    """A KPI of one id or one title is one thing in every workbook: one definition, direction, baseline and target.

    Else two figures under one name stand side by side before the board, and both are right. What a figure speaks of
    (Measures) and the day of one target are to be alike too. A blank differs from nothing; capitals and punctuation do
    not matter.

    **Fails**

    KPIs:
    | ID | KPI | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pupils in local schools | <100> | 200 | All on roll |
    | TRN-K02 | Families satisfied | 100 | 200 | All who answered |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- | --- |
    | SOU-K01 | SOU | Pupils in local schools. | 110 | 200 | All on roll |
    | TRN-K02 | TRN | Families content | 100 | 200 | <Those who answered in full> |

    **Fails**

    KPIs:
    | ID | KPI | Target |
    | --- | --- | --- |
    | TRN-K01 | % of EHCPs issued in 20 weeks | 200 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Target |
    | --- | --- | --- | --- |
    | WES-K01 | SOU | Percentage of EHC plans issued in 20 weeks | <210> |

    **Fails**

    KPIs:
    | ID | KPI | Measures | Target date |
    | --- | --- | --- | --- |
    | TRN-K01 | Pupils in local schools | <Snapshot> | 31 Jul 2027 |
    | TRN-K02 | Families satisfied | Snapshot | <31 Jul 2027> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Measures | Target date |
    | --- | --- | --- | --- | --- |
    | SOU-K01 | SOU | Pupils in local schools | Rolling 12 months | 31 Jul 2027 |
    | SOU-K02 | SOU | Families satisfied | Snapshot | 31 Jul 2026 |

    **Passes**

    KPIs:
    | ID | KPI | Baseline | Target | Definition | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pupils in local schools | 100 | 200 | All on roll | |
    | TRN-K02 | Families satisfied | 100 | 200 | | |
    | TRN-K03 | Days to a decision | 100 | 200 | | Withdrawn |
    | TRN-K04 | Visits made | 100 | 200 | | |
    | TRN-K05 | Visits made | 110 | 200 | | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- | --- |
    | SOU-K01 | SOU | pupils in local schools | 100 | 200 | All on roll. |
    | SOU-K02 | SOU | Families satisfied | 100 | 200 | All who answered |
    | SOU-K03 | SOU | Days to a decision | 110 | 200 | |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx KPIs:
    | ID | Workstream | KPI | Baseline | Target | Definition |
    | --- | --- | --- | --- | --- | --- |
    | WES-K01 | WES | Pupils in special schools | 110 | 220 | All on roll |
    """
    for first, *others in kpis_alike(programme):
        elsewhere = [other for other in others if other.workbook != first.workbook]
        differing = [item for other in elsewhere for item in kpi_differences(programme, first, other)]
        if differing:
            cells = [Related(differing[0].other, "the other")]
            cells += [Related(cell, "differs too") for item in differing[1:] for cell in (item.cell, item.other)]
            yield hit(
                differing[0].cell, *dict.fromkeys(cells), title=first.name or first.id,
                streams=first_few(sorted({_party(programme, item) for item in (first, *elsewhere)})),
                differences="; ".join(item.text for item in differing), aside=aside(programme, first, *elsewhere),
            ).known_by(*(item.id for item in (first, *elsewhere)))  # fmt: skip


def _party(programme: Programme, kpi: Kpi) -> str:
    return "/".join(claimants(programme, kpi))


def _said(day: date | None) -> str:
    return say(day) if day else "no day"


def kpi_differences(programme: Programme, first: Kpi, other: Kpi) -> Iterator[DifferingColumn]:
    """The columns in which another row of a KPI differs from its first."""
    mine, theirs = _party(programme, first), _party(programme, other)
    for name in ("baseline", "target"):
        known, figure = getattr(first, name), getattr(other, name)
        if known is not None and figure is not None and round(known - figure, 9):
            text = f"{other.at(name).column} is {amount(other.unit, figure)} in {theirs}"
            yield DifferingColumn(other.at(name), first.at(name), f"{text}, {amount(first.unit, known)} in {mine}")
    for name in ("better", "measures"):
        known, said = getattr(first, name), getattr(other, name)
        if known is not said:
            text = f"{other.at(name).column} is {said.value} in {theirs}, {known.value} in {mine}"
            yield DifferingColumn(other.at(name), first.at(name), text)
    if first.target == other.target and first.target_date and other.target_date != first.target_date:
        text = f"its target is for {_said(other.target_date)} in {theirs}, {_said(first.target_date)} in {mine}"
        yield DifferingColumn(other.at("target_date"), first.at("target_date"), text)
    if first.definition and other.definition and name_key(first.definition) != name_key(other.definition):
        text = f"{theirs} defines it in other words than {mine}"
        yield DifferingColumn(other.at("definition"), first.at("definition"), text)
