"""The day on which a commentary says that its milestone is finished, where Forecast date is another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# A sentence that begins so tells of the milestone itself: "Aim to finish 5 Feb", "Forecast 19 March".
_FINISHED_ON = Pattern(
    r"(?i)(?:^|(?<=[.;!] )|(?<=\n))(?:(?:now |still )?forecast(?: date)?(?: is|:)?|(?:we )?(?:now |still )?"
    r"(?:(?:aim|aiming|expect|plan) to|will|to) (?:finish|complete|be (?:finished|done|complete|completed|all out))"
    rf"(?: it| this| them all| all)?)(?P<by> by)?(?: on| for)? (?:the )?{DAY}"
)


@rule(
    "MS88",
    Severity.QUERY,
    'Forecast date is {forecast}, and the commentary gives another day: "{words}".',
    "Check Forecast date: a digit may be mistyped. If it is right, bring the commentary up to date.",
    brings={"WM01": Reach.ROW},
    speaks_for=("MS63",),
)
def finished_on_another_day_than_forecast(programme: Programme) -> Iterator[Hit]:
    """The day on which a commentary says that its milestone is to be finished is its forecast.

    Colours, and all that waits for the milestone, go by the date; a slip in it hides behind words that nobody compares.
    Asked where a sentence begins with that it is forecast for a day, or is to be finished or complete on it, or by it
    where the forecast is later; not where the text names the forecast too, or the day is the one under Back to green
    by.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 15 Feb 2027 | <25 Feb 2027> | 113 drafts left. Aim to finish 5 Feb, before half-term. |
    | TRN-M02 | 31 Mar 2027 | <26 Mar 2027> | 58 young people. Forecast 19 March. |
    | TRN-M03 | 15 Feb 2027 | <12 Feb 2027> | Will be complete by 5 February 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary | Back to green by | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 15 Feb 2027 | 5 Feb 2027 | Aim to finish 5 Feb, before half-term. | | |
    | TRN-M02 | 31 Mar 2027 | 26 Mar 2027 | Aim to finish by 31 March. | | |
    | TRN-M03 | 31 Mar 2027 | 26 Mar 2027 | The north is to finish on 19 March, the rest on 26 March. | | |
    | TRN-M04 | 31 Mar 2027 | 26 Mar 2027 | Survey will finish on 19 March. | | |
    | TRN-M05 | 11 Dec 2026 | 15 Jan 2027 | Will be done on 29 January | 29 Jan 2027 | |
    | TRN-M06 | 6 Nov 2026 | | Aim to finish 30 October. | | 6 Nov 2026 |
    """
    for milestone in worked_on(programme, Milestone):
        forecast, text = milestone.forecast, milestone.commentary
        if forecast is None or milestone.actual or not text or forecast in days_named(text, forecast):
            continue
        for found in _FINISHED_ON.finditer(text):
            day = day_matched(found, forecast)
            if day and day != milestone.back_to_green and _is_another(found, day, forecast):
                said = Related(milestone.at("commentary"), "what is said")
                yield hit(milestone.at("forecast"), said, words=found[0].strip(), forecast=forecast)
                break


def _is_another(found: re.Match[str], day: date, forecast: date) -> bool:
    """Whether a forecast is on another day than one that is said; of one by which it is, only a later one."""
    return forecast > day or (forecast < day and not found["by"])
