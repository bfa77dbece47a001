"""The days that the returns of a programme describe: one older than the others, or one ahead of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import file_name
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme

# Returns of one time are fewer days apart; more are told as a conflict.
APART, FAR_APART = 14, 45
FEWEST_BEHIND = 3


@rule(
    "PR21",
    Severity.ADVICE,
    "As at is {day}, {days} days before that of {other}.",
    "Ask for a later return, or bear in mind that this one tells of an earlier time.",
)
def return_older_than_the_others(programme: Programme) -> Iterator[Hit]:
    """Workbooks that are read together describe about the same day.

    A handover may be late in one and already mended in the other. Fewer than 14 days do not matter; more than
    45 are told as a conflict.

    **Fails**

    north.xlsx Programme:
    | As at |
    | --- |
    | <30 Oct 2026> |

    south.xlsx Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    west.xlsx Programme:
    | As at |
    | --- |
    | <29 Sep 2026> |

    **Passes**

    north.xlsx Programme:
    | As at |
    | --- |
    | 31 Oct 2026 |

    south.xlsx Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    west.xlsx Programme:
    | As at |
    | --- |
    | 28 Sep 2026 |
    """
    covers = _dated(programme)
    latest, newest = max(covers, key=lambda item: item[1], default=(None, date.min))
    for cover, day in covers if _alone_ahead(covers) is None else ():
        days = (newest - day).days
        if latest and APART <= days <= FAR_APART:
            yield hit(
                cover.at("as_at"),
                Related(latest.at("as_at"), "the latest"),
                day=day,
                days=days,
                other=file_name(latest.workbook),
            )


@rule(
    "PR34",
    Severity.QUERY,
    "Previous as at is {day}, but {usual} in most of the other workbooks.",
    "Give the day of the return before this one: what has changed since then is told from it.",
)
def previous_as_at_unlike_the_others(programme: Programme) -> Iterator[Hit]:
    """Returns that are read together follow returns of about one day.

    A day that is months off, mistyped or left from a year ago, tells what is old as new. Asked where the previous days
    of three workbooks or more lie within a fortnight of one another, and that of this one more than 45 days away.

    **Fails**

    north.xlsx Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    south.xlsx Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    west.xlsx Programme:
    | Previous as at |
    | --- |
    | 5 Oct 2026 |

    east.xlsx Programme:
    | Previous as at |
    | --- |
    | <10 Feb 2026> |

    **Passes**

    north.xlsx Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    south.xlsx Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    west.xlsx Programme:
    | Previous as at |
    | --- |
    | 10 Feb 2026 |
    """
    covers = [one.cover for one in programme.submissions if Cover in one.seen and one.cover.previous]
    days = sorted(cover.previous for cover in covers if cover.previous)
    for cover in covers:
        near = [day for day in days if cover.previous and abs((day - cover.previous).days) <= FAR_APART]
        others = [day for day in days if day not in near]
        alike = len(others) >= FEWEST_BEHIND and (others[-1] - others[0]).days <= APART
        if alike and len(near) == 1:
            yield hit(cover.at("previous"), day=cover.previous, usual=others[0])


def _dated(programme: Programme) -> list[tuple[Cover, date]]:
    covers = (submission.cover for submission in programme.submissions if Cover in submission.seen)
    return [(cover, cover.as_at) for cover in covers if cover.as_at]


def _alone_ahead(covers: Sequence[tuple[Cover, date]]) -> tuple[Cover, date] | None:
    """The one return that is of a day well after all others, which are of about one day."""
    if len(covers) <= FEWEST_BEHIND:
        return None
    *others, last = sorted(covers, key=lambda item: item[1])
    behind, first = others[-1][1], others[0][1]
    ahead = (last[1] - behind).days
    return last if APART <= ahead <= FAR_APART and (behind - first).days < APART else None


@rule(
    "PR64",
    Severity.QUERY,
    "As at is {day}, {days} days after that of every other return, the last of which is of {other}.",
    "Correct it if it was mistyped. What this return calls done or late is judged by that day.",
)
def as_at_ahead_of_all_others(programme: Programme) -> Iterator[Hit]:
    """No return is of a day well after all others of its programme.

    A month too many makes what is still to come late, and every other return look old. Asked of one among four or more
    that is of 14 to 45 days after the last of the others, while these are of about one day.

    **Fails**

    north.xlsx Programme:
    | As at |
    | --- |
    | 27 Nov 2026 |

    south.xlsx Programme:
    | As at |
    | --- |
    | 30 Nov 2026 |

    west.xlsx Programme:
    | As at |
    | --- |
    | <30 Dec 2026> |

    east.xlsx Programme:
    | As at |
    | --- |
    | 30 Nov 2026 |

    **Passes**

    north.xlsx Programme:
    | As at |
    | --- |
    | 27 Nov 2026 |

    south.xlsx Programme:
    | As at |
    | --- |
    | 30 Nov 2026 |

    west.xlsx Programme:
    | As at |
    | --- |
    | 11 Dec 2026 |

    east.xlsx Programme:
    | As at |
    | --- |
    | 30 Nov 2026 |
    """
    covers = _dated(programme)
    ahead = _alone_ahead(covers)
    if ahead:
        cover, day = ahead
        before = max(other for _, other in covers if other != day)
        others = [Related(one.at("as_at"), "another return") for one, _ in covers if one is not cover]
        yield hit(cover.at("as_at"), *others, day=day, days=(day - before).days, other=before)
