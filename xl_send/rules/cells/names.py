"""Names and other texts that were read otherwise than they may be meant, or that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.cells.assumptions import remarks_of
from xl_send.text import as_text
from xl_send.workbook.columns import Column, Need, Record, columns_of
from xl_send.workbook.days import read_day
from xl_send.workbook.ids import Names
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS, Text
from xl_send.workbook.sheets.choices import PostStatus, Rag
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import SHEETS, Programme
from xl_send.workbook.unreadable import Remark

SAYS_NOTHING = NOTHING_WORDS | PLACEHOLDERS

_NAMES = {
    record: tuple(
        column.name for column in columns_of(record) if isinstance(column.kind, Names) and column.kind.separators == ";"
    )
    for record in SHEETS
}
_REQUIRED = {
    record: tuple(
        column for column in columns_of(record) if isinstance(column.kind, Text) and column.need is Need.REQUIRED
    )
    for record in SHEETS
}
# Texts that are no date, number, colour or answer by themselves: who does it, what it is called, and why.
_NEVER_A_VALUE = frozenset(
    {
        "owner", "deputy", "sponsor", "lead", "chair", "sro", "manager", "prepared_by", "giver_owner", "receiver_owner",
        "council", "programme", "name", "needed", "what", "role", "who", "purpose", "reason", "progress", "next_period",
        "commentary", "mitigation", "controls", "definition", "source", "otherwise",
    }
)  # fmt: skip
_TEXTS = {
    record: tuple(
        column for column in columns_of(record) if isinstance(column.kind, Text) and column.name in _NEVER_A_VALUE
    )
    for record in SHEETS
}


@rule(
    "WB18",
    Severity.ADVICE,
    '{column} was read as one name: "{name}".',
    "If these are several, put a semicolon between them.",
)
def names_joined_otherwise(programme: Programme) -> Iterator[Hit]:
    """Several names in one cell are separated by semicolons.

    A comma may belong to a name, as in St Anne's, Northgate. Read as one name, several schools are counted as one, and
    a school that is asked to join too much at once is not seen. Told where two parts or more are called a school, or
    there are three; and where each of two parts beside a stroke or an "and" ends with a kind of school.

    **Fails**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | <Oakfield Primary, Elm Academy> |
    | TRN-M02 | <Oakfield Primary and Elm Junior School> |
    | TRN-M03 | <Oakfield Primary / Elm Academy> |

    **Passes**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Oakfield Primary; St Anne's, Northgate |
    | TRN-M02 | Elm Academy |
    | TRN-M03 | St Anne's, Northgate |
    | TRN-M04 | All infant, junior and primary schools |
    | TRN-M05 | Holy Trinity CE Primary School, High Street |
    | TRN-M06 | Brook Federation (Infant, Junior) |
    | TRN-M07 | Nursery, reception and Year 1 in all schools |
    | TRN-M08 | St Mary and St John Primary |
    | TRN-M09 | Brook Infant and Junior School |
    """
    for record, fields in _NAMES.items():
        for name in fields:
            for item in programme.each(record):
                found = getattr(item, name)
                if len(found) == 1 and _are_several(found[0]):
                    yield hit(item.at(name), column=item.at(name).column, name=found[0])


_SCHOOL = Pattern(
    r"(?i)\b(?:schools?|academy|college|primary|infants?|juniors?|secondary|high(?! (?:street|road))"
    r"|special(?! resource)|nursery|ce|rc|st|centre)\b"
)
_OF_MANY = Pattern(r"(?i)(?:^|\bin )(?:all|every|each|most|\d+|the) ")
_ENDS_AS_A_SCHOOL = Pattern(r"(?i)^(?!(?:ce|rc|infants?|juniors?|primary|nursery)\b).+ (?:primary|infants?|juniors?"
                            r"|secondary|high|special|nursery|academy|college)(?: (?:school|academy))?$")  # fmt: skip
_BETWEEN = Pattern(r" / | and | & |\n")
_BRACKETS = Pattern(r"\([^()]*\)")


def _are_several(name: str) -> bool:
    """Whether one name is of several schools, with commas, a stroke or an "and" between them."""
    parts = [part.strip() for part in _BRACKETS.sub("", name).split(",")]
    if _OF_MANY.search(name):
        return False
    if len(parts) == 1:
        beside = _BETWEEN.split(parts[0])
        return len(beside) > 1 and all(_ENDS_AS_A_SCHOOL.fullmatch(part.strip()) for part in beside)
    return sum(bool(_SCHOOL.search(part)) for part in parts) > 1 or len(parts) > 2


@rule(
    "WB19",
    Severity.ERROR,
    '{column} says "{text}", which tells nothing yet.',
    "Fill it in: {help} Until it is settled, name the role that will settle it.",
    brings={"OW01": Reach.CELL},
)
def required_text_says_nothing(programme: Programme) -> Iterator[Hit]:
    """A required text is not TBC, n/a or the like.

    Filled in like that, or with one letter, a row without an owner looks like one that has an owner. Of a post that
    nobody is in yet, who will be is still to come.

    **Fails**

    Milestones:
    | ID | Owner | Milestone |
    | --- | --- | --- |
    | TRN-M01 | <TBC> | <n/a> |
    | TRN-M02 | <x> | <xxx> |

    **Passes**

    Milestones:
    | ID | Owner | Done when |
    | --- | --- | --- |
    | TRN-M01 | Transition Lead (TBC by the board) | TBC |
    """
    for submission in programme.submissions:
        covers = (submission.cover,) if Cover in submission.seen else ()
        for records in (covers, *submission.records.values()):
            for record in records:
                for column in _REQUIRED[type(record)]:
                    text = getattr(record, column.name)
                    if isinstance(text, str) and _says_nothing(text) and not _is_vacant(record, column):
                        yield hit(record.at(column.name), column=column.title, text=text, help=column.help)


def _says_nothing(text: str) -> bool:
    """Whether a text stands for one that is still to come; so does a single letter, or x several times."""
    plain = text.casefold().strip(" .?")
    one_letter = len(plain) == 1 and plain.isalpha()
    return text.casefold() in SAYS_NOTHING or one_letter or bool(plain and not plain.strip("x"))


def _is_vacant(record: Record, column: Column) -> bool:
    """Whether a post is said to be filled by nobody yet, so that nobody can be named."""
    return isinstance(record, Resource) and column.name == "who" and record.post not in {None, PostStatus.IN_POST}


# A date in words, its weekday with it, is no longer.
LONGEST_VALUE = 30
_ANSWERS = frozenset({"yes", "no", "y", "n"})
_COLOURS = frozenset(rag.value.casefold() for rag in Rag)
_NUMBER = Pattern(r"[-+]?£?[\d,]*\.?\d+ ?%?")


@rule(
    "WB32",
    Severity.QUERY,
    '{column} says "{text}", which is {what}.',
    "It seems to belong in another column, or in another row: look at the cells beside it. Under {column}: {help}",
    speaks_for=("OW01", "RK31"),
)
def value_in_place_of_a_text(programme: Programme) -> Iterator[Hit]:
    """An owner, a title or a commentary is not a date, a number, a colour or a Yes by itself.

    A value that slipped one column to the side is read as a text without a word, and the row loses what stood there.

    **Fails**

    Milestones:
    | ID | Owner | Commentary |
    | --- | --- | --- |
    | TRN-M01 | <13 Nov 2026> | |
    | TRN-M02 | Transition Lead | <Green> |
    | TRN-M03 | <3> | |

    KPIs:
    | ID | Owner | Source |
    | --- | --- | --- |
    | TRN-K01 | <Yes> | <80%> |

    **Passes**

    Milestones:
    | ID | Owner | Commentary | Help needed | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Transition Lead | Green again from 13 Nov 2026 | No | 3 |
    | TRN-M02 | Year 7 lead | 12 of 20 | 4 Dec 2026 | Yes |
    """
    for submission in programme.submissions:
        covers = (submission.cover,) if Cover in submission.seen else ()
        for records in (covers, *submission.records.values()):
            for record in records:
                for column in _TEXTS[type(record)]:
                    text = getattr(record, column.name)
                    what = _value(text) if text else ""
                    if what:
                        yield hit(record.at(column.name), column=column.title, text=text, what=what, help=column.help)


def _value(text: str) -> str:
    """What a text is that is nothing but a value of another kind."""
    said = text.strip().casefold()
    if len(said) > LONGEST_VALUE:
        return ""
    if said in _ANSWERS:
        return "an answer"
    if said in _COLOURS:
        return "a colour"
    if _NUMBER.fullmatch(said):
        return "a number"
    return "a date" if said[:1].isdigit() and read_day(text) else ""


@rule(
    "WB25",
    Severity.QUERY,
    '{column} says "{text}", read as {read}; is that right?',
    "Choose {read} from the list: until then the workbook's own formulas take the cell for unread.",
)
def word_near_a_listed_one(programme: Programme) -> Iterator[Hit]:
    """A cell with a pull-down holds a value as its list has it.

    Where a word can only be one of the list, but for capitals, hyphens, spaces, a plural or one slip of the hand, it
    is read as that one, and its owner is asked.

    **Fails**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | <Half termly> |

    Milestones:
    | ID | Phase | Key |
    | --- | --- | --- |
    | TRN-M01 | <Roll-out> | <Yes.> |
    | TRN-M02 | <Sustian> | Yes |

    **Passes**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | half-termly |

    Milestones:
    | ID | Phase | Key |
    | --- | --- | --- |
    | TRN-M01 | ROLLOUT | y |
    """
    for found in remarks_of(programme, Remark.NEAR):
        read = as_text(found.value)
        yield hit(found.cell, column=found.column.title, text=found.text, read=read)
