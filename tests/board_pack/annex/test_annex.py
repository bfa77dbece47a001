"""The annex: what is shown in each section, in which order, and what is counted where not all is."""

from __future__ import annotations

import re

from board_pack.boards import board, example, example_programme, pack_of, said, table, tables
from examples import programme
from network.programmes import book, milestone
from statuses import read
from xl_send.board_pack.annex.dates import dates
from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.pack import material_of, publication_of
from xl_send.board_pack.values import BoardPack
from xl_send.rag.rollup import programme_status
from xl_send.rules import check

KPIS = """
Milestones:
| ID | Baseline date | Actual date | Forecast date |
| --- | --- | --- | --- |
| TRN-M01 | 25 Sep 2026 | 25 Sep 2026 | |

KPIs:
| ID | KPI | Type | Leads to | Unit | Better when | Baseline | Target | Tolerance | Counts children |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | Outcome | Lagging | | Percent | Higher | 40% | 60% | 5% | No |
| TRN-K02 | Early sign | Leading | TRN-K01 | Pounds | Lower | 20000 | 12500 | 100 | No |
| TRN-K03 | Requests | Lagging | | Count | Context only | 300 | | | No |

Expectations:
| KPI | Milestone | Expected |
| --- | --- | --- |
| TRN-K01 | TRN-M01 | 45% |
| TRN-K02 | TRN-M01 | 15000 |

Actuals:
| KPI | Period end | Value | Base |
| --- | --- | --- | --- |
| TRN-K01 | 31 Oct 2026 | 45% | 1200 |
| TRN-K02 | 31 Oct 2026 | 18000 | |
| TRN-K03 | 30 Sep 2026 | 290 | |
| TRN-K03 | 31 Oct 2026 | 250 | |
"""


def test_a_kpi_shows_where_it_was_should_be_is_and_is_to_be() -> None:
    early, outcome = table(board(KPIS), "kpis", "KPIs by")
    assert early["KPI"].startswith("Early sign\nTRN-K02, leading to TRN-K01")
    assert early["Target"] == "£12,500\nBy 31 July 2027\nFrom £20,000"
    assert early["RAG"].startswith("Red\n£3,000 too high, £100 tolerated.")
    assert outcome["Expected"] == "45%\nAt TRN-M01"
    assert outcome["Actual"] == "45%\n31 October 2026\nBase: 1,200"
    assert outcome["RAG"] == "Green"
    assert "Early warning: TRN-K02 is Red, while what it leads to, Outcome (TRN-K01), is still Green." in said(
        board(KPIS).page("kpis")
    )


def test_context_figures_have_no_colour_and_no_praise() -> None:
    row = table(board(KPIS), "kpis", "Figures for context")[0]
    assert row["Figure before"] == "290\n30 September 2026"
    assert row["Latest figure"] == "250\n31 October 2026"
    assert not re.search("improv|wors|green|amber|red|better|good|fell|reduc", " ".join(row.values()).lower())


MILESTONES = """
Milestones:
| ID | Milestone | Baseline date | Forecast date | Actual date | Commentary | Back to green by |
| --- | --- | --- | --- | --- | --- | --- |
| TRN-M01 | Amber one | 4 Dec 2026 | 18 Dec 2026 | | Slow | 18 Dec 2026 |
| TRN-M02 | Overdue | 6 Nov 2026 | 6 Nov 2026 | | | |
| TRN-M03 | On the day | 12 Jan 2027 | 12 Jan 2027 | | | |
"""


def test_red_and_amber_milestones_stand_worst_first_with_their_dates_and_way_back() -> None:
    rows = table(board(MILESTONES), "milestones", "Red and Amber")
    assert [row["Milestone"].partition("\n")[0] for row in rows] == ["Overdue", "Amber one"]
    assert rows[1]["RAG by dates"].startswith("Amber\n10 working days late")
    assert rows[1]["Now expected"] == "18 December 2026\nPlanned: 4 December 2026"
    assert rows[1]["What the owner says"] == "Slow\nBack to green by: 18 December 2026"
    assert rows[0]["What the owner says"] == "No date for Green"
    told = said(board(MILESTONES).page("milestones"))
    assert "3 milestones: 1 Green, 1 Amber, 1 Red." in told
    assert "Of 2 Red and Amber milestones and KPIs, 1 lack an action, an owner or a date for Green: TRN-M02." in told


def test_closed_risks_and_issues_are_not_listed() -> None:
    pack = board(
        "Risks:\n| ID | Status |\n| --- | --- |\n| TRN-R01 | Closed |\n\n"
        "Issues and decisions:\n| ID | Status |\n| --- | --- |\n| TRN-A01 | Closed |\n"
    )
    assert list(tables(pack.page("risks"))) == []
    assert "No risk is open." in said(pack.page("risks"))
    assert "No issue is open and no action is late." in said(pack.page("risks"))


HANDOVER = """
Interdependencies:
| ID | Needed by | Promised for | Forecast |
| --- | --- | --- | --- |
| TRN-D01 | 4 Dec 2026 | 4 Dec 2026 | 18 Dec 2026 |

south.xlsx Workstreams:
| Code | Workstream |
| --- | --- |
| OUT | Outreach |

south.xlsx Interdependencies:
| ID | Needed by | Promised for | Forecast |
| --- | --- | --- | --- |
| TRN-D01 | | 11 Dec 2026 | 8 Jan 2027 |
"""


def test_a_handover_shows_the_receivers_need_and_the_givers_promise() -> None:
    row = table(board(HANDOVER), "handovers", "Red and Amber")[0]
    assert row["From and to"] == "OUT to TRN"
    assert row["Needed by"] == "4 December 2026"
    assert row["Now expected"] == "8 January 2027\nPromised for 11 December 2026"
    assert row["RAG"].startswith("Red\n")


OUT = book("OUT", Milestones=(milestone("OUT-M01", "4 Dec 2026", "14 Jan 2027"),))
WAITS = milestone("TRN-M01", "18 Dec 2026", Depends_on="OUT-M01", Milestone="Trial reviewed")


def of_books(*books: str) -> BoardPack:
    found = read("".join(books))
    return pack_of(found, check(found))


def test_a_conflict_is_told_by_the_name_of_what_is_late() -> None:
    rows = table(of_books(OUT, book("TRN", Milestones=(WAITS,))), "conflicts", "Conflicts")
    (told,) = [row for row in rows if "OUT-M01 is expected" in row["What stands in the way"]]
    assert told["Between"].startswith("Trial opens in four schools (OUT-M01)")
    assert "it moves TRN-M01 by 16 working days" in told["What stands in the way"]


def test_without_conflicts_the_page_says_so_and_names_what_was_not_checked() -> None:
    other = milestone("TRN-M02", "18 Jan 2027", Milestone="Offer agreed")
    (only,) = of_books(book("TRN", Milestones=(WAITS, other))).page("conflicts").parts
    assert only.sentences == (
        "No conflict between workstreams was found.",
        "Not checked: 1 reference to OUT, whose workbooks were not read.",
    )


def test_people_over_their_time_are_told_week_by_week() -> None:
    pack = board(
        "Resources:\n| ID | Person or team | From | To | FTE | Available FTE |\n| --- | --- | --- | --- | --- | --- |\n"
        "| TRN-P01 | Case team | 16 Nov 2026 | 18 Dec 2026 | 2.5 | 2 |\n"
        "| TRN-P02 | Others | 16 Nov 2026 | 18 Dec 2026 | 1 | 2 |\n"
    )
    (row,) = table(pack, "people", "People and teams")
    assert (row["Person or team"], row["Weeks over"], row["For"]) == ("Case team", "5", "TRN")
    assert row["Most in a week"] == "125%\n2.5 of 2 FTE"
    (picture,) = pack.page("people").parts[0].exhibits
    assert "5 weeks with somebody above their whole time" in picture.picture.description
    assert picture.plot
    assert {x for series in picture.plot.series for x, _ in series.points} >= {0.0, 1.0}


def test_the_forward_plan_names_half_terms_milestones_and_papers() -> None:
    rows = table(example(), "plan", "From")
    assert rows[0]["Half-term"] == "Autumn 2 2026"
    assert "Programme Board, papers due 25 November 2026" in rows[0]["Meetings with papers due, and statutory dates"]
    assert any("SUF-M08" in row["Key milestones"] for row in rows)


def test_the_key_holds_the_programmes_own_thresholds() -> None:
    titles = "| Milestone green within (working days) | Money red over |"
    given = "| TRN-M01 | Trial opens | 18 Jan 2027 |\n| TRN-M02 | Trial ends | 12 Feb 2027 |\n"
    milestones = f"Milestones:\n| ID | Milestone | Baseline date |\n| --- | --- | --- |\n{given}"
    pack = board(f"{milestones}\nThresholds:\n{titles}\n| --- | --- |\n| 7 | 30% |\n")
    rows = table(pack, "key", "Where Green ends")
    assert rows[0]["Green"] == "Up to 7 working days late"
    assert rows[4]["Red"] == "More than 30% overspent"


def test_the_sources_are_named_with_what_was_read() -> None:
    rows = table(example(), "key", "Workbooks read")
    assert [row["Workbook"] for row in rows] == [found.workbook for found in example_programme().submissions]
    assert {row["As at"] for row in rows} == {"13 November 2026"}
    assert sum(int(row["Rows not read"]) for row in rows) == 2


CHAIN = """
Milestones:
| ID | Milestone | Key | Baseline date | Forecast date | Depends on | Decision needed | Forum | Publish |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-M01 | Paper written | No | 12 Jan 2027 | 12 Jan 2027 | | None | Programme Board | Board |
| TRN-M02 | Board agrees | Yes | 28 Jan 2027 | 28 Jan 2027 | TRN-M01 | Decision | Programme Board | Partners |
| TRN-M03 | Alone | Yes | 14 Jan 2027 | 14 Jan 2027 | | None | Programme Board | Partners |

Meetings:
| Forum | Meeting date | Papers due |
| --- | --- | --- |
| Programme Board | 10 Dec 2026 | 2 Dec 2026 |
| Programme Board | 28 Jan 2027 | 20 Jan 2027 |
"""


def test_what_drives_a_key_milestones_date_is_told_with_its_meeting() -> None:
    (row,) = table(board(CHAIN), "dates", "Key milestones and what they wait for")
    assert row["Key milestone"] == "Board agrees\nTRN-M02, Transition Lead"
    first, second = row["What drives its date"].splitlines()
    assert first == "TRN-M01 (Paper written): 12 January 2027, its own date."
    assert "with TRN-M01, on which it depends, and Programme Board can first decide it then" in second
    assert not [page for page in board(CHAIN, "scrutiny").pages if page.anchor == "dates"]


def test_a_chain_that_goes_through_a_hidden_row_is_not_told() -> None:
    found = programme(CHAIN)[0]
    request = PackRequest(audience=PackAudience.PARTNERSHIP)
    seen = publication_of(found, programme_status(found), None, request)
    page = dates(material_of(seen, check(found), request=request))
    assert "It waits for something that is not shown to this audience." in said(page)
    assert "TRN-M01" not in said(page)
