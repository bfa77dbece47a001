"""Milestones: their dates against the as at date, and the evidence behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import is_active, worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Decision, Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

# Days outside its workstream within which a milestone may well be meant.
NEAR = 92
# So many rows without what no row of the workbook has are one habit, not so many slips.
A_HABIT = 3
_EVIDENCE = Pattern(
    r"(?i)\b(?:minutes?|signed|logs?|registers?|published|filed|folder|sharepoint|website|https?|uploaded|certificates?"
    r"|reports?|letters?)\b"
)
# A title that says what will be seen: a number to be reached, or what was made and sent or is open.
_SHOWS = Pattern(
    r"(?i)\b(?:below|under|above|over|at least|all|first|fewer than|more than|up to)"
    r" (?:\d|two|three|four|five|six|seven|eight|nine|ten)"
    r"|\b(?:finalised|published|issued|signed|submitted|appointed|opens?|opened|awarded|let|in post|sent|approved)$"
    r"|\bto (?:the )?(?:[\w&]+ ){0,3}(?:board|cabinet|committee|executive|forum|panel)$"
)
_DECISION = Pattern(
    r"(?i)\b(?:approv\w*|agree(?:s|d)?|decision|decides?|decided|endors\w*|sign(?:s|ed)?[- ]off|ratif\w*|adopts?)\b",
    needs="approv|agree|deci|endors|sign|ratif|adopt",
)


def milestones_with_as_at(programme: Programme) -> Iterator[tuple[Milestone, date]]:
    """Every milestone whose workbook has an as at date, with that date."""
    for milestone in programme.each(Milestone):
        as_at = programme.as_at(milestone)
        if as_at is not None:
            yield milestone, as_at


@rule(
    "MS01",
    Severity.ERROR,
    "Actual date is {actual}, after the as at date.",
    "If it has not been reached yet, clear Actual date and give a Forecast date.",
)
def actual_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A milestone is not reached after the date that the return describes.

    An actual date is a fact. A date that is still to come is a forecast, and is treated as one.

    **Fails**

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | <14 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | 13 Nov 2026 |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        if milestone.actual and milestone.actual > as_at:
            yield hit(milestone.at("actual"), actual=milestone.actual)


@rule(
    "MS02",
    Severity.ERROR,
    "Forecast date, {forecast}, has passed and there is no Actual date.",
    "Fill in Actual date if it was reached, else give a new Forecast date.",
)
def forecast_passed(programme: Programme) -> Iterator[Hit]:
    """The forecast of a milestone that is not reached lies on or after the as at date.

    A forecast in the past says that nobody has looked at the row since. It counts as Red.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <12 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date | State |
    | --- | --- | --- | --- |
    | TRN-M01 | 13 Nov 2026 | | |
    | TRN-M02 | 30 Oct 2026 | 6 Nov 2026 | |
    | TRN-M03 | 30 Oct 2026 | | Paused |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        passed = milestone.forecast is not None and milestone.forecast < as_at
        if passed and milestone.actual is None and is_active(programme, milestone):
            yield hit(milestone.at("forecast"), forecast=milestone.forecast)


@rule(
    "MS03",
    Severity.QUERY,
    "It is reported as reached, but no evidence is named{more}.",
    "Say under Evidence seen where the evidence is kept.",
)
def reached_without_evidence(programme: Programme) -> Iterator[Hit]:
    """A milestone that has been reached names the evidence that was seen.

    A board that closes a milestone on somebody's word may have to open it again. Where the milestone is
    not key this is advice. A decision that is dated has its minutes, and a Commentary may say what was signed, filed or
    published. Where no row of a workbook names any, and three or more were reached, the first is told.

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen | Key |
    | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | <> | Yes |
    | TRN-M02 | 6 Nov 2026 | <> | No |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Board papers, 9 Nov 2026 |
    | TRN-M02 | | |

    **Passes**

    Milestones:
    | ID | Actual date | Decision needed | Forum | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Decision | Programme Board | 6 Nov 2026 | |
    | TRN-M02 | 6 Nov 2026 | | | | Signed log filed |
    """
    for submission in programme.submissions:
        rows = submission.all(Milestone)
        silent = [one for one in rows if one.actual and not (one.evidence or _tells_evidence(one))]
        habit = len(silent) >= A_HABIT and not any(one.evidence for one in rows)
        first = [next((one for one in silent if one.key), silent[0])] if habit else silent
        for milestone in first:
            severity = None if milestone.key else Severity.ADVICE
            others = (Related(one.at("evidence"), "blank too") for one in silent if habit and one is not milestone)
            more = f", nor is it for {counted(len(silent) - 1, 'other milestone')}" if habit else ""
            actual = Related(milestone.at("actual"), "Actual date")
            yield hit(milestone.at("evidence"), actual, *others, severity=severity, more=more)


def _tells_evidence(one: Milestone) -> bool:
    """Whether the decision of a milestone, or its Commentary, tells what shows that it was reached."""
    return bool(one.decided and one.forum) or _EVIDENCE.search(one.commentary or "") is not None


@rule(
    "MS04",
    Severity.QUERY,
    "It is a key milestone, and {nothing} what will show that it has been reached.",
    "Fill in Done when: the evidence that you will look for.",
)
def key_milestone_without_test(programme: Programme) -> Iterator[Hit]:
    """A key milestone that is still to come says what will show that it has been reached.

    Agreed beforehand, it keeps "done" from meaning less as the date comes near. The title once more is no evidence.
    A milestone that is a decision is reached when that is given, and one whose title gives the number to be reached, or
    ends in what anybody can see, says it there. Several of a workbook are told once.

    **Fails**

    Milestones:
    | ID | Milestone | Key | Done when |
    | --- | --- | --- | --- |
    | TRN-M01 | Results heard by the board | Yes | <Results heard by the Board.> |
    | TRN-M02 | New pathway embedded | Yes | <> |
    | TRN-M03 | New pathway in use | Yes | |

    **Passes**

    Milestones:
    | ID | Milestone | Key | Done when | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | | Yes | All four schools have signed | |
    | TRN-M02 | | No | | |
    | TRN-M03 | | Yes | | 6 Nov 2026 |
    | TRN-M04 | Overdue decisions below 700 | Yes | | |
    | TRN-M05 | All final plans issued | Yes | | |

    north.xlsx Milestones:
    | ID | Milestone | Key | Decision needed | Forum |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Board approves the business case | Yes | Decision | Programme Board |

    south.xlsx Workstreams:
    | Code | State |
    | --- | --- |
    | SOU | Paused |

    south.xlsx Milestones:
    | ID | Workstream | Key | Done when |
    | --- | --- | --- | --- |
    | SOU-M01 | SOU | Yes | |
    """
    for submission in programme.submissions:
        rows = submission.all(Milestone)
        asked = [one for one in rows if one.key and not one.actual and is_active(programme, one)]
        blank = [one for one in asked if not (one.done_when or _is_a_decision(one) or _SHOWS.search(one.name or ""))]
        for milestone in blank[:1]:
            others = [Related(one.at("done_when"), "blank too") for one in blank[1:]]
            nothing = f"nothing says, as of {counted(len(others), 'other')}," if others else "nothing says"
            yield hit(milestone.at("done_when"), *others, nothing=nothing)
        for milestone in asked:
            if milestone.done_when and name_words(milestone.done_when) == name_words(milestone.name or ""):
                title = Related(milestone.at("name"), "its title")
                yield hit(milestone.at("done_when"), title, nothing="Done when only says its title again, not")


def _is_a_decision(one: Milestone) -> bool:
    """Whether a milestone is the decision that it needs, by its title."""
    return one.decision is not Decision.NONE and _DECISION.search(one.name or "") is not None


@rule(
    "MS05",
    Severity.QUERY,
    "Baseline date is {baseline}, {where} {code}, {bound}.",
    "Correct Baseline date here, or {bound_title} on the Workstreams sheet.",
)
def baseline_outside_workstream(programme: Programme) -> Iterator[Hit]:
    """A milestone is planned between the first and the last day of its workstream.

    Where it truly lies outside, the workstream's dates are not what people take them for. Up to 92 days outside is
    advice; for the set-up before the start and what sustains the work after the end it is as it should be.

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | 31 Aug 2027 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | <31 Aug 2026> |
    | TRN-M02 | <1 Sep 2027> |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | 31 Aug 2027 |

    Milestones:
    | ID | Phase | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Trial | 1 Sep 2026 |
    | TRN-M02 | Trial | 31 Aug 2027 |
    | TRN-M03 | Set up | 10 Jul 2026 |
    | TRN-M04 | Sustain | 15 Oct 2027 |
    """
    for milestone in worked_on(programme, Milestone):
        stream = programme.streams.get(milestone.workstream)
        bound = _bound_crossed(milestone.baseline, stream) if stream else None
        if stream and bound:
            name, where = bound
            other = Related(stream.at(name), "the workstream's own date")
            near = abs((milestone.baseline - getattr(stream, name)).days) <= NEAR
            if near and (name, milestone.phase) in (("starts", Phase.SET_UP), ("ends", Phase.SUSTAIN)):
                continue
            yield hit(
                milestone.at("baseline"),
                other,
                severity=Severity.ADVICE if near else None,
                baseline=milestone.baseline,
                where=where,
                code=stream.code,
                bound=getattr(stream, name),
                bound_title=name.capitalize(),
            )


def _bound_crossed(day: date, stream: Workstream) -> tuple[str, str] | None:
    if stream.starts and day < stream.starts:
        return "starts", "before the start of"
    return ("ends", "after the end of") if stream.ends and day > stream.ends else None
