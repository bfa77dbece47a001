"""What must not leave the owner's workbook leaves it in no output."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cases.answers import ask
from cases.workbooks import Return, example
from files import as_seen

PRIVATE = ("943 476 5919", "12/03/2014", "jo.bloggs@example.org", "nine-year-old with autism", "Child A, Year 9")


def with_private_text() -> Return:
    """The example with what says too much of children in three free texts."""
    made = example("sufficiency")
    told = "NHS number 943 476 5919 and date of birth 12/03/2014 are on file; parent jo.bloggs@example.org."
    made.put("Milestones", "SUF-M06", "Commentary", told)
    made.put("Milestones", "SUF-M08", "Commentary", "A nine-year-old with autism at Larkfield Academy waits for this.")
    return made.put("Risks", "SUF-R06", "Mitigation", "Child A, Year 9, autism, Larkfield Academy, fee £310,000")


def board_page(path: Path, out: Path) -> str:
    ask("report", path, "-o", out)
    return (out / "board-summary.html").read_text(encoding="utf-8")


def word_document(path: Path, out: Path) -> str:
    ask("report", path, "--word", "-o", out)
    with zipfile.ZipFile(next(out.glob("*.docx"))) as package:
        return " ".join(
            re.sub(r"<[^>]+>", "", package.read(part).decode("utf-8"))
            for part in package.namelist()
            if part.endswith(".xml")
        )


def programme_workbook(path: Path, out: Path) -> str:
    out.mkdir()
    ask("consolidate", path.parent, "-o", out / "programme.xlsx")
    pages = as_seen(out / "programme.xlsx").worksheets
    return " ".join(str(value) for page in pages for row in page.iter_rows(values_only=True) for value in row if value)


def changes(path: Path, out: Path) -> str:
    then = example("sufficiency").put("Programme", "As at", "", date(2026, 11, 6)).save(out)
    return "".join(ask("changes", then, path, "--format", form).said for form in ("text", "json", "csv"))


def answers(path: Path, _: Path) -> str:
    verbs = [("validate", form) for form in ("text", "json", "csv", "sarif")]
    verbs += [("status", "text"), ("status", "json"), ("conflicts", "text"), ("conflicts", "json")]
    return "".join(ask(verb, path, "--format", form).said for verb, form in verbs)


WAYS = (board_page, word_document, programme_workbook, changes, answers)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_personal_data_in_free_text_is_withheld(way: Callable[[Path, Path], str], tmp_path: Path) -> None:
    told = way(with_private_text().save(tmp_path / "in"), tmp_path / "out")
    assert not [item for item in PRIVATE if item in told]


def test_the_board_page_says_that_text_was_withheld(tmp_path: Path) -> None:
    assert "withheld" in board_page(with_private_text().save(tmp_path / "in"), tmp_path / "out")


def with_a_nought_as_threshold(folder: Path) -> Path:
    """Two returns: one sets Suppress counts below to 0, the other has a KPI that counts three children."""
    example("early_help").put("Thresholds", "Suppress counts below", "", 0).save(folder)
    made = example("sufficiency")
    made.add(
        "KPIs", ID="SUF-K21", Workstream="SUF", KPI="Placements ordered by the tribunal", Type="Lagging",
        Definition="Counted from the panel record.", Unit="Count", Better_when="Lower", Baseline=40,
        Baseline_date=date(2025, 7, 18), Target=10, Target_date=date(2027, 9, 30), Frequency="Half-termly",
        Owner="Places Planning Manager", Source="Panel record", Reported_RAG="Green", Commentary="As expected.",
        Measures="Snapshot", Counts_children="Yes", Publish="Public",
    )  # fmt: skip
    made.add("Expectations", KPI="SUF-K21", Milestone="SUF-M04", Expected=30)
    for day, value in ((date(2026, 7, 17), 8), (date(2026, 9, 30), 6), (date(2026, 10, 23), 3)):
        made.add("Actuals", KPI="SUF-K21", Period_end=day, Value=value)
    return made.save(folder).parent


def test_nought_in_one_return_does_not_switch_suppression_off(tmp_path: Path) -> None:
    page = board_page(with_a_nought_as_threshold(tmp_path / "in"), tmp_path / "out")
    rows = [re.sub(r"<[^>]+>", "|", row) for row in page.split("<tr") if "SUF-K21" in row]
    assert rows
    assert not [row for row in rows if re.search(r"\|\s*3\s*\||\b3 at 23 October", row)]


def test_no_page_says_where_on_a_computer_the_returns_lie(tmp_path: Path) -> None:
    assert str(tmp_path) not in board_page(with_a_nought_as_threshold(tmp_path / "in"), tmp_path / "out")
