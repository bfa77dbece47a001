"""What a title of another's column means on a sheet of ours, and how certain that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from xl_send.adoption.finding.synonyms import NO_PLACE, synonyms
from xl_send.adoption.finding.wording import comparable, nearest_with_score, spellings
from xl_send.value_classes import NamedTuple

# Words that say which part of a joined title stands above the other.
JOINED = " / "
BEFORE, NOW, TARGET = "before", "now", "target"
_NUMBERED = re.compile(r"^(remark|comment|update|note|commentary)s?(?: as on| as at| on| \d)? .*\d.*$")
_SCORE = re.compile(r"\b(score|rating|total|rag|level|exposure|risk rating|priority)\b")
_LIKELY = re.compile(r"\b(likelihood|likelhood|probability|prob|chance)\b")
_HARM = re.compile(r"\b(impact|severity|consequence)\b")
_NOISE = re.compile(r"\b(?:the|of|a|an|for|to|this|current|project|programme|risk|issue|milestone|kpi|brd|send)\b")
# A scale that stands in a title: "Probability 0-10", "Impact level: rate 1 (low) to 5 (high)".
_SCALE = re.compile(r"\b(?:\d{1,3}|rate|level|scale|low|high|lowest|highest|to|of|from)\b")
_FORECAST = re.compile(r"\(forecast\)|\bforecast$", re.IGNORECASE)
_PAIR = {
    BEFORE: ("Likelihood before controls", "Impact before controls"),
    NOW: ("Likelihood", "Impact"),
    TARGET: ("Target likelihood", "Target impact"),
}


class Certainty(StrEnum):
    """How sure a reading is."""

    GIVEN = "As you said"
    CERTAIN = "Certain"
    LIKELY = "Likely"
    ASSUMED = "Assumed"
    ASK = "Please say"
    NONE = "Not taken"


class Meaning(NamedTuple):
    """The column of ours that a title means (`none` where we have no place for it), and how certain from 0 to 1."""

    column: str
    score: float


@lru_cache(maxsize=8192)
def meaning(title: str, sheet: str) -> Meaning | None:
    """What a title means on a sheet of ours, or None. Of a joined title its last part says more than its first."""
    known = synonyms().titles.get(sheet)
    if known is None or not title:
        return None
    if told := _score_of_risk(title) if sheet == "Risks" else _forecast(title) if sheet == "Milestones" else None:
        return told
    for form, worth in _forms(title):
        if form in known:
            return Meaning(known[form], worth)
    for form, worth in _forms(title):
        found, alike = nearest_with_score(form, known.keys())
        if found:
            return Meaning(known[found], worth * alike * 0.9)
    if _NUMBERED.match(comparable(title)):
        return meaning("comments", sheet)
    return _by_its_words(title, sheet)


def _forecast(title: str) -> Meaning | None:
    """A day with (forecast) behind it is what is now expected, whatever it is of."""
    return Meaning("Forecast date", 0.8) if "(forecast)" in title.casefold() else None


def _by_its_words(title: str, sheet: str) -> Meaning | None:
    """What a title means by one word in it: a likelihood with its scale, a day with forecast behind it."""
    words = comparable(title.replace(JOINED, " "))
    bare = " ".join(_SCALE.sub(" ", words).split())
    if sheet == "Risks" and bare != words and bare in synonyms().titles[sheet]:
        return Meaning(synonyms().titles[sheet][bare], 0.9)
    if sheet == "Milestones" and _FORECAST.search(title):
        return Meaning("Forecast date", 0.7)
    return None


def _forms(title: str) -> Iterator[tuple[str, float]]:
    """The ways to read a title, with what each is worth."""
    parts = title.split(JOINED)
    for form in spellings(" ".join(parts)):
        yield form, 1.0
    for form in spellings(parts[-1]):
        yield form, 1.0 if len(parts) == 1 else 0.9
    for form in spellings(parts[-1]):
        bare = " ".join(_NOISE.sub(" ", form).split())
        if bare and bare != form:
            yield bare, 0.8
    if len(parts) > 1:
        for form in spellings(parts[0]):
            yield form, 0.6


def _score_of_risk(title: str) -> Meaning | None:
    """Which likelihood or impact a risk's title means, by the word before it: inherent, residual, target."""
    words = comparable(title.replace(JOINED, " "))
    likely, harm = _LIKELY.search(words), _HARM.search(words)
    which = qualifier(title)
    if not which:
        return None
    if likely and not harm:
        return Meaning(_PAIR[which][0], 1.0)
    if harm and not likely and not re.search(r"\bdescription\b|\bresulting\b", words):
        return Meaning(_PAIR[which][1], 1.0)
    if not likely and not harm and _SCORE.search(comparable(title.rsplit(JOINED, maxsplit=1)[-1])):
        if which == NOW and re.search(r"\brag\b|\blevel\b", words):
            return Meaning("Reported RAG", 0.9)
        return Meaning(NO_PLACE, 0.9)
    return None


@lru_cache(maxsize=4096)
def qualifier(title: str) -> str:
    """Which of a risk's scores a title speaks of: before, now or target; nothing where it does not say."""
    words = f" {comparable(title.replace(JOINED, ' '))} "
    found = [(len(word), which) for word, which in synonyms().qualifiers.items() if f" {word} " in words]
    return max(found)[1] if found else ""


def in_pair(which: str, *, likelihood: bool) -> str:
    """The column of a pair of scores."""
    return _PAIR[which][0 if likelihood else 1]


def sheets_meant(name: str) -> frozenset[str]:
    """The sheets of ours that a sheet's or table's name speaks of, if any."""
    words = f" {comparable(name)} "
    found: dict[str, int] = {}
    for sheet, names in synonyms().names.items():
        longest = max((len(known) for known in names if f" {known} " in words), default=0)
        if longest:
            found[sheet] = longest
    best = max(found.values(), default=0)
    return frozenset(sheet for sheet, length in found.items() if length == best)
