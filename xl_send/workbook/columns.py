"""Columns, sheets and records: how the model's classes say what the workbook looks like."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple, field, fields, frozen
from xl_send.workbook.cells import column_letters
from xl_send.workbook.kinds import Day, Kind, Text


class Need(Enum):
    """When a blank is a finding."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    GIVER = "required in the giver's workbook"
    RECEIVER = "required in the receiver's workbook"


class Column(NamedTuple):
    """One column (or, on a label sheet, one labelled value).

    `vital` cells are those that a status or date is computed from: a row where one does not read, or
    is blank though it is needed, is kept as unread; a blank that is `spared` is a finding and hides no
    row. A blank is no finding where one of the cells `unless` is filled, or, given as (field, value),
    holds that value. `blank` is what a blank means. What came `since` a later edition is not missed in a
    workbook of an earlier one, which has none of what came then. What is said `anew` is written for each period.
    What the product fills in a programme workbook (`by_product`) nobody misses in a return. A filled cell that
    `excuses` may make a colour better: a day on which it was done, a tolerance of its own.
    """

    name: str
    title: str
    kind: Kind
    help: str
    need: Need = Need.OPTIONAL
    unless: tuple[str | tuple[str, object], ...] = ()
    vital: bool = False
    folded: bool = False
    blank: object = None
    width: int = 0
    spared: bool = False
    since: int = 0
    anew: bool = False
    by_product: bool = False
    excuses: bool = False

    @property
    def hides(self) -> bool:
        """Whether a row in which it is blank though needed cannot be rated at all."""
        return self.vital and not self.spared


class Calculated(NamedTuple):
    """A column that the workbook works out for itself; the reader passes it over.

    `name` is what its formula is declared under, `kind` how it is shown; it stands directly right of the
    field `after`, else at the end.
    """

    name: str
    title: str
    help: str
    kind: Kind = Text()
    after: str = ""
    folded: bool = False


class Layout(Enum):
    """How a sheet's cells lie."""

    TABLE = "a row a record"
    LABELS = "a label and its value"


class Sheet(NamedTuple):
    """One sheet of the workbook: its title, how it lies, and the letter of its ids.

    `unique` names the fields that together may stand only once; `shared_id` says that two workbooks
    may both give the same id (both parties' accounts; a shared KPI). The first `identity` columns say which
    row this is, and stay in sight.
    """

    title: str
    purpose: str
    layout: Layout = Layout.TABLE
    letter: str = ""
    unique: tuple[str, ...] = ("id",)
    shared_id: bool = False
    calculated: tuple[Calculated, ...] = ()
    setting: bool = False
    identity: int = 2

    @property
    def table(self) -> str:
        """The stable name of the sheet's Excel table: `tblMilestones`."""
        return "tbl" + "".join(word.capitalize() if word.islower() else word for word in self.title.split())


def column(  # noqa: PLR0913 - the one place where a column's every property is named
    title: str,
    kind: Kind,
    help: str,  # noqa: A002 - the word the contract uses
    *,
    need: Need = Need.OPTIONAL,
    unless: tuple[str | tuple[str, object], ...] = (),
    vital: bool = False,
    folded: bool = False,
    blank: object = None,
    width: int = 0,
    spared: bool = False,
    since: int = 0,
    anew: bool = False,
    by_product: bool = False,
    excuses: bool = False,
) -> Any:  # noqa: ANN401 - as field: the annotation beside it is the type
    """Declare a field of a record as a column of its sheet."""
    declared = Column(
        "", title, kind, help, need, unless, vital, folded, blank, width, spared, since, anew, by_product, excuses
    )
    metadata = {"column": declared}
    if vital and need is Need.REQUIRED and not unless and not spared:
        return field(metadata=metadata)
    return field(default=blank, metadata=metadata)


@frozen(slots=True)
class TableLocation:
    """Where one sheet's columns lie in one workbook.

    `places` gives each field's column number; on a label sheet `rows` gives its row as well.
    """

    workbook: str
    sheet: str
    header: int = 1
    places: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    def address(self, name: str, row: int) -> str:
        """The cell of a field in a row; a field without a column stands at the row's first one."""
        number = self.places.get(name) or min(self.places.values(), default=1)
        return f"{column_letters(number)}{self.rows.get(name, row)}"


NOWHERE = TableLocation("", "")


@frozen(slots=True, kw_only=True)
class Record:
    """One filled row that could be read. It knows where it stands.

    A record is itself and no other, however alike two rows are; so records, as all that is declared
    in the model, do without generated comparisons, which would cost every button press time.
    """

    SHEET: ClassVar[Sheet]

    table: TableLocation = NOWHERE
    row: int = 0

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.label}>"

    @property
    def label(self) -> str:
        """What people call this record: its id, else its row."""
        return str(getattr(self, "id", "") or getattr(self, "code", "") or f"row {self.row}")

    @property
    def workbook(self) -> str:
        """The workbook this record was read from."""
        return self.table.workbook

    def at(self, name: str) -> Cell:
        """The cell of one of this record's fields."""
        title = columns_by_name(type(self))[name].title
        return Cell(self.table.workbook, self.table.sheet, self.table.address(name, self.row), self.label, title)


_COLUMNS: dict[type[Record], Mapping[str, Column]] = {}


def columns_by_name(record: type[Record]) -> Mapping[str, Column]:
    """The columns of a record's sheet by field name, in the order in which an officer fills them."""
    if record not in _COLUMNS:
        declared = [(item.name, item.metadata["column"]) for item in fields(record) if item.metadata]
        _COLUMNS[record] = {name: found._replace(name=name) for name, found in declared}
    return _COLUMNS[record]


def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """The columns of a record's sheet, in the order in which an officer fills them."""
    return tuple(columns_by_name(record).values())


def date_names(record: type[Record]) -> tuple[str, ...]:
    """The fields of a sheet that hold a date, in the order of its columns."""
    return tuple(column.name for column in columns_of(record) if isinstance(column.kind, Day))


def laid_out(record: type[Record]) -> tuple[Column | Calculated, ...]:
    """The columns of a record's sheet as they stand, those that fill themselves among them."""
    calculated = record.SHEET.calculated
    found: list[Column | Calculated] = []
    for filled in columns_of(record):
        found += [filled, *(item for item in calculated if item.after == filled.name)]
    return (*found, *(item for item in calculated if not item.after))
