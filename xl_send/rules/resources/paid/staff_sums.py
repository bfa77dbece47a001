"""What people cost, against the money line that pays them: digits exchanged, far more, spent ahead of their time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import with_digits_turned
from xl_send.analysis.names.people_of_lines import is_within, people_of_lines, share_within, year_of_line
from xl_send.analysis.notes.money import (
    is_of_another_year,
    says_corrected,
    says_who_pays,
    speaks_of_another_year,
)
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import PostStatus
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

# Sums below this come out alike by chance.
AT_LEAST = 1000
# More staff lines than these give too many sums.
MOST_LINES = 8


@rule(
    "MN66",
    Severity.QUERY,
    "{column} is {stands}: with two digits exchanged, {meant}, the cost of {people} would be the {figure} of {line} "
    "({name}).",
    "Look it up, and correct the two digits. If it is right, bring {line} and the costs under Resources together.",
    brings={"MN22": Reach.ROW, "MN23": Reach.ROW, "MN11": Reach.WORKBOOK},
)
def digits_between_staff_and_line(programme: Programme) -> Iterator[Hit]:
    """What people cost comes to the line that pays for them, to the last digit.

    The staff lines of a workstream and funding that a money line is of by its name often come to its Budget or its
    Forecast outturn exactly. Asked where they come to neither, and would with two neighbouring digits of one figure
    exchanged.

    **Fails**

    Resources:
    | ID | Role | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologists | 1 Sep 2026 | 31 Mar 2027 | 214000 |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Locum psychologists | 2026-27 | <241000> | 206000 |

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Agency therapist | Agency | 9 Nov 2026 | 26 Mar 2027 | 38000 |
    | TRN-P02 | Link therapists | Link team | 4 Jan 2027 | 31 Mar 2027 | <74500> |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Link therapists and agency therapist | 2026-27 | 92000 | 85500 |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologists | Locums | 1 Sep 2026 | 31 Mar 2027 | 214000 |
    | TRN-P02 | Link therapists | Link team | 4 Jan 2027 | 30 Sep 2027 | 74500 |
    | TRN-P03 | Trainers | Trainers | 4 Jan 2027 | 31 Mar 2027 | 13500 |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Locum psychologists | 2026-27 | 241000 | 214000 |
    | TRN-F02 | Link therapists | 2026-27 | 47500 | 47500 |
    | TRN-F03 | Rooms and print | 2026-27 | 31500 | 31500 |
    """
    for line, paid in people_of_lines(programme).items():
        year = year_of_line(line)
        if year is None or not 0 < len(paid.lines) <= MOST_LINES or line.budget < AT_LEAST:
            continue
        total = sum(person.cost or 0 for person in paid.lines)
        figures = {"budget": line.budget, "outturn": line.outturn}
        if total in figures.values() or not all(is_within(person, *year) for person in paid.lines):
            continue
        turned = list(_turned(line, paid.lines, total))
        own = [found for found in turned if found[0].sheet == line.at("budget").sheet] or turned
        if len({cell.address for cell, _, _ in own}) == 1:
            cell, meant, name = own[0]
            at = [line.at(name), *(person.at("cost") for person in paid.lines)]
            related = [Related(one, "what it is to come to") for one in at if one.address != cell.address]
            people = first_few(person.id for person in paid.lines)
            stands = next(value for one, value in _figures(line, paid.lines) if one.address == cell.address)
            yield hit(
                cell, *related, column=cell.column, stands=pounds(stands), meant=pounds(meant), people=people,
                line=line.id, name=line.name, figure=line.at(name).column,
            )  # fmt: skip


def _figures(line: MoneyLine, people: Sequence[Resource]) -> Iterator[tuple[Cell, float]]:
    for name in ("budget", "outturn"):
        yield line.at(name), getattr(line, name)
    for person in people:
        yield person.at("cost"), person.cost or 0.0


def _turned(line: MoneyLine, people: Sequence[Resource], total: float) -> Iterator[tuple[Cell, float, str]]:
    """Each figure that with two of its digits exchanged makes people and line agree, so exchanged, and with what."""
    for name in ("budget", "outturn"):
        if total in with_digits_turned(getattr(line, name)):
            yield line.at(name), total, name
    for person in people:
        cost = person.cost or 0.0
        for meant in with_digits_turned(cost):
            for name in ("outturn", "budget"):
                if total - cost + meant == getattr(line, name) >= AT_LEAST:
                    yield person.at("cost"), meant, name


# So much more than the line, and they are not paid from it.
FAR_MORE, AT_LEAST_MORE = 1.25, 5000


@rule(
    "MN67",
    Severity.QUERY,
    "{people} cost {cost} in {year}, but {line} ({name}), which pays for them by its name, has {budget}.",
    "Check Cost (pounds) of each and Budget. If somebody else pays for a part, say so under Funding or in the Note.",
)
def people_dearer_than_their_line(programme: Programme) -> Iterator[Hit]:
    """What people cost in a year fits into the line that pays for them.

    Asked of lines of nothing but people, by their names, where the staff lines of the workstream and funding, each for
    its days in the year, come to more than a quarter above Budget and Forecast outturn, and to £5,000 more.

    **Fails**

    Resources:
    | ID | Role | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Link workers | 1 Apr 2026 | 31 Mar 2027 | 62501 |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Link workers | 2026-27 | <50000> | 48000 |

    **Passes**

    Resources:
    | ID | Role | From | To | Cost (pounds) | Funding |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Link workers | 1 Apr 2026 | 31 Mar 2027 | 62500 | Grant |
    | TRN-P02 | Trainers | 1 Apr 2026 | 31 Mar 2028 | 100000 | Grant |
    | TRN-P03 | Locums | 1 Apr 2026 | 31 Mar 2027 | 100000 | Partner |
    | TRN-P04 | Coaches | 1 Apr 2026 | 31 Mar 2027 | 100000 | Grant |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Funding | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Link workers | 2026-27 | 50000 | 48000 | Grant | |
    | TRN-F02 | Trainers | 2026-27 | 50000 | 48000 | Grant | |
    | TRN-F03 | Locums | 2026-27 | 50000 | 48000 | Grant | |
    | TRN-F04 | Coaches | 2026-27 | 50000 | 48000 | Grant | Half is paid by schools |
    """
    for line, paid in people_of_lines(programme).items():
        year = year_of_line(line)
        if year is None or not paid.alone or says_who_pays(line.note) or is_of_another_year(line):
            continue
        cost = sum((person.cost or 0) * share_within(person, *year) for person in paid.lines)
        most = max(line.budget, line.outturn)
        if most > 0 and cost > most * FAR_MORE and cost - most >= AT_LEAST_MORE:
            related = [Related(person.at("cost"), "what it costs") for person in paid.lines]
            people = first_few(person.id for person in paid.lines)
            yield hit(
                line.at("budget"), *related, people=people, cost=pounds(round(cost)), year=line.year, line=line.id,
                name=line.name, budget=pounds(most),
            )  # fmt: skip


# So many times what their time so far is worth, and a tenth of the budget more; of people who cost most of it. Where
# nobody is in post yet, once is enough.
AHEAD, FAR_AHEAD, A_TENTH, MOST_OF, NEARLY_ALL = 1.75, 3, 0.1, 0.6, 0.85
# What is bought is paid for as its contract says.
_BOUGHT = Pattern(
    r"(?i)\b(?:framework|contract(?:or|ed)?|supplier|partner|consult\w*|university|provider|licen[cs]es?|set[- ]?up)\b"
)


@rule(
    "MN68",
    Severity.QUERY,
    "{spent} is said to have been spent, but {people}, whom {line} pays for by its name, {earned} by {as_at}.",
    "Check Actual to date: it may have a nought too many, or be a commitment. If it was spent, say on what in Note.",
)
def spent_ahead_of_the_people(programme: Programme) -> Iterator[Hit]:
    """What is spent on people keeps pace with their time.

    Asked of lines of nothing but people, by their names, who cost most of the budget in the year, where more than three
    times as much is spent as their days so far are worth, or 1.75 times where they cost nearly all of the budget, and a
    tenth of the budget more: above all where none of them has started. Of posts that nobody fills, what their days
    would be worth counts once.

    **Fails**

    Resources:
    | ID | Role | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Link workers | 4 Jan 2027 | 31 Mar 2027 | 48000 |
    | TRN-P02 | Therapists | 1 Oct 2026 | 31 Mar 2027 | 92000 |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Link workers | 2026-27 | 50000 | <12000> | 48000 |
    | TRN-F02 | Therapists | 2026-27 | 92000 | <76000> | 88000 |

    **Fails**

    Resources:
    | ID | Role | From | To | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Resolution officer | 5 Oct 2026 | 30 Sep 2027 | 43000 | In post |
    | TRN-P02 | Bilingual worker | 2 Nov 2026 | 31 Jul 2027 | 11800 | Recruiting |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Resolution officer | 2026-27 | 24000 | <17900> | 21700 | No |
    | TRN-F02 | Bilingual worker | 2026-27 | 6500 | <2300> | 4600 | Yes |

    **Passes**

    Resources:
    | ID | Role | From | To | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Resolution officer | 5 Oct 2026 | 30 Sep 2027 | 43000 | In post |
    | TRN-P02 | Bilingual worker | 2 Nov 2026 | 31 Jul 2027 | 11800 | Recruiting |
    | TRN-P03 | Tutor | 6 Apr 2026 | 31 Mar 2027 | 30000 | Vacant |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Resolution officer | 2026-27 | 24000 | 8900 | 21700 | No |
    | TRN-F02 | Bilingual worker | 2026-27 | 6500 | 700 | 4600 | Yes |
    | TRN-F03 | Tutor | 2026-27 | 30000 | 14000 | 24000 | No |

    **Passes**

    Resources:
    | ID | Role | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Link workers | 4 Jan 2027 | 31 Mar 2027 | 48000 |
    | TRN-P02 | Therapists | 1 Oct 2026 | 31 Mar 2027 | 92000 |
    | TRN-P03 | Coaches | 4 Jan 2027 | 31 Mar 2027 | 48000 |
    | TRN-P04 | Trainers | 4 Jan 2027 | 31 Mar 2027 | 48000 |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Link workers | 2026-27 | 50000 | 5000 | 48000 | |
    | TRN-F02 | Therapists | 2026-27 | 92000 | 31000 | 88000 | |
    | TRN-F03 | Coaches | 2026-27 | 50000 | 12000 | 48000 | Paid in advance |
    | TRN-F04 | Trainers and materials | 2026-27 | 50000 | 12000 | 48000 | |
    """
    for line, paid in people_of_lines(programme).items():
        year, as_at = year_of_line(line), programme.as_at(line)
        if year is None or as_at is None or not year[0] <= as_at <= year[1] or not (paid.alone and line.spent):
            continue
        worth, whole = (
            sum((person.cost or 0) * share_within(person, year[0], until) for person in paid.lines)
            for until in (as_at, year[1])
        )
        if whole < MOST_OF * line.budget:
            continue
        nobody = worth > 0 and all(person.post is not PostStatus.IN_POST for person in paid.lines)
        times = (1 if nobody else AHEAD) if whole >= NEARLY_ALL * line.budget else FAR_AHEAD
        ahead = line.spent > times * worth + A_TENTH * line.budget and line.budget > 0
        bought = any(_BOUGHT.search(text) for text in (line.name or "", *(person.who for person in paid.lines)))
        other_year = speaks_of_another_year(line) if nobody else is_of_another_year(line)
        if ahead and not (bought or other_year or says_corrected(line)):
            people = first_few(person.id for person in paid.lines)
            earned = "had nobody in post yet" if nobody else _earned(worth)
            related = [Related(person.at("starts"), "its start") for person in paid.lines]
            yield hit(
                line.at("spent"), *related, spent=pounds(line.spent), people=people, line=line.id, earned=earned,
                as_at=as_at,
            )  # fmt: skip


def _earned(worth: float) -> str:
    return f"cost about {pounds(round(worth))}" if worth else "had not started"
