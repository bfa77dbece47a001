"""Whom to chase, of which day their last return was, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consolidation.written import returns_of
from statuses import table
from xl_send.consolidation import Return
from xl_send.consolidation.chase import (
    ExpectedWorkstream,
    ReturnCheck,
    came_in,
    carried_words,
    chase_sentence,
    checks_of,
    days_late,
    expected_of,
    missing_words,
    owners_of,
)
from xl_send.consolidation.choice import Chosen, SetAside, SetAsideReason
from xl_send.consolidation.row_sources import NotTaken
from xl_send.consolidation.sources import Sources, returns_table
from xl_send.findings import Cell, Explained, Finding, Severity, Worded
from xl_send.reading.loaded import Refusal

DAY = date(2026, 11, 13)
LIST = "the Returns sheet is the list to chase by."
TRN = {"Code": "TRN", "Workstream": "Transition", "Owner": "A Lead", "Deputy": "A Deputy", "Source workbook": "t.xlsx"}
OUT = {"Code": "OUT", "Workstream": "Outreach", "Owner": "B Lead", "Source workbook": "o.xlsx"}


def streams(*rows: dict[str, str]) -> str:
    return table("Workstreams", *rows)


@pytest.mark.parametrize(
    ("cells", "last"),
    [
        ({}, DAY),
        ({"Carried forward from": "16 Oct 2026"}, date(2026, 10, 16)),
        ({"Without a return": "Yes"}, None),
        ({"Without a return": "Yes", "Carried forward from": "16 Oct 2026"}, None),
        ({"Without a return": "No"}, DAY),
    ],
)
def test_the_last_return_of_a_workstream_is_of_the_day_of_its_workbook_else_of_the_one_carried_forward(
    cells: dict[str, str], last: date | None
) -> None:
    (item,) = returns_of(streams({**TRN, **cells}))
    (found,) = expected_of(item.submission)
    assert (found.code, found.name, found.owner, found.deputy, found.last) == (
        "TRN", "Transition", "A Lead", "A Deputy", last,
    )  # fmt: skip


def test_workstreams_are_expected_in_the_order_of_their_codes() -> None:
    (item,) = returns_of(streams(TRN, OUT))
    assert [(found.code, found.deputy) for found in expected_of(item.submission)] == [("OUT", ""), ("TRN", "A Deputy")]


def test_of_a_workstream_without_return_its_standing_words_are_kept_and_nothing_that_was_reported() -> None:
    (item,) = returns_of(streams({**TRN, "Reported RAG": "Red", "Progress": "All is well", "State": "Paused"}))
    (found,) = expected_of(item.submission)
    assert found.values == {
        "Workstream": "Transition", "Owner": "A Lead", "Deputy": "A Deputy", "Starts": date(2026, 9, 1),
        "Ends": date(2027, 8, 31), "State": "Paused", "Code": "TRN", "Without a return": "Yes",
    }  # fmt: skip
    (active,) = returns_of(streams(TRN))
    assert "State" not in expected_of(active.submission)[0].values
    assert ExpectedWorkstream("ABC").values == {"Code": "ABC", "Without a return": "Yes"}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("trn.xlsx", "trn.xlsx"),
        ("Returns\\trn (as at 16 October 2026).xlsx", "trn.xlsx"),
        ("trn (draft).xlsx", "trn (draft).xlsx"),
    ],
)
def test_a_workstream_came_in_the_file_of_its_return(name: str, file: str) -> None:
    (item,) = returns_of(streams(TRN))
    assert [(found.code, found.file) for found in came_in(replace(item, path=name))] == [("TRN", file)]


def test_owners_are_named_with_their_codes_where_they_differ() -> None:
    assert [owners_of(item) for item in returns_of(streams(TRN))] == [("A Lead", "A Deputy")]
    assert [owners_of(item) for item in returns_of(streams(TRN, {**OUT, "Owner": "A Lead"}))] == [
        ("A Lead", "A Deputy")
    ]
    assert [owners_of(item) for item in returns_of(streams(TRN, {**OUT, "Deputy": "C"}))] == [
        ("A Lead (TRN); B Lead (OUT)", "A Deputy (TRN); C (OUT)")
    ]
    assert [owners_of(item) for item in returns_of(streams(OUT))] == [("B Lead", "")]


@pytest.mark.parametrize(
    ("day", "expected", "late"),
    [
        (DAY, DAY, 0), (date(2026, 11, 12), DAY, 1), (date(2026, 11, 14), DAY, 0), (None, DAY, None), (DAY, None, None),
    ],
)  # fmt: skip
def test_a_return_is_late_by_the_days_before_the_one_expected(
    day: date | None, expected: date | None, late: int | None
) -> None:
    assert days_late(day, expected) == late


def finding(severity: Severity, message: str, because_of: str = "", explained: Explained | None = None) -> Finding:
    cell = Cell("trn.xlsx", "Milestones", "H2")
    return Finding("AB01", severity, cell, Worded(message, "Mend it."), message, because_of, explained)


EXPLAINED = Explained("It is so", "A Lead", None)
ERROR, FOLLOWER = finding(Severity.ERROR, "Wrong."), finding(Severity.ERROR, "Follows.", because_of="Wrong.")
QUERY, ADVICE = finding(Severity.QUERY, "Odd."), finding(Severity.ADVICE, "Might be.")


@pytest.mark.parametrize(
    ("found", "check"),
    [
        ([ADVICE], ReturnCheck()),
        ([QUERY, ADVICE], ReturnCheck(0, 1, "Milestones H2: Odd. Mend it.")),
        ([QUERY, ERROR], ReturnCheck(1, 1, "Milestones H2: Wrong. Mend it.")),
        ([FOLLOWER, ERROR], ReturnCheck(2, 0, "Milestones H2: Wrong. Mend it.")),
        ([QUERY, FOLLOWER], ReturnCheck(1, 1, "Milestones H2: Follows. Mend it.")),
        ([finding(Severity.QUERY, "Odd.", explained=EXPLAINED)], ReturnCheck()),
        ([finding(Severity.ERROR, "Wrong.", explained=EXPLAINED)], ReturnCheck(1, 0, "Milestones H2: Wrong. Mend it.")),
    ],
)
def test_what_is_wrong_with_a_return_is_counted_and_the_first_cause_is_to_be_put_right_first(
    found: list[Finding], check: ReturnCheck
) -> None:
    assert checks_of(found) == {"trn.xlsx": check}


@pytest.mark.parametrize(
    ("owner", "as_at", "came", "words"),
    [
        ("A Lead", "13 Nov 2026", (),
         "No return came: the last one as at 13 November 2026 is carried forward. Ask A Lead for a new one."),
        ("A Lead", "", ("x.xlsx",),
         "No return could be taken (x.xlsx came): the last one is carried forward. Ask A Lead for a new one."),
        ("", "13 Nov 2026", (),
         "No return came: the last one as at 13 November 2026 is carried forward. Ask its owner for a new one."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_return_that_is_carried_forward(
    owner: str, as_at: str, came: tuple[str, ...], words: str
) -> None:
    text = table("Programme", {"As at": as_at}) + streams({**TRN, "Owner": owner})
    (item,) = returns_of(text)
    assert carried_words(item, came) == words


@pytest.mark.parametrize(
    ("expected", "came", "words"),
    [
        (ExpectedWorkstream("TRN", owner="A Lead", last=DAY), (),
         "No return came. The last one was as at 13 November 2026. Ask A Lead for it."),
        (ExpectedWorkstream("TRN"), (), "No return came. Ask its owner for it."),
        (ExpectedWorkstream("TRN"), ("x.xlsx", "y.xlsx"),
         "No return could be taken (x.xlsx and y.xlsx came). Ask its owner for it."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_workstream_without_return(
    expected: ExpectedWorkstream, came: tuple[str, ...], words: str
) -> None:
    assert missing_words(expected, came) == words


@pytest.mark.parametrize(
    ("late", "wrong", "words"),
    [
        (0, 0, ""),
        (1, 0, f"1 return is of an earlier day: {LIST}"),
        (2, 1, f"2 returns are of an earlier day and 1 return has errors to put right: {LIST}"),
        (0, 2, f"2 returns have errors to put right: {LIST}"),
    ],
)  # fmt: skip
def test_how_many_are_to_be_chased(late: int, wrong: int, words: str) -> None:
    assert chase_sentence(late, wrong) == words


def taken(name: str, code: str, **cells: str) -> Return:
    cover = table("Programme", {"As at": "13 Nov 2026", "Template version": "2", **cells})
    (item,) = returns_of(cover + streams({**TRN, "Code": code}) + table("Milestones", {"Workstream": code}))
    return replace(item, path=f"H:/returns/{name}")


def rows(sources: Sources) -> list[dict[str, object]]:
    """The rows of the Returns sheet by title, without what is blank."""
    made = returns_table(sources)
    titles = [column.title for column in made.columns]
    return [{title: cell for title, cell in zip(titles, row, strict=True) if cell not in ("", None)}
            for row in made.rows]  # fmt: skip


def test_the_returns_sheet_tells_first_of_what_did_not_come_then_of_each_file() -> None:
    one, carried, later = taken("trn.xlsx", "TRN"), taken("out.xlsx", "OUT"), taken("old.xlsx", "TRN")
    stranger = SetAside(taken("far.xlsx", "FAR"), one, SetAsideReason.STRANGER, "It is of another council.")
    found = rows(
        Sources(
            Chosen((one, replace(carried, carried=True)), (SetAside(later, one, SetAsideReason.LATER), stranger)),
            (
                Refusal("H:/returns/sta.xlsx", "It cannot be read."),
                Refusal("notes.txt", "It is no workbook.", stray=True),
            ),
            missing=(ExpectedWorkstream("STA", "Statutory", "S Lead", "S Deputy", date(2026, 10, 16)),),
            not_taken=(NotTaken(one.path, "Money", 2, "TRN-F01", "Line: Posts", "Why."),) * 2,
            checks={one.path: ReturnCheck(1, 2, "Milestones H2: Wrong.")},
            as_at=date(2026, 11, 16),
        )
    )
    assert [(row.get("File"), row["What became of it"]) for row in found] == [
        (None, "Missing"), ("trn.xlsx", "Taken"), ("out.xlsx", "Carried forward"), ("old.xlsx", "Set aside"),
        ("far.xlsx", "Refused"), ("sta.xlsx", "Refused"), ("notes.txt", "No return"),
    ]  # fmt: skip
    missing, came, stands, aside, _, refused, stray = found
    who = {"Owner": "S Lead", "Deputy": "S Deputy"}
    assert missing == {
        "What became of it": "Missing", "Workstreams": "STA", "As at": date(2026, 10, 16), **who, "Days late": 31,
        "Why": "No return could be taken (sta.xlsx came). The last one was as at 16 October 2026. Ask S Lead for it.",
    }  # fmt: skip
    assert came == {
        "File": "trn.xlsx", "What became of it": "Taken", "Workstreams": "TRN", "As at": DAY, "Owner": "A Lead",
        "Why": "2 entries were not taken: see the Not taken sheet.", "Prepared by": "Programme Officer",
        "Deputy": "A Deputy", "Days late": 3, "Errors": 1, "Queries": 2, "Put right first": "Milestones H2: Wrong.",
        "Rows read": came["Rows read"], "Rows not read": 0, "Template version": "2", "SHA-256": one.digest,
    }  # fmt: skip
    assert str(stands["Why"]).startswith("No return came: the last one as at 13 November 2026 is carried forward.")
    assert (stands["Errors"], stands["Queries"]) == (0, 0)
    assert "Errors" not in aside
    assert (refused["Workstreams"], refused["Owner"], refused["Deputy"]) == ("STA", "S Lead", "S Deputy")
    assert stray["Why"] == "It is no workbook."


def test_one_entry_that_was_not_taken_is_one_and_what_was_not_checked_has_no_number() -> None:
    one = taken("trn.xlsx", "TRN")
    told = NotTaken(one.path, "Money", 2, "TRN-F01", "Line: Posts", "Why.")
    (row,) = rows(Sources(Chosen((one,), ()), not_taken=(told, told._replace(path="H:/returns/other.xlsx"))))
    assert row["Why"] == "1 entry was not taken: see the Not taken sheet."
    assert "Errors" not in row
    assert "Days late" not in row


@pytest.mark.parametrize(
    ("refused", "why", "left"),
    [
        ((), SetAsideReason.SAME, False), ((), SetAsideReason.LATER, False), ((), SetAsideReason.MADE, False),
        ((), SetAsideReason.CLASH, True), ((), SetAsideReason.STRANGER, True),
        ((Refusal("a.txt", "It is no workbook.", stray=True),), SetAsideReason.SAME, False),
        ((Refusal("a.xlsx", "It cannot be read."),), SetAsideReason.SAME, True),
    ],
)  # fmt: skip
def test_somebody_has_to_see_to_what_clashes_is_of_elsewhere_or_could_not_be_read(
    refused: tuple[Refusal, ...], why: SetAsideReason, left: bool
) -> None:
    one = taken("trn.xlsx", "TRN")
    assert Sources(Chosen((one,), (SetAside(one, one, why),)), refused).left_out is left
