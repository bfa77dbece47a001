"""Nought for a figure that was not collected, and a base without its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import is_stopped
from xl_send.analysis.figures import actuals
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.kpis import Actual
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
