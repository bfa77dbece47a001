"""What a KPI's colour rests on and could not be read, or cannot be right, asked by formula (status: in doubt)."""

from __future__ import annotations

from xl_send.workbook.doubts import (
    COUNTED,
    EITHER_WAY,
    IN_PARTS,
    IN_WHOLE_ONES,
    LARGEST_SHARE,
    NEVER_BELOW_NOUGHT,
    OF_A_DIFFERENCE,
    PERHAPS_IN_PARTS,
    THOUSAND,
    WITHIN,
)
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.xlsx.formulas.figures import FAR, figures_of
from xl_send.xlsx.formulas.names import AS_AT
from xl_send.xlsx.formulas.syntax import NOTHING, RowCells, Whole, either, every, is_one_of, when, word, words

ACTUALS, EXPECTATIONS, MILESTONES = Whole(Actual), Whole(Expectation), Whole(Milestone)


def is_unread(row: RowCells) -> str:
    """Whether an expectation or a figure that could not be read may be the one that decides."""
    return either(_expectation_unread(row), _actual_unread(row))


def _expectation_unread(row: RowCells) -> str:
    """An expectation of this KPI without a date, unless it could not be the one in force at the latest figure.

    It could not where it would lie after that figure, or before the last point that is known.
    """
    measured, latest, since = EXPECTATIONS["measured_on"], row["latest_at"], row["expected_since"]
    until = when(f"{latest}={NOTHING}", AS_AT, latest)
    first = f"N({since})"
    at_milestone = f"{MILESTONES['id']},{EXPECTATIONS['milestone']},{MILESTONES['baseline']}"
    planned = f'COUNTIFS({at_milestone},">"&{until})+COUNTIFS({at_milestone},"<"&{first})'
    named = f'ISNUMBER(SEARCH("??-??",{EXPECTATIONS["milestone"]}))*((({measured}={NOTHING})+({measured}=0))>0)'
    aside = f"ISNUMBER({measured})*({measured}>0)*(({measured}>{until})+({measured}<{first}))+{named}*({planned})"
    undated = f"({EXPECTATIONS['kpi']}={row['id']})*({EXPECTATIONS['day']}={NOTHING})"
    return f"SUMPRODUCT({undated}*(({aside})=0))>0"


def _actual_unread(row: RowCells) -> str:
    """A row of this KPI that is no record, unless its date is after the as at date or before the latest figure."""
    day, value, base = ACTUALS["period_end"], ACTUALS["value"], ACTUALS["base"]
    dated = f"ISNUMBER({day})*({day}>0)"
    readable = f"{dated}*NOT(ISTEXT({value}))*NOT(ISTEXT({base}))*NOT(ISNUMBER({base})*({base}<0))"
    latest = f"N({row['latest_at']})"
    aside = f"{dated}*((({day}>{AS_AT})+({day}<{latest}))>0)"
    return f"SUMPRODUCT(({ACTUALS['kpi']}={row['id']})*({readable}=0)*({aside}=0))>0"


def is_in_doubt(row: RowCells) -> str:
    """Whether a figure that decides cannot be one of this KPI."""
    given, tolerance = f"ISNUMBER({row['tolerance']})", row["tolerance"]
    least, most = (
        f"{name}({row['latest']},{row['expected']},{when(given, tolerance, journey)})"
        for name, journey in ((name, f"{name}({row['baseline']},{row['target']})") for name in ("MIN", "MAX"))
    )
    percent, counted = (f"{row['unit']}={word(unit)}" for unit in (Unit.PERCENT, Unit.COUNT))
    too_large = every(percent, f"{most}>{LARGEST_SHARE:g}")
    too_small = f"{least}<{when(percent, f'-{LARGEST_SHARE:g}', when(counted, '0', '-' + FAR))}"
    below_nought = every(given, f"{tolerance}<0")
    return either(
        too_large, too_small, below_nought, _less_than_nothing(row), _money_in_doubt(row), _part_of_one(row),
        _target_too_early(row), _base_of_nought(row),
    )  # fmt: skip


def _less_than_nothing(row: RowCells) -> str:
    """A length, a rate or a share below nought, unless it is a difference by its title, its baseline or its target."""
    units = is_one_of(row["unit"], *NEVER_BELOW_NOUGHT)
    set_so = f"MIN({row['baseline']},{row['target']})<0"
    difference = either(set_so, _speaks_of(row, OF_A_DIFFERENCE))
    return every(f"MIN({row['latest']},{row['expected']})<0", units, f"NOT({difference})")


def _money_in_doubt(row: RowCells) -> str:
    """Money with a minus sign that neither baseline nor target has, or some thousand times smaller or larger."""
    ends, judged = (f"{row[one]},{row[other]}" for one, other in (("baseline", "target"), ("latest", "expected")))
    given = every(f"{row['unit']}={word(Unit.POUNDS)}", f"COUNT({ends})=2", f"MIN({ends})>0")
    minus = every(f"MIN({judged})<=-MIN({ends})/2", f"NOT({_speaks_of(row, EITHER_WAY)})")
    times = f"{THOUSAND / WITHIN:g}"
    small = (every(f"N({row[one]})>0", f"N({row[one]})*{times}<=MIN({ends})") for one in ("latest", "expected"))
    return every(given, either(minus, *small, f"MAX({judged})>=MAX({ends})*{times}"))


def _part_of_one(row: RowCells) -> str:
    """A count that is no whole number, unless it is counted in parts by its title, its baseline or its target."""
    counted = f"{row['unit']}={word(Unit.COUNT)}"
    set_so = (_in_parts(row[name]) for name in ("baseline", "target"))
    whole_ones = f'COUNT(SEARCH({words(*IN_WHOLE_ONES)},"^"&{row["name"]}))=0'
    perhaps = every(_speaks_of(row, PERHAPS_IN_PARTS), whole_ones)
    return every(counted, _in_parts(row["latest"]), f"NOT({either(*set_so, perhaps, _speaks_of(row, IN_PARTS))})")


def _in_parts(cell: str) -> str:
    """Whether a cell holds a number that is not whole."""
    return f"ROUND(N({cell}),6)<>INT(ROUND(N({cell}),6))"


def _speaks_of(row: RowCells, stems: tuple[str, ...]) -> str:
    """Whether the title holds one of these words."""
    return f'COUNT(SEARCH({words(*stems)}," "&{row["name"]}&" "))>0'


def _target_too_early(row: RowCells) -> str:
    target, start = row["target_date"], row["baseline_date"]
    return every(f"ISNUMBER({start})", f"{row['expected_since']}={target}", f"{target}<={start}")


def _base_of_nought(row: RowCells) -> str:
    base = ACTUALS["base"]
    counted = is_one_of(row["unit"], *COUNTED)
    nought = f"{figures_of(row['id'])}*({ACTUALS['period_end']}={row['latest_at']})*ISNUMBER({base})*({base}=0)"
    return every(f"SUMPRODUCT({nought})>0", f"NOT({every(counted, row['latest'] + '=0')})")
