"""Days and months on which a workstream's own texts say that its milestones were reached, against their dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.notes.content import content_words, is_of_another_step
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, days_named, end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import MONTHS, say
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, Submission

_DONE = (
    r"(?:opened|agreed|signed(?: off)?|approved|published|launched|started|began|begun|completed|finished|held|adopted"
    r"|appointed|delivered|live|go-live)"
)
_BETWEEN = (
    r"(?:(?!\b(?:until|before|after|since|due|from|will|next|follow\w*|to be)\b)[^.;:\n,]){0,60}? (?:on |by |in )?"
)
_ON_A_DAY = Pattern(rf"(?i)\b{_DONE}\b{_BETWEEN}(?:[a-z]+day,? )?(?:the )?{DAY}")
_IN_A_MONTH = Pattern(
    rf"(?i)\b{_DONE}\b(?:(?!\b(?:until|before|after|since|due|from|will|next|to be)\b)[^.;:\n,\d])"
    rf"{{0,60}}? in (?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?"
)
_PARTS = Pattern(r"[.;:\n]| and (?=[a-z]+ (?:was|were|opened|agreed|signed|started|began)\b)")
_BODY = Pattern(
    r"(?i)\b(cabinet|board|forum|committee|panel|group|heads|governors|trust|scrutiny|executive|team|providers?)\b"
)
_SOME = Pattern(
    r"(?i)\b(?:first|second|last|third|others?|rest|some|draft|part|two|three|one|half|also|second|next|remaining"
    r"|consultation|recruit\w*|advert\w*|if|will|would|might|was to|were to|planned|due)\b"
)
_ID = Pattern(r"\b[A-Z]{2,5}-M\d{1,3}\b")
# Two words of a title are no chance; what was done longer ago than this is another round of it.
ALIKE, NEAR = 2, timedelta(days=75)


class _Said(NamedTuple):
    """What a part of a text says was done: its words, and the first and the last day that they can mean."""

    words: str
    first: date
    last: date


@rule(
    "CM52",
    Severity.QUERY,
    '{column} says "{words}", but {id}, of which it seems to speak, was reached on {actual}.',
    "Correct the text, or the Actual date of {id}. A board reads the summary first.",
)
def done_on_another_day_than_reached(programme: Programme) -> Iterator[Hit]:
    """The day that a workstream's text gives for what was done is the Actual date of its milestone.

    What was late is told as if it had been on time. Asked where a part of Progress since last time or of the reason
    says that something was opened, agreed, signed or the like on a day or in a month, one milestone of the workstream
    that was reached about then has two words of it and the same step in its title, and neither its Actual date nor
    Decision given is of that day or month. What other people did, or a part of it, may have been on another day.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <The outreach trial opened in eight primaries on 2 November. Access protocol agreed in September.> |

    Milestones:
    | ID | Milestone | Baseline date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach trial opens in eight primary schools | 2 Nov 2026 | 9 Nov 2026 |

    **Fails**

    Workstreams:
    | Code | Progress since last time | Reason and path to green |
    | --- | --- | --- |
    | TRN | <Access protocol agreed by heads in September and in use.> | <Outreach trial opened 02/11> |
    | OUT | <OUT-M01 signed on 2 November 2026.> | |

    Milestones:
    | ID | Workstream | Milestone | Baseline date | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Outreach trial opens in eight primary schools | 2 Nov 2026 | 9 Nov 2026 |
    | TRN-M02 | TRN | Access protocol agreed by secondary heads | 9 Oct 2026 | 9 Oct 2026 |
    | OUT-M01 | OUT | Agreement with the trust | 2 Nov 2026 | 9 Nov 2026 |

    **Passes**

    Workstreams:
    | Code | Progress since last time | Reason and path to green |
    | --- | --- | --- |
    | TRN | Trial opened in the eight outreach schools on 9 November. | Two trial schools opened on 2 November. |
    | OUT | Access protocol approved by Cabinet on 4 November, call-in over on the 12th. | Protocol signed in June. |
    | STA | Access protocol agreed by the delivery group on 7 October | Access protocol published on 20 October |

    Milestones:
    | ID | Workstream | Milestone | Baseline date | Actual date | Decision given |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Outreach trial opens in eight primary schools | 2 Nov 2026 | 9 Nov 2026 | |
    | OUT-M01 | OUT | Access protocol approved and out of call-in | 12 Nov 2026 | 12 Nov 2026 | 4 Nov 2026 |
    | STA-M01 | STA | Access protocol agreed by Cabinet | 4 Nov 2026 | 4 Nov 2026 | |
    """
    for submission in programme.submissions:
        for stream in submission.all(Workstream) if submission.as_at else ():
            for name in ("progress", "reason"):
                found = _odd(submission, stream, getattr(stream, name) or "", submission.as_at or date.min)
                if found:
                    said, one = found
                    cell, related = stream.at(name), Related(one.at("actual"), "when it was reached")
                    words = {"words": said.words, "id": one.id, "actual": say(one.actual or date.min)}
                    yield hit(cell, related, severity=None, column=cell.column, **words)


def _odd(submission: Submission, stream: Workstream, text: str, as_at: date) -> tuple[_Said, Milestone] | None:
    """The first part of a text that gives a milestone another day than its own, with that milestone."""
    reached = [one for one in submission.all(Milestone) if one.workstream == stream.code and one.actual]
    known = {day for one in reached for day in (one.actual, one.decided)}
    small = text.casefold()
    asked = reached and (
        any(day <= as_at and day not in known for day in days_named(text, as_at))
        or any(f" in {name}" in small for name in MONTHS)
    )
    for part in _PARTS.split(text) if asked else ():
        said = _done(part, as_at)
        one = _reached(submission, stream, part, said) if said else None
        if said and one:
            return said, one
    return None


def _done(part: str, as_at: date) -> _Said | None:
    """When a part of a text says that something was done."""
    if named := days_named(part, as_at):
        days = [day_matched(found, as_at) for found in _ON_A_DAY.finditer(part)]
        if days:
            return _Said(part.strip(" -"), days[0], days[0]) if len(days) == 1 and days[0] else None
    found = None if named else _IN_A_MONTH.search(part)
    if found is None:
        return None
    first = first_of_month(found["in"], found["of"], as_at)
    return _Said(part.strip(" -"), first, end_of_month(first))


def _reached(submission: Submission, stream: Workstream, part: str, said: _Said) -> Milestone | None:
    """The one milestone of which a part of a text speaks, where it was reached about then, but not then."""
    named = _ID.findall(part)
    found = [
        (ALIKE if one.id in named else len(content_words(part) & content_words(one.name or "")), one)
        for one in submission.all(Milestone)
        if one.workstream == stream.code and one.actual and (named == [one.id] if named else True)
    ]
    found = [(shared, one) for shared, one in found if shared >= ALIKE and (named or _is_told_of(one, part))]
    best = max((shared for shared, _ in found), default=0)
    alike = [one for shared, one in found if shared == best]
    if best < ALIKE or len(alike) != 1 or alike[0].actual is None:
        return None
    days = [day for day in (alike[0].actual, alike[0].decided) if day]
    others = [day for day in (alike[0].notice, alike[0].forecast) if day]
    known = any(said.first <= day <= said.last for day in (*days, *others))
    near = any(abs(day - said.first) <= NEAR for day in days)
    return alike[0] if near and not known else None


def _is_told_of(one: Milestone, part: str) -> bool:
    """Whether a part of a text may tell of the whole of a milestone, as done by those who do it."""
    title = one.name or ""
    bodies = {body.casefold() for body in _BODY.findall(part)}
    own = f"{title} {one.forum or ''}".casefold()
    some = {word.casefold() for word in _SOME.findall(part)} - {word.casefold() for word in _SOME.findall(title)}
    same = not is_of_another_step(title, part) and _DONE_WORD.search(title) is not None
    return same and not some and all(body in own for body in bodies)


_DONE_WORD = Pattern(
    r"(?i)\b(?:open|agree|sign|approv|publish|launch|start|beg[aiu]n|finish|complet|held|live|adopt|appoint)"
)
