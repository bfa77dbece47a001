"""Whose time a money line pays for, by its name: staff lines of the same workstream and funding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.calendar.financial_years import first_day_of, last_day_of
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme, Submission, once_per_programme

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
    return (first_day_of(line.year), last_day_of(line.year)) if line.year else None


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
        if people and submission.whole(Resource):
            found |= _alone(_Named.of(line, people) for line in submission.all(MoneyLine))
    return found


class _Named(NamedTuple):
    """A money line with the staff lines that have a part of its name, and those that share a telling word with it."""

    line: MoneyLine
    by_name: Sequence[Resource]
    by_word: Sequence[Resource]
    alone: bool

    @staticmethod
    def of(line: MoneyLine, people: Sequence[Resource]) -> _Named:
        """The staff lines of a money line's workstream, funding and year that are like its name."""
        year = year_of_line(line)
        parts = [words for part in _PARTS.split(line.name or "") if (words := _words(part))]
        if year is None or not parts:
            return _Named(line, (), (), alone=False)
        telling = frozenset().union(*parts) - _COMMON
        paid = {
            person: _words(f"{person.role or ''} {person.who}")
            for person in people
            if person.workstream == line.workstream and person.funding is line.funding and share_within(person, *year)
        }
        by_name = [person for person, words in paid.items() if any(part <= words for part in parts)]
        by_word = [person for person, words in paid.items() if person not in by_name and words & telling]
        alone = all(any(part <= paid[person] for person in by_name) for part in parts)
        return _Named(line, by_name, by_word, alone)


def _alone(named: Iterable[_Named]) -> Mapping[MoneyLine, PaidPeople]:
    """The people of each money line that shares none of them with another line of its year."""
    lines = list(named)
    owned = {(person.id, one.line.year) for one in lines for person in one.by_name}
    people = {
        one.line: [*one.by_name, *(person for person in one.by_word if (person.id, one.line.year) not in owned)]
        for one in lines
    }
    claims = Counter((person.id, line.year) for line, paid in people.items() for person in paid)
    return {
        one.line: PaidPeople(people[one.line], one.alone)
        for one in lines
        if people[one.line] and all(claims[person.id, one.line.year] == 1 for person in people[one.line])
    }


def people_after_lines(submission: Submission) -> Iterator[tuple[MoneyLine, Sequence[Resource]]]:
    """Each money line whose name is that of people of whom none is there in its year, nor before, but after it."""
    people = [person for person in submission.all(Resource) if person.starts <= person.ends]
    for line in submission.all(MoneyLine) if people and submission.whole(Resource) else ():
        year = year_of_line(line)
        parts = [words for part in _PARTS.split(line.name or "") if (words := _words(part))]
        if year is None or not parts or not frozenset().union(*parts) - _COMMON:
            continue
        ours = [
            person
            for person in people
            if person.workstream == line.workstream
            and (words := _words(f"{person.role or ''} {person.who}"))
            and any(part <= words for part in parts)
        ]
        if ours and len(parts) == 1 and all(person.starts > year[1] for person in ours):
            yield line, ours
