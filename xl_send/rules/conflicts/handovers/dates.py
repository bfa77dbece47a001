"""Handovers that come too late or have not been agreed, and returns that describe another time than the others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from xl_send.analysis.account_ages import aside, is_stale
from xl_send.analysis.needs import needed_in_year
from xl_send.findings import Related, Severity
from xl_send.network import Accounts, HandoverDate, handover_date, network_of
from xl_send.network.worked_out import blamed_for
from xl_send.patterns import Pattern
from xl_send.rag.open_handovers import OpenHandover, open_handovers
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.wording import Details, details
from xl_send.text import days, working_days
from xl_send.words import file_name, first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import EXTERNAL
from xl_send.workbook.submissions import Programme

# What is done in place of it, by its Note.
_IF_IT_SLIPS = Pattern(
    r"(?i)\b(?:if|should|where|in case) (?:\w+ ){1,5}?(?:slips?|late|delayed|later|fails?|not (?:\w+ ){0,2}(?:ready"
    r"|come|here|in place|arrive\w*|there|done))\b[^.;]{15,}"
    r"|\b(?:fall-?back|contingency|work-?around|plan b)\b"
)
# Working days before it is needed within which a handover that is not agreed is an error.
URGENT = 20


def _said(programme: Programme, item: OpenHandover) -> HandoverDate:
    """What the accounts themselves say of the day."""
    need, promise = item.accounts.need, item.accounts.promise
    return handover_date(need, promise, programme.as_at(need), programme.as_at(promise))


def _related(item: OpenHandover) -> tuple[Related, ...]:
    """The cell that says when it comes."""
    cells = [cell for cell in item.cells if cell != item.accounts.need.at("needed_by")]
    return tuple(Related(cell, "when it is expected") for cell in cells[:1])


def _giver(accounts: Accounts) -> str:
    """Whoever hands it over, in words: a workstream's code, or the owner named for one outside the programme."""
    giver = accounts.need.giver
    return giver if giver != EXTERNAL else accounts.need.giver_owner or "whoever hands it over"


@rule(
    "CF01",
    Severity.ERROR,
    "{id} is needed by {needed} and {expected}: {late} too late.{aside}",
    "{year}sk {giver} to bring it forward, or agree a later day with {giver}, and move what {receiver} plans with it.",
)
def handover_after_it_is_needed(programme: Programme) -> Iterator[Hit]:
    """A handover comes no later than it is needed.

    It is expected on its forecast, without one on the day it was promised for, or when the giver's milestone can be
    reached, whichever is later; once that has passed, not before the As at date. Where it is only a little late and
    the milestone that waits for it is not a key one, this is a query. Of one that is needed about a year before what
    waits for it the year is probably mistyped: that is asked first.

    **Fails**

    Interdependencies:
    | ID | Giver | Needed by | Forecast |
    | --- | --- | --- | --- |
    | TRN-D01 | External | <11 Dec 2026> | 14 Dec 2026 |
    | TRN-D02 | External | <9 Nov 2026> | 30 Oct 2026 |

    **Passes**

    Interdependencies:
    | ID | Giver | Needed by | Forecast | Delivered |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | External | 11 Dec 2026 | 11 Dec 2026 | |
    | TRN-D02 | External | 2 Nov 2026 | | 3 Nov 2026 |
    | TRN-D03 | External | 11 Dec 2026 | | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |
    """
    for item in open_handovers(programme):
        if item.effective and item.room is not None and item.room < 0:
            milder = Severity.QUERY if item.is_mild else Severity.ERROR
            need = item.accounts.need
            yield Hit(need.at("needed_by"), partial(_of_late, programme, item), milder, (need.id,))


def _of_late(programme: Programme, item: OpenHandover) -> Details:
    """What is said of a handover that comes too late."""
    need = item.accounts.need
    meant = needed_in_year(programme, item.accounts, need)
    return details(
        *_related(item), *_brought_about(programme, item),
        year=f"Check the year: was {say(meant.meant)} meant? If not, a" if meant else "A",
        id=need.id, needed=item.needed_by, expected=_expected(programme, item),
        late=working_days(-(item.room or 0)), receiver=need.receiver, giver=_giver(item.accounts),
        aside=aside(programme, *item.accounts.rows),
    )  # fmt: skip


def _brought_about(programme: Programme, item: OpenHandover) -> Iterator[Related]:
    """What makes it late, where that is its giver's milestone, which something else moves."""
    blamed = blamed_for(programme).get(item.accounts.promise.giver_milestone or "")
    if blamed and any(cell.record == item.accounts.promise.giver_milestone for cell in item.cells):
        yield Related(blamed, "what it waits for in the end")


def _expected(programme: Programme, item: OpenHandover) -> str:
    """When it is expected, in words; where that day has passed, that it has."""
    said = _said(programme, item)
    if item.effective and said.day and said.missed(programme.as_at(item.accounts.promise)):
        was = "promised" if said.field == "promised" else "forecast"
        return f"was {was} for {say(said.day)}, and it is not delivered at {say(item.effective)}"
    return f"expected on {say(item.effective)}" if item.effective else ""


@rule(
    "CF02",
    Severity.QUERY,
    "{id} is needed by {needed} and expected on {expected}: {room} to spare.{aside}",
    "{remedy}",
)
def little_time_to_spare(programme: Programme) -> Iterator[Hit]:
    """Between the day a handover is expected and the day it is needed there is room for a small slip.

    How much room is asked for stands on the Thresholds sheet, ten working days unless changed. What was expected
    before the As at date and has not come has no time to spare, and is not asked about here.

    **Fails**

    Interdependencies:
    | ID | Giver | Needed by | Forecast |
    | --- | --- | --- | --- |
    | TRN-D01 | External | <11 Dec 2026> | 11 Dec 2026 |
    | TRN-D02 | External | <11 Dec 2026> | 30 Nov 2026 |

    **Passes**

    Interdependencies:
    | ID | Giver | Needed by | Forecast |
    | --- | --- | --- | --- |
    | TRN-D01 | External | 11 Dec 2026 | 27 Nov 2026 |
    | TRN-D02 | External | 11 Dec 2026 | 14 Dec 2026 |
    | TRN-D03 | External | 20 Nov 2026 | 12 Nov 2026 |
    """
    policy = programme.policy
    tight = policy.thresholds.tight_float if policy else 0
    for item in open_handovers(programme):
        if item.effective and item.room is not None and 0 <= item.room < tight and not _is_late(programme, item):
            need = item.accounts.need
            yield Hit(need.at("needed_by"), partial(_of_tight, programme, item), about=(need.id,))


def _of_tight(programme: Programme, item: OpenHandover) -> Details:
    """What is said of a handover with little time to spare."""
    return details(
        *_related(item), id=item.accounts.need.id, needed=item.needed_by, expected=item.effective,
        room=working_days(item.room or 0), remedy=_what_to_agree(item.accounts),
        aside=aside(programme, *item.accounts.rows),
    )  # fmt: skip


def _is_late(programme: Programme, item: OpenHandover) -> bool:
    return _said(programme, item).missed(programme.as_at(item.accounts.promise))


def _what_to_agree(accounts: Accounts) -> str:
    """What is still to be agreed of a handover with little room: nothing that its rows say already."""
    giver = _named(accounts.promise.giver)
    if not any(_IF_IT_SLIPS.search(row.note or "") for row in accounts.rows):
        return f"Confirm the day with {giver}, and agree what happens if it slips."
    if accounts.promise.giver_agrees and accounts.need.receiver_agrees:
        return "Both agree, and the Note says what happens if it slips: see that both still hold as the day comes near."
    return f"Confirm the day with {giver}. The Note says what happens if it slips."


def _named(giver: str) -> str:
    return "the giver outside the programme" if giver == "External" else giver


@rule(
    "CF03",
    Severity.QUERY,
    "{id} is needed in {left}, by {needed}, and {who} not agreed to it.{aside}",
    "Agree the handover and its day, or take it to the forum that settles it.",
)
def needed_soon_and_not_agreed(programme: Programme) -> Iterator[Hit]:
    """A handover that is needed soon is agreed by its giver and its receiver.

    Soon is fewer days than the Thresholds sheet says, 60 unless changed. Within 20 working days it is an error.

    **Fails**

    Interdependencies:
    | ID | Giver | Needed by | Forecast | Giver agrees | Receiver agrees |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | External | 11 Jan 2027 | 20 Nov 2026 | <No> | Yes |
    | TRN-D02 | External | 11 Jan 2027 | 20 Nov 2026 | Yes | <No> |

    **Passes**

    Interdependencies:
    | ID | Giver | Needed by | Forecast | Giver agrees | Receiver agrees | State |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | External | 12 Jan 2027 | 20 Nov 2026 | No | No | |
    | TRN-D02 | External | 11 Jan 2027 | 20 Nov 2026 | Yes | Yes | |
    | TRN-D03 | External | 11 Jan 2027 | 20 Nov 2026 | No | No | Paused |
    """
    policy, network = programme.policy, network_of(programme)
    soon = policy.thresholds.agreement_days if policy else 0
    for item in open_handovers(programme):
        need, promise = item.accounts.need, item.accounts.promise
        as_at = programme.as_at(need)
        refused = [
            row.at(name)
            for row, name in ((promise, "giver_agrees"), (need, "receiver_agrees"))
            if not getattr(row, name)
        ]
        if as_at is None or need.state is not State.ACTIVE or not refused or (item.needed_by - as_at).days >= soon:
            continue
        left = network.axis.days.between(as_at, item.needed_by)
        who = first_few(
            [{"Giver agrees": "the giver", "Receiver agrees": "the receiver"}[cell.column] for cell in refused]
        )
        yield hit(
            refused[0], Related(need.at("needed_by"), "the day it is needed by"),
            *(Related(cell, "not agreed either") for cell in refused[1:]),
            severity=Severity.ERROR if left < URGENT else Severity.QUERY, id=need.id, needed=item.needed_by,
            left=days((item.needed_by - as_at).days), who=f"{who} {'has' if len(refused) == 1 else 'have'}",
            aside=aside(programme, *item.accounts.rows),
        ).known_by(need.id)  # fmt: skip


@rule(
    "CF23",
    Severity.QUERY,
    "This return is as at {day}, {age} days before {newest}. What either says of the other may be out of date.",
    "Ask for a new return. Until then treat conflicts with it with care.",
)
def return_much_older_than_others(programme: Programme) -> Iterator[Hit]:
    """The returns of one programme describe about the same time, within 45 days.

    Where one is older, a date may differ from another's only because the programme has moved on since.

    **Fails**

    Programme:
    | As at |
    | --- |
    | <28 Sep 2026> |

    south.xlsx Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    **Passes**

    Programme:
    | As at |
    | --- |
    | 29 Sep 2026 |

    south.xlsx Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    west.xlsx Programme:
    | As at |
    | --- |
    | |
    """
    dated = [(submission.as_at, submission) for submission in programme.submissions if submission.as_at]
    latest, newest = max(dated, key=lambda found: (found[0], found[1].workbook), default=(None, None))
    for day, item in dated:
        if latest and newest and is_stale(day, latest):
            other = Related(newest.cover.at("as_at"), "the newest return")
            age = (latest - day).days
            yield hit(item.cover.at("as_at"), other, day=day, age=age, newest=file_name(newest.workbook)).known_by(
                *(item.codes or {item.workbook})
            )
