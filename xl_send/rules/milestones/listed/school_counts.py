"""How many schools a text speaks of, and which group of them, against those that are listed."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.names.schools import school_keys
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, counted, every_name, number_said
from xl_send.workbook.sheets.choices import Phase, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_NOUN = r"(?:schools|settings|nurseries|pre-schools|academies|colleges|primaries|secondaries)"
_KINDS = (
    r"(?:(?:trial|pilot|primary|secondary|special|mainstream|infant|junior|nursery|first|early years|partner|local"
    r"|chosen|named|selected|participating) ){0,2}"
)
# "In four schools", and "each of the four", which may say it without the noun.
_SO_MANY = Pattern(rf"(?i)(?<![\w.,])({NUMBER}) {_KINDS}{_NOUN}\b(?!['\u2019])")
_EACH_OF = Pattern(
    rf"(?i)\b(?:all(?: of)?(?: the)?|each of (?:the|our)|every one of the) ({NUMBER})"
    rf"(?: {_KINDS}{_NOUN}\b(?!['\u2019])|(?=\s*(?:$|[.;:(]|,(?! \d))))",
)
_ALL_OF_A_PHASE = Pattern(rf"(?i)\ball(?: of)?(?: the| our)? ({NUMBER}) (trial|pilot|rollout) {_NOUN}\b(?!['\u2019])")
# A number of others, of some, or one that is not exact.
_NOT_EXACT = Pattern(
    r"(?i)\b(?:at least|up to|about|around|over|under|more than|fewer than|less than|nearly|another|further|extra"
    r"|additional|other|remaining|first|last|next|of|to|some|minimum|maximum|between|than|and|or|plus|wave|cohort)"
    r"(?: the| our| a)? $"
)
_AND_MORE = Pattern(
    r"(?i)(?: [\w-]+){0,3}? (?:and|or|plus|including) (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|the"
    r"|some|other|their) |[^.;]{0,30}\b(?:elsewhere|first|later|so far|more)\b"
)
# A list may give some of a group as an example; one that gives more than half of it was to give all.
FEWEST = 2


@rule(
    "MS97",
    Severity.QUERY,
    '{where} says "{words}", but Schools lists {listed}.',
    "Add the school that is missing, or take out the one too many. If the list is right, correct the words.",
)
def other_number_of_schools(programme: Programme) -> Iterator[Hit]:
    """A list has as many schools as the words of its row say, or the progress of its workstream.

    One that is left out is not asked, and one too many is counted as busy. Asked of the number in a milestone's title,
    of "each of the four" in Done when or the commentary, and of "all ten trial schools" in the progress, where no list
    of that phase has as many. Not where fewer than half are listed, which are examples, nor of "at least four", "four
    more" or several numbers in one text.

    **Fails**

    Milestones:
    | ID | Milestone | Schools | Done when |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout live in the second group | <Oak Primary; Elm Academy; Ash Infants> | Seen in each of the two |
    | TRN-M02 | Trial begins in three primary schools | <Oak Primary; Elm Academy> | First child seen |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | All four trial schools named. |

    Milestones:
    | ID | Milestone | Schools | Phase |
    | --- | --- | --- | --- |
    | TRN-M01 | Screening trial begins | <Oak Primary; Elm Academy; Ash Infants> | Trial |
    | TRN-M02 | Screening in place in all clusters | Oak Primary; Yew Infants; Fir School; Bay School | Rollout |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | All three trial schools named; two schools of the rollout have still to answer. |

    Milestones:
    | ID | Milestone | Phase | Schools | Done when | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Screening trial begins | Trial | Oak Primary; Elm Academy; Ash Infants | Seen in all three | |
    | TRN-M02 | Wave one: 20 schools trained | Rollout | Oak Primary; Elm Academy | Seen in each school | |
    | TRN-M03 | At least two schools open a base | Rollout | Oak Primary; Elm Academy; Ash Infants | Base open | |
    | TRN-M04 | Two schools and a nursery open | Rollout | Oak Primary; Elm Academy; Bay Nursery | Open | |
    | TRN-M05 | Two more schools join the first three | Rollout | Oak Primary; Elm Academy; Ash Infants | Joined | |
    | TRN-M06 | Rooms ready | Rollout | Oak Primary; Elm Academy; Ash Infants | Signed | Two schools signed |
    | TRN-M07 | Lessons of the first two schools shared | Rollout | Oak Primary; Elm Academy; Ash Infants | Held | |
    | TRN-M08 | Five of the eight schools start | Rollout | Oak Primary; Elm Academy; Ash Infants | Started | |
    | TRN-M09 | Two schools' rooms ready | Rollout | Oak Primary; Elm Academy; Ash Infants | All four terms | |
    """
    for milestone in programme.each(Milestone):
        if len(milestone.schools) < FEWEST or not is_active(programme, milestone):
            continue
        texts = (("The title", "name", _SO_MANY), ("Done when", "done_when", _EACH_OF), (
            "The commentary", "commentary", _EACH_OF,
        ))  # fmt: skip
        for where, column, pattern in texts:
            words = _other_count(getattr(milestone, column) or "", pattern, len(milestone.schools))
            if words:
                listed, related = _listed(milestone), Related(milestone.at(column), where)
                yield hit(milestone.at("schools"), related, where=where, words=words, listed=listed)
                break
    yield from _of_progress(programme)


def _of_progress(programme: Programme) -> Iterator[Hit]:
    """Where all schools of a phase are counted, the longest list of that phase, if none has as many."""
    for stream in programme.each(Workstream):
        for found in _ALL_OF_A_PHASE.finditer(stream.progress or ""):
            phase = Phase.ROLLOUT if found[2].casefold() == "rollout" else Phase.TRIAL
            rows = [
                one
                for one in programme.each(Milestone)
                if one.workstream == stream.code and one.phase is phase and len(one.schools) >= FEWEST
            ]
            number, all_listed = number_said(found[1]), {name for one in rows for name in one.schools}
            sizes = {len(all_listed), *(len(one.schools) for one in rows)}
            if rows and number not in sizes and all(number < 2 * size for size in sizes):
                longest = max(rows, key=lambda one: len(one.schools))
                related = Related(stream.at("progress"), "the progress")
                yield hit(
                    longest.at("schools"), related, where=f"The progress of {stream.code}", words=found[0],
                    listed=_listed(longest),
                )  # fmt: skip


def _listed(milestone: Milestone) -> str:
    return counted(len(set(milestone.schools)), "school")


def _other_count(text: str, pattern: Pattern, listed: int) -> str:
    """The words by which a text counts other schools than are listed, if it counts them once and exactly."""
    found = list(pattern.finditer(text))
    if len(found) != 1 or len(list(_SO_MANY.finditer(text))) > 1:
        return ""
    (one,) = found
    exact = not (_NOT_EXACT.search(text[: one.start()]) or _AND_MORE.match(text, one.end()))
    return one[0] if exact and listed != number_said(one[1]) < 2 * listed else ""


_GROUP = Pattern(
    r"(?i)\b(?:(wave|cohort|phase|tranche|group|round) (one|two|three|four|1|2|3|4|a|b|c)"
    r"|(first|second|third) (wave|cohort|tranche|group|round)|(trial|pilot))\b"
)
_NUMBERS = {"first": "1", "one": "1", "a": "1", "second": "2", "two": "2", "b": "2", "third": "3", "three": "3",
            "c": "3", "four": "4"}  # fmt: skip
_COMPARED = Pattern(
    r"(?i)\b(?:choos\w+|chosen|select\w*|candidates?|before|ahead of|compar\w+|control|non|not|other|outside|against"
    r"|possible|potential|next|prepar\w+|readiness|baseline|interest\w*|beyond|wider|all schools)\b"
)


@rule(
    "MS98",
    Severity.QUERY,
    "{task} is about {group}, but {names} {are} not listed there: {milestone} lists {listed}.",
    "Correct the Schools of the task, or of {milestone}. The wrong school is asked for its time.",
)
def task_in_other_schools(programme: Programme) -> Iterator[Hit]:
    """A diagnostic task in the schools of a trial or of a wave is in schools that its milestones list.

    Asked where the title of the task says "trial" or "wave one", and milestones of its workstream, by their titles or
    their phase, list the schools of just that, and none at which schools must act lists nobody. A task that compares,
    or comes before the schools were chosen, is not asked about.

    **Fails**

    Diagnostics:
    | ID | Task | Schools |
    | --- | --- | --- |
    | TRN-T01 | Visits to wave one schools | <Fir School; Bay School> |
    | TRN-T02 | Case review of pilot referrals | <Elm Academy; Fir School> |
    | TRN-T03 | Visits to the second wave | Fir School |

    Milestones:
    | ID | Milestone | Phase | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | First wave: 20 schools trained | Trial | Oak Primary; Elm Academy |
    | TRN-M02 | Wave two trained | Rollout | Fir School; Bay School |

    **Passes**

    Diagnostics:
    | ID | Task | Schools |
    | --- | --- | --- |
    | TRN-T01 | Visits to wave one schools | Oak Primary |
    | TRN-T02 | Trial schools compared with others | Elm Academy; Fir School |
    | TRN-T03 | Visits to wave three schools | Bay School |
    | TRN-T04 | Baseline in schools that may join the trial | Bay School |
    | TRN-T05 | Review of 30 cases | Bay School |
    | TRN-T06 | Visits to wave one and wave two schools | Bay School |

    Milestones:
    | ID | Milestone | Phase | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Wave one: 20 schools trained | Trial | Oak Primary; Elm Academy |
    | TRN-M02 | Wave two trained | Rollout | Fir School; Bay School |
    """
    key_of = school_keys(programme)
    for task in programme.each(Diagnostic):
        group = _group(task.name or "") if task.schools else ""
        if not group or task.status is TaskStatus.DROPPED or _COMPARED.search(task.name or ""):
            continue
        own = [one for one in programme.each(Milestone) if one.workstream == task.workstream and _is_of(one, group)]
        rows = [one for one in own if one.schools]
        if any(one.schools_must_act and not one.schools for one in own):
            continue
        known = {key_of(name) for one in rows for name in one.schools}
        odd = [name for name in task.schools if key_of(name) not in known]
        if rows and odd:
            first = rows[0]
            yield hit(
                task.at("schools"), Related(first.at("schools"), "the schools of the group"), task=task.id,
                group=f"the {group}" if group == "trial" else group, names=every_name(odd),
                are="are" if len(odd) > 1 else "is", milestone=first.id, listed=every_name(first.schools),
            )  # fmt: skip


def _group(text: str) -> str:
    """The one group of schools that a text speaks of: `wave 1`, `trial`; blank where it is none or several."""
    found = {
        "trial" if one[5] else f"{(one[1] or one[4]).casefold()} {_numbered(one[2] or one[3])}"
        for one in _GROUP.finditer(text)
    }
    return found.pop() if len(found) == 1 else ""


def _numbered(said: str) -> str:
    return _NUMBERS.get(said.casefold(), said)


def _is_of(milestone: Milestone, group: str) -> bool:
    return milestone.phase is Phase.TRIAL if group == "trial" else _group(milestone.name or "") == group
