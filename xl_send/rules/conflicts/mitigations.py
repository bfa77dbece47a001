"""Mitigations that rest on people who are not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.account_ages import aside
from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Funding, Mitigation, PostStatus
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, first_by_id

_FIND = "Find the money or the people"
_STARTS = Pattern(r"(?i)\b(?:starts?|starting|joins?|arrives?|begins?|in post|takes up)\b")


@rule(
    "CF18",
    Severity.ERROR,
    "The mitigation rests on {line} ({role}), {why}.{aside}",
    "{first}, or choose another mitigation and look again at how likely the risk is.",
    speaks_for=("RS15",),
    brings=COLOURS,
)
def mitigation_without_its_people(programme: Programme) -> Iterator[Hit]:
    """Extra capacity that is to hold a risk is paid for, in post once started, and there until the action is due.

    A mitigation that nobody pays for treats nothing, whatever the register says. That no resource line is named at
    all can be seen in the risk's own row and is told there (RK01). Only open risks are asked about. A post that is not
    yet filled is a query where the mitigation itself gives a day to come on which somebody starts.

    **Fails**

    Risks:
    | ID | Mitigation kind | Resource line | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | <TRN-P01> | 18 Dec 2026 |
    | TRN-R02 | Extra capacity | <TRN-P02> | 18 Dec 2026 |
    | TRN-R03 | Extra capacity | <SOU-P01> | 19 Dec 2026 |

    Resources:
    | ID | From | To | Funding | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | 4 Jan 2027 | 30 Jul 2027 | Not funded | Not approved |
    | TRN-P02 | 12 Nov 2026 | 30 Jul 2027 | Grant | Vacant |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Resources:
    | ID | Workstream | From | To | Funding | Post status |
    | --- | --- | --- | --- | --- | --- |
    | SOU-P01 | SOU | 1 Sep 2026 | 18 Dec 2026 | Grant | In post |

    **Fails**

    Risks:
    | ID | Mitigation kind | Resource line | Action due | Mitigation |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | <TRN-P01> | 29 Jan 2027 | Recruitment abroad; hub therapist starts 4 Jan |

    Resources:
    | ID | From | To | Funding | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | 5 Oct 2026 | 30 Jul 2027 | Partner | Recruiting |

    **Passes**

    Risks:
    | ID | Mitigation kind | Resource line | Action due | Status | Outcome |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Extra capacity | SOU-P01 | 18 Dec 2026 | Open | |
    | TRN-R02 | Extra capacity | TRN-P02 | 18 Dec 2026 | Open | |
    | TRN-R03 | Process | TRN-P03 | 18 Dec 2026 | Open | |
    | TRN-R04 | Extra capacity | TRN-P03 | 18 Dec 2026 | Closed | It passed |
    | TRN-R05 | Extra capacity | WES-P01 | 18 Dec 2026 | Open | |
    | TRN-R06 | Extra capacity | | 18 Dec 2026 | Open | |
    | TRN-R07 | Extra capacity | SOU-P01 | | Open | |

    Resources:
    | ID | From | To | Funding | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P02 | 13 Nov 2026 | 30 Jul 2027 | Grant | Recruiting |
    | TRN-P03 | 1 Sep 2026 | 20 Nov 2026 | Not funded | Vacant |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Resources:
    | ID | Workstream | From | To | Funding | Post status |
    | --- | --- | --- | --- | --- | --- |
    | SOU-P01 | SOU | 1 Sep 2026 | 18 Dec 2026 | Grant | In post |
    """
    lines = first_by_id(programme.each(Resource))
    for risk in open_risks(programme):
        line = lines.get(risk.resource or "")
        if line is None or risk.kind is not Mitigation.EXTRA_CAPACITY:
            continue
        faults = dict(_faults(programme, risk, line))
        if faults:
            cells = [Related(line.at(name), why) for name, why in faults.items()]
            starts = _said_start(programme, risk, line) if [*faults] == ["post"] else None
            if starts:
                cells.append(Related(risk.at("mitigation"), "when somebody starts"))
                faults["post"] += f", and by the mitigation somebody starts on {say(starts)}"
            first = f"Check the day under To of {line.id}, or have it go on" if [*faults] == ["ends"] else _FIND
            first = f"Give that day under From of {line.id}" if starts else first
            yield hit(
                risk.at("resource"), *cells, severity=Severity.QUERY if starts else None, first=first, line=line.id,
                role=line.role or line.who, why=first_few(faults.values()), aside=aside(programme, risk, line),
            ).known_by(risk.id, line.id)  # fmt: skip


def _faults(programme: Programme, risk: Risk, line: Resource) -> Iterator[tuple[str, str]]:
    """What is wrong with the line, in words, by the field that says it."""
    as_at = programme.as_at(line)
    if line.funding is Funding.NOT_FUNDED:
        yield "funding", "which is not funded"
    if line.post is not PostStatus.IN_POST and as_at and line.starts < as_at:
        told = f"whose Post status is {line.post.value}" if line.post else "in which nobody is said to be in post"
        yield "post", f"{told} though it started on {say(line.starts)}"
    if risk.action_due and line.starts <= line.ends < risk.action_due:
        yield "ends", f"which ends on {say(line.ends)}, before the action is due on {say(risk.action_due)}"


def _said_start(programme: Programme, risk: Risk, line: Resource) -> date | None:
    """The day to come, before the end of a line, on which the mitigation says that somebody starts."""
    text, as_at = risk.mitigation or "", programme.as_at(line)
    if as_at is None or not _STARTS.search(text):
        return None
    return next((day for day in days_named(text, as_at) if as_at < day <= line.ends), None)
