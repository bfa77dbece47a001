"""The resource line on which a mitigation rests: whether it is there as long as it says, and is of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.programme.posts import ENDS_OF_YEARS
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Funding, Mitigation
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, first_by_id

_KEPT_UNTIL = Pattern(
    r"(?i)\b(?:retain\w*|keep\w*|kept|stays?|hold\w*|fund(?:ed|ing)?|cover\w*|hir\w+|employ\w*|two|three|locums?"
    r"|agency|posts?|officers?|teachers?|workers?)\b(?:(?!\b(?:apply|decide|review|if|ask|bid)\w*\b)[^.;:]){0,60}?"
    r"\b(?:to|until|till|through to|up to) (?:the )?(?P<end>end of )?"
    rf"(?:{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
# What is still to be asked for is not in the plan yet.
_TO_BE_ASKED = Pattern(r"(?i)\b(?:exten\w*|ask\w*|bid\w*|propos\w*|if|request\w*|seek\w*)\b")
# Whose work it is: the last word of a role, and those that are in many roles.
_OURS = Pattern(
    r"(?i)\b(?:our own|by our|our|by the|in-house) (?:[a-z-]+ )?(?P<who>[a-z]{4,20}(?:er|or|ist|ant|yst|ee|ach)s?)\b"
)
_OF_MANY = frozenset({"manager", "managers", "worker", "workers", "teacher", "teachers", "after", "other", "partner"})
A_FORTNIGHT = timedelta(days=14)


@rule(
    "RS65",
    Severity.QUERY,
    'To is {ends}, but the mitigation of {risk}, which rests on it, says "{words}"{due}.',
    "Correct one of the two. After To nobody does the work, and the risk is held by nothing.",
)
def line_ends_before_its_mitigation(programme: Programme) -> Iterator[Hit]:
    """People on whom a mitigation rests are there as long as it says.

    Asked of an open risk that names a resource line, where the mitigation keeps people to a day or a month and the line
    ends more than a fortnight before; an extension that is still to be asked for is in no line yet. And of one that
    names none, where the mitigation has "our", "our own" or "by the" before the role of the one line of its workstream
    that is of such people, the action is due later, and the line does not end with a year.

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Retain two locums to end of March on the framework | Extra capacity | TRN-P01 |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Locums | 1 Sep 2026 | <18 Dec 2026> |

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | Escalate to the supplier; fallback built by our own developer by 12 Feb | Contract | 12 Feb 2027 |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Integration developer | 1 Sep 2026 | <18 Dec 2026> |

    **Passes**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Retain two locums to end of March on the framework | Extra capacity | TRN-P01 |
    | TRN-R02 | Locums in post; ask the board to extend them to July | Extra capacity | TRN-P02 |
    | TRN-R03 | Two locums from December | Extra capacity | TRN-P02 |
    | TRN-R04 | Extend insourced provider to March | Extra capacity | TRN-P02 |
    | TRN-R05 | Second developer trained by the supplier | Process | |
    | TRN-R06 | Built by our own trainer | Process | |
    | TRN-R07 | Visits by our own mentor | Process | |
    | TRN-R08 | Checked by our own manager | Process | |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Locums | 1 Sep 2026 | 25 Mar 2027 |
    | TRN-P02 | Locums | 1 Sep 2026 | 18 Dec 2026 |
    | TRN-P03 | Integration developer | 1 Sep 2026 | 30 Nov 2026 |
    | TRN-P04 | Trainer | 1 Sep 2026 | 30 Nov 2026 |
    | TRN-P05 | Trainer | 1 Dec 2026 | 31 Mar 2027 |
    | TRN-P06 | Mentor | 1 Sep 2026 | 4 Dec 2026 |
    | TRN-P07 | Project manager | 1 Sep 2026 | 27 Nov 2026 |
    """
    lines = first_by_id(programme.each(Resource))
    for risk in open_risks(programme):
        line, text = lines.get(risk.resource or ""), risk.mitigation or ""
        if line is None and not risk.resource:
            line, words, until = _our_own(programme, risk)
        else:
            found = _KEPT_UNTIL.search(text) if line and not _TO_BE_ASKED.search(text) else None
            words, until = (found[0], _until(found, line.ends)) if found and line else ("", None)
        if line and until and line.starts < line.ends < until - A_FORTNIGHT:
            related = Related(risk.at("mitigation"), "the mitigation")
            due = "" if risk.resource else f", and its action is due on {say(until)}"
            yield hit(line.at("ends"), related, ends=line.ends, risk=risk.id, words=words, due=due)


def _our_own(programme: Programme, risk: Risk) -> tuple[Resource | None, str, date | None]:
    """The one line whose role a mitigation calls ours, the words, and until when it is needed: the action's day."""
    found = _OURS.search(risk.mitigation or "") if risk.action_due else None
    if found is None or found["who"].casefold() in _OF_MANY:
        return None, "", None
    who = found["who"].casefold()
    lines = [
        line
        for line in programme.of(risk).all(Resource)
        if line.workstream == risk.workstream
        and {who, who.removesuffix("s")} & set(_WORD.findall(f"{line.role} {line.who}".casefold()))
    ]
    (line,) = lines if len(lines) == 1 else (None,)
    of_a_year = line is None or (line.ends.month, line.ends.day) in ENDS_OF_YEARS
    return (None, "", None) if of_a_year else (line, found[0], risk.action_due)


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
    'It rests on {line} ("{role}"), of which {says} nothing; {speaks} of {other} ("{of}").',
    "Choose {other} under Resource line, or say in Mitigation what {line} does. Whether it is held is seen there.",
    brings={"RK33": Reach.CELL},
)
def rests_on_another_line(programme: Programme) -> Iterator[Hit]:
    """The resource line of a risk is the one of which its mitigation speaks.

    Whether extra capacity is paid for and in post is looked up there. Asked where Mitigation has no word of the line's
    Role or Person or team, and two or more of one other line of the workstream, or a word of the Role of one that is
    paid for as it says, from the grant or a budget, and this one is not; or, where it has no word of any line, where
    the risk itself has two or more of another, and none of this one.

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

    **Fails**

    Risks:
    | ID | Risk | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | The ICB stops paying for both link therapists | Joint paper to the ICB | Extra capacity | <TRN-P02> |

    Resources:
    | ID | Role | Person or team |
    | --- | --- | --- |
    | TRN-P01 | Link speech therapists | Therapists |
    | TRN-P02 | Trainer | Talking Point |

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Backfill at the top of the scale, paid from grant | Extra capacity | <TRN-P02> |

    Resources:
    | ID | Role | Person or team | Funding |
    | --- | --- | --- | --- |
    | TRN-P01 | Backfill at hosts | Supply pool | Grant |
    | TRN-P02 | Admin | Oakholme office | Base budget |

    **Passes**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Backfill of both, paid from grant | Extra capacity | TRN-P02 |
    | TRN-R02 | Agency cover paid from grant | Extra capacity | TRN-P03 |
    | TRN-R03 | Backfill for visits | Extra capacity | TRN-P03 |

    Resources:
    | ID | Role | Person or team | Funding |
    | --- | --- | --- | --- |
    | TRN-P01 | Backfill at hosts | Supply pool | Grant |
    | TRN-P02 | Trainer | Oakholme | Grant |
    | TRN-P03 | Admin | Oakholme office | Base budget |

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

    **Passes**

    Risks:
    | ID | Risk | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | The ICB stops paying for both link therapists | Joint paper to the ICB | Extra capacity | TRN-P01 |
    | TRN-R02 | Link therapists leave and the trainer is alone | Joint paper to the ICB | Extra capacity | TRN-P02 |
    | TRN-R03 | Link therapists leave | Trainer takes over their groups | Extra capacity | TRN-P02 |

    Resources:
    | ID | Role | Person or team |
    | --- | --- | --- |
    | TRN-P01 | Link speech therapists | Therapists |
    | TRN-P02 | Trainer | Talking Point |
    """
    lines = list(programme.each(Resource))
    by_id = first_by_id(iter(lines))
    for risk in open_risks(programme):
        line = by_id.get(risk.resource or "") if risk.kind is Mitigation.EXTRA_CAPACITY else None
        said = _words(risk.mitigation or "") if line else set()
        if not line or not said or said & _of_line(line):
            continue
        ours, name = [one for one in lines if one.workstream == risk.workstream], "mitigation"
        if not any(said & _of_line(one) for one in ours):
            said, name = _words(risk.name or ""), "name"
            if said & _of_line(line):
                continue
        others = [one for one in ours if len(said & _of_line(one)) >= ALIKE] or _paid_as_said(risk, line, ours, said)
        if len(others) == 1:
            other = others[0]
            related = [Related(risk.at(name), "its words"), Related(other.at("role"), other.id)]
            of_it = ("the mitigation says", "it speaks")
            says, speaks = of_it if name == "mitigation" else ("its words say", "the risk speaks")
            words = {"line": line.id, "role": line.role or line.who, "other": other.id, "of": other.role or other.who}
            yield hit(risk.at("resource"), *related, severity=None, says=says, speaks=speaks, **words)


def _paid_as_said(risk: Risk, line: Resource, ours: Sequence[Resource], said: set[str]) -> list[Resource]:
    """The lines of whose role a mitigation has a word, and that are paid for as it says, where this one is not."""
    found = _PAID.search(risk.mitigation or "")
    funding = _FUNDED[found[1].casefold()] if found else line.funding
    if funding is line.funding:
        return []
    return [one for one in ours if one.funding is funding and said & _words(one.role or "")]


_PAID = Pattern(
    r"(?i)\b(?:paid|funded|met|financed|charged)\b[^.;]{0,30}\b(grant|base budget|core budget|high needs)\b"
)
_FUNDED = {
    "grant": Funding.GRANT,
    "base budget": Funding.BASE_BUDGET,
    "core budget": Funding.BASE_BUDGET,
    "high needs": Funding.HIGH_NEEDS,
}


def _of_line(line: Resource) -> set[str]:
    return _words(f"{line.role or ''} {line.who}")


def _words(text: str) -> set[str]:
    """The words that tell one kind of people from another, without a plural's ending."""
    found = (word.removesuffix("es") for word in _WORD.findall(text.casefold()))
    return {word.removesuffix("s") for word in found} - _OF_ANY
