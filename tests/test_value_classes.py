"""Classes of values: made as dataclasses are, compared by their fields where asked."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import re
import typing
from dataclasses import FrozenInstanceError, dataclass
from typing import Any, ClassVar

import pytest

from xl_send.value_classes import NamedTuple, field, fields, frozen, mutable, replace


@frozen(eq=True, slots=True)
class _Place:
    """A place."""

    row: int
    column: str = "A"
    told: str = field(default="", compare=False, repr=False)


@frozen(eq=True)
class _Nothing:
    """A class without fields."""


@frozen(kw_only=True)
class _Named:
    """Itself and no other."""

    name: str
    places: list[_Place] = field(default_factory=list)


@frozen(kw_only=True)
class _Found(_Place):
    """With fields of another, of which one is set afterwards."""

    name: str
    rows: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows.append(self.row)


@mutable(slots=True)
class _Tally:
    """What is counted, of which one place is nobody's to fill, and one is of the class."""

    MOST: ClassVar[int] = 9
    seen: list[int]
    left: int = field(default=3, init=False)


@dataclass(frozen=True)
class _AsUsual:
    """The same, as dataclasses make it."""

    row: int
    column: str = "A"
    told: str = dataclasses.field(default="", compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class _FoundAsUsual(_AsUsual):
    """The same, as dataclasses make it."""

    name: str
    rows: list[int] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows.append(self.row)


def test_what_is_compared_is_what_dataclasses_compare() -> None:
    for kind in (_Place, _AsUsual):
        one = kind(7)
        assert one == kind(7, told="otherwise")
        assert one != kind(7, "B")
        assert len({one, kind(7), kind(8)}) == 2
        assert repr(one) == f"{kind.__name__}(row=7, column='A')"
    others: list[object] = [_AsUsual(7), (7, "A"), None]
    assert _Place(7) not in others
    assert (_Nothing(), hash(_Nothing())) == (_Nothing(), hash(_Nothing()))


def test_what_python_asks_a_class_for_is_worked_out_once() -> None:
    assert dataclasses.fields(_Place)[0] is dataclasses.fields(_Place(7))[0]
    assert dataclasses.asdict(_Place(7)) == {"row": 7, "column": "A", "told": ""}


def test_what_is_of_the_class_or_filled_later_is_not_asked_for() -> None:
    tally = _Tally([7])
    tally.left -= 1
    assert (tally.seen, tally.left, tally.MOST, _Tally([]).left) == ([7], 2, 9, 3)
    assert tally != _Tally([7])
    with pytest.raises(TypeError):
        _Tally([7], 2)  # type: ignore[call-arg] # what is tried
    with pytest.raises(AttributeError):
        tally.right = 1  # type: ignore[attr-defined] # what is tried


def test_others_are_only_themselves() -> None:
    one = _Named(name="a")
    assert one != _Named(name="a")
    assert {one: 1}[one] == 1
    assert one.places is not _Named(name="a").places


@pytest.mark.parametrize(("fields", "replace"), [(fields, replace), (dataclasses.fields, dataclasses.replace)])
def test_what_dataclasses_do_with_them_is_done(fields: Any, replace: Any) -> None:  # noqa: ANN401 - both sets
    assert replace(_Place(7), column="C") == _Place(7, "C")
    assert replace(_Place(7, told="here"), row=8).told == "here"
    assert [item.name for item in fields(_Named)] == ["name", "places"]
    assert [item.name for item in fields(_Found(7, name="n"))] == ["row", "column", "told", "name", "rows"]
    assert [item.compare for item in fields(_Place)] == [True, True, False]
    assert replace(_Tally([1]), seen=[2]).left == 3
    with pytest.raises(TypeError, match="row_number"):
        replace(_Place(7), row_number=8)
    assert pickle.loads(pickle.dumps(_Place(7, "B", "told"))).told == "told"  # noqa: S301 - our own
    assert not hasattr(_Place(7), "__dict__")
    with pytest.raises(TypeError):
        _Named("a")  # type: ignore[call-arg] # what is tried


def test_they_are_filled_as_dataclasses_are() -> None:
    ours, usual = (inspect.signature(kind).parameters.values() for kind in (_Found, _FoundAsUsual))
    told = [(taken.name, taken.kind, taken.default is taken.empty) for taken in ours]
    assert told == [(taken.name, taken.kind, taken.default is taken.empty) for taken in usual]
    for kind in (_Found, _FoundAsUsual):
        one, other = kind(1, "B", name="n"), kind(row=1, column="C", name="n", rows=[7])
        assert (one.row, one.column, one.name, one.told, one.rows) == (1, "B", "n", "", [1])
        assert (other.column, other.rows) == ("C", [7, 1])
        assert kind(2, name="m").rows == [2]
        with pytest.raises(TypeError, match=rf"{kind.__name__}.__init__\(\) missing 1 required keyword-only argument"):
            kind(1)  # type: ignore[call-arg] # what is tried


def test_what_is_not_refused_at_run_time_is_refused_by_mypy() -> None:
    with pytest.raises(FrozenInstanceError):
        _AsUsual(7).row = 8  # type: ignore[misc] # what is tried
    _Place(7).row = 8  # type: ignore[misc] # mypy asks for this mark, and says where one is not needed


class _Cell(NamedTuple):
    """A cell."""

    sheet: str
    row: int = 1

    @property
    def place(self) -> str:
        """Where it is."""
        return f"{self.sheet} {self.row}"

    def __str__(self) -> str:
        return self.place


class _CellAsUsual(typing.NamedTuple):
    """A cell."""

    sheet: str
    row: int = 1


def test_tuples_with_names_are_as_those_of_python() -> None:
    one = _Cell("Risks")
    assert (one, one.row, one.place, str(one)) == (("Risks", 1), 1, "Risks 1", "Risks 1")
    assert repr(one).replace("_Cell", "_CellAsUsual") == repr(_CellAsUsual("Risks"))
    assert one._replace(row=2) == _Cell(row=2, sheet="Risks") == ("Risks", 2)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    for name in ("_fields", "_field_defaults", "__match_args__", "__doc__", "__module__", "__annotations__"):
        ours, usual = getattr(_Cell, name), getattr(_CellAsUsual, name)
        assert str(ours) == re.sub(r"ForwardRef\(('\w+')\)", r"\1", str(usual)), name
    assert (_Cell.__qualname__, _Cell.__bases__, hasattr(one, "__dict__")) == ("_Cell", (tuple,), False)
    assert typing.get_type_hints(_Cell) == {"sheet": str, "row": int}
    with pytest.raises(TypeError):
        _Cell(row=2)  # type: ignore[call-arg] # what is tried
    with pytest.raises(TypeError, match=r"^_Cell.__new__\(\) got an unexpected keyword argument 'column'"):
        _Cell("Risks", column=2)  # type: ignore[call-arg] # what is tried
    with pytest.raises(ValueError, match="_Cell has no field column"):
        one._replace(column=2)  # type: ignore[call-arg] # what is tried
    assert one._asdict() == {"sheet": "Risks", "row": 1}
