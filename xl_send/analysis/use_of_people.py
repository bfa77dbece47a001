"""How much of each person or team is planned, week by week (status: resources and money).

People are matched by name without capitals, spaces and punctuation. What is never assumed is that two names that
are merely alike are one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.analysis.weeks import DAYS, Weeks, span_of, week_of
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import PostStatus
from xl_send.workbook.sheets.resources import Resource

_SUNDAY_TO_FRIDAY = timedelta(days=2)
_NOT_NAMED = NOTHING_WORDS | PLACEHOLDERS
_NOBODY = _NOT_NAMED | {"various", "agency", "agency staff", "supply", "supply staff", "locum", "locums", "bank staff"}
# "Vacant (advert out)", "New post from April", "To be appointed": a post, of which two are two.
_NOBODY_YET = Pattern(
    r"(?:vacan(?:t|cy|cies)|(?:yet )?to (?:be )?(?:appoint|recruit|fill|advertise|hire|confirm|agree|find"
    r"|identif)\w{0,3}|tb[acdr]|unfilled|recruit (?:x ?\d|\d)|open posts?|pending|interviews? (?:on )?\d"
    r"|new (?:posts?|starters?|appointments?|recruits?)|not (?:yet )?(?:appointed|recruited|in post)"
    r"|recruiting|recruitment (?:under|in progress|ongoing|to)"
    r"|(?:post|role) (?:vacant|unfilled|out to advert)|(?:out to )?advert|awaiting)\b"
    r"|.*\((?:vacant|vacancy|tb[acd]|to be (?:appointed|recruited))\)$",
)


class Stretch(NamedTuple):
    """Whole calendar weeks with one and the same use: their first Monday, last Sunday, and the lines that count."""

    first: date
    last: date
    fte: float
    lines: frozenset[Resource]

    @property
    def weeks(self) -> int:
        """How many weeks it lasts."""
        return ((self.last - self.first).days + 1) // DAYS


class Use(NamedTuple):
    """One person or team: the lines that count, the line of lowest capacity, and every week in which a line counts."""

    who: str
    lines: Sequence[Resource]
    least: Resource | None
    stretches: Sequence[Stretch]

    @property
    def available(self) -> float | None:
        """The whole capacity: the lowest Available FTE that any line gives."""
        return self.least.available if self.least else None

    def share(self, fte: float) -> float | None:
        """So much of the whole capacity; of none any use is endless. None where nobody gives the capacity."""
        if self.available is None:
            return None
        return round(fte / self.available, 9) if self.available else math.inf if fte else 0.0

    def since(self, day: date) -> Iterator[Stretch]:
        """The weeks that end on or after a day."""
        monday = day - timedelta(days=day.weekday())
        return (stretch._replace(first=max(stretch.first, monday)) for stretch in self.stretches if stretch.last >= day)

    def worst(self, since: date, line: Resource) -> Stretch | None:
        """The weeks of most use among those that end on or after a day and in which a line counts."""
        asked = (stretch for stretch in self.since(since) if line in stretch.lines)
        return max(asked, key=lambda stretch: (stretch.fte, -stretch.first.toordinal()), default=None)

    def as_much(self, one: Stretch, since: date, line: Resource | None = None) -> Sequence[Stretch]:
        """All weeks from a day on of as much use, before a holiday and after it; with a `line`, in which it counts."""
        return [found for found in self.since(since) if found.fte == one.fte and (line is None or line in found.lines)]

    def above(self, share: float, since: date) -> Sequence[Stretch]:
        """The weeks that end on or after a day in which more than a share of the capacity is used."""
        return [stretch for stretch in self.since(since) if (self.share(stretch.fte) or 0) > round(share, 9)]


def runs_of_weeks(stretches: Iterable[Stretch]) -> list[tuple[date, date]]:
    """Weeks without a gap between them, each run from its first Monday to its last Friday."""
    runs: list[tuple[date, date]] = []
    for stretch in stretches:
        joins = runs and (stretch.first - runs[-1][1]).days == 1
        runs[-1:] = [(runs[-1][0], stretch.last)] if joins else [*runs[-1:], (stretch.first, stretch.last)]
    return [(first, last - _SUNDAY_TO_FRIDAY) for first, last in runs]


def names_somebody(line: Resource) -> bool:
    """Whether a line names a person or team, and not a post that nobody holds or that is still to be settled."""
    words = _words(line)
    return bool(name_key(line.who)) and words not in _NOBODY and _NOBODY_YET.match(words) is None


def may_be_anybody(line: Resource) -> bool:
    """Whether somebody is in post whom the line does not name: "tbc" and In post. A vacant post is nobody's."""
    return line.post is PostStatus.IN_POST and (_words(line) in _NOT_NAMED or not name_key(line.who))


def _words(line: Resource) -> str:
    return " ".join(line.who.casefold().split())


def person_key(line: Resource) -> str:
    """By what the lines of one person or team are brought together; a line that names nobody stays by itself."""
    return name_key(line.who) if names_somebody(line) else f"{line.workbook} {line.row}"


def use_of_people(
    lines: Iterable[Resource], weeks: Weeks, counts: Callable[[Resource], bool] = lambda _: True
) -> Mapping[str, Use]:
    """The use of every person or team by the key of its name.

    A line that does not count takes no time (that of a paused workstream), but still says how much there is. One
    that ends before it starts takes none either.
    """
    by_name: defaultdict[str, list[Resource]] = defaultdict(list)
    for line in lines:
        by_name[person_key(line)].append(line)
    return {key: _use(found, [item for item in found if counts(item)], weeks) for key, found in by_name.items()}


def _use(named: Sequence[Resource], counted: Sequence[Resource], weeks: Weeks) -> Use:
    given = [(item.available, place, item) for place, item in enumerate(named) if item.available is not None]
    least = min(given)[2] if given else None
    lines = [resource for resource in counted if resource.starts <= resource.ends]
    return Use(named[0].who, lines, least, _stretches(lines, weeks))


def _stretches(lines: Sequence[Resource], weeks: Weeks) -> Sequence[Stretch]:
    spans = [(week_of(resource.starts.toordinal()), week_of(resource.ends.toordinal())) for resource in lines]
    if not spans:
        return ()
    cuts = {week + after for span in spans for week in span for after in (0, 1)}
    low, high = min(cuts), max(cuts)
    every = weeks.terms if any(resource.term_time for resource in lines) else weeks.closed
    edges = every[bisect_right(every, low) : bisect_left(every, high)]
    found: list[Stretch] = []
    for first, end in pairwise(sorted(cuts.union(edges))):
        taken = [
            (line, share)
            for line, (starts, ends) in zip(lines, spans, strict=True)
            if starts <= first <= ends and (share := weeks.share(line, first))
        ]
        if taken:
            fte = round(sum(item.fte * share for item, share in taken), 9)
            _add(found, Stretch(*span_of(first, end), fte, frozenset(item for item, _ in taken)))
    return found


def _add(found: list[Stretch], new: Stretch) -> None:
    """Add a stretch, or lengthen the last one where nothing changes."""
    last = found[-1] if found else new
    if (last.last - new.first).days == -1 and (last.fte, last.lines) == (new.fte, new.lines):
        found[-1] = last._replace(last=new.last)
    else:
        found.append(new)
