"""Children by name on a sheet of the council's own, in rows that no heading says to be of children.

A name tells nothing by itself: officers and suppliers have names too. Beside a day of birth, a year group or a need it
is a child's, and beside a school or a home and what a year there costs, unless the sheet is of staff or of suppliers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xl_send.analysis.words.child_needs import NEED, NEED_LETTERS, OTHER_LETTERS
from xl_send.analysis.words.given_names import OF_STAFF
from xl_send.analysis.words.shorthand.names_of_people import is_named, is_of_a_first_name
from xl_send.patterns import Pattern
from xl_send.workbook.cells import Value

# A name, and perhaps where its bearer is, in one cell: "Leo Marchetti, Oakfield House".
_NAMED = Pattern(
    r"(?P<name>[A-Z][\w'\u2019-]{1,25},? [A-Z][\w'\u2019.-]{0,25}(?: [A-Z][\w'\u2019-]{1,25})?)"
    r"(?:(?:, ?| - | \u2013 | at | \()(?P<place>[A-Z][\w'\u2019 -]{2,60})\)?)?"
)
_PLACE = Pattern(
    r"[A-Z][\w'\u2019. -]{1,50} (?:House|Lodge|School|College|Academy|Manor|Grange|Hall|Farm|Court|Hospital"
    r"|Primary|Infants?"
    r"|Juniors?|High|Nursery|Centre|Unit|Place|Park|Hill|View|Cottage|Abbey)"
)
_YEAR_GROUP = Pattern(r"(?i)(?:y(?:ea)?r?\.? ?(?:1[0-4]|[1-9]|r)|ncy ?\d{1,2}|reception|nursery|fs[12])")
_NEED_CELL = Pattern(rf"(?:{NEED.pattern}|\b(?:{'|'.join((*NEED_LETTERS, *OTHER_LETTERS))})\b)[\w /,&+-]{{0,40}}")
_BIRTHDAY = Pattern(r"\d{1,2}[/.-]\d{1,2}[/.-](?:20(?:0\d|1\d|2[0-2])|0\d|1\d)|20(?:0\d|1\d|2[0-2])-\d\d-\d\d")
# The births of those who are of school age or at college; what a programme dates is later.
_BORN_FROM, _BORN_UNTIL = date(2000, 1, 1), date(2022, 12, 31)
_FEE_TEXT = Pattern(r"\u00a3 ?\d{1,3}(?:,\d{3}|k|\d{1,3})\b.{0,12}")
_LEAST_FEE = 1_000
# What heads a list of staff or suppliers, and the column in which the names of others than children stand.
_OF_STAFF_OR_SUPPLIERS = Pattern(
    r"(?i)(?:job|job title|post|role|position|grade|fte|salary|e-?mail|day rate|line manager|employer|invoice\w{0,2}|po"
    r"|supplier\w{0,2}|vendor|payee|company|contract\w{0,3}|service|organisation|agency)(?: (?:name|no\.?|number|ref))?"
)
_NAMES_OF_OTHERS = Pattern(
    rf"(?i)(?:.{{0,20}} )?(?:{OF_STAFF.pattern}|schools?|settings?|academy|college|providers?|consultant\w{{0,2}}"
    rf"|contact\w{{0,2}}|who"
    r"|staff|team|trainers?|teachers?|authors?|attendees?|councillors?|members?|escorts?|drivers?|employers?"
    r"|parents?|carers?"
    r"|mother|father|mum|dad|payee|holders?|coach(?:es)?|mentors?|champions?|nurses?|social workers?|supplier"
    r"|company|contractor)(?:'?s)?(?: name)?"
)
_NO_BIRTHS = Pattern(
    r"(?i)\b(?:start\w{0,3}|from|since|appointed|joined|signed|left|dbs|training|trained|review\w{0,2}|end|until)\b"
)
_ON_A_TITLE = Pattern(
    rf"(?i)\b(?:staff|suppliers?|contacts?|team|payroll|agency|contracts|distribution|who is who)\b|{OF_STAFF.pattern}"
)
_OF_CHILDREN = Pattern(
    r"(?i)\b(?:pupils?|child(?:ren)?|leavers|placements?|ehcps?|tribunals?|appeals?|taxis?|lac|cla|residential|ooa"
    r"|cohort"
    r"|tuition|eotas|transport list|cases|exclusions|y(?:ear)? ?\d{1,2})\b"
)
# Rows in which headings may stand; names in rows without a need or a year group that make a list; its longest cell.
_TITLE_ROWS, _LISTED, _LONGEST = 12, 2, 100


class NamedRows:
    """The rows of a sheet, one after another, and in which of their cells a child is named."""

    def __init__(self, title: str) -> None:
        self._of_staff = _ON_A_TITLE.search(title) is not None
        self._of_children = _OF_CHILDREN.search(title) is not None
        self._headings: dict[int, str] = {}
        self._rows = self._perhaps = 0

    def children(self, cells: Mapping[int, Value]) -> list[int]:
        """The places of the cells of the next row in which a child is named."""
        self._rows += 1
        if self._of_staff:
            return []
        found = [
            column for column, value in cells.items() if isinstance(value, str) and self._names(column, value, cells)
        ]
        if self._rows <= _TITLE_ROWS and len(cells) > 1:
            for column, value in cells.items():
                if isinstance(value, str):
                    self._headings.setdefault(column, value.strip(" :*"))
        return found

    def _names(self, column: int, value: str, cells: Mapping[int, Value]) -> bool:
        named = _NAMED.fullmatch(value.strip()) if len(value) <= _LONGEST else None
        if named is None or not _is_a_childs(named["name"]) or _is_of_staff(column, cells, self._headings):
            return False
        others = {place: other for place, other in cells.items() if place != column}
        if any(map(_is_of_a_child, others.values())):
            return True
        if any(map(_OF_STAFF_OR_SUPPLIERS.fullmatch, self._headings.values())):
            return False
        placed = bool(named["place"]) or any(map(_is_a_place, others.values()))
        if placed and any(map(_is_a_fee_or_birth, others.values())):
            return True
        self._perhaps += (placed and self._of_children) or _has_birth(others, self._headings)
        return self._perhaps >= _LISTED


def _is_of_staff(column: int, cells: Mapping[int, Value], headings: Mapping[int, str]) -> bool:
    """Whether a name stands under a heading of others than children, or a word for staff beside it."""
    heading = headings.get(column, "")
    texts = [value for value in cells.values() if isinstance(value, str)]
    return bool(_NAMES_OF_OTHERS.fullmatch(heading)) or any(map(OF_STAFF.search, texts))


def _has_birth(cells: Mapping[int, Value], headings: Mapping[int, str]) -> bool:
    return any(
        not isinstance(value, float) and _is_a_fee_or_birth(value) and not _NO_BIRTHS.search(headings.get(column, ""))
        for column, value in cells.items()
    )


def _is_a_childs(name: str) -> bool:
    return is_named(name.replace(",", "")) and is_of_a_first_name(name)


def _is_of_a_child(value: Value) -> bool:
    """Whether a cell holds a year group or a need, and nothing else."""
    return isinstance(value, str) and bool(_YEAR_GROUP.fullmatch(value.strip()) or _NEED_CELL.fullmatch(value.strip()))


def _is_a_place(value: Value) -> bool:
    return isinstance(value, str) and _PLACE.fullmatch(value.strip()) is not None


def _is_a_fee_or_birth(value: Value) -> bool:
    if isinstance(value, float):
        return value >= _LEAST_FEE
    if isinstance(value, date):
        return _BORN_FROM <= value <= _BORN_UNTIL
    return isinstance(value, str) and bool(_FEE_TEXT.fullmatch(value.strip()) or _BIRTHDAY.fullmatch(value.strip()))
