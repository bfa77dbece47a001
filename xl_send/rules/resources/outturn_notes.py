"""Money lines whose words and Carry-forward agreed say another thing than their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.notes.money import is_carried_in, is_rounding, says_carried_in
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

# An outturn this close to its budget may be called on budget, under or over.
LEVEL = 0.002
# Further off than this it is not on budget; what a Note is about stands among so many words.
FAR_OFF, FIRST_WORDS = 0.03, 5
_ON_BUDGET = Pattern(
    r"(?:(?:still|forecast to be|all|spending) )?(?:on|to|in line with) (?:the )?(?:budget|profile)",
    re.IGNORECASE,
    needs="budget|profile",
)

_UNDER = Pattern(
    r"\bunder(?:[ -]?sp[eo]nd\w*|[ -]?spent)?\b|\bless than (?:planned|budget\w*)", re.IGNORECASE, needs="under|less"
)
_OVER = Pattern(
    r"\bover(?:[ -]?sp[eo]nd\w*|[ -]?spent|[ -]budget)\b|\bper cent over\b|\d ?% over\b", re.IGNORECASE, needs="over"
)
_OFFSET = Pattern(
    r"\b(?:offset\w*|elsewhere|other lines?|against|(?:last|previous|prior) (?:year|quarter|month)|recover\w*|not|no"
    r"|instead|risks?|may|might|could|would|potential\w*|possib\w*|any|managed|month|if|unless|avoid\w*|prevent\w*|unlikely|was|were|had|since|used|gone"
    r"|more|but|although|though"
    r"|earlier|(?:brought|carried) (?:forward|in)|(?:met|funded|paid|covered) (?:from|by)|from the|q[1-4]|quarter [1-4]"
    r"|20\d\d[-/]\d\d)\b",
    re.IGNORECASE,
)


@rule(
    "MN25",
    Severity.QUERY,
    'The Note says "{words}", but the line is forecast to be {by} {side} its budget.',
    "Bring the Note up to date, or correct the figures. Readers take the Note for the reason.",
)
def note_of_another_outturn(programme: Programme) -> Iterator[Hit]:
    """A Note that speaks of an underspend or an overspend stands beside one.

    It is often last quarter's, left standing when the figures moved. Asked where the Note begins with it, within five
    words, or is no more than that the line is on budget and it is 3% off; one of what might be, was, or pays for this
    is not asked about. A sum that it begins with, of so much under or over, is that of the line within a third.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 54000 | <A small underspend> |
    | TRN-F02 | 50000 | 46000 | <Overspend from agency staff> |
    | TRN-F03 | 50000 | 54000 | <On budget> |

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 48500 | <£15,000 under budget from a late start> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 46000 | A small underspend |
    | TRN-F02 | 50000 | 54000 | Overspend from agency staff |
    | TRN-F03 | 50000 | 54000 | Offset by the underspend on coaches |
    | TRN-F04 | 50000 | 46000 | Under review |
    | TRN-F05 | 50000 | 46000 | Risk of overspend if agency staff stay |
    | TRN-F06 | 50000 | 54000 | Met from the underspend of 2025-26 |
    | TRN-F07 | 50000 | 54000 | Pay award has used up the underspend |
    | TRN-F08 | 50000 | 54000 | Underspend on travel, more on agency staff |
    | TRN-F09 | 50000 | 49000 | On budget |
    | TRN-F10 | 50000 | 46000 | £4k under budget from a late start |
    | TRN-F11 | 50000 | 46000 | £15,000 under on staff, offset by travel |
    """
    for line in programme.each(MoneyLine):
        gap, note = line.outturn - line.budget, line.note or ""
        if line.budget < 0 or abs(gap) <= LEVEL * line.budget:
            continue
        head = " ".join(note.split()[:FIRST_WORDS])
        under, over = _UNDER.search(head), _OVER.search(head)
        wrong = (under if gap > 0 else over) if not (_UNDER.search(note) and _OVER.search(note)) else None
        if abs(gap) > FAR_OFF * line.budget:
            wrong = wrong or _ON_BUDGET.fullmatch(note.strip(" ."))
        wrong = wrong or _other_sum(note, abs(gap))
        if wrong and wrong[0].casefold() != "under" and not _OFFSET.search(note):
            side = "over" if gap > 0 else "under"
            related = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("note"), related, words=note.rstrip(" ."), by=pounds(abs(gap)), side=side)


_SUM_OFF = Pattern(
    r"£ ?(\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d+)?) ?(k?) (?:under|over)(?:[ -]?sp[eo]nd\w*|[ -]?spent| budget)?\b"
    r"(?! on\b)",
    re.IGNORECASE,
    needs="under|over",
)


def _other_sum(note: str, gap: float) -> re.Match[str] | None:
    """A sum that a Note begins with, of so much under or over, where it is not that of the line."""
    found = _SUM_OFF.match(note.strip())
    said = float(found[1].replace(",", "")) * (1000 if found[2] else 1) if found else gap
    return found if abs(said - gap) * 3 > gap else None


@rule(
    "MN27",
    Severity.QUERY,
    "Carry-forward is agreed, but the line is forecast to be {over} over its budget: there is nothing to carry.",
    "Choose No, or correct Forecast outturn if an underspend is truly expected.",
)
def overspend_carried_forward(programme: Programme) -> Iterator[Hit]:
    """What may be carried into the next year is an underspend.

    A Yes beside an overspend is mostly left from an earlier forecast, and lets a board count on money that is not
    there. Rounding is not asked about, nor what was carried in, as the Note says or another line of an earlier year
    shows that spends so much less.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 50501 | <Yes> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 45000 | Yes | |
    | TRN-F02 | 50000 | 50500 | Yes | |
    | TRN-F03 | 50000 | 54000 | No | |
    | TRN-F04 | 50000 | 54000 | Yes | £4,000 carried in from 2025-26 |

    **Passes**

    Money:
    | ID | Financial year | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 50000 | 39000 | Yes | Late starts |
    | TRN-F02 | 2027-28 | 64000 | 75000 | Yes | Includes the £11k |
    | TRN-F03 | 2027-28 | 64000 | 70000 | Yes | £6,000 c/f |
    """
    for line in programme.each(MoneyLine):
        over = line.outturn - line.budget
        explained = is_rounding(over, line.budget) or line.budget < 0 or says_carried_in(line.note)
        if line.carry_forward and over > 0 and not explained and not is_carried_in(programme, line):
            related = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("carry_forward"), related, over=pounds(over))
