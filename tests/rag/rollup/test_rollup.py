from __future__ import annotations

import pytest

from statuses import aspect, read, table
from xl_send.rag.rollup import programme_status
from xl_send.results import Aspect, AspectName, Status

DELIVERY, BENEFITS, RISKS = AspectName.DELIVERY, AspectName.BENEFITS, AspectName.RISKS
OVERALL = AspectName.OVERALL

# A forecast that earns each colour of a milestone planned for 11 December 2026.
FORECAST = {"Red": "14 Jan 2027", "Amber": "13 Jan 2027", "Green": "11 Dec 2026"}
FIGURE = {"Red": "50", "Amber": "110", "Green": "120", "No data": ""}
SCORE = {"Red": "5", "Amber": "3", "Green": "1"}


def milestones(*states: str) -> str:
    """Milestones in a few letters: `Red` is a key one, `red` one that is not; Complete, Not due and Paused as named."""
    rows = []
    for number, state in enumerate(states, 1):
        colour = FORECAST.get(state.capitalize(), "")
        rows.append(
            {
                "ID": f"TRN-M{number:02}", "Key": "Yes" if state[0].isupper() else "No", "Forecast date": colour,
                "Actual date": "12 Nov 2026" if state == "Complete" else "14 Nov 2026" if state == "No data" else "",
                "Baseline date": "11 Dec 2026", "State": "Paused" if state == "Paused" else "",
            }
        )  # fmt: skip
        if state == "Paused":
            rows[-1]["Forecast date"] = "11 Dec 2026"
    return table("Milestones", *rows)


def kpis(*states: str, leads_to: str = "") -> str:
    """KPIs of these colours; those in small letters lead to the KPI named."""
    ids = [f"TRN-K{number:02}" for number in range(1, len(states) + 1)]
    rows = [
        {"ID": name, "Type": "Lagging" if state[0].isupper() else "Leading",
         "Leads to": "" if state[0].isupper() else leads_to}
        for name, state in zip(ids, states, strict=True)
    ]  # fmt: skip
    points = [{"KPI": name, "Measured on": "30 Sep 2026"} for name in ids]
    figures = [{"KPI": name, "Value": FIGURE[state.capitalize()]} for name, state in zip(ids, states, strict=True)]
    return table("KPIs", *rows) + table("Expectations", *points) + table("Actuals", *figures)


def risks(*rows: dict[str, str]) -> str:
    """Risks that are Red unless they say otherwise."""
    base = {
        "Likelihood": "5", "Impact": "5", "Owner": "Lead", "Action due": "14 Nov 2026", "Response": "Treat",
        "Mitigation": "Visits", "Mitigation kind": "Process", "Proximity": "Later",
    }  # fmt: skip
    return table("Risks", *({"ID": f"TRN-R{number:02}", **base, **row} for number, row in enumerate(rows, 1)))


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (("Red", "Green", "Green", "Green"), Status.RED),
        (("red", "Green", "Green", "Green"), Status.AMBER),
        (("amber", "Green", "Green", "Green"), Status.GREEN),
        (("Amber", "Green", "Green", "Green"), Status.AMBER),
        (("red", "Green", "Green"), Status.RED),  # a third of the coloured
        (("red", "red", "Green", "Green", "Green", "Green", "Green"), Status.AMBER),
        (("red", "red", "Green", "Green", "Green", "Green"), Status.RED),
        (("red", "amber", "Green", "Green"), Status.AMBER),  # a quarter each
        (("amber", "amber", "Green", "Green", "Green", "Green"), Status.AMBER),
        (("red", "Complete", "Complete", "Complete"), Status.AMBER),  # what is complete is among them
        (("red", "Complete", "Complete"), Status.RED),
        (("red", "No data", "Green", "Green"), Status.RED),  # what has no data is not
        (("amber", "amber", "red"), Status.RED),
        (("red",), Status.RED),
    ],
)
def test_a_milestone_that_is_not_key_counts_one_step_better_unless_a_third_share_its_colour(
    states: tuple[str, ...], status: Status
) -> None:
    assert aspect(milestones(*states), DELIVERY).status is status


def test_a_milestone_that_does_not_say_whether_it_is_key_is_not_softened() -> None:
    rows = [{"ID": f"TRN-M{number}", "Forecast date": FORECAST["Green"], "Key": "Yes"} for number in range(2, 9)]
    unsaid = {"ID": "TRN-M1", "Forecast date": FORECAST["Red"], "Key": ""}
    assert aspect(table("Milestones", unsaid, *rows), DELIVERY).status is Status.RED


@pytest.mark.parametrize(
    ("states", "leads_to", "status"),
    [
        (("red", "Green", "Green", "Green"), "TRN-K02", Status.AMBER),
        (("amber", "Green", "Green", "Green"), "TRN-K02", Status.GREEN),
        (("red", "Green", "Green", "Green"), "", Status.RED),
        (("red", "Green", "Green", "Green"), "TRN-K09", Status.RED),
        (("red", "Green", "Green", "Green", "No data"), "TRN-K05", Status.RED),  # nothing shows the outcome
        (("red", "Green", "Green"), "TRN-K02", Status.RED),
    ],
)
def test_a_leading_kpi_counts_one_step_better_while_the_one_it_leads_to_is_coloured(
    states: tuple[str, ...], leads_to: str, status: Status
) -> None:
    assert aspect(kpis(*states, leads_to=leads_to), BENEFITS).status is status


def test_a_lagging_kpi_is_not_softened() -> None:
    text = kpis("Red", "Green", "Green", "Green").replace("| Lagging |  |", "| Lagging | TRN-K02 |")
    assert aspect(text, BENEFITS).status is Status.RED


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (("Green", "No data"), Status.GREEN),  # half
        (("Green", "No data", "No data"), Status.NO_DATA),
        (("Amber", "No data", "No data"), Status.NO_DATA),
        (("Red", "No data", "No data"), Status.RED),
        (("No data",), Status.NO_DATA),
        (("Green", "Complete", "Complete", "No data", "No data"), Status.NO_DATA),  # of three that can be rated
        (("Complete", "Complete"), Status.COMPLETE),
        (("Complete", "Paused"), Status.NOT_RATED),
        (("Paused",), Status.NOT_RATED),
        (("Complete", "Green"), Status.GREEN),
        ((), Status.NOT_RATED),
    ],
)
def test_an_aspect_without_enough_data_says_so(states: tuple[str, ...], status: Status) -> None:
    assert aspect(milestones(*states), DELIVERY).status is status


def test_a_red_that_is_softened_does_not_hold_off_no_data() -> None:
    states = ("red", "Green", "Green", "Green", *["No data"] * 5)
    assert aspect(milestones(*states), DELIVERY).status is Status.NO_DATA


def test_an_aspect_in_which_something_is_not_due_is_not_due() -> None:
    later = table("Workstreams", {"Starts": "4 Jan 2027"})
    assert aspect(milestones("Complete", "Green") + later, DELIVERY).status is Status.NOT_DUE


def test_counts_are_unsoftened_and_the_share_without_data_is_told() -> None:
    found = aspect(milestones("red", "Green", "Green", "Green", "No data", "Complete"), DELIVERY)
    assert dict(found.counts) == {Status.RED: 1, Status.GREEN: 3, Status.COMPLETE: 1, Status.NO_DATA: 1}
    assert found.without_data == 0.2
    assert found.note == "TRN-M01 is Red and counts Amber, because it is not a key milestone"


def test_drivers_are_the_items_at_the_aspects_colour_after_softening() -> None:
    found = aspect(milestones("Amber", "red", "Green", "Green", "Green", "Green", "Green", "amber"), DELIVERY)
    assert (found.status, found.drivers) == (Status.AMBER, ("TRN-M02", "TRN-M01"))
    assert found.sentence == "Amber because TRN-M02 (21 working days late) and TRN-M01 (20 working days late)"


def test_a_sentence_names_the_first_few_drivers() -> None:
    found = aspect(milestones(*["Red"] * 7), DELIVERY)
    assert len(found.drivers) == 7
    assert found.sentence.endswith("TRN-M05 and 2 more (21 working days late)")


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (("Green",), "Green: nothing that counts is Red or Amber"),
        (("Complete",), "Complete: everything in it is done"),
        ((), "Not rated: there is nothing to rate"),
        (
            ("No data", "Complete"),
            "No data for 1 of 1: TRN-M01 (its actual date is after the as at date, and it has no forecast date)",
        ),
    ],
)
def test_every_aspect_has_its_sentence(states: tuple[str, ...], sentence: str) -> None:
    assert aspect(milestones(*states), DELIVERY).sentence == sentence


def test_the_overall_is_the_worst_aspect_that_has_data() -> None:
    found = aspect(milestones("Amber") + kpis("Red") + risks({}), OVERALL)
    assert found.status is Status.RED
    assert found.sentence == "Red because TRN-K01 (50, expected 120)"  # the risk's treatment is in hand
    assert aspect(milestones("Amber") + kpis("Green") + risks({"Likelihood": "1"}), OVERALL).status is Status.AMBER


def test_the_overall_names_its_drivers_in_order_of_consequence() -> None:
    found = aspect(milestones(*["Red"] * 7) + kpis("Red"), OVERALL)
    named = "TRN-M01, TRN-M02, TRN-M03, TRN-M04 and 3 more (21 working days late)"
    assert found.sentence == f"Red because TRN-K01 (50, expected 120) and {named}"
    assert len(found.drivers) == 8


@pytest.mark.parametrize(
    ("text", "status", "sentence"),
    [
        (milestones("Green") + kpis("Green"), Status.GREEN, "Green: nothing that counts is Red or Amber"),
        (milestones("Green") + kpis("No data"), Status.AMBER, "Amber, not evidenced: Benefits without data"),
        (milestones("No data") + kpis("Green"), Status.AMBER, "Amber, not evidenced: Delivery without data"),
        (milestones("Red") + kpis("No data"), Status.RED, "Red because TRN-M01 (21 working days late)"),
        (milestones("Green"), Status.GREEN, "Green: nothing that counts is Red or Amber"),  # no KPI at all
        (milestones("No data") + kpis("No data"), Status.NO_DATA, "No data"),
        (milestones("Complete"), Status.COMPLETE, "Complete: everything in it is done"),
        (milestones("Complete", "Paused"), Status.NOT_RATED, "Not rated: there is nothing to rate"),
    ],
)
def test_the_overall_is_not_green_while_delivery_or_benefits_has_no_data(
    text: str, status: Status, sentence: str
) -> None:
    found = aspect(text, OVERALL)
    assert (found.status, found.sentence) == (status, sentence)


def test_not_evidenced_names_what_is_without_data() -> None:
    assert aspect(milestones("Green") + kpis("No data"), OVERALL).drivers == ("TRN-K01",)


LINES = table(
    "Resources",
    *(
        {"ID": f"TRN-P0{number}", "Person or team": f"Adviser {number}", "Funding": funding, "Post status": post,
         "From": "1 Sep 2026" if funding == "Grant" else "1 Dec 2026", "To": ends}
        for number, (funding, post, ends) in enumerate([
            ("Grant", "In post", "31 Aug 2027"), ("Not funded", "In post", "31 Aug 2027"),
            ("Grant", "In post", "13 Nov 2026"), ("Grant", "Vacant", "31 Aug 2027"),
        ], 1)
    ),
)  # fmt: skip
EXTRA = {"Mitigation kind": "Extra capacity"}


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, Status.AMBER),
        ({"Owner": ""}, Status.RED),
        ({"Action due": "13 Nov 2026"}, Status.RED),
        ({"Action due": ""}, Status.RED),
        ({"Proximity": "Now"}, Status.RED),
        ({"Proximity": "This term"}, Status.AMBER),
        ({"Proximity": ""}, Status.RED),
        ({"Response": "Transfer"}, Status.AMBER),
        ({"Response": "Tolerate"}, Status.RED),
        ({"Response": "Terminate"}, Status.RED),
        ({"Response": ""}, Status.RED),
        ({"Mitigation": ""}, Status.RED),
        ({"Mitigation kind": ""}, Status.RED),  # it is not known whether it needs money
        ({**EXTRA, "Resource line": "TRN-P01"}, Status.AMBER),
        ({**EXTRA, "Resource line": "TRN-P02"}, Status.RED),
        ({**EXTRA, "Resource line": "TRN-P03"}, Status.RED),  # it ends before the action is due
        ({**EXTRA, "Resource line": "TRN-P04"}, Status.RED),
        ({**EXTRA, "Resource line": "TRN-P09"}, Status.RED),
        ({**EXTRA, "Resource line": ""}, Status.RED),
    ],
)
def test_a_red_risk_counts_amber_in_the_overall_while_its_treatment_is_in_hand(
    cells: dict[str, str], status: Status
) -> None:
    text = risks(cells) + LINES
    assert aspect(text, RISKS).status is Status.RED
    assert aspect(text, OVERALL).status is status


def test_one_untreated_risk_is_enough() -> None:
    text = risks({}, {"Owner": ""})
    found = aspect(text, OVERALL)
    assert (found.status, found.drivers) == (Status.RED, ("TRN-R02",))
    assert found.note == "TRN-R01 is Red and counts Amber, because its treatment is in hand"


def test_an_overall_notes_only_the_risks_that_it_counts_milder() -> None:
    found = aspect(milestones("red", "Green", "Green", "Green") + risks({}), OVERALL)
    assert found.note == "TRN-R01 is Red and counts Amber, because its treatment is in hand"


def test_a_red_issue_is_not_softened_by_treated_risks() -> None:
    assert aspect(risks({}) + table("Issues and decisions", {"Severity": "High"}), OVERALL).status is Status.RED


def test_what_is_reported_stands_beside_the_overall_alone() -> None:
    text = milestones("Red") + table("Programme", {"Reported RAG": "Amber"})
    reported = {(item.of, item.aspect): item.reported for item in programme_status(read(text)).aspects if item.reported}
    assert reported == {("TRN", OVERALL): "Green", ("programme", OVERALL): "Amber"}


def test_every_workstream_and_the_programme_have_five_aspects_and_an_overall() -> None:
    text = table("Workstreams", {"Code": "TRN"}, {"Code": "OUT"}) + milestones("Red")
    found = programme_status(read(text)).aspects
    assert [(item.of, item.aspect) for item in found] == [
        (of, name) for of in ("OUT", "TRN", "programme") for name in AspectName
    ]
    assert [item.status for item in found if item.of == "OUT"] == [Status.NOT_RATED] * 6


def test_rows_of_a_workstream_that_nobody_lists_count_for_those_of_their_workbook() -> None:
    text = table("Milestones", {"ID": "OUT-M01", "Workstream": "OUT"})
    assert aspect(text, DELIVERY, "TRN").status is Status.GREEN
    assert {found.of for found in programme_status(read(text)).aspects} == {"TRN", "programme"}


def test_own_status_is_rolled_up_from_own_ratings() -> None:
    text = """
    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 18 Dec 2026 |

    a.xlsx Workstreams:
    | Code |
    | --- |
    | OUT |

    a.xlsx Thresholds:
    | Milestone green within (working days) |
    | --- |
    | 4 |

    a.xlsx Programme:
    | Template version |
    | --- |
    | 0.1.0 programme |
    """
    for name in (DELIVERY, OVERALL):
        found = aspect(text, name)
        assert (found.status, found.own_status) == (Status.AMBER, Status.GREEN)


def test_a_programme_without_workbooks_has_an_empty_picture() -> None:
    found = programme_status(read("Programme:\n| As at |\n| --- |\n| |\n"))
    assert (found.as_at, found.items) == (None, ())
    assert {item.status for item in found.aspects} == {Status.NOT_RATED}


def test_the_share_without_data_of_an_overall_is_over_all_its_items() -> None:
    found: Aspect = aspect(milestones("Green", "Green", "No data") + kpis("No data"), OVERALL)
    assert found.without_data == 0.5
    assert dict(found.counts) == {Status.GREEN: 2, Status.NO_DATA: 2}


def test_what_is_graver_by_its_kind_comes_first_however_much_less_of_it_there_is() -> None:
    """A fixed date by a day, 8 children, 15 pounds, a key milestone by 21 days, a score of 25, then the rest."""
    late = {"Key": "Yes", "Baseline date": "11 Dec 2026", "Forecast date": "14 Jan 2027"}
    text = table(
        "Milestones",
        {**late, "ID": "TRN-M01", "Fixed date": "Yes", "Forecast date": "14 Dec 2026"},
        {**late, "ID": "TRN-M02"},
        {**late, "ID": "TRN-M03", "Key": "No", "Forecast date": "14 Jun 2027"},
        {"ID": "TRN-M04", "Baseline date": "30 Oct 2026", "Actual date": "30 Oct 2026"},
    )
    kpis = {"TRN-K01": {"Counts children": "Yes"}, "TRN-K02": {"Counts children": "No"}}
    text += table("KPIs", *({"ID": name, "Baseline": "10", "Target": "40", **kpis[name]} for name in kpis))
    text += table("Expectations", *({"KPI": name, "Milestone": "TRN-M04", "Expected": "20"} for name in kpis))
    text += table("Actuals", {"KPI": "TRN-K01", "Value": "12"}, {"KPI": "TRN-K02", "Value": "11"})
    money = (("TRN-F01", "90", "101"), ("TRN-F02", "100", "115"))  # the larger sum first
    text += table("Money", *({"ID": name, "Budget": budget, "Forecast outturn": out} for name, budget, out in money))
    text += table("Risks", {"ID": "TRN-R01", "Likelihood": "5", "Impact": "5", "Action due": "2 Nov 2026"})
    found = aspect(text, AspectName.OVERALL)
    assert found.drivers == ("TRN-M01", "TRN-K01", "TRN-F02", "TRN-F01", "TRN-M02", "TRN-R01", "TRN-M03", "TRN-K02")
