"""Resource lines, row by row: their dates, their share of a person's time, and whether anybody is in post."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import rounded
from xl_send.workbook.days import say
from xl_send.workbook.doubts import in_doubt
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import PostStatus
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

# Names of several people at once: a team, or a role in the plural.
_SEVERAL = Pattern(r"(?i)\b(?:teams?|services?|staff|workforce|panel|\w{3,}s)\b")


@rule(
    "RS11",
    Severity.ERROR,
    "The line ends on {end}, before it starts on {start}.",
    "Correct one of the two dates.",
    brings={"OW05": Reach.ROW},
)
def resource_line_ends_before_it_starts(programme: Programme) -> Iterator[Hit]:
    """A resource line ends on the day it starts or later.

    Otherwise nobody's time is counted.

    **Fails**

    Resources:
    | ID | From | To |
    | --- | --- | --- |
    | TRN-P01 | 1 Sep 2026 | <31 Aug 2026> |

    **Passes**

    Resources:
    | ID | From | To |
    | --- | --- | --- |
    | TRN-P01 | 1 Sep 2026 | 1 Sep 2026 |
    """
    for line in programme.each(Resource):
        if in_doubt(line):
            yield hit(line.at("ends"), Related(line.at("starts"), "the start"), end=line.ends, start=line.starts)


@rule(
    "RS12",
    Severity.ERROR,
    "FTE is {fte}, but {who} has {available} in all.",
    "Correct one of the two. Available FTE is the whole capacity, for all work.",
    brings={"RS31": Reach.ROW},
)
def more_than_the_whole_capacity(programme: Programme) -> Iterator[Hit]:
    """One line asks for no more of a person or team than there is.

    The line alone would be more than the whole of it, before any other work is counted.

    **Fails**

    Resources:
    | ID | FTE | Available FTE |
    | --- | --- | --- |
    | TRN-P01 | <1.2> | 1 |

    **Passes**

    Resources:
    | ID | FTE | Available FTE |
    | --- | --- | --- |
    | TRN-P01 | 1 | 1 |
    | TRN-P02 | 3 | |
    """
    for line in programme.each(Resource):
        if line.available is not None and round(line.fte - line.available, 9) > 0:
            whole = Related(line.at("available"), "the whole capacity")
            yield hit(line.at("fte"), whole, fte=line.fte, who=line.who, available=line.available)


@rule(
    "RS13",
    Severity.QUERY,
    "FTE is zero, so this line takes nobody's time.",
    "Give the full-time equivalent: 0.2 is one day a week. If the line is over, give its last day under To.",
)
def fte_of_zero(programme: Programme) -> Iterator[Hit]:
    """A resource line takes some of somebody's time.

    Zero is often typed where the figure is not known yet. Then the line cannot show that anybody is overloaded.

    **Fails**

    Resources:
    | ID | FTE |
    | --- | --- |
    | TRN-P01 | <0> |

    **Passes**

    Resources:
    | ID | FTE |
    | --- | --- |
    | TRN-P01 | 0.05 |
    """
    for line in programme.each(Resource):
        if line.fte == 0:
            yield hit(line.at("fte"))


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
    | TRN-P05 | SEND lead | 0.1 | 15 |
    | TRN-P06 | Data lead | 0.2 | 21 |
    """
    planned: defaultdict[str, float] = defaultdict(float)
    for line in programme.each(Resource):
        planned[name_key(line.who)] += line.fte
    for line in programme.each(Resource):
        theirs, available = planned[name_key(line.who)], line.available or 0
        if _is_a_percentage(available) and round(theirs - available / 100, 9) <= 0 and not _SEVERAL.search(line.who):
            meant = rounded(available / 100)
            yield hit(
                line.at("available"), who=line.who, planned=rounded(theirs), available=rounded(available), meant=meant
            )


def _is_a_percentage(number: float) -> bool:
    """Whether so many posts may be a percentage of one."""
    return 20 <= number <= 100 and number % 5 == 0


@rule(
    "RS14",
    Severity.ERROR,
    "{who} has {available} available FTE here, but {other} in {line}.",
    "Give the same figure in each of their lines. The lowest is used until then.",
)
def two_capacities_for_one_person(programme: Programme) -> Iterator[Hit]:
    """A person or team has one whole capacity, the same in each of its lines.

    Whether somebody is overloaded depends on it. The lines that differ from what most of theirs give are shown; where
    no figure is the most common, those that give more than the lowest.

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
    """
    lines: defaultdict[str, list[Resource]] = defaultdict(list)
    for line in programme.each(Resource):
        if line.available is not None:
            lines[name_key(line.who)].append(line)
    for theirs in lines.values():
        usual = _usual_capacity(theirs)
        for line in theirs:
            if line.available != usual.available:
                yield hit(
                    line.at("available"), Related(usual.at("available"), "another of theirs"), who=line.who,
                    available=line.available, other=usual.available, line=usual.id,
                )  # fmt: skip


def _usual_capacity(lines: Sequence[Resource]) -> Resource:
    """The line with the capacity that most lines of somebody give; of the lowest where none is given most often."""
    often = Counter(line.available for line in lines).most_common(2)
    if len(often) == 1 or often[0][1] > often[1][1]:
        return next(line for line in lines if line.available == often[0][0])
    return min(lines, key=lambda line: line.available or 0.0)


# A post so long empty was mostly never to be filled then.
A_LONG_TIME = 180


@rule(
    "RS15",
    Severity.QUERY,
    "{who} was to start on {start}, but the post is {post}.",
    "Choose In post if they have started, else give the date on which they now will{year}.",
)
def nobody_in_post_after_the_start(programme: Programme) -> Iterator[Hit]:
    """Once a line has started, somebody is in post.

    The work that rests on it is not being done. A line that is over is not asked about. Of a start long ago that lies
    ahead in another year, and still before the end, the year is asked about.

    **Fails**

    Resources:
    | ID | From | To | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | 12 Nov 2026 | 31 Aug 2027 | <Recruiting> |

    **Fails**

    Resources:
    | ID | From | To | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | 4 Jan 2026 | 31 Aug 2027 | <Recruiting> |

    **Passes**

    Resources:
    | ID | From | To | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | 13 Nov 2026 | 31 Aug 2027 | Recruiting |
    | TRN-P02 | 12 Nov 2026 | 31 Aug 2027 | In post |
    | TRN-P03 | 1 Sep 2026 | 12 Nov 2026 | Vacant |
    """
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        if line.post and line.post is not PostStatus.IN_POST and as_at and line.starts < as_at <= line.ends:
            start = Related(line.at("starts"), "the start")
            meant = _in_the_next_year(line.starts, as_at)
            mistyped = (as_at - line.starts).days > A_LONG_TIME and as_at < meant <= line.ends
            year = f"; {say(meant)}, if the year was mistyped" if mistyped else ""
            yield hit(line.at("post"), start, who=line.who, start=line.starts, post=_in_words(line.post), year=year)


def _in_the_next_year(day: date, as_at: date) -> date:
    """The same day of the year, the next time that it comes after the as at date."""
    this = date(as_at.year, day.month, min(day.day, 28))
    return this if this > as_at else date(as_at.year + 1, this.month, this.day)


def _in_words(post: PostStatus) -> str:
    return "still being recruited to" if post is PostStatus.RECRUITING else post.value.lower()
