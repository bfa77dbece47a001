"""Handovers, row by row: what each account says of itself, before the two are held against each other."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_handover_stopped
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogStatus, State
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission

_BY_ITS_OWNER = Pattern(
    r"(?i)\b(?:sro|dcs|director|head of \w+) (?:to |will |is to )?(?:settle|decide|agree|speak|meet|ask)s?\b"
)
_TO_AGREE = Pattern(
    r"(?i)\b(?:to be (?:agreed|settled|decided|discussed|taken)|goes to|taken to|raised (?:with|at)|on the agenda"
    r"|for (?:decision|agreement))\b"
)


def _delivered(programme: Programme) -> frozenset[str]:
    """The ids of handovers that somebody says were delivered."""
    return frozenset(
        interdependency.id for interdependency in programme.each(Interdependency) if interdependency.delivered
    )


@rule(
    "ID01",
    Severity.ERROR,
    "{column} is {day}, after {as_at}, the date of this return. It is treated as not given.",
    "Correct the date. What is still to come belongs under Forecast.",
)
def handed_over_after_as_at(programme: Programme) -> Iterator[Hit]:
    """What is delivered or accepted has been by the as at date.

    A handover that is planned is not yet a handover.

    **Fails**

    Interdependencies:
    | ID | Delivered | Accepted |
    | --- | --- | --- |
    | TRN-D01 | <14 Nov 2026> | |
    | TRN-D02 | 13 Nov 2026 | <16 Nov 2026> |

    **Passes**

    Interdependencies:
    | ID | Delivered | Accepted | Forecast |
    | --- | --- | --- | --- |
    | TRN-D01 | 13 Nov 2026 | 13 Nov 2026 | |
    | TRN-D02 | | | 14 Nov 2026 |
    """
    for interdependency in programme.each(Interdependency):
        as_at = programme.as_at(interdependency)
        for name, day in (("delivered", interdependency.delivered), ("accepted", interdependency.accepted)):
            if day and as_at and day > as_at:
                cell = interdependency.at(name)
                yield hit(cell, column=cell.column, day=day, as_at=as_at)


@rule(
    "ID02",
    Severity.QUERY,
    "{id} was accepted on {day}, but no account of it says that it was delivered. It counts as complete by the "
    "receiver's word.",
    "Ask the giver to fill in Delivered; if it is not there yet, clear Accepted.",
)
def accepted_without_delivery(programme: Programme) -> Iterator[Hit]:
    """What is accepted has been delivered.

    Delivered is the giver's word, so this is asked only where its workbook was read; what an outside body gave is known
    by the receiver's word alone.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Interdependencies:
    | ID | Giver | Accepted |
    | --- | --- | --- |
    | TRN-D01 | OUT | <2 Nov 2026> |

    **Passes**

    Interdependencies:
    | ID | Giver | Delivered | Accepted |
    | --- | --- | --- | --- |
    | TRN-D01 | OUT | | 2 Nov 2026 |
    | TRN-D02 | External | | 2 Nov 2026 |
    | TRN-D03 | SOU | | 2 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Delivered |
    | --- | --- | --- |
    | TRN-D03 | SOU | 2 Nov 2026 |
    """
    delivered = _delivered(programme)
    for interdependency in programme.each(Interdependency):
        if (
            interdependency.accepted
            and interdependency.id not in delivered
            and interdependency.giver in programme.codes
            and interdependency.state is not State.WITHDRAWN
        ):
            yield hit(
                interdependency.at("accepted"),
                Related(interdependency.at("delivered"), "still blank"),
                id=interdependency.id,
                day=interdependency.accepted,
            )


@rule(
    "ID03",
    Severity.ERROR,
    "{id} was accepted on {accepted}, before it was delivered on {delivered}.",
    "Correct one of the two dates.",
)
def accepted_before_delivery(programme: Programme) -> Iterator[Hit]:
    """What is accepted was delivered on that day or before it.

    Nothing can be accepted that is not yet there.

    **Fails**

    Interdependencies:
    | ID | Delivered | Accepted |
    | --- | --- | --- |
    | TRN-D01 | 3 Nov 2026 | <2 Nov 2026> |

    **Passes**

    Interdependencies:
    | ID | Delivered | Accepted |
    | --- | --- | --- |
    | TRN-D01 | 2 Nov 2026 | 2 Nov 2026 |
    | TRN-D02 | 2 Nov 2026 | |
    """
    for interdependency in programme.each(Interdependency):
        if (
            interdependency.accepted
            and interdependency.delivered
            and interdependency.accepted < interdependency.delivered
        ):
            delivery = Related(interdependency.at("delivered"), "the delivery")
            yield hit(
                interdependency.at("accepted"),
                delivery,
                id=interdependency.id,
                accepted=interdependency.accepted,
                delivered=interdependency.delivered,
            )


@rule(
    "ID05",
    Severity.QUERY,
    "{id} was forecast for {day}, which has passed, and is not delivered.",
    "Fill in Delivered, or give a new forecast.",
)
def forecast_passed_without_delivery(programme: Programme) -> Iterator[Hit]:
    """A forecast that has passed is followed by a delivery or a new forecast.

    Whoever waits for it plans by this date. Not asked while the handover or one of its parties is stopped.

    **Fails**

    Interdependencies:
    | ID | Forecast |
    | --- | --- |
    | TRN-D01 | <12 Nov 2026> |

    **Passes**

    Interdependencies:
    | ID | Forecast | Delivered | Accepted | State |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 13 Nov 2026 | | | |
    | TRN-D02 | 12 Nov 2026 | 13 Nov 2026 | | |
    | TRN-D03 | 12 Nov 2026 | | 12 Nov 2026 | |
    | TRN-D04 | 12 Nov 2026 | | | Paused |

    north.xlsx Interdependencies:
    | ID | Forecast |
    | --- | --- |
    | TRN-D02 | 12 Nov 2026 |
    """
    delivered = _delivered(programme)
    for interdependency in programme.each(Interdependency):
        as_at = programme.as_at(interdependency)
        passed = (
            interdependency.forecast and as_at and interdependency.forecast < as_at and not interdependency.accepted
        )
        going = not is_handover_stopped(programme, interdependency)
        if passed and interdependency.id not in delivered and going:
            yield hit(
                interdependency.at("forecast"),
                Related(interdependency.at("delivered"), "still blank"),
                id=interdependency.id,
                day=interdependency.forecast,
            )


@rule(
    "ID06",
    Severity.QUERY,
    "{id} is needed by {day} and is not agreed, and no forum is named to settle it.",
    "Agree it, or name under Escalate to the forum that is to settle it.",
)
def not_agreed_and_not_escalated(programme: Programme) -> Iterator[Hit]:
    """A handover that is needed soon is agreed by both, or a forum is named to settle it.

    Soon is fewer days away than the workbook's threshold for agreement, 60 unless changed. A forum of the Forums sheet
    that the Note names to agree it is named, and so is that of an open row of the log that speaks of the handover.

    **Fails**

    Interdependencies:
    | ID | Needed by | Receiver agrees | Escalate to |
    | --- | --- | --- | --- |
    | TRN-D01 | 11 Jan 2027 | No | <> |

    **Passes**

    Interdependencies:
    | ID | Needed by | Giver agrees | Receiver agrees | Delivered | Accepted | Escalate to |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | 12 Jan 2027 | No | No | | | |
    | TRN-D02 | 11 Jan 2027 | No | Yes | | | Programme Board |
    | TRN-D03 | 11 Jan 2027 | Yes | Yes | | | |
    | TRN-D04 | 11 Jan 2027 | No | No | 2 Nov 2026 | | |
    | TRN-D05 | 11 Jan 2027 | No | No | | 2 Nov 2026 | |

    **Passes**

    Interdependencies:
    | ID | Needed by | Giver agrees | Note |
    | --- | --- | --- | --- |
    | TRN-D01 | 11 Jan 2027 | No | To be agreed at the Programme Board on 3 December |
    | TRN-D02 | 11 Jan 2027 | No | |
    | TRN-D03 | 11 Jan 2027 | No | SRO speaks to the giver on 20 November |

    Issues and decisions:
    | ID | What | Forum |
    | --- | --- | --- |
    | TRN-A01 | Who gives TRN-D02 | Programme Board |
    """
    delivered = _delivered(programme)
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        for interdependency in submission.all(Interdependency):
            refused = interdependency.giver_agrees is False or interdependency.receiver_agrees is False
            if (
                not refused
                or interdependency.escalate_to
                or not interdependency.needed_by
                or as_at is None
                or interdependency.accepted
                or interdependency.id in delivered
                or _is_before_a_forum(submission, interdependency)
            ):
                continue
            if (
                interdependency.needed_by - as_at
            ).days < submission.thresholds.agreement_days and not is_handover_stopped(programme, interdependency):
                name = "giver_agrees" if interdependency.giver_agrees is False else "receiver_agrees"
                yield hit(
                    interdependency.at("escalate_to"),
                    Related(interdependency.at(name), "not agreed"),
                    id=interdependency.id,
                    day=interdependency.needed_by,
                )


def _is_before_a_forum(submission: Submission, row: Interdependency) -> bool:
    """Whether the Note says at which forum a handover is to be agreed, or an open row of the log takes it to one."""
    asked = _TO_AGREE.search(row.note or "")
    names = (one.name.casefold() for one in submission.all(Forum))
    named = asked is not None and any(name in (row.note or "").casefold() for name in names)
    named = named or _BY_ITS_OWNER.search(row.note or "") is not None
    log = (one for one in submission.all(LogEntry) if one.forum and one.status is LogStatus.OPEN)
    return named or any(row.id in (one.what or "") for one in log)
