"""The terms that the words of milestones name, beside their dates."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import Named, named_in
from xl_send.calendar import Terms
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.dates.days_off import undone
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MC04",
    Severity.QUERY,
    'The milestone says "{words}", but its forecast date is {day}.',
    "Correct the date or the words: others plan by both.",
)
def date_outside_the_term_it_names(programme: Programme) -> Iterator[Hit]:
    """A milestone that names a term in its words is expected in that term, or by its end.

    Schools plan by terms, and they read the words. A date that has only slipped from one that fitted is late, not
    wrong. A term in which something else happens, such as a plan for it, is not asked about: only one in which the
    milestone's own event is said to be, as in "held in the spring term".

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn half-term 2026 | Half-term break | 26 Oct 2026 | 30 Oct 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Milestones:
    | ID | Milestone | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial open by the end of autumn term 2026 | 5 Jan 2027 | <5 Jan 2027> |
    | TRN-M02 | Review held in Spring term 2027 | 11 Dec 2026 | <11 Dec 2026> |
    | TRN-M03 | Schools chosen by end of Autumn 1 | 11 Dec 2026 | <11 Dec 2026> |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn half-term 2026 | Half-term break | 26 Oct 2026 | 30 Oct 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Trial open by the end of the autumn term | 18 Dec 2026 |
    | TRN-M02 | Schools chosen in Autumn 2 | 2 Nov 2026 |
    | TRN-M03 | Report on the autumn term published | 15 Jan 2027 |
    | TRN-M04 | Review held by the end of the summer term 2029 | 15 Jan 2027 |
    | TRN-M05 | Places ready for spring term 2027 | 11 Dec 2026 |
    | TRN-M06 | Schools chosen for trial in spring term 2027 | 11 Dec 2026 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |

    Milestones:
    | ID | Milestone | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial open by the end of the autumn term | 11 Dec 2026 | 5 Jan 2027 |
    """
    for submission in programme.submissions:
        terms = Terms.of(submission.all(CalendarEntry))
        for milestone in undone(programme, submission):
            named = named_in(milestone.name or "", terms, milestone.baseline)
            if not named or not milestone.forecast or named.allows(milestone.forecast):
                continue
            if not _only_slipped(milestone, named) and _is_when(milestone.name or "", named):
                related = Related(milestone.at("name"), "its words")
                yield hit(milestone.at("forecast"), related, words=named.words, day=milestone.forecast)


_EVENT_BEFORE = Pattern(
    r"(?i)\b(?:held|open|opens|opened|starts?|started|begins?|begun|completed?|finished|launch(?:es|ed)?|published"
    r"|signed|issued|trained|live|reached|done|made|met|closed|closes|ready|chosen|agreed|approved|take(?:s|n) place"
    r"|in place)$"
)


def _is_when(title: str, named: Named) -> bool:
    """Whether a term says when the event of a title is, not what it is about, and nothing follows."""
    before, _, after = title.partition(named.words)
    if named.first is None:
        return True
    return _EVENT_BEFORE.search(before.strip()) is not None and not after.strip(" .")


def _only_slipped(milestone: Milestone, named: Named) -> bool:
    planned = plan_day(milestone)
    return milestone.forecast is not None and milestone.forecast > planned and named.allows(planned)
