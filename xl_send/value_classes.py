"""Classes of values, made in a third to a half of the time that Python's own take to make.

`@dataclass(frozen=True)` writes and compiles five more functions for every class: two to refuse at run time what mypy
refuses before, and three that can be the same for all. It and `typing.NamedTuple` compile the type of every field as
well, which nothing asks for, and to load `dataclasses` brings with it what else nothing needs, some ten milliseconds.
With some two hundred classes that would be a tenth of the time of checking a return.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:
    # Given on from here, so that mypy knows of these all that it knows of Python's own.
    from dataclasses import field as field  # noqa: PLC0414, TID251
    from dataclasses import fields as fields  # noqa: PLC0414, TID251
    from dataclasses import replace as replace  # noqa: PLC0414, TID251
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414, TID251

T = TypeVar("T")
# Stands for what is not given.
MISSING: Any = object()
# Stands for a value that is made anew for each object.
_ANEW: Any = object()


class ValueField:
    """One field of a class of values, as `dataclasses.Field`."""

    __slots__ = ("compare", "default", "default_factory", "init", "kw_only", "metadata", "name", "repr")

    def __init__(  # noqa: PLR0913 - as dataclasses.field
        self,
        *,
        default: object = MISSING,
        default_factory: Any = MISSING,  # noqa: ANN401 - a class or a function that makes a value of any type
        init: bool = True,
        repr: bool = True,  # noqa: A002 - the word that dataclasses uses
        compare: bool = True,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = ""
        self.kw_only = False
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.metadata = metadata or {}

    def at_first(self) -> object:
        """What stands in the place of a value that is not given: a default, the mark of one made anew, or nothing."""
        return self.default if self.default_factory is MISSING else _ANEW


if not TYPE_CHECKING:
    field = ValueField

    def fields(given: object) -> tuple[ValueField, ...]:
        """The fields of a class of values, or of one of its objects, those of the classes that it extends first."""
        return tuple(given.__value_fields__.values())

    def replace(one: T, /, **changes: object) -> T:
        """The same value with other ones in the fields that are named."""
        kept = {item.name: getattr(one, item.name) for item in fields(one) if item.init and item.name not in changes}
        return type(one)(**kept, **changes)


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def frozen(*, slots: bool = False, kw_only: bool = False, eq: bool = False) -> Callable[[type[T]], type[T]]:
    """A class of values that nobody changes, as `dataclasses.dataclass` makes it.

    With `eq`, what is alike is equal and shows its fields in a test that fails; else an object is only itself.
    """
    return _maker(slots=slots, kw_only=kw_only, eq=eq)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(*, slots: bool = False, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """A class of values that its owner changes, each object only itself."""
    return _maker(slots=slots, kw_only=kw_only, eq=False)


def _maker(*, slots: bool, kw_only: bool, eq: bool) -> Callable[[type[T]], type[T]]:
    def made(kind: type[T]) -> type[T]:
        own = _own_fields(kind, kw_only=kw_only)
        if eq:
            for name, function in (("__eq__", _alike), ("__hash__", _hash), ("__repr__", _shown)):
                if name not in vars(kind):
                    setattr(kind, name, function)
        whole = _slotted(kind, own) if slots else _with_defaults(kind, own)
        inherited = [vars(base).get("__value_fields__", {}) for base in reversed(kind.__mro__[1:])]
        every: dict[str, ValueField] = {name: item for group in (*inherited, own) for name, item in group.items()}
        whole.__value_fields__ = every  # type: ignore[attr-defined] # as dataclass does
        whole.__dataclass_fields__ = _AS_DATACLASS  # type: ignore[attr-defined] # as dataclass does
        whole.__init__ = _making(whole, every.values())  # type: ignore[method-assign] # as dataclass does
        return whole

    return made


def _own_fields(kind: type[Any], *, kw_only: bool) -> dict[str, ValueField]:
    own: dict[str, ValueField] = {}
    for name, told in kind.__annotations__.items():
        if told.startswith("ClassVar"):
            continue
        given = vars(kind).get(name, MISSING)
        own[name] = item = given if isinstance(given, ValueField) else ValueField(default=given)
        item.name, item.kw_only = name, kw_only
    return own


def _slotted(kind: type[T], own: Mapping[str, ValueField]) -> type[T]:
    """The same class, whose objects hold its fields and nothing else."""
    left_out = {*own, "__dict__", "__weakref__"}
    body = {name: given for name, given in vars(kind).items() if name not in left_out}
    held = {name for base in kind.__mro__[1:] for name in vars(base).get("__slots__", ())}
    slots = tuple(name for name in own if name not in held)
    made: Any = type(kind)
    whole = made(kind.__name__, kind.__bases__, {**body, "__slots__": slots})
    whole.__qualname__ = kind.__qualname__
    return cast("type[T]", whole)


def _with_defaults(kind: type[T], own: Mapping[str, ValueField]) -> type[T]:
    for name, item in own.items():
        if item.default is not MISSING:
            setattr(kind, name, item.default)
        elif name in vars(kind):
            delattr(kind, name)
    return kind


def _making(kind: type[Any], every: Iterable[ValueField]) -> Callable[..., None]:
    """The `__init__` of a class by its fields; that of `dataclass` names their types, and takes twice as long."""
    asked = [item for item in every if item.init]
    by_place = [item for item in asked if not item.kw_only]
    by_name = [item for item in asked if item.kw_only]
    takes = ["self", *(item.name for item in by_place), *(["*"] if by_name else []), *(item.name for item in by_name)]
    does = [*map(_setting, every), "self.__post_init__()" if hasattr(kind, "__post_init__") else "pass"]
    known = {"_ANEW": _ANEW, **{f"_first_{item.name}": _first(item) for item in every}}
    body: dict[str, Any] = {}
    exec(f"def __init__({', '.join(takes)}):\n " + "\n ".join(does), known, body)  # noqa: S102 - names of our own code
    made: Callable[..., None] = body["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    made.__defaults__ = tuple(item.at_first() for item in by_place if item.at_first() is not MISSING)
    made.__kwdefaults__ = {item.name: item.at_first() for item in by_name if item.at_first() is not MISSING}
    return made


def _first(item: ValueField) -> object:
    return item.default if item.default_factory is MISSING else item.default_factory


def _setting(item: ValueField) -> str:
    anew = f"_first_{item.name}()" if item.at_first() is _ANEW else f"_first_{item.name}"
    if not item.init:
        return f"self.{item.name} = {anew}"
    made_anew = f"{anew} if {item.name} is _ANEW else " if item.at_first() is _ANEW else ""
    return f"self.{item.name} = {made_anew}{item.name}"


class _AsDataclass:
    """What Python's own `fields`, `replace` and `asdict` ask a class for: worked out if one of them ever does."""

    def __get__(self, one: object, kind: type[Any]) -> object:
        if kind not in _DATACLASS_FIELDS:
            _DATACLASS_FIELDS[kind] = _dataclass_fields(kind)
        return _DATACLASS_FIELDS[kind]


_DATACLASS_FIELDS: dict[type[object], object] = {}


def _dataclass_fields(kind: type[Any]) -> object:
    import dataclasses  # noqa: TID251 - who asks has loaded it

    told = []
    for item in fields(kind):
        first = {name: getattr(item, name) for name in ("default", "default_factory")}
        given: Any = {name: value for name, value in first.items() if value is not MISSING}
        given |= {name: getattr(item, name) for name in ("init", "repr", "compare", "metadata", "kw_only")}
        told.append((item.name, object, dataclasses.field(**given)))
    same: Any = dataclasses.make_dataclass(kind.__name__, told)
    return same.__dataclass_fields__


_AS_DATACLASS = _AsDataclass()


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
        """As `typing.NamedTuple`; what its types and its type variables say only mypy reads."""
