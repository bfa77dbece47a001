"""People of whom a text says that they have left, and who still own what is to be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.disclosure.texts import is_withheld
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import ANSWERS_BESIDE, cells_of_owners, person_in
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_words
from xl_send.workbook.submissions import Programme, once_per_programme

_GONE = Pattern(
    r"(?i)\b(?:left(?! (?:to|over|out|behind|open|unchanged|blank|for later|it|them|a|this|that|room|the (?:group|call"
    r"|meeting|room|panel|chair|session|rest|decision|door))\b)|(?P<later>leaves|leaving|retires|retiring)\b"
    r"|resigned|retired|departed|departure|last (?:working )?day was|(?P<soon>last (?:working )?day is)"
    r"|handed in (?:his|her|their) notice|made redundant|no longer (?:works?|here|with us|in post|employed)"
    r"|(?:off|on) (?:long[- ]term|maternity|paternity|adoption|sick) (?:sick|leave)|off sick|on secondment"
    r"|seconded (?:to|out|away)"
    r"|(?:moved|gone) to (?:another|a new|a different|the) (?:job|post|council|role|trust|authority))\b"
)
# Between a name and what became of its bearer.
_BETWEEN = Pattern(
    r"(?i)(?:'s|\u2019s)?(?: ?\([^()]{1,40}\)|, (?:our|the|who)\b[^,.;]{0,40},?)?"
    r"(?: (?:has|had|have|is|was|been|now|will|be|also|sadly|unfortunately|recently|since|then|just|who|going|due|to"
    r"|both|formally))*,? "
)
# The post of the programme, and not that of a school or of a deputy.
_OUR = Pattern(r"(?i)(?:.*(?:, |\b(?:and|but|as|since|because|when) ))?(?:the |our )?")
_BACK = Pattern(r"(?i)\b(?:back|return(?:s|ed|ing)|came back|until (?:monday|tuesday|wednesday|thursday|friday))\b")
_ENDS = Pattern(r"(?<!\b[A-Z])[.;](?:\s|$)|\n")
_OF_OTHERS = Pattern(r"(?i)\b(?:of|for|by|under|from|to|whom)(?: dr| mrs?| ms)? $")
# Who is still there for a month hands over by then.
A_MONTH = timedelta(days=31)
_DUE = ("forecast", "needed_by", "action_due", "ends")
LONGEST = 160


# A person who is named as an owner, with the post beside the name; the cell and the due day of a row.
_Owner = tuple[str, str]
_Row = tuple[Cell, date | None]


@rule(
    "OW08",
    Severity.QUERY,
    '{where} says "{words}", but {who} still owns {rows}, such as {first}.',
    "Name in those rows who answers for them now. If {who} goes on with them, say so where the text stands.",
)
def owner_said_to_have_left(programme: Programme) -> Iterator[Hit]:
    """Who is said to have left owns nothing that is still to be done.

    What belonged to somebody who has left, or is away for long, is done by nobody, and the board is not told. Asked
    where a text that tells how things stand has the name of an owner, the surname with an initial, or the post beside
    the name, right before what became of them; of who is only to leave, the rows that are due in more than a month.
    What is over is not asked about, nor a text that says that they are back.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Core go-live met. Craig Lund left us on 30/10 and his post is not being filled. |

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <IT project manager (Craig Lund)> |

    **Fails**

    Milestones:
    | ID | Owner | Commentary | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | <Priya Shah, Trainer> | Training plan agreed | 26 Mar 2027 |
    | TRN-M02 | Transition Lead | P. Shah (our trainer) is leaving at Christmas | 11 Dec 2026 |

    **Passes**

    Workstreams:
    | Code | Progress since last time | Next period |
    | --- | --- | --- |
    | TRN | Craig Lund left in October. Priya Shah left the group to decide. | Ada Lowe, off sick in May, is back. |
    | OUT | Jo Reed left it open. Three of the staff whom Jo Reed leads left. | Jo Reed retires in May. |

    Milestones:
    | ID | Workstream | Owner | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | IT project manager (Craig Lund) | | 6 Nov 2026 |
    | TRN-M02 | TRN | IT project manager (Rob Vane) | 11 Dec 2026 | |
    | TRN-M03 | TRN | Trainer (Priya Shah) | 11 Dec 2026 | |
    | TRN-M04 | TRN | SENCO (Ada Lowe) | 11 Dec 2026 | |
    | OUT-M05 | OUT | Lead (Jo Reed) | 11 Dec 2026 | |
    """
    for submission in programme.submissions:
        told: set[_Owner] = set()
        for record, name, text in speaking_texts(submission):
            found = _left(programme, text) if _GONE.may_be_in(text) else None
            if found is None or found[0] in told:
                continue
            owner, words, later = found
            told.add(owner)
            rows = _owned(programme)[owner]
            if later:
                soon = (programme.as_at(record) or date.min) + A_MONTH
                rows = [(cell, due) for cell, due in rows if due is not None and due > soon]
            if rows:
                first, *others = [cell for cell, _ in rows]
                related = [Related(record.at(name), "what is said"), *(Related(cell, "owned too") for cell in others)]
                yield hit(
                    first, *related, where=_where(record.at(name)), words=words, who=owner[0],
                    rows=counted(len(rows), "open row"), first=first.record,
                )  # fmt: skip


def _where(cell: Cell) -> str:
    return f"{cell.column} of {cell.record}" if cell.record else cell.column


@once_per_programme
def _owned(programme: Programme) -> Mapping[_Owner, list[_Row]]:
    """What each person who is named as an owner has still to do."""
    rows: defaultdict[str, list[_Row]] = defaultdict(list)
    posts: dict[str, str] = {}
    for _, name, row, text in cells_of_owners(programme):
        person = person_in(text) if name not in ANSWERS_BESIDE and not is_withheld(text) else ""
        if " " in person:
            rows[person].append((row.at(name), _due(row)))
            post = " ".join(name_words(text.replace(person, " ")).split())
            posts[person] = post if " " in post and posts.get(person, post) == post else ""
    return {(person, posts[person]): theirs for person, theirs in rows.items()}


def _due(row: Record) -> date | None:
    days = (getattr(row, name, None) for name in _DUE)
    return next((day for day in days if isinstance(day, date)), None)


def _left(programme: Programme, text: str) -> tuple[_Owner, str, bool] | None:
    """The owner of whom a text says that they have left, the words, and whether they are only to leave."""
    small = text.casefold()
    named = [one for one in _owned(programme) if _surname(one) in small or (one[1] and one[1] in small)]
    for gone in _GONE.finditer(text) if named else ():
        start = max((found.end() for found in _ENDS.finditer(text[: gone.start()])), default=0)
        rest = _ENDS.split(text[gone.end() :])[0]
        before, words = text[start : gone.start()], f"{text[start : gone.end()]}{rest}".strip()
        if len(words) > LONGEST or _BACK.search(words):
            continue
        later = bool(gone["later"] or gone["soon"])
        for one in named:
            parts = (before.rpartition(name) for name in _written(one) if name in before)
            if any(_BETWEEN.fullmatch(after) and not _OF_OTHERS.search(ahead) for ahead, _, after in parts):
                return one, words, later
            _, has, after = before.casefold().rpartition(one[1]) if one[1] else ("", "", "")
            of_the_post = has and _surname(one) not in small and _BETWEEN.fullmatch(after)
            if of_the_post and _OUR.fullmatch(before[: -len(has + after)]):
                return one, words, later
    return None


def _surname(owner: _Owner) -> str:
    return owner[0].rpartition(" ")[2].casefold()


def _written(owner: _Owner) -> tuple[str, ...]:
    """The name as texts have it."""
    given, _, surname = owner[0].rpartition(" ")
    return owner[0], f"{given[0]} {surname}", f"{given[0]}. {surname}"
