"""The table of verbs: what it names is there, and every form that can be asked for can be written."""

from __future__ import annotations

import importlib
import inspect
import os
from pathlib import Path

import pytest

from files import write_example
from xl_send.commands.data.export import CSV, PARQUET, XLSX
from xl_send.commands.validate import validate
from xl_send.errors import CannotRunError
from xl_send.findings import Severity
from xl_send.shells.outcome import ExitCode, outcome_of
from xl_send.verbs import COMMANDS, Command, Work

WORKS = [
    (command, work)
    for command in COMMANDS
    for work in (command.work, *(option.instead for option in command.options if option.instead))
]
BY_VERB = {command.verb: command for command in COMMANDS}


def _at(place: str) -> object:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


@pytest.mark.parametrize(("command", "work"), WORKS, ids=[work.place for _, work in WORKS])
def test_what_the_table_names_is_there_and_takes_what_the_table_says(command: Command, work: Work) -> None:
    taken = inspect.signature(_at(work.place)).parameters  # type: ignore[arg-type]
    shown = {
        "format",
        "strict",
        "as",
        "workers",
        "scheduler",
        *(option.field for option in command.options if option.instead),
    }
    assert {option.field for option in command.options} - shown <= set(taken)
    assert all(callable(_at(place)) for place in work.forms.values())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.verb)
def test_the_forms_that_can_be_asked_for_are_those_that_can_be_written(command: Command) -> None:
    choices = [option.choices for option in command.options if option.name == "format"]
    if command.work.writes:
        assert tuple(command.work.forms) == ("text",), "what is said of the files that are written"
        assert choices == [(CSV, PARQUET, XLSX)]
    else:
        assert choices in ([], [tuple(command.work.forms)])


@pytest.mark.parametrize("form", [CSV, PARQUET, XLSX])
def test_each_form_of_file_that_can_be_asked_for_is_written(form: str, tmp_path: Path) -> None:
    path = write_example("Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n", tmp_path / "a.xlsx")
    given = {"workbooks": [str(path)], "output": str(tmp_path / "tables"), "format": form}
    told = outcome_of(BY_VERB["export"], given)
    assert told.ending is ExitCode.NOTHING_TO_PUT_RIGHT
    assert {file.suffix for file in (tmp_path / "tables").iterdir()} == {f".{form}", ".json"}


def test_a_form_of_file_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="There is no format json"):
        outcome_of(BY_VERB["export"], {"workbooks": ["not there.xlsx"], "output": str(tmp_path), "format": "json"})


def test_a_form_that_cannot_be_written_is_refused_before_anything_is_read() -> None:
    with pytest.raises(CannotRunError, match="written as JSON, not as csv"):
        outcome_of(BY_VERB["conflicts"], {"workbooks": ["not there.xlsx"], "graph": True, "format": "csv"})


def test_strict_counts_queries(tmp_path: Path) -> None:
    path = write_example(
        "Milestones:\n| ID | Last updated |\n| --- | --- |\n| TRN-M01 | 3/4/2026 |\n", tmp_path / "a.xlsx"
    )
    given = {"workbooks": [str(path)], "format": "json"}
    found = [finding.severity for finding in validate(path).findings]
    assert Severity.ERROR not in found
    assert Severity.QUERY in found
    assert outcome_of(BY_VERB["validate"], given).ending is ExitCode.NOTHING_TO_PUT_RIGHT
    assert outcome_of(BY_VERB["validate"], {**given, "strict": True}).ending is ExitCode.ERRORS_FOUND


@pytest.mark.parametrize("verb", ["whatif", "sequence"])
def test_what_could_not_be_read_is_told_once_in_words_and_beside_what_programs_read(verb: str, tmp_path: Path) -> None:
    path = write_example("Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n\nWithout Risks:\n", tmp_path / "a.xlsx")
    given = {"workbooks": [str(path)], **({"slip": ("TRN-M01=5",)} if verb == "whatif" else {})}
    told = outcome_of(BY_VERB[verb], given)
    assert told.output.startswith("The sheet Risks of a.xlsx was not found")
    assert not told.notes
    beside = outcome_of(BY_VERB[verb], {**given, "format": "json"})
    assert [note for note in beside.notes if note.startswith("The sheet Risks of a.xlsx was not found")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(("verb", "folder"), [("validate", "checked"), ("status", "status")])
def test_a_workbook_with_a_line_break_in_its_name_is_marked(verb: str, folder: str, tmp_path: Path) -> None:
    path = write_example("Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n", tmp_path / "a\nreturn.xlsx")
    outcome_of(BY_VERB[verb], {"workbooks": [str(path)], "mark": True})
    assert [item.name for item in (tmp_path / folder).iterdir()] == ["a\N{REPLACEMENT CHARACTER}return.xlsx"]
