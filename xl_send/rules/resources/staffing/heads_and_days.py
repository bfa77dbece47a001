"""How many people, and how many days a year, words give of a resource line, against its FTE."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import rounded
from xl_send.words import NUMBER, number_if_any, number_said
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

_TEAM_OF = Pattern(
    r"\b([A-Za-z]{4,20}) [Tt]eam (?:of |\()(\d{1,3}|[a-z]+(?:-[a-z]+)?)\b(?! (?:days|weeks|months|hours)|[%]|[.,:]\d)"
)
_ASKED = ("eam of", "eam (")
_OTHERWISE = Pattern(
    r"(?i)\b(?:would|should|could|if|was|were|bid|ask\w*|more|another|instead|up to|from (?:one|two|\d+) to|old)\b"
)


@rule(
    "RS81",
    Severity.QUERY,
    '{where} of {record} says "{words}", but {line} ({role}) has {fte} FTE of {available}.',
    "Correct one of the two. If some of them work part of the week, say so in Role.",
)
def team_of_another_size(programme: Programme) -> Iterator[Hit]:
    """A text gives a team as many people as the Resources sheet.

    Who reads that five work on it expects what five can do. Asked where one person or team of the workbook's lines has
    the name that the text gives, its lines have whole posts, and neither its FTE nor the whole of it is as many.

    **Fails**

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | <Backlog team of 5 from 4 January; clears oldest first.> |

    Resources:
    | ID | Role | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Annual review backlog team | Backlog team | 3 | 3 |

    **Passes**

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | Backlog team of 3 from 4 January; outreach team of six; review team of five would do more. |

    Resources:
    | ID | Role | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Annual review backlog team | Backlog team | 3 | 3 |
    | TRN-P02 | Outreach | Outreach team | 4.6 | 6 |
    | TRN-P03 | Reviews | Review team | 2 | 4 |
    """
    for submission in programme.submissions:
        lines = submission.all(Resource)
        for record, name, text in speaking_texts(submission) if lines else ():
            for found in _TEAM_OF.finditer(text) if any(words in text for words in _ASKED) else ():
                line = _other_team(lines, found[1], number_if_any(found[2]))
                clause = text[: found.start()].rpartition(". ")[2] + text[found.start() :].partition(".")[0]
                if line is None or _OTHERWISE.search(clause):
                    continue
                cell = record.at(name)
                yield hit(
                    cell, Related(line.at("fte"), "the FTE"), where=cell.column, record=cell.record, words=found[0],
                    line=line.id, role=line.role or line.who, fte=rounded(line.fte),
                    available=rounded(line.available or line.fte),
                )  # fmt: skip


def _other_team(lines: Sequence[Resource], name: str, people: float) -> Resource | None:
    """The first line of the one team of a name, where its lines are of whole posts, and none of so many people."""
    wanted = f"{name.casefold()} team"
    own = [line for line in lines if wanted in f"{line.role or ''} | {line.who}".casefold()]
    sizes = {size for line in own for size in (line.fte, line.available or line.fte)} | {sum(line.fte for line in own)}
    whole = all(float(size).is_integer() for size in sizes)
    return own[0] if people and own and len({line.who for line in own}) == 1 and whole and people not in sizes else None


_DAYS_A_YEAR = Pattern(r"(?i)(?<![\w.,])(\d[\d,]*) days (?:a|per|each|every) (year|month)\b")
# The days that one full post works in a year: fewer in term time only, with leave taken off, and every working day.
FEWEST_DAYS, MOST_DAYS, FORGIVEN = 180, 261, 1.2
_MONTHS = {"year": 1, "month": 12}


@rule(
    "RS82",
    Severity.QUERY,
    'FTE is {fte}, but {where} says "{words}", which is about {meant} FTE.',
    "Correct one of the two: one full post works some 200 days a year.",
)
def days_of_another_fte(programme: Programme) -> Iterator[Hit]:
    """A line that buys so many days a year has the FTE of so many days.

    Asked of Role and Person or team. A post works 180 to 261 days, as leave and term time are counted or not; a fifth
    more or less is forgiven.

    **Fails**

    Resources:
    | ID | Role | FTE | Available FTE |
    | --- | --- | --- | --- |
    | TRN-P01 | Backfill for settings (about 400 days a year) | <0.8> | 2 |
    | TRN-P02 | Trainer, 2 days a month | <1> | 1 |

    **Passes**

    Resources:
    | ID | Role | FTE | Available FTE |
    | --- | --- | --- | --- |
    | TRN-P01 | Backfill for settings (about 400 days a year) | 1.8 | 2 |
    | TRN-P02 | Trainer, 2 days a month | 0.1 | 1 |
    | TRN-P03 | Backfill, 400 days in all | 0.8 | 2 |
    """
    for line in worked_on(programme, Resource):
        for name in ("role", "who"):
            found = _DAYS_A_YEAR.search(getattr(line, name) or "")
            if found is None:
                continue
            days = float(found[1].replace(",", "")) * _MONTHS[found[2].casefold()]
            least, most = days / MOST_DAYS / FORGIVEN, days / FEWEST_DAYS * FORGIVEN
            if line.fte and not least - 0.05 <= line.fte <= most + 0.05:
                cell = line.at(name)
                yield hit(
                    line.at("fte"), Related(cell, "its words"), fte=rounded(line.fte), where=cell.column,
                    words=found[0], meant=f"{days / 200:.1f}",
                )  # fmt: skip
                break


_HEADS = Pattern(rf"(?i)\(({NUMBER})(?: [a-z]+)?\)$")
ALIKE = 1.2


@rule(
    "RS83",
    Severity.QUERY,
    "FTE is {fte} for {people} people ({role}), who cost as much each as the {others} of {other}, at one FTE each.",
    "Correct FTE, or the number in Role. If they work part of the week, check the cost.",
)
def full_cost_of_part_of_the_people(programme: Programme) -> Iterator[Hit]:
    """People of one team who cost the same each work the same time.

    Asked of a line whose Role gives a number of people in brackets and whose FTE is less, where another line of the
    same team has one FTE for each of its people, and a person costs about the same in both.

    **Fails**

    Resources:
    | ID | Role | Person or team | FTE | Available FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Additional therapists (four) | Therapy team | 4 | 6 | 196000 |
    | TRN-P02 | Additional therapists (two) | Therapy team | <1> | 6 | 98000 |

    **Passes**

    Resources:
    | ID | Role | Person or team | FTE | Available FTE | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Additional therapists (four) | Therapy team | 4 | 6 | 196000 |
    | TRN-P02 | Additional therapists (two) | Therapy team | 2 | 6 | 98000 |
    | TRN-P03 | Additional therapists (2) | Therapy team | 1 | 6 | 49000 |
    | TRN-P04 | Coaches (2) | Coach team | 1 | 6 | 98000 |
    """
    known = [(line, heads) for line in worked_on(programme, Resource) if (heads := _heads(line)) and line.cost]
    for line, heads in known:
        each = (line.cost or 0.0) / heads
        for other, others in known if line.fte < heads else ():
            full = other.who == line.who and other.fte == others and other is not line
            if full and each / ALIKE <= (other.cost or 0.0) / others <= each * ALIKE:
                yield hit(
                    line.at("fte"), Related(other.at("fte"), "the other line"), fte=rounded(line.fte),
                    people=rounded(heads), role=line.role, others=rounded(others), other=other.id,
                )  # fmt: skip
                break


def _heads(line: Resource) -> float:
    found = _HEADS.search(line.role or "")
    return number_said(found[1]) if found else 0.0
