"""One slip, one finding that names it: what follows from it is folded under it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cases.answers import Told, ask, causes, findings, new
from cases.workbooks import Return, edited, example, repacked, sheet_part, sound, table_part, with_cells


def one_cause(path: Path) -> Told:
    """The only cause of all that is newly found; the words of `validate` count what follows from it."""
    found = new(path)
    (cause,) = causes(found)
    followers = [item for item in found if item.because_of]
    assert all(follower.because_of == cause.key for follower in followers)
    if followers:
        assert f"and {len(followers)} that follow" in ask("validate", path).words
    return cause


def test_an_as_at_that_was_not_rolled_on_is_one_finding_with_all_else_under_it(tmp_path: Path) -> None:
    path = sound().put("Programme", "As at", "", date(2026, 10, 2)).save(tmp_path)
    cause = one_cause(path)
    assert cause.sheet == "Programme"
    assert cause.severity == "error"
    assert "As at" in cause.fix
    followers = {item.record for item in new(path) if item.because_of}
    assert {"TRN-M06", "TRN-K02 at 31 Oct 2026", "TRN-R01", "STA-D02", "TRN-A04"} <= followers


def test_a_note_typed_under_a_table_is_one_finding_that_calls_it_a_note(tmp_path: Path) -> None:
    made = sound()
    row = made.below("Risks") + 1
    path = made.put("Risks", row, "ID", "NB R03 to be merged with R04 next month").save(tmp_path)
    (cause,) = new(path)
    assert cause.place == ("Risks", f"A{row}")
    assert "holds only a note" in cause.message


def sorted_alone() -> Return:
    """The sound return, its milestones' ids sorted backwards and the other columns left."""
    made = sound()
    first, last = made.row("Milestones", "TRN-M01"), made.row("Milestones", "TRN-M12")
    ids = [str(made.value("Milestones", row, "ID")) for row in range(first, last + 1)]
    for row, item in zip(range(first, last + 1), reversed(ids), strict=True):
        made.put("Milestones", row, "ID", item)
    return made


def test_one_column_sorted_alone_is_one_finding_that_says_so(tmp_path: Path) -> None:
    made = sorted_alone()
    cause = one_cause(made.save(tmp_path))
    assert cause.sheet == "Milestones"
    assert cause.column == "ID"
    assert "sorted" in cause.words


def with_totals_row(folder: Path) -> tuple[Path, str]:
    """The example with the totals row of the Money table switched on, as Excel writes it, and its first cell."""
    made = example()
    row = made.below("Money")
    totals = {"Budget": 234000, "Actual to date": 56700, "Forecast outturn": 230000}
    cells = {f"A{row}": "<is><t>Total</t></is>"}
    for title, value in totals.items():
        place = made.at("Money", row, title)
        cells[place] = f"<f>SUBTOTAL(109,tblMoney[{title}])</f><v>{value}</v>"

    def switched_on(xml: str) -> str:
        xml = re.sub(r' ref="A1:([A-Z]+)\d+" totalsRowShown="0"', rf' ref="A1:\g<1>{row}" totalsRowCount="1"', xml)
        xml = re.sub(r'<autoFilter ref="A1:([A-Z]+)\d+"', rf'<autoFilter ref="A1:\g<1>{row - 1}"', xml)
        xml = xml.replace(' name="ID"', ' name="ID" totalsRowLabel="Total"')
        return re.sub(rf' name="({"|".join(totals)})"', r' name="\g<1>" totalsRowFunction="sum"', xml)

    changes = {sheet_part("Money"): lambda xml: with_cells(xml, cells), table_part("tblMoney"): switched_on}
    return repacked(folder, changes), f"A{row}"


def test_a_tables_own_totals_row_is_one_finding_that_calls_it_a_total(tmp_path: Path) -> None:
    path, first = with_totals_row(tmp_path)
    (cause,) = (item for item in new(path) if item.sheet == "Money")
    assert cause.cell == first
    assert "total" in cause.message.lower()


def test_a_total_typed_under_a_table_is_one_finding_that_calls_it_a_total(tmp_path: Path) -> None:
    made = sound()
    row = made.below("Money")
    made.put("Money", row, "ID", "Total").put("Money", row, "Budget", 234000)
    (cause,) = new(made.put("Money", row, "Forecast outturn", 230000).save(tmp_path))
    assert cause.place == ("Money", f"A{row}")
    assert "total" in cause.message.lower()


@pytest.mark.parametrize(
    ("sheet", "row", "title", "typed", "asked"),
    [
        ("KPIs", "TRN-K02", "ID", "TRN-K12", "Did you mean TRN-K02 (Expectations A4)?"),
        ("Workstreams", "TRN", "Code", "TNR", "Did you mean TRN?"),
        ("Forums", 2, "Forum", "Programme Borad", 'Did you mean "Programme Board"?'),
    ],
)
def test_a_name_mistyped_in_its_own_row_is_one_finding_there(
    sheet: str, row: str | int, title: str, typed: str, asked: str, tmp_path: Path
) -> None:
    made = sound()
    place = made.at(sheet, row, title)
    cause = one_cause(made.put(sheet, row, title, typed).save(tmp_path))
    assert cause.place == (sheet, place)
    assert cause.severity == "error"
    assert cause.fix.startswith(asked)


def messy() -> Return:
    """The sound return with some fifty slips, as returns come in before a board."""
    made = edited(sound(), "messy")
    schools = [made.sheet("Milestones").cell(row, made.column("Milestones", "Schools")).coordinate for row in (8, 9)]
    made.sheet("Milestones").merge_cells(":".join(schools))
    made.add("Actuals", KPI="TRN-K02", Period_end=date(2026, 10, 31), Value=0.24)
    row = made.below("Risks") + 1
    made.put("Risks", row, "ID", "Risks R04 and R05 to be merged")
    row = made.below("Money") + 1
    return made.put("Money", row, "ID", "Total").put("Money", row, "Budget", 234000)


def test_the_list_of_a_messy_return_opens_with_what_to_do_first(tmp_path: Path) -> None:
    answer = ask("validate", messy().save(tmp_path))
    assert answer.code == 1
    lines = [line for line in answer.said.splitlines() if line.strip()]
    dates = "The target date, 31 March 2026, is not after the baseline date, 1 September 2026."
    assert lines[0].startswith(f"First, KPIs J3: {dates} Correct one of the two dates. 4 other findings go with it.")


def test_in_a_messy_return_causes_stand_before_what_follows_from_them(tmp_path: Path) -> None:
    path = messy().save(tmp_path)
    found = findings(path)
    by_key = {item.key: item for item in found}
    followers = [item for item in found if item.because_of]
    assert followers
    words = ask("validate", path).words
    for follower in followers:
        cause = by_key[follower.because_of]
        assert not cause.because_of
        assert follower.message not in words or words.index(cause.message) < words.index(follower.message)


@pytest.mark.parametrize(
    ("sheet", "title", "backwards"),
    [("Meetings", "Papers due", True), ("Meetings", "Meeting date", True), ("Calendar", "To", False)],
)
def test_days_sorted_apart_from_their_rows_are_one_finding_at_their_heading(
    sheet: str, title: str, backwards: bool, tmp_path: Path
) -> None:
    made = sound()
    page, place, last = made.sheet(sheet), made.column(sheet, title), made.below(sheet)
    days = sorted((page.cell(row, place).value for row in range(2, last)), key=str, reverse=backwards)
    for row, day in enumerate(days, 2):
        page.cell(row, place).value = day
    found = new(made.save(tmp_path))
    (cause,) = causes(found)
    assert cause.place == (sheet, page.cell(1, place).coordinate)
    assert "sorted by itself" in cause.message
    assert len(found) > 20
