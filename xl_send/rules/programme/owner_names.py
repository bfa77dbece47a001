"""Owners: one name, written alike wherever it stands, one person in a post, and nobody who has left it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.names.near_names import may_be_one, near_pairs
from xl_send.disclosure.texts import is_withheld
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, is_a_person, post_and_person, without_title
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.names import bare_name, name_words, owner_key, owner_words
from xl_send.workbook.submissions import Programme


@rule(
    "OW03",
    Severity.QUERY,
    '{column} is "{text}". In {rows} it is "{usual}".',
    'If they are one, write "{usual}" here too. If they are two, explain this finding.',
)
def owner_written_in_two_ways(programme: Programme) -> Iterator[Hit]:
    """An owner is written alike in every row.

    What an owner has to do is found and counted by the name. Names that differ by a letter, a plural, an initial or
    the order of their words are asked about, at the one that owns fewer rows of all workbooks, or of two that own one
    row each, at the later. Capitals, spaces and punctuation do not matter, nor which of name and role stands first.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Manager |
    | TRN-M02 | Transition Manager |
    | TRN-M03 | <Transition Manger> |

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Priya Shah |
    | TRN-M02 | <Prya Shah> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Manager |
    | TRN-M02 | Transition Manager |
    | TRN-M03 | transition manager |
    | TRN-M04 | Transition Adviser |
    | TRN-M05 | Area Manager 1 |
    | TRN-M06 | Area Manager 2 |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Priya Shah, Head of SEND |
    | TRN-M02 | Head of SEND, Priya Shah |
    | TRN-M03 | Head of SEND (Priya Shah) |
    """
    cells: dict[str, list[tuple[str, Record, str]]] = {}
    for _, name, row, text in cells_of_owners(programme):
        if owner_words(text) and not is_withheld(text):
            cells.setdefault(owner_key(text), []).append((name, row, text))
    by_words = {owner_words(found[0][2]): found for found in cells.values()}
    order = {id(found): place for place, found in enumerate(cells.values())}
    for pair in near_pairs(by_words):
        rare, usual = sorted((by_words[words] for words in pair), key=lambda rows: (len(rows), -order[id(rows)]))
        first, beside, written = usual[0]
        # Of two that own as many rows nobody knows which is right: the one that comes later is asked about.
        for name, row, text in rare if len(rare) < len(usual) or len(usual) == 1 else ():
            related = Related(beside.at(first), "the other name")
            column, rows = row.at(name).column, counted(len(usual), "other row")
            yield hit(row.at(name), related, column=column, text=text, rows=rows, usual=written)


# Posts of which a council has one.
_OF_ONE = Pattern(
    r"(?i)(?:(?:interim|acting|deputy|assistant|associate|service|strategic|corporate|executive|virtual school) )*"
    r"(?:head|director) (?:of|for) (?!services?$|school$|year\b)[\w ,&'\u2019/-]+"
    r"|principal (?:educational psychologist|social worker)|chief [\w ]+|designated [\w ]+ officer"
)


@rule(
    "OW06",
    Severity.QUERY,
    "{role} is {name} here, and {usual} in {rows}.",
    "If {name} has taken over, write that name in {those} too. If one is a slip, correct it; if they share the post, "
    "explain this finding.",
)
def post_with_two_people(programme: Programme) -> Iterator[Hit]:
    """A post of which there is one has one name in a programme.

    When somebody leaves, the new name is written on the first sheet and the old one stays on the others: what was
    theirs is asked of nobody. Asked of heads, directors, chiefs and the like, at the name that owns fewer rows of all
    workbooks, or of two that own as many, at the later. What is over keeps the name that it had, and a name that shares
    a part with the other may be the same person's.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Head of SEND, Priya Shah |
    | TRN-M02 | Priya Shah, Head of SEND |
    | TRN-M03 | <Head of SEND (Daniel Cole)> |

    **Fails**

    Programme:
    | Senior responsible owner |
    | --- |
    | Priya Shah, Director of Children's Services |

    south.xlsx Programme:
    | Senior responsible owner |
    | --- |
    | Priya Shah, Director of Children's Services |

    south.xlsx Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <Daniel Cole / Director of Children's Services> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Head of SEND, Priya Shah |
    | TRN-M02 | Head of SEND |
    | TRN-M03 | Casework Officer, Daniel Cole |
    | TRN-M04 | Casework Officer, Ada North |
    | TRN-M05 | Head of Commissioning, Exampleshire Council |
    | TRN-M06 | Head of Commissioning, Exampleshire ICB |
    | TRN-M07 | Deputy Head of SEND, Ada North |
    | TRN-M08 | Head of SEND, Dr Priya Shah |
    | TRN-M09 | Head of Service, Daniel Cole |
    | TRN-M10 | Head of Service, Ada North |
    | TRN-M11 | Head of SEND, South Locality |

    Risks:
    | ID | Owner | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Head of SEND, Ada North | Closed | Posts filled |
    """
    found: defaultdict[str, dict[str, list[Cell]]] = defaultdict(dict)
    said: dict[str, tuple[str, str]] = {}
    for _, name, row, text in cells_of_owners(programme):
        role, person = post_and_person(text)
        if _OF_ONE.fullmatch(role) and not is_withheld(text):
            known = bare_name(without_title(person))
            said.setdefault(known, (role, person))
            found[bare_name(role)].setdefault(known, []).append(row.at(name))
    for people in found.values():
        if len(people) != 2:
            continue
        (usual, others), (rare, cells) = sorted(people.items(), key=lambda item: -len(item[1]))
        here, there = said[rare], said[usual]
        mine, theirs = name_words(without_title(here[1])), name_words(without_title(there[1]))
        # Of two that differ by a slip of the hand is asked apart.
        if not may_be_one(mine, theirs) and not {*mine.split()} & {*theirs.split()}:
            related, rows = (Related(cell, "the other name") for cell in others), counted(len(others), "other row")
            those = "that row" if len(others) == 1 else "those rows"
            yield hit(cells[0], *related, role=here[0], name=here[1], usual=there[1], rows=rows, those=those)


_GONE = Pattern(
    r"(?i)\b(?:(?:has |have |now |since |(?<=.))left\b|(?:has )?(?:resigned|retired|died)|on secondment elsewhere\b"
    r"|(?:maternity|mat|paternity|parental|adoption|long[ -]term(?: sick(?:ness)?)?|sick|extended) leave"
    r"(?! (?:and|manager|adviser|lead))|off (?:sick|long[ -]term)|long[ -]term sick"
    r"|no longer (?:in post|here|employed|with us)|seconded (?:out|away)|secondment (?:has )?ended"
    r"|(?:post|role) (?:has been |was )?(?:deleted|removed|disestablished)|(?:made |is )redundant|redundant\)|deceased"
    r"|leav(?:es|ing) (?:on |in |at |post )*(?:\d|the end of|end of|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|last (?:working )?day:? (?:is |was |on )*\d)"
    r"|^(?:former (?!grammar|school|head ?teacher)|ex[ -](?!service|forces|pupil|offender))",
)
_SINCE = Pattern(r"(?: (?:is|has|was|now|since|still|on))+$")
# Where what follows it tells of somebody else: "Jo Cole (from June; Ada Cole left in May)".
_SOMEBODY_ELSE = Pattern(r"(?:[(;,\u2013\u2014]|\s-\s|\b(?:since|while|when|after|was)\b)\s*([^(;,]*)$")
_COVERS = Pattern(
    r"(?i)\b(?:cover(?:s|ing|ed)?|acting|interim|for|in place of|replac\w+|succe\w+|(?:back|return\w*) from)\b"
)


@rule(
    "OW04",
    Severity.QUERY,
    '{column} is "{text}", who has left, is leaving or is away.',
    "Name the role that answers for it now, here and in the other rows of that owner.",
)
def owner_has_left(programme: Programme) -> Iterator[Hit]:
    """An owner is there to be asked.

    What belonged to somebody who has left, or is away for long, is done by nobody, and the board is not told. What is
    over is not asked about, nor a text that names who has come in the place of whoever left.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <Jane Example (left in October)> |
    | TRN-M02 | <Transition Lead - on maternity leave> |
    | TRN-M03 | <Former Inclusion Manager> |
    | TRN-M04 | <Priya Shah (leaving 30 Nov)> |
    | TRN-M05 | <Transition Lead (mat leave)> |
    | TRN-M06 | <Inclusion Manager - post deleted> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Lead |
    | TRN-M02 | Care Leavers Manager |
    | TRN-M03 | Head of SEND (cover for maternity leave) |
    | TRN-M04 | Priya Shah (from June; Ada Cole left in May) |
    | TRN-M05 | Head of SEND (on annual leave until Monday) |
    | TRN-M06 | Left Bank Academy Headteacher |
    | TRN-M07 | Leaving Care Manager |
    | TRN-M08 | Last Day Transport Coordinator |

    Risks:
    | ID | Owner | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Jane Example (left in October) | Closed | Posts filled |
    """
    for _, name, row, text in cells_of_owners(programme):
        gone = _GONE.search(text)
        if gone and not _COVERS.search(text) and not _is_of_another(text[: gone.start()]):
            yield hit(row.at(name), column=row.at(name).column, text=text)


def _is_of_another(before: str) -> bool:
    """Whether the words before "left" name somebody beside the owner."""
    found = _SOMEBODY_ELSE.search(before)
    return found is not None and is_a_person(_SINCE.sub("", found[1].rstrip()))
