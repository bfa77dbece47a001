"""Governance that moves is told, and what a board must know first goes by its consequence."""

from __future__ import annotations

import pytest

from editing import Edit, after, board, of, with_edits
from xl_send.compare import Change, ChangeKind, Changes, changes_between
from xl_send.compare.changes import Gravity, Weight
from xl_send.compare.order import ChangeSection, section_of


def test_who_answers_for_the_programme_is_told_with_the_programme_once() -> None:
    titles = "Senior responsible owner", "Programme manager"
    found = after(*(("Programme", title, {"Value": "Interim Director"}) for title in titles))
    told = [change for change in found.changes if section_of(change) is ChangeSection.PROGRAMME and change.first]
    assert [change.sentence.partition(" is now")[0] for change in told] == list(titles)
    assert {change.after for change in told} == {"Interim Director"}


def test_the_owners_words_are_told_and_not_first() -> None:
    (change,) = of(after(("Milestones", "SUF-M08", {"Commentary": "Tender pulled: one firm only."})), "SUF-M08")
    assert change.sentence == 'Commentary is now "Tender pulled: one firm only."; it was "On plan.".'
    assert section_of(change) is ChangeSection.WORKSTREAM


def first(found: Changes) -> list[str]:
    """The rows to be known first, in their order."""
    return list(dict.fromkeys(item.record for item in found.changes if section_of(item) is ChangeSection.FIRST))


def test_what_to_know_first_goes_by_consequence() -> None:
    found = after(
        ("Risks", "TRN-R02", None),
        ("Risks", "SUF-R06", {"Response": "Tolerate"}),
        ("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}),
        ("Money", "SUF-F01", {"Forecast outturn": "5000000"}),
        ("KPIs", "SUF-K04", {"Target": "1"}),
        ("Milestones", "SUF-M08", {"Fixed date": "Yes", "Forecast date": "30 Apr 2027"}),
    )
    assert [name for name in first(found) if name in NAMED] == list(NAMED)
    weights = {item.record: item.weight.of for item in found.changes if item.record in NAMED and item.first}
    assert weights["TRN-R02"] is Gravity.REMOVED


@pytest.mark.parametrize(("kpi", "short"), [("SUF-K04", 1.0), ("TRN-K01", 0.0)])
def test_a_count_of_children_weighs_by_how_far_it_falls_short_and_not_at_all_where_it_does_not(
    kpi: str, short: float
) -> None:
    (change,) = (item for item in of(after(("KPIs", kpi, {"Target date": "30 Jun 2028"})), kpi) if item.first)
    assert change.weight == Weight(Gravity.CHILDREN, short)


NAMED = ("SUF-M08", "SUF-K04", "SUF-F01", "TRN-M07", "SUF-R06", "TRN-R02")


@pytest.mark.parametrize(("outturn", "is_first"), [("694000", False), ("694000.01", True)])
def test_money_that_is_much_worse_is_known_first(outturn: str, is_first: bool) -> None:
    (change,) = _moneys(after(("Money", "EHP-F03", {"Forecast outturn": outturn})))
    assert change.first is is_first


def _moneys(found: Changes) -> list[Change]:
    return [change for change in of(found, "EHP-F03") if change.what is ChangeKind.MONEY]


@pytest.mark.parametrize(("forecast", "is_first"), [("18 Jan 2027", False), ("19 Jan 2027", True)])
def test_a_key_milestone_later_by_more_than_stays_green_is_known_first(forecast: str, is_first: bool) -> None:
    then: Edit = ("Milestones", "TRN-M08", {"Forecast date": "11 Jan 2027", "Key": "Yes"})
    now: Edit = ("Milestones", "TRN-M08", {"Forecast date": forecast, "Key": "Yes"})
    found = changes_between(board(with_edits([then])), board(with_edits([now])))
    (moved,) = [item for item in of(found, "TRN-M08") if item.what is ChangeKind.FORECAST_MOVED]
    assert moved.first is is_first
