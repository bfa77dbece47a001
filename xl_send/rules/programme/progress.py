"""What workstreams say of the period that is over and of the next one."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.phrases import plain, says_nothing
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme


def _under_way(programme: Programme) -> Iterator[Workstream]:
    """Workstreams that are being worked on, in workbooks that were returned before."""
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        if as_at is None or submission.cover.previous is None:
            continue
        for stream in submission.all(Workstream):
            begun = stream.starts is not None and stream.starts < as_at
            over = stream.ends is not None and stream.ends < as_at
            if begun and not over and stream.state is State.ACTIVE:
                yield stream


@rule(
    "CM11",
    Severity.QUERY,
    "{column} {fault}.",
    "Say it in a sentence or two: a board reads this before anything else.",
)
def progress_untold(programme: Programme) -> Iterator[Hit]:
    """A workstream that is under way says what was done since the last return, and what will be done next.

    A colour does not tell a board what it got for its money. A first return, without Previous as at, is not
    asked.

    **Fails**

    Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    Workstreams:
    | Code | Progress since last time | Next period |
    | --- | --- | --- |
    | TRN | <> | Open the trial |
    | OUT | The north opened | <> |
    | EHP | <As before> | Open the trial |

    **Passes**

    Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    Workstreams:
    | Code | Progress since last time | Next period | State | Starts | Ends |
    | --- | --- | --- | --- | --- | --- |
    | TRN | Six schools chosen | Open the trial | | 1 Sep 2026 | 31 Aug 2027 |
    | OUT | | | Paused | 1 Sep 2026 | 31 Aug 2027 |
    | EHP | | | | 13 Nov 2026 | 31 Aug 2027 |
    | STA | | | | 1 Sep 2025 | 12 Nov 2026 |

    first.xlsx Workstreams:
    | Code | Progress since last time | Next period |
    | --- | --- | --- |
    | WFD | | |
    """
    for stream in _under_way(programme):
        for name, text in (("progress", stream.progress), ("next_period", stream.next_period)):
            if not text or says_nothing(text):
                cell = stream.at(name)
                fault = f'says only "{text.rstrip(" .")}"' if text and plain(text) else "is blank"
                yield hit(cell, column=cell.column, fault=fault)
