"""What the product answers to a command, as its user meets it: words, JSON and the exit code."""

from __future__ import annotations

import io
import json
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cases.workbooks import sound
from xl_send.shells.cli import main

# Red is the worst. What is not in here is no colour at all.
COLOURS = ("Red", "Amber", "Green")


class Answer(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    said: str
    aside: str

    @property
    def words(self) -> str:
        """What was said as running text, wherever its lines were broken."""
        return " ".join(self.said.split())

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is what it is
        return json.loads(self.said)


class Told(NamedTuple):
    """One finding."""

    rule: str
    severity: str
    workbook: str
    sheet: str
    cell: str
    record: str
    column: str
    message: str
    fix: str
    key: str
    because_of: str
    explained: object

    @property
    def words(self) -> str:
        return f"{self.message} {self.fix}"

    @property
    def place(self) -> tuple[str, str]:
        return self.sheet, self.cell


class Picture(NamedTuple):
    """What `status` answers: items by id, aspects by whose and which."""

    code: int
    items: dict[str, dict[str, Any]]
    aspects: dict[tuple[str, str], str]

    def colour(self, record: str) -> str:
        return str(self.items[record]["status"])

    def reason(self, record: str) -> str:
        return str(self.items[record]["reason"])


def ask(*arguments: str | Path) -> Answer:
    """Run a command as its user would."""
    said, aside = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(aside):
        code = main([str(argument) for argument in arguments])
    return Answer(code, said.getvalue(), aside.getvalue())


@cache
def _asked(verb: str, arguments: tuple[str | Path, ...], _: tuple[int, ...]) -> Answer:
    """A verb's answer in JSON, worked out once as long as its files stay as they are."""
    return ask(verb, *arguments, "--format", "json")


def _stamps(arguments: tuple[str | Path, ...]) -> tuple[int, ...]:
    paths = [Path(argument) for argument in arguments]
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return tuple(file.stat().st_mtime_ns for file in files if file.is_file())


def findings(*arguments: str | Path, verb: str = "validate") -> list[Told]:
    """What `validate` or `conflicts` finds."""
    given = _asked(verb, arguments, _stamps(arguments)).json["findings"]
    return [Told(*(item.get(name) or "" for name in Told._fields)) for item in given]


def status(*arguments: str | Path) -> Picture:
    """How `status` colours what it is given."""
    answer = _asked("status", arguments, _stamps(arguments))
    found = answer.json
    aspects = {(item["of"], item["aspect"]): item["status"] for item in found["aspects"]}
    return Picture(answer.code, {item["id"]: item for item in found["items"]}, aspects)


@cache
def _of_the_sound_return() -> tuple[Picture, frozenset[tuple[str, str, str]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = sound().save(Path(folder))
        return status(path), frozenset((finding.rule, *finding.place) for finding in findings(path))


def before() -> Picture:
    """How `status` colours the sound return."""
    return _of_the_sound_return()[0]


def new(path: Path) -> list[Told]:
    """What is found in an edited copy of the sound return, and was not found in that."""
    known = _of_the_sound_return()[1]
    return [finding for finding in findings(path) if (finding.rule, *finding.place) not in known]


def causes(found: list[Told]) -> list[Told]:
    """The findings that do not follow from another."""
    return [told_part for told_part in found if not told_part.because_of]


def no_better(now: str, then: str) -> bool:
    """Whether a status is a colour no better than the one before, or owns that it does not know."""
    if now == "No data":
        return True
    return now in COLOURS and then in COLOURS and COLOURS.index(now) <= COLOURS.index(then)
