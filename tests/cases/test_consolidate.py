"""Nothing that a return holds is lost or blurred when returns are brought together, by whatever way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

import xl_send
from cases.answers import ask, findings, status
from cases.workbooks import Return, example, sound
from files import as_seen

SHARED = ("Workstream", "KPI", "Type", "Definition", "Unit", "Better when", "Frequency", "Owner", "Source", "Measures",
          "Counts children", "Publish", "Commentary", "Reported RAG", "Benefit type", "Help needed")  # fmt: skip


def shared_kpi(folder: Path, actual: float | None = None) -> Path:
    """Two returns that both list SUF-K03, with large figures that differ a little; one may have a figure alone."""
    owner = example("sufficiency")
    owner.put("KPIs", "SUF-K03", "Baseline", 1500250.25).put("KPIs", "SUF-K03", "Target", 1234567)
    other = example("workforce")
    same = {title: str(owner.value("KPIs", "SUF-K03", title)) for title in SHARED}
    days = {"Baseline date": date(2026, 3, 31), "Target date": date(2028, 3, 31), "Back to green by": date(2027, 6, 30)}
    other.add_row("KPIs", {"ID": "SUF-K03", **same, **days, "Baseline": 1500250.75, "Target": 1234890})
    other.put("KPIs", "SUF-K03", "Publication lag (days)", 30)
    if actual is not None:
        other.add("Actuals", KPI="SUF-K03", Period_end=date(2026, 10, 31), Value=actual)
    owner.save(folder / "returns")
    return other.save(folder / "returns").parent


def everything(path: Path) -> dict[str, str]:
    """Every cell of each sheet as one text."""
    return {
        page.title: " ".join(str(value) for row in page.iter_rows(values_only=True) for value in row if value)
        for page in as_seen(path).worksheets
    }


def test_a_figure_that_only_one_of_two_returns_has_is_kept_or_told(tmp_path: Path) -> None:
    answer = ask("consolidate", shared_kpi(tmp_path, 99999), "-o", tmp_path / "programme.xlsx")
    sheets = {title: text.replace(",", "") for title, text in everything(tmp_path / "programme.xlsx").items()}
    assert [title for title, text in sheets.items() if "99999" in text] == ["Not taken"]
    assert "SUF-K03" in answer.words


def test_differences_in_large_numbers_are_shown_in_full(tmp_path: Path) -> None:
    ask("consolidate", shared_kpi(tmp_path), "-o", tmp_path / "programme.xlsx")
    differences = everything(tmp_path / "programme.xlsx")["Differences"]
    for figure in ("1,234,567", "1,234,890", "1,500,250.25", "1,500,250.75"):
        assert figure in differences


def silenced(folder: Path) -> Path:
    """The example with its rule on evidence silenced."""
    made = example()
    page = made.sheet("Thresholds")
    row = next(number for number in range(1, 60) if page.cell(number, 1).value == "Rule") + 1
    silence: tuple[str | date, ...] = ("MS03", "agreed at board", date(2027, 6, 30))
    for place, value in enumerate(silence, 1):
        page.cell(row, place).value = value
    return made.save(folder)


def test_what_is_silenced_on_the_command_line_is_silenced_from_python(tmp_path: Path) -> None:
    path = silenced(tmp_path)
    told = [(finding.rule, finding.cell) for finding in findings(path)]
    assert "MS03" not in {rule for rule, _ in told}
    assert [(item.rule, item.cell.address) for item in xl_send.validate(xl_send.read(str(path)))] == told


def test_a_workbook_of_another_kind_is_refused_from_python_as_on_the_command_line(tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0].append(["shopping"])
    made.worksheets[0].append(["milk"])
    path = tmp_path / "shopping.xlsx"
    made.save(path)
    answer = ask("validate", path)
    assert answer.code == 2
    assert "another kind" in answer.aside
    with pytest.raises(Exception, match="another kind"):
        xl_send.validate(xl_send.read(str(path)))


def _unread_date(made: Return) -> Return:
    return made.put("Milestones", "TRN-M08", "Last updated", "last week")


def _unread_row(made: Return) -> Return:
    return made.put("Milestones", "TRN-M08", "Baseline date", "tbc")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(_unread_date, "1 cell of Milestones could not be read"), (_unread_row, "1 row of Milestones could not be read")],
)
def test_what_could_not_be_read_is_told_and_ends_in_1(
    spoil: Callable[[Return], Return], told: str, tmp_path: Path
) -> None:
    spoil(sound()).save(tmp_path / "returns")
    answer = ask("consolidate", tmp_path / "returns", "-o", tmp_path / "programme.xlsx")
    assert answer.code == 1
    assert f"Not everything could be read. transition.xlsx: {told}" in answer.words


def test_returns_of_which_everything_was_read_end_in_0(tmp_path: Path) -> None:
    sound().save(tmp_path / "returns")
    answer = ask("consolidate", tmp_path / "returns", "-o", tmp_path / "programme.xlsx")
    assert (answer.code, "could not be read" in answer.words) == (0, False)


def test_what_a_return_lacked_is_the_reason_in_the_programme_workbook_and_makes_nothing_overdue(tmp_path: Path) -> None:
    """A renamed Actual date: reached milestones have no blank forecast there, and kept forecasts have not passed."""
    made = example()
    made.put("Milestones", "TRN-M05", "Forecast date", date(2026, 9, 25))
    made.rename("Milestones", "Actual date", "Achieved on").save(tmp_path / "returns")
    ask("consolidate", tmp_path / "returns", "-o", tmp_path / "programme.xlsx")
    found = status(tmp_path / "programme.xlsx")
    for name in ("TRN-M04", "TRN-M05"):
        assert found.colour(name) == "No data"
        assert "the column Actual date of Milestones of the return of TRN was not found" in found.reason(name)
