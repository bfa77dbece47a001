"""The published JSON Schemas against what the product really writes: no key missing, none undescribed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from adoption.trackers import TRACKERS
from files import example_in
from known.on_demand import load_workbook
from xl_send.dev.json_shapes import SHAPES, schema_files, schema_of
from xl_send.shells.cli import main

NAMES = ("transition.xlsx", "outreach.xlsx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("returns")
    example_in(place, *NAMES)
    (place.parent / "tracker.xlsx").write_bytes(TRACKERS["two_row_risks"]().content)
    return place


def strict(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """The same in which an object may have no key that is not described."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema and "required" in schema else {}
    return {**{name: strict(inner) for name, inner in schema.items()}, **closed}


def arguments(folder: Path) -> Mapping[str, Callable[[], list[str]]]:
    place, history = str(folder), str(folder.parent / "boards.db")
    return {
        "xl_send/findings/1": lambda: ["validate", place, "--format", "json"],
        "xl_send/status/1": lambda: ["status", place, "--format", "json"],
        "xl_send/graph/1": lambda: ["conflicts", place, "--graph", "--format", "json"],
        "xl_send/whatif/1": lambda: ["whatif", place, "--slip", "TRN-M08=30", "--format", "json"],
        "xl_send/sequence/2": lambda: ["sequence", place, "--without-solver", "--format", "json"],
        "xl_send/consolidated/1": lambda: [
            "consolidate", place, "-o", str(folder.parent / "p.xlsx"), "--history", history, "--replace",
            "--format", "json",
        ],
        "xl_send/region/1": lambda: [
            "consolidate", str(folder.parent / "p.xlsx"), "--counts", "-o", str(folder.parent / "r.xlsx"), "--replace",
            "--format", "json",
        ],
        "xl_send/trend/1": lambda: ["changes", "--history", history, "--trend", "--format", "json"],
        **{
            f"xl_send/history_{verb}/1": partial(list, ["history", verb, history, "--format", "json"])
            for verb in ("list", "show", "check")
        },
        "xl_send/dry_run/1": lambda: [
            "dry-run", "--history", history, "--policy", str(tight(folder)), "--format", "json",
        ],
        "xl_send/changes/1": lambda: ["changes", place, str(later(folder)), "--format", "json"],
        "xl_send/adopted/1": lambda: [
            "adopt", str(folder.parent / "tracker.xlsx"), "-o", str(folder.parent / "new.xlsx"), "--replace",
            "--format", "json",
        ],
    }  # fmt: skip


def tight(folder: Path) -> Path:
    """A workbook in which a milestone is Green only on its day."""
    book: Any = load_workbook(folder / NAMES[0])
    for row in book["Thresholds"].iter_rows():
        if str(row[0].value).startswith("Milestone green within"):
            row[1].value = 0
    book.save(folder.parent / "tight.xlsx")
    return folder.parent / "tight.xlsx"


def later(folder: Path) -> Path:
    """The same workbooks a month later, with a milestone gone."""
    place = folder.parent / "later"
    place.mkdir(exist_ok=True)
    book: Any = load_workbook(folder / NAMES[0])
    for row in book["Programme"].iter_rows():
        if row[0].value == "As at":
            row[1].value = row[1].value.replace(month=12)
    book["Milestones"].delete_rows(5)
    book.save(place / NAMES[0])
    return place


@pytest.mark.parametrize("name", SHAPES)
def test_output_is_as_its_schema_says(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    if name in {"xl_send/trend/1", "xl_send/dry_run/1", "xl_send/region/1"} or "/history_" in name:
        main(arguments(folder)["xl_send/consolidated/1"]())
        capsys.readouterr()
    assert main(arguments(folder)[name]()) in {0, 1}
    told = json.loads(capsys.readouterr().out)
    assert not [(list(fault.path), fault.message) for fault in Draft202012Validator(strict(schema)).iter_errors(told)][
        :3
    ]
    if name == "xl_send/status/1":
        named = [item for item in told["items"] if item["kind"] in {"milestone", "kpi", "risk", "interdependency"}]
        assert all(item["name"] and item["workstream"] for item in named)
        assert any(item["owner"] for item in named)


def test_every_schema_has_its_file_by_name_and_version() -> None:
    assert "docs/schemas/status-1.json" in schema_files()
    assert len(schema_files()) == len(SHAPES)
