"""KPIs that several workbooks share, and define in their own ways."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.account_ages import aside
from xl_send.analysis.figures import amount
from xl_send.analysis.shared_kpis import claimants, kpis_alike
from xl_send.findings import Cell, Related, Severity
from xl_send.frozen import NamedTuple
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import file_name, first_few
from xl_send.workbook.days import say
from xl_send.workbook.ids import code_of
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Programme


class _Given(NamedTuple):
    """A figure of a KPI, its row and field, and the day or the milestone that it is for, in words."""

    kpi: Kpi
    row: Actual | Expectation
    field: str
    when: str
    value: float


class _Differing(NamedTuple):
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

    Else two figures under one name stand side by side before the board, and both are right. A blank differs from
    nothing; capitals and punctuation do not matter.

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
        differing = [item for other in elsewhere for item in _differing(programme, first, other)]
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


def _differing(programme: Programme, first: Kpi, other: Kpi) -> Iterator[_Differing]:
    """The columns in which another row of a KPI differs from its first."""
    mine, theirs = _party(programme, first), _party(programme, other)
    for name in ("baseline", "target"):
        known, figure = getattr(first, name), getattr(other, name)
        if known is not None and figure is not None and round(known - figure, 9):
            text = f"{other.at(name).column} is {amount(other.unit, figure)} in {theirs}"
            yield _Differing(other.at(name), first.at(name), f"{text}, {amount(first.unit, known)} in {mine}")
    if first.better is not other.better:
        text = f"Better when is {other.better.value} in {theirs}, {first.better.value} in {mine}"
        yield _Differing(other.at("better"), first.at("better"), text)
    if first.definition and other.definition and name_key(first.definition) != name_key(other.definition):
        text = f"{theirs} defines it in other words than {mine}"
        yield _Differing(other.at("definition"), first.at("definition"), text)


@rule(
    "CF42",
    Severity.ERROR,
    "{what} of {id} {day} is {value} here, and {theirs} in {other}.",
    "Ask whoever counts {id} which is right, and write the same in both workbooks.",
)
def two_figures_of_a_shared_kpi(programme: Programme) -> Iterator[Hit]:
    """A KPI that two workbooks give has one figure for one day, and one expectation at one milestone.

    Else the board reads the figure of whichever workbook is open. The workbook is blamed to which the KPI does not
    belong. One figure that is the other, rounded, is the same.

    **Fails**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | <120> |

    **Passes**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110.4 |
    | TRN-K01 | 30 Sep 2026 | 104 |
    """
    first: dict[tuple[str, str], _Given] = {}
    for one in sorted(_given(programme), key=lambda one: code_of(one.kpi.id) not in programme.of(one.row).codes):
        known = first.setdefault((one.kpi.id, one.when), one)
        if known.row.workbook != one.row.workbook and not _is_rounded(known.value, one.value):
            unit, name = one.kpi.unit, one.field
            yield hit(
                one.row.at(name), Related(known.row.at(name), "the other"), what=one.row.at(name).column,
                id=one.kpi.id, day=one.when, value=amount(unit, one.value), theirs=amount(unit, known.value),
                other=file_name(known.row.workbook),
            )  # fmt: skip


def _is_rounded(one: float, other: float) -> bool:
    """Whether two figures are the same, or one is the other with fewer places."""
    return any(round(one, places) == round(other, 9) or round(other, places) == round(one, 9) for places in range(10))


def _given(programme: Programme) -> Iterator[_Given]:
    """Every figure and every expectation of a KPI that is known, in the words by which it is one and no other."""
    for actual in programme.each(Actual):
        if actual.value is not None and (kpi := programme.kpis.get(actual.kpi)):
            yield _Given(kpi, actual, "value", f"for {say(actual.period_end)}", actual.value)
    for expected in programme.each(Expectation):
        if kpi := programme.kpis.get(expected.kpi):
            yield _Given(kpi, expected, "expected", f"at {expected.milestone}", expected.expected)
