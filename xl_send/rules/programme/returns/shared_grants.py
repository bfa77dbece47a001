"""The grant and its end, as the workbooks of a programme give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import amount
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.programme import covers_read
from xl_send.rules.programme.returns.shared_names import have_all_another
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.submissions import Programme


@rule(
    "PR22",
    Severity.QUERY,
    "{column} is {value} here, and {usual} in the other workbooks.",
    "Write the same in every workbook: it speaks of the whole grant, not of one workstream's share.",
)
def grant_given_differently(programme: Programme) -> Iterator[Hit]:
    """Workbooks of one programme give the same grant total and the same end of the grant.

    What may be spent, and until when, is measured against them. Where no two workbooks agree, each may have given its
    own share: that is advice, and not asked of councils that each give their own. A thousandth is rounding.

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

    **Passes**

    north.xlsx Programme:
    | Council | Grant total (pounds) |
    | --- | --- |
    | Northshire County Council | 1000000 |

    south.xlsx Programme:
    | Council | Grant total (pounds) |
    | --- | --- |
    | Southport Borough Council | 250000 |
    """
    for name in ("grant", "grant_ends"):
        given = [(cover, getattr(cover, name)) for cover in covers_read(programme) if getattr(cover, name) is not None]
        counts = Counter(value for _, value in given)
        usual = max(counts, key=lambda value: counts[value], default=None)
        if counts[usual] == 1 and have_all_another([(cover, cover.council or "") for cover, _ in given]):
            continue
        for cover, value in given:
            if value != usual and not _is_rounded(value, usual):
                cell, severity = cover.at(name), None if counts[usual] > 1 else Severity.ADVICE
                yield hit(cell, severity=severity, column=cell.column, value=_in_words(value), usual=_in_words(usual))


def _is_rounded(value: object, usual: object) -> bool:
    """Whether two totals differ by no more than round figures do."""
    sums = isinstance(value, int | float) and isinstance(usual, int | float)
    return sums and abs(float(str(value)) - float(str(usual))) <= abs(float(str(usual))) / 1000


def _in_words(value: object) -> str:
    return say(value) if isinstance(value, date) else amount(Unit.POUNDS, float(str(value)))
