"""What follows from what: one cause is told once, and every finding is still there."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import programme
from faults.judging import new_findings
from faults.planters.cells.references import sorted_apart
from faults.planters.programme.programme import not_moved_on
from faults.plot import Plot
from xl_send.commands.checks import CheckResult
from xl_send.findings import Cell, Finding, Related, Severity, Worded
from xl_send.output.text.findings import closing_line, findings_text, first_line
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import Rule, all_rules, check
from xl_send.rules.catalogue import Reach
from xl_send.rules.causes import first_to_mend, followers, with_causes
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.write.result_rows import checks_rows

RULES = all_rules()


def _plot() -> Plot:
    return Plot(Random(7))  # noqa: S311 - chooses test cases


def _roots(found: list[Finding] | tuple[Finding, ...]) -> list[tuple[str, int]]:
    following = followers(found)
    return [(item.rule, len(following.get(item.key, ()))) for item in found if not item.because_of]


def test_of_as_at_not_moved_on_all_that_is_dated_later_follows() -> None:
    plot = _plot()
    not_moved_on(plot)
    found = [new_finding for new_finding in new_findings(plot) if new_finding.rule not in {"PR06", "TH06"}]
    ((rule, more),) = _roots(found)
    assert rule == "PR35"
    assert more == len(found) - 1 > 10


def test_of_a_code_in_no_right_form_every_id_that_begins_with_it_follows() -> None:
    plot = _plot()
    for title in list(plot.books["transition.xlsx"].sheets):
        for row in plot.sheet("transition.xlsx", title).rows:
            row |= {column: text.replace("TRN", "P16") for column, text in row.items()}
    found = [new_finding for new_finding in new_findings(plot) if new_finding.rule == "WB06"]
    (root,) = [item for item in found if not item.because_of]
    assert (root.cell.sheet, root.cell.address) == ("Workstreams", "A2")
    following = [item for item in followers(found)[root.key] if item.cell.workbook == "transition.xlsx"]
    assert f"every id, as Replace All does: {len(found) - 1} cells." in root.fix
    assert len(following) > 100


def test_of_a_mistyped_id_its_references_follow_and_nobody_is_told_to_add_the_right_one() -> None:
    plot = _plot()
    row = plot.pick("Milestones", lambda row: row["ID"] == "TRN-M08")
    row.write("ID", "TRN-MO8")
    found = new_findings(plot)
    (root,) = [item for item in found if not item.because_of and item.rule == "WB06"]
    assert root.fix.startswith("Did you mean TRN-M08?")
    following = followers(found)[root.key]
    assert {item.rule for item in following} == {"RF08"}
    assert len(following) == 7  # one of them in another workbook
    assert not [item for item in found if "add TRN-M08" in item.fix]
    assert {item.fix for item in following if item.cell.workbook == "transition.xlsx"} == {
        'Did you mean the row "TRN-MO8" (A9)? Write TRN-M08 there.',
        'Did you mean the row "TRN-MO8" (Milestones A9)? Write TRN-M08 there.',
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TRN-MO8", "TRN-M08"),
        ("TRN M08", "TRN-M08"),
        ("TRN_M08", "TRN-M08"),
        ("TRN-M8 ", ""),  # this one is in the right form
        ("TRNM08", "TRN-M08"),
        ("TRN-08", "TRN-M08"),
        ("TRN-Ml8", "TRN-M18"),
        ("TRN-M08 (was 9)", ""),
        ("Milestone eight", ""),
    ],
)
def test_what_a_mistyped_id_means(typed: str, meant: str) -> None:
    found, _ = programme(f"Milestones:\n| ID |\n| --- |\n| {typed} |")
    told = [finding.fix for finding in check(found, [RULES["WB06"]])]
    assert [fix.partition("? ")[0] for fix in told if fix.startswith("Did")] == (
        [f"Did you mean {meant}"] if meant else []
    )


def test_of_ids_sorted_apart_from_their_rows_what_runs_backwards_follows() -> None:
    plot = _plot()
    sorted_apart(plot)
    found = [new_finding for new_finding in new_findings(plot) if new_finding.rule not in {"MC02", "EP02"}]
    assert _roots(found) == [("RF31", len(found) - 1)]
    assert len(found) > 20


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"ID": "NB R03 to be merged with R04 next month"}, "SH31"),
        ({"ID": "NB", "Risk": "R03 to be merged with R04"}, "SH31"),
        ({"ID": "Total"}, "SH32"),
        ({"ID": "Total", "Likelihood": "12", "Impact": "14"}, "SH32"),
        ({"Owner": "Grand total:", "Likelihood": "12"}, "SH32"),
        ({"ID": "ID", "Owner": "Owner", "Likelihood": "Likelihood"}, "SH33"),
        ({"ID": "TRN-R99"}, "SH34"),
        ({"Risk": "Because posts are vacant, visits may stop"}, "SH34"),
    ],
)
def test_a_row_that_is_no_record_is_told_of_once(row: dict[str, str], rule: str) -> None:
    plot = _plot()
    sheet = plot.sheet("transition.xlsx", "Risks")
    sheet.rows.append(row)
    assert [new_finding.rule for new_finding in new_findings(plot)] == [rule]


def test_a_row_with_more_than_a_label_is_no_total() -> None:
    plot = _plot()
    plot.sheet("transition.xlsx", "Risks").rows.append({"ID": "Total", "Owner": "Transition Lead", "Likelihood": "3"})
    assert {new_finding.rule for new_finding in new_findings(plot)} >= {"WB06", "WB01"}


def test_begun_rows_still_count_as_unread() -> None:
    plot = _plot()
    plot.sheet("transition.xlsx", "Risks").rows.append({"ID": "TRN-R99"})
    plot.sheet("transition.xlsx", "Risks").rows.append({"ID": "A note: see R03"})
    found = programme("Risks, as it lies:\n| ID | Risk |\n| --- | --- |\n| TRN-R99 | |\n| A note: see R03 | |")[0]
    assert [row.id for row in found.submissions[0].unread_rows] == ["TRN-R99"]


# ---- the pass itself


def _rule(rule_id: str, **brings: Reach) -> Rule:
    return Rule(rule_id, Severity.ERROR, "", "", lambda _: iter(()), brings=brings)


def _finding(rule: str, address: str, *related: str, book: str = "a.xlsx") -> Finding:
    beside = tuple(Related(Cell(book, "Sheet", item), "") for item in related)
    cell = Cell(book, "Sheet", address)
    return Finding(rule, Severity.ERROR, cell, Worded("", "Do.", beside), f"{rule}:{book}:{address}")


def test_a_cause_reaches_as_far_as_it_says() -> None:
    rules = {"AA01": _rule("AA01", AA02=Reach.CELL, AA04=Reach.WORKBOOK)}
    found = [
        _finding("AA01", "B2"),
        _finding("AA02", "B2"), _finding("AA02", "C9", "B2"), _finding("AA02", "B3"),
        _finding("AA04", "Z9"), _finding("AA04", "B2", book="b.xlsx"),
    ]  # fmt: skip
    told = with_causes(found, rules)
    assert [bool(finding.because_of) for finding in told] == [False, True, True, False, True, False]


def test_a_cause_reaches_what_names_its_row_from_another_sheet_and_what_rests_on_nothing_else() -> None:
    rules = {
        "AA01": _rule("AA01", AA02=Reach.NAMED, AA03=Reach.ALONE, AA05=Reach.ALONE),
        "AA02": _rule("AA02"),
        "AA04": _rule("AA04", AA05=Reach.CELL),
    }

    def on(sheet: str, rule: str, address: str, *related: tuple[str, str]) -> Finding:
        beside = tuple(Related(Cell("a.xlsx", name, item), "") for name, item in related)
        return Finding(rule, Severity.QUERY, Cell("a.xlsx", sheet, address), Worded("", "", beside), f"{rule}:{sheet}")

    cause = on("Handovers", "AA01", "H3")
    brought = on("Milestones", "AA02", "J6", ("Handovers", "I3"))
    apart = on("Others", "AA02", "J6", ("Handovers", "I4"))
    alone = on("Workstreams", "AA03", "G2", ("Milestones", "H6"), ("Handovers", "H3"))
    not_alone = on("More", "AA03", "G2", ("Milestones", "H6"), ("Milestones", "H9"))
    on_nothing = on("None", "AA03", "G2")
    told = with_causes([cause, brought, apart, alone, not_alone, on_nothing], rules)
    assert [finding.because_of for finding in told] == ["", cause.key, "", cause.key, "", ""]


def test_of_a_chain_all_name_its_beginning_and_a_ring_names_nobody() -> None:
    chain = {"AA01": _rule("AA01", AA02=Reach.WORKBOOK), "AA02": _rule("AA02", AA03=Reach.WORKBOOK)}
    found = [_finding("AA03", "C1"), _finding("AA02", "B1"), _finding("AA01", "A1")]
    assert [finding.because_of for finding in with_causes(found, chain)] == ["AA01:a.xlsx:A1", "AA01:a.xlsx:A1", ""]
    ring = {**chain, "AA03": _rule("AA03", AA01=Reach.WORKBOOK)}
    assert {finding.because_of for finding in with_causes(found, ring)} == {""}


places = st.sampled_from(["A1", "A2", "B1", "B2", "C3", ""])
names = st.sampled_from([f"AA0{number}" for number in range(5)])
reaches = st.dictionaries(names, st.sampled_from(Reach))
told = st.lists(st.builds(_finding, names, places, places), max_size=12)


@given(st.dictionaries(names, reaches), told)
@settings(max_examples=200, deadline=None)
def test_whatever_follows_names_a_finding_that_is_there_and_stands_for_itself(
    brings: dict[str, dict[str, Reach]], findings: list[Finding]
) -> None:
    rules = {name: _rule(name, **found) for name, found in brings.items()}
    linked = with_causes(findings, rules)
    by_key = {finding.key: finding for finding in linked}
    assert [finding._replace(because_of="") for finding in linked] == findings
    for finding in linked:
        if finding.because_of:
            assert by_key[finding.because_of].because_of == ""
            assert finding.because_of != finding.key
    assert sum(map(len, followers(linked).values())) + sum(not finding.because_of for finding in linked) == len(linked)
    assert with_causes(linked, rules) == linked


def test_a_rule_brings_only_rules_that_there_are_and_itself_by_named_cells_alone() -> None:
    assert {name: strangers for name, found in RULES.items() if (strangers := found.brings.keys() - RULES.keys())} == {}
    exactly = (Reach.CELL, Reach.ALONE)
    assert [name for name, found in RULES.items() if found.brings.get(name, Reach.CELL) not in exactly] == []


# ---- what is told


def test_the_text_begins_and_ends_with_what_to_do_first() -> None:
    found, _ = programme(
        """
        Milestones:
        | ID | Owner |
        | --- | --- |
        | TRN-MO1 | |

        Risks:
        | ID | Threatens |
        | --- | --- |
        | TRN-R01 | TRN-M01 |
        | TRN-R02 | TRN-M01 |
        """
    )
    findings = check(found, [RULES[item] for item in ("WB01", "WB06", "RF08")])
    text = findings_text(CheckResult(LoadedProgramme(found), findings)).splitlines()
    assert text[0] == (
        'First, Milestones A2: ID says "TRN-MO1", which is not in the right form. Did you mean TRN-M01? '
        "Write an id such as TRN-M01. Until then this row is not counted. "
        "2 other findings go with it."
    )
    assert "  error  WB06  A2 (and 2 that follow from it)" in text
    assert text[-1].startswith("2 errors to put right, ")
    assert ", and 2 more that follow from these; " in text[-1]
    assert text[-1].endswith(" Begin with Milestones A2.")
    assert "RF08" not in "\n".join(text)


def test_an_error_told_under_a_query_is_still_to_be_put_right_and_makes_it_first() -> None:
    found, _ = programme(
        """
        Milestones:
        | ID | Baseline date | Forecast date |
        | --- | --- | --- |
        | TRN-M02 | 27 Nov 2026 | 12 Sep 2026 |
        """
    )
    findings = check(found, [RULES[item] for item in ("WB23", "MS02")])
    assert [(item.rule, item.severity.value, bool(item.because_of)) for item in findings] == [
        ("MS02", "error", True), ("WB23", "query", False),
    ]  # fmt: skip
    told = closing_line(LoadedProgramme(found), findings)
    assert told.startswith("1 error to put right, 1 query to confirm or explain, ")
    assert "that follow" not in told
    text = findings_text(CheckResult(LoadedProgramme(found), findings))
    assert "(and 1 that follows from it, an error)" in text
    assert any("(and 1 that follows from it, an error)" in cell for _, row in checks_rows(findings) for cell in row)
    others = Finding("WB01", Severity.QUERY, Cell("b.xlsx", "Risks", "A2"), Worded("", ""), "WB01:b")
    assert first_to_mend([others, *findings]) == findings[1]


def _over_the_capacity(more: str) -> list[tuple[str, bool]]:
    found, _ = programme(
        f"""
        Workstreams:
        | Code | Reported RAG |
        | --- | --- |
        | TRN | Green |

        Resources:
        | ID | FTE | Available FTE |
        | --- | --- | --- |
        | TRN-P01 | 6 | 1 |
        {more}
        """
    )
    return [(item.rule, bool(item.because_of)) for item in check(found, [RULES[item] for item in ("RS12", "WM04")])]


def test_a_colour_that_only_a_figure_in_doubt_makes_follows_from_it() -> None:
    assert _over_the_capacity("") == [("WM04", True), ("RS12", False)]


def test_a_colour_that_something_else_makes_too_stands_for_itself() -> None:
    late = """
        Milestones:
        | ID | Baseline date | Forecast date | Key |
        | --- | --- | --- | --- |
        | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 | Yes |
    """
    assert _over_the_capacity(late) == [("WM04", False), ("RS12", False)]


def test_where_nothing_is_wrong_nothing_is_first() -> None:
    assert first_line(()) == ""
    assert first_to_mend(()) is None
    assert "Begin" not in closing_line(LoadedProgramme(Programme(())), ())


def test_what_keeps_everything_from_being_read_is_first() -> None:
    found, _ = programme("Without Milestones:\n\nRisks:\n| ID | Owner |\n| --- | --- |\n| TRN-R01 | |")
    first = first_to_mend(check(found))
    assert first is not None
    assert first.rule == "SH01"


def _planted(*cells: tuple[str, str, str, str]) -> list[Finding]:
    """What is new with these cells of the example written: sheet, id, column and text."""
    plot = _plot()
    for sheet, name, column, text in cells:
        key = "Code" if sheet == "Workstreams" else "ID"
        next(row for row in plot.rows(sheet) if row[key] == name).write(column, text)
    return new_findings(plot)


@pytest.mark.parametrize(
    ("cell", "root", "follow"),
    [
        (("Milestones", "TRN-M08", "ID", ""), "WB01", {"RF08"}),
        (("KPIs", "TRN-K01", "Unit", "Percent"), "UN05", {"UN01"}),
        (("KPIs", "TRN-K02", "Better when", "Lower"), "KP11", {"EX05", "EX06", "WM11"}),
        (("Workstreams", "TRN", "Ends", "17 Dec 2026"), "PR40", {"MS05", "MN05", "RK14", "RS07"}),
        (("Milestones", "TRN-M09", "Forecast date", "11 Mar 2026"), "MS26", {"MS02", "WM01", "WM04"}),
        (("Interdependencies", "TRN-D04", "Needed by", "26 Feb 2026"), "ID16", {"WM01", "WM04"}),
    ],
)
def test_what_one_cell_brings_about_follows_from_it(
    cell: tuple[str, str, str, str], root: str, follow: set[str]
) -> None:
    found = _planted(cell)
    (head,) = [item for item in found if item.rule == root]
    assert {item.rule for item in followers(found)[head.key]} == follow
    assert not [item for item in found if item.rule in follow and not item.because_of and item.rule != "WM01"]


def test_a_row_without_an_id_is_asked_whether_it_has_the_one_that_is_missed() -> None:
    fixes = {item.fix for item in _planted(("Milestones", "TRN-M08", "ID", "")) if item.rule == "RF08"}
    assert "Did you mean the row without an ID (A9)? Write TRN-M08 there." in fixes
    assert not [fix for fix in fixes if "add TRN-M08" in fix]


def test_of_a_row_moved_sideways_its_unreadable_cells_follow() -> None:
    moved = {
        "Owner": "", "Likelihood": "Lead", "Impact": "4", "Reported RAG": "4", "Response": "Amber",
        "Mitigation": "Treat", "Status": "22 Jan 2027",
    }  # fmt: skip
    found = _planted(*(("Risks", "TRN-R04", column, text) for column, text in moved.items()))
    assert [item.rule for item in found if item.cell.sheet == "Risks" and not item.because_of] == ["WB26"]


def test_no_figure_is_said_to_be_missing_where_their_column_was_not_found() -> None:
    text = """
    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | 9 Oct 2026 |

    Actuals, as it lies:
    | KPI | Period end | Result |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 100 |
    """
    assert not [finding for finding in check(programme(text)[0]) if finding.rule == "KP52"]


MISNAMED = """
Milestones, as it lies:
| ID | Workstream | Milestone | Baseline date | Forecast date | {} | {} | Decision given | Forum |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-M01 | TRN | Trial opens in four schools | 2 Nov 2026 | | 2 Nov 2026 | Decision | 2 Nov 2026 | Programme Board |
"""


@pytest.mark.parametrize(
    ("titles", "silent"),
    [(("Our Actual date", "Decision needed"), "WB01"), (("Actual date", "Decision needd"), "MS22")],
)
def test_nothing_is_missed_that_stands_under_another_title(titles: tuple[str, str], silent: str) -> None:
    found = check(programme(MISNAMED.format(*titles))[0])
    told = [(finding.rule, finding.cell.column) for finding in found if finding.cell.sheet == "Milestones"]
    assert "SH12" in [rule for rule, _ in told]
    assert not [column for rule, column in told if rule == silent and column in {"Forecast date", "Decision given"}]
