"""Rows that were pasted again under another id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

# What two rows of a sheet share only if they tell of one thing; the first is its name.
SAME: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Milestone, ("name", "workstream", "baseline")),
    (Kpi, ("name", "workstream", "unit", "better", "target")),
    (Interdependency, ("needed", "giver", "receiver", "needed_by")),
    (Diagnostic, ("name", "workstream", "starts")),
    (LogEntry, ("what", "workstream", "raised")),
)

# Of texts of so many words, but small ones, one or two more in one of them make no other thing of it.
LONG, MORE = 6, 2
# In a sheet where more rows than this share a date only the first are held against the rest.
MANY = 50


@rule(
    "RF21",
    Severity.QUERY,
    '"{name}" already stands in row {row} as {id}, with the same {and_what}.',
    "Delete the row that was pasted again. If they are two, say in {column} how they differ.",
    brings={"MS09": Reach.WORKBOOK, "MQ05": Reach.ROW, "EX02": Reach.ROW},
)
def row_pasted_again(programme: Programme) -> Iterator[Hit]:
    """One thing stands in one row.

    A row that was copied and given a new id is counted twice: two late milestones, two overdue actions. Asked within a
    workbook, where the words are the same, small ones and one or two more of a long text apart, and so are the dates or
    parties that go with them.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Service open to all of Year 7 | 10 Sep 2027 |
    | TRN-M02 | <Service open to all of Year 7> | 10 Sep 2027 |
    | TRN-M03 | Plan of places to 2030 brought up to date with early years figures | 10 Sep 2027 |
    | TRN-M04 | <Plan of places to 2030 brought up to date, early years> | 10 Sep 2027 |

    Issues and decisions:
    | ID | What | Raised |
    | --- | --- | --- |
    | TRN-A01 | Two schools have left the trial | 2 Nov 2026 |
    | TRN-A02 | <Two schools left the trial.> | 2 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Termly report heard by the board | 10 Sep 2027 |
    | TRN-M02 | Termly report heard by the board | 14 Jan 2028 |
    | TRN-M03 | Outreach open to all the schools of the north | 10 Sep 2027 |
    | TRN-M04 | Outreach open to all the schools of the south | 10 Sep 2027 |
    """
    for submission in programme.submissions:
        for record, names in SAME:
            for row, known in _again(submission.all(record), names):
                cell, other = row.at(names[0]), known.at(names[0])
                words = {"name": getattr(row, names[0]), "row": known.row, "id": other.record}
                last = row.at(names[-1]).column
                yield hit(cell, Related(other, "the first"), and_what=last, column=cell.column, **words)


def _again(rows: Sequence[Record], names: Sequence[str]) -> Iterator[tuple[Record, Record]]:
    """Every row that says what an earlier one says, with that one."""
    alike: defaultdict[object, list[tuple[frozenset[str], Record]]] = defaultdict(list)
    key_of = attrgetter(*names)
    for row in rows:
        name, *rest = key_of(row)
        words = _words(name or "")
        earlier = alike[tuple(_plain(part) for part in rest)]
        known = next((other for told, other in earlier[:MANY] if words and _say_one_thing(words, told)), None)
        if known is None:
            earlier.append((words, row))
        elif known.at(names[0]).record != row.at(names[0]).record:
            yield row, known


def _say_one_thing(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts have the same words, or the longer only one or two more."""
    if one == other:
        return True
    least, most = sorted((one, other), key=len)
    return len(least) >= LONG and least < most and len(most) - len(least) <= MORE


# Words that are changed or left out without another thing being meant.
_SMALL = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "in", "is", "it"),
        *("of", "on", "the", "to", "was", "were", "will", "with"),
    )
)  # fmt: skip


def _words(name: str) -> frozenset[str]:
    words = name_words(name).split()
    return frozenset(word for word in words if word not in _SMALL) or frozenset(words)


def _plain(part: object) -> object:
    return " ".join(part.casefold().split()).rstrip(" .") if isinstance(part, str) else part
