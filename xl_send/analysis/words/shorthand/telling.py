"""Whether a text tells of one child in any of the short ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xl_send.analysis.words.child_needs import NEED, OTHER_LETTERS
from xl_send.analysis.words.given_names import GIVEN_NAMES
from xl_send.analysis.words.lives.callers import is_called_about
from xl_send.analysis.words.lives.households import may_tell_of_a_household, tells_of_a_household
from xl_send.analysis.words.lives.matters import title_words
from xl_send.analysis.words.lives.named_lives import tells_of_a_life
from xl_send.analysis.words.shorthand.after_names import (
    DOTTED,
    NUMBERED,
    after_a_first_name,
    after_an_initial,
    by_initials,
    tells_after_a_name,
    tells_after_an_initial,
    tells_of_initials,
)
from xl_send.analysis.words.shorthand.conditions import one_by_a_condition
from xl_send.analysis.words.shorthand.families import by_family
from xl_send.analysis.words.shorthand.fees import tells_of_one_fee
from xl_send.analysis.words.shorthand.lists import children_by_name
from xl_send.analysis.words.shorthand.news import tells_of_a_family_in_the_news
from xl_send.analysis.words.shorthand.notes import is_a_note_of_a_child
from xl_send.analysis.words.shorthand.persons import one_person
from xl_send.analysis.words.shorthand.rare import tells_of_one_with_a_condition
from xl_send.analysis.words.shorthand.traces import in_a_trace
from xl_send.patterns import Pattern

# A sentence ends before a word that begins one; "e.g." and initials end none.
_SENTENCE = Pattern(
    r"(?<!\.[A-Za-z])(?<!\b[A-Z])(?<!\b[YMD]r)(?<!\byr)(?<!\bMrs)(?<!\bMs)(?<!Cllr)(?<!\bno)(?<!\bNo)[.!?]\s|\n"
)
_NEEDS = rf"(?:{NEED.pattern}|\b(?:{'|'.join(OTHER_LETTERS)})\b)"
_YEARS = (
    r"\b(?:[Yy](?:ea)?r?\.? ?(?:1[0-4]|[1-9])|NCY ?\d{1,2}|FS[12]|[Rr]eception)\b(?! ?(?:to|and|or|-|\u2013|/) ?\w?\d)"
)
_AFTER_FIRST = after_a_first_name(_NEEDS, _YEARS)
AFTER_INITIAL = after_an_initial(_NEEDS, _YEARS)
_BY_INITIALS = by_initials(_NEEDS, _YEARS)
_ONE_PERSON = one_person(_YEARS)
# All of them, for the words without one of which none is found.
_ANY_PERSON = Pattern("|".join(pattern.pattern for pattern in _ONE_PERSON))
_STANDS_FOR_ONE = Pattern(r"(?:She|He|They|It|This|Her|His|Their) ")
_ENDS = (". ", "! ", "? ", "\n", ".\t")
# One capital that may stand for a first name, before a surname or after it.
AN_INITIAL = Pattern(r"\b[A-Z]\. ?[A-Z]|\b[B-HJ-Z] [A-Z]|, [A-Z]\b")


def told_in_shorthand(text: str) -> bool:
    """Whether a text points at one child as those write who know it: by a name, a family, a condition or a file."""
    words = title_words(text)
    named = not GIVEN_NAMES.isdisjoint(words)
    if one_by_a_condition(text) or in_a_trace(text, named=named):
        return True
    many = any(end in text for end in _ENDS)
    sentences = _SENTENCE.split(text) if many else (text,)
    if any(_tells_of_initials(sentence) for sentence in sentences):
        return True
    if named and any(
        tells_after_a_name(sentence, _AFTER_FIRST) or tells_of_a_life(sentence, words) for sentence in sentences
    ):
        return True
    if any(is_called_about(sentence, words) for sentence in _with_who_is_meant(sentences)):
        return True
    households = may_tell_of_a_household(text)
    return any(
        children_by_name(sentence)
        or by_family(sentence, named=named)
        or _is_one_person(sentence)
        or tells_of_one_fee(sentence)
        or tells_of_a_family_in_the_news(sentence)
        or is_a_note_of_a_child(sentence, named=named)
        or tells_of_one_with_a_condition(sentence)
        or (households and tells_of_a_household(sentence))
        for sentence in sentences
    )


def _with_who_is_meant(sentences: Sequence[str]) -> Iterator[str]:
    """Each sentence, with the one before where it begins with a word that stands for somebody named there."""
    for before, sentence in pairwise(("", *sentences)):
        yield f"{before}, {sentence}" if before and _STANDS_FOR_ONE.match(sentence) else sentence


def _is_one_person(sentence: str) -> bool:
    return _ANY_PERSON.may_be_in(sentence) and any(pattern.search(sentence) for pattern in _ONE_PERSON)


def _tells_of_initials(sentence: str) -> bool:
    if AN_INITIAL.search(sentence) and tells_after_an_initial(sentence, AFTER_INITIAL):
        return True
    two, numbered, by_letter = _BY_INITIALS
    if tells_of_initials(sentence, two) or by_letter.search(sentence):
        return True
    # Asked of every text, the stop costs less than the words.
    if "." in sentence[:-1] and DOTTED.search(sentence):
        return True
    return any(numbered.match(sentence, found.end()) for found in NUMBERED.finditer(sentence))
