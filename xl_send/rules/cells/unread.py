"""Cells that could not be read, put into words: blanks, wrong kinds, values not in the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xl_send.analysis.read_rows import baselines_due, closed_rows, row_of, stopped_rows
from xl_send.disclosure.protected import Protected
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import did_you_mean
from xl_send.workbook.columns import Column, Need
from xl_send.workbook.days import is_month_first, say
from xl_send.workbook.kinds import Choice
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.sheets_seen import BlankCell, UnreadCell
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unreadable import Unreadable

# Optional, but a word in it tells that there is a day: "mid Jan".
_WANTED = frozenset({"action_due", "target_date", "back_to_green"})
_THRESHOLDS = title_key(Thresholds.SHEET.title)


def consequence(cell: Cell, column: Column) -> str:
    """What follows while this cell cannot be read, as a sentence after the remedy, or nothing."""
    if column.name == "as_at":
        return " Until then nothing can be rated."
    if not column.vital:
        return ""
    if title_key(cell.sheet) == _THRESHOLDS:
        return " Until then the default is used."
    return " Until then this row is not counted."


def unread(programme: Programme, *reasons: Unreadable) -> Iterator[UnreadCell]:
    """The cells that could not be read for one of these reasons; dates with the month first are apart.

    A text that may be a count of children is not among what is told of them.
    """
    protected = Protected.of(programme)
    for submission in programme.submissions:
        for found in submission.unread_cells:
            if found.reason in reasons and not is_month_first(found.text):
                yield found._replace(text=protected.quoted(found.cell, found.column, found.text))


def with_the_first(found: Iterable[UnreadCell]) -> Iterator[tuple[UnreadCell, tuple[Related, ...]]]:
    """Each cell, after the first of the same text in its column with that one, which it follows from."""
    known: dict[tuple[str, str, str, str], Cell] = {}
    for one in found:
        first = known.setdefault((one.cell.workbook, one.cell.sheet, one.column.name, one.text.casefold()), one.cell)
        yield one, () if first is one.cell else (Related(first, "the first that says so"),)


@rule(
    "WB01",
    Severity.ERROR,
    "{column} is blank.",
    "Fill it in: {help}{then}",
    brings={"RF08": Reach.CELL, "WB01": Reach.CELL},
    on_reading=True,
)
def required_cell_blank(programme: Programme) -> Iterator[Hit]:
    """Every required cell of a filled row is filled.

    A blank may mean nothing, not known or forgotten, and nobody can tell which. Rows that are paused or withdrawn, or
    whose workstream is, are asked only for what they cannot be read without; of what is closed or dropped it is advice.
    A figure and its day that are both blank are told together; of a target, while a baseline is due, it is a query:
    both are often set at one time.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <> |

    Programme:
    | As at |
    | --- |
    | <> |

    **Fails**

    Risks:
    | ID | Response | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | <> | Closed | Posts filled |
    | TRN-R02 | <> | Open | |

    **Fails**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due | Target | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | | | 18 Dec 2026 | <> | <> |

    **Passes**

    Milestones:
    | ID | Owner | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Transition Lead | | 2 Nov 2026 |

    **Passes**

    Workstreams:
    | Code | Owner | State | Reported RAG |
    | --- | --- | --- | --- |
    | TRN | Transition Lead | Active | |
    | OUT | | Paused | |

    Milestones:
    | ID | Workstream | Owner | Forecast date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | | 11 Dec 2026 | Withdrawn |
    | OUT-M01 | OUT | | | |
    """
    for submission in programme.submissions:
        any_blank = bool(submission.blanks)
        stopped = stopped_rows(programme, submission) if any_blank else frozenset()
        closed, due = (closed_rows(submission), baselines_due(submission)) if any_blank else (frozenset(), {})
        cells = {(blank.column.name, row_of(blank.cell)): blank.cell for blank in submission.blanks}
        for blank in submission.blanks:
            row, name = row_of(blank.cell), blank.column.name
            idle = not blank.column.vital and row in stopped
            if not (blank.filler or idle or _may_be_spared(submission, blank)):
                then, day = consequence(blank.cell, blank.column), due.get(row) if name in TARGETS else None
                beside = [Related(cell, "is blank too")] if (cell := cells.get((_DAY_OF.get(name, ""), row))) else []
                what = blank.column.help + (f" It may be set with the baseline, due on {say(day)}." if day else "")
                severity = Severity.ADVICE if row in closed and not blank.column.vital else None
                severity = Severity.QUERY if day else severity
                yield hit(blank.cell, *beside, severity=severity, column=blank.column.title, help=what, then=then)


# The days that figures are for, each with its figure; those of a target.
_DAY_OF = {"baseline_date": "baseline", "target_date": "target"}
TARGETS = frozenset({"target", "target_date"})


def _may_be_spared(submission: Submission, blank: BlankCell) -> bool:
    """Whether a blank may stay blank by what stands in a column that goes by another title."""
    sheets = (seen for seen in submission.seen.values() if seen.table.sheet == blank.cell.sheet)
    names = {item if isinstance(item, str) else item[0] for item in blank.column.unless}
    return any(not names.isdisjoint(seen.likely) for seen in sheets)


@rule(
    "WB02",
    Severity.ERROR,
    '{column} says "{text}", which cannot be read as {what}.',
    "Type {says}{else_blank}.{then}",
    on_reading=True,
)
def value_of_wrong_kind(programme: Programme) -> Iterator[Hit]:
    """A cell holds the kind of value its column is for.

    What cannot be read cannot be counted, coloured or compared. A cell that may be blank is left blank where there is
    nothing to give, but not the day of an action that somebody thought of.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <mid November> |

    Risks:
    | ID | Likelihood |
    | --- | --- |
    | TRN-R01 | <6> |

    **Fails**

    Risks:
    | ID | Action due |
    | --- | --- |
    | TRN-R01 | <mid Jan> |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 13 Nov 2026 |
    | TRN-M02 | "13.11.26" |

    Money:
    | ID | Forecast outturn |
    | --- | --- |
    | TRN-F01 | "£50.4m" |

    Risks:
    | ID | Likelihood |
    | --- | --- |
    | TRN-R01 | 5 |
    """
    for found in unread(programme, Unreadable.WRONG_KIND):
        then, says = consequence(found.cell, found.column), found.column.kind.says
        what = says.partition(", such as")[0]
        words = {"column": found.column.title, "text": found.text, "what": what, "says": says}
        may_be = found.column.need is Need.OPTIONAL and title_key(found.cell.sheet) != _THRESHOLDS
        may_be = may_be and found.column.name not in _WANTED
        blank = ", or leave it blank" if may_be else ""
        yield hit(found.cell, severity=None, else_blank=blank, then=then, **words)


@rule(
    "WB03",
    Severity.ERROR,
    '{column} says "{text}", but it must be filled.',
    "Fill it in: {help}{then}",
    on_reading=True,
)
def required_cell_says_nothing(programme: Programme) -> Iterator[Hit]:
    """A required cell does not hold a word for nothing, such as n/a.

    Where the answer truly is nothing the column says so, or is not required.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <n/a> |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | n/a |
    """
    protected = Protected.of(programme)
    for submission in programme.submissions:
        for blank in submission.blanks:
            if blank.filler:
                then, column = consequence(blank.cell, blank.column), blank.column
                text = protected.quoted(blank.cell, column, blank.filler)
                yield hit(blank.cell, column=column.title, text=text, help=column.help, then=then)


@rule(
    "WB04",
    Severity.ERROR,
    '{column} says "{text}", which is not in its list.',
    "{meant}Choose {says}.{then}",
    brings={"WB04": Reach.CELL},
    on_reading=True,
)
def value_not_in_list(programme: Programme) -> Iterator[Hit]:
    """A cell with a pull-down holds a value from its list.

    Any other word, however clear, is not counted with the rows that mean the same. One word in several cells of a
    column is told once.

    **Fails**

    Milestones:
    | ID | Phase | Key |
    | --- | --- | --- |
    | TRN-M01 | <Go-live> | <Maybe> |

    **Passes**

    Milestones:
    | ID | Phase | Key |
    | --- | --- | --- |
    | TRN-M01 | ROLLOUT | y |
    """
    for found, first in with_the_first(unread(programme, Unreadable.NOT_LISTED)):
        kind = found.column.kind
        meant = did_you_mean(found.text, kind.options) if isinstance(kind, Choice) else ""
        then = consequence(found.cell, found.column)
        words = {"column": found.column.title, "text": found.text, "says": kind.says}
        yield hit(found.cell, *first, severity=None, meant=meant, then=then, **words)
