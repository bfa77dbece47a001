from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

import xl_send
from files import example_in
from known.on_demand import load_workbook
from office.lint import faults
from packages import parts_of
from xl_send.analysis.words.periods import following
from xl_send.output.text.files import next_text
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import example_workbooks


@pytest.fixture
def last(tmp_path: Path) -> Path:
    return example_in(tmp_path, "transition.xlsx") / "transition.xlsx"


def commentaries(programme: Programme) -> list[str]:
    said = [row.commentary for row in programme.each(Milestone)] + [row.commentary for row in programme.each(Kpi)]
    return [text for text in said if text]


def test_the_dates_are_rolled_on_by_a_period_and_the_period_is_the_next(last: Path) -> None:
    (begun,) = xl_send.next_return(last).returns
    cover = xl_send.read(begun.path).submissions[0].cover
    assert begun.path == last.parent / "next" / "transition.xlsx"
    assert (cover.previous, cover.as_at, cover.period) == (date(2026, 11, 13), date(2027, 1, 4), "Autumn 2 2026")


def test_returns_begun_for_several_days_are_said_to_be(last: Path) -> None:
    book = load_workbook(last)
    (cell,) = (row[1] for row in book["Programme"].iter_rows() if row[0].value == "As at")
    cell.value = date(2026, 10, 16)
    book.save(last.with_name("older.xlsx"))
    told = next_text(xl_send.next_return(last.parent))
    assert "They are not all for one day: 30 October 2026 and 4 January 2027. To begin all for one: --as-at" in told
    assert "not all for one day" not in next_text(
        xl_send.next_return(last.parent, as_at="4 January 2027", output=last.parent / "b")
    )


@pytest.mark.parametrize(
    ("sheet", "title", "told"),
    [
        ("Risks", "", "The sheet Risks of transition.xlsx was not found (Our risks may be it)."),
        ("Milestones", "Commentary", "The column Commentary of Milestones was not found (Comentary may be it)."),
    ],
)
def test_what_is_not_found_under_its_name_is_told_and_not_rolled_on(
    last: Path, sheet: str, title: str, told: str
) -> None:
    book = load_workbook(last)
    if title:
        (cell,) = (cell for cell in book[sheet][1] if cell.value == title)
        cell.value = "Comentary"
    else:
        book[sheet].title = f"Our {sheet.lower()}"
    book.save(last)
    made = xl_send.next_return(last)
    assert f"{told} It stays as it is: nothing of it is rolled on." in next_text(made)
    assert made.errors_found()


def test_what_was_said_last_time_is_put_aside_and_its_cells_are_blank(last: Path) -> None:
    before = xl_send.read(last)
    (begun,) = xl_send.next_return(last, as_at="2027-01-15").returns
    after = xl_send.read(begun.path)
    aside = load_workbook(begun.path)["Last time"]
    said = {row[4] for row in aside.iter_rows(values_only=True)}
    assert commentaries(before)
    assert set(commentaries(before)) <= said
    assert commentaries(after) == []
    was, now = (next(iter(found.each(Workstream))) for found in (before, after))
    assert (now.progress, now.next_period, now.reason) == (None, None, None)
    assert (now.owner, now.reported) == (was.owner, was.reported)


def test_every_other_part_and_row_stays_as_it_is(last: Path) -> None:
    original = last.read_bytes()
    (begun,) = xl_send.next_return(last).returns
    old, new = parts_of(last), parts_of(begun.path)
    changed = {name for name, content in old.items() if new.get(name) != content}
    titles = load_workbook(last, read_only=True).sheetnames
    touched = {f"xl/worksheets/sheet{titles.index(title) + 1}.xml" for title in SAID_ANEW}
    assert last.read_bytes() == original
    assert changed - touched <= {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
    }
    assert {item.id for item in xl_send.status(last).items} == {
        item.id for item in xl_send.status(begun.path, as_at="2026-11-13").items
    }


LISTS = {
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "xl/styles.xml",
}
SHEETS = {"Milestones", "Risks", "Interdependencies", "Issues and decisions"}
SAID_ANEW = ("Programme", "Workstreams", "Milestones", "KPIs")


def test_the_next_return_is_a_sound_workbook_that_works_itself_out_anew(last: Path) -> None:
    (begun,) = xl_send.next_return(last, archive=True).returns
    assert not faults(begun.path.name, begun.path.read_bytes())
    assert b'fullCalcOnLoad="1"' in parts_of(begun.path)["xl/workbook.xml"]


def test_the_archive_takes_what_is_done_with_and_nothing_that_is_named_by_what_stays(last: Path) -> None:
    before = xl_send.read(last)
    (begun,) = xl_send.next_return(last, archive=True).returns
    after = xl_send.read(begun.path)
    gone = {record.label for kind in before.submissions[0].records.values() for record in kind} - {
        record.label for kind in after.submissions[0].records.values() for record in kind
    }
    rows = list(load_workbook(begun.path)["Archive"].iter_rows(values_only=True))
    assert gone
    assert gone == {row[2] for row in rows if row[1] in SHEETS}
    assert len(gone) == begun.rolled.archived
    unknown = {finding.rule for finding in xl_send.validate(begun.path).findings} & {"RF01", "RF02"}
    assert not unknown


def test_an_archive_is_added_to(last: Path) -> None:
    (first,) = xl_send.next_return(last, archive=True).returns
    book = load_workbook(first.path)
    risks = book["Risks"]
    titles = [cell.value for cell in risks[1]]
    for row in risks.iter_rows(min_row=2):
        if row[0].value:
            row[titles.index("Status")].value = "Closed"
    book.save(first.path)
    before = [row for row in book["Archive"].iter_rows(values_only=True) if row[2]]
    (second,) = xl_send.next_return(first.path, archive=True, as_at="2027-02-26").returns
    after = [row for row in load_workbook(second.path)["Archive"].iter_rows(values_only=True) if row[2]]
    assert after[: len(before)] == before
    assert len(after) > len(before)


def test_a_next_return_is_never_written_over(last: Path) -> None:
    (first,) = xl_send.next_return(last).returns
    content = first.path.read_bytes()
    (second,) = xl_send.next_return(last).returns
    assert second.path.name == "transition (2).xlsx"
    assert first.path.read_bytes() == content


@pytest.mark.parametrize(
    ("as_at", "told"), [("2026-11-13", "must be later"), ("2026-11-12", "must be later"), ("2026-11-14", "")]
)
def test_the_next_as_at_is_after_the_last(last: Path, as_at: str, told: str) -> None:
    if not told:
        assert xl_send.next_return(last, as_at=as_at).returns
        return
    with pytest.raises(xl_send.Error, match=told):
        xl_send.next_return(last, as_at=as_at)


def test_without_a_previous_as_at_the_date_is_asked_for_and_others_go_on(last: Path) -> None:
    other = last.with_name("first.xlsx")
    book = load_workbook(io.BytesIO(example_workbooks()["outreach.xlsx"]))
    for row in book["Programme"].iter_rows():
        if row[0].value == "Previous as at":
            row[1].value = None
    book.save(other)
    made = xl_send.next_return(last, other)
    assert [item.path.name for item in made.returns] == ["transition.xlsx"]
    assert "--as-at" in made.refused[0].sentence
    assert made.errors_found()


def test_from_a_programme_workbook_one_is_begun_for_each_return_in_it(tmp_path: Path) -> None:
    returns = tmp_path / "returns"
    example_in(returns, "transition.xlsx", "outreach.xlsx")
    whole = load_workbook(returns / "outreach.xlsx")
    whole["Risks"]["AZ1"], whole["Risks"]["AZ2"] = "Our note", "Ask finance"
    whole.save(returns / "outreach.xlsx")
    xl_send.consolidate(returns, output=tmp_path / "programme.xlsx")
    made = xl_send.next_return(tmp_path / "programme.xlsx", as_at="2027-01-15").returns
    assert [item.path.name for item in made] == ["outreach.xlsx", "transition.xlsx"]
    for item in made:
        was, now = (xl_send.read(path).submissions[0] for path in (returns / item.path.name, item.path))
        assert now.codes == was.codes
        assert not now.programme_edition
        assert (now.cover.as_at, now.cover.previous) == (date(2027, 1, 15), date(2026, 11, 13))
        for kind in (Milestone, Kpi, Risk, Actual, Resource, Interdependency, Meeting):
            assert sorted(row.label for row in now.all(kind)) == sorted(row.label for row in was.all(kind)), kind
        assert commentaries(Programme((now,))) == []
        assert not faults(item.path.name, item.path.read_bytes())
    risks = load_workbook(made[0].path)["Risks"]
    assert [risks.cell(row, risks.max_column).value for row in (1, 2)] == ["Our note", "Ask finance"]


def test_a_file_that_is_no_return_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("not a workbook")
    with pytest.raises(xl_send.Error, match=r"notes\.xlsx"):
        xl_send.next_return(path)


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ("Autumn 1 2026", "Autumn 2 2026"),
        ("Autumn 2 2026", "Spring 1 2027"),
        ("Summer 2 2026-27", "Autumn 1 2027-28"),
        ("Autumn 2 2026-27", "Spring 1 2026-27"),
        ("summer term 2026/27", "autumn term 2027/28"),
        ("Spring 2026", "Summer 2026"),
        ("Q4 2026-27", "Q1 2027-28"),
        ("Q3 2026-27", "Q4 2026-27"),
        ("November 2026", "December 2026"),
        ("Dec 2026", "Jan 2027"),
        ("October 2026 to November 2026", ""),
        ("Board 3", ""),
    ],
)
def test_the_period_after_one_is_named_as_that_is(period: str, after: str) -> None:
    assert following(period) == after
