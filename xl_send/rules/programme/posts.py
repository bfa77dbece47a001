"""Owners whose own post, by the Resources sheet, has ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# So much of a post is the whole of it.
WHOLE = 0.9


@rule(
    "OW05",
    Severity.QUERY,
    "The post of {who} ended on {day}, but {rows} in its name, such as {first}.",
    "Name in those rows who answers for them now, or correct To if the post goes on.",
)
def post_of_an_owner_ended(programme: Programme) -> Iterator[Hit]:
    """Who answers for open rows is in post.

    When a post ends its milestones and risks stay in its name, and nobody is asked. Told where the last line of a whole
    post on the Resources sheet ended before the as at date.

    **Fails**

    Resources:
    | ID | Person or team | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Transition Lead | 1 Sep 2025 | <30 Oct 2026> | 1 | 1 | In post |

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition lead |

    **Passes**

    Resources:
    | ID | Person or team | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Transition Lead | 1 Sep 2025 | 30 Oct 2026 | 1 | 1 | In post |
    | TRN-P02 | Transition Lead | 2 Nov 2026 | 31 Aug 2027 | 1 | 1 | In post |
    | TRN-P03 | Data analyst | 1 Sep 2025 | 30 Oct 2026 | 0.2 | 1 | In post |

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Lead |
    | TRN-M02 | Data analyst |
    """
    lines: defaultdict[str, list[Resource]] = defaultdict(list)
    for line in worked_on(programme, Resource):
        lines[name_key(line.who)].append(line)
    last = {who: max(theirs, key=lambda line: line.ends) for who, theirs in lines.items()}
    gone = {who: line for who, line in last.items() if _has_ended(programme, line)}
    owned = _open_rows(programme) if gone else {}
    for who, line in gone.items():
        if rows := owned.get(who):
            stand = f"{counted(len(rows), 'open row')} still {'stands' if len(rows) == 1 else 'stand'}"
            first = Related(rows[0], "its owner")
            yield hit(line.at("ends"), first, who=line.who, day=line.ends, rows=stand, first=rows[0].record)


def _has_ended(programme: Programme, line: Resource) -> bool:
    """Whether the line is one person's whole post, which ended before the as at date."""
    as_at = programme.as_at(line)
    one = line.available is not None and line.available <= 1 and line.fte >= WHOLE * line.available
    return one and as_at is not None and line.ends < as_at


def _open_rows(programme: Programme) -> dict[str, list[Cell]]:
    """The owner cells of every open milestone, risk and entry, by the owner's name."""
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    rows: list[Record] = [row for row in worked_on(programme, Milestone) if not row.actual]
    rows += [row for row in worked_on(programme, Risk) if row.status is RiskStatus.OPEN]
    rows += [row for row in worked_on(programme, LogEntry) if row.status is LogStatus.OPEN]
    for row in rows:
        if owner := getattr(row, "owner", None):
            found[name_key(owner)].append(row.at("owner"))
    return found
