"""What a commentary says a milestone comes after, or how long after a holiday, against the dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import content_words
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# A sentence that says nothing else than after what it comes.
_AFTER = Pattern(
    r"(?i)(?:^|(?<=[.;] ))(?:(?:this|it|will|be|is|comes?|happens|goes|follows|live|done|planned|set|straight"
    r"|immediately|only|not|until|soon|right|directly|now) ){0,4}(?:after|once|following)"
    r" (?:the )?(?P<what>[\w&' -]{3,60}?)"
    r"(?: (?:is|are) (?:done|over|in|out|live|complete|finished))?\s*(?=[.;]|$)"
)
_NOT_THAT = Pattern(
    r"(?i)\b(?:weeks?|days?|months?|years?|term|meeting|feedback|comments?|\w{3,}ed|are|is|was|were|has|have"
    r"|had|can|will|we|us|they|it)\b"
)


@rule(
    "CM59",
    Severity.QUERY,
    'The commentary says "{words}", but the forecast, {day}, is before that of {id}, {other}.',
    "Correct one of the two dates, or the commentary. If it truly waits for {id}, name that under Depends on.",
)
def before_what_it_is_said_to_follow(programme: Programme) -> Iterator[Hit]:
    """What a milestone is said to come after is forecast for before it.

    Asked of a milestone that is still to come, where a sentence of its commentary says nothing else than after what it
    comes, one other milestone alone of its workstream has a word of that in its title, and that one is forecast for
    later, or was reached later.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | SEN2 return submitted from the new system | 11 Mar 2027 | Two dry runs. |
    | TRN-M02 | Old system read only | 26 Feb 2027 | <After SEN2 and the transfer dates.> |
    | TRN-M03 | Guide printed | 5 Mar 2027 | <Ready. Goes straight after the SEN2 return> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | SEN2 return submitted from the new system | 11 Mar 2027 | Two dry runs. |
    | TRN-M02 | Old records read only | 30 Apr 2027 | After SEN2 and the transfer dates. |
    | TRN-M03 | Guide printed | 5 Mar 2027 | After feedback on the return. |
    | TRN-M04 | Guide sent | 5 Mar 2027 | After SEN2 staff are free to help us with the next one |
    | TRN-M05 | Guide read | 5 Mar 2027 | After the summer |
    """
    for milestone in worked_on(programme, Milestone):
        forecast, text = milestone.forecast, milestone.commentary or ""
        if milestone.actual or forecast is None or not text:
            continue
        for found in _AFTER.finditer(text):
            one = None if _NOT_THAT.search(found["what"]) else _named(programme, milestone, found["what"])
            day = (one.actual or one.forecast) if one else None
            if one and day and day > forecast:
                related = Related(one.at("actual" if one.actual else "forecast"), "what comes first")
                words = {"words": found[0].strip(), "id": one.id}
                yield hit(milestone.at("commentary"), related, severity=None, day=forecast, other=day, **words)
                break


def _named(programme: Programme, milestone: Milestone, what: str) -> Milestone | None:
    """The one other milestone of a workstream that has a word of what another comes after in its title."""
    said = content_words(what) - content_words(milestone.name or "")
    found = [
        one
        for one in worked_on(programme, Milestone)
        if one.workstream == milestone.workstream and one is not milestone and said & content_words(one.name or "")
    ]
    return found[0] if len(found) == 1 else None


_WEEKS = Pattern(
    rf"(?i)(?:^|(?<=[.;] ))(?:(?:it|this|now|opens|planned|set|for|about|comes) ){{0,3}}(?P<number>{NUMBER}|an?)"
    r" (?P<unit>wks?|weeks?|days?) (?P<side>after|before|into) (?:the )?(?:[a-z]+ )?(?P<what>half[- ]term|easter"
    r"|christmas|summer holidays?)\b"
)
# A week of seven days; so much later or earlier is still what is said.
_A_WEEK, _ROOM, _FAR = 7, timedelta(days=10), timedelta(days=183)


@rule(
    "MC42",
    Severity.QUERY,
    'The commentary says "{words}", but {column} is {day}, {apart} days from the day that this means, {meant}.',
    "Correct the date, or the words. Schools plan by their holidays and read the words.",
)
def other_than_so_long_after_a_holiday(programme: Programme) -> Iterator[Hit]:
    """What is said to be some days or weeks after a holiday is about then.

    A date that was mistyped by months is seen beside such words. Asked where a sentence of the commentary begins with
    how long before or after half-term, Easter, Christmas or the summer holiday a milestone is, the Calendar has one
    within half a year of its date, and the date is more than ten days from what this means of each of them.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 1 Jun 2027 | <8 Oct 2027> | | A wk after half term, as the window moved. |
    | TRN-M02 | 5 Jan 2027 | <5 Mar 2027> | | Two weeks after Christmas. |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Summer half-term 2027 | Half-term break | 31 May 2027 | 4 Jun 2027 |
    | Autumn half-term 2027 | Half-term break | 25 Oct 2027 | 29 Oct 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 1 Jun 2027 | 8 Jun 2027 | | A wk after half term, as the window moved. |
    | TRN-M02 | 5 Nov 2027 | 8 Nov 2027 | | A week after half-term |
    | TRN-M03 | 5 Mar 2027 | 5 Mar 2027 | | Two schools start a week after half-term |
    | TRN-M04 | 5 Mar 2029 | 5 Mar 2029 | | A week after half-term |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer half-term 2027 | Half-term break | 31 May 2027 | 4 Jun 2027 |
    | Autumn half-term 2027 | Half-term break | 25 Oct 2027 | 29 Oct 2027 |
    """
    for milestone in worked_on(programme, Milestone):
        day, name = milestone.actual or milestone.forecast, "actual" if milestone.actual else "forecast"
        found = _WEEKS.search(milestone.commentary or "") if day else None
        if found is None or day is None:
            continue
        meant = [one for one in _meant(programme, milestone, found) if abs(one - day) <= _FAR]
        if meant and all(abs(one - day) > _ROOM for one in meant):
            best = min(meant, key=lambda one: abs(one - day))
            cell, related = milestone.at(name), Related(milestone.at("commentary"), "the words")
            words = {"words": found[0].strip(), "column": cell.column}
            yield hit(cell, related, severity=None, day=day, apart=abs(best - day).days, meant=best, **words)


def _meant(programme: Programme, milestone: Milestone, found: re.Match[str]) -> list[date]:
    """The days that so many weeks before or after each such holiday of the Calendar are."""
    number = found["number"].casefold()
    many = int(number_said(number)) if number not in {"a", "an"} else 1
    span = timedelta(days=many * (_A_WEEK if found["unit"].casefold().startswith("w") else 1))
    what = found["what"].casefold().replace("-", " ").split()[0]
    kind = CalendarKind.HALF_TERM if what == "half" else CalendarKind.HOLIDAY
    rows = [row for row in programme.of(milestone).all(CalendarEntry) if row.kind is kind]
    named = [row for row in rows if what == "half" or what in row.label.casefold()]
    if found["side"].casefold() == "before":
        return [row.starts - span for row in named]
    return [row.ends + span for row in named]
