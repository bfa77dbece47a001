"""Which returns are of another council or programme, what is asked of those that were taken, and copies of files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consolidation.written import returns_of
from xl_send.consolidation import Return, SetAsideReason, choose_returns
from xl_send.consolidation.belonging import questions, strangers


def returns(*covers: str) -> list[Return]:
    """Returns a.xlsx, b.xlsx ... whose covers hold these cells: council, programme and reporting period."""
    head = "Programme:\n| Council | Programme | Reporting period | Template version |\n| --- | --- | --- | --- |\n"
    return returns_of(
        "".join(f"\n{name}.xlsx {head}| {cells} |\n" for name, cells in zip("abcdef", covers, strict=False))
    )


NORTH, SOUTH, EAST = (f"{name} Council | SEND | Autumn |" for name in ("Northshire", "Southshire", "Eastshire"))
OFFICE = "Southshire Council | SEND | Autumn | 2 Programme"


@pytest.mark.parametrize(
    ("covers", "apart"),
    [
        ((NORTH,), ""),
        ((NORTH, NORTH, NORTH), ""),
        ((NORTH, NORTH, SOUTH), "c"),
        ((SOUTH, NORTH, NORTH), "a"),
        ((NORTH, SOUTH), "ab"),  # between as many of each nobody guesses
        ((NORTH, NORTH, SOUTH, EAST), "cd"),
        ((NORTH, NORTH, OFFICE), "ab"),  # the programme office's own word rules
        ((NORTH, OFFICE), "a"),
        ((NORTH, NORTH, "NORTHSHIRE COUNCIL | SEND | Autumn |"), ""),
        ((NORTH, NORTH, "Northshire Concil | SEND | Autumn |"), ""),  # mistyped
        ((NORTH, NORTH, " | SEND | Autumn |"), ""),  # not said
        ((NORTH, NORTH, "Northshire Council | Early years | Autumn |"), "c"),
        ((" | SEND | Autumn |", " | SEND | Autumn |"), ""),
    ],
)
def test_a_return_of_another_council_or_programme_than_most_is_a_stranger(covers: tuple[str, ...], apart: str) -> None:
    found = strangers(returns(*covers))
    assert "".join(stranger.one.path.removesuffix(".xlsx") for stranger in found) == apart
    assert all(stranger.said != stranger.usual and stranger.one is not stranger.other for stranger in found)


def test_a_stranger_is_told_with_what_it_says_and_another_says() -> None:
    (council,) = strangers(returns(NORTH, NORTH, SOUTH))
    assert council.sentence == 'Its Council is "Southshire Council", and "Northshire Council" in a.xlsx.'
    (programme,) = strangers(returns(NORTH, NORTH, "Northshire Council | Early years | Autumn |"))
    assert programme.sentence == 'Its Programme is "Early years", and "SEND" in a.xlsx.'


def test_one_return_that_differs_in_both_is_one_stranger() -> None:
    (found,) = strangers(returns(NORTH, NORTH, "Southshire Council | Early years | Autumn |"))
    assert found.title == "Council"


def test_a_name_or_period_that_most_others_give_otherwise_is_asked_about() -> None:
    taken = returns(NORTH, NORTH, "Northshire Concil | SEND | Spring |", "Northshire Council | | autumn |")
    assert questions(taken) == {
        "c.xlsx": (
            'Its Council is "Northshire Concil", and "Northshire Council" elsewhere: is it the same?',
            'Its Reporting period is "Spring", and "Autumn" elsewhere: is it of the same time?',
        )
    }
    assert questions([*taken[:2], replace(taken[2], carried=True)]) == {
        "c.xlsx": ('Its Council is "Northshire Concil", and "Northshire Council" elsewhere: is it the same?',)
    }
    assert questions([]) == {}


@pytest.mark.parametrize("name", ["trn - Copy", "trn (1)", "trn copy", "Copy of trn"])
def test_of_a_file_and_its_copy_the_file_itself_is_taken(name: str) -> None:
    (one,) = returns_of("trn.xlsx Workstreams:\n| Code |\n| --- |\n| TRN |\n")
    chosen = choose_returns([replace(one, path=f"{name}.xlsx"), one], ())
    assert [item.path for item in chosen.taken] == ["trn.xlsx"]
    assert [(item.one.path, item.why) for item in chosen.aside] == [(f"{name}.xlsx", SetAsideReason.SAME)]


RETURN = """
{name}.xlsx Programme:
| Programme manager | Our label |
| --- | --- |
| Delivery Lead | Ring the office |

{name}.xlsx Workstreams:
| Code | Our note |
| --- | --- |
| TRN | Seen by the board |

{name}.xlsx Risks, as it lies:
| ID | Workstream | Risk | Our score |
| --- | --- | --- | --- |
| TRN-R01 | TRN | Posts are vacant | 7 |
| | | | Add these up |

{name}.xlsx Thresholds, as it lies:
| A | B | C | D | E | F |
| --- | --- | --- | --- | --- | --- |
| Milestone green within | 5 | | | | |
| Rule | Reason | Until | | | |
| MS02 | Agreed | 31 Dec 2026 | | | |
| Likelihood down, impact across | 1 | 2 | 3 | 4 | 5 |
| 1 | Green | Green | Green | Green | Amber |
| 2 | Green | Green | Green | Amber | Amber |
| 3 | Green | Green | Amber | Amber | Red |
| 4 | Green | Amber | Amber | Red | Red |
| 5 | Amber | Amber | Red | Red | Red |

{name}.xlsx Our sheet, as it lies:
| What |
| --- |
| Ours |
"""


def set_aside(was: str = "", is_now: str = "") -> list[tuple[str, SetAsideReason]]:
    """What becomes of a return and a copy of it in which one text was altered."""
    assert RETURN.count(was) == 1 or not was
    chosen = choose_returns(returns_of(RETURN.format(name="a") + RETURN.replace(was, is_now).format(name="b")), ())
    return [(aside.one.path, aside.why) for aside in chosen.aside]


def test_a_return_saved_again_is_taken_once() -> None:
    assert set_aside() == [("b.xlsx", SetAsideReason.SAME_CONTENT)]


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("Delivery Lead", "Programme Lead"),  # a label
        ("Our label", "Another label"),  # one of the council's own
        ("Seen by the board", "Not seen"),  # a column of its own
        ("Add these up", "Added up"),  # the same where nothing else stands in the row
        ("Posts are vacant", "Posts are filled"),
        ("within | 5", "within | 6"),
        ("Agreed", "Agreed by the board"),  # why a rule is silenced
        ("| 5 | Amber |", "| 5 | Red |"),  # the risk matrix
        ("Red | Red | Red |", "Red | Red | Purple |"),  # what of it could not be read
        ("Our sheet", "Another sheet"),
    ],
)
def test_a_return_that_says_anything_else_is_no_copy(was: str, is_now: str) -> None:
    clash = SetAsideReason.CLASH
    assert set_aside(was, is_now) == [("a.xlsx", clash), ("b.xlsx", clash)]
