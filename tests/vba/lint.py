"""What a VBA compiler would refuse in our sources, and LibreOffice meets only when it comes by, if at all.

Written for the plain VBA of this product: one statement a line, no labels but for error handling, no
line numbers, no `Rem`, no types or enumerations of our own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from vba.words import KEYWORDS, OFFERED, TYPES
from xl_send.vba.modules import Module, ModuleKind

LONGEST_LINE, MOST_CONTINUED = 1023, 24
CONSTANT = re.compile(r"(vb|xl|mso)[a-z]\w*", re.IGNORECASE)
# Words that are keywords in one host or the other: never names of ours.
AVOIDED = {"base", "line", "command"}

_NAME = r"[A-Za-z]\w*"
_PROCEDURE = re.compile(
    rf"^(?P<scope>Public |Private |Friend )?(?:Static )?(?P<kind>Sub|Function|Property (?:Get|Let|Set)) "
    rf"(?P<name>{_NAME})\((?P<taken>.*)\)(?: As (?P<type>{_NAME}))?$"
)
_END = re.compile(r"^End (Sub|Function|Property)$")
_DECLARING = re.compile(r"^(?:Public Const|Private Const|Dim|Const|Static|Public|Private|ReDim(?: Preserve)?) (.+)$")
_LABEL = re.compile(rf"^({_NAME}):$")
# VBA hands a Variant to a plain type only by value.
_BY_REFERENCE = re.compile(rf"(?<!ByVal )\b({_NAME}) As (?:String|Long|Integer|Double|Boolean|Date)")
_WORD = re.compile(rf"(?<![\w.!#&]){_NAME}(?!\w)(?!:=)")


# Conditions that ask an object or a function, which may fail.
_LOOPS = re.compile(r"(?:Do|Loop) (?:While|Until) .*[.(]")
_TAKES_AWAY = re.compile(r"If .*[.(].* Then .*\.(?:Delete|Clear\w*)\b|If .*[.(].* Then Kill\b")


class Procedure(NamedTuple):
    """One Sub, Function or Property with the lines inside it, numbered as in the file."""

    module: str
    name: str
    public: bool
    names: set[str]
    lines: list[tuple[int, str]]


def vba_faults(modules: Sequence[Module]) -> list[str]:
    """Every fault in words, with its module and line."""
    read = {module.name: _logical_lines(module.code) for module in modules}
    procedures = list(chain.from_iterable(_procedures(name, lines) for name, lines in read.items()))
    shared = {module.name.casefold() for module in modules}
    shared |= {procedure.name.casefold() for procedure in procedures if procedure.public} | _public_names(read)
    types = TYPES | {module.name.casefold() for module in modules if module.kind is not ModuleKind.PLAIN}
    return [
        *chain.from_iterable(map(_of_module, modules)),
        *_of_names_twice(modules, procedures),
        *chain.from_iterable(
            _of_procedure(
                procedure, shared | _module_names(read[procedure.module], procedures, procedure.module), types
            )
            for procedure in procedures
        ),
    ]


def _logical_lines(code: str) -> list[tuple[int, str]]:
    """Lines without strings and comments, continued ones joined, each with the number of its last line."""
    lines: list[tuple[int, str]] = []
    waiting = ""
    for number, line in enumerate(code.splitlines(), 1):
        bare = re.sub(r"'.*", "", re.sub(r'"(?:[^"]|"")*"', '""', line)).strip()
        if bare.endswith(" _"):
            waiting += bare[:-1]
            continue
        lines.append((number, waiting + bare))
        waiting = ""
    return [(number, line) for number, line in lines if line and not line.startswith("#")]


def _procedures(module: str, lines: Sequence[tuple[int, str]]) -> Iterator[Procedure]:
    current: Procedure | None = None
    for number, line in lines:
        if found := _PROCEDURE.match(line):
            taken = _declared(found["taken"])
            own = {found["name"].casefold(), *taken}
            current = Procedure(module, found["name"], found["scope"] != "Private ", own, [(number, found["taken"])])
        elif _END.match(line) and current:
            yield current
            current = None
        elif current:
            if declaring := _DECLARING.match(line):
                current.names.update(_declared(declaring[1]))
            if label := _LABEL.match(line):
                current.names.add(label[1].casefold())
            current.lines.append((number, line))


def _declared(text: str) -> set[str]:
    """The names in a declaration: `a As Long, ByRef b() As String, Optional c As Variant = 1`."""
    parts = [item.strip() for item in re.split(r",(?![^(]*\))", text)]
    stripped = (
        re.sub(r"^(?:(?:Optional|ByVal|ByRef|ParamArray|WithEvents|Const) )+", "", part.strip()) for part in parts
    )
    return {found[0].casefold() for item in stripped if (found := re.match(_NAME, item))}


def _outside(lines: Sequence[tuple[int, str]]) -> Iterator[str]:
    inside = False
    for _, line in lines:
        inside = inside or bool(_PROCEDURE.match(line))
        if not inside and _DECLARING.match(line):
            yield line
        inside = inside and not _END.match(line)


def _public_names(read: dict[str, list[tuple[int, str]]]) -> set[str]:
    lines = chain.from_iterable(map(_outside, read.values()))
    return set().union(*(_declared(_rest(line)) for line in lines if line.startswith("Public ")))


def _module_names(lines: Sequence[tuple[int, str]], procedures: Sequence[Procedure], module: str) -> set[str]:
    declared = set().union(*(_declared(_rest(line)) for line in _outside(lines)))
    return declared | {procedure.name.casefold() for procedure in procedures if procedure.module == module}


def _rest(line: str) -> str:
    found = _DECLARING.match(line)
    return found[1] if found else ""


def _of_module(module: Module) -> Iterator[str]:
    if module.code.strip() and not module.code.startswith("Option Explicit\n"):
        yield f"{module.name}: Option Explicit does not come first"
    if any(len(line) > LONGEST_LINE for line in module.code.splitlines()):
        yield f"{module.name}: a line is longer than {LONGEST_LINE} characters"
    if re.search(rf"(?: _\n[^\n]*){{{MOST_CONTINUED + 1}}}", module.code):
        yield f"{module.name}: a line is continued more than {MOST_CONTINUED} times"


def _of_names_twice(modules: Sequence[Module], procedures: Sequence[Procedure]) -> Iterator[str]:
    plain = {module.name for module in modules if module.kind is ModuleKind.PLAIN}
    public = Counter(
        procedure.name.casefold() for procedure in procedures if procedure.public and procedure.module in plain
    )
    names = {module.name.casefold() for module in modules}
    for procedure in procedures:
        if (
            procedure.public
            and procedure.module in plain
            and (public[procedure.name.casefold()] > 1 or procedure.name.casefold() in names)
        ):
            yield f"{procedure.module}: {procedure.name} is the name of something else too"


def _of_procedure(one: Procedure, shared: set[str], types: frozenset[str]) -> Iterator[str]:
    for name in sorted(one.names & (AVOIDED | KEYWORDS)):
        yield f"{one.module}.{one.name}: {name} is a word of the language in one program or another"
    for name in _BY_REFERENCE.findall(one.lines[0][1]):
        yield f"{one.module}.{one.name}: {name} must be ByVal, or a Variant cannot be handed over"
    yield from _of_passing_over(one)
    known = one.names | shared | KEYWORDS | OFFERED
    for number, line in one.lines:
        for kind in re.findall(rf"\b(?:As|New) (?:New )?({_NAME})", line):
            if kind.casefold() not in types | KEYWORDS:
                yield f"{one.module}, line {number}: there is no type {kind}"
        for word in _WORD.findall(re.sub(rf"\b(?:As|New) (?:New )?{_NAME}", "", line)):
            if word.casefold() not in known and not CONSTANT.fullmatch(word):
                yield f"{one.module}, line {number}: {word} is not declared"


def _of_passing_over(one: Procedure) -> Iterator[str]:
    """What is dangerous after On Error Resume Next: where a condition fails, VBA goes on with what depends on it."""
    passing = False
    for number, line in one.lines:
        passing = line == "On Error Resume Next" or (passing and not line.startswith("On Error"))
        if passing and _LOOPS.match(line):
            yield f"{one.module}, line {number}: a loop whose condition may fail might never end"
        if passing and _TAKES_AWAY.match(line):
            yield f"{one.module}, line {number}: where the condition fails, it is taken away all the same"
