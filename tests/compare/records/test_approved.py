"""All that a board is told of the example after many edits at once, as it was approved: `approved.txt` beside this.

Made anew by `PYTHONPATH=.:tests python tests/compare/records/test_approved.py`, and its differences read before they
are committed. A line is one change with its cells then and now: what is lacking, or told twice, is a line less or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from editing import Edit, after, board, example, with_edits
from xl_send.compare import BoardSnapshot, Change, ChangeKind, changes_between
from xl_send.compare.order import ChangeSection, section_of
from xl_send.findings import Cell
from xl_send.reading.markdown import BookText, SheetText

WORDS = Path(__file__).with_name("approved.txt")
ISSUE = {
    "Workstream": "TRN", "Kind": "Issue", "What": "Visits have stopped in two schools", "Severity": "Low",
    "Owner": "Transition Lead", "Raised": "12 Nov 2026", "Status": "Open", "From risk": "TRN-R02",
}  # fmt: skip
ROUNDS: dict[str, tuple[Edit, ...]] = {
    "Most kinds of change, one or a few in a row": (
        ("KPIs", "TRN-K02", {"Target": "75%", "Tolerance": "", "Definition": "Families met.", "Source": "Post"}),
        ("KPIs", "SUF-K01", {"Counts children": "No"}),
        ("KPIs", "SUF-K02", {"Back to green by": "1 Sep 2027"}),
        ("Expectations", "TRN-K02 TRN-M08", {"Expected": "45%", "Measured on": "26 Mar 2027"}),
        ("Expectations", "TRN-K02 TRN-M10", {"KPI": "TRN-K02", "Milestone": "TRN-M10", "Expected": "70%"}),
        ("Actuals", "TRN-K02 31 Oct 2026", {"Value": "31%"}),
        ("Actuals", "TRN-K02 30 Sep 2026", {"Base": "140"}),
        ("Actuals", "TRN-K02 new", {"KPI": "TRN-K02", "Period end": "10 Nov 2026", "Value": "26%"}),
        ("Actuals", "SUF-K02 23 Oct 2026", {"Value": "140"}),
        ("Risks", "TRN-R01", {"Likelihood": "5", "Impact": "5"}),
        ("Risks", "TRN-R02", {"Status": "Closed", "Outcome": "A second psychologist joins meetings"}),
        ("Risks", "SUF-R06", {"Response": "Tolerate", "Action due": "30 Jun 2027", "Owner": "Places Planning Manager"}),
        ("Issues and decisions", "TRN-A09", ISSUE),
        ("Issues and decisions", "TRN-A03", {"Needed by": "17 Dec 2026", "Forum": "Transition Group"}),
        ("Issues and decisions", "TRN-A04", {"Status": "Open"}),
        ("Issues and decisions", "TRN-A01", {"Severity": "High", "Needed by": "12 Nov 2026"}),
        ("Interdependencies", "TRN-D04",
         {"Receiver agrees": "No", "Needed by": "5 Mar 2027", "Promised for": "19 Feb 2027"}),
        ("Interdependencies", "EHP-D01", {"Giver agrees": "Yes"}),
        ("Interdependencies", "STA-D02", {"Delivered": ""}),
        ("Interdependencies", "TRN-D02", {"Delivered": "10 Sep 2026"}),
        ("Resources", "TRN-P01", {"Post status": "Vacant", "Cost (pounds)": "12345.5"}),
        ("Resources", "TRN-P02", {"Post status": "In post"}),
        ("Resources", "TRN-P06", {"FTE": "0.1"}),
        ("Resources", "TRN-P03", {"To": "21 Jul 2027"}),
        ("Diagnostics", "TRN-T03", {"Status": "Done", "Actual end": "12 Nov 2026"}),
        ("Diagnostics", "TRN-T04", {"Ends": "12 Feb 2027"}),
        ("Money", "TRN-F02",
         {"Forecast outturn": "18150", "Budget": "16200", "Actual to date": "4000", "Carry-forward agreed": "Yes"}),
        ("Money", "TRN-F03", {"Funding": "Not funded"}),
        ("Workstreams", "TRN", {"Ends": "31 Dec 2027", "Reported RAG": "Red"}),
        ("Workstreams", "SUF", {"Owner": "Somebody else"}),
        ("Milestones", "TRN-M04", {"Decision given": ""}),
        ("Milestones", "TRN-M06", {"Actual date": "26 Oct 2026"}),
        ("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}),
        ("Milestones", "TRN-M08", {"Forecast date": "11 Feb 2027", "Baseline date": "10 Feb 2027"}),
        ("Milestones", "TRN-M09", {"Forecast date": "4 Mar 2027"}),
        ("Milestones", "TRN-M11", {"Forecast date": "14 Sep 2027"}),
        ("Milestones", "SUF-M06", {"Owner": "Head of Property", "Back to green by": "30 Apr 2027"}),
        ("Milestones", "SUF-M07", {"Forum": "Programme Board", "Decision needed": "Assurance"}),
        ("Milestones", "SUF-M08", {"Depends on": "SUF-M07", "Commentary": "Tender pulled: one firm only."}),
    ),
    "The same rows otherwise: reached, re-baselined, gone": (
        ("KPIs", "TRN-K02", {"Target": "75%", "Change reference": "TRN-A09"}),
        ("Expectations", "TRN-K02 TRN-M08", None),
        ("Actuals", "TRN-K02 30 Sep 2026", None),
        ("Actuals", "TRN-K02 new", {"KPI": "TRN-K02", "Period end": "15 Oct 2026", "Value": "20%"}),
        ("Risks", "TRN-R01", {"Likelihood": "2"}),
        ("Risks", "TRN-R04", {"Impact": "4"}),
        ("Risks", "STA-R01", {"Likelihood": "4"}),
        ("Risks", "TRN-R02", {"Status": "Closed"}),
        ("Interdependencies", "STA-D02", {"Accepted": "12 Nov 2026"}),
        ("Interdependencies", "TRN-D04", {"State": "Withdrawn"}),
        ("Issues and decisions", "TRN-A03",
         {"Status": "Closed", "Closed on": "12 Nov 2026", "Outcome": "Agreed by email."}),
        ("Diagnostics", "TRN-T04", None),
        ("Milestones", "TRN-M06", {"Actual date": "", "Forecast date": "4 Dec 2026"}),
        ("Milestones", "TRN-M07", {"Actual date": "11 Nov 2026"}),
        ("Milestones", "TRN-M08",
         {"Agreed date": "5 Mar 2027", "Change reference": "Board paper 12", "Forecast date": "5 Mar 2027"}),
        ("Milestones", "TRN-M09", {"Forecast date": "12 Mar 2027"}),
        ("Milestones", "SUF-M01", None),
    ),
    "And otherwise again: withdrawn, dropped, became an issue": (
        ("KPIs", "TRN-K02", {"State": "Withdrawn"}),
        ("Risks", "TRN-R02", {"Status": "Became an issue"}),
        ("Issues and decisions", "TRN-A09", ISSUE),
        ("Issues and decisions", "TRN-A03", {"Needed by": "2 Dec 2027"}),
        ("Diagnostics", "TRN-T04", {"Status": "Dropped"}),
        (
            "Milestones",
            "TRN-M07",
            {
                "Actual date": "13 Nov 2026", "Forecast date": "", "Reported RAG": "", "Back to green by": "",
                "Help needed": "",
            },
        ),
        ("Milestones", "TRN-M08", {"Agreed date": "5 Mar 2027"}),
        ("Milestones", "TRN-M09", {"Key": "No", "Fixed date": "Yes", "Decision given": "12 Nov 2026"}),
        ("Milestones", "TRN-M11", {"State": "Paused"}),
        ("Risks", "TRN-R03", None),
        ("Thresholds", "Milestone amber within (working days)", {"Value": "100"}),
        ("Calendar", "Autumn term 2026", {"To": "17 Dec 2026"}),
        ("Calendar", "Inset", {"Kind": "School holiday", "From": "7 Jun 2027", "To": "7 Jun 2027"}),
        ("Calendar", "Spring half-term 2027", None),
        ("Programme", "Grant total (pounds)", {"Value": "1100000"}),
        ("Programme", "Grant ends", {"Value": "31 Dec 2027"}),
    ),
    "Nothing but the date": (("Programme", "As at", {"Value": "20 Nov 2026"}),),
}  # fmt: skip


LACKING = ("What is lacking now", "What was lacking then")


def _places(cells: tuple[Cell, ...]) -> str:
    """Where cells stand; on Transition's own sheets, where most are, without its file."""
    return ", ".join(f"{cell.workbook.removesuffix('.xlsx')} {cell.sheet} {cell.address}" for cell in cells) or "-"


def _own_words(change: Change) -> str:
    """What is said of a change, without what rules and ratings say of it, which is approved with them."""
    if change.what in {ChangeKind.CONFLICT_NEW, ChangeKind.CONFLICT_CLEARED}:
        return change.sentence.partition(":")[0]
    if change.what in {ChangeKind.COLOUR_WORSE, ChangeKind.COLOUR_BETTER, ChangeKind.COLOUR_OTHER}:
        return "".join(change.sentence.partition("What moved it")[1:])
    return change.sentence


def line(change: Change) -> str:
    """One change: its part of the telling, what it is of and how much it weighs, its words, values and cells."""
    of = " ".join(filter(None, (change.workstream, change.record, change.name and f'"{change.name[:40]}"')))
    weight = f"{change.weight.of.name.lower()} {change.weight.size:g}" if change.first else "not first"
    words = _own_words(change)
    return (
        f"{section_of(change).name} {change.kind}: {of}: {change.what} ({weight}): {words}"
        f" [{change.before or '-'} > {change.after or '-'}]"
        f" [{_places(change.then)} > {_places(change.now)}]"
    )


def lacking() -> BoardSnapshot:
    """The example of another council, a return and a file short, and one without a sheet and a column."""
    books = {text.name: text for text in with_edits([("Programme", "Council", {"Value": "Northshire Council"})])}
    del books["outreach.xlsx"]
    less = {title: sheet for title, sheet in books["workforce.xlsx"].sheets.items() if title != "Risks"}
    milestones = less["Milestones"]
    rows = [{title: text for title, text in row.items() if title != "Owner"} for row in milestones.rows]
    titles = [title for title in milestones.titles if title != "Owner"]
    less["Milestones"] = SheetText("Milestones", rows, titles)
    books["workforce.xlsx"] = BookText("workforce.xlsx", less)
    return board(books.values(), (("H:\\returns\\outreach (2).xlsx", "It has a password."),))


def said(title: str) -> Iterator[str]:
    """Every change of one round, in the order in which they are told; where much is lacking, what is not compared."""
    if title in ROUNDS:
        yield from (line(change) for change in after(*ROUNDS[title]).changes)
    else:
        boards = (example(), lacking())
        then, now = boards if title == LACKING[0] else reversed(boards)
        for change in changes_between(then, now).changes:
            if section_of(change) is ChangeSection.COMPARISON or change.what is ChangeKind.CONFLICT_UNKNOWN:
                yield line(change)


def approved() -> dict[str, list[str]]:
    """What was approved, by round."""
    rounds = (part.strip().split("\n") for part in WORDS.read_text(encoding="utf-8").split("\n\n"))
    return {title: lines for title, *lines in rounds}


@pytest.mark.parametrize("title", [*ROUNDS, *LACKING])
def test_what_is_told_of_a_round_of_edits_is_what_was_approved(title: str) -> None:
    assert list(said(title)) == approved()[title]


if __name__ == "__main__":
    told = ("\n".join([title, *said(title)]) for title in (*ROUNDS, *LACKING))
    WORDS.write_text("\n\n".join(told) + "\n", encoding="utf-8")
