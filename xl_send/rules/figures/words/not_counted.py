"""Nought for a figure that was not collected, by its Note or by the others, and a base without its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.activity import is_stopped
from xl_send.analysis.figures import actuals, amount, middle, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.magnitudes import LEAST, STEADY
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Unread

_NOT_COUNTED = Pattern(
    r"\b(?:did ?n[o']t run|not (?:run|collected|measured|counted|available|asked|held|drawn|reported)"
    r"|no (?:data|figures?|survey|return|count)\b(?! (?:below|under|over))|data (?:not|to follow|awaited)|missing)",
    re.IGNORECASE,
)
# A service that had a rest: nobody came is a result.
_A_REST = Pattern(
    r"(?i)\b(?:drop-?ins?|clinics?|groups?|sessions?|courses?|services?|clubs?|workshops?|hubs?|panels?)\b[^.;]{0,20}"
    r"\b(?:did ?n[o']t run|not run|closed)|\b(?:no|none|nothing)\b[^.;]{0,30}\bmissing"
)

# What will come, or may not be shown.
_TO_COME = Pattern(
    r"(?i)\b(?:await\w*|waiting (?:for|on) (?:the )?(?:data|figures?|returns?|census|validation|publication|extract)"
    r"|pending|to follow|follows|due|not (?:yet|in|final|known|published|validated|complete|back)|tbc"
    r"|to be (?:confirmed|checked|published)|being (?:checked|validated|cleaned|re-?run)|withheld|suppress\w*"
    r"|fewer than|under (?:5|five|10|ten)|too (?:few|small)|small numbers?|redacted|removed|withdrawn|taken out"
    r"|unreliable|invalid|unusable|disput\w*|quer(?:y|ied)|excluded|next (?:week|month|return)|late)\b"
)


@rule(
    "AC21",
    Severity.QUERY,
    'The figure is {value}, but its Note says that there was none: "{note}".',
    "Clear the cell: a blank is what was not collected, nought is a result. If it was nought, correct the Note.",
    brings=dict.fromkeys(("KP51", "KP53"), Reach.ROW)
    | dict.fromkeys(("UN24", "UN25", "WM02", "AC42", "KP68"), Reach.CELL),
)
def nought_for_not_counted(programme: Programme) -> Iterator[Hit]:
    """What was not collected is left blank.

    Nought is a figure: it is rated, moves the colour and spoils every average. That a service did not run is no such
    word: nobody came.

    **Fails**

    Actuals:
    | KPI | Value | Note |
    | --- | --- | --- |
    | TRN-K01 | <0> | Survey did not run |

    **Passes**

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | | Survey did not run |
    | TRN-K01 | 30 Sep 2026 | 0 | No placement was made |
    | TRN-K01 | 31 Oct 2026 | 12 | Two schools did not run it |
    | TRN-K01 | 31 Jul 2026 | 0 | Drop-in did not run in the holidays |
    """
    for actual in programme.each(Actual):
        note = actual.note or ""
        if actual.value == 0 and _NOT_COUNTED.search(note) and not _A_REST.search(note):
            yield hit(actual.at("value"), Related(actual.at("note"), "the Note"), value="0", note=note.rstrip(" ."))


@rule(
    "AC62",
    Severity.QUERY,
    "There is no figure of {id} for {day}, but its base is {base}.",
    "Give the figure. If it was not collected, clear Base too, and say under Note why it was not.",
    brings={"KP51": Reach.CELL},
)
def base_without_its_figure(programme: Programme) -> Iterator[Hit]:
    """Where it is known out of how many, it is known how many.

    A figure that is deleted leaves its base behind. The KPI goes by an older one or counts as no data, and what it
    made Amber may look Green. Asked of a blank Value of a day on or before the as at date; not where a Note says that
    the figure was not collected, is still to come or may not be shown.

    **Fails**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | TRN-K02 |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 12 | 210 | |
    | TRN-K01 | 30 Sep 2026 | <> | 214 | |
    | TRN-K02 | 31 Oct 2026 | <> | 31 | Two new complex placements |

    **Passes**

    KPIs:
    | ID | State |
    | --- | --- |
    | TRN-K01 | |
    | TRN-K02 | Paused |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 12 | 210 | |
    | TRN-K01 | 31 Aug 2026 | | | Two new complex placements |
    | TRN-K01 | 30 Sep 2026 | | 214 | Figures not in yet |
    | TRN-K01 | 31 Oct 2026 | | 3 | Withheld, small numbers |
    | TRN-K01 | 30 Nov 2026 | | 214 | |
    | TRN-K02 | 31 Oct 2026 | | 214 | |
    """
    unread = Unread(programme)
    for row, kpi in actuals(programme):
        as_at, note = programme.as_at(row), row.note or ""
        if row.value is not None or not row.base or as_at is None or row.period_end > as_at:
            continue
        if is_stopped(programme, kpi) or unread.cell(row, "value"):
            continue
        if not (_NOT_COUNTED.search(note) or _TO_COME.search(note)):
            base = Related(row.at("base"), "the base")
            yield hit(row.at("value"), base, id=kpi.id, day=row.period_end, base=f"{row.base:,.10g}")


_NONE_LEFT = Pattern(
    r"(?i)\b(?:none|nobody|no one|no longer any|zero|nought|nil|all (?:placed|cleared|done)|cleared)\b"
)


@rule(
    "UN24",
    Severity.QUERY,
    "The figure for {day} is zero. The other figures of {id} lie between {lowest} and {highest}.",
    "If it was not collected, clear the cell. If it is right, explain this finding.",
)
def zero_where_blank_was_meant(programme: Programme) -> Iterator[Hit]:
    """A zero among figures that are far from zero is confirmed.

    A figure that was not collected is left blank. A zero would be counted, and turn the KPI Red or Green. Beside two
    figures the baseline is asked too, unless the commentary says that there is none left.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Measures |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 45% | 80% | Snapshot |
    | TRN-K02 | Count | 58 | 20 | Snapshot |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 62% | |
    | TRN-K01 | 31 Aug 2026 | <0%> | Agreed with the service |
    | TRN-K01 | 30 Sep 2026 | 63% | |
    | TRN-K01 | 31 Oct 2026 | 31.5% | |
    | TRN-K02 | 31 Aug 2026 | 60 | |
    | TRN-K02 | 30 Sep 2026 | 55 | |
    | TRN-K02 | 31 Oct 2026 | <0> | |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Measures | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 10% | 80% | Snapshot | |
    | TRN-K02 | Percent | 10% | 80% | Snapshot | |
    | TRN-K03 | Count | 10 | 0 | Snapshot | |
    | TRN-K04 | Count | 10 | 80 | Snapshot | |
    | TRN-K05 | Count | 10 | 80 | Period | |
    | TRN-K06 | Count | 58 | 20 | Snapshot | Nobody waits any more |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 62% | |
    | TRN-K01 | 31 Aug 2026 | | |
    | TRN-K01 | 30 Sep 2026 | 63% | |
    | TRN-K01 | 31 Oct 2026 | 61% | |
    | TRN-K02 | 31 Jul 2026 | 62% | |
    | TRN-K02 | 30 Sep 2026 | 63% | |
    | TRN-K02 | 31 Oct 2026 | 31% | |
    | TRN-K03 | 31 Jul 2026 | 62 | |
    | TRN-K03 | 31 Aug 2026 | 60 | |
    | TRN-K03 | 30 Sep 2026 | 55 | |
    | TRN-K03 | 31 Oct 2026 | 0 | |
    | TRN-K04 | 31 Jul 2026 | 9 | |
    | TRN-K04 | 31 Aug 2026 | 8 | |
    | TRN-K04 | 30 Sep 2026 | 7 | |
    | TRN-K04 | 31 Oct 2026 | 0 | |
    | TRN-K05 | 31 Jul 2026 | 62 | |
    | TRN-K05 | 31 Aug 2026 | 0 | |
    | TRN-K05 | 30 Sep 2026 | 63 | |
    | TRN-K05 | 31 Oct 2026 | 64 | |
    | TRN-K06 | 31 Aug 2026 | 60 | |
    | TRN-K06 | 30 Sep 2026 | 55 | |
    | TRN-K06 | 31 Oct 2026 | 0 | |
    """
    for kpi, known in series(programme, _is_steady).items():
        zeros = [now for before, now in pairwise(known) if now.value == 0 and not tells_why(now.row)]
        if not zeros or 0 in {kpi.baseline, kpi.target}:
            continue
        others = [actual.value for actual in known if actual.value != 0]
        # Of two figures only, the baseline that they began from tells what is usual.
        others += [float(kpi.baseline)] if len(others) == 2 and kpi.baseline and not _none_left(kpi) else []
        usual = middle(others)
        if len(others) < 3 or min(others) * 2 < usual or usual < LEAST.get(kpi.unit, 0.0):
            continue
        lowest, highest = amount(kpi.unit, min(others)), amount(kpi.unit, max(others))
        for zero in zeros:
            yield hit(zero.row.at("value"), day=zero.day, id=kpi.id, lowest=lowest, highest=highest)


def _none_left(kpi: Kpi) -> bool:
    """Whether the commentary says that there is none any more."""
    return _NONE_LEFT.search(kpi.commentary or "") is not None


def _is_steady(kpi: Kpi) -> bool:
    return kpi.measures in STEADY
