"""Whose money a line is, against the staff lines of its name and against its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.names.people_of_lines import share_within, year_of_line
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme, Submission

# So many words of a line's name tell whose it is, but for those that many names have.
A_NAME = 2
_TELLS_NOTHING = frozenset({
    "team", "staff", "post", "posts", "time", "cost", "costs", "lead", "officer", "manager", "support", "service",
    "services", "programme", "project", "work", "worker", "workers", "school", "schools", "send", "year", "early",
    "years", "additional", "extra", "head", "budget", "fund", "grant", "teacher", "teachers",
})  # fmt: skip
_SEVERAL = Pattern(
    r"(?i)\b(?:then|from april|half|part|share|match\w*|co-?funded|joint\w*|split|extra|overspend|pressure)\b"
    r"|\((?:new|additional|second)\)"
)


@rule(
    "MN69",
    Severity.QUERY,
    "{funding} pays for {who} here, but the money for {name} ({line}) is {other}.",
    "Choose the same funding in both, or give the second funder a line of its own on Money.",
)
def staff_paid_by_another_than_their_line(programme: Programme) -> Iterator[Hit]:
    """People are paid from the line that has their name.

    A staff line under another funder takes its cost out of what the grant is to pay for. Asked where a role or a team
    has the name of a money line of its workstream, or begins as all of two words or more of it do ("Travel trainers",
    "Travel training"), and no line of that name, or of as many of its words, is of its funder, nor
    another role of the line's funder nearer to its name ("Area adviser" beside "Area adviser lead").

    **Fails**

    Resources:
    | ID | Role | Funding |
    | --- | --- | --- |
    | TRN-P01 | Job coaches | <High needs block> |
    | TRN-P02 | Travel trainers (provider) | <Base budget> |

    Money:
    | ID | Line | Funding |
    | --- | --- | --- |
    | TRN-F01 | job coaches | Grant |
    | TRN-F02 | Travel training | Grant |
    | TRN-F03 | Personal travel budgets | Base budget |

    **Passes**

    Resources:
    | ID | Role | Person or team | Funding |
    | --- | --- | --- | --- |
    | TRN-P01 | Job coaches | Coaches | Grant |
    | TRN-P02 | Trainers | Trainers | Base budget |
    | TRN-P03 | Job coach lead | Priya Shah | Base budget |
    | TRN-P04 | Link workers (then base budget) | Link workers | Base budget |
    | TRN-P05 | Therapists | Therapists | Not funded |
    | TRN-P06 | Mentors | Mentors | Partner |
    | TRN-P07 | Reading volunteers | Volunteers | Base budget |
    | TRN-P08 | Speech therapists | Trust | Base budget |
    | TRN-P09 | Link project officer | Ada Lowe | Base budget |
    | TRN-P10 | Area play adviser lead | Beth Moor | Grant |
    | TRN-P11 | Area play adviser | Play team | Base budget |

    Money:
    | ID | Line | Funding | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | Job coaches | Grant | |
    | TRN-F02 | Trainers | Grant | |
    | TRN-F03 | Trainers | Base budget | |
    | TRN-F04 | Link workers | Grant | |
    | TRN-F05 | Therapists | Grant | |
    | TRN-F06 | Mentors | Grant | Half is paid by the college |
    | TRN-F07 | Reading materials | Grant | |
    | TRN-F08 | Speech therapy | Grant | |
    | TRN-F09 | Speech and language therapists | Base budget | |
    | TRN-F10 | Project team | Grant | |
    | TRN-F11 | Area play adviser time | Base budget | |
    """
    for submission in programme.submissions:
        named: dict[tuple[str, str], list[MoneyLine]] = {}
        for line in submission.all(MoneyLine):
            named.setdefault((line.workstream, name_key(line.name or "")), []).append(line)
        for person in submission.all(Resource) if named else ():
            keys = {name_key(person.role or ""), name_key(person.who)} - {""}
            lines = [
                line
                for key in sorted(keys)
                for line in named.get((person.workstream, key), ())
                if _is_then(person, line)
            ] or _of_its_words(person, submission)
            texts = [person.role or "", *(text for line in lines for text in (line.note or "", line.name or ""))]
            unlike = bool(lines) and all(line.funding not in {None, person.funding} for line in lines)
            if unlike and person.funding not in {None, Funding.NOT_FUNDED} and not any(map(_SEVERAL.search, texts)):
                line = lines[0]
                yield hit(
                    person.at("funding"), Related(line.at("funding"), "whose money the line is"),
                    who=person.role or person.who,
                    funding=person.funding, name=line.name, line=line.id, other=line.funding,
                )  # fmt: skip


def _of_its_words(person: Resource, submission: Submission) -> list[MoneyLine]:
    """The lines of a workstream all of whose telling words, two or more, a role has; none if its own funder has one."""
    lines = [line for line in submission.all(MoneyLine) if line.workstream == person.workstream]
    if all(line.funding is person.funding for line in lines):
        return []
    words, found = stems(person.role or "", _TELLS_NOTHING), []
    for line in lines if len(words) >= A_NAME else ():
        said = stems(line.name or "", _TELLS_NOTHING) if _is_then(person, line) else frozenset[str]()
        if line.funding is person.funding and len(said & words) >= A_NAME:
            return []
        if len(said) >= A_NAME and said <= words and not _is_nearer(person, said, line, submission):
            found.append(line)
    return found


def _is_nearer(person: Resource, said: frozenset[str], line: MoneyLine, submission: Submission) -> bool:
    """Whether another role, of the line's funder and within the words of this one, is nearer to the line's name."""
    words = stems(person.role or "")
    return any(
        one.funding is line.funding and said <= stems(one.role or "") < words
        for one in submission.all(Resource)
        if one.workstream == person.workstream
    )


def _is_then(person: Resource, line: MoneyLine) -> bool:
    """Whether some of a staff line lies in the year of a money line."""
    year = year_of_line(line)
    return year is not None and person.starts <= person.ends and share_within(person, *year) > 0


_PARTNERS = r"(?:icb|nhs|health|partner|college|trust|school|provider)s?(?:'s|')?"
_OF_A_PARTNER = Pattern(rf"\b{_PARTNERS} (?:share|contribution|money|funding|funded)\b", re.IGNORECASE)
_OF_THE_COUNCIL = Pattern(
    r"\b(?:council|la|local authority|authority|council's) (?:share|contribution|money|funding|half)\b", re.IGNORECASE
)
_TO_A_PARTNER = Pattern(r"(?i)\b(?:to|for) (?:the )?(?:icb|nhs|health|college|trust|schools?|providers?)\b|\bincome\b")


@rule(
    "MN70",
    Severity.QUERY,
    'The line is called "{words}", but Funding is {funding}.',
    "Choose whose money it is: a share of the council's is not a partner's. Two lines may have been exchanged.",
)
def share_of_another_funder(programme: Programme) -> Iterator[Hit]:
    """A line that is named for who pays is of that money.

    A pooled budget has a line for each share; exchanged, the partner's overspend is the council's. Asked of a line that
    is called the share, contribution or money of a partner or of the council.

    **Fails**

    Money:
    | ID | Line | Funding |
    | --- | --- | --- |
    | TRN-F01 | Pooled therapy budget, council share | <Partner> |
    | TRN-F02 | Pooled therapy budget, ICB share | <High needs block> |

    **Fails**

    Money:
    | ID | Line | Funding |
    | --- | --- | --- |
    | TRN-F01 | Link therapists (ICB contribution) | <Grant> |

    Resources:
    | ID | Role | Funding |
    | --- | --- | --- |
    | TRN-P01 | Link speech therapists | Partner |

    **Passes**

    Money:
    | ID | Line | Funding | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Pooled therapy budget, council share | High needs block | 50000 | 50000 |
    | TRN-F02 | Pooled therapy budget, ICB share | Partner | 50000 | 50000 |
    | TRN-F03 | Contribution to the ICB | Base budget | 50000 | 50000 |
    | TRN-F04 | Our share for the trust's contribution | Base budget | 50000 | 50000 |
    | TRN-F05 | ICB share of joint lead (income) | Base budget | -50000 | -50000 |
    """
    for line in programme.each(MoneyLine):
        name = line.name or ""
        theirs, ours = _OF_A_PARTNER.search(name), _OF_THE_COUNCIL.search(name)
        if line.funding is None or bool(theirs) == bool(ours) or _TO_A_PARTNER.search(name) or line.budget < 0:
            continue
        is_partners = line.funding is Funding.PARTNER
        found = ours if is_partners else theirs
        if found is None or line.funding is Funding.NOT_FUNDED:
            continue
        staff = _partners_staff(programme.of(line), line) if theirs and line.funding is Funding.GRANT else None
        if not theirs or line.funding is not Funding.GRANT:
            yield hit(line.at("funding"), words=found[0], funding=line.funding)
        elif staff:
            related = Related(staff.at("funding"), "paid by a partner")
            yield hit(line.at("funding"), related, words=found[0], funding=line.funding)


def _partners_staff(submission: Submission, line: MoneyLine) -> Resource | None:
    """The people whom a partner pays by their own row, and whose role has two words or more of a money line."""
    words = stems(line.name or "", _TELLS_NOTHING)
    for one in submission.all(Resource):
        ours = one.workstream == line.workstream and one.funding is Funding.PARTNER
        if ours and len(words & stems(one.role or "", _TELLS_NOTHING)) >= A_NAME:
            return one
    return None
