"""Running the catalogue: order, follow-ons, keys and speed of growth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from examples import programme
from xl_send.findings import Finding, Severity
from xl_send.reading import read_book
from xl_send.rules import Hit, Rule, all_rules, check, hit
from xl_send.rules.wording import Details, details
from xl_send.workbook.cells import Book, Grid, Row
from xl_send.workbook.columns import Layout, columns_of
from xl_send.workbook.submissions import SHEETS, Programme


def _check(text: str, *rules: str) -> tuple[Finding, ...]:
    found, _ = programme(text)
    return check(found, [all_rules()[rule] for rule in rules] if rules else None)


def _ids(findings: tuple[Finding, ...]) -> list[str]:
    return [found.rule for found in findings]


SOUND = """
Milestones:
| ID | Done when |
| --- | --- |
| TRN-M01 | All four schools have signed |

KPIs:
| ID |
| --- |
| TRN-K01 |

Expectations:
| KPI |
| --- |
| TRN-K01 |

Actuals:
| KPI |
| --- |
| TRN-K01 |

Risks:
| ID | Likelihood before controls | Impact before controls |
| --- | --- | --- |
| TRN-R01 | 3 | 3 |
"""


def test_a_sound_workbook_has_neither_errors_nor_queries() -> None:
    assert not [found for found in _check(SOUND) if found.severity is not Severity.ADVICE]


def _blank_book() -> Book:
    grids = []
    for record in SHEETS:
        titles = [column.title for column in columns_of(record)]
        labelled = record.SHEET.layout is Layout.LABELS
        down: list[Row] = [(number, {1: title}) for number, title in enumerate(titles, 2)]
        rows = down if labelled else [(1, dict(enumerate(titles, 1)))]
        grids.append(Grid(record.SHEET.title, rows))
    return Book("blank.xlsx", tuple(grids))


def test_a_blank_workbook_says_only_that_required_cells_are_blank() -> None:
    assert {(finding.rule, finding.cell.sheet) for finding in check(Programme((read_book(_blank_book()),)))} == {
        ("WB01", "Programme")
    }


def test_findings_stand_in_the_order_of_workbook_sheet_row_and_column() -> None:
    found = _check(
        """
        b.xlsx Risks:
        | ID | Owner | Likelihood |
        | --- | --- | --- |
        | TRN-R01 | | 9 |

        b.xlsx Milestones:
        | ID | Owner | Phase |
        | --- | --- | --- |
        | TRN-M01 | Lead | Trial |
        | TRN-M02 | | Pilot |

        a.xlsx Milestones:
        | ID | Owner |
        | --- | --- |
        | TRN-M01 | |
        """,
        "WB01",
        "WB02",
        "WB04",
    )
    assert [(item.cell.workbook, item.cell.sheet, item.cell.column) for item in found] == [
        ("b.xlsx", "Milestones", "Phase"),
        ("b.xlsx", "Milestones", "Owner"),
        ("b.xlsx", "Risks", "Owner"),
        ("b.xlsx", "Risks", "Likelihood"),
        ("a.xlsx", "Milestones", "Owner"),
    ]


def test_columns_after_z_come_after_z() -> None:
    found = _check(
        """
        KPIs:
        | ID | Unit | Counts children | Publish |
        | --- | --- | --- | --- |
        | TRN-K01 | Furlongs | Perhaps | Nobody |
        """,
        "WB04",
    )
    assert [item.cell.column for item in found] == ["Unit", "Counts children", "Publish"]


def test_a_cell_that_could_not_be_read_gets_no_follow_on() -> None:
    text = """
    Milestones:
    | ID | Reported RAG | Commentary | Back to green by | Depends on |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | One school has left | TBC | TRN-M01 |
    """
    assert _ids(_check(text, "MS06", "WB05")) == ["WB05"]
    assert "RF10" in _ids(_check(text, "MS06", "WB05", "RF10"))


def test_where_a_conflict_tells_of_a_cell_the_rule_that_it_speaks_for_does_not_tell_it_again() -> None:
    text = """
    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | TRN-M01 |
    | TRN-M02 | TRN-M09 |
    """
    assert _ids(_check(text, "RF08", "RF10")) == ["RF10", "RF08"]
    assert _ids(_check(text, "RF08", "RF10", "CF06", "CF07")) == ["CF07", "CF06"]


def test_a_conflict_is_known_again_by_its_records_whatever_the_workbooks_are_called() -> None:
    text = """
    north.xlsx Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | TRN-M02 |
    | TRN-M02 | TRN-M01 |
    """
    (found,) = _check(text, "CF07")
    (again,) = _check(text.replace("north", "south").replace("TRN-M01 | TRN-M02", "TRN-M01 | TRN-M02 "), "CF07")
    assert found.key == again.key == "CF07:TRN-M01+TRN-M02"


def _at_the_first_blank(read: Programme) -> Iterator[Hit]:
    yield hit(read.submissions[0].blanks[0].cell)


def _twice_at_as_at(read: Programme) -> Iterator[Hit]:
    yield hit(read.submissions[0].cover.at("as_at"))
    yield hit(read.submissions[0].cover.at("as_at"))


def test_a_blank_required_cell_gets_no_follow_on() -> None:
    found, _ = programme("Milestones:\n| ID | Owner |\n| --- | --- |\n| TRN-M01 | |\n")
    also = Rule("ZZ01", Severity.ERROR, "Again.", "Again.", _at_the_first_blank)
    assert _ids(check(found, [all_rules()["WB01"], also])) == ["WB01"]


def test_the_same_finding_is_told_once() -> None:
    found, _ = programme(SOUND)
    assert len(check(found, [Rule("ZZ01", Severity.QUERY, "Once.", "Once.", _twice_at_as_at)])) == 1


def test_a_finding_keeps_its_key_when_rows_move() -> None:
    first = _check("Milestones:\n| ID | Owner |\n| --- | --- |\n| TRN-M01 | |\n", "WB01")
    later = _check("Milestones:\n| ID | Owner |\n| --- | --- |\n| TRN-M09 | Lead |\n| TRN-M01 | |\n", "WB01")
    assert [item.key for item in first] == [item.key for item in later] == ["WB01:TRN-M01:Owner"]
    assert first[0].cell.address != later[0].cell.address


def test_a_row_without_an_id_is_known_by_its_place() -> None:
    (found,) = _check("Actuals:\n| KPI | Period end |\n| --- | --- |\n| TRN-K01 | |\n", "WB01")
    assert found.key == f"WB01:return.xlsx:Actuals:{found.cell.address}"


def test_every_rule_is_told_as_it_is_done() -> None:
    found, _ = programme(SOUND)
    heard: list[str] = []
    check(found, advance=heard.append)
    assert heard == list(all_rules())


def test_a_blank_as_at_is_one_error() -> None:
    found = _check(SOUND + "\nProgramme:\n| As at |\n| --- |\n| |\n")
    assert [item.rule for item in found if item.severity is Severity.ERROR] == ["WB01"]
    assert "Until then nothing can be rated." in found[0].fix


def test_an_empty_book_raises_nothing() -> None:
    found = check(Programme((read_book(Book("empty.xlsx", ())),)))
    assert {finding.rule for finding in found} == {"SH01"}
    assert not check(Programme(()))


def test_a_missing_column_is_told_once_and_not_as_a_blank_in_every_row() -> None:
    found = _check(
        """
        Risks, as it lies:
        | ID | Workstream | Likelihood | Impact | Response | Status | Mitigation |
        | --- | --- | --- | --- | --- | --- | --- |
        | TRN-R01 | TRN | 3 | 3 | Treat | Open | Recruit early |
        | TRN-R02 | TRN | 3 | 3 | Treat | Open | Recruit early |
        """,
        "RK02",
        "SH11",
    )
    assert _ids(found) == ["SH11"]


def test_what_is_told_of_another_workbook_names_it_without_its_folders() -> None:
    found, _ = programme(
        """
        /home/somebody/south.xlsx Thresholds:
        | Milestone green within (working days) |
        | --- |
        | 9 |

        /home/somebody/south.xlsx Programme:
        | As at |
        | --- |
        | 2 Oct 2026 |

        /home/somebody/north.xlsx Programme:
        | As at |
        | --- |
        | 13 Nov 2026 |
        """
    )
    told = [f"{finding.message} {finding.fix} {finding.key}" for finding in check(found)]
    assert any("north.xlsx" in text for text in told)
    assert not [text for text in told if "/home/somebody" in text]


def _later(says: list[str], names: tuple[str, ...], found: Programme) -> Iterator[Hit]:
    """A hit at each workstream's code, whose words note that they were asked for."""

    def told(name: str) -> Details:
        says.append(name)
        return details(name=names[0] if name == "SOU" else name)

    for code in found.streams:
        yield Hit(found.streams[code].at("code"), partial(told, code))


def _asked_later(says: list[str], *names: str) -> tuple[Finding, ...]:
    found, _ = programme("Workstreams:\n| Code |\n| --- |\n| TRN |\n| SOU |")
    return check(found, [Rule("ZZ01", Severity.ERROR, "{name} is.", "Ask {name}.", partial(_later, says, names))])


def test_findings_are_put_into_words_once_and_only_when_they_are_shown() -> None:
    says: list[str] = []
    first, second = _asked_later(says, "South")
    assert [first.key, second.key] == ["ZZ01:TRN:Code", "ZZ01:SOU:Code"]
    assert not says
    assert (second.message, second.fix, second.related) == ("South is.", "Ask South.", ())
    assert says == ["SOU"]


def test_findings_that_say_the_same_are_equal_whenever_they_were_put_into_words() -> None:
    found, again, other = (_asked_later([], name) for name in ("South", "South", "North"))
    assert found == again
    assert found != other
    assert len({*found, *again, *other}) == 3


def test_where_words_cannot_be_made_that_is_told_and_the_others_stand() -> None:
    first, second = _asked_later([])
    assert first.message == "TRN is."
    assert "a fault of its own" in second.message
    assert "IndexError in test_checking.py" in second.message
    assert second.cell.record == "SOU"
