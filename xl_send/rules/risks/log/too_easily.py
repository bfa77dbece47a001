"""Risks that are closed, or put far off, against what their own row says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, end_of_month, next_month_named
from xl_send.calendar import Terms
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.reworded import that_matter
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.days import MONTHS
from xl_send.workbook.sheets.choices import Proximity, RiskStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme


@rule(
    "RK65",
    Severity.QUERY,
    'Status is Closed, but Outcome says no more than Controls in place ("{words}"), its action is still to come, and '
    "{milestone}, which the risk threatens, is not reached.",
    "Choose Open until then, or say in Outcome why the risk is over.",
)
def closed_for_its_control(programme: Programme) -> Iterator[Hit]:
    """A risk is closed for more than what was in place while it was open.

    The control was there when the risk was scored, and the risk with it; closed, nobody looks at it again. Asked where
    Outcome has no word that Controls in place has not, the action is due after the as at date, and a milestone that it
    threatens is still to come.

    **Fails**

    Risks:
    | ID | Status | Outcome | Controls in place | Action due | Threatens |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | <Closed> | director briefed | Director briefed, rota in use | 20 Nov 2026 | TRN-M01 |

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 4 Dec 2026 |

    **Passes**

    Risks:
    | ID | Status | Outcome | Controls in place | Action due | Threatens |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Closed | Second signatory named | Director briefed | 20 Nov 2026 | TRN-M01 |
    | TRN-R02 | Closed | Director briefed | Director briefed | 9 Nov 2026 | TRN-M01 |
    | TRN-R03 | Closed | Director briefed | Director briefed | 20 Nov 2026 | |
    | TRN-R04 | Open | | Director briefed | 20 Nov 2026 | TRN-M01 |

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 4 Dec 2026 |
    """
    for risk in worked_on(programme, Risk):
        as_at, due = programme.as_at(risk), risk.action_due
        if risk.status is not RiskStatus.CLOSED or as_at is None or due is None or due <= as_at:
            continue
        words = that_matter(risk.outcome or "")
        found = (programme.milestones.get(reference.id) for reference in risk.threatens)
        milestone = next((one for one in found if one and one.actual is None), None)
        if words and milestone and words <= that_matter(risk.controls or ""):
            related = Related(risk.at("controls"), "the same words"), Related(risk.at("action_due"), "still to come")
            words_said = {"words": risk.outcome, "milestone": milestone.id}
            yield hit(risk.at("status"), *related, severity=None, **words_said)


_ENDS = Pattern(
    r"(?i)\b(?:stops?|ends?|expires?|runs? out|lapses?|ceases?|falls? away|closes|is (?:withdrawn|spent|over|due)"
    r"|(?:funded|paid for|agreed|secured|in place|runs|only) (?:up )?(?:to|until|till)|no (?:cover|money|funding|staff)"
    r"|(?:must|has to|have to|is to) (?:leave|be (?:spent|handed back|vacated|renewed|signed|returned|repaid)))\b"
    r"(?: (?!(?:on|in|by|from|at|after|with|each|every)\b)[a-z]+){0,2} (?:(?:on|in|by|from|at|after|with) (?:the )?)?"
    rf"(?:end of |end |start of |early |mid[- ]|late )?(?:{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d)|(?! '?\d\d)))"
)
_LATER_ON = Pattern(
    r"(?i)\b(?:(?:autumn|spring|summer|next (?:year|school year))|20\d\d-\d\d|months? later|years?|september|later"
    r"|in the long run|eventually|extended|renewed each|rolls? over)\b"
)
NEXT = 1


@rule(
    "RK66",
    Severity.QUERY,
    'Proximity is Later, but the risk says "{words}", and the next term lasts until {until}.',
    "Choose Next term, This term or Now, or correct the words.",
)
def sooner_than_its_proximity(programme: Programme) -> Iterator[Hit]:
    """A risk that is to bite later names no end that comes by the end of the next term.

    What bites later is answered, and looked at, later. Asked of an open risk whose words say that something stops, ends
    or runs out on a day, or in a month, after the as at date and before the term after the next begins, and that name
    no later time at which it would be felt.

    **Fails**

    Risks:
    | ID | Risk | Proximity |
    | --- | --- | --- |
    | TRN-R01 | The grant stops on 31 March 2027 and no bid is certain, so outreach could end | <Later> |
    | TRN-R02 | Because the lease of Norton Lodge runs out in February, visits may have no base | <Later> |
    | TRN-R03 | Provider contract ends 31 march, no mediation after | <Later> |
    | TRN-R04 | Posts are funded to end March, so officers may leave | <Later> |
    | TRN-R05 | There is no cover after 5 February and visits stop | <Later> |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Summer term 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |

    **Passes**

    Risks:
    | ID | Risk | Proximity |
    | --- | --- | --- |
    | TRN-R01 | The grant stops on 31 March 2027 and no bid is certain, so outreach could end | Next term |
    | TRN-R02 | The grant stops on 31 March 2028 and no bid is certain, so outreach could end | Later |
    | TRN-R03 | The grant ends in March 2027, so hubs may be empty from September | Later |
    | TRN-R04 | The trial ended in October, and few may join the rollout | Later |
    | TRN-R05 | Schools with posts that end in March may lose heart in the long run | Later |
    | TRN-R06 | Contract ends on 31 August 2027 and may not be let again | Later |
    | TRN-R07 | Posts are funded to March 2028, so officers may leave | Later |
    | TRN-R08 | Contract ended 31 march 2026, no mediation since | Later |
    | TRN-R09 | Grant ends Mar 28 and the budget has nothing for it | Later |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Summer term 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |
    """
    for risk in open_risks(programme):
        as_at, text = programme.as_at(risk), risk.name or ""
        later = as_at and risk.proximity is Proximity.LATER and _may_name_a_month(text, as_at.year + 1)
        found = _ENDS.search(text) if later else None
        if as_at is None or found is None or _LATER_ON.search(text.replace(found[0], " ")):
            continue
        day = _last_of_it(found, as_at)
        terms = sorted(
            (term for term in Terms.of(programme.of(risk).all(CalendarEntry)).terms if term.ends >= as_at),
            key=lambda term: term.starts,
        )
        if day and len(terms) > NEXT + 1 and as_at < day < terms[NEXT + 1].starts:
            yield hit(
                risk.at("proximity"), Related(risk.at("name"), "the words"), words=found[0], until=terms[NEXT].ends
            )


def _may_name_a_month(text: str, last: int) -> bool:
    """Whether a text has a figure, or the name of a month, which may is only after another word of time.

    Not where all years that it names come after a last one.
    """
    words = text.casefold().replace(",", " ").replace(".", " ").split()
    years = [int(word) for word in words if word.isdecimal() and len(word) == len("2027") and word.startswith("20")]
    if years and min(years) > last:
        return False
    named = any(word[:3] in MONTHS and word[:3] != "may" for word in words)
    in_may = any(before in _BEFORE_MAY and word == "may" for before, word in pairwise(words))
    return named or in_may or any(letter.isdigit() for letter in text)


_BEFORE_MAY = frozenset(
    {"in", "to", "of", "until", "till", "by", "end", "from", "early", "late", "mid", "after", "ends"}
)


def _last_of_it(found: re.Match[str], as_at: date) -> date | None:
    """The day on which what is told ends, at the latest: the end of a month in which, the first of one from which."""
    if not found["in"]:
        return day_matched(found, as_at)
    first = next_month_named(found["in"], found["of"], as_at)
    return first if " from " in found[0].casefold() else end_of_month(first)
