"""The whole capacity of a person or team: more asked for than there is, a percentage, and two figures for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from xl_send.analysis.use_of_people import person_key
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.text import rounded
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

# Names of several people at once: a team, a body, or a role in the plural.
SEVERAL = Pattern(
    r"(?i)\b(?:teams?|services?|staff|workforce|panel|pool|bank|agency|supply|schools?|academy|college|trust|hospital"
    r"|university|psychology|therapy|nursing|\w{3,}s)\b"
)


@rule(
    "RS12",
    Severity.ERROR,
    "FTE is {fte}, but {who} has {available} in all.",
    "Correct one of the two. Available FTE is the whole capacity, for all work.",
    brings={"RS31": Reach.ROW, "CF16": Reach.NAMED, **COLOURS},
)
def more_than_the_whole_capacity(programme: Programme) -> Iterator[Hit]:
    """One line asks for no more of a person or team than there is.

    The line alone would be more than the whole of it, before any other work is counted. A line that is over takes
    nothing more.

    **Fails**

    Resources:
    | ID | FTE | Available FTE |
    | --- | --- | --- |
    | TRN-P01 | <1.2> | 1 |

    **Passes**

    Resources:
    | ID | FTE | Available FTE | From | To |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | 1 | 1 | 1 Sep 2026 | 31 Aug 2027 |
    | TRN-P02 | 3 | | 1 Sep 2026 | 31 Aug 2027 |
    | TRN-P03 | 1.2 | 1 | 1 Sep 2025 | 31 Aug 2026 |
    """
    for line in programme.each(Resource):
        as_at = programme.as_at(line)
        if as_at and line.starts <= line.ends < as_at:
            continue
        if line.available is not None and round(line.fte - line.available, 9) > 0:
            whole = Related(line.at("available"), "the whole capacity")
            yield hit(line.at("fte"), whole, fte=line.fte, who=line.who, available=line.available)


@rule(
    "RS16",
    Severity.QUERY,
    "Available FTE is {available}, and {who} is planned for no more than {planned} in all.",
    "Was {meant} meant, typed as a percentage? If there are so many posts, explain this finding.",
)
def capacity_typed_as_a_percentage(programme: Programme) -> Iterator[Hit]:
    """The whole capacity of somebody is given in posts, not as a percentage.

    100 for one post makes every use of it look small: that somebody has too much to do is then never seen. Asked where
    it is a round number from 20 to 100, all lines of the name together take no more than a hundredth of it, and the
    name does not speak of several people.

    **Fails**

    Resources:
    | ID | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- |
    | TRN-P01 | Data analyst | 0.4 | <100> |
    | TRN-P02 | Data analyst | 0.6 | <100> |
    | TRN-P03 | SEND lead | 0.2 | <20> |

    **Passes**

    Resources:
    | ID | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- |
    | TRN-P01 | Data analyst | 0.41 | 100 |
    | TRN-P02 | Data analyst | 0.6 | 100 |
    | TRN-P03 | Casework team | 0.5 | 60 |
    | TRN-P04 | SENCOs | 0.5 | 60 |
    | TRN-P07 | Elm Special School | 0.5 | 60 |
    | TRN-P05 | SEND lead | 0.1 | 15 |
    | TRN-P06 | Data lead | 0.2 | 21 |
    """
    planned: defaultdict[str, float] = defaultdict(float)
    for line in programme.each(Resource):
        planned[person_key(line)] += line.fte
    for line in programme.each(Resource):
        theirs, available = planned[person_key(line)], line.available or 0
        if _is_a_percentage(available) and round(theirs - available / 100, 9) <= 0 and not SEVERAL.search(line.who):
            meant = rounded(available / 100)
            yield hit(
                line.at("available"), who=line.who, planned=rounded(theirs), available=rounded(available), meant=meant
            )


def _is_a_percentage(number: float) -> bool:
    """Whether so many posts may be a percentage of one."""
    return 20 <= number <= 100 and number % 5 == 0


@rule(
    "RS14",
    Severity.QUERY,
    "{who} has {available} available FTE here, but {other} in {line}.",
    "Give the same figure in each of their lines. The lowest is used until then.",
)
def two_capacities_for_one_person(programme: Programme) -> Iterator[Hit]:
    """A person or team has one whole capacity, the same in each of its lines.

    Whether somebody is overloaded depends on it. The lines that differ from what most of theirs give are shown; where
    no figure is the most common, those that give more than the lowest. A team may grow: lines that follow each other
    may give other figures. Posts that nobody holds yet are not one person.

    **Fails**

    Resources:
    | ID | Person or team | Available FTE |
    | --- | --- | --- |
    | TRN-P01 | Outreach team | <4> |
    | TRN-P02 | outreach team | 3.5 |
    | TRN-P03 | Data team | 3 |
    | TRN-P04 | Data team | 3 |

    north.xlsx Resources:
    | ID | Person or team | Available FTE |
    | --- | --- | --- |
    | NOR-P01 | Outreach team | <5> |
    | NOR-P02 | Data team | <2> |

    **Passes**

    Resources:
    | ID | Person or team | Available FTE |
    | --- | --- | --- |
    | TRN-P01 | Outreach team | 4 |
    | TRN-P02 | Outreach team | 4 |
    | TRN-P03 | Outreach team | |
    | TRN-P04 | Data analyst | 1 |

    **Passes**

    Resources:
    | ID | Person or team | Available FTE | From | To |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Outreach team | 4 | 1 Sep 2026 | 31 Mar 2027 |
    | TRN-P02 | Outreach team | 6 | 1 Apr 2027 | 31 Aug 2027 |
    | TRN-P03 | To be appointed | 1 | 1 Sep 2026 | 31 Aug 2027 |
    | TRN-P04 | To be appointed | 3 | 1 Sep 2026 | 31 Aug 2027 |
    | TRN-P05 | Vacant (advert out) | 1 | 1 Sep 2026 | 31 Aug 2027 |
    | TRN-P06 | Vacant (advert out) | 2 | 1 Sep 2026 | 31 Aug 2027 |
    """
    lines: defaultdict[str, list[Resource]] = defaultdict(list)
    for line in programme.each(Resource):
        if line.available is not None:
            lines[person_key(line)].append(line)
    for theirs in lines.values():
        usual = _usual_capacity(theirs)
        for line in theirs:
            at_once = any(line.starts <= one.ends and one.starts <= line.ends for one in _giving(theirs, usual))
            if line.available != usual.available and at_once:
                yield hit(
                    line.at("available"), Related(usual.at("available"), "another of theirs"), who=line.who,
                    available=line.available, other=usual.available, line=usual.id,
                )  # fmt: skip


def _giving(lines: Sequence[Resource], usual: Resource) -> Sequence[Resource]:
    """The lines that give the usual capacity."""
    return [line for line in lines if line.available == usual.available]


def _usual_capacity(lines: Sequence[Resource]) -> Resource:
    """The line with the capacity that most lines of somebody give; of the lowest where none is given most often."""
    often = Counter(line.available for line in lines).most_common(2)
    if len(often) == 1 or often[0][1] > often[1][1]:
        return next(line for line in lines if line.available == often[0][0])
    return min(lines, key=lambda line: line.available or 0.0)
