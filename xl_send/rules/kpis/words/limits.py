"""Within how many days or weeks: a title that says it and a Definition that says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_WITHIN = Pattern(
    rf"(?i)\b(?:within|no (?:later|more) than|(?<!\bthan )(?<!\bonce )in|inside) ({NUMBER})"
    r" ?(?:(working|school|calendar) )?(day|week|month|wk|mth)s?\b"
)
# Weeks in days: all of them, and those on which people work.
_DAYS_OF_A_WEEK = ("", 7), ("working", 5), ("school", 5)

_Limit = tuple[float, str, str]


@rule(
    "KP97",
    Severity.QUERY,
    'The title says "{words}", the Definition "{others}".',
    "Correct one of the two. Nobody can tell which of them was counted.",
)
def definition_of_another_limit(programme: Programme) -> Iterator[Hit]:
    """What a title counts within so many days, its Definition counts within as many.

    Asked where each of the two gives one such limit, in the same unit of time, or one in weeks and one in days: school
    days are not working days, and 28 working days not four weeks.

    **Fails**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Visits made within ten school days | <Visits within 15 school days of asking, out of all> |
    | TRN-K02 | Advice returned in six weeks | <Advice returned within 56 days, over all> |

    **Fails**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Letter within 4 wks of meeting | <Letters sent within 28 working days / meetings held> |
    | TRN-K02 | Visits made within 15 school days | <Visits within 15 working days of asking> |

    **Passes**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Visits made within ten school days | Visits within 10 school days of asking, out of all |
    | TRN-K02 | Plans issued within 20 weeks | Issued within 140 days |
    | TRN-K03 | Plans issued within 20 weeks | Decided within 6 weeks and issued within 20 weeks |
    | TRN-K04 | Advice returned in six weeks | Advice returned in 30 working days |
    | TRN-K05 | Plans reviewed in 12 months | Reviews held in 52 weeks |
    | TRN-K06 | Letter within 4 wks of meeting | Letters sent within 28 days, or within 20 working days |
    | TRN-K07 | Letter within 4 wks of meeting | Letters sent within 20 working days |
    | TRN-K08 | Visits within 10 days | Visits within 10 working days |
    """
    for kpi in programme.each(Kpi):
        title = _limits(kpi.name) if kpi.definition else {}
        said = _limits(kpi.definition) if title else {}
        if len(title) == len(said) == 1:
            (one, words), (other, others) = *title.items(), *said.items()
            if _differ(one, other):
                yield hit(kpi.at("definition"), Related(kpi.at("name"), "its title"), words=words, others=others)


def _limits(text: str | None) -> dict[_Limit, str]:
    """The limits that a text gives, by number, kind of day and unit of time, each with its words."""
    found = _WITHIN.finditer(text or "")
    return {(number_said(one[1]), (one[2] or "").casefold(), _unit(one[3])): one[0] for one in found}


def _unit(words: str) -> str:
    """A unit of time as it is written out."""
    return {"wk": "week", "mth": "month"}.get(words.casefold(), words.casefold())


def _differ(one: _Limit, other: _Limit) -> bool:
    """Whether two limits cannot be the same: in one unit by their numbers, in weeks and days by the days of a week."""
    (number, kind_of_one, unit), (another, kind_of_other, of) = one, other
    if unit == of:
        return number != another or "" != kind_of_one != kind_of_other != ""
    if {unit, of} != {"day", "week"}:
        return False
    (weeks, *_), (days, kind, _) = (one, other) if unit == "week" else (other, one)
    return all(weeks * length != days for name, length in _DAYS_OF_A_WEEK if kind in {name, "calendar"} or not kind)
