"""The notice of key decisions: given, and long enough before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.notes.decided import says_it_was_urgent
from xl_send.analysis.words.named_dates import DAY
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_ANNOUNCED = Pattern(rf"(?i)\b(?:forward plan|notice)\b[^.;]{{0,40}}?\b(?:since|on|of|from) (?:the )?{DAY}")


@rule(
    "MS20",
    Severity.QUERY,
    "Notice of the key decision was published {notice}; {clear} lie between that and {what}, not {wanted}.",
    "Correct the dates, or say in Commentary which urgency procedure serves.",
)
def key_decision_notice_short(programme: Programme) -> Iterator[Hit]:
    """A key decision is given after the full notice that the programme's thresholds ask for.

    Days are clear days: neither the day of the notice nor that of the decision counts. One still to come is asked
    about by the last meeting of its forum up to its forecast. A Commentary, or Evidence seen, that names the urgency
    procedure is enough.

    **Fails**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | <13 Oct 2026> | 10 Nov 2026 |
    | TRN-M02 | Key decision | Cabinet | <11 Nov 2026> | 10 Nov 2026 |

    **Fails**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Notice published |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 22 Dec 2026 | Key decision | Cabinet | <13 Nov 2026> |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 8 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Decision needed | Forum | Notice published | Decision given |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | | Key decision | Cabinet | 12 Oct 2026 | 10 Nov 2026 |
    | TRN-M02 | | Decision | Programme Board | 9 Nov 2026 | 10 Nov 2026 |
    | TRN-M03 | 15 Dec 2026 | Key decision | Cabinet | 13 Nov 2026 | |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | 26 Oct 2026 | 10 Nov 2026 | General exception notice given |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given | Evidence seen |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | 26 Oct 2026 | 10 Nov 2026 | Decision notice (Reg. 10, short notice) |
    """
    for milestone in programme.each(Milestone):
        if milestone.decision is Decision.KEY_DECISION and milestone.notice:
            if says_it_was_urgent(milestone.commentary, milestone.evidence):
                continue
            wanted = programme.of(milestone).thresholds.key_notice
            day = milestone.decided or _meeting_ahead(programme, milestone)
            if day and (clear := (day - milestone.notice - timedelta(days=1)).days) < wanted:
                decided = Related(milestone.at("decided" if milestone.decided else "forecast"), "when it is decided")
                what = "the decision" if milestone.decided else f"the meeting of {say(day)}"
                days = counted(max(clear, 0), "clear day")
                yield hit(
                    milestone.at("notice"), decided, notice=milestone.notice, clear=days, what=what, wanted=wanted
                )


def _meeting_ahead(programme: Programme, milestone: Milestone) -> date | None:
    """The last meeting of its forum up to the forecast of a milestone that is still to come; None if none is listed."""
    as_at, forecast = programme.as_at(milestone), milestone.forecast
    if as_at is None or forecast is None or milestone.actual:
        return None
    forum = (milestone.forum or "").casefold()
    listed = (one.day for one in programme.of(milestone).all(Meeting) if one.forum.casefold() == forum)
    return max((day for day in listed if as_at <= day <= forecast), default=None)


@rule(
    "MS21",
    Severity.QUERY,
    "A key decision was given, but no notice of it is recorded.",
    "Fill in Notice published, or say in Commentary which urgency procedure was used.",
)
def key_decision_without_notice(programme: Programme) -> Iterator[Hit]:
    """A key decision that was given had been announced, and the row says when.

    A key decision without notice can be challenged. A Commentary that names the urgency procedure explains it, or one
    that says since when it stood on the forward plan.

    **Fails**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | <> | 10 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | 1 Oct 2026 | 10 Nov 2026 |
    | TRN-M02 | Key decision | Cabinet | | |
    | TRN-M03 | Decision | Programme Board | | 10 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | | 10 Nov 2026 | On the forward plan since 3 August |
    """
    for milestone in programme.each(Milestone):
        said = (milestone.commentary, milestone.evidence)
        explained = milestone.notice or says_it_was_urgent(*said) or any(_ANNOUNCED.search(text or "") for text in said)
        if milestone.decision is Decision.KEY_DECISION and milestone.decided and not explained:
            yield hit(milestone.at("notice"), Related(milestone.at("decided"), "Decision given"))
