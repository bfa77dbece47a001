"""As at, left where the last return had it: what the rest of the return then seems to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.misplaced.as_at import as_at_left_behind
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_FOLLOW = (
    "AC01", "CF02", "CF40", "CM23", "ID01", "IS05", "IS06", "KP22", "KP26", "KP43", "KP51", "MN03", "MN61", "MN62",
    "MN68", "MS01",
    "MS08", "MS19", "PR21", "PR31", "RK06", "RK08", "RK18", "RS02", "RS05", "WM01", "WM02", "WM03", "WM04", "WM05",
    "WM11",
)  # fmt: skip


@rule(
    "PR35",
    Severity.ERROR,
    "As at is {as_at}, but {dates} of this return tell of later days. It may not have been moved on from the last "
    "return.",
    "Type the day that this return describes. If As at is right, correct the later dates.",
    speaks_for=("PR01",),
    brings=dict.fromkeys(_FOLLOW, Reach.WORKBOOK),
)
def as_at_not_moved_on(programme: Programme) -> Iterator[Hit]:
    """As at is moved on with each return.

    Everything is measured as at that day. One date after it is a slip of that date; four and more, on two sheets,
    are a slip of As at, and two where Previous as at is that day too. Where the weeks before it are told of as well, it
    takes six, on three sheets, of the two months after it, and is a query: colours are computed as at that day all the
    same.

    **Fails**

    Programme:
    | As at |
    | --- |
    | <2 Oct 2026> |

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | 23 Oct 2026 |
    | TRN-M02 | | 6 Nov 2026 |

    Issues and decisions:
    | ID | Raised |
    | --- | --- |
    | TRN-A01 | 12 Oct 2026 |
    | TRN-A02 | 19 Oct 2026 |

    **Fails**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | <2 Oct 2026> | 2 Oct 2026 |

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | 23 Oct 2026 |
    | TRN-M02 | | 6 Nov 2026 |

    **Fails**

    Programme:
    | As at |
    | --- |
    | <30 Oct 2026> |

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | 23 Oct 2026 |
    | TRN-M02 | | 16 Oct 2026 |
    | TRN-M03 | | 9 Oct 2026 |
    | TRN-M04 | | 4 Nov 2026 |

    Interdependencies:
    | ID | Delivered | Accepted |
    | --- | --- | --- |
    | TRN-D01 | 4 Nov 2026 | 6 Nov 2026 |
    | TRN-D02 | 20 Nov 2026 | |

    Issues and decisions:
    | ID | Raised |
    | --- | --- |
    | TRN-A01 | 16 Nov 2026 |
    | TRN-A02 | 23 Nov 2026 |

    **Passes**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 2 Oct 2026 | 2 Oct 2026 |

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | 23 Oct 2026 |
    | TRN-M02 | | 2 Oct 2026 |

    **Passes**

    Programme:
    | As at |
    | --- |
    | 2 Oct 2026 |

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | 23 Oct 2026 |
    | TRN-M02 | | 2 Oct 2026 |

    Issues and decisions:
    | ID | Raised |
    | --- | --- |
    | TRN-A01 | 12 Oct 2026 |
    | TRN-A02 | 19 Oct 2026 |
    """
    for submission in programme.submissions:
        found, cover = as_at_left_behind(submission), submission.cover
        if found is not None:
            same = cover.previous is not None and cover.as_at is not None and cover.previous >= cover.as_at
            beside = [Related(cover.at("previous"), "Previous as at")] if same else []
            severity = None if found.is_sure else Severity.QUERY
            yield hit(found.as_at, *beside, severity=severity, as_at=cover.as_at, dates=counted(found.dates, "date"))


# The facts of each sheet, by the day they tell of. A return that tells of none of the last four months is not of today.
_TELLS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Milestone, ("actual", "updated", "decided")),
    (Actual, ("period_end",)),
    (Risk, ("raised", "reviewed")),
    (LogEntry, ("raised", "closed_on")),
    (Interdependency, ("delivered", "accepted")),
)
LONG_AGO = timedelta(days=120)

_FOLLOW_YEAR = (
    "EP01", "ID05", "ID14", "IS03", "KP23", "KP33", "KP51", "KP52", "MN24", "MQ21", "MS02", "MS07", "PR31", "PR32",
    "PR46", "RK03", "RK09", "RK14", "RS05", "RS06", "RS15", "WM01", "WM02", "WM03", "WM04",
)  # fmt: skip


@rule(
    "PR36",
    Severity.QUERY,
    "As at is {as_at}, but the latest thing that this return tells of is {days} days before, on {latest}.",
    "Check the year and the month of As at. If As at is right, bring the rows up to date: everything is measured as at "
    "that day.",
    brings=dict.fromkeys(_FOLLOW_YEAR, Reach.WORKBOOK),
)
def as_at_long_after_everything(programme: Programme) -> Iterator[Hit]:
    """A return tells of something in the four months before its As at.

    With a year typed wrongly every date has passed, in the other returns too: they are all measured as at the latest
    day. What is reached, counted, reviewed, raised, closed or handed over counts.

    **Fails**

    Programme:
    | As at |
    | --- |
    | <13 Nov 2027> |

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | 23 Oct 2026 |
    | TRN-M02 | 11 Dec 2027 | |

    **Passes**

    Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | 16 Jul 2026 |
    | TRN-M02 | 11 Dec 2026 | |
    """
    for submission in programme.submissions:
        cover = submission.cover
        days = [
            day
            for record, names in _TELLS
            for row in submission.all(record)
            for name in names
            if (day := getattr(row, name)) is not None
        ]
        if Cover in submission.seen and cover.as_at and days and cover.as_at - max(days) > LONG_AGO:
            latest = max(days)
            yield hit(cover.at("as_at"), as_at=cover.as_at, days=(cover.as_at - latest).days, latest=latest)
