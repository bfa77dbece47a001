"""Posts that texts call unfilled since a month, against a start that lies ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import first_letters
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.words.named_dates import MONTH_NAMES, end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern, in_small_letters
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import LogStatus, PostStatus, RiskStatus
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme, Submission

_SINCE = Pattern(
    r"(?P<what>(?:[a-z][a-z-]{2,20} ){0,5}?)(?:unfilled|vacant|empty|vacancy|not (?:been )?filled|without anybody|gap)"
    rf":? (?:ever )?(?:since|from) (?:the )?(?:start of |end of |early |late "
    rf"|mid[- ])?(?P<month>{MONTH_NAMES})\b(?: (?P<year>20\d\d))?",
    re.IGNORECASE,
)
# By which a text says that the post will be filled later than was planned, and by what.
_NEW_START = Pattern(
    r"(?i)\b(?:start\w*|appoint\w*|offer\w*|until|till|re-?advert\w*|re-?profil\w*|re-?phas\w*|recruit\w* (?:again"
    r"|from|in|for)"
    r"|moved|deferred|put back|next year|new date|interview\w*|will be|agency|cover\w*|carr(?:y|ied))\b"
)
_PLAIN = frozenset({
    "post", "posts", "team", "staff", "since", "still", "been", "has", "the", "one", "our", "and", "is", "was", "are",
    "being", "remains", "stood", "lain", "gone", "had", "have", "left", "grant", "role", "position", "now", "that",
    "this", "of", "full", "time", "part",
})  # fmt: skip
SOON = timedelta(days=28)


@rule(
    "RS85",
    Severity.QUERY,
    'From is {starts}, but {where} of {record} says "{words}".',
    "Give the day from which the post was to be filled, or say in the text when it now starts and who agreed it. A "
    "post "
    "whose start lies ahead counts as on track.",
)
def unfilled_before_its_start(programme: Programme) -> Iterator[Hit]:
    """A post that is said to be unfilled since a month was to start by then.

    With a start that is moved ahead, a vacancy turns Green without a word. Asked of posts that nobody fills and whose
    From lies more than four weeks ahead, where an open text of the workstream names them, or the Note of the money line
    of their name, with a month that is over, and gives no new start.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Assistant psychologist | Ada North | 1 Sep 2026 | 31 Aug 2027 | In post |
    | TRN-P02 | Assistant psychologist, second post | Vacancy | <1 Apr 2027> | 31 Aug 2027 | Vacant |
    | TRN-P03 | Link worker | To be found | <1 Mar 2027> | 31 Aug 2027 | Recruiting |

    Money:
    | ID | Line | Note |
    | --- | --- | --- |
    | TRN-F01 | Assistant psychologists | Second post unfilled since September. |

    Issues and decisions:
    | ID | Kind | Status | What |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Open | Link worker post vacant since July, families wait |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Assistant psychologist | Ada North | 1 Sep 2026 | 31 Aug 2027 | In post |
    | TRN-P02 | Assistant psychologist, second post | Vacancy | 1 Sep 2026 | 31 Aug 2027 | Vacant |
    | TRN-P03 | Link worker | To be found | 1 Mar 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P04 | Coach | To be found | 1 Mar 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P05 | Mentor | To be found | 1 Mar 2027 | 31 Aug 2027 | Recruiting |

    Money:
    | ID | Line | Note |
    | --- | --- | --- |
    | TRN-F01 | Assistant psychologists | Second post unfilled since September. |

    Issues and decisions:
    | ID | Kind | Status | What |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Open | Link worker post vacant since July, new worker starts in March |
    | TRN-A02 | Issue | Closed | Coach post vacant since July |
    | TRN-A03 | Issue | Open | Caretaker post vacant since July |
    | TRN-A04 | Issue | Open | Mentor post vacant from April |
    """
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        ahead = as_at and line.starts > as_at + SOON and line.post not in {None, PostStatus.IN_POST}
        for record, name, text in speaking_texts(programme.of(line)) if ahead else ():
            found = _SINCE.search(text) if _SINCE.may_be_in(text) and _is_of(record, line) else None
            if found is None or as_at is None or _NEW_START.search(text):
                continue
            first = first_of_month(found["month"], found["year"], as_at)
            if end_of_month(first) < as_at and _is_meant(found["what"], record, line, programme.of(line)):
                cell = record.at(name)
                yield hit(
                    line.at("starts"), Related(cell, "the words"), starts=line.starts, where=cell.column,
                    record=cell.record, words=found[0].strip(),
                )  # fmt: skip
                break


def _is_of(record: Record, line: Resource) -> bool:
    code = getattr(record, "workstream", "") or getattr(record, "code", "")
    closed = getattr(record, "status", None) in {LogStatus.CLOSED, RiskStatus.CLOSED}
    return code == line.workstream and not closed


def _is_meant(what: str, record: Record, line: Resource, book: Submission) -> bool:
    """Whether words, or the name of a money line with them, are of one line alone of those that nobody fills."""
    open_posts = [one for one in book.all(Resource) if one.workstream == line.workstream and one.post is line.post]
    own = _of(f"{line.role or ''} {line.who}")
    about, name = _of(what), _of((record.name or "") if isinstance(record, MoneyLine) else "")
    if not (about & own or name & own) or (isinstance(record, MoneyLine) and name and not name & own):
        return False
    return (about <= own or not about) and _alone(about or name, line, open_posts)


def _alone(words: frozenset[str], line: Resource, others: Sequence[Resource]) -> bool:
    return [one for one in others if words & _of(f"{one.role or ''} {one.who}")] == [line]


def _of(text: str) -> frozenset[str]:
    return first_letters({word for word in name_words(text.replace("-", " ")).split() if len(word) > 2} - _PLAIN)


_STATE = (
    r"(?:unfilled|vacant|not (?:yet |been )*(?:filled|appointed|recruited|in post|started(?=\s*(?:$|[.,;:)])))"
    r"|empty|re-?advertised"
    r"|out to advert|being (?:recruited|advertised)|still to (?:start|be (?:filled|appointed|recruited|found)))"
)
_EMPTY = Pattern(
    rf"(?P<what>(?:[a-z][a-z-]{{2,20}} ){{1,5}}?)(?:(?:is|are|was|still|remains?|currently|has|have|been"
    rf"|now) )*{_STATE}\b"
    r"|\b(?:recruit(?:ing|ment)?|appoint|find|hire|fill|advertise|re-?advertise)(?: (?:to|for|of))?(?: (?:the|a|an"
    r"|our))?"
    r"(?: vacant)?(?P<who>(?: [a-z][a-z-]{2,20}){1,4})",
    re.IGNORECASE,
)
_OF_ANOTHER = Pattern(
    r"(?i)\b(?:another|replacement|more|extra|additional|new|next|maternity|leav\w+|cover\w*|if|may|might|could"
    r"|would|once"
    r"|until|unless|were|had|no longer|filled by|maintain|keep|retain\w*|schools?'? own|hard to|succession|after"
    r"|in case"
    r"|out how|out what|out why|out whether|ways?|rooms?|venue|parents|families|pupils|places?)\b"
)
_FIELDS = frozenset({"reason", "progress", "next_period", "commentary", "what", "otherwise", "note", "help_needed"})
# Behind these a text says what somebody is to do, or where.
_THEN = Pattern(r" (?:who|that|with|for|from|in|at|to|by|on|before|as|of|while|this|so)\b")


@rule(
    "RS88",
    Severity.QUERY,
    'Post status is In post, but {where} of {record} says "{words}".',
    "Choose Recruiting or Vacant until somebody has started, or bring the text up to date: work rests on this post.",
)
def in_post_though_said_empty(programme: Programme) -> Iterator[Hit]:
    """A post of which open texts say that nobody is in it is not In post.

    With In post chosen too early a vacancy turns Green without a word. Asked of lines of one post or less that do not
    carry the name of a person, where a text of what is open says that this post is empty, or that somebody is to be
    found for it, and no other line of the workstream is meant.

    **Fails**

    Resources:
    | ID | Role | Person or team | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Bilingual support worker | Bilingual support worker | 0.5 | 0.5 | <In post> |
    | TRN-P02 | Assistant psychologist | Ada North | 1 | 1 | In post |
    | TRN-P03 | Transport planner | Planner, travel team | 1 | 1 | <In post> |

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | Agree the routes. Recruit to the vacant transport planner post. |

    Issues and decisions:
    | ID | Kind | Status | What |
    | --- | --- | --- | --- |
    | TRN-A01 | Action | Open | Find a bilingual worker who speaks Tamil |

    **Passes**

    Resources:
    | ID | Role | Person or team | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Bilingual support worker | Bilingual support worker | 0.5 | 0.5 | Recruiting |
    | TRN-P02 | Link workers | Link team | 4 | 4 | In post |
    | TRN-P03 | Coach | Coach pool | 0.5 | 1 | In post |
    | TRN-P04 | Mentor | Mentor | 1 | 1 | In post |

    Issues and decisions:
    | ID | Kind | Status | What |
    | --- | --- | --- | --- |
    | TRN-A01 | Action | Open | Find a bilingual worker who speaks Tamil |
    | TRN-A02 | Issue | Open | One link worker post vacant |
    | TRN-A03 | Action | Open | Find a room for the coach |
    | TRN-A04 | Action | Closed | Appoint the mentor |
    | TRN-A05 | Action | Open | Recruit a second mentor |
    | TRN-A06 | Issue | Open | The coach has not started the visits in Ashfield |
    | TRN-A07 | Action | Open | Recruit mentor trainers for the autumn |
    """
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        one_post = line.fte <= 1 and line.post is PostStatus.IN_POST and not _is_named(line.who)
        asked = one_post and as_at is not None and line.ends >= as_at
        words = _of(line.role or "") if asked else frozenset[str]()
        for record, name, text in speaking_texts(programme.of(line)) if asked else ():
            open_text = (
                name in _FIELDS
                and _may_name(text, words)
                and _is_of(record, line)
                and getattr(record, "actual", None) is None
            )
            for found in _EMPTY.finditer(text) if open_text else ():
                clause = text[: found.end()].rpartition(". ")[2] + text[found.end() :].partition(".")[0]
                about = _of(found["what"] or _THEN.split(found["who"])[0])
                if _OF_ANOTHER.search(clause) or not _names_it(about, line, programme.of(line)):
                    continue
                cell = record.at(name)
                yield hit(
                    line.at("post"), Related(cell, "the words"), where=cell.column, record=cell.record,
                    words=_THEN.split(found[0])[0].strip() if found["who"] else found[0].strip(),
                )  # fmt: skip
                break
            else:
                continue
            break


AT_LEAST = 2


def _is_named(who: str) -> bool:
    """Whether a line has the first and the last name of a person, by the look of it."""
    return len(who.split()) == AT_LEAST and who.istitle()


def _may_name(text: str, words: frozenset[str]) -> bool:
    """Whether a text holds the beginnings of two words of a role, or of its only one: a look before a longer one."""
    said = in_small_letters(text)
    return sum(word in said for word in words) >= min(len(words), AT_LEAST) > 0


def _names_it(about: frozenset[str], line: Resource, book: Submission) -> bool:
    """Whether words are all of the role of a line, or of the person or team, and of no other line's."""
    lines = [one for one in book.all(Resource) if one.workstream == line.workstream]
    like = [one for one in lines if about and about <= _of(f"{one.role or ''} {one.who}")]
    return like == [line] and (len(about) >= AT_LEAST or about == _of(line.role or ""))
