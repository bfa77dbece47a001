"""A score that three boards saw while what the risk threatens has slipped."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from examples import programme
from statuses import table
from xl_send.compare import BoardSnapshot, ChangeKind, changes_between
from xl_send.rag.rollup import programme_status
from xl_send.workbook.submissions import Programme

DAYS = ("25 Sep 2026", "13 Nov 2026", "11 Dec 2026")
SCORED = "Scored 9 (likelihood 3, impact 3) at each of three boards since 25 September 2026"


def read(as_at: str, risk: dict[str, str], *forecasts: str) -> Programme:
    rows = [{"ID": f"TRN-M0{place}", "Forecast date": day} for place, day in enumerate(forecasts, 1)]
    named = {"Threatens": "TRN-M01, TRN-M02", **risk}
    return programme(table("Programme", {"As at": as_at}) + table("Milestones", *rows) + table("Risks", named))[0]


def told(risks: Sequence[dict[str, str]], forecasts: Sequence[tuple[str, str]], since: str = DAYS[0]) -> list[str]:
    dates = (since, *DAYS[1:])
    first, then, now = (read(day, risk, *days) for day, risk, days in zip(dates, risks, forecasts, strict=True))
    before, after = (BoardSnapshot(found, programme_status(found)) for found in (then, now))
    found = changes_between(before, after, first).changes
    return [change.sentence for change in found if change.what is ChangeKind.SCORE_STANDS]


EARLY, LATE = ("8 Jan 2027", "8 Jan 2027"), ("11 Jan 2027", "15 Jan 2027")

SLIPPED = f"{SCORED}, while what it threatens has slipped: "


@pytest.mark.parametrize(
    ("risks", "forecasts", "slips"),
    [
        # Named by how far they have slipped, the furthest first; what has not is not named.
        (({}, {}, {}), (EARLY, EARLY, LATE), "TRN-M02 (5 working days later) and TRN-M01 (1 working day later)"),
        (({}, {}, {}), (EARLY, LATE, ("8 Jan 2027", "11 Jan 2027")), "TRN-M02 (1 working day later)"),
        (({}, {}, {}), (EARLY, LATE, EARLY), ""),
        (({}, {}, {"Threatens": ""}), (EARLY, EARLY, LATE), ""),
        *(
            ((*[{}] * place, spoilt, *[{}] * (2 - place)), (EARLY, EARLY, LATE), "")
            for place in range(3)
            for spoilt in ({"Likelihood": "4"}, {"Impact": "4"}, {"Status": "Closed"})
        ),
    ],
)
def test_a_score_that_stands_while_what_it_threatens_slips_is_told(
    risks: tuple[dict[str, str], ...], forecasts: tuple[tuple[str, str], ...], slips: str
) -> None:
    assert told(risks, forecasts) == ([f"{SLIPPED}{slips}."] if slips else [])


def test_where_the_first_of_the_boards_has_no_date_none_is_said() -> None:
    (said,) = told(({}, {}, {}), (EARLY, EARLY, ("8 Jan 2027", "11 Jan 2027")), "soon")
    assert " at each of three boards, while what it threatens has slipped: TRN-M02" in said
