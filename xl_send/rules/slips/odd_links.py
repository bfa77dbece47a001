"""Rows that name another row by a slip: a milestone of another workstream, a line for other people, a loop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.words.reasons import tells_of_its_day
from xl_send.analysis.words.work import numbered_posts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

# Words of the mitigation that a line has in its role, before it is taken for the one that is meant.
ALIKE, SHORT = 2, 4
LONGEST_LOOP = 12
# Posts of the council and the health service together.
_SHARED_POST = Pattern(r"(?i)\b(?:joint\w{0,2}|shared|designated (?:clinical|medical|social)|dco|dmo|dsco)\b")


@rule(
    "EX13",
    Severity.QUERY,
    "{kpi} is expected to be measured at {milestone}, a milestone of {code}; its other expectations are at those of "
    "{own}.",
    "Name the milestone of {own} at which it is expected. If {milestone} is meant, say in the Note what waits "
    "for it, or explain this finding.",
    brings={"KP46": Reach.ROW, "EX05": Reach.ROW, "EX03": Reach.ROW, "EX04": Reach.ROW},
)
def expected_at_a_milestone_of_others(programme: Programme) -> Iterator[Hit]:
    """A KPI is expected to be somewhere at milestones of its own workstream.

    The date of another workstream's milestone is not the day on which this work should show. Asked where all other
    expectations of the KPI are at its own workstream's, and the row has neither a day of its own nor a Note that says
    why, unless the other has no KPIs: it is the programme's own. What a milestone or a handover of its own workstream
    waits for may well be where it shows.

    **Fails**

    KPIs:
    | ID | Workstream |
    | --- | --- |
    | TRN-K01 | TRN |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 110 |
    | TRN-K01 | <OUT-M02> | 120 |

    **Passes**

    KPIs:
    | ID | Workstream |
    | --- | --- |
    | TRN-K01 | TRN |
    | TRN-K02 | TRN |
    | TRN-K03 | TRN |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 110 | |
    | TRN-K01 | TRN-M02 | 120 | |
    | TRN-K02 | OUT-M01 | 110 | |
    | TRN-K02 | OUT-M02 | 120 | |
    | TRN-K03 | TRN-M01 | 110 | |
    | TRN-K03 | OUT-M02 | 120 | 31 Mar 2027 |

    **Passes**

    KPIs:
    | ID | Workstream |
    | --- | --- |
    | TRN-K01 | TRN |
    | TRN-K02 | TRN |

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | OUT-M02 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver |
    | --- | --- | --- | --- |
    | TRN-D01 | OUT | OUT-M03 | TRN |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 110 |
    | TRN-K01 | OUT-M02 | 120 |
    | TRN-K02 | TRN-M01 | 110 |
    | TRN-K02 | OUT-M03 | 120 |
    """
    measured, waited_for = {kpi.workstream for kpi in programme.each(Kpi)}, _waited_for(programme)
    for submission in programme.submissions:
        by_kpi: dict[str, list[Expectation]] = {}
        for row in submission.all(Expectation):
            by_kpi.setdefault(row.kpi, []).append(row)
        for kpi, rows in by_kpi.items():
            own = kpi.partition("-")[0]
            others = [row for row in rows if row.milestone.partition("-")[0] != own]
            if len(others) == 1 and len(rows) > 1:
                (row,) = others
                code = row.milestone.partition("-")[0]
                stands = row.measured_on or (own, row.milestone) in waited_for or tells_of_its_day(row.note)
                if not stands and (code in measured or code not in programme.streams):
                    yield hit(row.at("milestone"), kpi=kpi, milestone=row.milestone, code=code, own=own)


def _waited_for(programme: Programme) -> frozenset[tuple[str, str]]:
    """The milestones that a workstream's own milestones and handovers wait for, each with the workstream's code."""
    waits = {(row.workstream, one.id) for row in programme.each(Milestone) for one in row.depends_on}
    gives = {(row.receiver, row.giver_milestone or "") for row in programme.each(Interdependency)}
    return frozenset(waits | gives)


@rule(
    "RK33",
    Severity.QUERY,
    'The mitigation is "{mitigation}", but {line} pays for "{role}".',
    'Was {meant} meant, "{other}"? Name the line that pays for this mitigation.',
    brings={"RK26": Reach.CELL, "CF18": Reach.CELL},
)
def line_for_other_people(programme: Programme) -> Iterator[Hit]:
    """The resource line of a risk pays for what its mitigation says.

    A line named by a slip makes a mitigation look funded that nobody pays for. Asked where another line of the
    workstream says in its role what the mitigation says, or has the post that it gives by its number, and the line
    named has no word of it.

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Two caseworkers for the backlog | Extra capacity | <TRN-P02> |
    | TRN-R02 | Regrade paper; 4th post out again | Extra capacity | <TRN-P02> |

    Resources:
    | ID | Role |
    | --- | --- |
    | TRN-P01 | Caseworkers for the backlog |
    | TRN-P02 | Weekly reports |
    | TRN-P03 | Outreach practitioner (fourth post) |

    **Passes**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Two caseworkers for the backlog | Extra capacity | TRN-P01 |
    | TRN-R02 | More hours in spring | Extra capacity | TRN-P02 |
    | TRN-R03 | Agency officers for reports that are late | Extra capacity | TRN-P03 |
    | TRN-R04 | Third post out again | Extra capacity | TRN-P03 |

    Resources:
    | ID | Role |
    | --- | --- |
    | TRN-P01 | Caseworkers for the backlog |
    | TRN-P02 | Weekly reports by officers |
    | TRN-P03 | Locums |
    """
    lines = {line.id: line for line in programme.each(Resource)}
    words = {line: _content(f"{line.role or ''} {line.who}") for line in lines.values()}
    for risk in open_risks(programme):
        line, said = lines.get(risk.resource or ""), _content(risk.mitigation or "")
        if line is None or words[line] & said:
            continue
        posts = numbered_posts(risk.mitigation)
        if posts & numbered_posts(line.role):
            continue
        shared = {
            other: len(words[other] & said) + ALIKE * len(posts & numbered_posts(other.role))
            for other in words
            if other.workstream == risk.workstream
        }
        best = max(shared, key=lambda other: shared[other], default=None)
        if best is not None and shared[best] >= ALIKE and list(shared.values()).count(shared[best]) == 1:
            yield hit(
                risk.at("resource"), Related(line.at("role"), line.id), Related(best.at("role"), best.id),
                mitigation=(risk.mitigation or "").rstrip(" ."), line=line.id, role=line.role or line.who,
                meant=best.id, other=best.role or best.who,
            )  # fmt: skip


def _content(text: str) -> set[str]:
    words = (word.removesuffix("s") for word in name_words(text.replace("-", " ")).split() if len(word) >= SHORT)
    found = {_FOR_A_TIME.get(word, word) for word in words if not word.isdigit()}
    return found - {"week", "with", "from", "until", "team", "school"}


# Words for people who come for a time.
_FOR_A_TIME = dict.fromkeys(("agency", "locum", "temporary", "interim", "supply", "cover", "bank"), "agency")


@rule(
    "RF14",
    Severity.ERROR,
    "{id} is reached, and waits for {other}, which waits{way} for {id}.",
    "Take {other} out of Depends on: what was reached did not wait for it.",
    brings={"MS41": Reach.ROW, "MS42": Reach.ROW, "CF08": Reach.CELL},
)
def reached_and_waiting_for_its_followers(programme: Programme) -> Iterator[Hit]:
    """What is reached does not wait for what comes after it.

    A loop among milestones still to come is told as a conflict; one that goes through a reached milestone holds nobody
    back, and yet the plan that it draws is wrong. Of two that are reached it is the earlier that did not wait.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Depends on |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 25 Sep 2026 | | 25 Sep 2026 | <TRN-M03> |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | | TRN-M01 |
    | TRN-M03 | 5 Feb 2027 | 5 Feb 2027 | | TRN-M02 |
    | TRN-M04 | 2 Oct 2026 | | 2 Oct 2026 | <TRN-M05> |
    | TRN-M05 | 30 Oct 2026 | | 30 Oct 2026 | TRN-M04 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Depends on |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 25 Sep 2026 | | 25 Sep 2026 | |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | | TRN-M01 |
    | TRN-M03 | 5 Feb 2027 | 5 Feb 2027 | | TRN-M02 |
    """
    rows = programme.milestones
    for milestone in programme.each(Milestone):
        for reference in milestone.depends_on if milestone.actual else ():
            other = rows.get(reference.id)
            after = other and milestone.actual and (not other.actual or other.actual > milestone.actual)
            way = _way(rows, other, milestone.id) if after else ()
            if other and way:
                related = Related(other.at("depends_on"), f"what {other.id} waits for")
                told = f", by way of {' and '.join(way[1:])}," if way[1:] else ""
                yield hit(milestone.at("depends_on"), related, id=milestone.id, other=other.id, way=told)


def _way(rows: Mapping[str, Milestone], start: Milestone | None, end: str) -> tuple[str, ...]:
    """The milestones by which one waits for another, itself the first; none where it does not."""
    ways: list[tuple[str, ...]] = [(start.id,)] if start else []
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for reference in rows[way[-1]].depends_on:
            if reference.id == end:
                return way
            if reference.id in rows and reference.id not in seen and len(way) < LONGEST_LOOP:
                seen.add(reference.id)
                ways.append((*way, reference.id))
    return ()


@rule(
    "ID17",
    Severity.QUERY,
    "The giver is outside the programme, but Giver owner is {owner}, who receives it.",
    "Name who outside the programme is to hand it over. Nobody can be held to a promise that they make to themselves.",
)
def receiver_named_as_giver(programme: Programme) -> Iterator[Hit]:
    """Whoever gives from outside the programme is not the one who receives.

    With the receiver in both places nobody outside knows what they are to hand over. A post that both pay for may stand
    in both.

    **Fails**

    Interdependencies:
    | ID | Giver | Giver owner | Receiver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | External | <Inclusion Adviser> | Inclusion Adviser |

    **Passes**

    Interdependencies:
    | ID | Giver | Giver owner | Receiver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | External | Principal of the special academy trust | Inclusion Adviser |
    | TRN-D02 | OUT | Head of SEND | Head of SEND |
    | TRN-D03 | External | Designated Clinical Officer | Designated Clinical Officer |
    """
    for row in programme.each(Interdependency):
        giver, receiver = name_words(row.giver_owner or ""), name_words(row.receiver_owner or "")
        if row.giver == EXTERNAL and giver and giver == receiver and not _SHARED_POST.search(row.giver_owner or ""):
            yield hit(row.at("giver_owner"), Related(row.at("receiver_owner"), "the receiver"), owner=row.giver_owner)
