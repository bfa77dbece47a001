"""Forums whose kind their name tells."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.submissions import Programme

_OPEN = Pattern(
    r"(?i)(?:the )?(?:(?:council'?s? )?cabinet|full council|schools'? forum|health and wellbeing board"
    r"|(?:[\w' ]{2,40} )?(?:overview and scrutiny|scrutiny|select) (?:committee|commission)|audit committee)"
)
_CABINET = Pattern(r"(?i)(?:the )?(?:council'?s? )?cabinet")


@rule(
    "GV10",
    Severity.QUERY,
    "{column} is {said}, but {forum} {truth}.",
    "Correct {column}. If it is another forum than its name says, give it the name by which it is known.",
)
def forum_unlike_its_name(programme: Programme) -> Iterator[Hit]:
    """Bodies that the law makes public are public, and a cabinet takes key decisions for the council.

    By these cells the notice of a key decision and the day for papers are worked out. Asked only of what is called just
    so: a cabinet, a full council, a schools forum, a health and wellbeing board, a committee of scrutiny or audit.

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
    """
    for forum in programme.each(Forum):
        if _OPEN.fullmatch(forum.name.strip()) and forum.public is False:
            yield _of(forum, "public", "No", "meets in public by law")
        if not _CABINET.fullmatch(forum.name.strip()):
            continue
        if forum.key_decisions is False:
            yield _of(forum, "key_decisions", "No", "takes key decisions")
        if forum.level and forum.level is not ForumLevel.COUNCIL:
            yield _of(forum, "level", forum.level.value, "is a body of the council")


def _of(forum: Forum, name: str, said: str, truth: str) -> Hit:
    cell, related = forum.at(name), Related(forum.at("name"), "its name")
    return hit(cell, related, column=cell.column, said=said, forum=forum.name, truth=truth)
