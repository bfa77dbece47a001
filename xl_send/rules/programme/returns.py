"""Returns that are read together: whether they describe the same time and the same grant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import amount
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import file_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme

# Returns so many days apart may describe two reporting periods; beyond the second figure a conflict says so.
APART, FAR_APART = 14, 45


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
    covers = [(cover, cover.as_at) for cover in _covers(programme) if cover.as_at]
    latest, newest = max(covers, key=lambda item: item[1], default=(None, date.min))
    for cover, day in covers:
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
    "PR22",
    Severity.QUERY,
    "{column} is {value} here, and {usual} in the other workbooks.",
    "Give the same figure in every workbook: it is that of the whole grant, not of one workstream's share.",
)
def grant_given_differently(programme: Programme) -> Iterator[Hit]:
    """Workbooks of one programme give the same grant total and the same end of the grant.

    What may be spent, and until when, is measured against them. Where no two workbooks agree, each may have given its
    own share: that is advice.

    **Fails**

    north.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    south.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | <100000> | <31 Mar 2027> |

    west.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    **Passes**

    north.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    south.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    west.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | | |
    """
    for name in ("grant", "grant_ends"):
        given = [(cover, getattr(cover, name)) for cover in _covers(programme) if getattr(cover, name) is not None]
        counts = Counter(value for _, value in given)
        usual = max(counts, key=lambda value: counts[value], default=None)
        for cover, value in given:
            if value != usual:
                cell, severity = cover.at(name), None if counts[usual] > 1 else Severity.ADVICE
                yield hit(cell, severity=severity, column=cell.column, value=_in_words(value), usual=_in_words(usual))


def _covers(programme: Programme) -> list[Cover]:
    return [submission.cover for submission in programme.submissions if Cover in submission.seen]


def _in_words(value: object) -> str:
    return say(value) if isinstance(value, date) else amount(Unit.POUNDS, float(str(value)))
