"""The days of a diagnostic task in which schools take part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import takewhile

from xl_send.analysis.words.work import is_building
from xl_send.calendar import Terms
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Method, TaskStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme

ASKING = frozenset({TaskStatus.PLANNED, TaskStatus.UNDER_WAY})
# So many weekdays at one end, on which schools are shut, and a quarter of all, are worth a question.
LOST, SATURDAY = 3, 5
_DESK = Pattern(
    r"(?i)\b(?:desk(?:top)?|files?|paperwork|condition survey|premises|^(?:analys\w+|writ\w+|drafting|collat\w+|report)"
    r"|(?:survey|interviews?|calls?) (?:of|with|to) (?:parents?|families|carers|young people))\b",
)
# What follows what schools do, and is done without them.
_WRITTEN_UP = Pattern(r"(?i)\b(?:analys\w+|writ(?:e|ing|ten)[- ]?up|report(?:ing)?)\b")
A_WEEK = 5
IN_A_BREAK = ("in a half-term break", "in the school holidays", "on a closure day", "outside term")


@rule(
    "MC31",
    Severity.QUERY,
    "Schools take part in {id}, but on no day from {starts} to {ends} are they open.",
    "Choose days in term time. If nothing is asked of schools, clear Schools.",
)
def schools_asked_in_their_holidays(programme: Programme) -> Iterator[Hit]:
    """A diagnostic task in which schools take part has school days in it.

    Nobody answers in August, and whatever uses what the task finds out waits until autumn. Tasks that are planned or
    under way are asked about, as far as the terms in the Calendar reach, but for a data pull, for what is read or
    written at a desk, what is asked of families, and what looks at buildings: nothing is asked of schools by these.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |
    | Autumn 2027 | Term | 1 Sep 2027 | 17 Dec 2027 |

    Diagnostics:
    | ID | Schools | Starts | Ends | Status |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | Elm Academy | <2 Aug 2027> | 13 Aug 2027 | Planned |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |
    | Autumn 2027 | Term | 1 Sep 2027 | 17 Dec 2027 |

    Diagnostics:
    | ID | Schools | Starts | Ends | Status |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | Elm Academy | 19 Jul 2027 | 30 Jul 2027 | Planned |
    | TRN-T02 | | 2 Aug 2027 | 13 Aug 2027 | Planned |
    | TRN-T03 | Elm Academy | 2 Aug 2027 | 13 Aug 2027 | Dropped |
    | TRN-T04 | Elm Academy | 1 Aug 2028 | 8 Aug 2028 | Planned |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |
    | Autumn 2027 | Term | 1 Sep 2027 | 17 Dec 2027 |

    Diagnostics:
    | ID | Task | Method | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | Absence of 40 pupils | Data pull | Elm Academy | 2 Aug 2027 | 13 Aug 2027 |
    | TRN-T02 | Desk review of files | Case review | Elm Academy | 2 Aug 2027 | 13 Aug 2027 |
    | TRN-T03 | Analysis of the survey | Survey | Elm Academy | 2 Aug 2027 | 13 Aug 2027 |
    | TRN-T04 | Survey of parents | Survey | Elm Academy | 2 Aug 2027 | 13 Aug 2027 |
    """
    for task, ends, terms in _asked(programme):
        if not _opens(terms, task.starts, ends):
            related = Related(task.at("schools"), "the schools")
            yield hit(task.at("starts"), related, id=task.id, starts=task.starts, ends=ends)


@rule(
    "MC32",
    Severity.QUERY,
    "Schools take part in {id}, which {does} on {day}, {shut}. Schools are open on {open} of it.",
    "Choose a day on which schools are open. The length of what schools do is counted in school days.",
)
def task_begins_or_ends_in_a_break(programme: Programme) -> Iterator[Hit]:
    """A diagnostic task in which schools take part starts and ends on days on which schools are open.

    In a half-term break or in the holidays nothing is asked of them, so the task really starts later or ends sooner.
    It may run over a break, of which no day is counted, or a little into one: asked where three weekdays or more at
    its beginning or its end are lost so, and a quarter of all. Tasks that are planned or under way are asked about, as
    far as the terms in the Calendar reach, and a beginning only while it is to come, an end not of what is written up
    then or of a survey that was open for a week of school; where schools are open on no day of it, MC31 says so.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Half-term | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |

    Diagnostics:
    | ID | Schools | Starts | Ends | Forecast end | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | Elm Academy | <15 Feb 2027> | 26 Feb 2027 | | Planned |
    | TRN-T02 | Elm Academy | 8 Feb 2027 | <19 Feb 2027> | | Planned |
    | TRN-T03 | Elm Academy | 8 Feb 2027 | 12 Feb 2027 | <17 Feb 2027> | Planned |
    | TRN-T04 | Elm Academy | 22 Mar 2027 | <2 Apr 2027> | | Planned |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Half-term | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |

    Diagnostics:
    | ID | Schools | Starts | Ends | Status |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | Elm Academy | 8 Feb 2027 | 26 Feb 2027 | Planned |
    | TRN-T02 | | 15 Feb 2027 | 19 Feb 2027 | Planned |
    | TRN-T03 | Elm Academy | 15 Feb 2027 | 26 Feb 2027 | Dropped |
    | TRN-T04 | Elm Academy | 4 Jan 2027 | 31 Mar 2027 | Planned |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Half-term | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |

    Diagnostics:
    | ID | Task | Method | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | Interviews with SENCOs and write-up | Interviews | Elm Academy | 22 Mar 2027 | 2 Apr 2027 |
    | TRN-T02 | Survey of SENCOs | Survey | Elm Academy | 8 Feb 2027 | 19 Feb 2027 |
    """
    for task, ends, terms in _asked(programme):
        count = _opens(terms, task.starts, ends)
        last = "forecast_end" if task.forecast_end else "ends"
        days_of_it = [task.starts + timedelta(days=number) for number in range((ends - task.starts).days + 1)]
        weekdays = [day for day in days_of_it if day.weekday() < SATURDAY]
        as_at = programme.as_at(task)
        begun = as_at is not None and task.starts <= as_at
        for name, does, day, days in (
            ("starts", "starts", task.starts, weekdays), (last, "ends", ends, weekdays[::-1])
        ):  # fmt: skip
            shut = terms.why_shut(day)
            lost = len(list(takewhile(partial(_are_shut, terms), days)))
            much = lost >= LOST and lost * 4 >= len(weekdays)
            needs_none = begun if name == "starts" else _may_end_shut(task, count)
            if count and shut in IN_A_BREAK and much and not needs_none:
                related = Related(task.at("schools"), "the schools")
                open_on = counted(count, "day")
                yield hit(task.at(name), related, id=task.id, does=does, day=day, shut=shut, open=open_on)


def _may_end_shut(task: Diagnostic, open_days: int) -> bool:
    """Whether the end of a task asks nothing more of schools: it is written up, or answers were given before."""
    surveyed = task.method is Method.SURVEY and open_days >= A_WEEK
    return surveyed or _WRITTEN_UP.search(task.name or "") is not None


def _asked(programme: Programme) -> Iterator[tuple[Diagnostic, date, Terms]]:
    """Tasks still to be done in which schools take part, their ends, and the terms that reach over them."""
    for submission in programme.submissions:
        terms = Terms.of(submission.all(CalendarEntry)) if submission.whole(CalendarEntry) else None
        if terms is None or terms.ends is None:
            continue
        first = min(term.starts for term in terms.terms)
        for task in submission.all(Diagnostic):
            ends = task.forecast_end or task.ends
            asked = task.schools and task.status in ASKING and not _at_a_desk(task)
            if asked and first <= task.starts <= ends <= terms.ends:
                yield task, ends, terms


def _are_shut(terms: Terms, day: date) -> bool:
    return not _opens(terms, day, day)


def _at_a_desk(task: Diagnostic) -> bool:
    """Whether a task asks nothing of the schools that it names."""
    return task.method is Method.DATA_PULL or bool(_DESK.search(task.name or "")) or is_building(task.name)


def _opens(terms: Terms, starts: date, ends: date) -> int:
    """The school days from a first day to a last, both included."""
    return terms.school_time.count(ends.toordinal()) - terms.school_time.count(starts.toordinal() - 1)


# How a task's title says that it is done, at its beginning: "Interviews with nine heads", not "Survey results".
_BY_TITLE = {
    Method.INTERVIEWS: Pattern(r"(?i)(?:\w+ ){0,2}?interviews? (?:with|of)\b"),
    Method.SURVEY: Pattern(r"(?i)(?:\w+ ){0,2}?(?:survey|questionnaire) (?:of|to)\b"),
    Method.WORKSHOP: Pattern(r"(?i)(?:\w+ ){0,2}?workshops? (?:with|for|on)\b"),
    Method.CASE_REVIEW: Pattern(r"(?i)(?:\w+ ){0,2}?(?:case|file) reviews? (?:of|in)\b"),
    Method.DATA_PULL: Pattern(r"(?i)(?:\w+ ){0,2}?data (?:pull|extract)s?\b"),
}


@rule(
    "RS71",
    Severity.QUERY,
    'Method is {method}, but the title says "{words}".',
    "Choose {other}, or correct the title. What it asks of schools goes by the method.",
)
def method_of_another_title(programme: Programme) -> Iterator[Hit]:
    """A task is done by the method with which its title begins.

    The method says what is asked of schools and families, and which tasks may be done together.

    **Fails**

    Diagnostics:
    | ID | Task | Method |
    | --- | --- | --- |
    | TRN-T01 | Interviews with nine heads | <Data pull> |
    | TRN-T02 | Second survey of parent carers | <Workshop> |

    **Passes**

    Diagnostics:
    | ID | Task | Method |
    | --- | --- | --- |
    | TRN-T01 | Interviews with nine heads | Interviews |
    | TRN-T02 | Survey of parent carers, results compared | Survey |
    | TRN-T03 | Survey results of parent carers | Data pull |
    | TRN-T04 | Interviews with heads and survey of staff | Deep dive |
    """
    for task in programme.each(Diagnostic):
        for method, pattern in _BY_TITLE.items():
            found = pattern.match(task.name or "")
            if found and task.method not in {None, method, Method.DEEP_DIVE}:
                yield hit(task.at("method"), method=task.method, words=found[0], other=method.value)
