"""What a milestone's commentary counts, against the latest figure of the KPI of which something is expected then."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, differ_by_a_digit, expectations, series
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_OPENS = Pattern(
    rf"(?i)^(?:so far |now )?({NUMBER}) (?:[a-z]+ )?(?:are |have been |have )?([a-z]{{4,12}}ed)(?=\s*(?:$|[.;,(]))"
)
ALIKE = 2
# "All sixty settings have now been trained", of no wave or place.
_ALL_DONE = Pattern(
    rf"(?i)\b(?:all|every one) (?:of )?(?:the "
    rf"|our )?({NUMBER})((?: [a-z-]+)?(?: [a-z]{{4,20}}s)?(?: and [a-z]{{4,20}}s)?) (?:have|are|were"
    r"|has|is)"
    r" (?:(?:now|already|all|since|been) )*([a-z]{4,12}ed|screening|running|open)\b(?! (?:for|to|by|in|up) )"
)
_TO_COME = Pattern(
    r"(?i)\b(?:will|would|once|when|if|until|should|to be|not|after|before|unless|cannot|left|since then"
    r"|dropped|stopped|withdrawn|closed)\b"
)
_ALL_STILL = Pattern(rf"(?i)\ball ({NUMBER}) (?:of them )?(?:are )?(still (?:there|on|in|with)|remain)\b")


@rule(
    "UN45",
    Severity.QUERY,
    'The commentary says "{words}", but the latest figure of {id} ({name}) is {value}, of {day}.',
    "Correct the commentary, or the figure on the Actuals sheet. A board that reads both cannot tell how far it is.",
)
def milestone_counts_other_than_its_kpi(programme: Programme) -> Iterator[Hit]:
    """What a milestone's commentary says is done is no less than the KPI that counts it.

    Asked of a count that is to rise, of which something is expected at the milestone: where the commentary opens with
    so many of what the title too says is trained or signed, and fewer than the latest figure, says that so many are all
    still there, and the figure is another, or that all of as many as are expected are done, and the figure is less.

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 100 settings trained in early identification | <62 trained. Two dates were cancelled.> |
    | TRN-M02 | First twelve supported interns start | <All 12 started and all 12 still there.> |

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Settings with a trained lead | Count | 18 | 140 |
    | TRN-K02 | Young people on supported internships | Count | 0 | 40 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 100 |
    | TRN-K02 | TRN-M02 | 12 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 66 |
    | TRN-K02 | 31 Oct 2026 | 16 |

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Sixty settings screening | <Dates are booked and all sixty settings have now been trained.> |

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Settings trained and screening | Count | 0 | 60 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 60 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 28 |

    **Passes**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 100 settings trained in early identification | 66 trained. Two dates were cancelled. |
    | TRN-M05 | 100 settings trained in early identification | Once all 100 settings are trained we stop. |
    | TRN-M07 | 100 settings trained in early identification | All 100 settings were trained, some have left |
    | TRN-M06 | 100 settings trained in early identification | All 100 settings have been invited to be trained. |
    | TRN-M02 | First twelve supported interns start | All 12 started and all 12 still there. |
    | TRN-M03 | 120 settings trained in early identification | 70 trained since. |
    | TRN-M04 | 130 settings trained in early identification | 14 trained in November |

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Settings with a trained lead | Count | 18 | 140 |
    | TRN-K02 | Young people on supported internships | Count | 0 | 40 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 100 |
    | TRN-K02 | TRN-M02 | 12 |
    | TRN-K01 | TRN-M03 | 120 |
    | TRN-K01 | TRN-M04 | 130 |
    | TRN-K01 | TRN-M05 | 100 |
    | TRN-K01 | TRN-M06 | 100 |
    | TRN-K01 | TRN-M07 | 100 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 66 |
    | TRN-K02 | 31 Oct 2026 | 12 |
    """
    counted = series(programme, is_count_to_rise)
    told: set[str] = set()
    for kpi, row, milestone in expectations(programme):
        dated = counted.get(kpi)
        if milestone is None or not dated or milestone.id in told or not is_active(programme, milestone):
            continue
        latest = dated[-1]
        words = _counts_otherwise(milestone, kpi, latest.value, row.expected)
        if words:
            told.add(milestone.id)
            related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
            yield hit(
                milestone.at("commentary"), related, words=words, id=kpi.id, name=kpi.name,
                value=amount(kpi.unit, latest.value), day=latest.day,
            )  # fmt: skip


def is_count_to_rise(kpi: Kpi) -> bool:
    """Whether a KPI is a count of which more is better."""
    return kpi.unit is Unit.COUNT and kpi.better is Better.HIGHER


def _counts_otherwise(milestone: Milestone, kpi: Kpi, latest: float, expected: float) -> str:
    """The words by which a commentary counts otherwise than the latest figure; blank where it does not."""
    text, title = milestone.commentary or "", milestone.name or ""
    if len(stems(title) & stems(kpi.name or "")) < ALIKE:
        return ""
    opens = _OPENS.match(text) if milestone.actual is None else None
    if opens and opens[2].casefold() in title.casefold().split() and f"{expected:.0f}" in title.split():
        said = number_said(opens[1])
        return opens[0] if said < latest or differ_by_a_digit(said, latest) else ""
    every = _ALL_DONE.search(text) if milestone.actual is None else None
    if every and expected == number_said(every[1]) > latest:
        is_done = bool(stems(every[3]) & stems(f"{kpi.name} {title}")) and not _TO_COME.search(text)
        return every[0] if is_done else ""
    still = _ALL_STILL.search(text)
    return still[0] if still and number_said(still[1]) == expected != latest else ""
