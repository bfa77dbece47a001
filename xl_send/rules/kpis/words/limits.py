"""Within how many days or weeks: a title that says it and a Definition that says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_WITHIN = Pattern(rf"(?i)\bwithin ({NUMBER}) (?:(?:working|school|calendar) )?(day|week|month)s?\b")


@rule(
    "KP97",
    Severity.QUERY,
    'The title says "{words}", the Definition "{others}".',
    "Correct one of the two. Nobody can tell which of them was counted.",
)
def definition_of_another_limit(programme: Programme) -> Iterator[Hit]:
    """What a title counts within so many days, its Definition counts within as many.

    Asked where each of the two gives one such limit, in the same unit of time.

    **Fails**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Visits made within ten school days | <Visits within 15 school days of asking, out of all> |

    **Passes**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Visits made within ten school days | Visits within 10 school days of asking, out of all |
    | TRN-K02 | Plans issued within 20 weeks | Issued within 140 days |
    | TRN-K03 | Plans issued within 20 weeks | Decided within 6 weeks and issued within 20 weeks |
    """
    for kpi in programme.each(Kpi):
        title = _limits(kpi.name) if kpi.definition else {}
        said = _limits(kpi.definition) if title else {}
        if len(title) == len(said) == 1:
            ((number, unit), words), ((other, of), others) = *title.items(), *said.items()
            if unit == of and number != other:
                yield hit(kpi.at("definition"), Related(kpi.at("name"), "its title"), words=words, others=others)


def _limits(text: str | None) -> dict[tuple[float, str], str]:
    """The limits that a text gives, by number and unit of time, each with its words."""
    return {(number_said(found[1]), found[2].casefold()): found[0] for found in _WITHIN.finditer(text or "")}
