"""Owners whose own post, by the Resources sheet, has ended, ends before their work does, or is not filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.findings import Cell, Related, Severity
from xl_send.frozen import NamedTuple
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.names import owner_key
from xl_send.workbook.sheets.choices import LogStatus, PostStatus, RiskStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# So much of a post is the whole of it.
WHOLE = 0.9
# A post is often given again, or goes on, for so long; plans are not made for longer in the name of nobody.
A_TERM = timedelta(days=92)


class _Said(NamedTuple):
    """What is said of a post: its cell, how it stands, for when somebody is to be named, and when not."""

    field: str
    state: str
    then: str
    otherwise: str


_ENDED = _Said("ends", "ended on {day}", "now", "the post goes on")
_ENDS = _Said("ends", "ends on {day}", "from then on", "the post goes on")
_UNFILLED = _Said("post", "is not filled ({status})", "until it is filled", "it is")


@rule(
    "OW05",
    Severity.QUERY,
    "The post of {who} {state}, but {rows} in its name, such as {first}.",
    "Name in those rows who answers for them {then}, or correct the line if {otherwise}.",
)
def post_of_an_owner_ended(programme: Programme) -> Iterator[Hit]:
    """Who answers for open rows is in post.

    When a post ends its milestones and risks stay in its name, and nobody is asked. Told where the last line of a whole
    post on the Resources sheet ended before the as at date; and of a key milestone that is expected more than three
    months after the last line of a post that is still to end, or whose owner is a post that nobody fills yet.

    **Fails**

    Resources:
    | ID | Person or team | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Transition Lead | 1 Sep 2025 | <30 Oct 2026> | 1 | 1 | In post |

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition lead |

    **Fails**

    Resources:
    | ID | Person or team | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Transition Lead | 1 Sep 2025 | <31 Dec 2026> | 1 | 1 | In post |

    Milestones:
    | ID | Key | Owner | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | Transition Lead | 7 May 2027 |

    **Fails**

    Resources:
    | ID | Person or team | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Trainer | 4 Jan 2027 | 31 Aug 2027 | 0.4 | 0.4 | <Recruiting> |

    Milestones:
    | ID | Key | Owner | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | Trainer | 7 May 2027 |

    **Passes**

    Resources:
    | ID | Person or team | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Transition Lead | 1 Sep 2025 | 30 Oct 2026 | 1 | 1 | In post |
    | TRN-P02 | Transition Lead | 2 Nov 2026 | 31 Aug 2027 | 1 | 1 | In post |
    | TRN-P03 | Data analyst | 1 Sep 2025 | 30 Oct 2026 | 0.2 | 1 | In post |
    | TRN-P04 | Writer | 1 Sep 2025 | 31 Dec 2026 | 1 | 1 | In post |

    Milestones:
    | ID | Key | Owner | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | Transition Lead | 11 Dec 2026 |
    | TRN-M02 | Yes | Data analyst | 11 Dec 2026 |
    | TRN-M03 | Yes | Writer | 31 Mar 2027 |
    | TRN-M04 | No | Writer | 7 May 2027 |
    """
    lines: defaultdict[str, list[Resource]] = defaultdict(list)
    for line in worked_on(programme, Resource):
        lines[owner_key(line.who)].append(line)
    last = {who: max(theirs, key=lambda line: line.ends) for who, theirs in lines.items()}
    whole = {who: line for who, line in last.items() if _is_whole_post(line)}
    gone = {who: line for who, line in whole.items() if line.ends < (programme.as_at(line) or date.min)}
    owned = _open_rows(programme) if gone else {}
    for who, line in gone.items():
        if rows := owned.get(who):
            yield _hit(line, rows, _ENDED, f"{counted(len(rows), 'open row')} still")
    unfilled = {who: line for who, line in last.items() if not any(map(_is_filled, lines[who]))}
    after = _key_milestones(programme) if unfilled or len(whole) > len(gone) else {}
    for who, line in (whole | unfilled).items():
        key = after.get(who, ()) if who not in gone else ()
        late = [one.at("owner") for one in key if who in unfilled or (one.forecast or date.min) > line.ends + A_TERM]
        if late:
            what, said = counted(len(late), "key milestone"), _UNFILLED if who in unfilled else _ENDS
            yield _hit(line, late, said, what if said is _UNFILLED else f"{what} due later")


def _hit(line: Resource, rows: Sequence[Cell], said: _Said, what: str) -> Hit:
    stand = f"{what} {'stands' if len(rows) == 1 else 'stand'}"
    state = said.state.format(day=say(line.ends), status=line.post)
    first = Related(rows[0], "its owner")
    return hit(
        line.at(said.field), first, who=line.who, rows=stand, first=rows[0].record, state=state, then=said.then,
        otherwise=said.otherwise,
    )  # fmt: skip


def _is_filled(line: Resource) -> bool:
    return line.post in {None, PostStatus.IN_POST}


def _is_whole_post(line: Resource) -> bool:
    """Whether the line is one person's whole post."""
    return line.available is not None and line.available <= 1 and line.fte >= WHOLE * line.available


def _key_milestones(programme: Programme) -> Mapping[str, list[Milestone]]:
    """The key milestones still to be reached, by their owner's name."""
    found: defaultdict[str, list[Milestone]] = defaultdict(list)
    for milestone in worked_on(programme, Milestone):
        if milestone.key and milestone.owner and not milestone.actual:
            found[owner_key(milestone.owner)].append(milestone)
    return found


def _open_rows(programme: Programme) -> dict[str, list[Cell]]:
    """The owner cells of every open milestone, risk and entry, by the owner's name."""
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    rows: list[Record] = [row for row in worked_on(programme, Milestone) if not row.actual]
    rows += [row for row in worked_on(programme, Risk) if row.status is RiskStatus.OPEN]
    rows += [row for row in worked_on(programme, LogEntry) if row.status is LogStatus.OPEN]
    for row in rows:
        if owner := getattr(row, "owner", None):
            found[owner_key(owner)].append(row.at("owner"))
    return found
