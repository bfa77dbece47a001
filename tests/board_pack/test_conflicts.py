"""Conflicts on the board page: told by name, apart from slips of the keyboard, and never giving a hidden count away."""

from __future__ import annotations

from network.programmes import book, milestone
from statuses import read
from xl_send.board_pack.summary import Summary, summarise
from xl_send.board_pack.values import Section
from xl_send.rag.rollup import programme_status
from xl_send.rules import check

OUT = book("OUT", Milestones=(milestone("OUT-M01", "4 Dec 2026", "14 Jan 2027"),))
WAITS = milestone("TRN-M01", "18 Dec 2026", Depends_on="OUT-M01", Milestone="Trial reviewed")


def summary(*books: str) -> Summary:
    programme = read("".join(books))
    return summarise(programme, programme_status(programme), check(programme))


def rows(section: Section) -> list[tuple[str, ...]]:
    return [tuple(entry.text for entry in row) for part in section.parts for table in part.tables for row in table.rows]


def test_a_conflict_is_told_by_the_name_of_what_is_late_and_not_again_among_the_findings() -> None:
    found = summary(OUT, book("TRN", Milestones=(WAITS,)))
    (told,) = [row for row in rows(found.section("conflicts")) if "OUT-M01 is expected" in row[1]]
    assert told[0] == "Trial opens in four schools (OUT-M01)"
    assert "it moves TRN-M01 by 16 working days" in told[1]
    assert not [row for row in rows(found.section("findings")) if "OUT-M01 is expected" in " ".join(row)]


def test_without_conflicts_the_page_says_so_and_names_what_was_not_checked() -> None:
    (part,) = summary(book("TRN", Milestones=(WAITS,))).section("conflicts").parts
    assert part.sentences == (
        "No conflict between workstreams was found.",
        "Not checked: 1 reference to OUT, whose workbooks were not read.",
    )


def test_a_conflict_of_dates_is_told_though_it_names_an_indicator_with_a_hidden_count() -> None:
    kpi = {"ID": "TRN-K01", "Counts children": "Yes", "Unit": "Count"}
    sheets = {
        "KPIs": (kpi,),
        "Expectations": ({"KPI": "TRN-K01", "Milestone": "TRN-M01", "Expected": "4"},),
        "Actuals": ({"KPI": "TRN-K01", "Value": "3"},),
    }
    found = summary(OUT, book("TRN", Milestones=(WAITS,), **sheets))
    (told,) = [row for row in rows(found.section("conflicts")) if "OUT-M01 is expected" in row[1]]
    assert "TRN-K01 by 18 December 2026" in told[1]
