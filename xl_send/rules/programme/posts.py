"""Owners whose own post, by the Resources sheet, has ended, ends before their work does, or is not filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, is_a_person, person_in
from xl_send.value_classes import NamedTuple
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say, years_later
from xl_send.workbook.names import owner_key
from xl_send.workbook.sheets.choices import Funding, LogStatus, PostStatus, RiskStatus
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# So much of a post is the whole of it.
WHOLE = 0.9
# A post is often given again, or goes on, for so long; plans are not made for longer in the name of nobody.
A_TERM = timedelta(days=92)
# Within these a post is given again while its papers are on their way.
A_FEW_DAYS = timedelta(days=10)
# Of the financial year and of the school year: posts are planned up to these.
ENDS_OF_YEARS = frozenset({(3, 31), (7, 31), (8, 31)})
_BACKFILL = Pattern(r"(?i)\b(?:back-?fill|cover|sprint)\b")


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
    post on the Resources sheet ended more than ten days before the as at date; and of a key milestone that is expected
    more than three months after the last line of a post that is still to end, or that nobody fills yet and that has no
    time to be filled: by then it is three months old. Lines of a base budget, of backfill, or to the end of a year are
    planned by the year: the post goes on.

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
    | TRN-M01 | Yes | Trainer | 26 Mar 2027 |

    **Passes**

    Resources:
    | ID | Person or team | Funding | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Transition Lead | Grant | 1 Sep 2025 | 30 Oct 2026 | 1 | 1 | In post |
    | TRN-P02 | Transition Lead | Grant | 2 Nov 2026 | 31 Aug 2027 | 1 | 1 | In post |
    | TRN-P03 | Data analyst | Grant | 1 Sep 2025 | 30 Oct 2026 | 0.2 | 1 | In post |
    | TRN-P04 | Writer | Grant | 1 Sep 2025 | 31 Dec 2026 | 1 | 1 | In post |
    | TRN-P05 | Head of SEND | Base budget | 1 Sep 2025 | 30 Oct 2026 | 1 | 1 | In post |
    | TRN-P06 | Trainer | Grant | 1 Apr 2026 | 31 Mar 2027 | 1 | 1 | In post |
    | TRN-P07 | Hub manager | Grant | 4 Jan 2027 | 31 Aug 2028 | 1 | 1 | Recruiting |

    Milestones:
    | ID | Key | Owner | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | Transition Lead | 11 Dec 2026 |
    | TRN-M02 | Yes | Data analyst | 11 Dec 2026 |
    | TRN-M03 | Yes | Writer | 31 Mar 2027 |
    | TRN-M04 | No | Writer | 7 May 2027 |
    | TRN-M05 | Yes | Head of SEND | 11 Dec 2026 |
    | TRN-M06 | Yes | Trainer | 16 Jul 2027 |
    | TRN-M07 | Yes | Hub manager | 16 Jul 2027 |
    """
    lines: defaultdict[str, list[Resource]] = defaultdict(list)
    for line in worked_on(programme, Resource):
        lines[owner_key(line.who)].append(line)
    last = {who: max(theirs, key=lambda line: line.ends) for who, theirs in lines.items()}
    whole = {who: line for who, line in last.items() if _is_whole_post(line)}
    gone = {who: line for who, line in whole.items() if line.ends + A_FEW_DAYS < (programme.as_at(line) or date.min)}
    owned = _open_rows(programme) if gone else {}
    for who, line in gone.items():
        if rows := owned.get(who):
            yield _hit(line, rows, _ENDED, f"{counted(len(rows), 'open row')} still")
    unfilled = {who: line for who, line in last.items() if _is_one_post(line) and not any(map(_is_filled, lines[who]))}
    after = _key_milestones(programme) if unfilled or len(whole) > len(gone) else {}
    for who, line in (whole | unfilled).items():
        key = after.get(who, ()) if who not in gone else ()
        late = [one.at("owner") for one in key if _comes_too_late(line, one, unfilled=who in unfilled)]
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


def _comes_too_late(line: Resource, milestone: Milestone, *, unfilled: bool) -> bool:
    """Whether a post is not there when its milestone needs it."""
    day = milestone.forecast or milestone.baseline
    if unfilled:
        return line.post is not PostStatus.RECRUITING or day <= line.starts + A_TERM
    return day > line.ends + A_TERM and (line.ends.month, line.ends.day) not in ENDS_OF_YEARS


def _is_filled(line: Resource) -> bool:
    return line.post in {None, PostStatus.IN_POST}


def _is_whole_post(line: Resource) -> bool:
    """Whether the line is one person's whole post."""
    for_the_work = line.funding is not Funding.BASE_BUDGET and not _BACKFILL.search(line.role or "")
    return for_the_work and line.available is not None and line.available <= 1 and line.fte >= WHOLE * line.available


def _is_one_post(line: Resource) -> bool:
    return line.available is None or line.available <= 1


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


# A line that is planned ahead begins within so long.
HALF_A_YEAR = timedelta(days=182)


@rule(
    "OW13",
    Severity.QUERY,
    "{who} is In post, and {rows} in that name, such as {first}, but From is {start}.",
    "Check the year: was {meant} meant? If the post begins only then, say who answers until then.",
)
def owner_who_begins_next_year(programme: Programme) -> Iterator[Hit]:
    """Who is in post and answers for work has begun it.

    A From of the next year takes the person out of all sums until then, and no clash of their time is seen. Asked of a
    line in a person's own name that is In post and begins more than half a year after the as at date, though a year
    earlier is past; where the person has no other line that has begun, and answers for a KPI or an open risk or entry.

    **Fails**

    Resources:
    | ID | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Kerry Lamb | <5 Oct 2027> | 31 Mar 2028 | In post |

    Risks:
    | ID | Owner |
    | --- | --- |
    | TRN-R01 | Transition Lead, Kerry Lamb |

    **Passes**

    Resources:
    | ID | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Kerry Lamb | 5 Oct 2026 | 31 Mar 2028 | In post |
    | TRN-P02 | Kerry Lamb | 5 Oct 2027 | 31 Mar 2028 | In post |
    | TRN-P03 | Amy Frost | 5 Oct 2027 | 31 Mar 2028 | In post |
    | TRN-P04 | Paul Finch | 5 Oct 2027 | 31 Mar 2028 | Recruiting |
    | TRN-P05 | Jo Marsh | 4 Jan 2027 | 31 Mar 2028 | In post |

    Risks:
    | ID | Owner |
    | --- | --- |
    | TRN-R01 | Transition Lead, Kerry Lamb |
    | TRN-R02 | Link Lead, Paul Finch |
    | TRN-R03 | Data Lead, Jo Marsh |
    """
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        if as_at is None or line.post is not PostStatus.IN_POST or not is_a_person(line.who):
            continue
        meant = years_later(line.starts, -1)
        if line.starts - as_at <= HALF_A_YEAR or meant > as_at or _has_begun(programme, line, as_at):
            continue
        rows = [
            row.at(name)
            for _, name, row, text in cells_of_owners(programme)
            if _is_for_now(row) and person_in(text).casefold() == line.who.casefold()
        ]
        if rows:
            stand = f"{counted(len(rows), 'row')} {'stands' if len(rows) == 1 else 'stand'}"
            yield hit(
                line.at("starts"), Related(rows[0], "its owner"), who=line.who, start=line.starts, meant=meant,
                rows=stand, first=rows[0].record,
            )  # fmt: skip


def _has_begun(programme: Programme, line: Resource, as_at: date) -> bool:
    """Whether another line of the same person has begun."""
    others = programme.of(line).all(Resource)
    return any(owner_key(one.who) == owner_key(line.who) and one.starts <= as_at for one in others)


def _is_for_now(row: Record) -> bool:
    """Whether somebody answers for a row today."""
    return isinstance(row, (Kpi, Risk, LogEntry))
