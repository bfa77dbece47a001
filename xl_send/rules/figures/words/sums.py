"""Sums in words beside the figure that they come to: "21 + 6 + 3", "28 at £31,000"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import actuals, amount, points, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import FULL_MONTHS, say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_ONE = r"\d[\d,]*"
_OF = r"(?: [a-z-]+){0,3}"
_ADDED = Pattern(rf"(?i)(?<![\w.,£/+-]){_ONE}{_OF}(?: ?(?:\+|plus) ?{_ONE}{_OF})+(?![\d%])")
# "21 north, 6 south and 3 coast", as all of what is said.
_LISTED = Pattern(
    rf"(?i)(?:(?:of these|of them|of which|made up of|that is)[:,]? )?{NUMBER}(?: [a-z-]+){{1,3}}"
    rf"(?:(?:, and|,|;| and) {NUMBER}(?: [a-z-]+){{1,3}}){{2,}}\.?"
)
_TIMES = Pattern(
    rf"(?i)(?<![\w.,£])({NUMBER}){_OF} (?:at|x|\u00d7|@) £(\d[\d,]*(?:\.\d+)?)(k?)\b(?! ?(?:m\b|million|or|to"
    rf"|-))",
)
_DIGITS = Pattern(_ONE)
_ANY = Pattern(rf"(?i)(?<![\w.,]){NUMBER}\b")
_SOME = Pattern(
    r"(?i)\b(?:rest|others?|unknown|not known|some|mainly|mostly|including|of which|at least|more|fewer|about)\b"
)
# What is added to the figure of today is a plan: "620 now + 12 in January 2027".
_TO_COME = Pattern(
    rf"(?i)\b(?:now|today|already|currently|at present|will|due|planned|to come|next (?:year|term)|by easter"
    rf"|(?:in|from|by) (?:the end of )?(?:{'|'.join(FULL_MONTHS)})(?: 20\d\d)?)\b"
)
# What comes so near to the figure is meant to be it.
LEAST, MOST = 0.8, 1.25
ROUNDED, THOUSAND = 0.011, 1000
_SUMMED = frozenset({Unit.COUNT, Unit.POUNDS})


class _Said(NamedTuple):
    """The words of a sum, what it comes to, whether that may be rounded, and its parts where some are to come."""

    words: str
    comes_to: float
    is_rounded: bool
    planned: tuple[float, ...] = ()


@rule(
    "AC36",
    Severity.QUERY,
    'The {where} says "{words}", which comes to {sum}; the figure is {value}.',
    "Add it up again, and correct the figure or the {where}: a part may be left out, or of another month.",
    brings={"AC31": Reach.ROW},
)
def sum_unlike_the_figure(programme: Programme) -> Iterator[Hit]:
    """What a Note or a Commentary adds up comes to the figure.

    Asked of counts and amounts, where a sum such as "21 + 6 + 3", a list of three or more as the whole Note, or so many
    at so much comes near to the figure and is neither it, nor its base, nor, in a Commentary, what is expected, the
    target or the baseline. What is added to the figure itself, or is to come, is a plan.

    **Fails**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Count | |
    | TRN-K02 | Count | <On plan: 21 + 6 + 3 in the three areas.> |
    | TRN-K03 | Pounds | |
    | TRN-K04 | Count | <600 now + 12 at the annexe in January 2027 = 612.> |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | <32> | 21 + 6 + 3 |
    | TRN-K04 | 31 Oct 2026 | 620 | |
    | TRN-K01 | 31 Oct 2026 | <32> | 21 north, six south and 3 coast |
    | TRN-K02 | 31 Oct 2026 | 32 | |
    | TRN-K03 | 31 Oct 2026 | <888000> | 28 places at £31,000 |

    **Passes**

    KPIs:
    | ID | Unit | Target | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | 200 | |
    | TRN-K02 | Count | 30 | Expected 21 + 6 + 3 by July |
    | TRN-K03 | Pounds | 50 | |
    | TRN-K04 | Count | 50 | 620 now + 12 at the annexe in January 2027 = 632 by Easter |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 30 | | 21 + 6 + 3 |
    | TRN-K01 | 31 Jul 2026 | 32 | | 21 north, 6 south, 3 coast, the rest unknown |
    | TRN-K01 | 30 Sep 2026 | 32 | | 2 + 1 new staff |
    | TRN-K01 | 31 Oct 2026 | 28 | 30 | Out of 21 + 6 + 3 |
    | TRN-K02 | 31 Oct 2026 | 28 | | |
    | TRN-K03 | 31 Oct 2026 | 868000 | | 28 places at £31,000 |
    | TRN-K04 | 31 Oct 2026 | 620 | | |
    """
    for actual, kpi in actuals(programme):
        value, said = actual.value or 0.0, _said(kpi, actual.note)
        if said and _is_meant(said, value, (value, actual.base or 0.0)):
            note = Related(actual.at("note"), "the Note")
            yield hit(actual.at("value"), note, where="Note", severity=None, **_in_words(kpi, said, value))
    expected = points(programme)
    for kpi, figures in series(programme).items():
        said, latest = _said(kpi, kpi.commentary), figures[-1]
        known = [latest.value, *(one.value for one in expected.get(kpi, ())), kpi.target or 0.0, kpi.baseline or 0.0]
        if said and is_active(programme, kpi) and _is_meant(said, latest.value, known):
            related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
            yield hit(
                kpi.at("commentary"), related, where="Commentary", severity=None, **_in_words(kpi, said, latest.value)
            )


def _is_meant(said: _Said, value: float, known: Iterable[float]) -> bool:
    """Whether a sum comes near to a figure, and to none of those that it might be."""
    near = value > 0 and LEAST <= said.comes_to / value <= MOST and value not in said.planned
    return near and not any(abs(said.comes_to - one) <= ROUNDED * abs(one) * said.is_rounded for one in known)


def _in_words(kpi: Kpi, said: _Said, value: float) -> dict[str, str]:
    return {"words": said.words, "sum": amount(kpi.unit, said.comes_to), "value": amount(kpi.unit, value)}


def _said(kpi: Kpi, text: str | None) -> _Said | None:
    """The sum that a text tells of a count or an amount; None where it tells of none, or of some only."""
    if not text or kpi.unit not in _SUMMED:
        return None
    many = _TIMES.search(text) if kpi.unit is Unit.POUNDS else None
    if many:
        price = float(many[2].replace(",", "")) * (THOUSAND if many[3] else 1)
        return _Said(many[0], number_said(many[1]) * price, is_rounded=True)
    added = _ADDED.search(text)
    found = added or (None if ". " in text else _LISTED.fullmatch(text.strip()))
    if found is None or _SOME.search(found[0]):
        return None
    numbers = list((_DIGITS if added else _ANY).finditer(found[0]))
    words = found[0][: numbers[-1].end()] if added else found[0]
    parts = tuple(number_said(one[0]) for one in numbers)
    return _Said(words, sum(parts), is_rounded=False, planned=parts if _TO_COME.search(text) else ())
