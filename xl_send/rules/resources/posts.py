"""Posts: whether anybody is in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.activity import worked_on
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import person_in
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.days import say, years_later
from xl_send.workbook.sheets.choices import LogStatus, PostStatus
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

# Words of a role by which somebody does the work of an empty post, or will from a day.
_COVERED = Pattern(
    r"(?i)\b(?:cover(?:ed)?|agency|interim|locum|acting|back-?fill(?:ed)?|supply"
    r"|starts? (?:on |in )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\b"
)
_EMPTY = Pattern(
    r"(?i)\b(?:vacan\w+|recruit\w*|advert\w*|appoint\w*|applicants?|no|without|unfilled|(?:not|never) filled|empty"
    r"|in post|start date)\b"
)
_WORD = Pattern(r"[a-z]{4,20}")
A_FORTNIGHT = 14
# A post so long empty was mostly never to be filled then.
A_LONG_TIME = 180


@rule(
    "RS15",
    Severity.QUERY,
    "{who} was to start on {start}, but the post is {post}.",
    "Choose In post if they have started, else give the date on which they now will{year}.",
)
def nobody_in_post_after_the_start(programme: Programme) -> Iterator[Hit]:
    """Once a line has started, somebody is in post.

    The work that rests on it is not being done. Asked a fortnight after; not of a line that is over, nor of a post that
    is covered, as its role says, or that an open risk or row of the log says is empty. Of a start long ago that
    lies ahead in another year, and still before the end, the year is asked about.

    **Fails**

    Resources:
    | ID | From | To | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | 29 Oct 2026 | 31 Aug 2027 | <Recruiting> |

    **Fails**

    Resources:
    | ID | From | To | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | 31 Jan 2026 | 31 Aug 2027 | <Recruiting> |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Two schools say that their link worker is late |

    **Passes**

    Resources:
    | ID | From | To | Post status | Role |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | 30 Oct 2026 | 31 Aug 2027 | Recruiting | Link worker |
    | TRN-P02 | 12 Nov 2026 | 31 Aug 2027 | In post | Link worker |
    | TRN-P03 | 1 Sep 2026 | 12 Nov 2026 | Vacant | Link worker |
    | TRN-P04 | 1 Sep 2026 | 31 Aug 2027 | Recruiting | Link worker, agency cover until filled |

    **Passes**

    Resources:
    | ID | From | To | Post status | Role |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | 1 Sep 2026 | 31 Aug 2027 | Recruiting | Link worker |
    | TRN-P02 | 1 Sep 2026 | 31 Aug 2027 | Not approved | Coach |
    | TRN-P03 | 1 Sep 2026 | 31 Aug 2027 | Recruiting | Adviser (starts 4 January) |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Issue | The link workers are still to be appointed after two adverts |
    | TRN-A02 | Decision needed | Approve TRN-P02 |
    """
    told = _told_of(programme)
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        if not line.post or line.post is PostStatus.IN_POST or not as_at or as_at > line.ends:
            continue
        if (as_at - line.starts).days <= A_FORTNIGHT:
            continue
        if not (_COVERED.search(line.role or "") or _is_told(line, told.get(line.workstream, ()))):
            start = Related(line.at("starts"), "the start")
            meant = _in_the_next_year(line.starts, as_at)
            mistyped = (as_at - line.starts).days > A_LONG_TIME and as_at < meant <= line.ends
            year = f"; {say(meant)}, if the year was mistyped" if mistyped else ""
            yield hit(line.at("post"), start, who=line.who, start=line.starts, post=_in_words(line.post), year=year)


def _told_of(programme: Programme) -> Mapping[str, Sequence[str]]:
    """The words of every open risk and row of the log, by workstream."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for risk in open_risks(programme):
        found[risk.workstream].append(risk.name or "")
    for entry in programme.each(LogEntry):
        if entry.status is LogStatus.OPEN:
            found[entry.workstream].append(entry.what or "")
    return found


def _is_told(line: Resource, texts: Sequence[str]) -> bool:
    """Whether one of these texts names a line, or says of what its role is called that nobody is there."""
    role = _words(line.role or "") or _words(line.who)
    return any(line.id in text or (role and _EMPTY.search(text) and role <= _words(text)) for text in texts)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.casefold()))


def _in_the_next_year(day: date, as_at: date) -> date:
    """The same day of the year, the next time that it comes after the as at date."""
    this = years_later(day, as_at.year - day.year)
    return this if this > as_at else years_later(this, 1)


def _in_words(post: PostStatus) -> str:
    return "still being recruited to" if post is PostStatus.RECRUITING else post.value.lower()


_NOBODY = Pattern(
    r"(?i)(?:(?:currently |now )?vacant|vacancy|tb[ac]|to be (?:appointed|confirmed|recruited|agreed)|unfilled"
    r"|not (?:yet )?appointed|recruiting|nobody(?: yet)?|no one(?: yet)?|none)(?: \(?[\w ,]{0,40}\)?)?"
)
# Behind a role, or in brackets: "Assistant EP (vacant)"; a post is new until somebody is in it, and after.
_NOBODY_YET = Pattern(
    r"(?i)(?:\(|[,;:\u2013-] ?|^)(?:(?:currently |now |post )?(?:vacant|unfilled|tb[ac])|vacancy"
    r"|(?:still )?to be (?:appointed|confirmed|recruited|advertised|filled)|recruiting|recruitment under ?way"
    r"|not yet (?:appointed|recruited|in post))\)?$"
)
_NEW_POST = Pattern(r"(?i)\bnew post\b\)?$")

_POST_EMPTY = Pattern(
    r"(?i)\b(?:the|this|that) (?:post|role) (?:is|remains|stays) (?:still |currently )?(?:empty|vacant|unfilled)\b",
)


@rule(
    "RS17",
    Severity.QUERY,
    '{where} says "{who}", but Post status is In post.',
    "Give the name or the role of whoever is in post. If nobody is, choose Vacant or Recruiting.",
)
def nobody_said_to_be_in_post(programme: Programme) -> Iterator[Hit]:
    """Whoever is in post has a name, or that of a role.

    A post called vacant and said to be filled hides that its work is not being done. A line that is over is not asked
    about. An open row of the log that names the line, or all words of its Person or team, and says that the post is
    empty, is as good as its own word, and so is a Role that ends with it, or, of a line still to begin, a new post.

    **Fails**

    Resources:
    | ID | Person or team | Post status |
    | --- | --- | --- |
    | TRN-P01 | Vacant | <In post> |
    | TRN-P02 | To be appointed | <In post> |

    **Fails**

    Resources:
    | ID | Person or team | Role | From | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Coach for courses | Coach (vacant) | 1 Sep 2026 | <In post> |
    | TRN-P02 | Link worker (to be recruited) | Link worker | 1 Sep 2026 | <In post> |
    | TRN-P03 | Assistant for courses | Assistant (new post) | 1 Feb 2027 | <In post> |

    **Fails**

    Resources:
    | ID | Person or team | Post status |
    | --- | --- | --- |
    | TRN-P03 | Fourth link worker | <In post> |
    | TRN-P04 | Link workers | In post |

    Issues and decisions:
    | ID | What | What happens if not | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Fourth link worker: start date | The post is still empty | Open |

    **Passes**

    Resources:
    | ID | Person or team | Post status |
    | --- | --- | --- |
    | TRN-P04 | Link worker | In post |

    Issues and decisions:
    | ID | What | What happens if not | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Link worker: start date | The post is empty | Closed | Started | 6 Nov 2026 |
    | TRN-A02 | Link worker: hours | The driver's post is empty | Open | | |

    **Passes**

    Resources:
    | ID | Person or team | Post status | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Vacant | Vacant | 31 Aug 2027 |
    | TRN-P02 | Link worker | In post | 31 Aug 2027 |
    | TRN-P03 | Vacant | In post | 30 Oct 2026 |

    **Passes**

    Resources:
    | ID | Person or team | Role | From | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Coach for courses | Coach (new post) | 1 Sep 2026 | In post |
    | TRN-P02 | Link worker | Link worker (vacant, agency cover) | 1 Sep 2026 | In post |
    | TRN-P03 | Priya Shah | Assistant (new post) | 1 Feb 2027 | In post |
    """
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        over = as_at is not None and line.ends < as_at
        if line.post is not PostStatus.IN_POST or over:
            continue
        if name := _named_as_empty(line, as_at):
            cell, words = line.at(name), getattr(line, name)
            yield hit(line.at("post"), Related(cell, "who it is"), where=cell.column, who=words)
        elif said := _said_to_be_empty(programme, line):
            entry, words = said
            yield hit(line.at("post"), Related(entry, "the words"), where=entry.record, who=words)


def _named_as_empty(line: Resource, as_at: date | None) -> str:
    """The field of a line by which nobody is in its post; none where it names a person, or the post is covered."""
    if _NOBODY.fullmatch(line.who.strip(" .")):
        return "who"
    to_come = as_at is not None and line.starts > as_at
    for name, text in (("role", line.role or ""), ("who", line.who)):
        empty = _NOBODY_YET.search(text.strip(" .")) or (to_come and _NEW_POST.search(text.strip(" .")))
        if empty and not (_COVERED.search(text) or person_in(line.who)):
            return name
    return ""


def _said_to_be_empty(programme: Programme, line: Resource) -> tuple[Cell, str] | None:
    """Where an open row of the log says that a post is empty, and its words."""
    for entry in programme.of(line).all(LogEntry):
        about = entry.what or ""
        for name, text in (("what", about), ("otherwise", entry.otherwise or "")):
            found = _POST_EMPTY.search(text) if entry.status is LogStatus.OPEN else None
            if found and (line.id in about or _is_meant_most(programme, line, _words(about))):
                return entry.at(name), found[0]
    return None


def _is_meant_most(programme: Programme, line: Resource, about: frozenset[str]) -> bool:
    """Whether words hold all those of a line's Person or team, and of no other line's as many."""
    others = (_words(other.who) for other in programme.of(line).all(Resource) if other is not line)
    who = _words(line.who)
    return bool(who) and who <= about and not any(len(words) >= len(who) for words in others if words <= about)
