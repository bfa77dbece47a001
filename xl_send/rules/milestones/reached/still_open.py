"""Milestones that are reported as reached while their own row says that part of them is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import OFF_TRACK
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.rules.words.said_counts import SOME_OF
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MC33",
    Severity.QUERY,
    "Reached on {day} by its Actual date, but it is {colour} to be back to green only by {green}.",
    "If it was reached, clear Back to green by, report Green and name the evidence. If it is still to come, clear "
    "Actual date.",
    brings={"MS03": Reach.ROW},
)
def reached_and_still_to_be_green(programme: Programme) -> Iterator[Hit]:
    """A milestone that was reached is not to be back to green on a day to come.

    An Actual date in the row of another counts as done what is still late, and takes it out of the board's sight.
    Asked of what is reported Amber or Red, and of what is reported Green without evidence.

    **Fails**

    Milestones:
    | ID | Actual date | Reported RAG | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | 30 Oct 2026 | Amber | <14 Dec 2026> |

    **Fails**

    Milestones:
    | ID | Actual date | Reported RAG | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | 30 Oct 2026 | Green | <14 Dec 2026> |

    **Passes**

    Milestones:
    | ID | Actual date | Reported RAG | Back to green by | Evidence seen |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 30 Oct 2026 | Amber | 12 Nov 2026 | |
    | TRN-M02 | 30 Oct 2026 | Green | 14 Dec 2026 | Minutes of 30 October |
    | TRN-M03 | | Amber | 14 Dec 2026 | |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        day, green = milestone.actual, milestone.back_to_green
        colour = milestone.reported
        unproved = colour in OFF_TRACK or (colour is Rag.GREEN and not milestone.evidence)
        if day and green and day <= as_at < green and unproved and colour:
            reached = Related(milestone.at("actual"), "reached")
            said = f"reported {colour.value} and" if colour is Rag.GREEN else f"reported {colour.value},"
            yield hit(milestone.at("back_to_green"), reached, day=day, colour=said, green=green)


# A day or two late is as good as on time.
AS_GOOD_AS_IN_TIME = timedelta(days=3)


@rule(
    "MC52",
    Severity.QUERY,
    "Reached on {day} by its Actual date, in time for {planned}, but it is reported {colour}.",
    "If it was reached, report Green. If it is still to come, clear Actual date and give a Forecast date.",
    brings={"MS03": Reach.ROW},
)
def reached_and_off_track(programme: Programme) -> Iterator[Hit]:
    """A milestone that was reached in time is not reported Amber or Red.

    What is counted as done is out of the board's sight. Asked of what was reached by its plan, or up to three days
    after it; that what was reached late is still Amber or Red is history.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Reported RAG |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 30 Oct 2026 | | <30 Oct 2026> | Red |
    | TRN-M02 | 9 Oct 2026 | | <12 Oct 2026> | Amber |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Reported RAG |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | | 13 Oct 2026 | Amber |
    | TRN-M02 | 9 Oct 2026 | | 9 Oct 2026 | Green |
    | TRN-M03 | 9 Oct 2026 | 27 Nov 2026 | | Red |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        day = milestone.actual
        # That it is to be green again on a day to come is told by itself.
        if day is None or day > as_at or (milestone.back_to_green or day) > as_at:
            continue
        late = day - max(milestone.baseline, milestone.agreed or milestone.baseline)
        if milestone.reported in OFF_TRACK and late <= AS_GOOD_AS_IN_TIME:
            planned, colour = day - max(late, _NO_DAYS), milestone.reported.value if milestone.reported else ""
            related = Related(milestone.at("reported"), "its colour")
            yield hit(milestone.at("actual"), related, day=day, planned=planned, colour=colour)


_NO_DAYS = timedelta(0)
_STATE = Pattern(
    r"(?i)^(?: (?:are|is|have|has|been|now|staff|schools?|settings?|people|sites?)\b){0,4}"
    r" (?P<state>done|complete\w*|finished|through|trained|signed|ready|open\w*|live|in post|in place)\b"
)
_LEFT = Pattern(r"(?i)\b(?:last|remaining|rest|others?|final|to follow|to come|still|outstanding|booked)\b")
# The last of so many, or a number of them, that is still to come.
_TO_FOLLOW = Pattern(
    rf"(?i)\b(?:(?P<nth>\d{{1,2}}(?=st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:st|nd|rd|th)?"
    rf"|(?P<rest>{NUMBER}))(?: (?:of them|more|other|others|post|one|school|officer|teacher|[a-z]{{3,12}}s?))?"
    r" (?:offers? (?:is |are )?out|(?:is |are )?(?:still )?to (?:follow|come|start|sign|join|be \w+)"
    r"|still (?:out|missing|vacant|due|waiting|being)|(?:is |are )?(?:outstanding|awaited|vacant)|(?:has |have )?yet to"
    r"|(?:is |are |has |have )?"
    r"not yet|(?:being|under) (?:recruited|offer|advertised))\b"
)
_NTHS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ANY_DONE = ("done", "complete", "finished", "through", "ready")


@rule(
    "MC34",
    Severity.QUERY,
    'It is reported as reached, but the commentary says "{words}".',
    "If all are done now, bring the commentary up to date. If some are still to come, clear Actual date.",
)
def reached_with_some_left(programme: Programme) -> Iterator[Hit]:
    """A milestone for so many is reached once all of them are done.

    Asked where the commentary of a reached milestone counts fewer out of the number that its title or Done when
    gives, says that these are done, or in the state of which the title or Done when tells, and speaks of the rest;
    and where it counts one or some fewer and says that the fourth of four, or as many as are missing, are still to
    come.

    **Fails**

    Milestones:
    | ID | Milestone | Done when | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Base staff trained | 34 certificates | 30 Oct 2026 | <27 of 34 are done. Last seven in January.> |
    | TRN-M02 | Agreements signed with five schools | | 30 Oct 2026 | <Four of five signed; the other meets in May> |
    | TRN-M03 | Recovery team in place | 4 starters on payroll | 30 Oct 2026 | <3 officers + 1 support, 4th offer out> |
    | TRN-M04 | Six bases open | | 30 Oct 2026 | <Five opened on time, one still to come.> |

    **Passes**

    Milestones:
    | ID | Milestone | Done when | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Base staff trained | 34 certificates | 30 Oct 2026 | 34 of 34 are done. Last seven came in October. |
    | TRN-M02 | Agreements signed with five schools | | | Four of five signed; the other meets in May |
    | TRN-M03 | Trial opens in eight schools | | 30 Oct 2026 | 6 of 8 have had a visit, the rest will in May |
    | TRN-M04 | Base staff trained | 34 certificates | 30 Oct 2026 | 12 of 20 assistants are done too, others follow |
    | TRN-M05 | Recovery team in place | 4 starters on payroll | 30 Oct 2026 | 4 officers; 4th laptop is outstanding |
    | TRN-M06 | Recovery team in place | 4 starters on payroll | 30 Oct 2026 | 4 officers, fifth post to be advertised |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        text = milestone.commentary or ""
        if not milestone.actual or milestone.actual > as_at:
            continue
        for found in SOME_OF.finditer(text):
            state = _STATE.match(text[found.end() :])
            part, whole = number_said(found[1]), number_said(found[2])
            if state and part < whole and _is_of_all(milestone, whole, state["state"]) and _LEFT.search(text):
                yield hit(
                    milestone.at("commentary"), Related(milestone.at("actual"), "reached"),
                    words=f"{found[0]}{state[0]}",
                )  # fmt: skip
                break
        else:
            if left := _of_those_asked(milestone, text):
                reached = Related(milestone.at("actual"), "reached")
                yield hit(milestone.at("commentary"), reached, words=left)


def _of_those_asked(milestone: Milestone, text: str) -> str:
    """The words by which a commentary says that the last, or some, of as many as were asked for are still to come."""
    found = _TO_FOLLOW.search(text)
    asked = f"{milestone.name or ''} {milestone.done_when or ''}".casefold() if found else ""
    numbers = {number_said(word) for word in _NUMBERS.findall(asked)}
    if found is None or not numbers:
        return ""
    if nth := (found["nth"] or "").casefold():
        whole = float(nth) if nth.isdecimal() else 2.0 + _NTHS.index(nth)
        parts = {whole - 1}
    else:
        rest = number_said(found["rest"])
        parts = {number - rest for number in numbers if number > rest}
        whole = next(iter(numbers)) if len(numbers) == 1 else 0.0
    told = {number_said(word) for word in _NUMBERS.findall(text[: found.start()].casefold())}
    return found[0].strip() if whole in numbers - told and parts & told else ""


def _is_of_all(milestone: Milestone, whole: float, state: str) -> bool:
    """Whether the title or Done when asks for so many, and for nothing else than the state that is told."""
    asked = f"{milestone.name or ''} {milestone.done_when or ''}".casefold()
    known = state.casefold().startswith(_ANY_DONE) or state.casefold()[:4] in asked
    return known and any(number_said(word) == whole for word in _NUMBERS.findall(asked))


_NUMBERS = Pattern(rf"(?<![\w.,])(?:{NUMBER})\b")
