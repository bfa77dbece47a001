"""Risks: who sees them, and whether what is to be done about them can be so: by people who are there, by an end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.gaps import batches
from xl_send.rules.risks.treatment import DONE_ALL_THE_TIME, open_risks, open_risks_of
from xl_send.words import counted
from xl_send.workbook.days import FULL_MONTHS, exchanged, say
from xl_send.workbook.sheets.choices import ForumLevel, Rag, Response
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission, first_by_id, once_per_programme

A_FORTNIGHT = timedelta(days=14)


@rule(
    "RK25",
    Severity.QUERY,
    "{which} Red, but watched only at {forum}, a workstream's own forum.",
    "Let {board} watch it, or another forum above the workstream.",
)
def red_risk_unseen_above(programme: Programme) -> Iterator[Hit]:
    """A Red risk is watched by a forum of the programme, the partnership or the council.

    Those who could act on it must be able to see it. Where the Forums sheet lists no such forum, nothing is said; nor
    of a risk that was raised within the last fortnight, from which a row of the log has gone to a forum above, or whose
    mitigation names one. More than three at one forum are told once.

    **Fails**

    Forums:
    | Forum | Level |
    | --- | --- |
    | Transition Group | Workstream |
    | Programme Board | Programme |

    Risks:
    | ID | Likelihood | Impact | Monitored at |
    | --- | --- | --- | --- |
    | TRN-R01 | 3 | 5 | <Transition group> |

    **Passes**

    Forums:
    | Forum | Level |
    | --- | --- |
    | Transition Group | Workstream |
    | Programme Board | Programme |
    | Health Group | |

    Risks:
    | ID | Likelihood | Impact | Monitored at | Mitigation |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 5 | Programme Board | Recruit early |
    | TRN-R02 | 3 | 4 | Transition Group | Recruit early |
    | TRN-R03 | 3 | 5 | Health Group | Recruit early |
    | TRN-R04 | 3 | 5 | A forum that is not listed | Recruit early |
    | TRN-R05 | 3 | 5 | Transition Group | Recruit early |
    | TRN-R06 | 3 | 5 | Transition Group | Raised with the Programme Board on 5 November |

    Issues and decisions:
    | ID | From risk | Forum |
    | --- | --- | --- |
    | TRN-A01 | TRN-R05 | Programme Board |

    north.xlsx Forums:
    | Forum | Level |
    | --- | --- |
    | North Group | Workstream |

    north.xlsx Risks:
    | ID | Likelihood | Impact | Monitored at |
    | --- | --- | --- | --- |
    | NOR-R01 | 3 | 5 | North Group |
    """
    for submission in programme.submissions:
        forums = {forum.name.casefold(): forum for forum in submission.all(Forum)}
        own = {name for name, forum in forums.items() if forum.level is ForumLevel.WORKSTREAM}
        above, as_at = _forum_above(submission), programme.as_at_of(submission)
        raised = {
            entry.from_risk for entry in submission.all(LogEntry) if (entry.forum or "").casefold() not in own | {""}
        }
        together: defaultdict[str, list[Risk]] = defaultdict(list)
        for risk in open_risks_of(programme, submission) if above else ():
            red = submission.thresholds.colour_of(risk.likelihood, risk.impact) is Rag.RED
            new = risk.raised is not None and as_at is not None and risk.raised > as_at - A_FORTNIGHT
            words = (risk.mitigation or "").casefold()
            known = risk.id in raised or any(name in words for name in forums.keys() - own)
            if red and not new and not known and (risk.monitored_at or "").casefold() in own:
                together[(risk.monitored_at or "").casefold()].append(risk)
        for name, risks in together.items():
            for told in batches(risks):
                which = "The risk is" if len(told) == 1 else f"{counted(len(told), 'risk')} are"
                beside = (Related(risk.at("monitored_at"), "Red too") for risk in told[1:])
                yield hit(told[0].at("monitored_at"), *beside, which=which, forum=forums[name].name, board=above)


def _forum_above(submission: Submission) -> str:
    """The nearest forum above the workstreams, by its level and its place in the list."""
    levels = list(ForumLevel)
    found = [forum for forum in submission.all(Forum) if forum.level and forum.level is not ForumLevel.WORKSTREAM]
    nearest = min(found, key=lambda forum: levels.index(forum.level or ForumLevel.WORKSTREAM), default=None)
    return nearest.name if nearest else ""


@once_per_programme
def _lines(programme: Programme) -> dict[str, Resource]:
    return dict(first_by_id(programme.each(Resource)))


@rule(
    "RK26",
    Severity.QUERY,
    "The mitigation rests on {line}, {role}, which starts only on {starts}, after the target date of {day}.",
    "{meant}Name the line that pays for this mitigation, or correct its dates or those of the risk.",
    brings={"RK28": Reach.ROW},
)
def line_starts_too_late(programme: Programme) -> Iterator[Hit]:
    """The people that a mitigation rests on are there before the risk is to have come down.

    A line that starts later is another one, named by a slip, or the risk stays as it is until then. A target date that
    has passed is told of by itself, and a mitigation that names the month of its start means it so.

    **Fails**

    Risks:
    | ID | Mitigation kind | Resource line | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | <TRN-P01> | 26 Feb 2027 |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Supply cover | 12 Apr 2027 | 16 Jul 2027 |

    **Passes**

    Risks:
    | ID | Mitigation kind | Resource line | Target date | Mitigation |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | TRN-P01 | 12 Apr 2027 | |
    | TRN-R02 | Extra capacity | TRN-P01 | 12 Nov 2026 | |
    | TRN-R03 | Extra capacity | TRN-P01 | 26 Feb 2027 | Adverts out in January for April |

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Supply cover | 12 Apr 2027 | 16 Jul 2027 |
    """
    lines = _lines(programme)
    for risk in open_risks(programme):
        line, as_at = lines.get(risk.resource or ""), programme.as_at(risk)
        passed = risk.target_date is not None and as_at is not None and risk.target_date < as_at
        if line is None or FULL_MONTHS[line.starts.month - 1] in (risk.mitigation or "").casefold():
            continue
        if risk.target_date and not passed and line.starts > risk.target_date:
            related = Related(line.at("starts"), "its start"), Related(risk.at("target_date"), "the target date")
            turned = exchanged(line.starts)
            meant = turned if turned in {risk.action_due, risk.target_date} else None
            yield hit(
                risk.at("resource"), *related, line=line.id, role=line.role or line.who, starts=line.starts,
                day=risk.target_date,
                meant=f"With day and month exchanged it starts on {say(meant)}: was that meant? " if meant else "",
            )  # fmt: skip


# What ends, leaves or replaces that which bears a risk.
_STOPS = Pattern(
    r"(?i)\b(?:stop|end|clos|cancel|withdraw|terminat|exit|ceas|abandon|drop|discontinu|hand back|give up"
    r"|decommission|avoid|remov|replac|scrap|paus|lapse|notice|scope|wind"
    r"|switch|transfer|renew|phas|return|instead)\w{0,6}\b"
    r"|\b(?:no longer|not|out of|rather than|(?:take|pull|phase|mov)\w* .*\b(?:out|before)|in[ -]house)\b"
)


@rule(
    "RK20",
    Severity.QUERY,
    "The response is Terminate, but {column} is {said}: what bears the risk is still going on.",
    "If it has been stopped, close the risk and say so in Outcome. If it goes on and is worked on, choose Treat.",
)
def terminated_and_still_treated(programme: Programme) -> Iterator[Hit]:
    """A risk whose response is Terminate is ended by stopping what bears it.

    With an action that is still to come on a mitigation, nothing has been stopped, and nobody decides whether it will
    be. Actions that themselves stop, end, leave or replace something are what is meant.

    **Fails**

    Risks:
    | ID | Response | Mitigation | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | <Terminate> | Recruit early | 18 Dec 2026 |

    **Passes**

    Risks:
    | ID | Response | Mitigation | Action due | Status | Outcome |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Treat | Recruit early | 18 Dec 2026 | Open | |
    | TRN-R02 | Terminate | Withdraw from the joint contract | 18 Dec 2026 | Open | |
    | TRN-R03 | Terminate | Recruit early | 18 Dec 2026 | Closed | Contract ended |
    | TRN-R04 | Terminate | | | Open | |
    | TRN-R05 | Terminate | Take the site out of the plan | 18 Dec 2026 | Open | |
    | TRN-R06 | Terminate | Use our own system rather than the shared one | 18 Dec 2026 | Open | |
    | TRN-R07 | Terminate | Return the rooms to the school | 18 Dec 2026 | Open | |
    """
    for risk in open_risks(programme):
        as_at = programme.as_at(risk)
        if risk.response is not Response.TERMINATE or not risk.mitigation or risk.action_due is None:
            continue
        if (as_at is None or risk.action_due >= as_at) and not _STOPS.search(risk.mitigation):
            due = risk.at("action_due")
            beside = (Related(risk.at("mitigation"), "the mitigation"), Related(due, "still to come"))
            yield hit(risk.at("response"), *beside, column=due.column, said=say(risk.action_due))


# What is looked at again on a day is not acted on.
_LOOKED_AT = Pattern(
    r"(?i)(?:keep (?:it |this )?under review|watch\w*|monitor\w*|review\w*|look(?:ed)? at|revisit\w*|re-?assess\w*"
    r"|check|keep an eye|no (?:further )?action|none|n/?a|accept\w*|tolerat\w*|nothing|live with)\b"
)


@rule(
    "RK93",
    Severity.QUERY,
    "The response is Tolerate, but Mitigation tells of what is to be done by {due}.",
    "Choose Treat if this is to bring it down. If it is borne as it is, clear Action due.",
)
def tolerated_with_an_action(programme: Programme) -> Iterator[Hit]:
    """A risk that is tolerated is borne as it is, and nothing is to be done about it by a day.

    A Red risk that says Tolerate looks settled, and no board asks how its action goes. That it is watched, or looked at
    again on the day, is no action, nor is what is done all the time.

    **Fails**

    Risks:
    | ID | Response | Mitigation | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | <Tolerate> | Role written into the agreement; board to write to the trust | 26 Jan 2027 |

    **Passes**

    Risks:
    | ID | Response | Mitigation | Action due | Status |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Tolerate | Keep under review at the spring board | 26 Jan 2027 | Open |
    | TRN-R02 | Tolerate | Role written into the agreement | | Open |
    | TRN-R03 | Tolerate | | 26 Jan 2027 | Open |
    | TRN-R04 | Treat | Board to write to the trust | 26 Jan 2027 | Open |
    | TRN-R05 | Tolerate | Board to write to the trust | 26 Jan 2027 | Closed |
    | TRN-R06 | Tolerate | Monthly match by payroll number | 26 Jan 2027 | Open |
    """
    for risk in open_risks(programme):
        todo = (risk.mitigation or "").strip()
        if risk.response is Response.TOLERATE and risk.action_due and todo and not _is_no_action(todo):
            action = Related(risk.at("mitigation"), "what is to be done")
            due = Related(risk.at("action_due"), "by when")
            yield hit(risk.at("response"), action, due, due=risk.action_due)


def _is_no_action(mitigation: str) -> bool:
    """Whether a mitigation only watches, or is done all the time."""
    return bool(_LOOKED_AT.match(mitigation) or DONE_ALL_THE_TIME.search(mitigation))
