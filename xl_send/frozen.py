"""Classes of values that nobody changes, made in a third to a half of the time that Python's own take to make.

`@dataclass(frozen=True)` writes and compiles five more functions for every class: two to refuse at run time what mypy
refuses before, and three that can be the same for all. It and `typing.NamedTuple` compile the type of every field as
well, which nothing asks for. With some two hundred classes that would be a tenth of the time of checking a return.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from operator import attrgetter
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414, TID251 - given on from here

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def frozen(*, slots: bool = False, kw_only: bool = False, eq: bool = False) -> Callable[[type[T]], type[T]]:
    """As `dataclasses.dataclass`: its `field`, `fields` and `replace` serve these classes as well.

    With `eq`, what is alike is equal and shows its fields in a test that fails; else an object is only itself.
    """

    def made(kind: type[T]) -> type[T]:
        if eq:
            for name, function in (("__eq__", _alike), ("__hash__", _hash), ("__repr__", _shown)):
                if name not in vars(kind):
                    setattr(kind, name, function)
        whole = dataclass(slots=slots, kw_only=kw_only, init=False, eq=False, repr=False)(kind)
        whole.__init__ = _making(whole)  # type: ignore[method-assign] # as dataclass does
        return whole

    return made


# Stands for a value that is made anew for each object.
_ANEW: Any = object()


def _making(kind: type[Any]) -> Callable[..., None]:
    """The `__init__` of a class by its fields; that of `dataclass` names their types, and takes twice as long."""
    every = fields(kind)
    by_place = [item for item in every if not item.kw_only]
    by_name = [item for item in every if item.kw_only]
    takes = ["self", *(item.name for item in by_place), *(["*"] if by_name else []), *(item.name for item in by_name)]
    does = [*map(_setting, every), "self.__post_init__()" if hasattr(kind, "__post_init__") else "pass"]
    known = {"_ANEW": _ANEW, **{f"_new_{item.name}": item.default_factory for item in every}}
    body: dict[str, Any] = {}
    exec(f"def __init__({', '.join(takes)}):\n " + "\n ".join(does), known, body)  # noqa: S102 - names of our own code
    made: Callable[..., None] = body["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    made.__defaults__ = tuple(_default(item) for item in by_place if _default(item) is not MISSING)
    made.__kwdefaults__ = {item.name: _default(item) for item in by_name if _default(item) is not MISSING}
    return made


def _setting(item: Field[Any]) -> str:
    made_anew = f"_new_{item.name}() if {item.name} is _ANEW else " if _default(item) is _ANEW else ""
    return f"self.{item.name} = {made_anew}{item.name}"


def _default(item: Field[Any]) -> Any:  # noqa: ANN401 - of any field
    return item.default if item.default_factory is MISSING else _ANEW


_COMPARED: dict[type[object], Callable[[object], object]] = {}


def _compared(kind: type[Any]) -> Callable[[object], object]:
    """Takes out of an object of a class what it is compared by."""
    if kind not in _COMPARED:
        names = [item.name for item in fields(kind) if item.compare]
        _COMPARED[kind] = attrgetter(*names) if names else lambda _: ()
    return _COMPARED[kind]


def _alike(one: object, other: object) -> object:
    if type(one) is not type(other):
        return NotImplemented
    compared = _compared(type(one))
    return compared(one) == compared(other)


def _hash(one: object) -> int:
    return hash(_compared(type(one))(one))


def _shown(one: Any) -> str:  # noqa: ANN401 - an object of any such class
    told = ", ".join(f"{item.name}={getattr(one, item.name)!r}" for item in fields(one) if item.repr)
    return f"{type(one).__qualname__}({told})"


if not TYPE_CHECKING:

    class _Naming(type):
        def __new__(kind, name: str, bases: tuple[type, ...], body: Mapping[str, object]) -> type:
            """A class of tuples whose places, defaults and methods a class's body names."""
            if not bases:
                return super().__new__(kind, name, bases, body)
            names = tuple(body.get("__annotations__", ()))
            defaults = {each: body[each] for each in names if each in body}
            alike = vars(_nameless(len(names)))
            of_any = alike["__new__"].__func__
            code = of_any.__code__.replace(co_varnames=("_cls", *names))
            making = FunctionType(code, of_any.__globals__, "__new__", tuple(defaults.values()))
            making.__qualname__ = f"{name}.__new__"
            places = {each: alike[f"_{place}"] for place, each in enumerate(names)}
            own = {"_fields": names, "_field_defaults": defaults, "__match_args__": names}
            shared = {each: alike[each] for each in ("_make", "_asdict", "__getnewargs__")}
            ours = {
                "__new__": making,
                "__repr__": _shown_tuple,
                "_replace": _replaced,
                "__replace__": _replaced,
                "__slots__": (),
            }
            return type(name, (tuple,), {**own, **shared, **ours, **_written(body, names), **places})

    @cache
    def _nameless(count: int) -> type[tuple[Any, ...]]:
        """As Python makes a class of tuples of so many places, to be given names: it compiles one for each anew."""
        return namedtuple("Nameless", [f"_{place}" for place in range(count)], rename=True)  # noqa: PYI024

    def _written(body: Mapping[str, object], names: tuple[str, ...]) -> dict[str, object]:
        """What a class's body gives beside the fields."""
        return {each: given for each, given in body.items() if each not in names}

    def _shown_tuple(one: Any) -> str:  # noqa: ANN401 - a tuple of any such class
        told = ", ".join(f"{name}={given!r}" for name, given in zip(one._fields, one, strict=True))
        return f"{type(one).__name__}({told})"

    def _replaced(one: Any, /, **given: object) -> object:  # noqa: ANN401 - a tuple of any such class
        """The same tuple with other values in the places that are named."""
        made = one._make(map(given.pop, one._fields, one))
        if given:
            message = f"{type(one).__name__} has no field {', '.join(given)}"
            raise ValueError(message)
        return made

    class NamedTuple(metaclass=_Naming):
        """As `typing.NamedTuple`, for classes without type variables; what its types say only mypy reads."""
