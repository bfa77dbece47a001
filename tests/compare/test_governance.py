"""Governance that moves is told, and what a board must know first goes by its consequence."""

from __future__ import annotations

import pytest

from editing import Edit, after, board, of, with_edits
from xl_send.compare import Change, ChangeKind, Changes, changes_between
from xl_send.compare.changes import Gravity, Weight
from xl_send.compare.order import ChangeSection, section_of

GOVERNANCE: tuple[tuple[Edit, ChangeKind, str], ...] = (
    (("Milestones", "SUF-M07", {"Forum": "Programme Board"}), ChangeKind.DECISION,
     "Forum is now Programme Board, was Cabinet."),
    (("Milestones", "SUF-M07", {"Decision needed": "Assurance"}), ChangeKind.DECISION,
     "Decision needed is now Assurance, was Key decision."),
    (("Milestones", "SUF-M08", {"Depends on": "SUF-M07"}), ChangeKind.DEPENDS,
     "Depends on is now SUF-M07, was SUF-M07+20 and EHP-M08."),
    (("Milestones", "SUF-M06", {"Owner": "Head of Property"}), ChangeKind.OWNER,
     "Owner is now Head of Property, was Places Planning Manager."),
    (("Milestones", "SUF-M06", {"Back to green by": "30 Apr 2027"}), ChangeKind.BACK_TO_GREEN,
     "Back to green by moved from 4 January 2027 to 30 April 2027, 82 working days later."),
    (("KPIs", "SUF-K02", {"Back to green by": "1 Sep 2027"}), ChangeKind.BACK_TO_GREEN,
     "Back to green by moved from 4 January 2027 to 1 September 2027, 167 working days later."),
    (("Risks", "SUF-R06", {"Response": "Tolerate"}), ChangeKind.TREATMENT, "Response is now Tolerate, was Treat."),
    (("Risks", "SUF-R06", {"Action due": "30 Jun 2027"}), ChangeKind.TREATMENT,
     "Action due moved from 29 January 2027 to 30 June 2027, 104 working days later."),
    (("Risks", "SUF-R06", {"Owner": "Places Planning Manager"}), ChangeKind.OWNER,
     "Owner is now Places Planning Manager, was Head of SEND Commissioning."),
    (("KPIs", "SUF-K01", {"Counts children": "No"}), ChangeKind.CELL, "Counts children is now No, was Yes."),
    (("Issues and decisions", "TRN-A03", {"Needed by": "2 Dec 2027"}), ChangeKind.NEED_MOVED,
     "Needed by moved from 3 December 2026 to 2 December 2027, 249 working days later."),
    (("Issues and decisions", "TRN-A03", {"Forum": "Transition Group"}), ChangeKind.DECISION,
     "Forum is now Transition Group, was Programme Board."),
    (("Workstreams", "SUF", {"Owner": "Somebody else"}), ChangeKind.OWNER,
     "Sufficiency of local places: Owner is now Somebody else, was Head of SEND Commissioning."),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "kind", "sentence"), GOVERNANCE, ids=[sentence for _, _, sentence in GOVERNANCE])
def test_governance_is_told_first(edit: Edit, kind: ChangeKind, sentence: str) -> None:
    found = of(after(edit), edit[1])
    assert (kind, sentence, ChangeSection.FIRST) in [(item.what, item.sentence, section_of(item)) for item in found]


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


def test_a_cost_is_told_in_pounds() -> None:
    (change,) = of(after(("Resources", "TRN-P01", {"Cost (pounds)": "12345.5"})), "TRN-P01")
    assert change.sentence == "Cost (pounds) is now £12,345.50, was £74,000."


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


CAUSES: tuple[tuple[Edit, str, str], ...] = (
    (("Milestones", "SUF-M07", {"Forum": "Programme Board", "Decision needed": "Assurance"}), "SUF-M07",
     "its Forum and its Decision needed"),
    (("Actuals", "SUF-K02 23 Oct 2026", {"Value": "140"}), "SUF-K02", "another figure given for 23 October 2026"),
    (("Actuals", "TRN-K02 new", {"KPI": "TRN-K02", "Period end": "12 Nov 2026", "Value": "50%"}), "TRN-K02",
     "its figure at 12 November 2026"),
    (("Thresholds", "Milestone amber within (working days)", {"Value": "100"}), "SUF-M06", "the thresholds or"),
    (("Programme", "As at", {"Value": "20 Nov 2026"}), "SUF-A04",
     "the date, now 20 November 2026; nothing in its row did"),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "record", "cause"), CAUSES, ids=[cause for _, _, cause in CAUSES])
def test_a_colour_change_tells_what_moved_it(edit: Edit, record: str, cause: str) -> None:
    colours = {ChangeKind.COLOUR_BETTER, ChangeKind.COLOUR_WORSE, ChangeKind.COLOUR_OTHER}
    (told,) = [item.sentence for item in of(after(edit), record) if item.what in colours]
    assert f"What moved it: {cause}" in told
