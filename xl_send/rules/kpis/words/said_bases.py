"""What a commentary says of how many answered, against the bases of the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import FULL_MONTHS, say
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Programme

_ANSWERED = Pattern(
    r"(?i)(?:^|[.;:] )(?P<way>fewer|more|as many) (?:(?:of the |of our )?(?:[a-z-]+ ){0,3}?(?:answered|replied"
    r"|responded|took part)|(?:replies|answers|responses|returns))(?: [a-z ]{0,20}?)? than"
    rf" (?:in |at |last |we had )*(?:the )?(?P<when>spring|summer|autumn|winter|time|before|term"
    rf"|round|{'|'.join(FULL_MONTHS)})\b"
)
_SEASONS = {"winter": (12, 1, 2), "spring": (2, 3, 4, 5), "summer": (5, 6, 7, 8), "autumn": (9, 10, 11, 12)}
A_YEAR = 366


@rule(
    "CM76",
    Severity.QUERY,
    'The commentary says "{words}", but Base is {now} at {day} and was {before} at {earlier}.',
    "Correct the commentary, or the Base. How far a figure can be trusted hangs on how many answered.",
)
def answers_of_the_other_way(programme: Programme) -> Iterator[Hit]:
    """Where a commentary says that fewer answered, or more, the bases say so too.

    Asked where it compares the number who answered with that of a season, a month or the time before, and Base has
    gone the other way since each figure of that time in the last twelve months.

    **Fails**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Percent | <Fewer parents answered than in the summer, so we make little of it.> |
    | TRN-K02 | Percent | <Steady. More replies than last time> |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 61% | 31 |
    | TRN-K01 | 31 Oct 2026 | 63% | 37 |
    | TRN-K02 | 31 Jul 2026 | 61% | 41 |
    | TRN-K02 | 31 Oct 2026 | 63% | 37 |

    **Passes**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Percent | More parents answered than in the summer. |
    | TRN-K02 | Percent | Fewer parents answered than in the spring |
    | TRN-K03 | Percent | Fewer said no than in the summer |
    | TRN-K04 | Percent | Fewer parents of girls than in the summer |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 61% | 31 |
    | TRN-K01 | 31 Oct 2026 | 63% | 37 |
    | TRN-K02 | 31 Jul 2026 | 61% | 31 |
    | TRN-K02 | 31 Oct 2026 | 63% | 37 |
    | TRN-K03 | 31 Jul 2026 | 61% | 31 |
    | TRN-K03 | 31 Oct 2026 | 63% | 37 |
    | TRN-K04 | 31 Jul 2026 | 61% | 31 |
    | TRN-K04 | 31 Oct 2026 | 63% | 37 |
    """
    for kpi, figures in series(programme).items():
        found = _ANSWERED.search(kpi.commentary or "") if is_active(programme, kpi) else None
        latest = _base(figures[-1])
        if found is None or latest is None or found["way"].casefold() == "as many":
            continue
        way = 1 if found["way"].casefold() == "more" else -1
        others = [(one, base) for one in _of(found["when"].casefold(), figures) if (base := _base(one)) is not None]
        if others and all((latest - base) * way < 0 for _, base in others):
            one, base = others[-1]
            related = [Related(row.row.at("base"), f"the base of {say(row.day)}") for row in (figures[-1], one)]
            yield hit(
                kpi.at("commentary"), *related, words=found[0].strip(" .;:"), now=f"{latest:g}", day=figures[-1].day,
                before=f"{base:g}", earlier=one.day,
            )  # fmt: skip


def _base(figure: Dated) -> float | None:
    return figure.row.base if isinstance(figure.row, Actual) else None


def _of(when: str, figures: Sequence[Dated]) -> Sequence[Dated]:
    """The earlier figures of a season or a month within a year of the latest; of no such time the one before it."""
    months = _SEASONS.get(when) or ((FULL_MONTHS.index(when) + 1,) if when in FULL_MONTHS else ())
    earlier = [one for one in figures[:-1] if (figures[-1].day - one.day).days <= A_YEAR]
    return [one for one in earlier if one.day.month in months] if months else earlier[-1:]
