"""Days by which a mitigation says that something will be done, against the dates of its risk."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.days.planned_days import is_a_slip_off
from xl_send.workbook.sheets.choices import RiskStatus
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

_BY = Pattern(rf"(?i)[^.;:]{{4,60}} (?:by|before|no later than|due(?: on)?) (?:the )?(?:[a-z]+day,? )?(?:the )?{DAY}")
_IF = Pattern(r"(?i)\b(?:if|unless|should|would|trigger|review\w*|until|otherwise|fall ?back to|was|had|after)\b")


@rule(
    "CM54",
    Severity.QUERY,
    'Mitigation says "{words}", but {column} is {day}.',
    "Bring the two together. A mitigation that comes after the risk is to have come down, or later than planned, "
    "does not hold it.",
)
def mitigation_later_than_its_dates(programme: Programme) -> Iterator[Hit]:
    """What a mitigation promises by a day comes before the risk is to have come down by it.

    Asked of an open risk whose Mitigation says that something is done by a day that is no date of the row: where that
    is after Target date, or a slip of the hand from Action due, as 12 March is from 12 February.

    **Fails**

    Risks:
    | ID | Mitigation | Action due | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | <Escalate; paper form built by our own developer by 12 March.> | 12 Feb 2027 | 26 Feb 2027 |
    | TRN-R02 | <Second nurse trained by 12/04/27> | 12 Jan 2027 | 26 Feb 2027 |
    | TRN-R03 | <Second nurse trained by 15 January> | 5 Jan 2027 | |

    **Passes**

    Risks:
    | ID | Mitigation | Action due | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | Paper form built by our own developer by 12 Feb | 12 Feb 2027 | 26 Feb 2027 |
    | TRN-R02 | First draft in January, all of it by 24 February | 15 Jan 2027 | 26 Feb 2027 |
    | TRN-R03 | Buy in a nurse if the post is not filled by 12 March | 12 Feb 2027 | 26 Feb 2027 |
    | TRN-R04 | Close it by 26 February | 12 Feb 2027 | 26 Feb 2027 |
    """
    for risk in programme.each(Risk):
        text, due, target = risk.mitigation or "", risk.action_due, risk.target_date
        if not text or risk.status is not RiskStatus.OPEN or not (due or target):
            continue
        for found in _BY.finditer(text):
            near = due or target
            day = day_matched(found, near) if near else None
            if day is None or day in (due, target) or _IF.search(found[0]):
                continue
            late = target is not None and day > target
            if late or (due and day > due and is_a_slip_off(day, due)):
                name = "target_date" if late else "action_due"
                cell = risk.at(name)
                words = {"words": found[0].strip(), "column": cell.column}
                yield hit(
                    risk.at("mitigation"), Related(cell, "by when"), severity=None, day=getattr(risk, name), **words
                )
                break
