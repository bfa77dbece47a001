"""Posts of which words, or money that is still to be agreed, say otherwise than Post status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.activity import worked_on
from xl_send.calendar.financial_years import financial_year
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.sheets.choices import LogKind, LogStatus, PostStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission

_APPOINTED = Pattern(
    r"(?i)\b(?:(?:now |has been )?appointed|offer (?:was )?(?:made and )?accepted|accepted the offer)\b",
)
_NOT_APPOINTED = Pattern(
    r"(?i)\b(?:be|not|nobody|no one|none|never|until|till|once|when|if|unless|before|re-?advert\w*|fell through"
    r"|withdr\w*|declined|turned down|left)\b"
)
_SOME_OF = Pattern(
    rf"(?i)\b(?P<some>{NUMBER}) (?:out )?of (?:the |our )?(?P<all>{NUMBER})\b(?P<what>[^.;:,]{{0,60}}?)"
    r"\b(?:(?:have |has )?started|starts?|in post|(?:have been |were |are )?(?:appointed|recruited|filled)"
    r"|in place|joined|arrived)\b"
)
_FILLED = Pattern(
    r"(?i)(?:^|[.;:,(] ?|\bthe |\bour |\band )(?P<what>(?:[a-z-]{3,20} ){0,4}?(?:post|vacancy|role|position|locum"
    r"|coach|nurse|senco|[a-z]{4,20}(?:er|ist|or|ant|yst)))(?: (?:was|is|has|been|now|finally|since))*"
    r" (?P<how>filled|taken up|appointed|recruited|started|in post|joined)\b(?= (?:in|on|from|since|at|last|this)\b"
    r"|\s*(?:$|[.;,:)]))"
)
_NOT_YET = Pattern(
    r"(?i)\b(?:not|never|nobody|until|till|once|when|if|unless|before|after|be|to|agency|locum|interim|acting|cover\w*"
    r"|temporar\w*|fell through|left|withdr\w*|reviews?|visits?|work|next|will)\b"
)
_AND_THE_REST = Pattern(r"(?i)\b(?:others?|rest|remaining|all|both|second|third|fourth|last)\b")
_UNDECIDED = Pattern(
    r"(?i)\b(?:subject to|not yet (?:agreed|approved|confirmed|decided)|awaits?|awaiting|pending"
    r"|if (?:it is )?(?:agreed|approved)|(?:depends|dependent) on|waits for|to be (?:agreed|approved|decided))\b"
)
_SUM = Pattern(r"(?i)(?:£ ?)?\b(\d{1,3}(?:,\d{3})+|\d{3,7}|\d{1,3}(?:\.\d)?(?=k\b))(k\b)?")
# Words of a role that are those of any post, and so tell none from another.
_ANY_POST = frozenset({
    "post", "team", "staff", "time", "full", "part", "more", "extra", "first", "other", "agency", "the", "and", "for",
    "new", "two", "our", "after", "from", "with", "grant", "agree", "school", "send", "year", "term", "all",
})  # fmt: skip
_TEXTS: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("reason", "progress", "next_period"),
    Milestone: ("commentary",),
    MoneyLine: ("note",),
    LogEntry: ("what",),
}
ALIKE = 2
_WORD = Pattern(r"[a-z]{3,20}")


@rule(
    "RS61",
    Severity.QUERY,
    '{where} says "{words}", but Post status is {post}.',
    "{remedy} Whether there is anybody to do the work is seen from Post status.",
)
def post_unlike_its_words(programme: Programme) -> Iterator[Hit]:
    """What is said of a post is what its Post status says.

    The colour of a line, and of the risks that it is to hold, comes from Post status and not from words. Asked
    where Role or Person or team says that somebody was appointed and the post is vacant; where nobody is in post,
    and a text of its workstream, or the Note of the money line alone of that name, says that this post is filled;
    where it is in post, and a text of its workstream says that only some of so many have started; and where it is
    in post for a line that is still to start, whose money is still to be agreed: a decision that is needed, or a
    Note, of the same sum or the same people.

    **Fails**

    Resources:
    | ID | Person or team | Post status |
    | --- | --- | --- |
    | TRN-P01 | Appointed, starts January | <Vacant> |
    | TRN-P02 | Offer accepted on 2 November | <Vacant> |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Two of four new therapists started in October. |

    Resources:
    | ID | Role | Person or team | From | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | New therapists | Therapies team | 1 Oct 2026 | 4 | 4 | <In post> |

    **Fails**

    Resources:
    | ID | Role | From | To | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Link workers after the grant | 1 Apr 2027 | 31 Aug 2027 | 96000 | <In post> |
    | TRN-P02 | Hub teachers | 1 Apr 2027 | 31 Aug 2027 | 45000 | <In post> |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | Agree the bridge of 96,000 pounds for April to August 2027 |

    Money:
    | ID | Line | Budget | Forecast outturn | Financial year | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Hub teachers | 44000 | 44000 | 2027-28 | Subject to Schools Forum in January |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Two sites visited; the link worker started on 2 November. |

    Resources:
    | ID | Role | Person or team | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | Assistant psychologist | Ada North | In post |
    | TRN-P02 | Assistant psychologist, second post | Vacancy | <Vacant> |
    | TRN-P03 | Link worker | Link worker | <Recruiting> |
    | TRN-P04 | Coach | Coach | <Vacant> |

    Money:
    | ID | Line | Note |
    | --- | --- | --- |
    | TRN-F01 | Assistant psychologists | Second post filled in October. |
    | TRN-F02 | Coach | Post filled at last |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Third link worker started; the coach post filled by agency; once the mentor post is filled we begin. |

    Resources:
    | ID | Role | Person or team | From | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Assistant psychologist | Ada North | 1 Sep 2026 | In post |
    | TRN-P02 | Assistant psychologist, second post | Vacancy | 1 Sep 2026 | Vacant |
    | TRN-P03 | Link worker | Link worker | 1 Sep 2026 | Recruiting |
    | TRN-P04 | Coach | Coach | 1 Sep 2026 | Vacant |
    | TRN-P05 | Mentor | Mentor | 1 Sep 2026 | Vacant |

    Money:
    | ID | Line | Note |
    | --- | --- | --- |
    | TRN-F01 | Assistant psychologists | Post filled in September, second post unfilled since. |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Two of four coaches started in September, the others in October. Two of three schools in place. |

    Resources:
    | ID | Role | Person or team | From | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Coaches | Coach pool | 1 Sep 2026 | 4 | 4 | In post |
    | TRN-P02 | Adviser | To be appointed | 1 Dec 2026 | 1 | 1 | Vacant |
    | TRN-P03 | Adviser | Appointed, starts January | 4 Jan 2027 | 1 | 1 | Recruiting |
    | TRN-P04 | Analyst | Not yet appointed | 4 Jan 2027 | 1 | 1 | Vacant |
    | TRN-P05 | Lead | Lead adviser | 4 Jan 2027 | 1 | 1 | In post |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | Agree the venue for the launch |
    """
    for line in worked_on(programme, Resource):
        if found := _said_otherwise(programme, line):
            cell, words, remedy = found
            where = cell.column if cell.record == line.id else f"{cell.column} of {cell.record}"
            related, post = Related(cell, "the words"), line.post.value if line.post else ""
            yield hit(line.at("post"), related, where=where, words=words, post=post, remedy=remedy)


def _said_otherwise(programme: Programme, line: Resource) -> tuple[Cell, str, str] | None:
    """Where something else is said of a post, its words, and what to do."""
    as_at, book = programme.as_at(line), programme.of(line)
    if line.post in _EMPTY:
        own = _said_appointed(line) if line.post is PostStatus.VACANT else None
        return own or _said_filled(book, line)
    if as_at is None or line.post is not PostStatus.IN_POST or line.ends < as_at:
        return None
    return _some_alone(book, line) if line.starts <= as_at else _unpaid(book, line)


_EMPTY = frozenset({PostStatus.VACANT, PostStatus.RECRUITING, PostStatus.NOT_APPROVED})
_STATES = frozenset({"post", "vacancy", "role", "position"})


def _said_filled(book: Submission, line: Resource) -> tuple[Cell, str, str] | None:
    """Where a text says that somebody is in a post, and its words."""
    ours = [one for one in book.all(Resource) if one.workstream == line.workstream]
    for cell, text in _texts(book, line.workstream):
        # "Third teacher appointed" is, of the next period, what is to be done in it.
        for found in _FILLED.finditer(text) if cell.column != _NEXT_PERIOD else ():
            clause = text[: found.end()].rpartition(". ")[2] + text[found.end() :].partition(".")[0]
            about = _words(found["what"]) - _STATES
            if not about and cell.sheet == _MONEY:
                about = _words(next(one.name or "" for one in book.all(MoneyLine) if one.id == cell.record))
            meant = [one for one in ours if about and about <= _of_its_own(one)]
            if meant == [line] and not _NOT_YET.search(clause):
                return cell, found[0].strip(" .;:,("), "Choose In post if they are, or correct the words."
    return None


_MONEY = MoneyLine.SHEET.title
_NEXT_PERIOD = columns_by_name(Workstream)["next_period"].title


def _said_appointed(line: Resource) -> tuple[Cell, str, str] | None:
    for name in ("who", "role"):
        text = getattr(line, name) or ""
        found = _APPOINTED.search(text)
        if found and not _NOT_APPOINTED.search(text):
            return line.at(name), found[0], "Choose Recruiting until they start, or correct the words."
    return None


def _some_alone(book: Submission, line: Resource) -> tuple[Cell, str, str] | None:
    """Where a text says that fewer of the people of a line are there than it counts."""
    own = _of_its_own(line)
    for cell, text in _texts(book, line.workstream):
        for found in _SOME_OF.finditer(text):
            some, all_of = number_said(found["some"]), number_said(found["all"])
            about = _words(found["what"])
            told_on = _AND_THE_REST.search(text[found.end() :].split(".")[0])
            if some < all_of == line.fte and about & own and not told_on:
                remedy = "Split the line in two, one for those in post, or choose Recruiting until all are."
                return cell, " ".join(found[0].split()), remedy
    return None


def _texts(book: Submission, code: str) -> Iterator[tuple[Cell, str]]:
    """The texts of a workstream that tell how things stand."""
    for kind, names in _TEXTS.items():
        for record in book.all(kind):
            of_it = code == (getattr(record, "workstream", "") or getattr(record, "code", ""))
            past = getattr(record, "actual", None) if kind is Milestone else None
            for name in names if of_it and not past and getattr(record, "status", None) is not LogStatus.CLOSED else ():
                if text := getattr(record, name):
                    yield record.at(name), text


def _of_its_own(line: Resource) -> set[str]:
    """The words by which the people of a line are called."""
    return _words(f"{line.role or ''} {line.who}")


def _words(text: str) -> set[str]:
    """The words of a text that tell one kind of post from another."""
    return {word.removesuffix("s") for word in _WORD.findall(text.casefold())} - _ANY_POST


def _unpaid(book: Submission, line: Resource) -> tuple[Cell, str, str] | None:
    """Where the money of a line that is still to start is still to be agreed."""
    remedy = "Choose Not approved until it is agreed."
    own = _of_its_own(line)
    for entry in book.all(LogEntry):
        what = entry.what or ""
        asked = entry.workstream == line.workstream and entry.kind is LogKind.DECISION
        if asked and entry.status is LogStatus.OPEN and (_is_of_sum(what, line) or _is_of(what, own)):
            return entry.at("what"), what.rstrip(" ."), remedy
    for money in book.all(MoneyLine):
        found = _UNDECIDED.search(money.note or "") if money.workstream == line.workstream else None
        if found and (line.cost == money.budget > 0 or _is_of(money.name or "", own)) and _in_its_year(money, line):
            return money.at("note"), (money.note or "").rstrip(" ."), remedy
    return None


def _is_of(text: str, own: set[str]) -> bool:
    return len(_words(text) & own) >= ALIKE


def _is_of_sum(text: str, line: Resource) -> bool:
    sums = [float(found[1].replace(",", "")) * (1000 if found[2] else 1) for found in _SUM.finditer(text)]
    return bool(line.cost) and line.cost in sums


def _in_its_year(money: MoneyLine, line: Resource) -> bool:
    """Whether a money line is of the financial year in which a line begins."""
    return not money.year or money.year == financial_year(line.starts)
