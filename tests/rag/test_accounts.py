from __future__ import annotations

import pytest

from statuses import only, rated, read, table
from xl_send.rag.rollup import programme_status
from xl_send.results import AspectName, Item, Status

OUT = """
out.xlsx Programme:
| As at |
| --- |
| {as_at} |

out.xlsx Workstreams:
| Code | State |
| --- | --- |
| OUT | {state} |
"""


def accounts(receiver: dict[str, str], giver: dict[str, str], as_at: str = "13 Nov 2026", state: str = "") -> Item:
    """One handover by two accounts: TRN receives in return.xlsx, OUT gives in out.xlsx."""
    text = table("Interdependencies", {"ID": "TRN-D01", **receiver}) + OUT.format(as_at=as_at, state=state)
    return only(text + in_out("Interdependencies", {"ID": "TRN-D01", **giver}), "TRN-D01")


def in_out(sheet: str, *rows: dict[str, str]) -> str:
    return table(sheet, *rows).replace(f"{sheet}:", f"out.xlsx {sheet}:")


def test_two_accounts_are_one_item_of_the_receiver_and_count_for_the_giver_too() -> None:
    found = accounts({}, {"Forecast": "18 Nov 2026"})
    assert (found.workstream, found.also) == ("TRN", "OUT")
    assert [account.cell.workbook for account in found.accounts] == ["out.xlsx", "return.xlsx"]
    assert found.record.workbook == "return.xlsx"


def test_the_need_is_the_receivers_word_and_the_promise_the_givers() -> None:
    receiver = {"Needed by": "1 Dec 2026", "Forecast": "16 Nov 2026", "Receiver agrees": "Yes", "Giver agrees": "No"}
    giver = {"Needed by": "29 Jan 2027", "Forecast": "2 Dec 2026", "Receiver agrees": "No", "Giver agrees": "Yes"}
    found = accounts(receiver, giver)
    assert found.reason == "1 working day too late: expected 2 December 2026, needed by 1 December 2026"
    assert [account.own_status for account in found.accounts] == [Status.GREEN, Status.AMBER]
    assert found.own.status is Status.AMBER
    assert [account.facts["float"] for account in found.accounts] == [39, 11]


def test_delivered_is_the_givers_word_and_accepted_the_receivers() -> None:
    day = "2 Nov 2026"
    assert accounts({"Accepted": day}, {"Delivered": day}).status is Status.COMPLETE
    assert accounts({"Delivered": day}, {"Accepted": day}).status is Status.NO_DATA
    assert accounts({}, {"Delivered": day, "Accepted": day}).status is Status.AMBER


def test_agreement_is_each_partys_own_word() -> None:
    date = {"Forecast": "16 Nov 2026"}
    agreed = accounts({"Giver agrees": "No"}, {**date, "Receiver agrees": "No"})
    refused = accounts({"Receiver agrees": "No"}, {**date, "Giver agrees": "No"})
    assert agreed.status is Status.GREEN
    assert refused.rating.in_brief == "not agreed by the giver and not agreed by the receiver"


def test_the_givers_milestone_counts_by_its_own_workbook() -> None:
    milestone = in_out("Milestones", {"ID": "OUT-M01", "Workstream": "OUT", "Forecast date": "18 Dec 2026"})
    sheets = table("Interdependencies", {"ID": "TRN-D01", "Giver milestone": "OUT-M01", "Promised for": "1 Dec 2026"})
    found = rated(sheets + OUT.format(as_at="13 Nov 2026", state="") + milestone)["TRN-D01"]
    assert found.reason.startswith("5 working days too late: expected 18 December 2026")
    assert found.own.facts["effective"] != found.rating.facts["effective"]  # the row alone knows the promise only
    assert found.rating.cells[1].workbook == "out.xlsx"


def test_the_givers_milestone_comes_no_earlier_than_what_it_waits_for() -> None:
    """It says 20 November, and waits for what comes on 18 December."""
    given = {"ID": "OUT-M01", "Workstream": "OUT", "Forecast date": "20 Nov 2026", "Depends on": "OUT-M02"}
    waits_for = {"ID": "OUT-M02", "Workstream": "OUT", "Forecast date": "18 Dec 2026"}
    sheets = table("Interdependencies", {"ID": "TRN-D01", "Giver milestone": "OUT-M01", "Promised for": "20 Nov 2026"})
    found = rated(sheets + OUT.format(as_at="13 Nov 2026", state="") + in_out("Milestones", given, waits_for))
    assert found["TRN-D01"].reason.startswith("5 working days too late: expected 18 December 2026")


@pytest.mark.parametrize(
    ("as_at", "status"), [("13 Nov 2026", Status.AMBER), ("2 Nov 2026", Status.AMBER), ("1 Nov 2026", Status.NO_DATA)]
)
def test_a_delivery_after_the_givers_own_as_at_date_is_not_given(as_at: str, status: Status) -> None:
    assert accounts({}, {"Delivered": "2 Nov 2026"}, as_at).status is status


@pytest.mark.parametrize(("as_at", "status"), [("16 Nov 2026", Status.GREEN), ("17 Nov 2026", Status.RED)])
def test_an_account_is_held_to_its_own_workbooks_date(as_at: str, status: Status) -> None:
    """The forecast of 16 November has not passed for a return of that day, whatever the other's date."""
    assert accounts({}, {"Forecast": "16 Nov 2026"}, as_at).status is status


@pytest.mark.parametrize(("delivered", "own"), [("2 Nov 2026", Status.AMBER), ("", Status.NO_DATA)])
def test_the_givers_own_account_need_not_say_when_it_is_needed(delivered: str, own: Status) -> None:
    found = accounts({}, {"Needed by": "", "Delivered": delivered, "Forecast": "16 Nov 2026"})
    assert found.accounts[0].own_status is own
    assert found.status is not Status.NO_DATA


def test_where_only_the_giver_was_read_its_account_serves() -> None:
    giver = {"ID": "OUT-D01", "Giver": "TRN", "Receiver": "OUT", "Forecast": "16 Nov 2026"}
    found = only(table("Interdependencies", giver), "OUT-D01")
    assert (found.status, found.workstream, found.also) == (Status.GREEN, "OUT", "TRN")
    assert {aspect.of for aspect in programme_status(read(table("Interdependencies", giver))).aspects} == {
        "TRN",
        "programme",
    }


def test_an_account_in_a_workbook_without_an_as_at_date_is_not_heard() -> None:
    text = table("Interdependencies", {"ID": "TRN-D01"}) + OUT.format(as_at="", state="")
    found = only(text + in_out("Interdependencies", {"ID": "TRN-D01", "Forecast": "16 Nov 2026"}), "TRN-D01")
    assert found.status is Status.NO_DATA
    assert len(found.accounts) == 1


def test_what_waits_for_a_handover_that_a_workbook_without_an_as_at_date_may_tell_of_is_not_known() -> None:
    """Every cell was read, and yet that workbook's account is not heard."""
    waits = table("Milestones", {"ID": "TRN-M01"}, {"ID": "TRN-M02", "Depends on": "TRN-M01"})
    handover = table("Interdependencies", {"ID": "TRN-D01", "Receiver milestone": "TRN-M01"})
    found = read(waits + handover + OUT.format(as_at="", state=""))
    told = {item.id: item for item in programme_status(found).items}
    assert [told[name].status for name in ("TRN-M01", "TRN-M02")] == [Status.NO_DATA] * 2
    assert "out.xlsx has no As at date" in told["TRN-M02"].reason


def test_a_paused_giver_does_not_take_the_need_away() -> None:
    assert accounts({}, {"Forecast": "18 Dec 2026"}, state="Withdrawn").status is Status.RED


def test_external_givers_have_no_workstream() -> None:
    text = table("Interdependencies", {"ID": "TRN-D01", "Giver": "External", "Forecast": "16 Nov 2026"})
    assert only(text, "TRN-D01").also == ""


def test_a_handover_within_one_workbook_is_one_account() -> None:
    text = table("Interdependencies", {"ID": "TRN-D01"}) + table("Workstreams", {"Code": "TRN"}, {"Code": "OUT"})
    found = only(text, "TRN-D01")
    assert (len(found.accounts), found.also) == (1, "OUT")


def test_a_handover_counts_in_both_parties_aspects_and_once_in_the_programme() -> None:
    text = table("Interdependencies", {"ID": "TRN-D01"}) + table("Workstreams", {"Code": "TRN"}, {"Code": "OUT"})
    counts = {
        aspect.of: dict(aspect.counts)
        for aspect in programme_status(read(text)).aspects
        if aspect.aspect is AspectName.INTERDEPENDENCIES
    }
    assert counts == {of: {Status.NO_DATA: 1} for of in ("OUT", "TRN", "programme")}


@pytest.mark.parametrize(("as_at", "why"), [("", "out.xlsx has no As at date that can be read"), ("13 Nov 2026", "")])
def test_the_account_of_a_return_without_a_date_is_not_known(as_at: str, why: str) -> None:
    found = accounts({}, {"Forecast": "16 Nov 2026"}, as_at=as_at)
    assert (found.status is Status.NO_DATA) is bool(why)
    assert why in found.reason
