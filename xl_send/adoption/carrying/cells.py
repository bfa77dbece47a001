"""One cell of theirs made into a cell of ours, by what its column is read as."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from xl_send.adoption.carrying.dates import DateReading
from xl_send.adoption.carrying.scales import Scale
from xl_send.adoption.carrying.words import COMPLETE_TOLD, NOT_LISTED, RAG, is_colour, of_hue, rating, word_for
from xl_send.adoption.finding.columns import ColumnRead
from xl_send.adoption.finding.synonyms import NO_PLACE, columns_by_title, synonyms
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.tracker.sheets import Hue, shown_text
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.cells import CellError, Percentage, Value, read_number
from xl_send.workbook.days import day_of_serial, say
from xl_send.workbook.kinds import (
    NOTHING_WORDS,
    PLACEHOLDERS,
    Choice,
    Day,
    Kind,
    Measure,
    Number,
    Pounds,
    YesNo,
)

_THOUSANDS = re.compile(r"£\s?0{3}s?|£\s?k\b|\(k\)|\b000s\b|£'000|thousand", re.IGNORECASE)
_SCORES = frozenset(
    {
        "Likelihood",
        "Impact",
        "Likelihood before controls",
        "Impact before controls",
        "Target likelihood",
        "Target impact",
    }
)
FROM_DAYS = frozenset({"Starts", "From", "Raised"})
AS_IT_STOOD = "it stands as it was: it is no date that can be read"


class Got(NamedTuple):
    """What a cell gives: a value for a column of ours, or nothing; how certain that is, and why.

    `told` is what stands in the account for it, blank where nothing needs to be told; `left` says why it was not
    carried.
    """

    value: Value | None
    certainty: Certainty = Certainty.CERTAIN
    why: str = ""
    told: str = ""
    left: str = ""
    column: str = ""
    complete: bool = False


CellReader = Callable[[Value, Hue | None, str | None], Got]


def left(why: str) -> Got:
    """A cell that is not carried."""
    return Got(None, Certainty.NONE, why, "", why)


@frozen(eq=True)
class CellReading:
    """What the cells of one column are read by: its title, our sheet and column, its dates and its scale."""

    sheet: str
    read: ColumnRead
    dates: DateReading
    scale: Scale
    colours_elsewhere: bool = True

    def reader(self) -> CellReader:
        """The reading of its cells."""
        ours = self.read.ours
        column = columns_by_title(self.sheet).get(ours)
        kind = column.kind if column else Kind()
        if ours == RAG:
            return self._rating
        if ours in _SCORES:
            return self._score
        if isinstance(kind, Day):
            return self._day
        if isinstance(kind, Choice | YesNo):
            return self._word
        if isinstance(kind, Number | Measure):
            return self._number
        return self._text

    def _rating(self, raw: Value, hue: Hue | None, said: str | None) -> Got:
        text = shown_text(raw)
        if said:
            return Got(said, Certainty.GIVEN, "as you said", said) if said != NO_PLACE else left("as you said")
        found = rating(text)
        if found.ours:
            return Got(found.ours, found.certainty, found.why, found.ours)
        if hue is not None and found.certainty is Certainty.ASK and (shown := of_hue(hue)).ours:
            sure = Certainty.ASK if isinstance(raw, float) else shown.certainty
            return Got(shown.ours, sure, shown.why, shown.ours)
        if found.certainty is not Certainty.ASK:
            return Got(None, found.certainty, found.why, "", found.why, complete=True)
        return Got(raw, found.certainty, found.why)

    def _score(self, raw: Value, hue: Hue | None, said: str | None) -> Got:  # noqa: ARG002 - readers share one shape
        if said:
            number = read_number(said)
            if said == NO_PLACE or number is None:
                return left("as you said")
            return Got(number, Certainty.GIVEN, "as you said", said)
        found = self.scale.read(raw)
        if found.ours:
            told = "" if isinstance(raw, float) and found.certainty is Certainty.CERTAIN else found.ours
            return Got(float(found.ours), found.certainty, found.why, told)
        if found.why.startswith("not carried"):
            return Got(None, Certainty.ASK, found.why, "", "its scale is not known")
        return Got(raw, found.certainty, found.why)

    def _day(self, raw: Value, hue: Hue | None, said: str | None) -> Got:  # noqa: ARG002 - as above
        if said:
            when = self.dates.read(said)
            day = when.day if when else said
            return Got(day, Certainty.GIVEN, "as you said", said) if said != NO_PLACE else left("as you said")
        if isinstance(raw, date):
            return Got(raw.date() if isinstance(raw, datetime) else raw)
        if isinstance(raw, float) and not isinstance(raw, Percentage):
            serial = day_of_serial(raw)
            if serial:
                return Got(serial, Certainty.LIKELY, "a date that is shown as a number", serial.isoformat())
        return self._written_day(raw)

    def _written_day(self, raw: Value) -> Got:
        """A date that is written as text; what is none stands as it was."""
        text = shown_text(raw)
        when = self.dates.read(text)
        if when is None:
            known = text.casefold() in NOTHING_WORDS | PLACEHOLDERS
            return Got(raw, Certainty.NONE if known else Certainty.ASK, AS_IT_STOOD)
        if not when.assumed:
            return Got(when.day)
        return Got(when.day, Certainty.ASSUMED, when.assumed, when.day.isoformat())

    def _word(self, raw: Value, hue: Hue | None, said: str | None) -> Got:  # noqa: ARG002 - as above
        ours, kind = self.read.ours, columns_by_title(self.sheet)[self.read.ours].kind
        text = "Yes" if raw is True else "No" if raw is False else shown_text(raw)
        if said:
            return self._word_given(said, text)
        if ours == "State" and is_colour(text):
            colour = rating(text)
            if not self.colours_elsewhere and colour.ours:
                return Got(
                    colour.ours, Certainty.LIKELY, "a colour, so it is the Reported RAG", colour.ours, column=RAG
                )
        found = word_for(self.sheet, ours, kind, text)
        if found.ours:
            complete = found.why == COMPLETE_TOLD
            told = found.ours if found.ours != text or found.certainty is not Certainty.CERTAIN else ""
            return Got(found.ours, found.certainty, found.why, told, found.why if complete else "", complete=complete)
        if ours == "State":
            return Got(None, Certainty.ASK, "no state of ours is known for it", "", NOT_LISTED)
        return Got(raw, found.certainty, found.why)

    def _word_given(self, said: str, text: str) -> Got:
        if said == NO_PLACE:
            return left("as you said")
        complete = self.read.ours == "State" and synonyms().said_complete(text)
        return Got(said, Certainty.GIVEN, "as you said", said, COMPLETE_TOLD if complete else "", complete=complete)

    def _number(self, raw: Value, hue: Hue | None, said: str | None) -> Got:  # noqa: ARG002 - as above
        if said:
            number = read_number(said)
            return Got(number, Certainty.GIVEN, "as you said", said) if number is not None else left("as you said")
        kind = columns_by_title(self.sheet)[self.read.ours].kind
        number = raw if isinstance(raw, float) else _figure(raw)
        if number is None:
            return Got(raw, Certainty.ASK, "it stands as it was: it is no number")
        if isinstance(kind, Pounds) and _THOUSANDS.search(self.read.column.title):
            return Got(number * 1000, Certainty.LIKELY, "the title says thousands of pounds", f"{number * 1000:g}")
        return Got(number)

    def _text(self, raw: Value, hue: Hue | None, said: str | None) -> Got:  # noqa: ARG002 - as above
        if isinstance(raw, CellError):
            return left("a formula or an error without a value")
        if isinstance(raw, date):
            return Got(say(raw))
        return Got(raw.strip() if isinstance(raw, str) else shown_text(raw))


def _figure(raw: Value) -> float | None:
    """The number that a text means: `1,200`, `£1,200`, `45%` as a percentage, `12k`."""
    if not isinstance(raw, str):
        return None
    text = raw.strip().casefold()
    if text.endswith("%"):
        number = read_number(text.removesuffix("%"))
        return None if number is None else Percentage(number / 100)
    if text.endswith("k") and (number := read_number(text.removesuffix("k"))) is not None:
        return number * 1000
    if text.endswith("m") and "£" in text and (number := read_number(text.removesuffix("m"))) is not None:
        return number * 1_000_000
    return read_number(text)
