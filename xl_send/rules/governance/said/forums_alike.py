"""A forum as the other workbooks of a programme have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.submissions import Programme

# As many workbooks, beside one, tell what a forum truly is.
FEWEST_ALIKE = 2


@rule(
    "GV31",
    Severity.QUERY,
    "{column} of {forum} is {said} here, and {usual} in {number} other workbooks.",
    "Ask the programme office which is right, and write it alike in every workbook of the programme.",
)
def forum_otherwise_elsewhere(programme: Programme) -> Iterator[Hit]:
    """A forum has the same level and the same powers in every workbook of a programme.

    By them the notice of key decisions and the day for papers are worked out, and who sees what. Asked where one
    workbook alone has it so, and two others or more have it all otherwise. A forum of a workstream's own level in the
    others is each workstream's own, whatever it is called.

    **Fails**

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Programme Board | <Workstream> | No | <Yes> |

    north.xlsx Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Programme Board | Programme | No | No |

    south.xlsx Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Programme board | Programme | No | No |

    **Passes**

    Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Programme Board | Programme | No | Yes |
    | Delivery Group | Programme | No | No |

    north.xlsx Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Programme Board | Programme | No | No |
    | Delivery Group | Workstream | No | No |

    south.xlsx Forums:
    | Forum | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Delivery Group | Workstream | No | No |
    """
    alike: dict[str, list[Forum]] = {}
    for forum in programme.each(Forum) if len(programme.submissions) > FEWEST_ALIKE else ():
        alike.setdefault(name_key(forum.name), []).append(forum)
    for forums in alike.values():
        for name in ("level", "key_decisions", "public"):
            yield from _odd_one(forums, name)


def _odd_one(forums: list[Forum], name: str) -> Iterator[Hit]:
    """The one forum whose cell says otherwise than that of all others."""
    given = [forum for forum in forums if getattr(forum, name) is not None]
    counts = Counter(getattr(forum, name) for forum in given).most_common()
    if len(counts) != 2 or counts[1][1] != 1 or counts[0][1] < FEWEST_ALIKE:
        return
    (usual, number), (other, _) = counts
    if name == "level" and usual is ForumLevel.WORKSTREAM:
        return
    odd = next(forum for forum in given if getattr(forum, name) == other)
    related = [Related(forum.at(name), "as it is there") for forum in given if forum is not odd]
    column = odd.at(name).column
    words = {"column": column, "forum": odd.name, "said": _said(other), "usual": _said(usual), "number": number}
    yield hit(odd.at(name), *related, severity=None, **words)


def _said(value: object) -> str:
    return value.value if isinstance(value, ForumLevel) else "Yes" if value else "No"
