"""What a milestone's words plan for a day, or a month, that comes too late for the decision that it is for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.decided import says_it_was_urgent
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, next_month_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_NOTICE = (
    r"\b(?:forward plan|notice)\b(?:(?!\b(?:since|was|were|went|of (?:the )?meeting|lease|period)\b)"
    r"[^.;:]){0,50}?"
)
_NOTICE_ON = Pattern(rf"(?i){_NOTICE}\b(?:on|by|from) (?:the )?(?:[a-z]+day,? )?{DAY}")
_NOTICE_IN = Pattern(rf"(?i){_NOTICE}\b(?:in|by the end of|at the end of) (?:early |mid[- ]|late )?({MONTH_NAMES})\b")
_GIVEN = Pattern(r"(?i)\b(?:published|has gone|went|was|is on the forward plan|given|done|since)\b")
_TO_BE = Pattern(r"(?i)\b(?:be|being) \w+")
_WILL = Pattern(r"(?i)\b(?:will|to be|to go|goes|due|planned|by|is being)\b")


@rule(
    "MS91",
    Severity.QUERY,
    'The commentary plans "{words}": {clear} lie between that and the decision on {day}, not {wanted}.',
    "Give the notice earlier, plan the decision for a later meeting, or say which urgency procedure serves.",
)
def notice_planned_too_late(programme: Programme) -> Iterator[Hit]:
    """Notice of a key decision is planned for a day that leaves the full notice.

    Days are clear days, as many as the Thresholds sheet asks for; without them the decision waits for another meeting.
    Asked of a key decision that is still to come and has no notice, where its Commentary says on which day, or in which
    month, notice is to be given.

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 9 Feb 2027 | Key decision | Cabinet | <Forward plan notice will be published on 18 Jan.> |
    | TRN-M02 | 9 Feb 2027 | Key decision | Cabinet | <Draft done. Notice goes in by 20 January.> |
    | TRN-M03 | 9 Feb 2027 | Key decision | Cabinet | <Entry in the forward plan to be made in February.> |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 9 Feb 2027 | Key decision | Cabinet | Forward plan notice will be published on 4 Jan. |
    | TRN-M02 | 9 Feb 2027 | Decision | Programme Board | Notice goes in by 20 January. |
    | TRN-M03 | 9 Feb 2027 | Key decision | Cabinet | Notice will be given on 18 January, general exception |
    | TRN-M04 | 9 Feb 2027 | Key decision | Cabinet | Forward plan entry will go in early January |
    | TRN-M05 | 9 Feb 2027 | Key decision | Cabinet | On the forward plan since 5 November; report due on 18 January |
    | TRN-M06 | 9 Feb 2027 | Key decision | Cabinet | Notice will be given to the landlord in February |
    """
    for milestone in worked_on(programme, Milestone):
        text, as_at, day = milestone.commentary or "", programme.as_at(milestone), milestone.forecast
        waits = milestone.decision is Decision.KEY_DECISION and not milestone.notice and not milestone.actual
        if not (text and as_at and day) or not waits or says_it_was_urgent(text):
            continue
        wanted = programme.of(milestone).thresholds.key_notice
        found = _notice_planned(text, as_at)
        if found and (clear := (day - found[1] - timedelta(days=1)).days) < wanted:
            words = {"words": found[0], "clear": counted(max(clear, 0), "clear day")}
            related = Related(milestone.at("forecast"), "the decision")
            yield hit(milestone.at("commentary"), related, severity=None, day=day, wanted=wanted, **words)


def _notice_planned(text: str, as_at: date) -> tuple[str, date] | None:
    """The words by which notice is planned, and the first day that they can mean."""
    for found in _NOTICE_ON.finditer(text):
        day = day_matched(found, as_at)
        if day and day >= as_at and _WILL.search(found[0]) and not _GIVEN.search(_TO_BE.sub("", found[0])):
            return found[0], day
    for found in _NOTICE_IN.finditer(text):
        if _WILL.search(found[0]) and not _OF_ANOTHER.search(found[0]):
            return found[0], max(as_at, next_month_named(found[1], None, as_at))
    return None


_OF_ANOTHER = Pattern(r"(?i)\b(?:landlord|provider|lease|contract|staff|tenan\w+|redundan\w+|schools?|famil\w+)\b")

_WORK = (
    r"\b(?P<work>(?:first |second |final )?draft\b(?: (?:report|paper))?|(?:cabinet |board |forum )?(?:paper|report)s?"
    r"|business case|options (?:paper|appraisal)|(?:eqia|eia|ehia|equality (?:impact )?(?:assessment|analysis))"
    r"|consultation|notice|forward plan(?: entry)?|soundings|legal advice|costings?)\b"
)
_TO_COME = (
    r"(?:(?!\b(?:after|once|then|following|until|was|were|went|closed|held|done|ran|of the|review\w*|on the|from)\b)"
    r"[^.;:]){0,60}?"
)
_WHEN = (
    r"\b(?:in|by|during|on|due|for) (?:the )?(?:end of |early |mid[- ]|late )?"
    rf"(?:{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
_PLANNED = Pattern(rf"(?i){_WORK}{_TO_COME}{_WHEN}")
_STILL = Pattern(
    r"(?i)\b(?:to follow|follows|due|goes?|going|will|to be|planned|expected|starts?|begins?|opens?|closes?|runs?|ready"
    r"|comes?|to (?:come|go|finish|complete)|complete)\b"
)
_CONSULTS = Pattern(r"(?i)\b(?:consult\w*|to draft|scoping|feasibility)\b")


@rule(
    "MS92",
    Severity.QUERY,
    '{column} says "{words}", but the decision that it is for is forecast for {day}.',
    "Bring the work forward, or forecast the decision for a later meeting. A forum decides on what it has read.",
)
def work_after_its_decision(programme: Programme) -> Iterator[Hit]:
    """What a decision rests on is planned for before it.

    A draft, a paper, a consultation, an equality impact assessment or a notice that comes later was not there when it
    was decided, and the decision can be challenged. Asked of a decision that is still to come, where Commentary or
    Equality impact names the day or the month for such work, and not of a decision to consult.

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Commentary | Equality impact |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 18 Mar 2027 | Key decision | Cabinet | <First draft of the report goes to directors in April.> | |
    | TRN-M02 | 15 Jun 2027 | Key decision | Cabinet | | <EIA to follow in September> |
    | TRN-M03 | 18 Mar 2027 | Decision | Programme Board | <Consultation will run in May 2027> | |
    | TRN-M04 | 18 Mar 2027 | Decision | Programme Board | <Paper due on 25 March> | |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Commentary | Equality impact |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 18 Mar 2027 | Key decision | Cabinet | Draft report goes to directors in January. | EIA in March |
    | TRN-M02 | 18 Mar 2027 | Key decision | Cabinet | First draft was with directors in October. | EIA 2026/114 |
    | TRN-M03 | 18 Mar 2027 | Decision | Programme Board | Paper in draft. Places open in September. | |
    | TRN-M04 | 18 Mar 2027 | Decision | Programme Board | Report on the first year will come in June, after it | |
    | TRN-M05 | 18 Mar 2027 | Decision | Programme Board | Draft went round in April | EIA done in June |
    | TRN-M06 | 18 Mar 2027 | None | | Paper due in April | EIA to follow in April |
    """
    for milestone in worked_on(programme, Milestone):
        as_at, day = programme.as_at(milestone), milestone.forecast
        asked = milestone.decision in (Decision.DECISION, Decision.KEY_DECISION) and not milestone.actual
        if not asked or as_at is None or day is None or _CONSULTS.search(milestone.name or ""):
            continue
        for name in ("commentary", "equality"):
            if words := _planned_after(getattr(milestone, name) or "", as_at, day):
                cell, related = milestone.at(name), Related(milestone.at("forecast"), "the decision")
                yield hit(cell, related, column=cell.column, words=words, day=day)


def _planned_after(text: str, as_at: date, decided: date) -> str | None:
    """The words by which a text plans such work for after a decision."""
    for found in _PLANNED.finditer(text):
        first = next_month_named(found["in"], found["of"], as_at) if found["in"] else day_matched(found, decided)
        rest = text[found.end() :].split(".", maxsplit=1)[0]
        late = first is not None and first > decided and first >= as_at
        if late and _STILL.search(found[0]) and not _AFTER_IT.search(rest):
            return found[0]
    return None


_AFTER_IT = Pattern(r"(?i)\b(?:after|once|if (?:it is )?(?:agreed|approved)|following)\b")
