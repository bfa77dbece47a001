"""Milestones at which schools must act: which schools, and August, when they are shut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.analysis.names.schools import names_in_doubt
from xl_send.analysis.words.work import is_building
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.dates.days_off import held_in_holidays, undone
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

IN_SCHOOLS = frozenset({Phase.TRIAL, Phase.ROLLOUT})
# More than anybody would list in a cell.
_MANY = Pattern(
    r"(?i)\b(?:[1-9]\d+|all|every) (?:\w+ ){0,2}(?:schools?|academies|settings|nurseries|colleges|sencos?)\b",
)
_BY_NAME = Pattern(
    r"\b[A-Z][a-z']+ (?:[A-Z]\w+ )?(?:Primary|Academy|Infants?|Juniors?|High|College|Nursery|School)\b",
)
_TO_BE_CHOSEN = Pattern(
    r"(?i)\b(?:chosen|selected|recruited|invited|identified|signed up)\b",
)
HALF_A_YEAR = timedelta(days=183)


@rule(
    "MS23",
    Severity.ADVICE,
    "Schools must act, but none is named.",
    "Name the schools, separated by semicolons.",
)
def schools_not_named(programme: Programme) -> Iterator[Hit]:
    """A trial at which schools must act names them.

    A school that is asked to join too much at once can only be seen where it is named. A rollout often goes to every
    school of an area, so nobody is asked to list those, nor ten schools and more of which the title tells, nor those
    that the row names elsewhere, or a diagnostic for which it waits, or that are still to be chosen, nor any for a
    trial half a year away.

    **Fails**

    Milestones:
    | ID | Phase | Schools must act | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | Yes | <> |

    **Passes**

    Milestones:
    | ID | Phase | Schools must act | Schools | Actual date | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | Yes | Oakfield Primary; Elm Academy | | |
    | TRN-M02 | Design | Yes | | | |
    | TRN-M03 | Trial | Yes | | 6 Nov 2026 | |
    | TRN-M04 | Trial | No | | | |
    | TRN-M05 | Trial | Yes | | | Paused |
    | TRN-M06 | Rollout | Yes | | | |

    **Passes**

    Milestones:
    | ID | Milestone | Phase | Schools must act | Schools | Commentary | Depends on |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | SENCO training, first 60 schools | Trial | Yes | | | |
    | TRN-M02 | Trial opens at Oakfield Primary and Elm Academy | Trial | Yes | | | |
    | TRN-M03 | Trial schools chosen | Trial | Yes | | | |
    | TRN-M04 | | Trial | Yes | | At Oakfield Primary and Elm Academy | |
    | TRN-M05 | | Trial | Yes | | | TRN-T01 |

    Diagnostics:
    | ID | Schools |
    | --- | --- |
    | TRN-T01 | Oakfield Primary; Elm Academy |
    """
    named = {task.id for task in programme.each(Diagnostic) if task.schools}
    for milestone in programme.each(Milestone):
        acting = milestone.schools_must_act and milestone.phase is Phase.TRIAL and not milestone.actual
        as_at, forecast = programme.as_at(milestone), milestone.forecast
        far = as_at is not None and forecast is not None and forecast - as_at > HALF_A_YEAR
        if not acting or milestone.schools or far or not is_active(programme, milestone):
            continue
        if any(link.id in named for link in milestone.depends_on):
            continue
        title = milestone.name or ""
        elsewhere = f"{title}. {milestone.done_when or ''}. {milestone.commentary or ''}"
        if not (_MANY.search(title) or _TO_BE_CHOSEN.search(title) or _BY_NAME.search(elsewhere)):
            yield hit(milestone.at("schools"), Related(milestone.at("schools_must_act"), "schools must act"))


@rule(
    "MS24",
    Severity.ADVICE,
    "Schools are named, but Schools must act is not Yes.",
    "Choose Yes if it needs them to do something: it can then only move within term time.",
)
def schools_named_but_idle(programme: Programme) -> Iterator[Hit]:
    """A trial or rollout that names schools needs them to act.

    Whether a late milestone falls into the holidays matters only where schools must act. Asked where the title tells
    what is done in schools or with those who work there: opened, tried, trained. What is built, bought or brought to
    them is not asked about.

    **Fails**

    Milestones:
    | ID | Phase | Schools must act | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | <> | Oakfield Primary |

    **Passes**

    Milestones:
    | ID | Phase | Schools must act | Schools | Actual date | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | Yes | Oakfield Primary | | |
    | TRN-M02 | Set up | | Oakfield Primary | | |
    | TRN-M03 | Trial | | Oakfield Primary | 6 Nov 2026 | |
    | TRN-M04 | Trial | | Oakfield Primary | | Paused |
    | TRN-M05 | Rollout | | | | |

    **Passes**

    Milestones:
    | ID | Milestone | Phase | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Classroom block handed over | Rollout | Oakfield Primary |
    | TRN-M02 | Sensory equipment delivered to two schools | Rollout | Oakfield Primary; Elm Academy |
    | TRN-M04 | Therapists start in two schools | Rollout | Oakfield Primary; Elm Academy |
    | TRN-M03 | Link workers appointed for two schools | Rollout | Oakfield Primary; Elm Academy |
    """
    for milestone in programme.each(Milestone):
        idle = milestone.schools and not milestone.schools_must_act and milestone.phase in IN_SCHOOLS
        title = milestone.name or ""
        asked = _WITH_SCHOOLS.search(title) and _DONE_WITH.search(title) and not is_building(title)
        if idle and asked and not milestone.actual and is_active(programme, milestone):
            yield hit(milestone.at("schools_must_act"), Related(milestone.at("schools"), "the schools"))


@rule(
    "MS51",
    Severity.QUERY,
    'Is "{name}" the same school as "{other}" ({beside})?',
    "If so, write the name in the same way in both. Until then they are counted as one school. If not, leave it.",
)
def schools_that_may_be_one(programme: Programme) -> Iterator[Hit]:
    """One school has one name, written alike wherever it stands under Schools.

    What a school is asked to do is added up by its name. Capitals, spaces and punctuation do not matter; names that
    differ by a letter, a plural, The, Saint and St, School and Academy, or the order of their words are asked about
    once each, at the one that stands in fewer rows, and are counted as one school meanwhile.

    **Fails**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Larkfield Academy; St Anne's Primary |
    | TRN-M02 | Larkfield Academy; St Anne's Primary |
    | TRN-M03 | <The Larkfield Academy> |

    Diagnostics:
    | ID | Schools |
    | --- | --- |
    | TRN-T01 | <Larkfield Acadamy> |
    | TRN-T02 | <Saint Anne's Primary> |
    | TRN-T03 | <Larkfield School> |

    **Passes**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Larkfield Academy; Northmere School |
    | TRN-M02 | larkfield academy; Southmere School |
    | TRN-M03 | Larkfield Primary School; Larkfield Infant School |
    | TRN-M04 | St Mary's Primary School; St Mark's Primary School |
    | TRN-M05 | Milton Primary School; Hilton Primary School |
    """
    for rare, usual in names_in_doubt(programme):
        related = Related(usual.first.at("schools"), "the other name")
        found = hit(rare.first.at("schools"), related, name=rare.name, other=usual.name, beside=usual.first.id)
        yield found.known_by(rare.first.id, usual.first.id)


@rule(
    "MS52",
    Severity.QUERY,
    "{name} is named twice under Schools.{count}",
    "Take it out once. If another school was meant, name that: a school that is not named is not asked.",
)
def school_named_twice(programme: Programme) -> Iterator[Hit]:
    """A list of schools names each of them once.

    In a list that was typed or pasted, one that stands twice often stands in the place of another. Where the row's own
    words say how many there are, that is held against the list.

    **Fails**

    Milestones:
    | ID | Schools | Done when |
    | --- | --- | --- |
    | TRN-M01 | <Oakfield Primary; Elm Academy; Oakfield Primary> | Profiles done in all 3 schools |

    Diagnostics:
    | ID | Schools |
    | --- | --- |
    | TRN-T01 | <Elm Academy; elm academy> |

    **Passes**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Larkfield Infants; Larkfield Juniors |
    """
    rows: list[Milestone | Diagnostic] = [*programme.each(Milestone), *programme.each(Diagnostic)]
    for row in rows:
        listed = [name_key(name) for name in row.schools]
        twice = next((name for name in row.schools if listed.count(name_key(name)) > 1), None)
        if twice is not None:
            texts = (row.name, row.done_when, row.commentary) if isinstance(row, Milestone) else (row.name,)
            said = next((found for text in texts if (found := _SO_MANY.search(text or ""))), None)
            full = said is not None and int(said[1]) == len(listed)
            count = f' "{said[0]}" are spoken of, and {len(set(listed))} are named.' if full and said else ""
            yield hit(row.at("schools"), name=twice, count=count)


_SO_MANY = Pattern(r"(?i)\b(\d{1,2}) (?:\w+ ){0,2}(?:schools?|academies|settings)\b")
AUGUST = 8
# Who is away in August.
_WITH_SCHOOLS = Pattern(
    r"(?i)\b(?:schools?(?! (?:places|transport|meals|admissions))|heads|headteachers?|teachers?|sencos?|pupils?"
    r"|class(?:es)?|governors?|teaching assistants?|settings?|nurser(?:y|ies))\b",
)
# What is done together with them.
_DONE_WITH = Pattern(
    r"(?i)\b(?:agree\w*|trained|training|briefed|briefings?|visit\w*|meet\w*|met|workshops?|consult\w*|observ\w*"
    r"|tri(?:al|ed)\w*|pilot\w*|opens?|opened|join\w*|sign(?:ed)? up)\b"
)


@rule(
    "MC21",
    Severity.ADVICE,
    "{id} is expected on {day}, in August, when schools are shut and many people are away.",
    "Check the month, and who is there to do it. If it truly happens then, leave it.",
)
def milestone_in_august(programme: Programme) -> Iterator[Hit]:
    """What is done with schools is seldom reached in August.

    A date in August is mostly a slip, or will be one in September. Asked of milestones that speak of schools or of
    who works and learns in them, and of what is done together with them: agreed, trained, visited, opened. The first
    and the last day of the month, fixed dates and building work are not asked about; where schools must act, that is
    told instead.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Review of the trial agreed with heads | <11 Aug 2027> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Schools must act | Fixed date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Review of the trial agreed | 31 Aug 2027 | | |
    | TRN-M02 | New block certified complete | 11 Aug 2027 | | |
    | TRN-M03 | Link workers appointed | 11 Aug 2027 | | |
    | TRN-M04 | Trial opens in four schools | 11 Aug 2027 | Yes | |
    | TRN-M05 | Review of the trial agreed | 11 Aug 2027 | | Yes |
    | TRN-M06 | Review of the trial agreed | 1 Sep 2027 | | |
    | TRN-M07 | Old boiler house taken down | 11 Aug 2027 | | |
    | TRN-M08 | Options paper drafted | 11 Aug 2027 | | |
    | TRN-M09 | Allocations to schools paid | 11 Aug 2027 | | |
    | TRN-M10 | Enrolment of school leavers checked | 11 Aug 2027 | | |
    | TRN-M11 | Summer holiday trial for pupils opens | 11 Aug 2027 | | |
    """
    for submission in programme.submissions:
        for milestone in undone(programme, submission):
            day, as_at = milestone.forecast, programme.as_at(milestone) or date.min
            inside = day is not None and day >= as_at and day.month == AUGUST and 1 < day.day < 31
            asked = inside and not milestone.schools_must_act and not milestone.fixed
            said = milestone.name or ""
            together = _WITH_SCHOOLS.search(said) and _DONE_WITH.search(said)
            if asked and together and not is_building(said) and not held_in_holidays(said):
                yield hit(milestone.at("forecast"), id=milestone.id, day=day)
