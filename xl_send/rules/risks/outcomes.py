"""What comes of risks and issues: closed by their status and not by their outcome, or a harm to strangers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.reworded import that_matter
from xl_send.rules.risks.treatment import open_risks
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

A_FEW = 2
_PUT_OFF = Pattern(
    r"(?i)\b(?:deferred|postponed|adjourned|carried (?:over|forward) to|held over|put back to"
    r"|(?:to|will) come back|return to (?:it|the (?:board|forum|meeting|group|panel))"
    r"|(?:board|forum|cabinet|panel|committee|members|group) asked for (?:more|further|another)|ran out of time"
    r"|not quorate|inquorate|next meeting"
    r"|not (?:yet )?(?:agreed|decided|settled|resolved|discussed|considered|reached|heard)"
    r"|not taken(?! (?:forward|up|on)\b)|no decision)\b",
)
# What stands first is how it ended; what is still to be done may follow it.
_GOES_ON = Pattern(
    r"(?i)^[^.;:,]*?\b(awaiting|awaits?|pending|still (?:\w+ing|open|to be)|under (?:discussion|review)|ongoing|on hold"
    r"|in (?:progress|hand)|tb[acd]|to be (?:agreed|decided|confirmed|discussed|resolved))\b",
)
_SETTLED = Pattern(
    r"(?i)(?<!not )(?<!not yet )(?<!to be )(?<!be )\b(?:agreed|approved|decided|resolved|settled|withdrawn|replaced"
    r"|superseded|rejected|refused|declined|accepted|done|completed?|signed|in place|in force|in use|confirmed|closed"
    r"|duplicate|merged|moved|transferred|escalated|provided|delivered|noted|kept|bau|business as usual|by agreement"
    r"|did not (?:occur|happen|arise|materialise)|no longer|nothing further|not needed)\b"
    r"|\bcarried (?:over|forward) to [a-z]{2,5}-[a-z]\d|^not agreed[:;,]|\bno decision (?:was )?(?:needed|required)"
)


@rule(
    "IS08",
    Severity.QUERY,
    'Status is Closed, but the Outcome says "{words}".',
    "Choose Open until it is settled. If it is settled, say how.",
)
def closed_while_unsettled(programme: Programme) -> Iterator[Hit]:
    """What is closed was settled.

    A decision that was put off is still needed. Closed, it leaves the list of what the board is asked, and a change
    that rests on it counts as agreed. A risk that is closed while its outcome is still to come is no longer watched.
    What was moved to another row, or to the work of every day, is settled here; so is what is told first to have ended,
    whatever is still to follow from it.

    **Fails**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | <Closed> | Post to be confirmed in January |

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | <Closed> | Deferred to the February meeting | 6 Nov 2026 |
    | TRN-A02 | <Closed> | Not yet agreed by schools | 6 Nov 2026 |
    | TRN-A03 | <Closed> | Board asked for more detail and will return to it in December | 6 Nov 2026 |
    | TRN-A04 | <Closed> | Still talking to the two heads | 6 Nov 2026 |
    | TRN-A05 | <Closed> | On hold until the budget is known | 6 Nov 2026 |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | Open | Deferred to the February meeting | |
    | TRN-A02 | Closed | Agreed on 6 November after it was deferred in October | 6 Nov 2026 |
    | TRN-A03 | Closed | Two-page form in use; review under way | 6 Nov 2026 |
    | TRN-A04 | Closed | Carried forward to TRN-A09 | 6 Nov 2026 |
    | TRN-A05 | Closed | Moved to the service; review is ongoing there | 6 Nov 2026 |
    | TRN-A06 | Closed | Six schools chosen; letters pending | 6 Nov 2026 |
    | TRN-A07 | Closed | Not taken forward: there are schools enough | 6 Nov 2026 |
    | TRN-A08 | Closed | Heads will return to teaching; service asked for more hours and got them | 6 Nov 2026 |
    """
    closed: list[LogEntry | Risk] = [row for row in programme.each(LogEntry) if row.status is LogStatus.CLOSED]
    closed += [row for row in programme.each(Risk) if row.status is RiskStatus.CLOSED]
    for row in closed:
        text = row.outcome or ""
        found = _PUT_OFF.search(text) or _GOES_ON.match(text)
        if found and not _SETTLED.search(text):
            words = found[found.lastindex or 0]
            yield hit(row.at("status"), Related(row.at("outcome"), "the words"), words=words)


@rule(
    "RK71",
    Severity.QUERY,
    "{id} threatens {names}, of {other} alone, and nothing is handed over between {code} and {other}.",
    "Name under Threatens the milestones of {code} that it would harm. If it truly harms {other}, list the handover.",
)
def threatens_a_stranger(programme: Programme) -> Iterator[Hit]:
    """A risk threatens what its own workstream does, or what waits for it.

    An id copied from another register hides what is truly in danger. A risk may well harm another workstream, by what
    is handed over; it is asked where the two have no handover between them, and no other risk of its workstream
    threatens that one, nor has it two words of those milestones that its own have not. A workstream without milestones
    serves others.

    **Fails**

    Risks:
    | ID | Workstream | Threatens |
    | --- | --- | --- |
    | TRN-R01 | TRN | <OUT-M01> |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | OUT-M01 | OUT |

    **Passes**

    Risks:
    | ID | Workstream | Threatens |
    | --- | --- | --- |
    | TRN-R01 | TRN | OUT-M01, TRN-M01 |
    | TRN-R02 | TRN | STA-M01 |
    | TRN-R03 | TRN | |
    | PMO-R01 | PMO | OUT-M01 |

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | STA-D01 | TRN | STA |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | OUT-M01 | OUT |
    | STA-M01 | STA |

    **Passes**

    Risks:
    | ID | Workstream | Risk | Threatens |
    | --- | --- | --- | --- |
    | TRN-R01 | TRN | Link workers may be drawn from outreach, so that it is tried late | OUT-M01 |

    Milestones:
    | ID | Workstream | Milestone |
    | --- | --- | --- |
    | TRN-M01 | TRN | Trial opens in four schools |
    | OUT-M01 | OUT | Outreach tried in six schools |
    """
    names = _names_by_stream(programme)
    linked = {frozenset((row.giver, row.receiver)) for row in programme.each(Interdependency)}
    waiting = {
        frozenset((milestone.workstream, other.workstream))
        for milestone in programme.each(Milestone)
        for reference in milestone.depends_on
        if (other := programme.milestones.get(reference.id)) is not None
    }
    own = {milestone.workstream for milestone in programme.each(Milestone)}
    often = Counter(
        (risk.workstream, code)
        for risk in open_risks(programme)
        for code in {reference.id.partition("-")[0] for reference in risk.threatens}
    )
    for risk in open_risks(programme):
        found = [programme.milestones.get(reference.id) for reference in risk.threatens]
        # A workstream mistyped is told of by itself.
        known = [milestone for milestone in found if milestone and milestone.id.startswith(f"{milestone.workstream}-")]
        streams = {milestone.workstream for milestone in known}
        if len(streams) == 1 and len(known) == len(found) and risk.workstream not in streams:
            (theirs,) = streams
            by_itself = risk.workstream in own and often[risk.workstream, theirs] == 1
            theirs_alone = that_matter(" ".join(one.name or "" for one in known)) - names[risk.workstream]
            speaks_of_them = len(that_matter(risk.name or "") & theirs_alone) >= A_FEW
            if by_itself and not speaks_of_them and frozenset((risk.workstream, theirs)) not in linked | waiting:
                told = every_name([reference.id for reference in risk.threatens])
                yield hit(risk.at("threatens"), id=risk.id, names=told, other=theirs, code=risk.workstream)


def _names_by_stream(programme: Programme) -> Mapping[str, frozenset[str]]:
    """The words that matter in the names of each workstream's milestones."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for milestone in programme.each(Milestone):
        found[milestone.workstream] |= that_matter(milestone.name or "")
    return found
