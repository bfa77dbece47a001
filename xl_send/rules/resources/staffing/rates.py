"""What people cost by the year in their several lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from xl_send.analysis.activity import worked_on
from xl_send.analysis.use_of_people import names_somebody
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.resources.costs import A_MONTH, BOUGHT, DAYS_IN_A_YEAR
from xl_send.text import pounds, rounded
from xl_send.value_classes import NamedTuple
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

# Two posts of one role are paid alike; one person may act up for a while, but is not paid like a team.
OF_A_ROLE, OF_A_PERSON = 1.6, 2.5
# Pounds a year above which few are paid, and below which nobody is.
MUCH, LITTLE = 90_000.0, 18_000.0


class _Rate(NamedTuple):
    """A line with what a full-time post costs in a year at its rate."""

    line: Resource
    a_year: float


@rule(
    "RS84",
    Severity.QUERY,
    "{cost} for {fte} FTE from {starts} to {ends} is {rate} a year for a full-time post, but {other} ({role}) comes to "
    "{usual} a year.",
    "Check Cost (pounds), From and To of both: one of them was changed or mistyped without the others.",
    brings={"RS31": Reach.ROW},
)
def paid_unlike_its_like(programme: Programme) -> Iterator[Hit]:
    """One person, and the posts of one role in a workstream, cost about the same by the year in all lines.

    A start or an end that was moved, or a digit too many, shows here: the cost stays what it was. Asked of two posts of
    one role, such as a second post, whose rates are more than 1.6 times apart, and of a person by name in several
    lines, of whom one comes to more than 2.5 times another, and to more than £90,000 or less than £18,000 a year.
    What is bought as a contract is priced otherwise.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Assistant psychologist | Imogen Vale | 1 Sep 2026 | 31 Aug 2027 | 1 | 36500 |
    | TRN-P02 | Assistant psychologist, second post | Vacancy | <1 Apr 2027> | 31 Aug 2027 | 1 | 36500 |
    | TRN-P03 | Link worker | Ada North | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 18000 |
    | TRN-P04 | Second link worker | Ben South | 1 Sep 2026 | <31 Mar 2027> | 0.5 | 18000 |
    | TRN-P05 | Coach | Una West | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 18000 |
    | TRN-P06 | Coach (2) | Ira East | 1 Sep 2026 | 31 Aug 2027 | 0.5 | <31000> |

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Operations lead, routes | Sandra Quigley | 1 Apr 2026 | 31 Mar 2028 | 0.7 | 94000 |
    | TRN-P02 | Operations lead, software | Sandra Quigley | 4 Jan 2027 | 30 Jul 2027 | 0.4 | <51000> |
    | TRN-P03 | Analyst, records | Rowan Hill | 1 Apr 2026 | 31 Mar 2027 | 0.4 | 20000 |
    | TRN-P04 | Analyst, survey | Rowan Hill | 1 Apr 2026 | 31 Mar 2027 | 0.3 | <5000> |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Assistant psychologist | Imogen Vale | 1 Sep 2026 | 31 Aug 2027 | 1 | 36500 |
    | TRN-P02 | Assistant psychologist, second post | Vacancy | 1 Apr 2027 | 31 Aug 2027 | 1 | 15200 |
    | TRN-P03 | Systems manager | Rob Dale | 5 Jan 2026 | 31 Mar 2028 | 0.8 | 46000 |
    | TRN-P04 | Release manager (acting) | Rob Dale | 2 Nov 2026 | 26 Feb 2027 | 0.4 | 8000 |
    | TRN-P05 | Coach | Una West | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 18000 |
    | TRN-P06 | Coach team leader | Ira East | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 31000 |
    | TRN-P07 | Trainer | Lee Park | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 18000 |
    | TRN-P08 | Trainer, agency cover | Agency | 1 Sep 2026 | 31 Aug 2027 | 0.5 | 41000 |
    """
    people: defaultdict[str, list[_Rate]] = defaultdict(list)
    roles: defaultdict[str, list[_Rate]] = defaultdict(list)
    for line in worked_on(programme, Resource):
        if found := _rate(line):
            if names_somebody(line):
                people[name_key(line.who)].append(found)
            roles[f"{line.workstream} {_plain(line.role)}"].append(found)
    told: set[Resource] = set()
    for group, apart in ((roles, OF_A_ROLE), (people, OF_A_PERSON)):
        for rates in group.values():
            pairs = [pair for pair in combinations(rates, 2) if _are_apart(pair, apart)]
            if pairs:
                one, other = _to_blame(rates, pairs[0])
                if one.line not in told and (apart == OF_A_ROLE or not LITTLE <= one.a_year <= MUCH):
                    told.add(one.line)
                    yield _hit(one, other)


def _rate(line: Resource) -> _Rate | None:
    days = (line.ends - line.starts).days + 1
    known = line.cost and line.fte > 0 and days >= A_MONTH and not BOUGHT.search(f"{line.role or ''}; {line.who}")
    return _Rate(line, (line.cost or 0.0) / (line.fte * days / DAYS_IN_A_YEAR)) if known else None


_NUMBERED = frozenset({
    "first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th", "post", "one", "two", "three", "1", "2", "3",
    "4", "a", "b", "additional", "extra", "further", "new", "another", "other", "the", "no", "number",
})  # fmt: skip


def _plain(role: str | None) -> str:
    """A role without what tells one of its posts from another."""
    words = (word.removesuffix("s") for word in name_words((role or "").replace("-", " ")).split())
    return " ".join(word for word in words if word not in _NUMBERED)


def _are_apart(pair: tuple[_Rate, _Rate], times: float) -> bool:
    low, high = sorted(one.a_year for one in pair)
    return high > times * low


def _to_blame(rates: Sequence[_Rate], pair: tuple[_Rate, _Rate]) -> tuple[_Rate, _Rate]:
    """Of two lines the one that is not like the others, or of which nobody can be paid so, and the other."""
    one, other = sorted(pair, key=lambda rate: rate.a_year)
    if len(rates) > len(pair):
        middle = sorted(rate.a_year for rate in rates)[len(rates) // 2]
        odd = max(pair, key=lambda rate: max(rate.a_year / middle, middle / rate.a_year))
    else:
        odd = one if one.a_year < LITTLE else other
    return odd, one if odd is other else other


def _hit(one: _Rate, other: _Rate) -> Hit:
    line, like = one.line, other.line
    related = [Related(like.at("cost"), "the other line"), Related(line.at("cost"), "its cost")]
    return hit(
        _cell(line, like), *related, cost=pounds(line.cost or 0), fte=rounded(line.fte), starts=line.starts,
        ends=line.ends, rate=pounds(round(one.a_year, -2)), other=like.id, role=like.role or like.who,
        usual=pounds(round(other.a_year, -2)),
    )  # fmt: skip


def _cell(line: Resource, like: Resource) -> Cell:
    """The date that differs where all else is the same; else the cost."""
    same = line.cost == like.cost and line.fte == like.fte
    if same and line.ends == like.ends:
        return line.at("starts")
    return line.at("ends" if same and line.starts == like.starts else "cost")


# Rates that are one and the same but for pence, and that are not; and parts of a post that people are taken on for.
THE_SAME, ANOTHER, A_PART = 0.01, 0.12, 20


@rule(
    "RS89",
    Severity.QUERY,
    "FTE is {fte}, which makes {rate} a year of a full-time post, but {others} come to {usual} for the same person: "
    "{cost} would be {meant} FTE.",
    "Correct FTE, or Cost (pounds): one was changed without the other. If this work is paid otherwise, explain this"
    " finding.",
)
def share_changed_without_its_cost(programme: Programme) -> Iterator[Hit]:
    """What a person costs for a share of a post goes with that share, in all of their lines.

    A share that was raised and a cost that was left show in this alone. Asked of a person by name in three lines or
    more, all others of which come to one cost by the year, to 1%, where this one is more than 12% off, and another
    share, of a twentieth, makes it the same to 1%.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Forecasting | Priya Nand | 1 Apr 2026 | 31 Mar 2028 | 0.4 | 38400 |
    | TRN-P02 | Figures | Priya Nand | 1 Apr 2026 | 31 Dec 2027 | <0.6> | 33600 |
    | TRN-P03 | Data | Priya Nand | 1 Apr 2026 | 31 Mar 2028 | 0.2 | 19200 |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Forecasting | Priya Nand | 1 Apr 2026 | 31 Mar 2028 | 0.4 | 38400 |
    | TRN-P02 | Figures | Priya Nand | 1 Apr 2026 | 31 Dec 2027 | 0.4 | 33600 |
    | TRN-P03 | Data | Priya Nand | 1 Apr 2026 | 31 Mar 2028 | 0.2 | 19200 |
    | TRN-P04 | Finance | Martin Hale | 1 Apr 2026 | 31 Mar 2028 | 0.1 | 12400 |
    | TRN-P05 | Finance, grants | Martin Hale | 1 Apr 2026 | 31 Mar 2028 | 0.2 | 12400 |
    | TRN-P06 | Lead | Una West | 1 Apr 2026 | 31 Mar 2028 | 0.4 | 38400 |
    | TRN-P07 | Lead, board | Una West | 1 Apr 2026 | 31 Mar 2028 | 0.2 | 19200 |
    | TRN-P08 | Adviser | Una West | 1 Apr 2026 | 31 Mar 2028 | 0.1 | 13300 |
    """
    people: defaultdict[str, list[_Rate]] = defaultdict(list)
    for line in worked_on(programme, Resource):
        if names_somebody(line) and (found := _rate(line)):
            people[name_key(line.who)].append(found)
    for rates in people.values():
        for one in rates:
            others = [rate for rate in rates if rate is not one]
            usual = sum(rate.a_year for rate in others) / max(len(others), 1)
            alike = len(others) > 1 and all(abs(rate.a_year - usual) <= THE_SAME * usual for rate in others)
            share = one.line.fte * one.a_year / usual if alike else 0.0
            meant = round(share * A_PART) / A_PART
            if alike and abs(one.a_year - usual) > ANOTHER * usual and abs(share - meant) <= THE_SAME * meant:
                related = [
                    Related(one.line.at("cost"), "its cost"),
                    *(Related(it.line.at("cost"), "like it") for it in others),
                ]
                yield hit(
                    one.line.at("fte"), *related, fte=rounded(one.line.fte), rate=pounds(round(one.a_year, -2)),
                    others=" and ".join(rate.line.id for rate in others), usual=pounds(round(usual, -2)),
                    cost=pounds(one.line.cost or 0), meant=rounded(meant),
                )  # fmt: skip
