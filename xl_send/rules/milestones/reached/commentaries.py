"""What commentaries say of when milestones were reached: that they were."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import OFF_TRACK, worked_on
from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.analysis.words.phrases import opens_finished
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# All that there was to do, said to be done: the whole of what is said.
_ALL_DONE = Pattern(
    r"(?i)(?:all|every|each|the last)\b[^.;,]{0,60} (?:was|were|has been|have been|is now|are now|now) "
    r"(?:signed|agreed|open(?:ed)?|published|issued|finished|completed?|delivered|trained|in place|in post|reached)"
    r"(?: (?:on|in|by|last) [^.;,]{1,30})?\.?",
)
_DONE_ON = Pattern(
    r"(?i)(?:it |this |was |now ){0,2}(opened|held|signed|published|launched|agreed|approved|issued|submitted"
    r"|appointed)"
    rf" (?:on )?{DAY}"
)
_IN_PART = Pattern(
    r"(?i)\bby (?:one|two|three|four|five|six|seven|eight|nine|\d+|most|some)\b"
    r"|\b(?:of the|of \d+|first|part|partly|draft|principle|interim|some|most|but|except|remaining|rest|next"
    r"|to follow|will|still|until|follows?|theirs)\b"
)


@rule(
    "MS33",
    Severity.QUERY,
    'The commentary says "{text}", but Actual date is blank.',
    "Give the day it was reached under Actual date. If it is not reached yet, say in Commentary what is still to do.",
)
def said_to_be_finished_but_not_dated(programme: Programme) -> Iterator[Hit]:
    """A milestone that is said to be complete has an actual date.

    Without one it counts as work to come, and is late once its forecast date has passed. So it is where the commentary
    opens with the title's own verb and a day that has passed, and tells of no part.

    **Fails**

    Milestones:
    | ID | Reported RAG | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Green | <> | Completed on 12 November; all schools have a named teacher. |
    | TRN-M02 | | <> | Complete |
    | TRN-M03 | Green | <> | All twelve agreements were signed on 9 November. |
    | TRN-M04 | Green | <> | COMPLETE - all schools trained |

    **Fails**

    Milestones:
    | ID | Milestone | Reported RAG | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Contract signed | Green | <> | Signed 6 Nov. |
    | TRN-M02 | Heads' briefing held | Green | <> | Held on 5/11/26 with 40 heads |

    **Passes**

    Milestones:
    | ID | Reported RAG | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Green | 6 Nov 2026 | Completed on 6 November |
    | TRN-M02 | Green | | Completed by March |
    | TRN-M03 | Green | | Complete, except for two schools |
    | TRN-M04 | Red | | Complete |
    | TRN-M05 | Green | | All schools were told; seven have signed. |

    **Passes**

    Milestones:
    | ID | Milestone | Reported RAG | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Contract signed | Green | | Signed on 5 November by two of the trusts |
    | TRN-M04 | Policy published | Green | | Published on 5 November as a draft for comment |
    | TRN-M05 | Briefings held | Green | | Held on 5 November (north); south on 7 December |
    | TRN-M06 | Contract signed | Green | | Signed on 5 November by us; theirs follows |
    | TRN-M02 | Heads' briefing held | Green | | Held back on 5 November; held on 4 December |
    | TRN-M03 | Hub opens | Green | | Agreed on 5 November |
    """
    for milestone in worked_on(programme, Milestone):
        text = milestone.commentary or ""
        if not text or milestone.actual or milestone.reported in OFF_TRACK:
            continue
        if opens_finished(text) or _ALL_DONE.fullmatch(text.strip()) or _done_on_a_day(programme, milestone):
            said = Related(milestone.at("commentary"), "what is said")
            yield hit(milestone.at("actual"), said, text=text.strip().rstrip(" ."))


def _done_on_a_day(programme: Programme, milestone: Milestone) -> bool:
    """Whether a commentary opens with what the title says will have happened, and a day that has passed."""
    text, as_at = milestone.commentary or "", programme.as_at(milestone)
    found = _DONE_ON.match(text)
    if found is None or as_at is None or _IN_PART.search(text):
        return False
    day = day_matched(found, as_at)
    later = any(other > as_at for other in days_named(text, as_at))
    return (
        day is not None and day <= as_at and not later and found[1].casefold()[:4] in (milestone.name or "").casefold()
    )
