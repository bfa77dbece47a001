"""Figures that a workstream's progress gives of its KPIs, against the latest of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, differ_by_a_digit, is_a_share, points, series, with_digits_turned
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.numbers.shares_said import words_of_another_figure
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, first_by_id

_COUNTED = Pattern(r"(?<![\w£.,/-])(\d{1,3}(?:,\d{3})+|\d{2,7})(?![\w.,/%-]*\d)(?!%)")
_CLAUSE = Pattern(r"[.;!?](?:\s|$)")
# "Backlog down from 212 to 171": the first of the two tells which KPI is meant.
_FROM_TO = Pattern(r"(?i) from (\d[\d,]*)(?: \w+(?: \d{4})?| in \w+)? to (\d[\d,]*)(?![\w%]|[.,]\d)")
# Fewer are often those of one place, or of one month.
_FEWEST_COUNTED = 50
# So many letters of a word tell it from others: completed, completes.


@rule(
    "CM25",
    Severity.QUERY,
    '{where} says "{words}", but the latest figure of {id} is {value}, of {day}.{turned}',
    "Correct the text, or the figure on the Actuals sheet. A board reads the text first.",
)
def progress_of_another_figure(programme: Programme) -> Iterator[Hit]:
    """The figure that a workstream's progress gives of a KPI is its latest.

    Asked of counts, where the words beside the figure are those of the KPI's title, two at least, and the figure is
    the latest one with two digits changed about or one too many, or one of an earlier day, while the latest is not
    spoken of, nor what is expected. Of the reason as well, and of any unit, where a figure stands behind the KPI's id;
    and of a share, where so many of just its Base, or the words of nearly all its title, give another. In "from 212 to
    171" one of the two may be a figure of that KPI alone, and the other a slip of one that was to be given.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <1,140 staff have finished the core module.> |

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Staff who have completed the core module | Count |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 904 |
    | TRN-K01 | 31 Oct 2026 | 1410 |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Tracker live, backlog down from 212 to 171.> |

    KPIs:
    | ID | KPI | Unit | Baseline |
    | --- | --- | --- | --- |
    | TRN-K01 | Plans older than 20 weeks | Count | 212 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 188 |
    | TRN-K01 | 31 Oct 2026 | 71 |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Overdue advice down from 140 to 88.> |

    KPIs:
    | ID | KPI | Unit | Baseline |
    | --- | --- | --- | --- |
    | TRN-K01 | Advice older than six weeks | Count | 96 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 104 |
    | TRN-K01 | 31 Oct 2026 | 88 |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <162 settings trained.> |

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Settings with a trained lead | Count |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 62 |

    **Fails**

    Workstreams:
    | Code | Reason and path to green | Progress since last time |
    | --- | --- | --- |
    | TRN | <TRN-K02 stands at 96%> | <Review taken on 20 November: 8 schools, 50 pupils supported, 48 still there.> |
    | OUT | | <96% of pupils with support stay in their school. OUT-K02 is now 14, as agreed.> |

    KPIs:
    | ID | KPI | Unit | Workstream |
    | --- | --- | --- | --- |
    | TRN-K01 | Pupils with support who stay in their school | Percent | TRN |
    | TRN-K02 | Plans issued in time | Percent | TRN |
    | OUT-K01 | Pupils with support who stay in their school | Percent | OUT |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 88% | 50 |
    | TRN-K02 | 31 Oct 2026 | 84% | 41 |
    | OUT-K01 | 31 Oct 2026 | 88% | 50 |

    **Passes**

    Workstreams:
    | Code | Reason and path to green | Progress since last time |
    | --- | --- | --- |
    | TRN | TRN-K02 is at 84%, TRN-K01 at 93% by July | 50 pupils supported, 44 still there, 40 in primary schools |
    | OUT | OUT-K01 stands at 6 points above | We aim that 96% of pupils with support stay in their school |

    KPIs:
    | ID | KPI | Unit | Workstream |
    | --- | --- | --- | --- |
    | TRN-K01 | Pupils with support who stay in their school | Percent | TRN |
    | TRN-K02 | Plans issued in time | Percent | TRN |
    | OUT-K01 | Pupils with support who stay in their school | Percent | OUT |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 88% | 50 |
    | TRN-K02 | 31 Oct 2026 | 84% | 41 |
    | OUT-K01 | 31 Oct 2026 | 88% | 50 |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Staff who finished the core module rose from 904 to 1,140. |

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Staff who have completed the core module | Count |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 904 |
    | TRN-K01 | 31 Oct 2026 | 1140 |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Backlog down from 212 to 165. Calls up from 188 to 204. Waits cut from 212 to 171 days in the north. |

    KPIs:
    | ID | KPI | Unit | Baseline |
    | --- | --- | --- | --- |
    | TRN-K01 | Plans older than 20 weeks | Count | 212 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 188 |
    | TRN-K01 | 31 Oct 2026 | 171 |
    """
    streams = first_by_id(programme.each(Workstream))
    for kpi, actuals in series(programme, _is_counted).items():
        stream, latest = streams.get(kpi.workstream), actuals[-1]
        text = (stream.progress if stream else None) or ""
        words = _of_lost_digit(kpi, text, programme) if stream else ""
        if stream is not None and words and is_active(programme, kpi):
            related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
            cell, value = stream.at("progress"), amount(kpi.unit, latest.value)
            turned_about = " A digit is missing, or two are changed about."
            yield hit(
                cell, related, where="Progress", words=words, id=kpi.id, value=value, day=latest.day,
                turned=turned_about,
            )  # fmt: skip
            continue
        told = [float(found[1].replace(",", "")) for found in _COUNTED.finditer(text)]
        if stream is None or not told or latest.value in told or not is_active(programme, kpi):
            continue
        earlier = {one.value for one in actuals[:-1]} - {kpi.baseline, kpi.target}
        turned = set(with_digits_turned(latest.value))
        held = {kpi.target, kpi.baseline, *(point.value for point in points(programme).get(kpi, ()))}
        turned |= {one for one in told if differ_by_a_digit(one, latest.value) and one not in held}
        for clause in _CLAUSE.split(text):
            said = [float(found[1].replace(",", "")) for found in _COUNTED.finditer(clause)]
            odd = next((one for one in said if one >= _FEWEST_COUNTED and one in turned | earlier), None)
            if odd is not None and len(stems(clause) & stems(kpi.name or "")) > 1:
                swapped = odd in set(with_digits_turned(latest.value))
                more = " Two digits seem to be changed about." if swapped else " A digit is missing, or one too many."
                more = more if odd in turned else ""
                related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
                cell, value = stream.at("progress"), amount(kpi.unit, latest.value)
                yield hit(
                    cell, related, where="Progress", words=clause.strip(), id=kpi.id, value=value, day=latest.day,
                    turned=more,
                )  # fmt: skip
                break
    yield from _named_with_another(programme, streams)


def _named_with_another(programme: Programme, streams: Mapping[str, Workstream]) -> Iterator[Hit]:
    """Each text that gives another figure than the latest of a KPI that it names by its id, its base or its title."""
    every = series(programme)
    for kpi, dated in every.items():
        stream = streams.get(kpi.workstream)
        if stream is None or not is_active(programme, kpi):
            continue
        shares = [
            one[-1].value for other, one in every.items() if other.workstream == kpi.workstream and is_a_share(other)
        ]
        for name, where, text in (("progress", "Progress", stream.progress), ("reason", "The reason", stream.reason)):
            words = words_of_another_figure(kpi, dated, text, shares) if text else ""
            if words:
                latest = dated[-1]
                related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
                yield hit(
                    stream.at(name), related, where=where, words=words, id=kpi.id,
                    value=amount(kpi.unit, latest.value), day=latest.day, turned="",
                )  # fmt: skip


def _of_lost_digit(kpi: Kpi, text: str, programme: Programme) -> str:
    """The words by which a KPI went from one figure to another, one of which alone is its own, the other a slip of it.

    The first is the baseline or one counted before, the last is the latest.
    """
    every = {one: dated for one, dated in series(programme, _is_counted).items() if one.workstream == kpi.workstream}
    latest = every[kpi][-1].value
    for found in _FROM_TO.finditer(text):
        first, last = (float(found[place].replace(",", "")) for place in (1, 2))
        owners = [one for one, dated in every.items() if first in _before(one, dated)]
        enders = [one for one, dated in every.items() if last == dated[-1].value]
        ends_wrong = owners == [kpi] and last not in _before(kpi, every[kpi]) and differ_by_a_digit(last, latest)
        begins_wrong = (
            enders == [kpi] and not owners and any(differ_by_a_digit(first, one) for one in _before(kpi, every[kpi]))
        )
        if first >= _FEWEST_COUNTED and (ends_wrong or begins_wrong):
            return found[0].strip()
    return ""


def _before(kpi: Kpi, dated: list[Dated]) -> set[float]:
    """The figures of a KPI before its latest: the baseline and what was counted."""
    return {one.value for one in dated[:-1]} | ({kpi.baseline} if kpi.baseline is not None else set())


def _is_counted(kpi: Kpi) -> bool:
    return kpi.unit is Unit.COUNT
