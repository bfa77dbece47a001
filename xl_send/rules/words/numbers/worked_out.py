"""Numbers of one thing that texts give apart: its cost and what each costs, how many there were, how many came."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xl_send.analysis.figures import Dated, is_a_share, series
from xl_send.analysis.notes.content import stems
from xl_send.analysis.notes.speaking import speaking_texts_of_each
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.words import NUMBER, number_if_any, number_said
from xl_send.workbook.columns import Record
from xl_send.workbook.days import MONTHS
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_IN_ALL = Pattern(
    rf"(?i)£(\d[\d,]*(?:\.\d+)?) ?(k|m|million)?\b (?:in (?:all|total) |spent )?(?:for|across"
    rf"|on) ({NUMBER}) (?:[a-z-]+ )?([a-z]{{4,20}}s)\b"
)
_EACH = Pattern(
    rf"(?i)(?<![\w.,£/-])({NUMBER}) (?:[a-z-]+ )?([a-z]{{4,20}}s),? (?:at |for |costing )?£(\d[\d,]*(?:\.\d+)?)(k?)"
    r" (?:each|apiece|(?:a|per) (?:head|year|[a-z]{4,20}))\b"
)
_EACH_OF_THEM = (" each", " apiece", " head", " per ")
_TIMES = {"k": 1e3, "m": 1e6, "million": 1e6}
ROUNDED = 0.004


@rule(
    "UN54",
    Severity.QUERY,
    '"{words}" is {each} each, but {column} of {record} says "{others}".',
    "Work it out again, and correct the sum, the number or the price.",
)
def sum_for_many_at_another_price(programme: Programme) -> Iterator[Hit]:
    """What so many cost together is what each of them is said to cost.

    Asked where one text says "£9.1m for 1,064 passengers" and another of the workbook "1,064 passengers, £8,553 each":
    of the same number of the same thing. A sum is right as far as it is written.

    **Fails**

    Workstreams:
    | Code | Purpose |
    | --- | --- |
    | TRN | <Cut the cost of travel. Last outturn £8.4m for 1,064 passengers.> |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Baseline agreed | Signed off. 1,064 passengers, £8,553 each. |

    **Passes**

    Workstreams:
    | Code | Purpose |
    | --- | --- |
    | TRN | Cut the cost of travel. Last outturn £9.1m for 1,064 passengers. |
    | OUT | £40k for 20 schools |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Baseline agreed | Signed off. 1,064 passengers, £8,553 each. |
    | OUT-M01 | Schools chosen | 22 schools at £2k each, 20 visits at £50 each |
    """
    for spoken in speaking_texts_of_each(programme):
        sums = [one for one in spoken if "£" in one[2]]
        prices = _found([one for one in sums if any(word in one[2] for word in _EACH_OF_THEM)], _EACH)
        for record, name, text in sums if prices else ():
            said = _IN_ALL.search(text)
            if said is None:
                continue
            each, room = _price(said)
            key = number_said(said[3]), said[4].casefold()
            for other, field, price in prices:
                given = float(price[3].replace(",", "")) * (_TIMES["k"] if price[4] else 1)
                if (number_said(price[1]), price[2].casefold()) == key and abs(each - given) > room + ROUNDED * given:
                    cell = other.at(field)
                    yield hit(
                        record.at(name), Related(cell, "the price"), words=said[0], each=pounds(round(each)),
                        column=cell.column, record=cell.record, others=price[0],
                    )  # fmt: skip
                    break


def _found(texts: Sequence[tuple[Record, str, str]], pattern: Pattern) -> list[tuple[Record, str, re.Match[str]]]:
    """Each of some texts in which an expression is, with its first place."""
    found = ((record, name, pattern.search(text)) for record, name, text in texts)
    return [(record, name, place) for record, name, place in found if place]


def _price(said: re.Match[str]) -> tuple[float, float]:
    """What each of so many costs by what all cost, and how far that may be out by rounding."""
    times, number = _TIMES.get((said[2] or "").casefold(), 1), number_said(said[3])
    digits = said[1].replace(",", "")
    last = 10.0 ** -len(digits.partition(".")[2])
    return float(digits) * times / number, last / 2 * times / number


_NO_MORE = rf"(?![\w%]|[.,]\d| ?(?:{'|'.join(MONTHS)}))"
_TO = r"to (?:only |just )?(\d[\d,]*)"
_CHANGED = Pattern(
    rf"(?i)(?<![\w£.,/:-])(\d[\d,]*) ([a-z]{{4,20}}s) (?:down |up |cut |reduced |now )?{_TO}{_NO_MORE}"
    rf"|(?<![\w£.,/:-])(\d[\d,]*) {_TO} (?:[a-z-]+ )?([a-z]{{4,20}}s)\b"
    rf"|\b([a-z]{{4,20}}s) (?:[a-z]+ ){{0,4}}?from (\d[\d,]*) {_TO}{_NO_MORE}"
)
NEAR = 0.25


@rule(
    "UN55",
    Severity.QUERY,
    '"{words}" is said here, but the Base of {id} goes from {before} to {now} on {day}.',
    "Correct the number, or the Base. Each share of {id} rests on it.",
)
def changed_to_another_base(programme: Programme) -> Iterator[Hit]:
    """What a text says has come down, or gone up, to so many is as many as a share is then counted out of.

    Asked of the progress, and of milestones that are reached, where the first number is one Base of a percentage of the
    workstream, whose title or Definition names the thing, and the second is near to its next Base and is none of them.

    **Fails**

    Milestones:
    | ID | Milestone | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | September routes planned | 12 Aug 2026 | <158 routes to 151.> |

    KPIs:
    | ID | KPI | Unit | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Routes with spare seats | Percent | Routes with many seats empty / routes |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Mar 2026 | 34.2% | 158 |
    | TRN-K01 | 30 Sep 2026 | 26.5% | 147 |

    **Passes**

    Milestones:
    | ID | Milestone | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | September routes planned | 12 Aug 2026 | 158 routes to 147. |
    | TRN-M02 | Next routes planned | | From 158 to 140 routes |
    | TRN-M03 | Operators asked | 12 Aug 2026 | 158 letters to 151 operators |
    | TRN-M04 | First routes planned | 2 Apr 2026 | 170 routes to 158, 158 routes to 12 schools |

    KPIs:
    | ID | KPI | Unit | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Routes with spare seats | Percent | Routes with many seats empty / routes |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Mar 2026 | 34.2% | 158 |
    | TRN-K01 | 30 Sep 2026 | 26.5% | 147 |
    """
    shares = series(programme, is_a_share)
    rows = [(one, one.commentary) for one in programme.each(Milestone) if one.actual]
    texts: list[tuple[Milestone | Workstream, str, str | None]] = [(one, "commentary", text) for one, text in rows]
    texts += [(one, "progress", one.progress) for one in programme.each(Workstream)]
    for record, name, text in texts:
        stream = record.workstream if isinstance(record, Milestone) else record.code
        own = [(kpi, dated) for kpi, dated in shares.items() if kpi.workstream == stream and _is_named(text, dated)]
        found = _CHANGED.search(text or "") if own else None
        told = _other_base(found, own) if found else None
        if found and told:
            kpi, before, now = told
            yield hit(
                record.at(name), Related(now.row.at("base"), "the Base"), words=found[0], id=kpi.id,
                before=f"{_base(before):.0f}", now=f"{_base(now):.0f}", day=now.day,
            )  # fmt: skip


def _is_named(text: str | None, dated: Sequence[Dated]) -> bool:
    """Whether a text has one of the bases of a share, but the last."""
    bases = [_base(one) for one in dated[:-1]] if text and " to " in text else []
    return any(f"{base:.0f}" in (text or "") or f"{base:,.0f}" in (text or "") for base in bases if base)


def _other_base(found: re.Match[str], shares: Sequence[tuple[Kpi, Sequence[Dated]]]) -> tuple[Kpi, Dated, Dated] | None:
    """The KPI whose Base goes from the first of two numbers to another than the second."""
    first, then = number_said(found[1] or found[4] or found[8]), number_said(found[3] or found[5] or found[9])
    thing = stems(found[2] or found[6] or found[7])
    for kpi, dated in shares:
        bases = [_base(one) for one in dated]
        for before, now in pairwise(dated):
            base = _base(now)
            apart = _base(before) == first and base != first and abs(then - base) <= NEAR * base
            if apart and then not in bases and thing & stems(f"{kpi.name} {kpi.definition}"):
                return kpi, before, now
    return None


def _base(figure: Dated) -> float:
    return (figure.row.base or 0.0) if isinstance(figure.row, Actual) else 0.0


_AN_OCCASION = Pattern(r"(?i)\b(day|session|module|workshop|webinar|event|round) (\d{1,2}|one|two|three|four)\b")
_OCCASION = r"(?:day|session|module|workshop|webinar|event|round) (?:\d{1,2}|one|two|three|four)\b"
_WERE_AT = Pattern(rf"(?i)(?<![\w.,£])({NUMBER}) (?:out )?of (?:the |our |all )?[\w-]+\b[^.;]{{0,40}}? {_OCCASION}")
_CAME_TO = Pattern(
    rf"(?i)(?<![\w.,£])(?<!of )(?<!the )({NUMBER}) (?:[a-z]+ ){{0,2}}?(?:came to|attended|at|were at|joined"
    rf"|turned up to) (?:the )?{_OCCASION}"
)
_CAME = Pattern(
    rf"(?i)\b{_OCCASION}[^.;]{{0,40}}?[ ,(]({NUMBER}) (?:[a-z]+ ){{0,2}}?(?:came|attended|were there|took part"
    rf"|turned up"
    r"|joined|present|people|in the room)\b"
)


@rule(
    "CM85",
    Severity.QUERY,
    '"{words}" is said here, but {column} of {record} says "{others}": more than came.',
    "Correct one of the two. Of those who came, some may be others.",
)
def more_of_them_than_came(programme: Programme) -> Iterator[Hit]:
    """No more of some were at an occasion than came to it in all.

    Asked where one text says how many came to a day, a session or the like, by its number, and another how many of all
    were there.

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Case officers trained | <day 1 done 12 Nov, 9 came> |

    KPIs:
    | ID | KPI | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Case officers trained | 11 of 24 at day 1 |

    **Passes**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Case officers trained | day 1 done 12 Nov, 31 came |
    | TRN-M02 | Heads trained | Day 2 is on 3 Dec, session 1 had nine apologies |
    | TRN-M03 | Parents trained | Session two: 8 parents came |

    KPIs:
    | ID | KPI | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Case officers trained | 11 of 24 at day 1 |
    """
    for spoken in speaking_texts_of_each(programme):
        texts = [one for one in spoken if _AN_OCCASION.search(one[2])]
        named = Counter(_occasion(record, text) for record, _, text in texts)
        texts = [one for one in texts if named[_occasion(one[0], one[2])] > 1]
        were = _found(texts, _WERE_AT)
        came = [*_found(texts, _CAME), *_found(texts, _CAME_TO)] if were else []
        for record, name, said in came:
            others = (one for one in were if one[0] is not record)
            same = (one for one in others if _occasion(one[0], one[2].string) == _occasion(record, said.string))
            other = next((one for one in same if number_said(one[2][1]) > number_said(said[1])), None)
            if other:
                cell = other[0].at(other[1])
                yield hit(
                    record.at(name), Related(cell, "the other text"), words=said[0], column=cell.column,
                    record=cell.record, others=other[2][0],
                )  # fmt: skip


def _occasion(record: Record, text: str) -> tuple[str, str, float]:
    """The first occasion of a text, by its workstream, its kind and its number."""
    found = _AN_OCCASION.search(text)
    stream = str(getattr(record, "workstream", None) or getattr(record, "code", ""))
    return (stream, found[1].casefold(), number_if_any(found[2])) if found else ("", "", 0.0)
