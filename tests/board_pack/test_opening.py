"""The head of the report: whose it is, its colour and its owner's, and what must be known first."""

from __future__ import annotations

from datetime import date

import pytest

from board_pack.boards import board, example, example_programme, said, summary_of
from examples import programme
from xl_send.board_pack.sections.colours import comparison
from xl_send.board_pack.summary import summarise
from xl_send.rag.rollup import programme_status
from xl_send.results import Status
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.submissions import Programme

TWO = """
north.xlsx Programme:
| As at | Reported RAG | Reason |
| --- | --- | --- |
| 13 Nov 2026 | Amber | Recruiting is slow |

south.xlsx Programme:
| As at | Reported RAG |
| --- | --- |
| {as_at} | Green |

south.xlsx Workstreams:
| Code | Workstream |
| --- | --- |
| OUT | Outreach |
"""


def test_the_title_says_whose_report_it_is_and_as_at_when() -> None:
    title = example().title
    assert title.programme == "Exampleshire SEND Transformation Programme"
    assert title.council == "Exampleshire County Council"
    assert title.strapline == "Autumn 1 2026. As at 13 November 2026"
    assert ("Made from", "6 workbooks") in title.facts


def test_an_older_return_is_named_with_its_date() -> None:
    notices = board(TWO.format(as_at="30 Oct 2026")).notices
    assert [notice.sentence for notice in notices] == ["1 return is older than the rest"]
    assert notices[0].points == ("The return of Outreach (OUT) is as at 30 October 2026, 14 days older",)


def test_returns_of_one_day_need_no_notice() -> None:
    assert board(TWO.format(as_at="13 Nov 2026")).notices == ()


def test_a_return_without_a_date_is_named() -> None:
    notices = board(TWO.format(as_at="soon")).notices
    assert "1 workbook without an As at date that can be read: nothing in it is rated" in [
        notice.sentence for notice in notices
    ]


def test_a_date_that_was_asked_for_is_said() -> None:
    found = programme(TWO.format(as_at="30 Oct 2026"))[0]
    summary = summary_of(Programme(found.submissions, date(2026, 11, 20)))
    assert "As at 20 November 2026" in summary.title.strapline
    assert "measured as at 20 November 2026" in summary.notices[0].sentence


def test_rows_that_could_not_be_read_are_said_before_all_else() -> None:
    notice = board("Milestones:\n| ID | Baseline date |\n| --- | --- |\n| TRN-M01 | soon |\n").notices[0]
    assert notice.sentence == "1 row could not be read and has no colour"
    assert notice.points == ("return.xlsx, Milestones, row 2, TRN-M01, its Baseline date could not be read",)


def test_many_unread_rows_are_counted_and_the_first_named() -> None:
    rows = "".join(f"| TRN-M{number:02} | soon |\n" for number in range(1, 21))
    notice = board(f"Milestones:\n| ID | Baseline date |\n| --- | --- |\n{rows}").notices[0]
    assert notice.sentence == "20 rows could not be read and have no colour"
    assert len(notice.points) == 13
    assert notice.points[-1] == "8 more"


def test_a_refused_file_is_said_without_its_folder() -> None:
    found = example_programme()
    refused = [(r"C:\Users\officer\Returns\old.xls", "This is an old workbook.")]
    notice = summarise(found, programme_status(found), (), refused).notices[0]
    assert notice.sentence == "1 file could not be read and is not in this report"
    assert notice.points == ("old.xls: This is an old workbook.",)


def test_the_overall_colour_names_its_drivers_in_the_order_of_the_sentence() -> None:
    found = example_programme()
    aspect = next(
        item for item in programme_status(found).aspects if (item.of, item.aspect) == ("programme", "overall")
    )
    overall = example().overall
    assert overall.computed
    assert overall.computed.word == aspect.status.value
    places = [aspect.sentence.index(point.partition("(")[2].partition(")")[0]) for point in overall.points[:-1]]
    assert places == sorted(places)
    assert len(places) == 5
    assert overall.points[-1] == f"and {len(aspect.drivers) - 5} more"


def test_a_green_programme_says_so_in_a_sentence() -> None:
    overall = board("Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n").overall
    assert overall.sentence == "Green: nothing that counts is Red or Amber."
    assert overall.points == ()


def test_the_reported_colour_stands_beside_with_its_reason() -> None:
    overall = board(
        TWO.format(as_at="13 Nov 2026") + "\nnorth.xlsx Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n"
    ).overall
    assert overall.reported
    assert overall.reported.word == "Amber"
    assert overall.comparison == "Amber is reported: worse than Green, which the dates and figures give."
    assert overall.reason == "Recruiting is slow"


@pytest.mark.parametrize(
    ("status", "reported", "words"),
    [
        (Status.RED, Rag.GREEN, "better than Red"), (Status.GREEN, Rag.RED, "worse than Green"),
        (Status.AMBER, Rag.AMBER, "Amber is reported too."), (Status.NO_DATA, Rag.GREEN, "no computed colour"),
        (Status.RED, None, "No colour is reported."),
    ],
)  # fmt: skip
def test_how_the_two_colours_compare_is_said(status: Status, reported: Rag | None, words: str) -> None:
    assert words in comparison(status, reported)


def test_an_empty_programme_says_so_in_every_section() -> None:
    summary = summary_of(Programme(()))
    assert summary.overall.computed is None
    assert "Nothing is rated" in summary.overall.sentence
    assert summary.title.strapline == "No workbook has an As at date that can be read"
    for section in summary.sections:
        assert all(part.sentences or part.tables or part.points for part in section.parts), section.anchor


def test_a_programme_without_a_date_is_not_rated() -> None:
    summary = board("Programme:\n| As at |\n| --- |\n| soon |\n\nMilestones:\n| ID |\n| --- |\n| TRN-M01 |\n")
    assert summary.overall.computed is None
    assert "No milestone is rated." in said(summary.section("milestones"))
