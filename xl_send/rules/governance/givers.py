"""Who gives what is handed over, and whether the giver's own milestone lets it come in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import is_handover_stopped, worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.submissions import Programme

A_FORTNIGHT, A_MONTH = timedelta(days=14), timedelta(days=31)


@rule(
    "ID10",
    Severity.QUERY,
    "{column} is {day}, but {milestone}, which is to bring it, is expected on {reached}.",
    "Give the day on which it will truly be handed over, or correct the milestone's forecast. The later one counts.",
)
def promised_before_its_milestone(programme: Programme) -> Iterator[Hit]:
    """A giver's own forecast is not before the milestone that is to bring what it gives.

    A promise that its own plan cannot keep is seen by nobody until the day has passed. Asked in the giver's workbook,
    of what is to be handed over more than a month before its milestone: it is often ready some weeks before all is;
    of what would be in time by its forecast, and by its milestone too late; and of what is now forecast a fortnight or
    more before it was promised, while its milestone is not.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 26 Feb 2027 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Needed by | Promised for | Forecast |
    | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 31 Mar 2027 | 26 Feb 2027 | <15 Jan 2027> |

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 26 Feb 2027 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Needed by | Promised for | Forecast |
    | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 25 Feb 2027 | 25 Feb 2027 | <25 Feb 2027> |
    | OUT-D02 | TRN | TRN-M01 | OUT | 31 Mar 2027 | 26 Feb 2027 | <12 Feb 2027> |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 26 Feb 2027 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Needed by | Promised for | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 26 Feb 2027 | 8 Feb 2027 | 26 Jan 2027 | |
    | OUT-D02 | TRN | TRN-M01 | OUT | 26 Feb 2027 | 15 Jan 2027 | | |
    | OUT-D03 | TRN | TRN-M01 | OUT | 26 Feb 2027 | 26 Feb 2027 | 2 Nov 2026 | 2 Nov 2026 |
    | OUT-D04 | TRN | TRN-M01 | OUT | 19 Feb 2027 | 19 Feb 2027 | 22 Feb 2027 | |
    """
    for handover in worked_on(programme, Interdependency):
        milestone = programme.milestones.get(handover.giver_milestone or "")
        if milestone is None or milestone.workbook != handover.workbook or milestone.actual or handover.delivered:
            continue
        day, reached = handover.forecast, milestone.forecast
        as_at = programme.as_at(handover)
        if not (day and reached and as_at and day >= as_at):
            continue
        needed, promised = handover.needed_by, handover.promised
        in_time_by_itself_alone = needed and day <= needed < reached
        earlier_by_itself_alone = promised and promised - day >= A_FORTNIGHT and promised <= reached
        if in_time_by_itself_alone or earlier_by_itself_alone or reached - day > A_MONTH:
            yield hit(
                handover.at("forecast"), Related(milestone.at("forecast"), "its milestone"),
                column=handover.at("forecast").column, day=day, milestone=milestone.id,
                reached=reached,
            )  # fmt: skip


_OF_A_BODY = Pattern(
    r"\b(?:ICBs?|NHS|[Dd]epartment|DfE|[Tt]rusts?|[Hh]ospital|Ofsted|CQC|[Uu]niversity|[Cc]ollege|[Pp]olice|[Dd]iocese"
    r"|[Pp]arent carer forum|SENDIASS|RIIA|LGA)\b"
)
_SOMEBODY = Pattern(
    r"\b(?:[Mm]anager|[Cc]oordinator|[Dd]irector|(?:[Cc]linical|[Cc]ommissioning) [Ll]ead|[Hh]ead of)\b"
)
_NATIONAL = Pattern(r"\b(?:DfE|Department for Education|Ofsted|CQC|NHS England|NHSE|[Gg]overnment|[Mm]inisters?)\b")
FAR_OFF = timedelta(days=180)


@rule(
    "ID13",
    Severity.QUERY,
    "{id} comes from outside the programme, and nobody there is named.",
    "Name under Giver owner the role and organisation that hands it over, so that somebody can be asked.",
)
def external_giver_without_owner(programme: Programme) -> Iterator[Hit]:
    """Of a handover from outside it is known who gives it.

    A workstream's giver can be found by its code; outside, without a name there is nobody to ask. What has been
    handed over, is paused or withdrawn, or is needed in half a year and not agreed yet, is not asked about, nor what a
    department or an inspectorate publishes, or what names somebody itself. Where what is needed, or the Note, names a
    body, it is advice.

    **Fails**

    Interdependencies:
    | ID | Giver | Giver owner |
    | --- | --- | --- |
    | TRN-D01 | External | <> |

    **Passes**

    Interdependencies:
    | ID | Giver | Giver owner | Delivered |
    | --- | --- | --- | --- |
    | TRN-D01 | External | Therapies Manager, health trust | |
    | TRN-D02 | OUT | | |
    | TRN-D03 | External | | 6 Nov 2026 |

    **Passes**

    Interdependencies:
    | ID | Needed | Giver | Giver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | DfE guidance on plans is published | External | |
    | TRN-D02 | Hours agreed by the Children's Therapies Manager | External | |
    """
    for row in programme.each(Interdependency):
        waits = row.giver == EXTERNAL and not (row.delivered or row.accepted or is_handover_stopped(programme, row))
        as_at = programme.as_at(row)
        early = row.giver_agrees is False and row.needed_by and as_at and row.needed_by - as_at > FAR_OFF
        known = _NATIONAL.search(row.needed or "") or _SOMEBODY.search(f"{row.needed}. {row.note or ''}")
        if waits and not early and not known and not row.giver_owner:
            severity = Severity.ADVICE if _OF_A_BODY.search(f"{row.needed}. {row.note or ''}") else None
            yield hit(row.at("giver_owner"), Related(row.at("giver"), "the giver"), severity=severity, id=row.id)
