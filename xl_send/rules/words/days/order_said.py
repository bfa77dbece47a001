"""Steps that a text plans in an order in which they cannot come, as tests after what is live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import content_words
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, days_named, end_of_month, next_month_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_SENTENCE = Pattern(r"(?<=[.;!?])\s+|\n")
_A_DAY = Pattern(rf"(?i)(?<![\d/]){DAY}")
_FIRST = Pattern(
    r"(?i)\b(?:UAT|user tests?|acceptance tests?|testing|rehearsals?|dry run|interviews?|shortlisting|adverts?"
    r"|consultation (?:opens|runs|closes|ends)|tenders? (?:out|opens?|closes?)|moderation|first draft|proofs?)\b[^,;]*$"
)
_LAST = Pattern(
    r"(?i)\b(?:live|go-live|launch\w*|opens?|publish\w*|publication|award\w*|appointed|in post|starts?|signed|sign-off"
    r"|decision|decides)\b[^,;]*$"
)
_ANOTHER = Pattern(
    r"(?i)\b(?:after|then|once|followed|next|second|wave|phase|other|first release|was|were|had|again|re-?open\w*)\b"
)


@rule(
    "CM57",
    Severity.QUERY,
    '{column} says "{words}": {first} comes after {last}.',
    "Correct one of the two days. What is tested, chosen or consulted on comes before it is live, open or decided.",
)
def prepared_after_it_is_live(programme: Programme) -> Iterator[Hit]:
    """What prepares for something comes before it.

    Asked where a sentence of a workstream's reason or plan, or of a milestone's commentary, gives a day for tests, a
    rehearsal, interviews, an advert, a consultation or the like, and right after it an earlier day, both still to
    come, on which something is live, opens, is awarded, published or decided.

    **Fails**

    Workstreams:
    | Code | Reason and path to green | Next period |
    | --- | --- | --- |
    | TRN | <Release now 29/01. UAT w/c 22 Feb, live 19 Feb.> | |
    | OUT | | <Interviews on 20 January, teacher in post 11 January> |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Consultation closes on 12 March, decision 9 March.> |

    **Passes**

    Workstreams:
    | Code | Reason and path to green | Next period |
    | --- | --- | --- |
    | TRN | Release now 29/01. UAT w/c 8 Feb, live 19 Feb. | Live 19 Feb, testing of the second release 8 March |
    | OUT | Interviews 12 October, in post 4 January | Interviews 20 January for the post that starts 11 January 2028 |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Second interviews on 12 March, first teachers start on 11 January. |
    """
    for row, name, text in _texts(programme):
        as_at = programme.as_at(row)
        to_come = [day for day in days_named(text, as_at) if day >= as_at] if as_at else []
        for sentence in _SENTENCE.split(text) if any(last < first for first, last in pairwise(to_come)) else ():
            found = _turned(sentence, as_at or date.min)
            if found:
                cell = row.at(name)
                words = {"column": cell.column, "words": sentence.strip(" .")}
                yield hit(cell, severity=None, first=found[0], last=found[1], **words)
                break


def _texts(programme: Programme) -> Iterator[tuple[Record, str, str]]:
    for stream in programme.each(Workstream):
        for name in ("reason", "next_period"):
            if text := getattr(stream, name):
                yield stream, name, text
    for milestone in worked_on(programme, Milestone):
        if milestone.commentary and not milestone.actual:
            yield milestone, "commentary", milestone.commentary


def _turned(sentence: str, as_at: date) -> tuple[date, date] | None:
    """The day of a first step and that of a last one right after it, where they are the wrong way round."""
    days = [(found, day) for found in _A_DAY.finditer(sentence) if (day := day_matched(found, as_at))]
    start = 0
    for (one, first), (other, last) in pairwise(days):
        between = sentence[one.end() : other.start()]
        late = as_at <= last < first and first - last < timedelta(days=100)
        if late and _FIRST.search(sentence[start : one.start()]) and _LAST.search(between):
            return None if _ANOTHER.search(sentence) else (first, last)
        start = one.end()
    return None


_TENDER = Pattern(
    r"(?i)(?P<what>[^.;:,\n]{0,40}?)\b(?:re-?)?(?:tenders?|procurement|advert)(?: pack| documents)?"
    r" (?:is |are |to |will )?"
    r"(?:go(?:es)? |be )?(?:out|opens?|issued|published|starts?|begins?|live)"
    rf"(?: (?:on|in|by|from|at))?(?: the)? (?:(?P<part>early|mid|late|end of)[- ])?"
    rf"(?:{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
_CONTRACT = Pattern(r"(?i)\b(?:contracts?|supplier|provider|award\w*|appointed|let|in post|framework)\b")
_MIDDLE = 14


@rule(
    "CM58",
    Severity.QUERY,
    '{column} says "{words}", but {id}, for which it is, is forecast for {forecast}.',
    "Correct the text, or forecast {id} for after the tender. Nobody can start on a contract before it was offered.",
)
def tendered_after_it_begins(programme: Programme) -> Iterator[Hit]:
    """A tender or an advert goes out before what it is for begins.

    Asked of the reason and the Next period of a workstream, where they say that a tender or an advert goes out on a day
    or in a month to come, and a milestone of the workstream with a word of what is tendered, whose title tells of a
    contract, a provider or a post, is forecast for before that.

    **Fails**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | <Cabinet 09/02. Route re-tender out mid April.> |

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | New route contracts start | 12 Apr 2027 |

    **Passes**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | Route re-tender out mid Dec. |
    | OUT | Therapy tender out in April |

    Milestones:
    | ID | Workstream | Milestone | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | New route contracts start | 12 Apr 2027 |
    | OUT-M01 | OUT | Taxi contracts start | 12 Apr 2027 |
    """
    for stream in programme.each(Workstream):
        as_at = programme.as_at(stream)
        for name in ("next_period", "reason"):
            found = _TENDER.search(getattr(stream, name) or "") if as_at else None
            day = _first_day(found, as_at) if found and as_at else None
            what = content_words(found["what"]) if found else set()
            for milestone in programme.each(Milestone) if found and day and what else ():
                title, forecast = milestone.name or "", milestone.forecast
                if milestone.workstream != stream.code or milestone.actual or not forecast or not found or not day:
                    continue
                if forecast < day and _CONTRACT.search(title) and what & content_words(title):
                    cell, related = stream.at(name), Related(milestone.at("forecast"), "its forecast")
                    words = {"column": cell.column, "words": found[0].strip(), "id": milestone.id}
                    yield hit(cell, related, severity=None, forecast=forecast, **words)
                    break


def _first_day(found: re.Match[str], as_at: date) -> date | None:
    """The first day that the words for when a tender goes out can mean."""
    if not found["in"]:
        return day_matched(found, as_at)
    first = next_month_named(found["in"], found["of"], as_at)
    part = (found["part"] or "").casefold()
    if part.startswith(("late", "end")):
        return end_of_month(first) - timedelta(days=_MIDDLE)
    return first + timedelta(days=_MIDDLE) if part == "mid" else first
