"""Words of theirs made into words of our lists: statuses, levels, phases, colours, yes and no."""

from __future__ import annotations

from enum import StrEnum

from xl_send.adoption.finding.synonyms import COMPLETE, synonyms
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.finding.wording import comparable, nearest_with_score
from xl_send.adoption.tracker.sheets import Hue
from xl_send.value_classes import NamedTuple
from xl_send.workbook.kinds import Choice, Kind, YesNo

RAG = "Reported RAG"
COLOURS = frozenset({"Red", "Amber", "Green"})
COMPLETE_TOLD = "complete is told by an Actual date, not by a state"
NOT_LISTED = "it stands as it was: no word of our list is known for it"


class Word(NamedTuple):
    """A word of ours, how certain that is, and what was taken for granted.

    A word of nothing with certainty Please say is kept as it was; `column` names another column of ours, where it
    belongs there.
    """

    ours: str
    certainty: Certainty = Certainty.CERTAIN
    why: str = ""
    column: str = ""


def listed_words(kind: Kind) -> tuple[str, ...]:
    """The words of a kind that has a list, else none."""
    if isinstance(kind, Choice):
        return tuple(option.value for option in kind.options)
    return ("Yes", "No") if isinstance(kind, YesNo) else ()


def word_for(sheet: str, column: str, kind: Kind, text: str) -> Word:
    """The word of our list that a text means."""
    own = {comparable(option): option for option in listed_words(kind)}
    tidy = comparable(text)
    if tidy in own:
        return Word(own[tidy])
    numberless = comparable(text.lstrip("0123456789 .-\u2013:)"))
    for form in dict.fromkeys((tidy, numberless, *_first_words(column, tidy))):
        if form in own:
            return Word(own[form], Certainty.LIKELY)
        if found := synonyms().word(sheet, column, form):
            return _with_complete(column, text, found)
    known = {**own, **synonyms().values.get((sheet, column), {})}
    near, _ = nearest_with_score(tidy, known.keys())
    if near:
        return Word(known[near], Certainty.LIKELY, "the spelling is nearly alike")
    return Word("", Certainty.ASK, NOT_LISTED)


def _first_words(column: str, tidy: str) -> tuple[str, ...]:
    """A unit is told by its first words: the number of something is a count."""
    words = tidy.split()
    return (" ".join(words[:2]), words[0]) if column == "Unit" and words else ()


def _with_complete(column: str, text: str, found: str) -> Word:
    if column == "State" and synonyms().said_complete(text):
        return Word(found, Certainty.LIKELY, COMPLETE_TOLD)
    return Word(found, Certainty.LIKELY)


def rating(text: str) -> Word:
    """The colour that a word or letter means. What lies between two colours is asked about."""
    tidy = comparable(text)
    found = synonyms().word("", RAG, tidy) if tidy else ""
    if found:
        return Word(found, Certainty.CERTAIN if tidy in {"red", "amber", "green"} else Certainty.LIKELY)
    if tidy in synonyms().values["*", COMPLETE]:
        return Word("", Certainty.LIKELY, "complete is told by an Actual date, not by a colour")
    named = [colour for colour in ("Red", "Amber", "Green") if colour.casefold() in tidy.split()]
    letters = [colour for colour in ("Red", "Amber", "Green") if colour[0].casefold() in tidy.split()]
    between = named or letters
    if len(between) == 1:
        return Word(between[0], Certainty.LIKELY)
    return Word(
        "", Certainty.ASK, f"it lies between {between[0]} and {between[1]}" if len(between) == 2 else NOT_LISTED
    )


def is_colour(text: str) -> bool:
    """Whether a status word is plainly a colour."""
    return comparable(text) in {"red", "amber", "green", "yellow", "r", "a", "g"}


def of_hue(hue: Hue) -> Word:
    """The colour that a cell's fill means. Blue says complete, for which our list has no word."""
    if hue is Hue.BLUE:
        return Word("", Certainty.ASSUMED, "a blue cell is taken for complete, which an Actual date tells")
    return Word(hue.value, Certainty.LIKELY, "from the colour of the cell")


class Shape(StrEnum):
    """How a column of likelihood or impact is written."""

    FIVE = "five levels"
    WORDS = "words"
    THREE = "three words"
    UNKNOWN = "a scale that is not known"
