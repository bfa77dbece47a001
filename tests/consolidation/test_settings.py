"""Thresholds, risk matrix and silenced rules of several returns: what is taken, and where one says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consolidation.written import returns_of
from examples import book, parse
from statuses import table
from xl_send.consolidation import MergedProgramme, Return, together
from xl_send.reading import read_book
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme

SHEET = """
{name}.xlsx Thresholds, as it lies:
| A | B | C | D | E | F |
| --- | --- | --- | --- | --- | --- |
| Milestone green within | 5 | | | | |
"""
RULES = "Rule | Reason | Until"
SILENCE = "MS02 | Agreed | 31 Dec 2026"


def matrix(*cells: tuple[int, int]) -> tuple[str, ...]:
    """The risk matrix that stands where nobody has changed it, with these cells Amber."""
    titles = "Likelihood down, impact across | 1 | 2 | 3 | 4 | 5"
    return titles, *(
        f"{down} | " + " | ".join("Amber" if (down, across) in cells else usual(down, across) for across in range(1, 6))
        for down in range(1, 6)
    )


def usual(likelihood: int, impact: int) -> str:
    score = likelihood * impact
    return "Red" if score >= 15 else "Amber" if score >= 8 or impact == 5 else "Green"


def whole_of(**settings: tuple[str, ...]) -> MergedProgramme:
    """The programme workbook of returns with these rows on their Thresholds sheets, which none of them rules."""
    text = ""
    for name, rows in settings.items():
        text += f"\n{name}.xlsx Workstreams:\n| Code |\n| --- |\n| {name.upper()} |\n"
        lines = (f"| {row}{' |' * (6 - row.count('|'))}\n" for row in rows)
        text += f"{SHEET.format(name=name)}{''.join(lines)}" if rows else ""
    made = [book(name, sheets, set()) for name, sheets in parse(text).items()]
    returns = [Return(one.name, one.name, one, read_book(one)) for one in made]
    return together(returns, None, Programme(tuple(item.submission for item in returns)), date(2026, 11, 13))


def differences(whole: MergedProgramme) -> list[tuple[object, ...]]:
    return [(one.column, one.taken_from, one.taken, one.other_from, one.other) for one in whole.differences]


def not_taken(whole: MergedProgramme) -> list[tuple[object, ...]]:
    return [(one.path, one.row, one.record, one.said, one.why) for one in whole.not_taken]


def test_a_threshold_that_one_return_sets_otherwise_or_leaves_out_is_named_with_both() -> None:
    said = ("Milestone amber within | 30", "KPI tolerance | 12")
    whole = whole_of(out=(), trn=(), ehp=said)
    assert differences(whole) == [
        ("Milestone amber within (working days)", "out.xlsx", 20.0, "ehp.xlsx", 30.0),
    ]
    assert differences(whole_of(out=said, trn=said, ehp=said)) == []


MATRIX = "likelihood 2, impact 3: {}; likelihood 4, impact 4: {}"
USUAL, CHANGED = MATRIX.format("Green", "Red"), MATRIX.format("Amber", "Amber")


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ((), []),
        (("trn",), [("Risk matrix", "ehp.xlsx", USUAL, "trn.xlsx", CHANGED)]),
        (("out", "trn"), [("Risk matrix", "out.xlsx", CHANGED, "ehp.xlsx", USUAL)]),
        (("out", "trn", "ehp"), []),
    ],
)
def test_only_the_cells_in_which_two_risk_matrices_differ_are_told(who: tuple[str, ...], told: list[object]) -> None:
    cells = {name: [(2, 3), (4, 4)] if name in who else [] for name in ("ehp", "out", "trn")}
    assert differences(whole_of(**{name: matrix(*changed) for name, changed in cells.items()})) == told


@pytest.mark.parametrize(
    "other", ["MS03 | Agreed | 31 Dec 2026", "MS02 | So | 31 Dec 2026", "MS02 | Agreed | 1 Dec 2026"]
)
def test_a_rule_is_silenced_for_all_where_all_say_the_same_of_it(other: str) -> None:
    rule, reason, until = other.split(" | ")
    whole = whole_of(out=(RULES, SILENCE), trn=(RULES, SILENCE), ehp=(RULES, SILENCE, other))
    assert [(one.rule, one.reason, one.until) for one in whole.silences] == [("MS02", "Agreed", date(2026, 12, 31))]
    said = f"Rule: {rule}; Reason: {reason}; Until: {until.replace('Dec', 'December')}"
    assert not_taken(whole) == [("ehp.xlsx", 5, rule, said, "A silenced rule holds in its own return alone.")]
    whole = whole_of(out=(RULES, other), trn=(RULES, other), ehp=(RULES, SILENCE))
    assert whole.silences == ()
    assert [left[:3] for left in not_taken(whole)] == [
        ("out.xlsx", 4, rule), ("trn.xlsx", 4, rule), ("ehp.xlsx", 4, "MS02")
    ]  # fmt: skip


def test_a_silenced_rule_that_silences_nothing_says_why_and_one_without_a_reason_holds_where_it_is() -> None:
    rows = {
        "out": "MS02 | | 31 Dec 2026",
        "trn": "MS02 | Agreed | soon",
        "ehp": "MS02 | Agreed |",
        "sta": "| Agreed | 31 Dec 2026",
    }
    whole = whole_of(**{name: (RULES, row) for name, row in rows.items()})
    assert whole.silences == ()
    alone = "A silenced rule holds in its own return alone."
    assert not_taken(whole) == [
        ("out.xlsx", 4, "MS02", "Rule: MS02; Reason: ; Until: 31 December 2026", alone),
        ("trn.xlsx", 4, "", "Until: soon", "It could not be read."),
        ("ehp.xlsx", 4, "", "Rule: MS02", "Until is blank, so it silences nothing."),
        ("sta.xlsx", 4, "", "Rule: row 4", "Rule is blank, so it silences nothing."),
    ]


KNOWN, UNREAD = ("Milestone amber within | 20",), ("Milestone amber within | soon",)


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({"trn": KNOWN}, []),
        ({"trn": UNREAD}, ["TRN"]),
        ({"out": KNOWN, "trn": UNREAD}, ["TRN"]),  # it may have said something else, and none of them rules
        ({"out": KNOWN, "trn": KNOWN, "ehp": UNREAD}, []),  # two of three have settled it
        ({"out": UNREAD, "trn": UNREAD}, ["OUT"]),
    ],
)
def test_a_threshold_that_is_not_known_is_named_at_one_whose_return_may_have_settled_it(
    settings: dict[str, tuple[str, ...]], codes: list[str]
) -> None:
    rows = whole_of(**settings).rows[Workstream]
    named = [row["Code"] for row in rows if "Milestone amber within" in str(row.get("Not read", ""))]
    assert named == codes


def test_the_programme_offices_workbook_speaks_for_the_programme_though_another_leads() -> None:
    text = ""
    for name, edition in (("alp", "workstream"), ("out", "programme"), ("trn", "workstream")):
        cover = f"| Template version | Programme manager |\n| --- | --- |\n| 0.1.0 {edition} | Said by {name} |\n"
        text += f"\n{name}.xlsx Programme:\n{cover}\n{name}.xlsx Workstreams:\n| Code |\n| --- |\n| {name.upper()} |\n"
    returns = returns_of(text)
    programme = Programme(tuple(item.submission for item in returns))
    assert programme.lead is returns[0].submission
    whole = together(returns, None, programme, date(2026, 11, 13))
    assert whole.labels[Cover]["Programme manager"] == "Said by out"


OURS = {
    "Council": "Westhaven", "Local authority code": "E10000014", "Programme": "SEND programme", "Framework": "Other",
    "Senior responsible owner": "Director", "Programme manager": "One", "Reporting period": "Autumn 1",
    "As at": "13 Nov 2026", "Prepared by": "Officer", "Previous as at": "16 Oct 2026", "Grant total (pounds)": "9000",
    "Grant ends": "31 Mar 2027", "Reported RAG": "Green", "Reason": "", "Files left out": "",
    "Template version": "0.2.0",
}  # fmt: skip
THEIRS = {
    "Council": "Easthaven", "Local authority code": "E10000015", "Programme": "Inclusion", "Framework": "Safety valve",
    "Senior responsible owner": "Head", "Programme manager": "Another", "Reporting period": "Autumn 2",
    "As at": "12 Nov 2026", "Prepared by": "Manager", "Previous as at": "15 Oct 2026", "Grant total (pounds)": "9001",
    "Grant ends": "1 Apr 2027", "Reported RAG": "Red", "Reason": "So", "Files left out": "x.xlsx",
    "Template version": "0.1.0",
}  # fmt: skip
OF_ITSELF = ["Prepared by", "Reported RAG", "Reason", "Files left out", "Template version"]
OF_ITS_PERIOD = ["Reporting period", "As at", "Previous as at"]


@pytest.mark.parametrize("carried", [False, True])
def test_each_line_of_a_programme_sheet_that_differs_is_named_but_what_a_return_says_of_itself(carried: bool) -> None:
    """A return that is carried forward is of an earlier period, which is no difference."""
    covers = [("ehp", OURS), ("out", OURS), ("trn", THEIRS)]
    *same, other = returns_of("".join(f"{name}.xlsx {table('Programme', cover).lstrip()}" for name, cover in covers))
    returns = [*same, replace(other, carried=carried)]
    programme = Programme(tuple(item.submission for item in returns))
    whole = together(returns, None, programme, date(2026, 11, 20))
    left = OF_ITSELF + OF_ITS_PERIOD * carried
    assert [one.column for one in whole.differences] == [title for title in OURS if title not in left]
