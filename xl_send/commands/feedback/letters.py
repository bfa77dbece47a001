"""What is said to owners, as plain values: a letter for each return, and for what is wanting one for each owner."""

from __future__ import annotations

from datetime import date

from xl_send.value_classes import NamedTuple

# How much one page holds; the marked copy has the rest.
MOST_POINTS = 14
ON_CHECKS = "on the Checks sheet of the marked copy"


class FeedbackPoint(NamedTuple):
    """One thing to put right or to answer: where, of what, what is wrong and what to do."""

    places: str
    record: str
    wrong: str
    remedy: str


class FeedbackPart(NamedTuple):
    """Points of one kind under a heading, how many more of them there are than a page holds, and where those are."""

    heading: str
    points: tuple[FeedbackPoint, ...]
    more: int = 0
    rest: str = ON_CHECKS


class FeedbackLetter(NamedTuple):
    """What one owner is told.

    `path` is the return that was taken, blank where none was; `title` the heading of the page and subject of the
    e-mail; `whose` whose workstreams they are, and `owner` whom it is for, blank where nobody is named. `ask` says what
    to do, and `by` which day if one is named; blank where nothing is to be done. `stem` is what its files are called.
    """

    path: str
    stem: str
    title: str
    whose: str
    owner: str
    programme: str
    as_at: date | None
    summary: tuple[str, ...]
    ask: str = ""
    by: date | None = None
    parts: tuple[FeedbackPart, ...] = ()

    @property
    def marks(self) -> bool:
        """Whether cells are marked in the copy."""
        return any(part.rest == ON_CHECKS and part.points for part in self.parts)


def letter_part(
    heading: str, points: list[FeedbackPoint], rest: str = ON_CHECKS, most: int = MOST_POINTS
) -> FeedbackPart:
    """The first points under a heading, and how many more there are."""
    return FeedbackPart(heading, tuple(points[:most]), max(len(points) - most, 0), rest)
