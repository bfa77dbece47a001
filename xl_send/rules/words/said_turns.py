"""Which way a text says that a number went, and how many a milestone's title and Done when speak of."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.said_counts import state_after
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_AMOUNT = (
    r"£?(\d[\d,]*(?:\.\d+)?)(?: ?%| ?per ?cent|[km]\b)?(?: [a-z]+)?(?: (?:in|at|on) [a-z0-9]+(?: [a-z]+)?(?: \d{4})?)?"
)
_WENT = Pattern(
    r"(?i)\b(up|risen|rose|rising|grown|grew|increased|climbed|down|fallen|fell|falling|dropped|reduced|decreased|cut)"
    rf" from {_AMOUNT} to £?(\d[\d,]*(?:\.\d+)?)(?![\d/:]|\.\d)"
)
_DOWN = frozenset({"down", "fallen", "fell", "falling", "dropped", "reduced", "decreased", "cut"})
_DATED = Pattern(
    r"(?i)(?:st|nd|rd|th)?,? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|am\b|pm\b|o'clock|\d)|[-\u2013]"
)


@rule(
    "CM35",
    Severity.QUERY,
    '{where} says "{words}", which is the other way.',
    "Exchange the two figures, or correct the word. Readers take in the word first.",
)
def went_the_other_way(programme: Programme) -> Iterator[Hit]:
    """What is said to be down from one figure to another is down.

    Asked of the progress and the reason of a workstream and of commentaries, where both figures stand in figures. Days,
    times, and ranges are not asked about.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Overdue advice is down from 88 to 104.> |

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | <Rose from 61% in September to 52%, thanks to the new rota.> |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Overdue advice is down from 104 to 88. Opening hours cut from 8 to 10 am. Staff rose from 4 to 6. |

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | Up from 52% in September to 61%. The forecast was brought down from 3 March to 12 February. |
    """
    for where, text, cell in _texts(programme):
        found = next(
            (one for one in _WENT.finditer(text) if _is_the_other_way(text, one[1], one[2], one[3], one.end())), None
        )
        if found:
            yield hit(cell, where=where, words=found[0])


def _is_the_other_way(text: str, way: str, first: str, last: str, end: int) -> bool:
    rise = float(last.replace(",", "")) - float(first.replace(",", ""))
    marks = text[end : end + 1] in {"k", "m"}
    return not marks and not _DATED.match(text, end) and (rise > 0 if way.casefold() in _DOWN else rise < 0)


def _texts(programme: Programme) -> Iterator[tuple[str, str, Cell]]:
    for stream in programme.each(Workstream):
        yield "Progress", stream.progress or "", stream.at("progress")
        yield "The reason", stream.reason or "", stream.at("reason")
    rows: list[Milestone | Kpi] = [*programme.each(Milestone), *programme.each(Kpi)]
    for row in rows:
        if row.commentary and is_active(programme, row):
            yield "The commentary", row.commentary, row.at("commentary")


_FIRST = Pattern(rf"(?i)^(?:all )?({NUMBER}|both)\b(?![.,]\d|[%/])")
_NEXT_WORDS = Pattern(r"(?: [a-z]+){1,3}")
_NUMBER_OF = Pattern(rf"(?i)(?<![\w.,/-])({NUMBER}|both)\b(?![.,]\d|[%/-])(?: [a-z]+)? ?([a-z]+s)?\b")
_WITH = Pattern(rf"(?i)\b([a-z]+) (?:with|by|at|in|from|for) (?:the |all )?(?:{NUMBER}|both)\b")
_WORD = Pattern(r"[a-z]{4,20}")


@rule(
    "CM36",
    Severity.QUERY,
    'Done when says "{words}", but the title says {number}.',
    "Correct one of the two. Otherwise it is done on paper before it is done.",
)
def done_with_another_number(programme: Programme) -> Iterator[Hit]:
    """Done when asks for as many as the title of its milestone.

    Asked where the title gives one number, from two on, and Done when begins with another, of what the title too says
    is signed, open or trained. Not where it asks for at least so many, or for some of each.

    **Fails**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Block contracts signed with three providers | <Two signed contracts> |
    | TRN-M02 | Agreements signed with both colleges | <Three agreements signed> |

    **Passes**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Block contracts signed with three providers | Three signed contracts |
    | TRN-M02 | Agreements signed with both colleges | Two signed agreements |
    | TRN-M03 | Wave one: 20 schools trained | Two trained staff in each school |
    | TRN-M04 | First 24 interns start with employers | Twelve employers signed up |
    | TRN-M05 | Contracts signed with three providers | Two copies of each signed |
    | TRN-M06 | Holly Lane and Fernhill bases open, eight places in use | Both bases open |
    | TRN-M07 | Two resource bases open | 16 places open |
    """
    for milestone in programme.each(Milestone):
        title, done = milestone.name or "", milestone.done_when or ""
        first = _FIRST.match(done)
        if first is None or _OF_EACH.search(done) or _OF_EACH.search(title) or not is_active(programme, milestone):
            continue
        number = _number_of_title(title.casefold(), done.casefold(), first.end())
        if number and 1 < _how_many(number) != _how_many(first[1]):
            related = Related(milestone.at("name"), "the title")
            yield hit(milestone.at("done_when"), related, words=done, number=number)


def _number_of_title(title: str, done: str, start: int) -> str:
    """The one number of a title, if it is of the same things in the same state as the number of a text up to `start`.

    "Contracts signed with three providers" are as many as "three signed contracts".
    """
    numbers, told = list(_NUMBER_OF.finditer(title)), _WITH.search(title)
    state, between, end = state_after(done, start)
    after = _NEXT_WORDS.match(done, end)
    things = {*between, *(after[0].split() if after else ())}
    words = set(_WORD.findall(title))
    if len(numbers) != 1 or not state or state not in words or not things & words:
        return ""
    of_the_same = (told and told[1] == state) or set(numbers[0][0].split()[1:]) & things
    return numbers[0][1] if of_the_same else ""


_OF_EACH = Pattern(r"(?i)\b(?:each|every|per|at least|or more|of the|copies|and)\b")


def _how_many(said: str) -> float:
    return 2.0 if said.casefold() == "both" else number_said(said)
