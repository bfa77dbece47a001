"""How far a money line's Note says that it is over or under its budget, against its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.notes.money import says_who_pays
from xl_send.analysis.notes.sides import side_said, taken_off_said
from xl_send.analysis.notes.sums import SUM, sum_said, sums_said
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_SHARES = {**{word: number for number, word in enumerate(_UNITS, 1)}, **_TENS}
_SHARE = rf"(\d{{1,3}}(?:\.\d+)?|{'|'.join(_SHARES)}) ?(?:%|per ?cent)"
_BUDGET = r"(?: (?:the |its |this )?budget)?"
_OF_BUDGET = Pattern(
    rf"\b{_SHARE} (over|under|above|below)"
    rf"(?:[ -]?spen\w*)?{_BUDGET}(?=\s*(?:$|[.,;:(])| (?:because|due|owing|on|as)\b)",
    re.IGNORECASE,
)
# "Over by four per cent", "overspend of 4%".
_BY_SHARE = Pattern(
    rf"\b(over|under)(?:[ -]?spen\w*)?{_BUDGET} (?:of|by) (?:about |some |around )?{_SHARE}"
    r"(?=\s*(?:$|[.,;:(])| (?:because|due|owing|on|as)\b)",
    re.IGNORECASE,
)
# "+12%", with which a Note opens.
_SIGNED = Pattern(
    r"([+\u2212-]) ?(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)(?: (?:on|of|against|v) budget)?(?=\s*(?:$|[.,;:(]))"
)
_BY_POUNDS = Pattern(
    rf"({SUM})(?: pounds)? (?:forecast |projected |expected )?"
    r"(over|under)(?:[ -]?spen[dt]|[ -]?spending|(?: the| its)? budget)?"
    # What follows may tell of another measure: "£30k over three years", "£570k over the tender".
    r"(?=\s*(?:$|[.,;:()\u2013-])| (?:because|due|owing|on|as|for|in|at|so|after|since|with|where)\b)",
    re.IGNORECASE,
)
# "Overspend of £8,000", "will overspend by £8k", "over by 8,000".
_SPENT_BY = Pattern(
    rf"\b(over|under)(?:[ -]?spen(?:d|ds|t|ding))?{_BUDGET} (?:of|by) (?:about |some |around )?({SUM})(?: pounds)?"
    r"(?=\s*(?:$|[.;:(]|,(?!\d))| (?:because|due|owing|on|as|(?:is |now )?(?:expected|forecast|likely))\b)",
    re.IGNORECASE,
)
# What comes on top of what was planned: "extra test load £6.5k".
_EXTRA = Pattern(
    rf"\b(?:extra|additional|unplanned|unbudgeted|unforeseen)(?: [a-z-]+){{0,4}},?:? (?:of |at |costs? )?({SUM})"
    rf"|({SUM})(?: pounds)? (?:extra|more|additional|unplanned|unbudgeted)\b"
    r"(?! (?:grant|income|funding|from|than|budget|a|per|each))",
    re.IGNORECASE,
)
# What no budget has foreseen: "asbestos removal 12k".
_SURPRISE = Pattern(
    rf"\b(?:asbestos|contaminat\w*|ground conditions|unforeseen|flood(?: damage)?|variations?|overruns?|surcharges?"
    rf"|compensation events?|emergency repairs?)(?: [a-z-]+){{0,3}},?:? ({SUM})",
    re.IGNORECASE,
)
_HAS_IT = Pattern(
    r"(?i)\b(?:includ\w*|allow\w*|within|absorb\w*|added|approved|agreed|budgeted|sav\w*|less|fewer|cheaper|refund\w*"
    r"|recover\w*|claim\w*|insur\w*|already|next year|from (?:april|20\d\d)|up to|if|may be|could|would|was|were)\b"
)
# What a Note says of a line that keeps to its budget.
_ON_BUDGET = Pattern(
    r"(?:forecast |projected |expected |all )*(?:to be |is )?on budget(?=\s*(?:$|[.,;:(]))",
    re.IGNORECASE,
)
_OF_A_PART = Pattern(
    r"(?i)%|\b(?:last|previous|carried|offset\w*|avoid\w*|20\d\d|rest|but|part|partly|some|earlier|q[1-4])\b"
)
_OF_ANOTHER_TIME = Pattern(
    r"(?i)\b(?:offset\w*|part|partly|some|used|carried|was|were|had|since|rest|back|of which|earlier|(?:last|previous"
    r"|prior) (?:year|quarter"
    r"|month)|q[1-4]|20\d\d[-/]\d\d)\b"
)
# What is left goes on to another year, all of it: how much that is was said before.
_GOES_ON = Pattern(
    r"(?i)\b(?:it|this|that|which|the (?:rest|underspend|balance|money)) (?:all )?(?:(?:now|will|is|has been|to|be) )*"
    r"(?:go(?:es)?|moves?|moved|carried|rolls?|rolled|spent) (?:forward |over |on )?(?:in ?to|to|in) "
    r"(?:next (?:financial )?year|20\d\d[-/]\d\d)\b"
)
NEAR_SHARE, NEAR_SUM, OFF_BUDGET = 0.011, 0.1, 0.05


@rule(
    "MN32",
    Severity.QUERY,
    'The Note says "{words}", but the line is forecast to be {stands}.',
    "Bring the Note up to date, or correct Budget and Forecast outturn. Readers take the Note for the reason.",
)
def note_of_another_overspend(programme: Programme) -> Iterator[Hit]:
    """How far a Note says that a line is over or under its budget is what the figures say.

    One of the two is last quarter's. A percentage is read to the nearest point, a sum to a tenth. What a Note says of
    another time or measure, of part of the line, or of two sums that offset one another, is not asked about, nor are
    sums that come to it together. A Note that begins with "on budget" and gives no figure is asked about where the line
    is more than 5% off, one that puts the line over or under it in words where the forecast is on the other side or
    keeps to the budget, one that tells of an extra sum where the line is not over by that, and one that takes off from
    the work, and gives no other reason, where the line is over.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 51000 | <Twelve per cent over: higher fees> |
    | TRN-F02 | 50000 | 60000 | <£4,000 overspend on agency staff> |
    | TRN-F03 | 50000 | 50000 | <Will overspend by £8k> |
    | TRN-F05 | 50000 | 60000 | <Forecast to be on budget> |
    | TRN-F06 | 50000 | 50000 | <Slightly over as more staff came than booked> |
    | TRN-F07 | 50000 | 52000 | <A gap in October gives a small underspend> |
    | TRN-F08 | 50000 | 50000 | <Two start later than costed> |
    | TRN-F09 | 50000 | 53500 | <Extra test load £5.5k> |
    | TRN-F10 | 50000 | 50000 | <Asbestos removal 12k> |
    | TRN-F11 | 60000 | 60000 | <The price came in at 78,000, so we expect to be 18,000 over> |
    | TRN-F12 | 50000 | 56000 | <Over by four per cent: one more locum> |
    | TRN-F17 | 79100 | 69900 | <£2,000 under: began late. The board agreed that it goes to 2027-28.> |

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 50400 | <+12%. See R01.> |

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F13 | 38000 | 40000 | <Fewer mediations than contract> |
    | TRN-F14 | 4000 | 4500 | <Room and trainer, 2nd day dropped> |
    | TRN-F15 | 38000 | 36000 | <More mediations than in the contract> |
    | TRN-F16 | 42500 | 45000 | <Second post unfilled since September.> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 56000 | Twelve per cent over: higher fees |
    | TRN-F02 | 50000 | 60000 | £10k overspend on agency staff |
    | TRN-F03 | 50000 | 60000 | Fees are 5% above last year's |
    | TRN-F04 | 50000 | 51000 | Agency rates 12% above inflation |
    | TRN-F05 | 50000 | 48000 | £4,000 over on agency staff, £6,000 under on training |
    | TRN-F06 | 50000 | 60000 | Includes £6k of last spring's fees, and £4k over on agency |
    | TRN-F07 | 50000 | 60000 | £30k over three years, £10k of it in this one |
    | TRN-F08 | 50000 | 56000 | The quote came in £9k over the first estimate |
    | TRN-F09 | 50000 | 42000 | £12k under on pay, partly used for training |
    | TRN-F11 | 50000 | 52500 | On budget |
    | TRN-F12 | 50000 | 50000 | Overspend of £8,000 met from reserves |
    | TRN-F13 | 50000 | 50100 | Slightly over as more staff came than booked |
    | TRN-F14 | 50000 | 50000 | Two start later than costed, agency covers |
    | TRN-F15 | 50000 | 50000 | Might go slightly over if the audit is late |
    | TRN-F16 | 50000 | 50000 | Underspend on travel is used for cover |
    | TRN-F17 | 50000 | 55000 | Extra test load £5.5k |
    | TRN-F30 | 18000 | 19100 | The second round cost £1,100 more (6.1 per cent). |
    | TRN-F18 | 50000 | 50000 | Includes asbestos removal 12k |
    | TRN-F19 | 50000 | 50000 | Extra £5k agreed by Schools Forum |
    | TRN-F20 | 50000 | 50000 | The pilot is over |
    | TRN-F21 | 50000 | 50000 | Sept to Mar, seven months |
    | TRN-F22 | 50000 | 50000 | Was slightly over last year |
    | TRN-F23 | 50000 | 54000 | Spring day cancelled late, the hall charged us all the same |
    | TRN-F24 | 50000 | 54000 | One post vacant, agency cover |
    | TRN-F25 | 50000 | 46000 | Portuguese added in October |
    | TRN-F26 | 50000 | 52000 | More mediations than contract |
    | TRN-F27 | 50000 | 47000 | Second day dropped |
    | TRN-F28 | 71900 | 69900 | £2,000 under: began late. The board agreed that it goes to 2027-28. |
    | TRN-F29 | 79100 | 69900 | £2,000 under in 2025-26, and it goes to 2026-27 |
    """
    for line in programme.each(MoneyLine):
        if not line.note or line.budget <= 0:
            continue
        gap = line.outturn - line.budget
        several = len(_BY_POUNDS.findall(line.note)) > 1
        share = gap / line.budget
        words = "" if several else _wrong_share(line.note, share) or _wrong_sum(line.note, gap)
        words = "" if _OF_ANOTHER_TIME.search(_GOES_ON.sub("", line.note)) else words
        words = words or _not_on_budget(line.note, share) or _wrong_side(line.note, gap) or _not_on_top(line.note, gap)
        if words and not _comes_to(line.note, gap):
            stands = f"{pounds(abs(gap))} ({abs(share):.0%}) {'over' if gap > 0 else 'under'}" if gap else "on"
            outturn = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("note"), outturn, words=words, stands=f"{stands} its budget")


def _wrong_share(note: str, share: float) -> str:
    """The words of a percentage over or under that is not what the figures give."""
    found, by, signed = _OF_BUDGET.search(note), _BY_SHARE.search(note), _SIGNED.match(note.strip())
    if found:
        number, side = found[1], found[2]
    elif signed:
        found, side, number = signed, "over" if signed[1] == "+" else "under", signed[2]
    elif by:
        found, side, number = by, by[1], by[2]
    else:
        return ""
    said = (_SHARES.get(number.casefold()) or float(number)) / 100
    said *= 1 if side.casefold() in {"over", "above"} else -1
    return "" if abs(said - share) <= NEAR_SHARE else found[0]


def _not_on_budget(note: str, share: float) -> str:
    """The words by which a Note puts a line on its budget that is well off it."""
    found = _ON_BUDGET.match(note)
    off = abs(share) > OFF_BUDGET and not (sums_said(note) or _OF_A_PART.search(note))
    return found[0] if found and off else ""


def _wrong_sum(note: str, gap: float) -> str:
    """The words of a sum over or under that is not what the figures give."""
    found, spent = _BY_POUNDS.search(note), _SPENT_BY.search(note)
    if found:
        number, side = found[1], found[2]
    elif spent:
        found, side, number = spent, spent[1], spent[2]
    else:
        return ""
    said = sum_said(number) * (1 if side.casefold() == "over" else -1)
    return "" if _is_about(said, gap) else found[0]


def _wrong_side(note: str, gap: float) -> str:
    """The words that put a line on a side of its budget where the figures do not; of a Note with a figure none."""
    with_figure = any(one.search(note) for one in (_OF_BUDGET, _BY_SHARE, _BY_POUNDS, _SPENT_BY))
    said = None if with_figure or len(sums_said(note)) > 1 else side_said(note)
    if said is None and gap > 0 and not with_figure:
        return taken_off_said(note)
    return said.words if said and gap * said.sign <= 0 else ""


def _not_on_top(note: str, gap: float) -> str:
    """The words of a sum that comes on top of what was planned, which the forecast does not show."""
    found = _EXTRA.search(note) or (_SURPRISE.search(note) if gap <= 0 else None)
    if found is None or len(sums_said(note)) > 1 or says_who_pays(note) or _HAS_IT.search(note):
        return ""
    return "" if _is_about(sum_said(found[0]), gap) or _OF_ANOTHER_TIME.search(note) else found[0]


def _is_about(said: float, gap: float) -> bool:
    return abs(said - gap) <= NEAR_SUM * max(abs(said), abs(gap))


def _comes_to(note: str, gap: float) -> bool:
    """Whether several sums of a Note come to the difference together, or one of them is it."""
    sums = sums_said(note)
    return len(sums) > 1 and any(abs(said - abs(gap)) <= NEAR_SHARE * abs(gap) for said in (sum(sums), max(sums)))
