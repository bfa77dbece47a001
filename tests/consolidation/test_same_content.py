"""When a return is the same as another: only where nothing that anybody typed in it would be lost with it."""

from __future__ import annotations

import pytest

from consolidation.written import returns_of
from xl_send.consolidation import SetAsideReason, choose_returns

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
