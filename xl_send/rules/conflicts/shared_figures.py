"""Figures of one KPI that two workbooks give differently."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import amount
from xl_send.analysis.shared_kpis import kpis_alike
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.conflicts.kpi_definitions import kpi_differences
from xl_send.value_classes import NamedTuple
from xl_send.words import file_name
from xl_send.workbook.days import say
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Programme


class _Given(NamedTuple):
    """A figure of a KPI, its row and field, and the day or the milestone that it is for, in words."""

    kpi: Kpi
    row: Actual | Expectation
    field: str
    when: str
    value: float


@rule(
    "CF42",
    Severity.ERROR,
    "{what} of {id} {day} is {value} here, and {theirs} in {other}.",
    "Ask whoever counts {id} which is right, and write the same in both workbooks.",
)
def two_figures_of_a_shared_kpi(programme: Programme) -> Iterator[Hit]:
    """A KPI that two workbooks give has one figure for one day, and one expectation at one milestone.

    Else the board reads the figure of whichever workbook is open. The workbook is blamed to which the KPI does not
    belong. One figure that is the other, rounded, is the same. KPIs of one title in two workbooks, which are defined
    alike in all, are one.

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

    **Fails**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Pupils in local schools | All on roll |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Definition |
    | --- | --- | --- | --- |
    | SOU-K01 | SOU | Pupils in local schools | All on roll |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 31 Oct 2026 | <120> |

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

    **Passes**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Pupils in local schools | All on roll |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID | Workstream | KPI | Definition |
    | --- | --- | --- | --- |
    | SOU-K01 | SOU | Pupils in local schools | In the south |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 31 Oct 2026 | 120 |
    """
    first: dict[tuple[str, str], _Given] = {}
    one_with = _defined_alike(programme)
    for one in sorted(_given(programme), key=lambda one: code_of(one.kpi.id) not in programme.of(one.row).codes):
        known = first.setdefault((one_with.get(one.kpi.id, one.kpi.id), one.when), one)
        if known.row.workbook != one.row.workbook and not _is_rounded(known.value, one.value):
            unit, name = one.kpi.unit, one.field
            yield hit(
                one.row.at(name), Related(known.row.at(name), "the other"), what=one.row.at(name).column,
                id=one.kpi.id, day=one.when, value=amount(unit, one.value), theirs=amount(unit, known.value),
                other=file_name(known.row.workbook),
            )  # fmt: skip


def _defined_alike(programme: Programme) -> dict[str, str]:
    """The KPIs that have one title and one definition with another of another workbook, by that other's id."""
    found: dict[str, str] = {}
    for first, *others in kpis_alike(programme):
        for other in others:
            alike = first.unit is other.unit and not [*kpi_differences(programme, first, other)]
            if other.workbook != first.workbook and alike and first.definition and other.definition:
                found[other.id] = first.id
    return found


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
