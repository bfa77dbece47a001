"""What has changed in how a programme is governed is told, and told first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cases.answers import ask
from cases.workbooks import edited, example

# Of which record, and what was and is.
FIRST = [
    ("SUF-M07", "Key decision", "Assurance"),
    ("SUF-M07", "Cabinet", "Programme Board"),
    ("SUF", "Head of SEND Commissioning", "Somebody else"),
    ("SUF-M06", "Places Planning Manager", "Head of Property"),
    ("SUF-M06", "4 January 2027", "30 April 2027"),
    ("SUF-R06", "Treat", "Tolerate"),
    ("SUF-R06", "29 January 2027", "30 June 2027"),
    ("", "Director of Children's Services", "Interim Director"),
    ("SUF-M08", "EHP-M08", ""),
]
TOLD = [
    ("SUF-K02", "Places Planning Manager", "Head of Property"),
    ("SUF-K02", "4 January 2027", "1 September 2027"),
    ("SUF-R06", "Head of SEND Commissioning", "Places Planning Manager"),
    ("SUF-D04", "District planning authority", "Other"),
    ("SUF-D04", "Programme Board", "Cabinet"),
]


@pytest.fixture(scope="module", name="boards")
def _boards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The return of the last board and the one of a week later, its governance moved."""
    folder = tmp_path_factory.mktemp("boards")
    old = example("sufficiency").save(folder / "old")
    return old, edited(example("sufficiency"), "governance").save(folder / "new")


@pytest.fixture(scope="module", name="changes")
def _changes(boards: tuple[Path, Path]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("changes", *boards, "--format", "json").json["changes"]
    return found


def _says(change: dict[str, Any], record: str, before: str, after: str) -> bool:
    words = f"{change['sentence']} {change['before']} {change['after']}"
    return record in {change["record"], change["workstream"]} and before in words and after in words


@pytest.mark.parametrize(("record", "before", "after"), FIRST)
def test_a_move_of_governance_is_told_first(
    record: str, before: str, after: str, changes: list[dict[str, Any]]
) -> None:
    found = [change for change in changes if _says(change, record, before, after)]
    assert found
    # What is of the programme itself opens the telling, before its workstreams.
    assert found[0]["part"] == ("What the board should know first" if record else "The programme")


@pytest.mark.parametrize(("record", "before", "after"), TOLD)
def test_a_move_of_owner_date_or_escalation_is_told(
    record: str, before: str, after: str, changes: list[dict[str, Any]]
) -> None:
    assert [change for change in changes if _says(change, record, before, after)]


def test_what_to_know_first_stands_before_all_else_in_words(boards: tuple[Path, Path]) -> None:
    words = ask("changes", *boards).words
    assert 0 < words.find("should know first") < words.find("Sufficiency of local places")
