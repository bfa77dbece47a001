"""Owners: one role that answers for a row, and nothing that stands in its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.names import SAYS_NOTHING
from xl_send.rules.gaps import batches
from xl_send.rules.programme.people import ANSWERS_BESIDE, cells_of_owners, is_a_person
from xl_send.words import counted
from xl_send.workbook.columns import Need, Record, columns_by_name
from xl_send.workbook.names import bare_name
from xl_send.workbook.sheets.choices import LogKind
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_NOBODY = Pattern(
    r"(?:the |whole |all |all of the |wider )*(?:project |programme |delivery |council |send )?"
    r"(?:workstream |responsible )?(?:group|staff|officers|(?<! )officer|partners|schools|everyone"
    r"|everybody|anyone|all|both|various|several|multiple|many|shared"
    r"|joint|nobody|no one|unknown|unassigned|unallocated|new post|post|someone|somebody|to follow|as above|see above"
    r"|ditto|owner|x+|n/?k|none|not (?:known|assigned)|nobody yet|not yet (?:assigned|appointed|recruited|in post)"
    r"|recruit(?:ing|ment)(?: under ?way)?|(?:awaiting|pending) (?:appointment|recruitment|restructure)"
    r"|restructure pending|new starter|unfilled(?: post)?|agency|interim|locum|health|education"
    r"|social care|nhs|la|local authority|school)"
    r"(?: members| leads| owners| partners| staff)?"
    r"|(?:.* )?teams?(?: members)?"
    r"|(?:all |the |school |their )*(?:sencos|schools|headteachers|heads|governors|teachers"
    r"|link workers|managers|directors|advisers|practitioners|colleagues)(?: in .+| (?:of|at) (?:the|all|our) .+)?",
)
_A_BODY = Pattern(
    r"(?!.*\b(?:chair|lead|head|manager|director|officer|secretary|clerk|member|co-?ordinator|for|of|youth"
    # Partners answer as bodies.
    r"|parents?|carers?|families|young people|health|integrated care|trust|governing|district|county|borough)\b)"
    r".+ (?:group|board|panel|committee|forum|steering group|partnership board|network|council|cabinet)",
)
_NAMED_BODY = Pattern(
    r"(?i)(?!(?:the|our|their|all|whole|project|programme|various|several|to|both)\b)(?!.*\b(?:tb[acd]|vacan(?:t|cy))\b)"
    r"\w.+ [\w\u2019'-]+"
)
_NOT_YET = r"(?:tb[acd]|to be (?:confirmed|agreed|identified|decided|assigned|advised|determined))"
_VACANT = r"(?:vacan(?:t|cy)|to be (?:appointed|recruited))"
_TO_COME = Pattern(rf"{_NOT_YET}\b\W*(?P<after>.*)|(?P<before>.*?)\W*\b{_NOT_YET}\W*")
_NOBODY_IN_POST = Pattern(
    rf"{_VACANT}\b.*|.*\b{_VACANT}\W*|(?!.*\b(?:until|cover|acting|interim)\b).*\(to be (?:appointed|recruited)\b.*",
)

_ROLE = (
    r"(?:lead|manager|director|officer|co-?ordinator|advis[eo]r|psychologist|commissioner|analyst|consultant"
    r"|administrator|partner|accountant|headteacher|inspector|chief executive|chief nurse|dco|dsco|dcs|planner|broker"
    r"|assessor|mentor|buyer|surveyor|architect|scheduler)"
)
_HOLDS_ROLE = Pattern(rf".*\b{_ROLE}(?: \(.*\))?|(?:.* )?(?:head|director|lead|chair|manager|officer) (?:of|for) .+")
_LEADS = Pattern(r"(?:.* )?(?:head|director|lead|leader|chair|manager|officer) (?:of|for) .+")
_JOINTLY = Pattern(r"(?i)\b(?:joint(?:ly)?|job[ -]?share|deputy|supported by|with support)\b")
# Who answers for it here, beside whoever does so elsewhere: "ICB Commissioner; ours: DCO".
_OURS = Pattern(
    r"(?i)(?:^|[;,/(]) ?(?:ours|internal(?:ly)?|(?:our|council|local|link) (?:lead|link|contact|officer))\b ?:?"
)
_APART = Pattern(r"\s*;\s*|\s/\s")
_BESIDE = Pattern(r"\s*[(,;]|\s[-\u2013\u2014]\s")
_BETWEEN = Pattern(r"\s*(?:;|\n|/|\s&\s|\s\+\s|\sand\s)\s*")
# What one post may be for: "Health and Safety Manager".
_ONE_SUBJECT = Pattern(
    r"\b(?:health (?:and|&) (?:safety|care|social care|well-?being|education)|education (?:and|&) health"
    r"|(?<=[rd] )(?:of|for) [\w' ]+ (?:and|&) (?:education|health|social care)(?=$|[,(])"
    r"|schools (?:and|&) settings|parents? (?:and|&) carers?|children (?:and|&) (?:families|young people))\b"
)
# "Director of Children, Families and Education".
_OF_A_LIST = Pattern(r"(?i)\b(?:head|director|lead|manager|officer) (?:of|for) [\w' ]+,[\w', ]+ (?:and|&) ")
_BETWEEN_PEOPLE = Pattern(r"\s*(?:[;,/&\n]|\band\b)\s*")
_IN_BRACKETS = Pattern(r"\([^()]*\)")


@rule(
    "OW01",
    Severity.QUERY,
    '{column} is "{text}", which names nobody in particular{rows}.',
    "Name the one role that answers for it. Until that is settled, name the role that will settle it.",
)
def owner_is_nobody(programme: Programme) -> Iterator[Hit]:
    """An owner is one role or person who can be asked.

    What belongs to a team, a board, to all or to a vacant post is done by nobody in particular. A giver outside the
    programme may be a named team or body: who answers for it here is the receiver. Nor is the forum asked about that
    gives a decision, nor what is over: reached, closed, ended, accepted, paused or withdrawn. Of a deputy and a sponsor
    only a vacancy is told. The same words in more than three rows of a workbook are told once.

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
    | TRN-M08 | <Awaiting appointment> |
    | TRN-M09 | <All SENCOs> |
    | TRN-M10 | <Transition Lead (to be appointed in the new year)> |
    | TRN-M11 | <Transition team, all> |
    | TRN-M12 | <All (transition team)> |

    Diagnostics:
    | ID | Lead |
    | --- | --- |
    | TRN-T01 | <Various> |

    Interdependencies:
    | ID | Giver owner |
    | --- | --- |
    | TRN-D01 | <TBC> |

    **Fails**

    Programme:
    | Senior responsible owner |
    | --- |
    | <SEND Partnership Board> |

    Workstreams:
    | Code | Deputy | Sponsor |
    | --- | --- | --- |
    | TRN | <TBC> | SEND Partnership Board |

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
    | TRN-M10 | Priya Shah, SEND team |
    | TRN-M11 | Priya Shah (acting; post vacant) |
    | TRN-M12 | Lead for the outreach team |
    | TRN-M13 | SENCO |

    Risks:
    | ID | Owner | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Transition Lead (vacant) | Closed | Posts filled |

    Issues and decisions:
    | ID | Owner | Kind | Forum | Needed by |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | SEND Partnership Board | Decision needed | SEND Partnership Board | 3 Dec 2026 |

    Interdependencies:
    | ID | Giver | Giver owner |
    | --- | --- | --- |
    | TRN-D01 | OUT | |
    | TRN-D02 | External | ICB information team |
    | TRN-D03 | External | Exampleshire Schools Forum |
    """
    wrong = []
    for record, name, row, text in cells_of_owners(programme):
        said_elsewhere = columns_by_name(record)[name].need is Need.REQUIRED and text.casefold() in SAYS_NOTHING
        nobody = _is_to_come(text) if name in ANSWERS_BESIDE else _names_nobody(text)
        if not said_elsewhere and nobody and not _may_be_a_body(name, row, text):
            wrong.append((name, row, text))
    yield from _told_together(wrong)


def _told_together(wrong: Iterable[tuple[str, Record, str]]) -> Iterator[Hit]:
    """Each cell; where more than a few rows of a workbook say the same, the first of them with the others."""
    alike: defaultdict[tuple[str, str], list[tuple[str, Record, str]]] = defaultdict(list)
    for name, row, text in wrong:
        alike[row.workbook, bare_name(text)].append((name, row, text))
    for found in alike.values():
        for told in batches(found):
            (name, row, text), *others = told
            related = [Related(other.at(field), "the same") for field, other, _ in others]
            rows = f", here and in {counted(len(others), 'other row')}" if others else ""
            yield hit(row.at(name), *related, column=row.at(name).column, text=text, rows=rows)


@rule(
    "OW02",
    Severity.ADVICE,
    '{column} names more than one role{rows}: "{text}".',
    "Keep the one that answers for it. Others can be named elsewhere in the row.",
)
def several_owners(programme: Programme) -> Iterator[Hit]:
    """An owner is one role, not two.

    Of two owners each can believe that the other is doing it. What is said to be joint, or a job share, is agreed so,
    and so is one of ours beside one elsewhere; what is over is not asked about. The same words in more than three rows
    of a workbook are told once.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <Head of SEND and Transition Lead> |
    | TRN-M02 | <Transition Lead / Inclusion Manager> |
    | TRN-M03 | <Jane Example; John Example> |
    | TRN-M04 | <Anna Bell/Joy Cole> |
    | TRN-M05 | <Route Planner and Placement Broker> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Head of Data and Insight |
    | TRN-M02 | Commissioning and Sufficiency Manager |
    | TRN-M03 | SEND/Inclusion Lead |
    | TRN-M04 | Director of Education & Early Help |
    | TRN-M05 | Jane Example, Head of SEND |
    | TRN-M06 | Gareth Pym; Placement Broker |
    | TRN-M07 | Joint: Head of SEND and Head of Commissioning, ICB |
    | TRN-M08 | ICB Children's Commissioner; ours: Head of SEND |
    | TRN-M09 | NHSE regional lead / internal: School Organisation Manager |
    | TRN-M10 | Head of SEND (Priya Shah; on leave to 20 Nov) |
    | TRN-M11 | Health and Safety Manager |
    | TRN-M14 | Director of Children, Families and Education |
    | TRN-M15 | Director for Children and Education |
    """
    owned = [found for found in cells_of_owners(programme) if found[1] not in ANSWERS_BESIDE]
    yield from _told_together((name, row, text) for _, name, row, text in owned if _names_several(text))


def _may_be_a_body(name: str, row: Record, text: str) -> bool:
    """Whether a named team or body may stand here: what comes from outside the programme, or the forum that decides."""
    if isinstance(row, LogEntry) and row.kind is LogKind.DECISION:
        return bool(_A_BODY.fullmatch(" ".join(text.casefold().split())))
    outside = name == "giver_owner" and isinstance(row, Interdependency) and row.giver == EXTERNAL
    return outside and bool(_NAMED_BODY.fullmatch(text.strip()))


def _is_to_come(text: str) -> bool:
    """Whether a text only says that somebody is still to be found."""
    plain = " ".join(text.casefold().split()).strip(" .")
    return plain in SAYS_NOTHING or bool(_NOBODY_IN_POST.fullmatch(plain))


def _names_nobody(text: str) -> bool:
    plain = " ".join(text.casefold().split()).strip(" .")
    if plain in SAYS_NOTHING or not any(letter.isalpha() for letter in plain):
        return True
    return _reads_as_nobody(plain) and not _opens_with_a_person(text.strip())


def _opens_with_a_person(text: str) -> bool:
    return is_a_person(_BESIDE.split(text)[0]) or is_a_person(_APART.split(text)[0])


def _reads_as_nobody(plain: str) -> bool:
    if _NOBODY_IN_POST.fullmatch(plain):
        return True
    if (_NOBODY.fullmatch(plain) or _A_BODY.fullmatch(plain)) and not _holds_a_post(plain):
        return True
    # Also at a comma or a bracket: "AP team, all".
    pieces = (piece for part in _BETWEEN.split(plain) for piece in part.replace("(", ",").strip(") ").split(","))
    parts = [piece.strip() for piece in pieces if piece.strip()]
    if len(parts) > 1 and all(_NOBODY.fullmatch(part) for part in parts):
        return True
    to_come = _TO_COME.fullmatch(plain)
    return to_come is not None and not _HOLDS_ROLE.fullmatch((to_come["after"] or to_come["before"] or "").strip(" ()"))


def _holds_a_post(plain: str) -> bool:
    role, comma, _ = plain.partition(",")
    return bool(_HOLDS_ROLE.fullmatch(role) if comma else _LEADS.fullmatch(plain))


def _names_several(text: str) -> bool:
    text = _IN_BRACKETS.sub("", text) if ";" in text else text
    people = _BETWEEN_PEOPLE.split(text.strip())
    if len(people) > 1 and all(map(is_a_person, people)):
        return not _JOINTLY.search(text)
    parts = [part for part in _BETWEEN.split(_ONE_SUBJECT.sub("work", text.casefold().strip())) if part]
    if len(parts) < 2 or _JOINTLY.search(text) or _OURS.search(text):
        return False
    one, *others = _APART.split(text.strip(" ;"))
    if len(others) == 1 and is_a_person(one) and _HOLDS_ROLE.fullmatch(others[0].casefold()):
        return False
    if re.search(r"[;\n]", text.strip(" ;\n")):
        return True
    roles = sum(bool(_HOLDS_ROLE.fullmatch(part)) for part in parts)
    if roles == 1 and _OF_A_LIST.search(text):
        return False
    return roles > 1 or (roles == 1 and all(_HOLDS_ROLE.fullmatch(part) or _NOBODY.fullmatch(part) for part in parts))
