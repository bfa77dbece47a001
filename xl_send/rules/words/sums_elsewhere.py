"""Sums of money in texts, against the same sum in a cell or in other texts: a digit mistyped, two exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import with_digits_turned
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.notes.sums import SUM, sum_said, sums_said
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme, Submission

_WORD = Pattern(r"[a-z]{4,20}")
_COMMON = frozenset({
    "this", "that", "from", "with", "will", "year", "years", "month", "months", "january", "february", "march", "april",
    "june", "july", "august", "september", "october", "november", "december", "cost", "costs", "money", "fund", "funds",
    "funding", "paid", "grant", "budget", "agree", "spend", "more", "than", "service", "team", "send", "support",
    "high", "school", "schools", "pounds", "needs", "block", "forecast", "overspend", "underspend", "programme", "lead",
    "work", "officer", "manager", "other", "over", "under", "staff",
})  # fmt: skip
AT_LEAST, ROUND = 1000, 0.011

_Figure = tuple[float, Cell, str, str]


@rule(
    "MN71",
    Severity.QUERY,
    "The words under {column} speak of {said}, but {record} ({name}) has {figure}: two digits seem to be exchanged.",
    "Look the sum up, and correct the one that is wrong. If they are of different things, say so.",
    brings={"MN31": Reach.CELL},
)
def sum_with_digits_exchanged(programme: Programme) -> Iterator[Hit]:
    """A sum in a text is that of its line, to the last digit.

    A board agrees to the sum that it reads. Asked where no figure of the workbook's money is about the sum that a
    text gives, and one of a line that shares a word with the text, or with the title of the KPI whose commentary it is,
    is it with two neighbouring digits exchanged: a budget, a cost, or what a line is over or under by.

    **Fails**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Bridge, April to August | 96000 | 96000 |

    Risks:
    | ID | Risk | Controls in place |
    | --- | --- | --- |
    | TRN-R01 | Because the grant ends, hubs may close | <Bridge costed at 69000 pounds> |

    **Fails**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Independent specialist colleges | 3300000 | 3361000 |

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Independent specialist college spend | Pounds | <One appeal lost, full year effect £16k.> |

    **Passes**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Bridge, April to August | 96000 | 96000 |
    | TRN-F02 | Equipment | 69500 | 69000 |
    | TRN-F03 | Rooms | 58000 | 58000 |

    Risks:
    | ID | Risk | Controls in place |
    | --- | --- | --- |
    | TRN-R01 | Because the grant ends, hubs may close | Bridge costed at £96k |
    | TRN-R02 | Because the grant ends, hubs may close | Bridge or equipment, £69,000 |
    | TRN-R03 | Because the grant ends, hubs may close | Minibus costed at £85,000 |
    """
    for submission in programme.submissions:
        figures = [one for one in _figures(submission) if abs(one[0]) >= AT_LEAST]
        for record, name, text in speaking_texts(submission) if figures else ():
            for said in sums_said(text):
                found = _turned(said, text, record, figures) if said >= AT_LEAST else None
                if found:
                    value, cell, line, words = found
                    at = record.at(name)
                    yield hit(
                        at, Related(cell, "the figure"), column=at.column, said=pounds(said), record=line, name=words,
                        figure=pounds(value),
                    )  # fmt: skip
                    break


def _figures(submission: Submission) -> Iterator[_Figure]:
    """Every sum of money in a cell of a workbook, with its row and the row's name."""
    for line in submission.all(MoneyLine):
        for name in ("budget", "outturn", "spent"):
            yield getattr(line, name) or 0.0, line.at(name), line.id, line.name or ""
        yield abs(line.outturn - line.budget), line.at("outturn"), line.id, line.name or ""
    for person in submission.all(Resource):
        yield person.cost or 0.0, person.at("cost"), person.id, person.role or person.who


def _turned(said: float, text: str, record: Record, figures: Sequence[_Figure]) -> _Figure | None:
    """The figure of a line of which a text speaks that a sum is with two digits exchanged; None where it is another."""
    if any(abs(said - abs(value)) <= ROUND * said for value, *_ in figures):
        return None
    turned = frozenset(with_digits_turned(said))
    title = (record.name or "") if isinstance(record, Kpi) else ""
    words = frozenset(_WORD.findall(f"{text} {title}".casefold())) - _COMMON
    own = getattr(record, "id", "")
    for figure in figures:
        value, _, line, name = figure
        shared = line in text or line == own or words & frozenset(_WORD.findall(name.casefold()))
        if value in turned and shared:
            return figure
    return None


_OVERSPENT = Pattern(
    rf"\b(?:overspen\w+|deficit|shortfall|funding gap|pressure)(?: (?:of|is|now|forecast|at|about|by))* (?P<sum>{SUM})"
    rf"|(?P<said>{SUM}) (?:forecast |high needs )?(?:overspend|deficit|shortfall|over)\b"
    r"(?! (?:\w+ )?(?:years?|months?|terms?|weeks?|the (?:summer|winter|year)))",
    re.IGNORECASE,
)
_OF_ANOTHER_TIME = Pattern(
    r"(?i)\b(?:was|were|last|previous|prior|from|earlier|down|up|of which|p\d{1,2}|q[1-4]|20\d\d[-/]\d\d|by 20\d\d|if"
    r"|would|next year|cumulative|reduc\w*|target)\b"
)
_AS_WRITTEN = Pattern(r"(\d[\d,]*)(\.\d+)? ?(k|m|thousand|million)?", re.IGNORECASE)
# Two texts that agree outweigh one.
AGREE, ALIKE = 2, 2


class _Overspend(NamedTuple):
    """An overspend that a text gives: where, as it is written, what it comes to, and the words of the text."""

    cell: Cell
    written: str
    value: float
    words: frozenset[str]
    is_dated: bool


@rule(
    "MN72",
    Severity.QUERY,
    "The words under {column} speak of {said}, but {number} other texts of this workbook say {others}.",
    "Look the sum up, and write the same everywhere. If it is another overspend, or of another month, say so.",
)
def overspend_of_another_digit(programme: Programme) -> Iterator[Hit]:
    """An overspend of which several texts speak is the same in all.

    What the top of a return says is what is read out. Asked where one text gives an overspend, a deficit or a shortfall
    that differs in one digit, or in two exchanged, from what two others give, shares words with one of them, and is the
    difference of no money line.

    **Fails**

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | Red | <High needs block forecast overspend 0.3m; works are late> |

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | High needs forecast 1.3m over |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | High needs block forecast 1.3m over at P7 |

    **Passes**

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | Red | High needs block forecast overspend 0.3m at P5; works are late |

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | High needs forecast 1.3m over |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | High needs block forecast 1.3m over at P7 |
    | TRN-A02 | Transport contracts 0.3m over |
    | TRN-A03 | High needs block deficit of 4.6m |
    """
    for submission in programme.submissions:
        said = list(_overspends(submission))
        gaps = [abs(line.outturn - line.budget) for line in submission.all(MoneyLine)] if len(said) > AGREE else []
        for one in said:
            others = [other for other in said if _is_slip(one, other)]
            values = {other.value for other in others}
            beside = [other for other in said if other.value in values]
            known = one.is_dated or len(values) != 1 or any(other.value == one.value for other in said if other != one)
            shares = any(len(one.words & other.words) >= ALIKE for other in beside)
            if len(beside) >= AGREE and shares and not known and not any(_is_about(one.value, gap) for gap in gaps):
                related = [Related(other.cell, "the other") for other in beside]
                yield hit(
                    one.cell, *related, column=one.cell.column, said=one.written, number=len(beside),
                    others=beside[0].written,
                )  # fmt: skip


def _is_about(one: float, other: float) -> bool:
    return abs(one - other) <= max(one, other) / 10


def _overspends(submission: Submission) -> Iterator[_Overspend]:
    """Each text's one overspend in a sum."""
    for record, name, text in speaking_texts(submission):
        found = list(_OVERSPENT.finditer(text))
        if len(found) == 1:
            written = (found[0]["sum"] or found[0]["said"]).strip()
            words = frozenset(_WORD.findall(text.casefold()))
            dated = _OF_ANOTHER_TIME.search(text) is not None
            yield _Overspend(record.at(name), written, sum_said(written), words, dated)


def _is_slip(one: _Overspend, other: _Overspend) -> bool:
    """Whether two sums are written alike but for one digit, or two neighbouring ones exchanged."""
    first, second = _AS_WRITTEN.search(one.written), _AS_WRITTEN.search(other.written)
    if first is None or second is None or one.value == other.value:
        return False
    alike = len(first[2] or "") == len(second[2] or "") and (first[3] or "").casefold() == (second[3] or "").casefold()
    left, right = ((found[1] + (found[2] or "")).replace(",", "") for found in (first, second))
    if not alike or len(left) != len(right):
        return False
    unlike = [place for place in range(len(left)) if left[place] != right[place]]
    if len(unlike) == 1:
        return True
    return len(unlike) == AGREE and all(left[a] == right[b] for a, b in (unlike, unlike[::-1]))
