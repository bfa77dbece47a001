"""Whose time a money line pays for, by its name: staff lines of the same workstream and funding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme, once_per_programme

_WORD = Pattern(r"[a-z]{2,24}|\d+")
_PARTS = Pattern(r"(?i) and |, | & | \+ |; ")
# Words of a line's name that tell nothing of whose time it is.
_PLAIN = frozenset({
    "team", "staff", "staffing", "post", "posts", "pay", "salary", "salaries", "time", "cost", "costs", "the", "of",
    "for", "on", "our", "share", "to", "in", "grant", "fte", "extra", "with", "at", "an", "by",
})  # fmt: skip
# Words that many names have: a person is not known by them alone.
_COMMON = frozenset({
    "lead", "officer", "manager", "support", "service", "programme", "project", "work", "worker", "adviser", "send",
    "school", "training", "year", "new", "second", "third", "teacher", "coordinator", "director", "head", "business",
    "early", "young", "people",
})  # fmt: skip
A_FORTNIGHT = timedelta(days=14)


class PaidPeople(NamedTuple):
    """The staff lines that a money line is of, and whether it is of nothing but these."""

    lines: Sequence[Resource]
    alone: bool


def _words(text: str | None) -> frozenset[str]:
    found = (word.removesuffix("s") for word in _WORD.findall((text or "").casefold()))
    return frozenset(word for word in found if word not in _PLAIN)


def year_of_line(line: MoneyLine) -> tuple[date, date] | None:
    """The first and the last day of a line's financial year."""
    return (date(int(line.year[:4]), 4, 1), date(int(line.year[:4]) + 1, 3, 31)) if line.year else None


def share_within(person: Resource, first: date, last: date) -> float:
    """The share of a staff line's days that lies between two days."""
    days = (min(person.ends, last) - max(person.starts, first)).days + 1
    return max(days, 0) / max((person.ends - person.starts).days + 1, 1)


def is_within(person: Resource, first: date, last: date) -> bool:
    """Whether all of a staff line lies between two days, a fortnight allowed for the last pay day."""
    return first <= person.starts and person.ends <= last + A_FORTNIGHT


@once_per_programme
def people_of_lines(programme: Programme) -> Mapping[MoneyLine, PaidPeople]:
    """Whose time each money line pays for in its year, where one line alone of a year can be of these people."""
    found: dict[MoneyLine, PaidPeople] = {}
    for submission in programme.submissions:
        people = [person for person in submission.all(Resource) if person.cost and person.starts <= person.ends]
        if not people or not submission.whole(Resource):
            continue
        taken: dict[tuple[object, str], list[MoneyLine]] = {}
        for line in submission.all(MoneyLine):
            paid = _paid(line, people)
            if paid.lines:
                found[line] = paid
            for person in paid.lines:
                taken.setdefault((person.id, line.year or ""), []).append(line)
        shared = [lines for lines in taken.values() if len(lines) > 1]
        for line in {line for lines in shared for line in lines}:
            found.pop(line, None)
    return found


def _paid(line: MoneyLine, people: Sequence[Resource]) -> PaidPeople:
    year = year_of_line(line)
    if year is None or not line.name:
        return PaidPeople((), alone=False)
    like = [
        (person, _words(f"{person.role or ''} {person.who}"))
        for person in people
        if person.workstream == line.workstream and person.funding is line.funding and share_within(person, *year) > 0
    ]
    parts = [words for part in _PARTS.split(line.name) if (words := _words(part))]
    telling = frozenset().union(*parts) - _COMMON
    lines = [person for person, words in like if words & telling or any(part <= words for part in parts)]
    alone = bool(parts) and all(any(part <= words for person, words in like if person in lines) for part in parts)
    return PaidPeople(lines, alone)
