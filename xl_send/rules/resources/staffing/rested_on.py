"""The resource line on which a mitigation rests: whether it is there as long as it says, and is of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Mitigation
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme, first_by_id

_KEPT_UNTIL = Pattern(
    r"(?i)\b(?:retain\w*|keep\w*|kept|stays?|hold\w*|fund(?:ed|ing)?|cover\w*|hir\w+|employ\w*|two|three|locums?"
    r"|agency|posts?|officers?|teachers?|workers?)\b(?:(?!\b(?:apply|decide|review|if|ask|bid)\w*\b)[^.;:]){0,60}?"
    r"\b(?:to|until|till|through to|up to) (?:the )?(?P<end>end of )?"
    rf"(?:{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
# What is still to be asked for is not in the plan yet.
_TO_BE_ASKED = Pattern(r"(?i)\b(?:exten\w*|ask\w*|bid\w*|propos\w*|if|request\w*|seek\w*)\b")
A_FORTNIGHT = timedelta(days=14)


@rule(
    "RS65",
    Severity.QUERY,
    'To is {ends}, but the mitigation of {risk}, which rests on it, says "{words}".',
    "Correct one of the two. After To nobody does the work, and the risk is held by nothing.",
)
def line_ends_before_its_mitigation(programme: Programme) -> Iterator[Hit]:
    """People on whom a mitigation rests are there as long as it says.

    Asked of an open risk that names a resource line, where the mitigation keeps people to a day or a month and the line
    ends more than a fortnight before; an extension that is still to be asked for is in no line yet.

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Retain two locums to end of March on the framework | Extra capacity | TRN-P01 |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Locums | 1 Sep 2026 | <18 Dec 2026> |

    **Passes**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Retain two locums to end of March on the framework | Extra capacity | TRN-P01 |
    | TRN-R02 | Locums in post; ask the board to extend them to July | Extra capacity | TRN-P02 |
    | TRN-R03 | Two locums from December | Extra capacity | TRN-P02 |
    | TRN-R04 | Extend insourced provider to March | Extra capacity | TRN-P02 |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Locums | 1 Sep 2026 | 25 Mar 2027 |
    | TRN-P02 | Locums | 1 Sep 2026 | 18 Dec 2026 |
    """
    lines = first_by_id(programme.each(Resource))
    for risk in open_risks(programme):
        line, text = lines.get(risk.resource or ""), risk.mitigation or ""
        found = _KEPT_UNTIL.search(text) if line and not _TO_BE_ASKED.search(text) else None
        until = _until(found, line.ends) if found and line else None
        if found and line and until and line.starts < line.ends < until - A_FORTNIGHT:
            related = Related(risk.at("mitigation"), "the mitigation")
            yield hit(line.at("ends"), related, ends=line.ends, risk=risk.id, words=found[0])


def _until(found: re.Match[str], near: date) -> date | None:
    """The day until which people are kept: of a month that is named alone, its first."""
    if not found["in"]:
        return day_matched(found, near)
    first = first_of_month(found["in"], found["of"], near)
    return end_of_month(first) if found["end"] else first


_WORD = Pattern(r"[a-z]{3,20}")
_OF_ANY = frozenset({
    "the", "and", "for", "with", "from", "until", "end", "post", "team", "extra", "two", "one", "three", "third",
    "more",
    "fund", "funded", "grant", "paid", "through", "each", "week", "day", "send", "support", "new", "school", "their",
    "all", "time", "term", "plan", "work", "our", "are", "has", "second", "first", "fourth", "who", "cost", "access",
})  # fmt: skip
ALIKE = 2


@rule(
    "RK62",
    Severity.QUERY,
    'It rests on {line} ("{role}"), of which the mitigation says nothing; it speaks of {other} ("{of}").',
    "Choose {other} under Resource line, or say in Mitigation what {line} does. Whether it is held is seen there.",
    brings={"RK33": Reach.CELL},
)
def rests_on_another_line(programme: Programme) -> Iterator[Hit]:
    """The resource line of a risk is the one of which its mitigation speaks.

    Whether extra capacity is paid for and in post is looked up there. Asked where Mitigation has no word of the line's
    Role or Person or team, and two or more of one other line of the workstream.

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Third job coach through the grant | Extra capacity | <TRN-P02> |

    Resources:
    | ID | Role | Person or team |
    | --- | --- | --- |
    | TRN-P01 | Job coaches | Job coach team |
    | TRN-P02 | Parent forum worker | Anna Reed |

    **Passes**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Third job coach through the grant | Extra capacity | TRN-P01 |
    | TRN-R02 | Cover from agency | Extra capacity | TRN-P02 |
    | TRN-R03 | Forum worker visits each job coach | Extra capacity | TRN-P02 |

    Resources:
    | ID | Role | Person or team |
    | --- | --- | --- |
    | TRN-P01 | Job coaches | Job coach team |
    | TRN-P02 | Parent forum worker | Anna Reed |
    """
    lines = list(programme.each(Resource))
    by_id = first_by_id(iter(lines))
    for risk in open_risks(programme):
        line = by_id.get(risk.resource or "") if risk.kind is Mitigation.EXTRA_CAPACITY else None
        said = _words(risk.mitigation or "") if line else set()
        if not line or not said or said & _of_line(line):
            continue
        others = [one for one in lines if one.workstream == risk.workstream and len(said & _of_line(one)) >= ALIKE]
        if len(others) == 1:
            other = others[0]
            related = [Related(risk.at("mitigation"), "the mitigation"), Related(other.at("role"), other.id)]
            words = {"line": line.id, "role": line.role or line.who, "other": other.id, "of": other.role or other.who}
            yield hit(risk.at("resource"), *related, severity=None, **words)


def _of_line(line: Resource) -> set[str]:
    return _words(f"{line.role or ''} {line.who}")


def _words(text: str) -> set[str]:
    """The words that tell one kind of people from another, without a plural's ending."""
    found = (word.removesuffix("es") for word in _WORD.findall(text.casefold()))
    return {word.removesuffix("s") for word in found} - _OF_ANY
