"""Parts of a line's money that its Note lists, against its budget."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.money import says_why_little
from xl_send.analysis.notes.sums import SUM, sum_said
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_PART = Pattern(rf"(?i)({SUM})")
_BETWEEN = Pattern(r"(?i)[,;.+]\s|\band\b|\bplus\b|&")
_OTHERWISE = Pattern(
    r"(?i)\b(?:over|under|less|fewer|of which|was|were|per|each|a (?:month|week|year|day|term|place)|from|left|carr\w+"
    r"|includ\w*|20\d\d|next year|so far|paid|spent|claimed|to date|up to|if|saved|savings?|rest|remain\w*|added|extra"
    r"|approx\w*|about|vired|moved|underspen\w*|overspen\w*|forecast|budget\w*)\b|[-\u2013\u2212x\u00d7@*]\s?£"
)
_TWO, FAR = 2, 0.25


@rule(
    "MN91",
    Severity.QUERY,
    "Budget is {budget}, but the parts that the Note lists come to {sum}{forecast}.",
    "Correct Budget, or the parts in the Note: what is left over between them is nobody's.",
    brings={"MN82": Reach.ROW, "MN11": Reach.NAMED},
)
def budget_unlike_its_parts(programme: Programme) -> Iterator[Hit]:
    """A budget is what the parts come to that its Note lists.

    With two digits exchanged a line asks for money that nothing is planned for. Asked where a Note lists two sums or
    more, of a thing each and of nothing else, and Budget is of the same digits in another order, or ten times that; or
    where the forecast is what they come to, Budget is a quarter more or less, and no reason is given.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | <53000> | 35000 | £20,000 cover, £9,000 bridging days and £6,000 printing |
    | TRN-F02 | <53000> | 53000 | £20,000 cover, £9,000 bridging days and £6,000 printing |
    | TRN-F03 | <60000> | 35000 | Cover £20,000; printing £15,000 |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 35000 | 35000 | £20,000 cover, £9,000 bridging days and £6,000 printing |
    | TRN-F02 | 48000 | 48000 | £20,000 cover and £9,000 bridging days |
    | TRN-F03 | 60000 | 35000 | Cover £20,000; printing £15,000; second hub cancelled |
    | TRN-F04 | 53000 | 53000 | £20,000 paid, £15,000 so far for printing |
    | TRN-F05 | 38000 | 35000 | £20,000 cover, £15,000 printing |
    """
    for line in programme.each(MoneyLine):
        note = line.note or ""
        parts = [sum_said(found) for found in _PART.findall(note)] if note and line.budget > 0 else []
        whole = sum(parts)
        if len(parts) < _TWO or whole in (line.budget, 0) or _OTHERWISE.search(note) or not _are_parts(note, parts):
            continue
        as_forecast = whole == line.outturn
        far = as_forecast and abs(line.budget - whole) >= FAR * line.budget and not says_why_little(note)
        if far or ((as_forecast or line.outturn == line.budget) and _is_a_slip(line.budget, whole)):
            related = [Related(line.at("note"), "the Note"), Related(line.at("outturn"), "the forecast outturn")]
            forecast = ", which is what is forecast" if as_forecast else ""
            yield hit(line.at("budget"), *related, budget=pounds(line.budget), sum=pounds(whole), forecast=forecast)


def _are_parts(note: str, parts: list[float]) -> bool:
    """Whether each sum of a Note stands in a clause of its own, with words of what it is for."""
    clauses = [clause for clause in _BETWEEN.split(note) if _PART.search(clause)]
    return len(clauses) == len(parts) and all(any(map(str.isalpha, _PART.sub("", clause))) for clause in clauses)


def _is_a_slip(typed: float, meant: float) -> bool:
    """Whether one sum is another with its digits in another order, or with a nought too many or too few."""
    return typed in (meant * 10, meant / 10) or sorted(f"{typed:.0f}") == sorted(f"{meant:.0f}")
