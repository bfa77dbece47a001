"""Tables for analysts: held against values computed another way, and read back by other libraries."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

import xl_send
from files import example_in
from known.on_demand import load_workbook
from xl_send.calendar.bank_holidays import BANK_HOLIDAYS
from xl_send.commands.data import parquet as parquet_files
from xl_send.shells.cli import main
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import example_workbooks


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("example")
    return example_in(place)


@cache
def read(folder: Path) -> Programme:
    return xl_send.read(folder)


@cache
def tables(folder: Path) -> dict[str, Any]:
    return xl_send.tables(read(folder))


def test_every_column_has_its_type(folder: Path) -> None:
    dtypes = {"string", "Float64", "Int64", "boolean", "datetime64[s]"}
    for name, frame in tables(folder).items():
        assert {str(dtype) for dtype in frame.dtypes} <= dtypes, name
        assert frame.columns.is_unique
    milestones = tables(folder)["milestones"].dtypes.astype(str)
    assert dict(milestones[["id", "baseline", "late", "float", "key", "status"]]) == {
        "id": "string", "baseline": "datetime64[s]", "late": "Int64", "float": "Int64", "key": "boolean",
        "status": "string",
    }  # fmt: skip
    assert tables(folder)["milestones"].attrs["units"]["late"] == "working days"


def test_items_are_those_of_status_and_facts_those_of_its_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["status", str(folder), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    for kind, table in (("milestone", "milestones"), ("kpi", "kpis"), ("risk", "risks"), ("money", "money")):
        frame = tables(folder)[table]
        items = sorted((item["id"], item["status"], item["reason"]) for item in told["items"] if item["kind"] == kind)
        assert sorted(zip(frame["id"], frame["status"], frame["reason"], strict=True)) == items
    frame = tables(folder)["milestones"]
    late = [None if pd.isna(value) else int(value) for value in frame["late"]]
    facts = [item["facts"].get("late") for item in told["items"] if item["kind"] == "milestone"]
    assert late == facts
    aspects = tables(folder)["aspects"].set_index(["of", "aspect"])["status"]
    assert dict(aspects) == {(found["of"], found["aspect"]): found["status"] for found in told["aspects"]}


def test_lateness_is_what_numpy_counts(folder: Path) -> None:
    frame = tables(folder)["milestones"]
    done = frame[frame["actual"].notna() & frame["plan"].notna() & frame["late"].notna()]
    assert len(done) > 10
    counted = np.busday_count(
        done["plan"].to_numpy().astype("datetime64[D]"),
        done["actual"].to_numpy().astype("datetime64[D]"),
        holidays=np.array(list(BANK_HOLIDAYS), dtype="datetime64[D]"),
    )
    assert [max(0, int(days)) for days in counted] == [max(0, int(days)) for days in done["late"]]


def test_the_latest_judged_point_of_a_kpi_is_what_its_item_says(folder: Path) -> None:
    points = tables(folder)["kpi_points"]
    kpis = tables(folder)["kpis"].set_index("id")
    rated = kpis[kpis["status"].isin(["Red", "Amber", "Green"]) & kpis["expected"].notna()]
    assert len(rated) > 10
    for name, kpi in rated.iterrows():
        point = points[(points["kpi"] == name) & (points["day"] == kpi["actual_date"])].iloc[0]
        assert point["actual"] == kpi["actual_value"]
        assert point["expected"] == kpi["expected"]
        assert point["shortfall"] == pytest.approx(kpi["shortfall"])
        assert point["colour"] == kpi["status"], name


def test_weeks_of_people_add_up_to_their_lines(folder: Path) -> None:
    weeks, lines = tables(folder)["resource_weeks"], tables(folder)["resources"]
    alone = lines.groupby("who").filter(lambda group: len(group) == 1)
    line = alone[~alone["term_time"]].iloc[0]
    own = weeks[weeks["who"] == line["who"]]
    whole = own[(own["week"] >= line["starts"]) & (own["week"] + pd.Timedelta(days=6) <= line["ends"])]
    assert set(whole["planned"]) == {line["fte"]}
    assert (own["week"].dt.day_of_week == 0).all()


def test_edges_join_nodes(folder: Path) -> None:
    nodes, edges = tables(folder)["nodes"], tables(folder)["edges"]
    assert set(edges["start"]) | set(edges["end"]) <= set(nodes["id"])
    assert set(nodes["id"]) >= set(tables(folder)["handovers"]["id"])


def test_with_a_history_there_is_one_row_an_item_and_board(folder: Path, tmp_path: Path) -> None:
    history = tmp_path / "boards.db"
    xl_send.consolidate(folder, history=str(history))
    frames = xl_send.tables(history=history)
    assert frames["milestones"].columns[0] == "board"
    assert len(set(frames["milestones"]["board"])) == 1
    both = xl_send.tables(folder, history=history, as_at="2027-01-15")
    assert len(set(both["milestones"]["board"])) == 2
    assert len(both["milestones"]) == 2 * len(frames["milestones"])
    assert not both["milestones"].duplicated(["board", "id"]).any()


@pytest.mark.parametrize("of_one_board", ["last_edition", "disclosure_log"])
def test_with_a_history_what_is_of_one_board_alone_is_refused(of_one_board: str, folder: Path, tmp_path: Path) -> None:
    given: dict[str, Any] = {of_one_board: tmp_path / "of_one.xlsx"}
    with pytest.raises(xl_send.Error, match="With --history each board would need"):
        xl_send.export(folder, history=tmp_path / "boards.db", for_publication=True, output=tmp_path / "out", **given)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_files_read_back_as_their_descriptor_says(form: str, folder: Path, tmp_path: Path) -> None:
    made = xl_send.export(read(folder), output=tmp_path / "out", format=form)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [path.name for path in made.paths[:-1]]
    for resource in package["resources"]:
        path = tmp_path / "out" / resource["path"]
        assert path.stat().st_size == resource["bytes"]
        fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        if form == "parquet":
            found = parquet.read_table(path)
            arrow = {
                "string": pa.string(),
                "number": pa.float64(),
                "integer": pa.int64(),
                "boolean": pa.bool_(),
                "date": pa.date32(),
            }
            assert {field.name: field.type for field in found.schema} == {
                name: arrow[kind] for name, kind in fields.items()
            }
            rows = found.num_rows
        else:
            back = pd.read_csv(path, dtype=str, keep_default_na=False)
            assert list(back.columns) == list(fields)
            rows = len(back)
        frame = tables(folder)[resource["name"]]
        assert rows == len(frame)
        keys = resource["schema"]["primaryKey"]
        assert not frame.duplicated(keys).any(), resource["name"]


def test_parquet_holds_the_same_values(folder: Path, tmp_path: Path) -> None:
    xl_send.export(read(folder), output=tmp_path, format="parquet")
    back = parquet.read_table(tmp_path / "milestones.parquet").to_pylist()
    frame = tables(folder)["milestones"]
    assert [row["id"] for row in back] == list(frame["id"])
    assert [row["baseline"] for row in back] == [None if pd.isna(day) else day.date() for day in frame["baseline"]]
    assert [row["late"] for row in back] == [None if pd.isna(value) else int(value) for value in frame["late"]]


def test_parquet_without_pyarrow_is_refused_in_words(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(xl_send.CannotRunError, match=r"pip install xl_send\[parquet\]"):
        xl_send.export(read(folder), output=tmp_path / "p", format="parquet")
    assert not (tmp_path / "p").exists()
    assert parquet_files.NO_PYARROW.endswith("--format csv.")


def test_the_command_writes_a_folder_and_nothing_over_another(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "t"
    assert main(["export", str(folder), "-o", str(out), "--format", "xlsx", "--standard"]) == 1
    told = capsys.readouterr().out
    assert "datapackage.json there says what each column means" in told
    frames = pd.read_excel(out / "tables.xlsx", sheet_name=None, engine="openpyxl")
    assert list(frames) == ["project_features", "milestone", "risk", "issue", "benefit", "cost", "people"]
    assert "variance_working_days" in frames["milestone"].columns
    assert "were not checked against its text" in json.loads((out / "datapackage.json").read_text())["description"]
    assert main(["export", str(folder), "-o", str(out), "--format", "xlsx"]) == 2
    assert "already a file of this name" in capsys.readouterr().err
    assert main(["export", "-o", str(tmp_path / "u")]) == 2


def test_for_publication_hides_what_status_hides(folder: Path, tmp_path: Path) -> None:
    books = [path for path in sorted(folder.glob("*.xlsx")) if path.name != "statutory.xlsx"]
    seen = xl_send.tables(books, for_publication=True)
    status = {item.id: item.status.value for item in xl_send.status(books, for_publication=True).items}
    frame = seen["kpis"].set_index("id")
    assert {name: frame.loc[name, "status"] for name in frame.index} == {name: status[name] for name in frame.index}
    assert seen["kpi_points"]["actual"].count() <= xl_send.tables(books)["kpi_points"]["actual"].count()
    xl_send.export(books, output=tmp_path, for_publication=True)
    assert "For publication" in json.loads((tmp_path / "datapackage.json").read_text())["description"]


def test_what_could_not_be_read_stands_beside_its_workbook_and_in_the_descriptor(folder: Path, tmp_path: Path) -> None:
    for name in ("transition.xlsx", "outreach.xlsx"):
        book = load_workbook(folder / name)
        if name == "transition.xlsx":
            book["Risks"].title = "Our risks"
        book.save(tmp_path / name)
    why = "the sheet Risks of transition.xlsx was not found (Our risks may be it)"
    assert xl_send.tables(tmp_path)["programmes"].set_index("workbook")["not_read"].fillna("").to_dict() == {
        str(tmp_path / "outreach.xlsx"): "",
        str(tmp_path / "transition.xlsx"): why,
    }
    xl_send.export(tmp_path, output=tmp_path / "tables")
    told = json.loads((tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    assert why[1:] in told["description"]


def test_public_figures_stand_beside_kpis_that_name_their_measure(tmp_path: Path) -> None:
    book: Any = load_workbook(io.BytesIO(example_workbooks()["transition.xlsx"]))
    titles = [cell.value for cell in book["KPIs"][1]]
    book["KPIs"].cell(2, titles.index("Measure") + 1).value = "Plans issued within 20 weeks"
    book["KPIs"].cell(3, titles.index("Measure") + 1).value = "A measure that nobody publishes"
    for row in book["Programme"].iter_rows():
        if row[0].value == "Council":
            row[1].value = "Kent County Council"
    book.save(tmp_path / "t.xlsx")
    figures = tmp_path / "public.csv"
    figures.write_text(
        "Measure,Year,Area,Value,Source\n"
        "Plans issued within 20 weeks,2023,England,50.3%,SEN2\n"
        "plans issued within 20 weeks,2024,England,46.4%,SEN2\n"
        "Plans issued within 20 weeks,2024,Statistical neighbours,44.0%,SEN2\n"
        "Plans issued within 20 weeks,2024,E10000016,c,SEN2\n"
        "Plans issued within 20 weeks,2023,Kent,14.2%,SEN2\n"
    )
    frames = xl_send.tables(tmp_path / "t.xlsx", benchmark=figures)
    kpi = frames["kpis"]["id"].iloc[0]
    found = frames["benchmarks"].set_index("year")
    assert set(found["kpi"]) == {kpi}
    assert found.loc["2024", ["england", "neighbours"]].tolist() == pytest.approx([0.464, 0.44])
    assert found.loc["2023", "authority"] == pytest.approx(0.142)
    assert pd.isna(found.loc["2024", "authority"])
    assert frames["programmes"]["authority"].tolist() == ["E10000016"]
    made = xl_send.export(tmp_path / "t.xlsx", output=tmp_path / "out", benchmark=figures)
    assert any("No benchmark was found for the measure of" in note for note in made.notes)
    assert (tmp_path / "out" / "benchmarks.csv").is_file()
    figures.write_text("Measure,Year,Area,Value\nX,2024,England,many\n")
    with pytest.raises(xl_send.CannotRunError, match="line 2: many is no number"):
        xl_send.tables(tmp_path / "t.xlsx", benchmark=figures)
