"""The programme's colour: by its workstreams, and by decisive Reds."""

from __future__ import annotations

import pytest

import headline as simulated
from examples import programme as written
from network.programmes import book
from sizes import cases
from statuses import aspect, read, table
from xl_send.rag.rollup import programme_status
from xl_send.rag.rollup.headline import Standing, by_workstreams
from xl_send.results import Aspect, AspectName, Status
from xl_send.workbook.sheets.thresholds import Thresholds

DELIVERY, OVERALL = AspectName.DELIVERY, AspectName.OVERALL
LETTERS = {
    "R": Status.RED, "A": Status.AMBER, "G": Status.GREEN, "C": Status.COMPLETE, "N": Status.NO_DATA,
    "-": Status.NOT_RATED, "d": Status.NOT_DUE,
}  # fmt: skip
FORECAST = {"R": "14 Jan 2027", "A": "13 Jan 2027", "G": "11 Dec 2026"}


@pytest.mark.parametrize(
    ("letters", "status"),
    [
        ("R", Status.RED), ("A", Status.AMBER), ("G", Status.GREEN), ("C", Status.NO_DATA),
        ("RG", Status.AMBER), ("RR", Status.RED), ("AG", Status.GREEN), ("AA", Status.AMBER),
        ("RGG", Status.AMBER), ("RRG", Status.RED),
        ("RRRGG", Status.RED),  # exactly three fifths
        ("RRRGGG", Status.AMBER), ("RRRRGG", Status.RED), ("RGGGGG", Status.AMBER),
        ("AAAG", Status.AMBER),  # exactly three quarters
        ("AAAAGG", Status.GREEN), ("AAAAAG", Status.AMBER), ("RAAAAA", Status.AMBER),
        ("RCCC", Status.AMBER), ("ACCC", Status.GREEN),  # what is complete is counted
        ("R--d", Status.RED), ("A--d", Status.AMBER),  # what is not rated is not
        ("RN", Status.RED), ("RNG", Status.AMBER), ("AN", Status.AMBER), ("NG", Status.GREEN),  # nor what has no data
    ],
)  # fmt: skip
def test_the_programme_goes_by_its_workstreams(letters: str, status: Status) -> None:
    standings = [Standing(f"W{place}", LETTERS[letter], ()) for place, letter in enumerate(letters)]
    assert by_workstreams(standings, Thresholds()).status is status


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("RRG", "2 of 3 workstreams are Red (W0 and W1)"),
        ("RR-dG", "2 of the 3 rated workstreams are Red (W0 and W1), 2 are not rated (W2 and W3)"),  # or not yet
        ("RNRG", "2 of the 3 workstreams with data are Red (W0 and W2), 1 has no data (W1)"),
        ("NANG", "1 of the 2 workstreams with data is Amber (W1), 2 have no data (W0 and W2)"),
        ("RNR", "both workstreams with data are Red (W0 and W2), 1 has no data (W1)"),
        ("NRN", "the one workstream with data is Red (W1), 2 have no data (W0 and W2)"),
        ("NG", ""),
    ],
)
def test_a_workstream_without_data_is_not_lost_between_the_numbers(letters: str, words: str) -> None:
    standings = [Standing(f"W{place}", LETTERS[letter], ()) for place, letter in enumerate(letters)]
    assert by_workstreams(standings, Thresholds()).why == words
    assert by_workstreams(standings, Thresholds()).red(()).why == (words if "R" in letters else "")


def programme(*streams: str, more: str = "", key: str = "Yes", fixed: str = "") -> str:
    """Workstreams with milestones in letters: `RGG`."""
    codes = [f"W{letter}" for letter in "ABCDEF"[: len(streams)]]
    rows = [
        {"ID": f"{code}-M{number:02}", "Workstream": code, "Key": key, "Fixed date": fixed,
         "Baseline date": "11 Dec 2026", "Forecast date": FORECAST[letter]}
        for code, letters in zip(codes, streams, strict=True)
        for number, letter in enumerate(letters)
    ]  # fmt: skip
    return table("Workstreams", *({"Code": code} for code in codes)) + table("Milestones", *rows) + more


def told(text: str, name: AspectName = OVERALL) -> Aspect:
    return aspect(text, name, "programme")


NOT_EVIDENCED = table("KPIs", {"ID": "WA-K01", "Workstream": "WA"})


@pytest.mark.parametrize(
    ("letters", "more"), [("R", ""), ("A", ""), ("G", ""), ("RGGG", ""), ("AG", ""), ("G", NOT_EVIDENCED)]
)
def test_a_programme_of_one_workstream_is_as_its_workstream_and_says_the_same(letters: str, more: str) -> None:
    found = {(one.of, one.aspect): one for one in programme_status(read(programme(letters, more=more))).aspects}
    for name in AspectName:
        ours, theirs = found["programme", name], found["WA", name]
        assert ours._replace(of="WA", reported=None) == theirs._replace(reported=None)


@pytest.mark.parametrize("letters", ["R", "A", "G"])
@pytest.mark.parametrize("resting", [("WA",), ("WC",), ("WA", "WC")])
def test_beside_workstreams_that_rest_the_one_that_counts_speaks_for_the_whole(
    letters: str, resting: tuple[str, ...]
) -> None:
    rows = {code: {"Code": code, "State": "Paused"} for code in resting} | {"WB": {"Code": "WB", "State": "Active"}}
    forecast = {"WB": FORECAST[letters]}
    dates = [
        {"ID": f"{code}-M00", "Workstream": code, "Baseline date": "11 Dec 2026",
         "Forecast date": forecast.get(code, FORECAST["R"])}
        for code in rows
    ]  # fmt: skip
    text = table("Workstreams", *(rows[code] for code in sorted(rows))) + table("Milestones", *dates)
    found = {(one.of, one.aspect): one for one in programme_status(read(text)).aspects}
    ours, theirs = found["programme", OVERALL], found["WB", OVERALL]
    assert (ours.status, ours.sentence, ours.drivers) == (theirs.status, theirs.sentence, theirs.drivers)


def test_what_decides_by_itself_is_said_of_a_single_workstream_too() -> None:
    assert told(programme("R", fixed="Yes")).sentence == (
        "Red because a statutory or fixed date is missed; 1 of 1 workstreams is Red (WA): "
        "WA-M00 (21 working days late, a fixed date)"
    )


@pytest.mark.parametrize(("value", "status"), [("60", Status.AMBER), ("200", Status.NO_DATA)])
def test_that_a_workstream_is_red_is_known_though_most_figures_are_missing(value: str, status: Status) -> None:
    """WA's leading KPI counts for less among those of all, so that the whole of them has no colour."""
    figures = {"WA-K01": value, **dict.fromkeys(("WA-K02", "WB-K01", "WB-K02"), "200")}
    figures |= dict.fromkeys(("WC-K01", "WC-K02", "WC-K03", "WD-K01", "WD-K02"), "")
    leads = {"WA-K01": {"Type": "Leading", "Leads to": "WA-K02"}}
    kpis = [{"ID": name, "Workstream": name[:2], "Type": "Lagging", **leads.get(name, {})} for name in figures]
    due = {"ID": "WA-M09", "Workstream": "WA", "Baseline date": "30 Oct 2026", "Actual date": "30 Oct 2026"}
    text = programme("G", "G", "G", "G", more=table("KPIs", *kpis))
    text += table("Milestones", {**due, "Forecast date": ""})
    text += table("Expectations", *({"KPI": name, "Milestone": "WA-M09", "Expected": "120"} for name in figures))
    text += table("Actuals", *({"KPI": name, "Value": said} for name, said in figures.items() if said))
    found = told(text, AspectName.BENEFITS)
    assert found.status is status
    assert found.sentence.startswith(status.value)


@pytest.mark.parametrize(
    ("without", "outs", "others"),
    [
        ("Milestones", "delivery", ""),
        ("KPIs", "benefits", ""),
        ("Risks", "risks", ""),
        ("Issues and decisions", "risks", ""),
        ("Resources", "resources", ""),
        ("Money", "resources", ""),
        # Of handovers each party's workbook holds some, and milestones may wait for them.
        ("Interdependencies", "delivery interdependencies", "interdependencies"),
        ("Programme", "delivery benefits risks interdependencies resources", ""),
    ],
)
def test_a_sheet_that_is_not_there_leaves_unknown_what_rests_on_it(without: str, outs: str, others: str) -> None:
    text = f"\nout.xlsx Without {without}:\n"
    for code in ("OUT", "TRN"):
        risk = {"ID": f"{code}-R01", "Workstream": code, "Likelihood": "1", "Impact": "1"}
        rows = {"Milestones": ({"ID": f"{code}-M01"},), "Risks": (risk,)}
        text += book(code, **{sheet: kept for sheet, kept in rows.items() if (code, sheet) != ("OUT", without)})
    found: dict[str, set[str]] = {}
    for one in programme_status(written(text)[0]).aspects:
        if one.status is Status.NO_DATA:
            found.setdefault(one.of, set()).add(one.aspect.value)
    told = {"OUT": outs, "TRN": others, "programme": outs}
    assert found == {of: {*parts.split(), "overall"} for of, parts in told.items() if parts}


def test_one_red_workstream_of_six_is_amber_and_its_red_is_named_first() -> None:
    found = told(programme("G", "RA", "G", "A", "G", "G"))
    assert found.status is Status.AMBER
    assert found.sentence == "Amber because 1 of 6 workstreams is Red (WB): WB-M00 (21 working days late)"
    assert found.counts[Status.RED] == 1


def test_four_red_workstreams_of_six_are_red() -> None:
    found = told(programme("R", "R", "R", "R", "G", "G"))
    assert found.status is Status.RED
    assert found.sentence.startswith("Red because 4 of 6 workstreams are Red (WA, WB, WC and WD): WA-M00")


def test_a_green_programme_says_how_many_are_amber() -> None:
    found = told(programme("A", "G", "G"))
    assert (found.status, found.sentence) == (Status.GREEN, "Green: 1 of 3 workstreams is Amber (WA), none is Red")
    assert told(programme("G", "G")).sentence == "Green: nothing that counts is Red or Amber"


def test_thresholds_are_the_programmes_own() -> None:
    limits = {"Programme is red from (share)": "25%"}
    assert told(programme("R", "G", "G", "G", more=table("Thresholds", limits))).status is Status.RED
    limits = {"Programme is amber from (share)": "25%"}
    assert told(programme("A", "G", "G", "G", more=table("Thresholds", limits))).status is Status.AMBER


DATE = "a statutory or fixed date is missed"


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"Forecast date": "14 Dec 2026"}, Status.RED),
        ({"Forecast date": "11 Dec 2026"}, Status.GREEN),  # on the day
        ({"Forecast date": "14 Dec 2026", "Fixed date": "No"}, Status.GREEN),
        ({"Forecast date": "12 Nov 2026"}, Status.AMBER),  # Red, but the fixed date has not passed
        ({"Baseline date": "12 Nov 2026", "Forecast date": "12 Nov 2026"}, Status.RED),
        ({"Baseline date": "13 Nov 2026", "Forecast date": "12 Nov 2026"}, Status.AMBER),  # it is today
        ({"Baseline date": "13 Nov 2026", "Forecast date": "16 Nov 2026"}, Status.RED),
        ({"Forecast date": "14 Dec 2026", "Key": "No"}, Status.RED),
    ],
)
def test_a_fixed_date_that_is_missed_decides(cells: dict[str, str], status: Status) -> None:
    base = {"ID": "WB-M09", "Workstream": "WB", "Fixed date": "Yes", "Baseline date": "11 Dec 2026", "Key": "Yes"}
    rows = [{"ID": f"W{letter}-M01", "Workstream": f"W{letter}"} for letter in "ABCD"]
    text = table("Workstreams", *({"Code": f"W{letter}"} for letter in "ABCD"))
    text += table("Milestones", {**base, **cells}, *({**base, "Forecast date": "11 Dec 2026", **row} for row in rows))
    for name in (OVERALL, DELIVERY):
        found = told(text, name)
        assert found.status is status
        assert (DATE in found.sentence) == (status is Status.RED)


def test_a_fixed_date_that_no_listed_meeting_can_decide_in_time_is_missed() -> None:
    """Its day is not known, only that it cannot be before what it waits for."""
    base = {"Baseline date": "27 Nov 2026", "Forecast date": "27 Nov 2026"}
    text = table(
        "Milestones",
        {**base, "ID": "TRN-M01", "Forecast date": "14 Jan 2027"},
        {**base, "ID": "TRN-M02", "Depends on": "TRN-M01", "Fixed date": "Yes", "Forum": "Board",
         "Decision needed": "Decision"},
    ) + table("Meetings", {"Forum": "Board", "Meeting date": "26 Nov 2026", "Papers due": "19 Nov 2026"})  # fmt: skip
    assert DATE in told(text).sentence


@pytest.mark.parametrize(
    ("outturns", "status"),
    [
        ((1100, 1100, 1100), Status.AMBER),  # 10% over, as is tolerated, of each and all
        ((1100, 1100, 1103), Status.RED),
        ((1500, 900, 900), Status.AMBER),  # one line is Red, and the whole as tolerated
        ((1500, 1000, 801), Status.RED),
    ],
)
def test_the_money_as_a_whole_decides(outturns: tuple[int, ...], status: Status) -> None:
    rows = [
        {"ID": f"{code}-F01", "Workstream": code, "Funding": "Grant", "Budget": "1000", "Forecast outturn": f"{one}"}
        for code, one in zip(("WA", "WB", "WC"), outturns, strict=True)
    ]  # fmt: skip
    found = told(programme("G", "G", "G", more=table("Money", *rows)))
    assert found.status is status
    assert ("the programme's money as a whole is" in found.sentence) == (status is Status.RED)


def test_money_without_a_colour_is_part_of_the_whole() -> None:
    """A line whose Funding is blank may lose a grant, which is no data; its pounds are there all the same."""
    lines = (("WA-F01", "Grant", "1150"), ("WB-F01", "", "800"))
    rows = [
        {"ID": name, "Workstream": name[:2], "Funding": funding, "Budget": "1000", "Forecast outturn": outturn}
        for name, funding, outturn in lines
    ]
    found = programme_status(read(programme("G", "G", more=table("Money", *rows))))
    money = next(one for one in found.aspects if (one.of, one.aspect) == ("programme", AspectName.RESOURCES))
    assert money.counts == {Status.RED: 1, Status.NO_DATA: 1}
    assert "as a whole" not in money.sentence


def test_money_that_is_not_known_is_no_part_of_a_whole() -> None:
    line = {"Workstream": "WA", "Funding": "Grant", "Budget": "1000", "Forecast outturn": "1500"}
    rows = [{**line, "ID": "WA-F01"}, {**line, "ID": "WA-F02", "Forecast outturn": "tbc"}]
    found, _ = written(programme("G", more=table("Money", *rows)))
    overall = programme_status(found).aspects[-1]
    assert overall.status is Status.RED
    assert "the programme's money as far as it is known is 50% over budget" in overall.sentence


HANDOVER = {
    "ID": "WA-D01", "Giver": "WB", "Receiver": "WA", "Receiver milestone": "WA-M00", "Needed by": "12 Nov 2026",
    "Forecast": "13 Nov 2026", "Giver agrees": "No", "Receiver agrees": "Yes",
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "key", "status"),
    [
        ({}, "Yes", Status.RED),
        ({}, "No", Status.AMBER),
        ({"Needed by": "13 Nov 2026", "Forecast": "16 Nov 2026"}, "Yes", Status.AMBER),  # not past yet
        ({"Giver agrees": "Yes"}, "Yes", Status.AMBER),  # both agree on a day to come
        ({"Giver agrees": "Yes", "Forecast": "12 Nov 2026"}, "Yes", Status.RED),
        ({"Giver": "External"}, "Yes", Status.AMBER),  # no workstream's
    ],
)
def test_an_undecided_handover_into_a_key_milestone_decides(cells: dict[str, str], key: str, status: Status) -> None:
    text = programme("G", "G", "G", "G", more=table("Interdependencies", {**HANDOVER, **cells}), key=key)
    found = told(text)
    assert found.status is status
    assert ("undecided past its need" in found.sentence) == (status is Status.RED)


def test_what_is_not_known_is_no_colour_and_a_red_is_named_still() -> None:
    unread = table("Milestones", {"ID": "WD-M01", "Workstream": "WD", "Forecast date": "soon"})
    found, _ = written(programme("R", "G", "G", "G") + unread.replace("\nMilestones:", "\nother.xlsx Milestones:"))
    overall = programme_status(found).aspects[-1]
    assert overall.status is Status.NO_DATA
    assert overall.drivers == ("WD-M01", "WA-M00")
    assert overall.sentence == (
        "No data, not evidenced: 1 row of Milestones could not be read; "
        "1 of the 3 workstreams with data is Red (WA), 1 has no data (WD), 1 is not rated (TRN): "
        "WA-M00 (21 working days late)"
    )


def test_the_headline_tells_programmes_apart() -> None:
    """Few Reds: mostly Green. As programmes are: mostly Amber. In distress: Red."""
    trials = cases(24, whole=60)
    well, usual, trouble, distress = simulated.table(trials=trials).values()
    assert well[Status.GREEN] >= 0.4 * trials
    assert usual[Status.AMBER] >= 0.6 * trials
    assert trouble[Status.GREEN] == 0
    assert trouble[Status.RED] >= 0.5 * trials
    assert distress[Status.RED] >= 0.9 * trials
