"""Forums whose kind their name tells."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.submissions import Programme

_OPEN = Pattern(
    r"(?i)(?:the )?(?:(?:council'?s? )?cabinet|full council|schools'? forum|health and wellbeing board"
    r"|(?:[\w' ]{2,40} )?(?:overview and scrutiny|scrutiny|select) (?:committee|commission)|audit committee)"
)
_CABINET = Pattern(r"(?i)(?:the )?(?:council'?s? )?cabinet")
# What one person decides, or officers do, is not decided in public.
_OF_ONE = Pattern(
    r"(?i)\b(?:members?|leader|mayor|officers?|director|portfolio|delegat\w+|commissioners?|lead|holder|c[lm]m|sub)\b"
)
# Of a council's name, these are in no forum's.
_COUNCIL = frozenset(
    {"council", "county", "borough", "city", "metropolitan", "district", "london", "royal", "of", "the"}
)


@rule(
    "GV10",
    Severity.QUERY,
    "{column} is {said}, but {forum} {truth}.",
    "Correct {column}. If it is another forum than its name says, give it the name by which it is known.",
    brings={"GV31": Reach.CELL, "MS18": Reach.NAMED},
)
def forum_unlike_its_name(programme: Programme) -> Iterator[Hit]:
    """Bodies that the law makes public are public, and a cabinet takes key decisions for the council.

    By these cells the notice of a key decision and the day for papers are worked out. Asked only of what is called just
    so, with or without the name or the initials of the council: a cabinet, a full council, a schools forum, a health
    and wellbeing board, a committee of scrutiny or audit; and of whatever body of the council takes key decisions,
    which it does in public. What one member or officer decides is another matter.

    **Fails**

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Cabinet | Council | <No> | <No> |
    | Schools Forum | Statutory | No | <No> |

    **Fails**

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Cabinet | <Workstream> | Yes | Yes |

    **Fails**

    Programme:
    | Council |
    | --- |
    | North Borsetshire Council |

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | North Borsetshire Cabinet | Council | <No> | <No> |
    | NBC Schools Forum | Statutory | No | <No> |
    | Executive | Council | Yes | <No> |

    **Passes**

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Cabinet | Council | Yes | Yes |
    | Schools Forum | Statutory | No | Yes |
    | Cabinet Member briefing | Council | No | No |
    | Programme Board | Programme | No | No |
    | Schools Forum high needs group | Partnership | No | No |
    | Case audit panel | Partnership | No | No |
    | Cabinet Member decisions | Council | Yes | No |
    | Youth Cabinet | Partnership | No | No |
    """
    for forum in programme.each(Forum):
        name = _without_council(programme, forum)
        if forum.public is False and _OPEN.fullmatch(name):
            yield _of(forum, "public", "No", "meets in public by law")
        elif forum.public is False and _decides_in_public(forum):
            yield _of(forum, "public", "No", "takes key decisions for the council, which it does in public")
        if not _CABINET.fullmatch(name):
            continue
        if forum.key_decisions is False:
            yield _of(forum, "key_decisions", "No", "takes key decisions")
        if forum.level and forum.level is not ForumLevel.COUNCIL:
            yield _of(forum, "level", forum.level.value, "is a body of the council")


def _decides_in_public(forum: Forum) -> bool:
    """Whether a forum is a body of the council that takes key decisions, and not one person."""
    decides = forum.key_decisions and forum.level is ForumLevel.COUNCIL
    return decides and not _OF_ONE.search(forum.name)


def _without_council(programme: Programme, forum: Forum) -> str:
    """What a forum is called, without the name or the initials of its council before it."""
    name = forum.name.strip()
    known = name_words(programme.of(forum).cover.council or "").split()
    places = [word for word in known if word not in _COUNCIL]
    initials = "".join(word[0] for word in known if word != "and")
    words = name_words(name).split()
    taken = 1 if words and len(initials) > 1 and words[0] == initials else 0
    if not taken and places and words[: len(places)] == places:
        taken = len(places)
    return " ".join(words[taken:]) if taken else name


def _of(forum: Forum, name: str, said: str, truth: str) -> Hit:
    cell, related = forum.at(name), Related(forum.at("name"), "its name")
    return hit(cell, related, column=cell.column, said=said, forum=forum.name, truth=truth)


_CHAIR = Pattern(r"(?i)^(?:the )?(?:vice[- ])?chair(?:man|woman|person)? of (?:the )?(.+)$")


@rule(
    "GV46",
    Severity.QUERY,
    "{forum} is chaired by {chair}, which is another forum of this list.",
    "Check the column: it may stand a row too low or too high. Who chairs each forum is on its terms of reference.",
)
def chair_of_another_forum(programme: Programme) -> Iterator[Hit]:
    """Who chairs a forum is not called the chair of another.

    A column moved by a row gives each forum the chair of its neighbour, and papers go to the wrong person. Asked where
    that other forum is in the list, and is not said to have the same chair.

    **Fails**

    Forums:
    | Forum | Chair |
    | --- | --- |
    | Schools Forum | Director |
    | Cabinet | <Chair of Schools Forum> |

    **Passes**

    Forums:
    | Forum | Chair |
    | --- | --- |
    | Schools Forum | Chair of Schools Forum |
    | Schools Forum high needs group | Chair of Schools Forum |
    | Cabinet | Chair of the Parent Carer Forum |
    """
    for submission in programme.submissions:
        forums = {name_key(forum.name): forum for forum in submission.all(Forum)}
        for forum in forums.values():
            found = _CHAIR.match(forum.chair or "")
            other = forums.get(name_key(found[1])) if found else None
            if other and other is not forum and name_key(other.chair or "") != name_key(forum.chair or ""):
                yield hit(
                    forum.at("chair"), Related(other.at("name"), "that forum"), forum=forum.name, chair=forum.chair
                )
