"""Owners: one role that answers for a row, and nothing that stands in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.names import SAYS_NOTHING
from xl_send.workbook.columns import Need, Record, columns_by_name
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

OWNERS: tuple[tuple[type[Record], str], ...] = (
    (Workstream, "owner"),
    (Milestone, "owner"),
    (Kpi, "owner"),
    (Risk, "owner"),
    (LogEntry, "owner"),
    (Diagnostic, "lead"),
    (Interdependency, "giver_owner"),
    (Interdependency, "receiver_owner"),
)

# What is longer is not a name, and is not taken apart.
LONGEST = 120

_NOBODY = Pattern(
    r"(?:the |whole |all |all of the |wider )*(?:project |programme |delivery |council |send )?"
    r"(?:workstream |responsible )?(?:group|staff|officers?|partners|schools|everyone"
    r"|everybody|anyone|all|both|various|several|multiple|many|shared"
    r"|joint|nobody|no one|unknown|unassigned|unallocated|new post|post|someone|somebody|to follow|as above|see above"
    r"|ditto|owner|lead|lead officer|x+|n/?k|none|not (?:known|assigned))"
    r"(?: members| leads| owners| partners| staff)?"
    r"|(?:.* )?teams?(?: members)?"
    r"|(?:all |the |school |their )*(?:sencos?|schools|headteachers|heads|governors|teachers"
    r"|link workers|managers|directors|advisers|practitioners|colleagues)(?: (?:in|of|at) .+)?"
)
_A_BODY = Pattern(
    r"(?!.*\b(?:chair|lead|head|manager|director|officer|secretary|clerk|member|co-?ordinator|for|of"
    # Partners answer as bodies.
    r"|parents?|carers?|families|young people|health|integrated care|trust|governing|district|county|borough)\b)"
    r".+ (?:group|board|panel|committee|forum|steering group|partnership board|network|council|cabinet)",
    needs="group|board|panel|committee|forum|network|council|cabinet",
)
_NAMED_TEAM = Pattern(r"(?i)(?!(?:the|our|their|all|whole|project|programme)\b)\w.+ teams?")
_NOT_YET = r"(?:tb[acd]|to be (?:confirmed|agreed|identified|decided|assigned|advised|determined))"
_VACANT = r"(?:vacan(?:t|cy)|to be (?:appointed|recruited))"
_TO_COME = Pattern(rf"{_NOT_YET}\b\W*(?P<after>.*)|(?P<before>.*?)\W*\b{_NOT_YET}\W*", needs="tba|tbc|tbd|to be")
_NOBODY_IN_POST = Pattern(rf"{_VACANT}\b.*|.*\b{_VACANT}\W*", needs="vacan|to be")

_ROLE = (
    r"(?:lead|manager|director|officer|co-?ordinator|advis[eo]r|psychologist|commissioner|analyst|consultant"
    r"|administrator|partner|accountant|headteacher|inspector|chief executive|chief nurse|dco|dsco|dcs)"
)
_HOLDS_ROLE = Pattern(rf".*\b{_ROLE}(?: \(.*\))?|(?:.* )?(?:head|director|lead|chair|manager|officer) (?:of|for) .+")
_GONE = Pattern(
    r"(?i)\b(?:(?:has |have |now |since )?left\b|leaves (?:in|on|at)\b|leaving (?:in|on|at)\b"
    r"|(?:has )?(?:resigned|retired)"
    r"|on (?:\w+[ -])?(?:leave|secondment elsewhere)\b|(?:maternity|long[ -]term sick(?:ness)?) leave|off sick"
    r"|no longer (?:in post|here|employed|with us)|seconded (?:out|away))|^(?:former|ex)[ -]",
    needs="left|leav|resigned|retired|secondment|off sick|no longer|seconded|former|ex-|ex ",
)
_COVERS = Pattern(r"(?i)\b(?:cover(?:s|ing|ed)?|acting|interim|for|in place of|replac\w+|succe\w+)\b")
_BETWEEN = Pattern(r"\s*(?:;|\n|/|\s&\s|\s\+\s|\sand\s)\s*")


@rule(
    "OW01",
    Severity.QUERY,
    '{column} is "{text}", which names nobody in particular.',
    "Name the one role that answers for it. Until that is settled, name the role that will settle it.",
)
def owner_is_nobody(programme: Programme) -> Iterator[Hit]:
    """An owner is one role or person who can be asked.

    What belongs to a team, a board, to all or to a vacant post is done by nobody in particular. A giver outside the
    programme may be a named team: who answers for it here is the receiver.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <Project team> |
    | TRN-M02 | <All> |
    | TRN-M03 | <TBC - new post> |
    | TRN-M04 | <Transition Lead (vacant)> |
    | TRN-M05 | <Transition Team / SENCOs> |
    | TRN-M06 | <Local Inclusion Group> |
    | TRN-M07 | <SEND Partnership Board> |

    Diagnostics:
    | ID | Lead |
    | --- | --- |
    | TRN-T01 | <Various> |

    Interdependencies:
    | ID | Giver owner |
    | --- | --- |
    | TRN-D01 | <TBC> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Assessment Team Manager |
    | TRN-M02 | Transition Lead (TBC by the board) |
    | TRN-M03 | Deputy Director until the vacancy is filled |
    | TRN-M04 | Team Leader, Group Support |
    | TRN-M05 | Transition Lead (TBC) |
    | TRN-M06 | Chair of the Local Inclusion Group |
    | TRN-M07 | Parent carer forum |
    | TRN-M08 | Integrated Care Board |
    | TRN-M09 | Designated Clinical Officer, Exampleshire ICB place team |

    Interdependencies:
    | ID | Giver | Giver owner |
    | --- | --- | --- |
    | TRN-D01 | OUT | |
    | TRN-D02 | External | ICB information team |
    """
    for record, name, row, text in cells_of_owners(programme):
        said_elsewhere = columns_by_name(record)[name].need is Need.REQUIRED and text.casefold() in SAYS_NOTHING
        if not said_elsewhere and _names_nobody(text) and not _is_a_team_elsewhere(name, row, text):
            yield hit(row.at(name), column=row.at(name).column, text=text)


@rule(
    "OW02",
    Severity.ADVICE,
    '{column} names more than one role: "{text}".',
    "Keep the one that answers for it. Others can be named elsewhere in the row.",
)
def several_owners(programme: Programme) -> Iterator[Hit]:
    """An owner is one role, not two.

    Of two owners each can believe that the other is doing it.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <Head of SEND and Transition Lead> |
    | TRN-M02 | <Transition Lead / Inclusion Manager> |
    | TRN-M03 | <Jane Example; John Example> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Head of Data and Insight |
    | TRN-M02 | Commissioning and Sufficiency Manager |
    | TRN-M03 | SEND/Inclusion Lead |
    | TRN-M04 | Director of Education & Early Help |
    | TRN-M05 | Jane Example, Head of SEND |
    """
    for _, name, row, text in cells_of_owners(programme):
        if _names_several(text):
            yield hit(row.at(name), column=row.at(name).column, text=text)


@rule(
    "OW04",
    Severity.QUERY,
    '{column} is "{text}", who has left or is away.',
    "Name the role that answers for it now, here and in the other rows of that owner.",
)
def owner_has_left(programme: Programme) -> Iterator[Hit]:
    """An owner is there to be asked.

    What belonged to somebody who has left, or is away for long, is done by nobody, and the board is not told.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <Jane Example (left in October)> |
    | TRN-M02 | <Transition Lead - on maternity leave> |
    | TRN-M03 | <Former Inclusion Manager> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Lead |
    | TRN-M02 | Care Leavers Manager |
    | TRN-M03 | Head of SEND (cover for maternity leave) |
    """
    for _, name, row, text in cells_of_owners(programme):
        if _GONE.search(text) and not _COVERS.search(text):
            yield hit(row.at(name), column=row.at(name).column, text=text)


def cells_of_owners(programme: Programme) -> Iterator[tuple[type[Record], str, Record, str]]:
    """Everything that has an owner: its sheet, the field of the owner, the row, and what is written there."""
    for record, name in OWNERS:
        for row in programme.each(record):
            text = getattr(row, name)
            if text and len(text) <= LONGEST:
                yield record, name, row, text


def _is_a_team_elsewhere(name: str, row: Record, text: str) -> bool:
    """Whether what is handed over from outside the programme comes from a team that is named."""
    outside = name == "giver_owner" and isinstance(row, Interdependency) and row.giver == EXTERNAL
    return outside and bool(_NAMED_TEAM.fullmatch(text.strip()))


def _names_nobody(text: str) -> bool:
    plain = " ".join(text.casefold().split()).strip(" .")
    if plain in SAYS_NOTHING or not any(letter.isalpha() for letter in plain):
        return True
    role, comma, _ = plain.partition(",")
    somebody_of = comma and _HOLDS_ROLE.fullmatch(role)
    if _NOBODY_IN_POST.fullmatch(plain) or (not somebody_of and (_NOBODY.fullmatch(plain) or _A_BODY.fullmatch(plain))):
        return True
    parts = [part for part in _BETWEEN.split(plain) if part]
    if len(parts) > 1 and all(_NOBODY.fullmatch(part) for part in parts):
        return True
    to_come = _TO_COME.fullmatch(plain)
    return to_come is not None and not _HOLDS_ROLE.fullmatch((to_come["after"] or to_come["before"] or "").strip(" ()"))


def _names_several(text: str) -> bool:
    parts = [part for part in _BETWEEN.split(text.casefold().strip()) if part]
    if len(parts) < 2:
        return False
    if re.search(r"[;\n]", text.strip(" ;\n")):
        return True
    roles = sum(bool(_HOLDS_ROLE.fullmatch(part)) for part in parts)
    return roles > 1 or (roles == 1 and all(_HOLDS_ROLE.fullmatch(part) or _NOBODY.fullmatch(part) for part in parts))
