"""Sums of money that a decision or a row of totals gives, against the lines that they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import with_digits_turned
from xl_send.analysis.notes.sums import sums_said
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.cells import row_number
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.sheets_seen import Aside, AsideKind
from xl_send.workbook.submissions import Programme, Submission

_ID = Pattern(r"\b[A-Z]{2,5}-[PF]\d{1,4}\b")
_WORD = Pattern(r"[a-z]{4,20}")
# A sum within so much of a line's is the same in round figures, and one further off than this is of something else.
ROUND, FURTHEST = 0.03, 0.5
# So many words in common tell that a decision is about a line.
IN_COMMON = 2
_COMMON = frozenset({
    "this", "that", "from", "with", "will", "year", "years", "month", "months", "january", "february", "march", "april",
    "june", "july", "august", "september", "october", "november", "december", "cost", "costs", "money", "fund", "funds",
    "funding", "paid", "grant", "budget", "agree", "spend", "more", "than", "service", "team", "send", "support",
    "school", "schools",
})  # fmt: skip
# What a sum is where it is not what the work costs in the year of its line.
_OF_ANOTHER = Pattern(
    r"(?i)\b(?:extra|additional|further|more|less|another|top[- ]up|uplift|up to|at most|from £|reduc\w*|increase\w*"
    r"|cut|sav(?:e|es|ing|ings)|each|share|half|third|quarter|contribut\w*|bids?|quotes?|tenders?|remain\w*|balance|extend"
    r"|over \w+ (?:years?|terms?|months?)|a (?:day|week|month|term)|per \w+|20\d\d[-/]\d\d|mov(?:e|es|ing)"
    r"|transfer\w*|vire\w*|full[- ]year)\b|£[\d,.]+[km]? (?:of|from)\b"
)
# Of more lines no two are added up.
MOST_ADDED = 40

_Line = tuple[str, str, float, Cell]


@rule(
    "MN31",
    Severity.QUERY,
    "The words under {column} speak of {said}, but {line} ({name}) comes to {amount}.",
    "Write the sum that is to be decided, here and on {line}. If they are of different things, say so.",
)
def sum_unlike_its_line(programme: Programme) -> Iterator[Hit]:
    """What a decision is said to cost is what its line costs.

    A board agrees to the sum that it reads. Asked of open decisions and change requests in pounds, where the text names
    a line of Resources or Money, or is of the same work by its words, and no line of the workstream comes to that sum.
    A sum that is more or less by so much, a part or a share, that is moved, a bid, a limit, or of a full year or other
    years is not asked about.

    **Fails**

    Resources:
    | ID | Role | Cost (pounds) |
    | --- | --- | --- |
    | TRN-P01 | Locum educational psychologists | 205000 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | <Pay for two locum educational psychologists (£250k)> |
    | TRN-A02 | Decision needed | <Agree TRN-P01 at £250,000> |
    | TRN-A03 | Decision needed | <Agree the locum educational psychologists, 250,000 pounds from April> |

    **Passes**

    Resources:
    | ID | Role | Cost (pounds) |
    | --- | --- | --- |
    | TRN-P01 | Locum educational psychologists | 205000 |
    | TRN-P02 | Link workers | 48000 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | Pay for two locum educational psychologists (about £205k) |
    | TRN-A02 | Decision needed | Agree the £30,000 that the new playground needs |
    | TRN-A03 | Decision needed | Pay for locum psychologists and link workers (£253,000) |
    | TRN-A04 | Decision needed | Pay locum educational psychologists £12,000 more than TRN-P01 |
    | TRN-A05 | Decision needed | Pay for locum educational psychologists: a further £150,000 |
    | TRN-A06 | Decision needed | Pay for locum educational psychologists (£250,000 over two years) |
    | TRN-A07 | Decision needed | Move £150,000 from locum educational psychologists |
    | TRN-A08 | Decision needed | Use £150,000 of TRN-P01 for the spring term |
    """
    for submission in programme.submissions:
        lines = list(_lines(submission))
        asked = (entry for entry in submission.all(LogEntry) if entry.kind in _DECIDED and entry.what)
        for entry in asked if lines else ():
            if entry.status is LogStatus.CLOSED:
                continue
            found = _unlike(entry, [line for line in lines if line[0].startswith(f"{entry.workstream}-")])
            if found:
                said, (name, words, amount, cell) = found
                column = entry.at("what").column
                beside = Related(cell, "the line")
                what, is_, comes = entry.at("what"), pounds(said), pounds(amount)
                yield hit(what, beside, column=column, line=name, name=words, said=is_, amount=comes)


_DECIDED = frozenset({LogKind.DECISION, LogKind.CHANGE_REQUEST})


def _lines(submission: Submission) -> Iterator[_Line]:
    for line in submission.all(Resource):
        if line.cost:
            yield line.id, line.role or line.who, line.cost, line.at("cost")
    for money_line in submission.all(MoneyLine):
        yield money_line.id, money_line.name or "", money_line.budget, money_line.at("budget")


def _unlike(entry: LogEntry, lines: list[_Line]) -> tuple[float, _Line] | None:
    """The one sum of a text that is unlike the one line that it is about."""
    text = entry.what or ""
    sums, named = sums_said(text), frozenset(_ID.findall(text))
    if len(sums) != 1 or _OF_ANOTHER.search(text):
        return None
    about = [line for line in lines if line[0] in named]
    like = [line[2] for line in about]
    if not about:
        about = [line for line in lines if _shares_words(text, line[1])]
        like = list(_totals(lines)) if len(about) == 1 else []
    if len(about) != 1 or not about[0][2] or abs(sums[0] / about[0][2] - 1) > FURTHEST:
        return None
    return None if any(_alike(sums[0], one) for one in like) else (sums[0], about[0])


def _totals(lines: list[_Line]) -> Iterator[float]:
    """What lines come to: each, every two together, and all."""
    amounts = [line[2] for line in lines]
    yield from amounts
    if len(amounts) <= MOST_ADDED:
        yield from (one + other for place, one in enumerate(amounts) for other in amounts[place + 1 :])
    yield sum(amounts)


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= ROUND * max(one, other)


def _shares_words(text: str, name: str) -> bool:
    words = frozenset(_WORD.findall(name.casefold())) - _COMMON
    return len(words & frozenset(_WORD.findall(text.casefold()))) >= min(IN_COMMON, len(words) or IN_COMMON)


_WHOLE = Pattern(r"(?i)(?:(?:grand|overall) )?totals?|sum")
# A total is given in round figures at times.
_ROUNDED = 1 / 1000


@rule(
    "MN34",
    Severity.QUERY,
    "The total of {column} is {total}, but its lines come to {sum}, {apart}.",
    "{meant}Look up the lines: one may be mistyped, or missing. If all are right, correct the total.",
    on_reading=True,
)
def total_unlike_its_lines(programme: Programme) -> Iterator[Hit]:
    """A row of totals gives what the lines above it come to.

    Nothing is computed from it, but it was added up when all was right: where the lines come to something else, one of
    them was changed, lost or mistyped since. Asked where every line of the sheet was read and stands above the one row
    called Total, and no row is hidden. A line that makes up the difference with two digits changed about, or a nought
    more or less, is named.

    **Fails**

    Money, as it lies:
    | ID | Workstream | Line | Funding | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | Link workers | Grant | 2026-27 | 46000 | 46000 |
    | TRN-F02 | TRN | Supply cover | Grant | 2026-27 | 18000 | 18000 |
    | Total | | | | | <82000> | 64000 |

    **Passes**

    Money, as it lies:
    | ID | Workstream | Line | Funding | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | Link workers | Grant | 2026-27 | 46000 | 46000 |
    | TRN-F02 | TRN | Supply cover | Grant | 2026-27 | 18010 | 18000 |
    | Total | | | | | 64000 | 64000 |
    """
    for submission in programme.submissions:
        sheets: tuple[type[MoneyLine | Resource], ...] = (MoneyLine, Resource)
        for record in sheets:
            totals = [one for one in submission.asides if _is_total_of(one, submission, record)]
            if len(totals) == 1 and submission.whole(record) and _WHOLE.fullmatch(totals[0].text.strip(" :")):
                yield from _off(totals[0], submission.all(record))


def _is_total_of(aside: Aside, submission: Submission, record: type[Record]) -> bool:
    seen = submission.seen.get(record)
    # Of a filtered table Excel's own total is that of the rows that show.
    on_it = seen is not None and aside.cell.sheet == seen.table.sheet and not seen.hidden_rows
    return on_it and aside.kind is AsideKind.TOTAL


def _off(total: Aside, lines: Sequence[MoneyLine | Resource]) -> Iterator[Hit]:
    """The figures of a row of totals that the lines above it do not come to."""
    number = row_number(total.cell.address)
    for name, cell, given in total.figures:
        kept = {line.id: getattr(line, name) or 0.0 for line in lines}
        apart = given - sum(kept.values())
        if name not in _ADDED_UP or not lines or any(line.row > number for line in lines):
            continue
        if abs(apart) <= max(1.0, abs(given) * _ROUNDED):
            continue
        suspects = [
            (line, value)
            for line in lines
            for value in _mistyped_from(kept[line.id])
            if abs(value - kept[line.id] - apart) <= 1
        ]
        meant, beside = "", [Related(line.at(name), line.id) for line, _ in suspects[:1] if len(suspects) == 1]
        if beside:
            line, value = suspects[0]
            meant = f"{line.id} has {pounds(kept[line.id])}: was {pounds(value)} meant? "
        less = f"{pounds(abs(apart))} {'less' if apart > 0 else 'more'}"
        told, added = pounds(given), pounds(sum(kept.values()))
        yield hit(cell, *beside, column=cell.column, total=told, sum=added, apart=less, meant=meant)


def _mistyped_from(value: float) -> Iterator[float]:
    """What may have been meant: two digits changed about, a nought more or less, or the other sign."""
    yield from with_digits_turned(value)
    yield from (value * 10, value / 10, -value) if value else ()


_ADDED_UP = frozenset({"budget", "spent", "outturn", "cost"})
