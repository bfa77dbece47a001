"""The faults planted in the example, each with its correction and with what finds it.

`docs/example.md` lists them for readers; this is the same list for the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DELETE = "delete the row"

Where = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell put right: the row is the one that holds `where`, the text is as Markdown has it.

    A row whose text is `DELETE` goes. `rules` are those that blame the cell as it was written.
    """

    workbook: str
    sheet: str
    where: Where
    column: str
    text: str
    rules: tuple[str, ...] = ()


CORRECTIONS: tuple[Correction, ...] = (
    Correction(
        "transition.xlsx", "Milestones", {"ID": "TRN-M06"}, "Evidence seen",
        "Signed profiles, programme site, Transition, 03 Trial", ("MS03",),
    ),
    Correction(
        "transition.xlsx", "Actuals", {"KPI": "TRN-K03", "Period end": "22 May 2026"}, "Value", "57%", ("UN01",)
    ),
    Correction(
        "outreach.xlsx", "Risks", {"ID": "OUT-R08"}, "Outcome",
        "All four posts were filled by 7 November 2025; the trial opened three days late.", ("RK04",),
    ),
    Correction("early_help.xlsx", "Milestones", {"ID": "EHP-M06"}, "Forecast date", "18 Nov 2026", ("WB02",)),
    Correction("early_help.xlsx", "Milestones", {"ID": "EHP-M09"}, "Owner", "Early Years Adviser (SEND)", ("WB19",)),
    Correction("early_help.xlsx", "Risks", {"ID": "EHP-R05"}, "Action due", "27 Nov 2026", ("WB07",)),
    Correction(
        "sufficiency.xlsx", "Risks", {"ID": "SUF-R07", "Raised": "7 Sep 2026"}, "ID", "SUF-R09", ("RF01",)
    ),
    Correction("sufficiency.xlsx", "Milestones", {"ID": "SUF-M08"}, "Reported RAG", "Red", ("WM01",)),
    Correction(
        "sufficiency.xlsx", "Milestones", {"ID": "SUF-M08"}, "Commentary",
        "Both sites are offered as one contract, so tenders come back six weeks later.",
    ),
    Correction("sufficiency.xlsx", "Milestones", {"ID": "SUF-M08"}, "Back to green by", "12 Mar 2027"),
    Correction(
        "sufficiency.xlsx", "Milestones", {"ID": "SUF-M10"}, "Depends on", "SUF-M09, SUF-T04", ("RF08",)
    ),
    Correction("sufficiency.xlsx", "Interdependencies", {"ID": "SUF-D03"}, "Promised for", "26 Feb 2027"),
    Correction("statutory.xlsx", "Milestones", {"ID": "STA-M05"}, "Actual date", "", ("MS01",)),
    Correction("statutory.xlsx", "Milestones", {"ID": "STA-M05"}, "Evidence seen", ""),
    Correction("statutory.xlsx", "Milestones", {"ID": "STA-M06"}, "Forecast date", "27 Nov 2026", ("MS02",)),
    Correction(
        "statutory.xlsx", "Actuals", {"KPI": "STA-K02", "Period end": "30 Nov 2026"}, "Period end", DELETE, ("AC01",)
    ),
    Correction("statutory.xlsx", "Risks", {"ID": "STA-R06"}, "Last reviewed", "12 Nov 2026", ("RK09",)),
    Correction("statutory.xlsx", "Resources", {"ID": "STA-P04"}, "Funding", "Grant"),
    Correction("statutory.xlsx", "Resources", {"ID": "STA-P04"}, "Post status", "Recruiting"),
    Correction("workforce.xlsx", "Milestones", {"ID": "WFD-M05"}, "Phase", "Trial", ("WB04",)),
    Correction("workforce.xlsx", "KPIs", {"ID": "WFD-K03"}, "Owner", "SENCO Development Lead", ("WB01",)),
    Correction("workforce.xlsx", "Risks", {"ID": "WFD-R02"}, "Resource line", "WFD-P05", ("RK01",)),
)  # fmt: skip
