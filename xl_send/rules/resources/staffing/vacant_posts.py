"""Posts that the log says are vacant, against the rows of the Resources sheet."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogStatus, PostStatus
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_VACANT = Pattern(
    r"(?i)\b(?:unfilled|vacan\w+|not (?:yet )?(?:been )?filled|still empty|nobody in post|no (?:suitable )?applicants?"
    r"|(?:unable|failed|failing) to (?:fill|recruit|appoint)|(?:cannot|could not) (?:fill|recruit|appoint)"
    r"|re-?advertis\w+)\b"
)
_GRADE = Pattern(r"(?i)\b(?:senior|assistant|principal|deputy|junior|lead|trainee|graduate|apprentice|specialist)\b")
_TELLS_NO_POST = frozenset({
    "post", "posts", "unfilled", "vacant", "vacancy", "second", "first", "third", "team", "officer", "worker",
    "senior", "assistant", "principal", "deputy", "junior", "lead", "trainee", "graduate", "apprentice", "specialist",
    "manager", "after", "advertisement", "advert", "still", "role",
})  # fmt: skip


@rule(
    "OW10",
    Severity.QUERY,
    'What says "{what}", but the {grade} post, {line}, is In post; {other}, "{role}", is {status}.',
    "Correct the words, or Post status of the two rows: one of the posts is named for the other.",
)
def another_post_called_vacant(programme: Programme) -> Iterator[Hit]:
    """The post that the log calls vacant is the one that is.

    A post of another grade costs another sum, and the board is told of a gap that is not there. Asked of an open row of
    the log that says a post of a grade, such as senior or assistant, is unfilled, where the rows of that kind of post
    and that grade are all In post, and one of another grade is Vacant or Recruiting.

    **Fails**

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | <Second senior psychologist post unfilled after one advertisement> |

    Resources:
    | ID | Role | Post status |
    | --- | --- | --- |
    | TRN-P01 | Senior educational psychologist | In post |
    | TRN-P02 | Assistant educational psychologist, second post | Vacant |

    **Passes**

    Issues and decisions:
    | ID | What | Status |
    | --- | --- | --- |
    | TRN-A01 | Second assistant psychologist post unfilled after one advertisement | Open |
    | TRN-A02 | Senior teacher post unfilled | Open |
    | TRN-A03 | Senior psychologist covers the vacant assistant psychologist post | Open |
    | TRN-A04 | Senior psychologist post unfilled | Closed |
    | TRN-A05 | Senior psychologist to train the team | Open |

    Resources:
    | ID | Role | Post status |
    | --- | --- | --- |
    | TRN-P01 | Senior educational psychologist | In post |
    | TRN-P02 | Assistant educational psychologist, second post | Vacant |
    """
    empty = {PostStatus.VACANT, PostStatus.RECRUITING}
    lines = [line for line in worked_on(programme, Resource) if line.role and line.post]
    if all(line.post not in empty for line in lines):
        return
    for entry in worked_on(programme, LogEntry):
        what = entry.what or ""
        grades = {grade.casefold() for grade in _GRADE.findall(what)}
        if entry.status is not LogStatus.OPEN or len(grades) != 1 or not _VACANT.search(what):
            continue
        kind = stems(what, _TELLS_NO_POST)
        alike = [
            line
            for line in lines
            if line.workstream == entry.workstream and kind & stems(line.role or "", _TELLS_NO_POST)
        ]
        of_it = [line for line in alike if grades & _grades(line)]
        other = next((line for line in alike if _grades(line) - grades and line.post in empty), None)
        if other and of_it and all(line.post is PostStatus.IN_POST for line in of_it):
            related = Related(of_it[0].at("post"), "in post"), Related(other.at("post"), "not filled")
            yield hit(
                entry.at("what"), *related, what=what.rstrip(" ."), grade=grades.pop(), line=of_it[0].id,
                other=other.id, role=other.role, status=other.post.value if other.post else "",
            )  # fmt: skip


def _grades(line: Resource) -> set[str]:
    return {grade.casefold() for grade in _GRADE.findall(line.role or "")}
