"""Money that is to be carried forward: whether it was agreed, and how much it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.notes.sums import sums_said
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_CARRY = (
    r"(?:carry(?:ing)?[- ](?:it |this |them |the rest )?(?:forward|over)|c/f(?:wd)?|roll(?:ing)?[- ](?:over|forward))"
)
_ASKED = Pattern(
    rf"\b{_CARRY} (?:of (?:the )?(?:rest|underspend|balance) )?(?:(?:request|bid|application|case|paper|proposal"
    r"|decision|approval|agreement|form)s? )?(?:(?:is|are|will|to|be|being|still|now) )*(?:goes|go|due|requested"
    r"|asked|sought|submitted|applied|considered|decided|pending|awaited|awaits|subject to|tbc|tba"
    r"|not (?:yet )?agreed|not confirmed|needs?)\b"
    r"|\b(?:ask(?:ing|ed)?|apply(?:ing)?|request(?:ing|ed)?|seek(?:ing)?|bid(?:ding)?|hop(?:e|es|ing)|propos(?:e|es|ing)"
    r"|await(?:s|ing)?|waiting|subject to|need(?:s)?)\b"
    rf" [^.;]{{0,40}}?\b{_CARRY}(?=\s|$|[.,;:)])"
    rf"|\b{_CARRY}\b[^.;]{{0,40}} to (?:be )?(?:agree|decide|consider|confirm|approve)d?\b"
    rf"|\b{_CARRY}\b[^.;]{{0,40}} (?:to|for) (?:the )?(?:dfe|board|forum|schools forum|cabinet|finance)"
    r" (?:to (?:agree|decide|consider)|in)\b"
    r"|\b(?:paper|report|request|case|bid|proposal|letter)s?\b[^.;]{0,60} to carry\b[^.;]{0,30} forward\b",
    re.IGNORECASE,
)
_SETTLED = Pattern(
    r"(?i)(?<!not )(?<!not yet )(?<!be )(?<!being )(?<!if )(?<!once )(?<!until )(?<!when )\b(?:agreed"
    r"|approved|confirmed|granted|minute\w*)\b"
)


@rule(
    "MN63",
    Severity.QUERY,
    'Carry-forward agreed is Yes, but the Note says "{words}".',
    "Choose No until it is agreed. If it has been, say in the Note by whom and when.",
)
def carried_before_it_is_agreed(programme: Programme) -> Iterator[Hit]:
    """Carry-forward is agreed once somebody has agreed to it.

    A Yes that is a hope takes the colour off an underspend, and a board counts on the money. Asked where the Note
    speaks of a request, a bid or a decision that is still to come, and of none that was taken.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 40000 | <Yes> | Late start; carry-forward request goes to the DfE in January |
    | TRN-F02 | 50000 | 40000 | <Yes> | We will ask the board to carry forward the rest |
    | TRN-F03 | 50000 | 40000 | <Yes> | Paper to the board in December to carry £10k forward |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 40000 | No | Carry-forward request goes to the DfE in January |
    | TRN-F02 | 50000 | 40000 | Yes | Carry-forward of £10,000 agreed by the DfE on 9 April |
    | TRN-F03 | 50000 | 40000 | Yes | Asked to carry forward in May, approved in June |
    | TRN-F04 | 50000 | 40000 | Yes | Late start, moved to 2027-28 |
    """
    for line in programme.each(MoneyLine):
        found = _ASKED.search(line.note or "") if line.carry_forward else None
        if found and not _SETTLED.search(line.note or ""):
            yield hit(line.at("carry_forward"), Related(line.at("note"), "the Note"), words=found[0].strip())


_MOVED = Pattern(rf"(?i)\b(?:{_CARRY}|carry|underspend\w*)\b")
_WORD = Pattern(r"[a-z]{4,20}")
_COMMON = frozenset({
    "carry", "forward", "over", "underspend", "agree", "agreed", "money", "budget", "grant", "this", "that", "from",
    "into", "year", "next", "with", "will", "cost", "costs", "work", "programme", "service", "team", "school",
    "schools", "send", "support", "roll", "request", "remaining", "rest", "high", "needs", "block", "pounds",
})  # fmt: skip
# A sum so near to what is left is the same in round figures.
ROUND = 0.1
MOST_ADDED = 20


@rule(
    "MN64",
    Severity.QUERY,
    "Forecast outturn leaves {left}, but {entry} asks to carry forward {said}.",
    "Bring Forecast outturn up to date, or correct the sum in {entry}: what is asked for is what is left.",
)
def carrying_what_is_not_left(programme: Programme) -> Iterator[Hit]:
    """What a decision is to carry forward is what its line leaves over.

    One of the two is an earlier forecast, and a board agrees to move money that is spent, or loses what it could keep.
    Asked of open decisions and change requests with one sum, where one line of the workstream is of the same work by
    its words, or is the only one whose Note speaks of carrying forward, and neither it, another, nor two of them
    together leave about that sum.

    **Fails**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Specialist equipment | 60000 | <59000> |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | Carry forward the equipment underspend of 9,000 |

    **Fails**

    Money:
    | ID | Line | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Additional therapists | 210000 | <181000> | Under from vacancies. Paper to carry £29k forward. |
    | TRN-F02 | Evaluation | 30000 | 30000 | |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | Carry forward £92k of grant |

    **Passes**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Specialist equipment | 60000 | 51000 |
    | TRN-F02 | Link workers | 40000 | 35000 |

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Carry forward the equipment underspend of £9k | Open |
    | TRN-A02 | Decision needed | Carry forward equipment and link worker underspend of 14,000 | Open |
    | TRN-A03 | Decision needed | Carry forward £3,000 of equipment money | Closed |
    | TRN-A04 | Decision needed | Carry forward up to £2,000 of the equipment underspend | Open |
    | TRN-A05 | Decision needed | Buy equipment for £9,500 | Open |
    | TRN-A06 | Decision needed | Carry forward £92k of grant | Open |
    """
    for submission in programme.submissions:
        lines = submission.all(MoneyLine)
        asked = (one for one in submission.all(LogEntry) if one.kind in _DECIDED and one.status is not LogStatus.CLOSED)
        for entry in asked if lines else ():
            found = _unlike(entry, [line for line in lines if line.workstream == entry.workstream])
            if found:
                line, said = found
                gap = line.budget - line.outturn
                left = f"{pounds(gap)} of the budget" if gap > 0 else "nothing of the budget"
                related = Related(entry.at("what"), "the decision")
                yield hit(line.at("outturn"), related, left=left, entry=entry.id, said=pounds(said))


_DECIDED = frozenset({LogKind.DECISION, LogKind.CHANGE_REQUEST})
_A_PART = Pattern(r"(?i)\b(?:up to|at most|part|some|half|of (?:the|its|our) (?:£|\d)|about half|a third|first)\b")


def _says_carried(note: str) -> bool:
    return "carr" in note.casefold() and "forward" in note.casefold()


def _unlike(entry: LogEntry, lines: Sequence[MoneyLine]) -> tuple[MoneyLine, float] | None:
    """The one line that an entry would carry forward by its words, and a sum that neither it nor others leave."""
    text = entry.what or ""
    sums = sums_said(text) if _MOVED.search(text) and not _A_PART.search(text) else []
    words = frozenset(_WORD.findall(text.casefold())) - _COMMON
    about = [
        line for line in lines if line.id in text or words & frozenset(_WORD.findall((line.name or "").casefold()))
    ]
    about = about or [line for line in lines if _says_carried(line.note or "")]
    if len(sums) != 1 or len(about) != 1 or len(lines) > MOST_ADDED:
        return None
    gaps = [line.budget - line.outturn for line in lines]
    like = [*gaps, sum(gaps), *(one + other for place, one in enumerate(gaps) for other in gaps[:place])]
    if any(abs(one - sums[0]) <= ROUND * sums[0] for one in like):
        return None
    return about[0], sums[0]


@rule(
    "MN81",
    Severity.QUERY,
    "Carry-forward agreed is Yes, but {entry}, which is open, asks what becomes of the underspend.",
    "Choose No until it is decided. If it has been, close {entry}, and say in the Note by whom and when.",
)
def carried_while_it_is_asked(programme: Programme) -> Iterator[Hit]:
    """Carry-forward is agreed once no decision on the money is open any more.

    A Yes takes the colour off an underspend. Asked of a line whose Note tells of no agreement, where one open decision
    or change request of its workstream speaks of the underspend or of carrying money forward, and this is the only line
    of it that leaves something over, or the decision names it.

    **Fails**

    Money:
    | ID | Line | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Assistants | 42500 | 24300 | <Yes> | Second post unfilled |
    | TRN-F02 | Training | 9000 | 9200 | No | |

    Issues and decisions:
    | ID | Kind | What | What happens if not |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | May the post be converted to hours? | An underspend of about £18,000 persists |

    **Passes**

    Money:
    | ID | Line | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Assistants | 42500 | 24300 | Yes | Agreed by the DfE on 9 October |
    | OUT-F01 | Coaches | 42500 | 24300 | Yes | |

    Issues and decisions:
    | ID | Workstream | Kind | What | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | TRN | Decision needed | Carry the underspend forward | Open |
    | OUT-A01 | OUT | Decision needed | Carry the underspend forward | Closed |
    """
    for submission in programme.submissions:
        lines = [line for line in submission.all(MoneyLine) if line.outturn < line.budget]
        for line in lines:
            if not line.carry_forward or _SETTLED.search(line.note or ""):
                continue
            alone = not any(other is not line and other.workstream == line.workstream for other in lines)
            for entry in submission.all(LogEntry):
                text = f"{entry.what or ''}. {entry.otherwise or ''}"
                is_asked = entry.kind in _DECIDED and entry.status is not LogStatus.CLOSED
                of_it = entry.workstream == line.workstream and (alone or line.id in text)
                if is_asked and of_it and _MOVED.search(text):
                    yield hit(line.at("carry_forward"), Related(entry.at("what"), "the decision"), entry=entry.id)
                    break
