"""Figures and what is written beside them: a Note or a Definition that tells of another figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.figures import actuals, amount, readable, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.shares_of_base import last_place
from xl_send.rules.figures.words.counts import what_is_counted
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

_NUMBER = rf"({NUMBER})"
_COUNTS = Pattern(rf"(?<![\w.,]){_NUMBER} (?:out )?of (?:the |all )?{_NUMBER}(?![\w%]|[.,]\d)", re.IGNORECASE)
# What follows a count of all that the share counts. More words may tell of some: "5 of the 41 came from one school".
_ENDS = Pattern(r"(?i)(?! (?:excluded|missing|blank|outstanding|refused|withdrawn|late)\b)(?: [a-z]+)?\s*(?:$|[.,;:(])")
_WHOLE_NOTE = Pattern(rf"{_COUNTS.pattern}(?: [a-z]+)?[.]?", re.IGNORECASE)
_ANSWERED = Pattern(
    r"(?i)^(?:the )?(\d{1,6}) who (?:answered|replied|responded)\b"
    r"|^(\d{1,6}) (?:people |families |parents |parent carers |staff |schools )?"
    r"(?:answered|replied|responded|answers|replies|responses|respondents)"
    r"(?=\s*(?:$|[.,;:(])| (?:only|in (?:all|total)|this|of \d+)\b)",
)
# "Out of 214." or "out of 214 schools", but not "out of all 16 to 25".
_FIXED = Pattern(
    r"\bout of (?:all |the )?(\d{1,6})(?=[.;)]?(?:\s*$|\s+[A-Z(])| (?:mainstream |maintained )?"
    r"(?:schools|settings|posts|places|staff|sencos|practitioners|homes|nurseries)\b)",
)
# "Of a random sample of 40 plans", but not of 40 plans a term, nor of ten from each school.
_SAMPLE = Pattern(
    r"(?i)\bsamples? of (\d{1,6}) [a-z-]+(?: [a-z-]+)?(?=\s*(?:$|[.;:)]|,(?! ?\d)| (?:audited|judged|read|looked|that"
    r"|which|who|with|taken|drawn|chosen|at random)\b))(?![^.;]* (?:a|per|each|every) \w)"
)
# "3.3 from 58 replies", "61 answers of 142", of the latest figure.
_REPLIES = Pattern(r"(?i)(?<![\w.,])(\d{1,6}) (?:answers|replies|responses|respondents|returns|questionnaires)\b")
_CLAUSES = Pattern(r"[.,;:](?: |$)")
_OF_ANOTHER_TIME = Pattern(
    r"(?i)\b(?:last (?:time|year|term|survey)|previous\w*|more|fewer|was|were|had|before|since|another|extra|up from"
    r"|down from|compared|at least|target|hope\w*|need\w*|expect\w*|per|each|of which|paper|online)\b"
)
# "Twelve settings": the whole Note is how many of what the KPI counts.
_SO_MANY = Pattern(rf"(?i){_NUMBER} ([a-z]{{4,20}})(?: so far| to date| in all| in total)?[.]?")
# "Answers of 8 or more out of 10" tells of the scale, which goes up to so many.
A_SCALE = 10
_SCALED = Pattern(r"(?i)\b(?:or (?:more|above|better|higher|5)|scores?|marks?|points|scale|ratings?|stars)\b")
# A share is written to the nearest percent; half of one more is forgiven.
CLOSE, ROUNDED = 0.015, 0.0051
# So many of the base come to the figure by no chance.
FEWEST = 10


@rule(
    "AC22",
    Severity.QUERY,
    'The Note says "{words}", which is {share}; the figure is {value}.',
    "Correct the figure or the Note.",
    brings=dict.fromkeys(("UN25", "UN23", "AC07", "WM02", "WM11", "CM21", "AC73"), Reach.CELL),
)
def note_of_another_share(programme: Programme) -> Iterator[Hit]:
    """A share is what its Note says were counted, out of how many.

    Two digits changed about make 28% into 82%. Asked where the whole Note is such a count, or where a count is out of
    just as many as stand under Base, unless the Note tells of the rest, such as "3 of 12 late" of 75% on time, or of
    how many answered. Where more words follow, it has to be the figure with a digit mistyped. A Note that is only how
    many there are of what the title counts is out of the base.

    **Fails**

    KPIs:
    | ID | Unit | KPI |
    | --- | --- | --- |
    | TRN-K01 | Percent | Schools with a trained teacher |
    | TRN-K02 | Percent | Settings using the pathway |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | <36%> | 8 | Five of eight |
    | TRN-K01 | 31 Oct 2026 | <82%> | 214 | We count 60 of 214 schools |
    | TRN-K01 | 31 Aug 2026 | <54%> | 180 | 81 of 180 |
    | TRN-K02 | 31 Oct 2026 | <14.6%> | 96 | Twelve settings |

    **Passes**

    KPIs:
    | ID | Unit | KPI |
    | --- | --- | --- |
    | TRN-K01 | Percent | Schools with a trained teacher |
    | TRN-K02 | Percent | Settings using the pathway |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K02 | 31 Aug 2026 | 12.5% | 96 | Twelve settings so far |
    | TRN-K02 | 30 Sep 2026 | 14.6% | 96 | Twelve new settings |
    | TRN-K02 | 31 Oct 2026 | 14.6% | 96 | Twelve areas |
    | TRN-K02 | 30 Nov 2026 | 87.5% | 96 | Twelve settings |
    | TRN-K02 | 31 Dec 2026 | 87.5% | 12 | Twelve settings |
    | TRN-K01 | 31 Aug 2026 | 63% | 8 | Five of eight |
    | TRN-K01 | 30 Sep 2026 | 28% | 214 | We count 60 of 214 schools |
    | TRN-K01 | 31 Oct 2026 | 63% | 41 | Two of six schools took part |
    | TRN-K01 | 31 Jul 2026 | 75% | 12 | 3 of 12 late |
    | TRN-K01 | 30 Jun 2026 | 75% | 12 | 12 of 40 responded |
    | TRN-K01 | 31 May 2026 | 63% | 41 | 5 of the 41 came from one school |
    """
    for actual, kpi in _shares(programme):
        counted = _counts(actual.note, actual.base) or _so_many(actual, kpi)
        value = actual.value
        if counted is None or value is None or not readable(kpi, value):
            continue
        words, part, whole = counted
        whole = whole if _tells_of_all(actual.note or "", words) or _is_a_slip(part / whole, value) else 0.0
        of_the_rest = bool(whole) and abs(1 - part / whole - value) <= ROUNDED
        if whole and not of_the_rest and abs(part / whole - value) > CLOSE:
            share = amount(Unit.PERCENT, round(part / whole, 3))
            note = Related(actual.at("note"), "the Note")
            yield hit(actual.at("value"), note, words=words, share=share, value=amount(kpi.unit, value))


@rule(
    "AC23",
    Severity.QUERY,
    "Base is {base}, but {where} says {whole}.",
    "Correct Base, or what is written there. Base is everybody who could have been counted.",
    brings={"AC07": Reach.ROW, "KP54": Reach.NAMED},
)
def base_of_another_size(programme: Programme) -> Iterator[Hit]:
    """A base is as large as the Definition or the Note of the figure says.

    A digit left out of a base makes a figure look as if it rested on a few. Asked of a KPI counted out of a number that
    its Definition names, or of a sample of so many, unless that is of a scale or of each term, of a Note such as "five
    of eight", where the share itself is right, or "41 of 86" where 41 of the base are the figure, and of one that says
    how many answered.

    **Fails**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Percent | Schools with a trained teacher, out of 214. |
    | TRN-K02 | Percent | Plans judged good |
    | TRN-K03 | Percent | Of a random sample of 40 plans |

    Actuals:
    | KPI | Value | Base | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 50% | <24> | |
    | TRN-K03 | 50% | <104> | |
    | TRN-K02 | 63% | <80> | Five of eight |
    | TRN-K02 | 64% | <14> | The 41 who answered are 28% of those asked |
    | TRN-K02 | 60.3% | <68> | 41 of 86 plans |

    **Fails**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Score | 3.3 from 58 replies, a little above what we expected. |
    | TRN-K02 | Percent | 61 answers of 142. |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 3.3 | <8> |
    | TRN-K02 | 31 Jul 2026 | 55% | 48 |
    | TRN-K02 | 31 Oct 2026 | 57% | <161> |

    **Passes**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Score | 3.3 from 58 replies |
    | TRN-K02 | Percent | 61 answers of 142 last time |
    | TRN-K03 | Percent | 12 replies on paper |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 3.3 | 58 |
    | TRN-K02 | 31 Oct 2026 | 57% | 84 |
    | TRN-K03 | 31 Oct 2026 | 57% | 84 |

    **Passes**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Percent | Schools with a trained teacher, out of 214. |
    | TRN-K02 | Percent | Plans judged good |
    | TRN-K03 | Percent | Out of all 16 to 25 with a plan |
    | TRN-K04 | Percent | Answers of 8 or more out of 10 |
    | TRN-K05 | Percent | Plans judged good in a sample of 40 plans each term |
    | TRN-K06 | Percent | Plans judged good in a sample of 40 plans from each area |
    | TRN-K07 | Percent | Plans judged good in a sample of 40 plans |

    Actuals:
    | KPI | Value | Base | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 50% | 214 | |
    | TRN-K02 | 63% | 8 | Five of eight |
    | TRN-K02 | 64% | 41 | 41 replies, 12 more than in May |
    | TRN-K02 | 66% | 41 | 9 replies on paper |
    | TRN-K03 | 63% | 611 | |
    | TRN-K04 | 55% | 120 | |
    | TRN-K05 | 55% | 120 | |
    | TRN-K06 | 55% | 120 | |
    | TRN-K07 | 55% | 38 | |
    """
    for actual, kpi in _shares(programme):
        fixed = _FIXED.search(kpi.definition or "") or _SAMPLE.search(kpi.definition or "")
        fixed = None if fixed and float(fixed[1]) <= A_SCALE and _SCALED.search(kpi.definition or "") else fixed
        whole, where = (float(fixed[1]), "the Definition") if fixed else _said_of_base(actual)
        if actual.base and whole and not whole * 0.8 <= actual.base <= whole * 1.25:
            said = kpi.at("definition") if fixed else actual.at("note")
            yield hit(
                actual.at("base"), Related(said, where), base=amount(Unit.COUNT, actual.base), where=where,
                whole=amount(Unit.COUNT, whole),
            )  # fmt: skip
    for kpi, dated in series(programme, _has_words).items():
        latest, replies = dated[-1].row, list(_REPLIES.finditer(kpi.commentary or ""))
        clause = next((one for one in _CLAUSES.split(kpi.commentary or "") if _REPLIES.search(one)), "")
        if len(replies) != 1 or not isinstance(latest, Actual) or _OF_ANOTHER_TIME.search(clause):
            continue
        whole, base = float(replies[0][1]), latest.base
        if base and whole and not whole * 0.8 <= base <= whole * 1.25 and not _said_of_base(latest)[0]:
            cells = Related(kpi.at("commentary"), "the commentary")
            yield hit(
                latest.at("base"), cells, base=amount(Unit.COUNT, base), where="the commentary",
                whole=amount(Unit.COUNT, whole),
            )  # fmt: skip


def _has_words(kpi: Kpi) -> bool:
    return bool(kpi.commentary)


def _said_of_base(actual: Actual) -> tuple[float, str]:
    """Out of how many the Note says that the figure was counted; 0 where it does not say."""
    answered = _ANSWERED.search(actual.note or "")
    if answered:
        return float(answered[1] or answered[2]), "the Note"
    counted = _COUNTS.match(actual.note or "")
    part, whole = (number_said(counted[1]), number_said(counted[2])) if counted else (0.0, 0.0)
    value, base = actual.value or 0.0, actual.base or 0.0
    if part >= FEWEST and base and whole != base and abs(part / base - value) <= last_place(value):
        return whole, "the Note"
    return _said_of_share(actual)


def _said_of_share(actual: Actual) -> tuple[float, str]:
    """Out of how many the whole Note says that the figure was counted, where its share bears that out; else 0."""
    counted = _WHOLE_NOTE.fullmatch((actual.note or "").strip())
    if counted is None or actual.value is None:
        return 0.0, ""
    part, whole = number_said(counted[1]), number_said(counted[2])
    return (whole, "the Note") if whole and abs(part / whole - actual.value) <= CLOSE else (0.0, "")


def _tells_of_all(note: str, words: str) -> bool:
    return bool(_ENDS.match(note, note.find(words) + len(words)))


def _is_a_slip(share: float, value: float) -> bool:
    """Whether two shares have the same digits in another order, or all but one."""
    one, other = f"{share * 100:.0f}", f"{value * 100:.0f}"
    alike = sum(a == b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and (sorted(one) == sorted(other) or alike == len(one) - 1)


def _counts(note: str | None, base: float | None) -> tuple[str, float, float] | None:
    """The count that a Note tells of the figure: its words, how many, and out of how many."""
    for found in _COUNTS.finditer(note or ""):
        part, whole = number_said(found[1]), number_said(found[2])
        # Of another whole, or of as many as the base, it tells how many answered.
        near = not base or (part != base and whole * 0.8 <= base <= whole * 1.25)
        if part <= whole and (whole == base or (near and _WHOLE_NOTE.fullmatch((note or "").strip()))):
            return found[0], part, whole
    return None


def _so_many(actual: Actual, kpi: Kpi) -> tuple[str, float, float] | None:
    """What a Note counts that gives nothing but how many there are of what the title counts, out of the base."""
    found = _SO_MANY.fullmatch((actual.note or "").strip())
    if found is None or not actual.base or found[2].casefold() not in what_is_counted(kpi.name or ""):
        return None
    part = number_said(found[1])
    return (found[0], part, actual.base) if part < actual.base else None


def _shares(programme: Programme) -> Iterator[tuple[Actual, Kpi]]:
    return ((actual, kpi) for actual, kpi in actuals(programme) if kpi.unit is Unit.PERCENT)
