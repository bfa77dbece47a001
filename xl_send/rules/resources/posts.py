"""Posts: whether anybody is in one that was to have begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.days import say, years_later
from xl_send.workbook.sheets.choices import LogStatus, PostStatus
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

# Words of a role by which somebody does the work of an empty post.
_COVERED = Pattern(r"(?i)\b(?:cover(?:ed)?|agency|interim|locum|acting|back-?fill(?:ed)?|supply)\b")
_EMPTY = Pattern(
    r"(?i)\b(?:vacan\w+|recruit\w*|advert\w*|appoint\w*|applicants?|unfilled|(?:not|never) filled|empty"
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
        covered = _COVERED.search(line.role or "") or _is_told(line, told.get(line.workstream, ()))
        if (as_at - line.starts).days > A_FORTNIGHT and not covered:
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
