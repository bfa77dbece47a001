"""Which forum decides what the log asks for, by other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xl_send.analysis.names.forums import call_names
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_ID = r"(?P<id>[A-Z]{2,5}-A\d{2,3})\b"
_DECIDES = r"(?:decides?|agrees?|approves?|considers?|hears?|takes?|deciding|agreeing|approving)"
# "Programme Board to decide TRN-A02", "TRN-A02 to Programme Board", "TRN-A02 goes to the board on 10 December".
_IT_DECIDES = Pattern(
    rf"(?P<before>[^.;:\n]{{3,60}}?) (?:(?:is |are |will |can |must |should )?(?:to )?){_DECIDES} (?:on )?"
    rf"(?:the )?(?:[a-z]+ ){{0,2}}{_ID}"
)
_GOES_TO_IT = Pattern(
    rf"\b{_ID}(?: \([^()]{{1,60}}\))?(?: (?:goes|is going|will go|is|going|due|taken|put"
    r"|to be (?:decided|agreed|taken)))? (?:to|by|at|before) (?:the )?(?P<after>[^.;:\n]{3,60})"
)
_TO_DECIDE = frozenset({LogKind.DECISION, LogKind.CHANGE_REQUEST})


@rule(
    "IS44",
    Severity.QUERY,
    'Forum is {forum}, but {where} of {record} says "{words}".',
    "Correct one of the two. What is on the agenda of another forum is decided by nobody on the day.",
)
def decided_by_another_forum_than_said(programme: Programme) -> Iterator[Hit]:
    """A request of the log goes to the forum that the texts of its workbook say decides it.

    Asked of open decisions and change requests that a text names by their id, with a forum of the Forums sheet that is
    to decide it or to which it goes, and that is another than its own; not where the text names its own as well.

    **Fails**

    Issues and decisions:
    | ID | Kind | What | Forum | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the first day | <Casework Group> | Open |
    | TRN-A02 | Decision needed | Choose the hall | <Casework Group> | Open |

    Milestones:
    | ID | Help needed |
    | --- | --- |
    | TRN-M01 | Programme Board to decide TRN-A01 on 10 December |

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | - decision TRN-A02 to Cabinet Thu 10 Dec |

    Forums:
    | Forum |
    | --- |
    | SEND Programme Board |
    | Casework Group |
    | Cabinet |

    **Passes**

    Issues and decisions:
    | ID | Kind | What | Forum | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the first day | SEND Programme Board | Open |
    | TRN-A02 | Decision needed | Choose the hall | Casework Group | Closed |
    | TRN-A03 | Decision needed | Choose the date | Casework Group | Open |
    | TRN-A04 | Decision needed | Choose the name | Casework Group | Open |

    Milestones:
    | ID | Help needed | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Programme Board to decide TRN-A01 on 10 December | TRN-A03 to Casework Group, then to Cabinet |
    | TRN-M02 | Programme Board to decide TRN-A02 | Cabinet was told that TRN-A04 is open |

    Forums:
    | Forum |
    | --- |
    | SEND Programme Board |
    | Casework Group |
    | Cabinet |
    """
    for submission in programme.submissions:
        called = call_names([forum.name for forum in submission.all(Forum)])
        log = {one.id: one for one in submission.all(LogEntry) if _is_to_decide(one) and one.forum} if called else {}
        for record, name, text in speaking_texts(submission) if log else ():
            for found in (*_IT_DECIDES.finditer(text), *_GOES_TO_IT.finditer(text)) if "-A" in text else ():
                entry, said = log.get(found["id"]), _forum_said(found, called)
                if entry and said and name_key(said) != name_key(entry.forum or "") and record is not entry:
                    cell = record.at(name)
                    del log[entry.id]
                    yield hit(
                        entry.at("forum"), Related(cell, "the words"), forum=entry.forum, where=cell.column,
                        record=cell.record, words=found[0].strip(" -\u2013"),
                    )  # fmt: skip


def _is_to_decide(entry: LogEntry) -> bool:
    return entry.status is LogStatus.OPEN and entry.kind in _TO_DECIDE


def _forum_said(found: re.Match[str], called: Mapping[str, str]) -> str | None:
    """The one forum that stands right before the word for deciding, or right behind the id."""
    groups = found.groupdict()
    if groups.get("before"):
        before = groups["before"].casefold()
        names = [name for name in called if before.endswith(name)]
    else:
        after = groups["after"].casefold()
        names = [name for name in called if after.startswith((name, f"send {name}"))]
    return called[max(names, key=len)] if names else None
