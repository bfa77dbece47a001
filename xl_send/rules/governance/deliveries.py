"""What is said to have been handed over, against the row's other cells and the milestone that brings it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme

# Something is often handed over some weeks before the milestone is called reached.
A_FORTNIGHT = timedelta(days=14)


@rule(
    "ID09",
    Severity.QUERY,
    "{id} was {done} on {day}, but by {column} its {party} has not agreed to it.",
    "Choose Yes under {column}, or clear {given} if nothing was handed over.",
)
def delivered_though_not_agreed(programme: Programme) -> Iterator[Hit]:
    """A giver who has delivered has agreed to the handover, and so has a receiver who has accepted it.

    One of the two words is wrong; which, decides whether the receiver may count on it.

    **Fails**

    Interdependencies:
    | ID | Giver agrees | Delivered | Receiver agrees | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | <No> | 6 Nov 2026 | Yes | |

    **Fails**

    Interdependencies:
    | ID | Giver agrees | Delivered | Receiver agrees | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | Yes | 6 Nov 2026 | <No> | 9 Nov 2026 |

    **Passes**

    Interdependencies:
    | ID | Giver agrees | Delivered | Receiver agrees | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | Yes | 6 Nov 2026 | Yes | 9 Nov 2026 |
    | TRN-D02 | No | | No | |
    | TRN-D03 | Yes | 6 Nov 2026 | No | |
    """
    for handover in worked_on(programme, Interdependency):
        for party, done in (("giver", "delivered"), ("receiver", "accepted")):
            day, cell = getattr(handover, done), handover.at(f"{party}_agrees")
            if day and getattr(handover, f"{party}_agrees") is False:
                given = handover.at(done)
                when = Related(given, f"when it was {done}")
                words = {"done": done, "party": party, "column": cell.column, "given": given.column}
                yield hit(cell, when, id=handover.id, day=day, severity=None, **words)


@rule(
    "ID21",
    Severity.QUERY,
    "Delivered is {day}, but Forecast is {forecast}, and {milestone}, which is to bring it, is still to be reached.",
    "Clear Delivered until it has been handed over. If it has been, say in Forecast when, or date {milestone}.",
)
def delivered_before_its_milestone(programme: Programme) -> Iterator[Hit]:
    """What was delivered is not still forecast, nor waiting for the milestone that brings it.

    A Delivered that was typed too soon, or in another row, ends every worry about the handover, whatever its own plan
    says. Asked in the giver's workbook, where the forecast of the row is after the as at date and more than a fortnight
    after the day under Delivered, or was moved to after the day that was promised, by which it is now said to have been
    delivered, and the milestone has no actual date.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 15 Dec 2026 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 4 Dec 2026 | 15 Dec 2026 | <27 Oct 2026> |
    | OUT-D02 | TRN | TRN-M01 | OUT | 13 Nov 2026 | 20 Nov 2026 | <13 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 15 Dec 2026 | |
    | TRN-M02 | | 23 Oct 2026 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 4 Dec 2026 | 27 Oct 2026 | 27 Oct 2026 |
    | OUT-D02 | TRN | TRN-M01 | OUT | 15 Dec 2026 | | 27 Oct 2026 |
    | OUT-D03 | TRN | TRN-M02 | OUT | 4 Dec 2026 | 15 Dec 2026 | 27 Oct 2026 |
    | OUT-D04 | TRN | TRN-M01 | OUT | 20 Nov 2026 | 20 Nov 2026 | 6 Nov 2026 |
    """
    for handover in programme.each(Interdependency):
        milestone = programme.milestones.get(handover.giver_milestone or "")
        if milestone is None or milestone.workbook != handover.workbook or milestone.actual:
            continue
        day, forecast, as_at = handover.delivered, handover.forecast, programme.as_at(handover)
        if not (day and forecast and as_at and forecast > as_at):
            continue
        was_to_be_late = handover.promised is not None and day <= handover.promised < forecast
        if was_to_be_late or forecast - day > A_FORTNIGHT:
            related = [
                Related(handover.at("forecast"), "its forecast"), Related(milestone.at("forecast"), "its milestone")
            ]  # fmt: skip
            yield hit(handover.at("delivered"), *related, day=day, forecast=forecast, milestone=milestone.id)


_HANDED_OVER = Pattern(
    r"(?i)(?<!not )(?<!be )(?<!to )(?<!draft )(?<!part )\b(?:delivered|handed over)\b"
    rf"(?:(?!\b(?:part|first|draft|some|half|for|due|rest)\b)[^.;:]){{0,40}}?(?:\bon (?:the )?| ){DAY}",
)
_IN_PART = Pattern(
    r"(?i)\b(?:parts?|partly|first|draft|some|half|interim|rest|remaind\w+|but|incomplete|comments?|final|follows?"
    r"|await\w*|check\w*|wrong|returned|last|previous|earlier"
    r"|\w+ of (?:the )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten))\b"
)
# What is used can only have come, and so has a final version that did.
_IN_USE = Pattern(
    r"(?i)\b(?:(?:in use|used|using|work(?:ed|ing) (?:with|from) (?:it|them)|relied on|live)\b[^.;:]{0,30}?\bsince"
    r"|(?:final (?:version|copy|list|file)|it|they|everything|all of (?:it|them)) (?:has |have |was |were |all )?"
    r"(?:came|arrived|come|received|sent over|turned up|landed|here)\b[^.;:]{0,30}?)(?: on)? "
    rf"(?:the )?(?:[a-z]+day,? )?(?:the )?{DAY}"
)
_OLD = Pattern(
    r"(?i)\b(?:draft|interim|parts?|pilot|old|previous|last year|test|sample|but|existing|comments?|incomplete|wrong"
    r"|returned|sent back|ours|instead|most)\b"
)


@rule(
    "ID20",
    Severity.QUERY,
    'The Note of {id} says "{words}", but Delivered is blank.',
    "Fill in Delivered, or correct the Note. Until then it counts as still to come.",
)
def delivered_by_its_note(programme: Programme) -> Iterator[Hit]:
    """What a Note says was handed over has its day under Delivered.

    Only that cell counts: the receiver's milestone is held back by what is there. Asked of a day that has passed;
    not of a part or a draft, or of what was not right. What is said to be in use since such a day has come too.

    **Fails**

    Interdependencies:
    | ID | Delivered | Note |
    | --- | --- | --- |
    | TRN-D01 | <> | Delivered by e-mail on 30 October 2026. |
    | TRN-D02 | <> | Final version came and settings have worked with it since 2 Nov. |
    | TRN-D03 | <> | All of it arrived on 2 November, looks good |
    | TRN-D04 | <> | Delivered 2 November. |

    **Passes**

    Interdependencies:
    | ID | Delivered | Note |
    | --- | --- | --- |
    | TRN-D01 | 30 Oct 2026 | Delivered by e-mail on 30 October 2026. |
    | TRN-D02 | | To be delivered on 4 December 2026. |
    | TRN-D03 | | First part delivered on 30 October 2026. |
    | TRN-D04 | | Delivered for the meeting on 30 October 2026 if schools answer. |
    | TRN-D05 | | Draft in use since 2 November |
    | TRN-D06 | | It came on 2 November but two fields are missing |
    """
    done = {row.id for row in programme.each(Interdependency) if row.delivered or row.accepted}
    for row in worked_on(programme, Interdependency):
        as_at, note = programme.as_at(row), row.note or ""
        if row.id in done or as_at is None or not any(day <= as_at for day in days_named(note, as_at)):
            continue
        found = _HANDED_OVER.search(note)
        found = None if found and _IN_PART.search(note) else found
        found = found or (None if _OLD.search(note) else _IN_USE.search(note))
        day = day_matched(found, as_at) if found else None
        if found and day and day <= as_at:
            yield hit(row.at("delivered"), Related(row.at("note"), "the words"), id=row.id, words=found[0])
