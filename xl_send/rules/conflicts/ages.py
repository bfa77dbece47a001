"""Returns that describe another time than the others of their programme."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.account_ages import is_stale
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import file_name
from xl_send.workbook.submissions import Programme


@rule(
    "CF23",
    Severity.QUERY,
    "This return is as at {day}, {age} days before {newest}. What it says of others, and they of it, may be old news.",
    "Ask for a new return. Until then treat conflicts with it with care.",
)
def return_much_older_than_others(programme: Programme) -> Iterator[Hit]:
    """The returns of one programme describe about the same time, within 45 days.

    Where one is older, a date may differ from another's only because the programme has moved on since.

    **Fails**

    Programme:
    | As at |
    | --- |
    | <28 Sep 2026> |

    south.xlsx Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    **Passes**

    Programme:
    | As at |
    | --- |
    | 29 Sep 2026 |

    south.xlsx Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    west.xlsx Programme:
    | As at |
    | --- |
    | |
    """
    dated = [(submission.as_at, submission) for submission in programme.submissions if submission.as_at]
    latest, newest = max(dated, key=lambda found: (found[0], found[1].workbook), default=(None, None))
    for day, item in dated:
        if latest and newest and is_stale(day, latest):
            other = Related(newest.cover.at("as_at"), "the newest return")
            age = (latest - day).days
            yield hit(item.cover.at("as_at"), other, day=day, age=age, newest=file_name(newest.workbook)).known_by(
                *(item.codes or {item.workbook})
            )
