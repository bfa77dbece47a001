"""Schools that a title names, and how many of them a text speaks of, against those that are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xl_send.analysis.activity import is_active
from xl_send.analysis.names.schools import school_keys, school_words
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import every_name
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, once_per_programme

# What kind of school it is, which titles leave out.
_KIND = frozenset(
    {"academy", "ce", "church", "college", "community", "centre", "federation", "first", "free", "grammar", "high",
     "infant", "infants", "junior", "juniors", "lower", "middle", "nursery", "playgroup", "preschool", "primary",
     "rc", "roman", "catholic", "school", "secondary", "sixth", "form", "special", "the", "trust", "upper", "pre",
     "of", "england", "c", "e", "and"}
)  # fmt: skip
# "As at Millbrook", "after Holly Lane": another school that is spoken of, not one that takes part.
_SPOKEN_OF = Pattern(
    r"(?i)\b(?:like|as (?:at|in)|after|from|following|lessons?|learn\w*|model\w*|with (?:help|support) (?:from|of)"
    r"|led by|run by|hosted by|than|not|except|without|instead of|replac\w+|beside|near|next to|by|in)"
    r" (?:[a-z]+ ){0,2}$"
)
# "In Millbrook Primary", which is no place.
_IN = Pattern(r"(?i)\bin (?:the )?$")
_A_SCHOOL = Pattern(r"(?i) (?:primary|secondary|academy|infants?|juniors?|school|college|nursery|high)\b")
_NO_SCHOOL = Pattern(
    r"(?i)(?:'s|s')?(?: [a-z-]+)? (?:areas?|town|road|street|lane|house|library|hub|cluster|localit\w+|district|ward"
    r"|valley|partnership"
    r"|family|children's|office|depot|trust|council|model|review|lessons)\b"
)
_TOKEN = Pattern(r"[A-Za-z][\w'\u2019.-]*")
_NAME = r"((?:St |Saint )?[A-Z][a-z'\u2019]+(?: [A-Z][a-z'\u2019]+)?)"
_PAIR = Pattern(
    rf"\b{_NAME} (?:and|&) {_NAME}(?= (?:bases?|sites?|units?|rooms?|hubs?|places|open|start|begin|join)\b)"
)
LONG_ENOUGH, TWO = 5, 2


@rule(
    "MS96",
    Severity.QUERY,
    "The title names {said}, but Schools lists {listed}.",
    "Correct Schools, or the title. A school is asked, and its time counted, by Schools alone.",
)
def school_of_the_title_not_listed(programme: Programme) -> Iterator[Hit]:
    """A school that a milestone's title names is among its Schools.

    A list that was copied from another row, or picked one line off, asks the wrong school. Known are the schools that
    any row lists, by what stands before Primary, Academy and the like. A school that is only spoken of, as in "after
    the base at Millbrook", is not asked about, nor a place of that name, nor two schools that share it.

    **Fails**

    Milestones:
    | ID | Milestone | Schools |
    | --- | --- | --- |
    | TRN-M01 | Millbrook Primary base opens | <Holly Lane Academy> |
    | TRN-M02 | Holly Lane and St Aidan's bases open | <Holly Lane Academy; Millbrook Primary School> |
    | TRN-M03 | Base at St Aidan's in use | St Aidan's CE Primary School |
    | TRN-M04 | Holly Lane and St Bede's bases open | <Holly Lane Academy; Greenway Junior School> |
    | TRN-M05 | Base opens in Fernhill Academy | <Holly Lane Academy> |
    | TRN-M06 | Fernhill open day held | Fernhill Special School |

    **Passes**

    Milestones:
    | ID | Milestone | Schools |
    | --- | --- | --- |
    | TRN-M01 | Holly Lane base opens, as at Fernhill | Holly Lane Academy |
    | TRN-M02 | Fernhill base opens | Fernhill Special School |
    | TRN-M03 | Training at Fernhill Road centre | Holly Lane Academy |
    | TRN-M04 | Two more bases open after Fernhill | Holly Lane Academy |
    | TRN-M05 | Ashfield rooms ready | Ashfield Infants |
    | TRN-M06 | Ashfield rooms furnished | Ashfield Juniors |
    | TRN-M07 | Fernhill satellite opens | |
    | TRN-M08 | Fernhill outreach model taken up | Holly Lane Academy |
    | TRN-M09 | Exampleshire schools have agreed | Holly Lane Academy |
    | TRN-M11 | Heads and Holly Lane start | Holly Lane Academy; Greenway Junior School |
    | TRN-M10 | Courses chosen | Exampleshire College |
    """
    known = _by_stem(programme)
    key_of = school_keys(programme)
    for milestone in programme.each(Milestone):
        if not milestone.schools or not milestone.name or not is_active(programme, milestone):
            continue
        listed = {key_of(name) for name in milestone.schools}
        absent = [
            min(schools.values())
            for stem, schools in known.items()
            if not listed & schools.keys() and _names(milestone.name, stem)
        ]
        absent = absent or _paired_with_a_listed_one(milestone)
        if absent:
            said, names = every_name(sorted(absent)), every_name(milestone.schools)
            yield hit(milestone.at("schools"), Related(milestone.at("name"), "the title"), said=said, listed=names)


@once_per_programme
def _by_stem(programme: Programme) -> Mapping[str, Mapping[str, str]]:
    """Every school that a row lists, by the words that tell it from others: its key and its name."""
    found: dict[str, dict[str, str]] = {}
    key_of = school_keys(programme)
    councils = {word for one in programme.submissions for word in name_words(one.cover.council or "").split()}
    rows: list[Milestone | Diagnostic] = [*programme.each(Milestone), *programme.each(Diagnostic)]
    for name in dict.fromkeys(name for row in rows for name in row.schools):
        stem = _stem(name)
        if len(stem) >= LONG_ENOUGH and not set(stem.split()) <= councils:
            found.setdefault(stem, {}).setdefault(key_of(name), name)
    return found


def _stem(name: str) -> str:
    words = school_words(name).split()
    while words and words[-1] in _KIND:
        words.pop()
    return " ".join(words)


def _names(title: str, stem: str) -> bool:
    """Whether a title names a school by its stem, with a capital, as one that takes part."""
    tokens, wanted = list(_TOKEN.finditer(title)), stem.split()
    for place, first in enumerate(tokens):
        run = tokens[place : place + len(wanted)]
        if first[0][0].isupper() and len(run) == len(wanted) and all(map(_is_word, run, wanted)):
            within = _IN.search(title[: first.start()]) and _A_SCHOOL.match(title, run[-1].end())
            spoken_of = _SPOKEN_OF.search(title[: first.start()]) and not within
            return not spoken_of and not _NO_SCHOOL.match(title, run[-1].end())
    return False


def _paired_with_a_listed_one(milestone: Milestone) -> list[str]:
    """The other name in "Holly Lane and St Aidan's bases", where one of the two is listed, with a third instead."""
    title, pair = milestone.name or "", _PAIR.search(milestone.name or "")
    stems = [_stem(name) for name in milestone.schools]
    unnamed = [stem for stem in stems if not _names(title, stem)]
    if pair is None or len(stems) != TWO or len(unnamed) != 1:
        return []
    (named,) = (stem for stem in stems if stem != unnamed[0])
    others = [place for place in (1, 2) if not _names(pair[place], named)]
    if len(others) != 1 or (pair.start(1) == 0 and others == [1] and " " not in pair[1]):
        return []
    return [pair[others[0]]]


def _is_word(token: re.Match[str], word: str) -> bool:
    said = name_words(token[0])
    said = "st" if said == "saint" else said
    return said == word or (token[0].endswith(("'s", "\u2019s")) and said[:-1] == word)


_OPENED = Pattern(
    r"(?i)\b(?P<verb>open|start|launch|sign|train|join)(?:ed|n?ed)\b|\b(?P<live>went live)\b|\b(?P<began>began)\b"
)
_STILL = Pattern(
    r"(?i)\b(?:will|to (?:open|start|sign|join|be)|until|planned|plans?|not|next|if|when|once|due|expected|ready"
    r"|prepar\w*"
    r"|talks?|build\w*|works?|visit\w*|consult\w*|procurement|tender|part|some|first)\b"
)


@rule(
    "CM94",
    Severity.QUERY,
    '{where} says "{words}", but {id} ({name}), which lists {school}, is still to come.',
    "Name the schools that {verb}, or give the Actual date of {id}. Families and governors read the names.",
)
def school_said_to_have_opened(programme: Programme) -> Iterator[Hit]:
    """A school that the progress says has opened, started or signed is on the list of a milestone that was reached.

    Asked where a sentence names a school and says that it opened, started, signed, was trained or went live, each
    milestone of the workstream whose title tells of the same and that lists the school is still to come, and another
    of the same has been reached with other schools.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <The bases at Fernhill Academy and Ashfield Infants opened on 7 September with sixteen places.> |

    Milestones:
    | ID | Milestone | Actual date | Forecast date | Schools |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | First two bases open | 7 Sep 2026 | | Holly Lane Primary; St Anselm's Primary |
    | TRN-M02 | Further bases open | | 6 Sep 2027 | Fernhill Academy; Ashfield Infants |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | The bases at Holly Lane and St Anselm's opened on 7 September. Fernhill is not opened before May. |
    | OUT | Talks with Fernhill Academy started in October. |

    Milestones:
    | ID | Workstream | Milestone | Actual date | Forecast date | Schools |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | First two bases open | 7 Sep 2026 | | Holly Lane Primary; St Anselm's Primary |
    | TRN-M02 | TRN | Further bases open | | 6 Sep 2027 | Fernhill Academy; Ashfield Infants |
    | OUT-M01 | OUT | First trial starts | 7 Sep 2026 | | Holly Lane Primary |
    | OUT-M02 | OUT | Second trial starts | | 6 Sep 2027 | Fernhill Academy |
    """
    key_of = school_keys(programme)
    for stream in programme.each(Workstream):
        for sentence in _SENTENCES.split(stream.progress or "") if _OPENED.may_be_in(stream.progress or "") else ():
            found = _OPENED.search(sentence or "")
            if found is None or _STILL.search(sentence):
                continue
            verb = (found["verb"] or ("live" if found["live"] else "begin")).casefold()
            told = [one for one in programme.each(Milestone) if one.workstream == stream.code and _tells(one, verb)]
            for stem, schools in _by_stem(programme).items() if any(one.actual for one in told) else ():
                listing = [one for one in told if {key_of(name) for name in one.schools} & schools.keys()]
                if listing and not any(one.actual for one in listing) and _names(sentence, stem):
                    one, cell = listing[0], stream.at("progress")
                    yield hit(
                        cell, Related(one.at("schools"), "its schools"), where=cell.column, words=sentence.strip(),
                        id=one.id, name=one.name, school=min(schools.values()), verb=found[0],
                    )  # fmt: skip
                    break


_SENTENCES = Pattern(r"[.;](?:\s+|$)")


def _tells(milestone: Milestone, verb: str) -> bool:
    """Whether the title of a milestone that lists schools tells of the same step."""
    return bool(milestone.schools) and re.search(rf"\b{verb}", (milestone.name or "").casefold()) is not None
