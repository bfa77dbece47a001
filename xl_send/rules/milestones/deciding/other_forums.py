"""A forum that other rows and words do not give for a decision, and that does not meet on its day."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.forums_meant import forum_meant
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MS57",
    Severity.QUERY,
    "Forum is {forum}, which does not meet on {day}, but by {where} it is for {other}, which does.",
    "Name the forum that decides. Papers sent to another body come back undecided.",
    brings={"CF19": Reach.CELL, "CF40": Reach.CELL, "WM01": Reach.ROW},
)
def forum_that_others_do_not_give(programme: Programme) -> Iterator[Hit]:
    """A milestone's decision is asked of the forum that the log and its own words give.

    A forum that was taken from another row moves the milestone to a meeting that nobody waits for. Asked of a milestone
    that still needs a decision and is forecast for a day on which its forum does not meet, though its meetings are
    listed, and one other does: where an open row of the log asks that other for the same by that day, or the words of
    the milestone give the day to such a body and do not name a body of its own kind.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Decision needed | Forum | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Four resourced provisions confirmed | 3 Dec 2026 | Decision | <Schools Forum> | |
    | TRN-M02 | Bands settled | 3 Dec 2026 | Decision | <Schools Forum> | To the board on 3 December. |

    Issues and decisions:
    | ID | What | Kind | Status | Forum | Needed by |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Confirm the four resourced provisions | Decision needed | Open | Programme Board | 3 Dec 2026 |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Schools Forum | 14 Jan 2027 | 6 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Decision needed | Forum | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Four resourced provisions confirmed | 3 Dec 2026 | Decision | Programme Board | |
    | TRN-M02 | Bands settled | 3 Dec 2026 | Decision | Schools Forum | To the board on 3 December, then the Forum |
    | TRN-M03 | Travel policy adopted | 3 Dec 2026 | Decision | Schools Forum | |

    Issues and decisions:
    | ID | What | Kind | Status | Forum | Needed by |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Confirm the four resourced provisions | Decision needed | Open | Programme Board | 3 Dec 2026 |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 25 Nov 2026 |
    | Schools Forum | 14 Jan 2027 | 6 Jan 2027 |
    """
    for milestone in worked_on(programme, Milestone):
        meant = forum_meant(programme, milestone)
        if meant:
            cell, meeting = milestone.at("forum"), Related(meant.meeting.at("day"), "the meeting of that day")
            yield hit(
                cell, meant.by, meeting, forum=milestone.forum, day=milestone.forecast, where=meant.where,
                other=meant.forum,
            )  # fmt: skip
