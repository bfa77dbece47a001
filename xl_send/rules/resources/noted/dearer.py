"""A rise in what a line costs, by its Note, that its forecast does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.money import says_who_pays
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_DEARER = Pattern(
    r"(?i)\b(?:(?<!no )(?<!any )uplifts?(?: of)?(?: \d[\d.]*%)?|(?:price|rate|fee|cost)s? (?:went|gone|are|is) up"
    r"|(?:price|rate|fee|cost)s? (?:rose|have risen|increased)|dearer than (?:planned|budgeted|expected))"
)
_ALLOWED_FOR = Pattern(
    r"(?i)\b(?:budget\w*|includ\w*|allow\w*|absorb\w*|offset|within|covered|met|built in|planned for|balanced|but"
    r"|instead|savings?|saved|fewer|next year|from april|if|may|might|could)\b"
)


@rule(
    "MN80",
    Severity.QUERY,
    'The forecast is the budget, {budget}, but the Note says "{words}".',
    "Put what that costs into Forecast outturn. If the budget allows for it, say so in the Note.",
)
def forecast_left_at_the_budget(programme: Programme) -> Iterator[Hit]:
    """A line whose Note tells of a rise in what it costs is not forecast at its budget to the pound.

    The budget was copied, or typed over the forecast, and an overspend vanishes. Not asked where the Note says that the
    budget allows for it, or who pays.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 58000 | 22300 | <58000> | Provider uplift 4% plus an extra coach day from January |
    | TRN-F02 | 58000 | 22300 | <58000> | Rates went up by 3% in September |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 58000 | 22300 | 62400 | Provider uplift 4% plus an extra coach day from January |
    | TRN-F02 | 58000 | 22300 | 58000 | Budget includes the 4% uplift |
    | TRN-F03 | 58000 | 22300 | 58000 | Uplift met from the vacancy |
    | TRN-F04 | 58000 | 22300 | 58000 | No uplift this year |
    | TRN-F05 | 58000 | 22300 | 58000 | Extra places opened in September |
    """
    for line in programme.each(MoneyLine):
        if line.budget <= 0 or line.outturn != line.budget or line.carry_forward or not line.note:
            continue
        found = _DEARER.search(line.note)
        if found and not _ALLOWED_FOR.search(line.note) and not says_who_pays(line.note):
            note = Related(line.at("note"), "the Note")
            yield hit(line.at("outturn"), note, budget=pounds(line.budget), words=found[0])
