"""Days in words that leave the dates of their row behind: by when help is asked for, where a baseline stays."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import has_ended
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission

_BY_THEN = Pattern(rf"(?i)\b(?:by|before|no later than) (?:[a-z]+day,? )?(?:the )?{DAY}")
_OF_LATER = Pattern(
    r"(?i)\b(?:so that|in order|to be (?:ready|open)|extend\w*|extension|fund\w*|pay\w*|cover|next (?:step|stage)|keep"
    r"|until|after|once|if|afterwards|then)\b"
)


@rule(
    "CM92",
    Severity.QUERY,
    'Help needed says "{words}", but {column} is {day}, before that.',
    "Correct the day in Help needed, or the date. Help that comes after the milestone helps nobody.",
)
def help_by_a_day_too_late(programme: Programme) -> Iterator[Hit]:
    """Help that a milestone asks for is asked for by a day before it is forecast.

    Whoever is asked plans for the day in the words. Asked of a milestone still to come whose Help needed gives one day
    by which something is wanted, after the Forecast date; not where it speaks of money or cover that goes on, or of
    what comes afterwards.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Help needed |
    | --- | --- | --- | --- |
    | TRN-M01 | 18 Dec 2026 | 15 Jan 2027 | <Legal advice is requested on the coding section by 18 January.> |
    | TRN-M02 | 18 Dec 2026 | 15 Jan 2027 | <Two heads to answer before 12/02/2027> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Help needed |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 18 Dec 2026 | 15 Jan 2027 | | Legal advice is requested on the coding section by 18 December. |
    | TRN-M02 | 18 Dec 2026 | 15 Jan 2027 | | Cover for the post, to be paid by 18 January |
    | TRN-M03 | 18 Dec 2026 | 15 Jan 2027 | | Answers by 8 January, so that papers are out by 18 January |
    | TRN-M04 | 18 Dec 2026 | | 6 Nov 2026 | Legal advice by 18 January |
    """
    for milestone in programme.each(Milestone):
        text, forecast = milestone.help_needed or "", milestone.forecast
        if not text or not forecast or has_ended(programme, milestone):
            continue
        found = list(_BY_THEN.finditer(text))
        day = day_matched(found[0], forecast) if len(found) == 1 and not _OF_LATER.search(text) else None
        if day and day > forecast:
            cell = milestone.at("forecast")
            related = Related(cell, "the forecast")
            yield hit(milestone.at("help_needed"), related, words=found[0][0].strip(), column=cell.column, day=forecast)


_BASELINE = Pattern(
    r"(?i)\b(?:baseline|plan date|planned date|original date)(?: date)?(?: (?:of|for) [\w-]+(?: [\w-]+){0,3})?,?"
    r" (?:(?:then|still|will|would|has to|must|is|was) )?(?:stays?|remains?|stands?|stuck|fixed|kept|held|is|was|be)?"
    rf" ?(?:at|on|as|of)? ?(?:the )?{DAY}"
)
_MOVES = Pattern(r"(?i)\b(?:to|new|moves?d?|moving|re-?baseline\w*|from|agreed|revised|change[sd]?|proposed)\b")


@rule(
    "CM93",
    Severity.QUERY,
    '{where} says "{words}", but that is the {column} of {id}; its baseline is {baseline}.',
    "Correct the day in the words. A board that agrees to the wrong baseline judges by the wrong date.",
)
def baseline_on_its_forecast(programme: Programme) -> Iterator[Hit]:
    """A baseline that words name is the Baseline date of its milestone, not its forecast.

    Asked where a text of a milestone, or of a row of the log, says that the baseline is, or stays at, a day on which no
    milestone of its workstream has its Baseline or Agreed date, and one has its Forecast or Actual date. What is to be
    moved is not asked about.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 14 Dec 2026 | 18 Jan 2027 | |
    | TRN-M02 | 11 Dec 2026 | 22 Jan 2027 | <Late; the baseline is 22 January.> |

    Issues and decisions:
    | ID | What happens if not |
    | --- | --- |
    | TRN-A01 | <Baseline stays at 18 January> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 14 Dec 2026 | 18 Jan 2027 | We ask to move the baseline to 18 January. |
    | TRN-M02 | 11 Dec 2026 | 22 Jan 2027 | Late; the baseline is 11 December, and 22 January is what we expect. |
    | TRN-M03 | 11 Dec 2026 | 29 Jan 2027 | The KPI baseline of 31 March stands |

    Issues and decisions:
    | ID | What happens if not |
    | --- | --- |
    | TRN-A01 | Baseline stays at 14 December |
    """
    for submission in programme.submissions:
        for record, names in _rows(submission):
            for name in names:
                text = getattr(record, name) or ""
                found = _BASELINE.search(text)
                as_at = programme.as_at(record)
                day = day_matched(found, as_at) if found and as_at else None
                if found is None or day is None or _MOVES.search(text.replace(found[0], " ")):
                    continue
                own = [one for one in submission.all(Milestone) if one.workstream == getattr(record, "workstream", "")]
                plans = {date for one in own for date in (one.baseline, one.agreed)}
                odd = next((one for one in own if day in (one.forecast, one.actual)), None)
                if odd and day not in plans:
                    cell, other = record.at(name), odd.at("actual" if odd.actual == day else "forecast")
                    words = {"where": cell.column, "words": found[0].strip(), "column": other.column, "id": odd.id}
                    related = Related(odd.at("baseline"), "the baseline")
                    yield hit(cell, related, severity=None, baseline=odd.baseline, **words)


def _rows(submission: Submission) -> Iterator[tuple[Record, tuple[str, ...]]]:
    """The rows that may speak of baselines, with the names of their texts."""
    for milestone in submission.all(Milestone):
        yield milestone, ("commentary", "help_needed")
    for entry in submission.all(LogEntry):
        yield entry, ("what", "otherwise", "outcome")
