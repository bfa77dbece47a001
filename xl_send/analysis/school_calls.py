"""What each school is asked to take part in, and from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.analysis.audiences import last_day, open_tasks
from xl_send.analysis.names.schools import school_keys
from xl_send.calendar import Terms
from xl_send.findings import Cell
from xl_send.network import given
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Method, Phase
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_ONE_DAY = timedelta(days=1)
FRIDAY = 4
Stretch = tuple[date, date]


class Call(NamedTuple):
    """One thing that takes a school's time, from its first day to its last. `rows` are those that name the school."""

    school: str
    what: str
    first: date
    last: date
    rows: Sequence[Milestone | Diagnostic]

    @property
    def cell(self) -> Cell:
        """Where the school is named for it, the latest of its rows."""
        return self.rows[-1].at("schools")

    @property
    def in_words(self) -> str:
        """What it is, with its dates."""
        return f"{self.what} ({say(self.first)} to {say(self.last)})"


class SchoolOverload(NamedTuple):
    """A stretch in which a school is in too much: its calls in order of their starts, and the most at once."""

    first: date
    last: date
    most: int
    calls: Sequence[Call]


def calls_by_school(programme: Programme, terms: Terms) -> Mapping[str, list[Call]]:
    """Everything that each school is still in or will be, by the key of its name.

    A diagnostic task lasts from its start to its end, or until now where that has passed and it is not done; a data
    pull takes nobody's time there. A trial
    lasts from the half-term of its first milestone that names the school to that of its last; a rollout
    takes the school's time in the half-term in which a milestone of it names the school.
    """
    now = programme.latest or date.min
    found: defaultdict[str, list[Call]] = defaultdict(list)
    key_of = school_keys(programme)
    for task in open_tasks(programme):
        for school in task.schools if task.method is not Method.DATA_PULL else ():
            found[key_of(school)].append(Call(school, task.id, task.starts, max(last_day(task), now), [task]))
    for key, (school, rows) in _by_place(programme, terms).items():
        first, last = _spanned(programme, terms, rows)
        if last >= now:
            what = f"the {key[2].value.lower()} of {key[1]}"
            found[key[0]].append(Call(school, what, first, last, rows))
    found.pop("", None)
    return found


_Place = tuple[str, str, Phase, Stretch | None]


def _by_place(programme: Programme, terms: Terms) -> Mapping[_Place, tuple[str, list[Milestone]]]:
    """Milestones that name a school, by school, workstream and phase; those of a rollout by half-term as well."""
    found: dict[_Place, tuple[str, list[Milestone]]] = {}
    key_of = school_keys(programme)
    for milestone in programme.each(Milestone):
        if milestone.phase not in {Phase.TRIAL, Phase.ROLLOUT} or not is_active(programme, milestone):
            continue
        wave = half_term(terms, _day(programme, milestone)) if milestone.phase is Phase.ROLLOUT else None
        for school in milestone.schools:
            place = (key_of(school), milestone.workstream, milestone.phase, wave)
            found.setdefault(place, (school, []))[1].append(milestone)
    return found


def _spanned(programme: Programme, terms: Terms, rows: list[Milestone]) -> Stretch:
    rows.sort(key=lambda milestone: _day(programme, milestone))
    return half_term(terms, _day(programme, rows[0]))[0], half_term(terms, _day(programme, rows[-1]))[1]


def _day(programme: Programme, one: Milestone) -> date:
    return given(one.actual, programme.as_at(one)) or one.forecast or one.baseline


def half_term(terms: Terms, day: date) -> Stretch:
    """The first and last day of the half-term in which a day lies; the day alone where it lies in none."""
    term = terms.term_of(day)
    if term is None or any(first <= day <= last for first, last in terms.breaks):
        return day, day
    before = [last for _, last in terms.breaks if term.starts <= last < day]
    after = [first for first, _ in terms.breaks if day < first <= term.ends]
    opens = max(before) + _ONE_DAY if before else term.starts
    shuts = min(after) - _ONE_DAY if after else term.ends
    return _from_weekday(opens), shuts - timedelta(days=max(0, shuts.weekday() - FRIDAY))


def _from_weekday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > FRIDAY else day


def crowds(calls: Sequence[Call], allowed: float) -> Iterator[SchoolOverload]:
    """The stretches in which more calls than allowed are made on one school at once."""
    changes = sorted({call.first for call in calls} | {call.last + _ONE_DAY for call in calls})
    starts, ends = sorted(call.first for call in calls), sorted(call.last for call in calls)
    began = most = started = ended = 0
    first = date.min
    for day in changes:
        while started < len(starts) and starts[started] <= day:
            started += 1
        while ended < len(ends) and ends[ended] < day:
            ended += 1
        if started - ended > allowed:
            first, began = (first, began) if began else (day, 1)
            most = max(most, started - ended)
        elif began:
            yield _crowd(calls, first, day - _ONE_DAY, most)
            began = most = 0


def _crowd(calls: Sequence[Call], first: date, last: date, most: int) -> SchoolOverload:
    within = [call for call in calls if call.first <= last and call.last >= first]
    return SchoolOverload(first, last, most, sorted(within, key=lambda call: (call.first, call.what)))
