"""Nought for a figure that was not collected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Programme

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
