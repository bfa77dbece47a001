"""What a person may write for a slip, and what is said of what cannot be understood."""

from __future__ import annotations

import pytest

from xl_send.commands.whatif import one_slip, slips_from
from xl_send.errors import CannotRunError


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("TRN-M04=15", 15),
        ("trn-m04 = 15", 15),
        (" TRN-M04=+15 ", 15),
        ("TRN-M04=15 days", 15),
        ("TRN-M04=1 working day", 1),
        ("TRN-M04=15d", 15),
        ("TRN-M04=3 weeks", 15),
        ("TRN-M04=3 Weeks", 15),
        ("TRN-M04=1wk", 5),
        ("TRN-M04=-5", -5),
        ("TRN-M04=\u22122 weeks", -10),
        ("TRN-M04=2000", 2000),
    ],
)
def test_a_slip_is_read_as_people_write_it(written: str, days: int) -> None:
    assert slips_from([written]) == [("TRN-M04", days)]


@pytest.mark.parametrize(
    ("name", "length", "days"),
    [("TRN-M04", "10", 10), ("trn-m04", "3 weeks", 15), ("TRN-M04=15", "", 15), ("trn-m04=2 weeks", "99", 10)],
)
def test_what_was_answered_to_the_first_question_may_say_it_all(name: str, length: str, days: int) -> None:
    assert slips_from([one_slip(name, length)]) == [("TRN-M04", days)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("TRN-M04", "TRN-M04 cannot be read. Give an id and working days, such as TRN-M04=15."),
        ("TRN-M04=soon", "TRN-M04=soon cannot be read."),
        ("TRN-M04=3 months", "TRN-M04=3 months cannot be read."),
        ("TRN-M04=1.5 weeks", "TRN-M04=1.5 weeks cannot be read."),
        ("=15", "=15 cannot be read."),
        ("=", "No id was given. Give an id and working days"),
        ("TRN-M04=2001", "TRN-M04=2001 is further than 2,000 working days"),
        ("TRN-M04=401 weeks", "TRN-M04=401 weeks is further than 2,000 working days"),
    ],
)
def test_what_cannot_be_understood_is_said(written: str, said: str) -> None:
    with pytest.raises(CannotRunError) as told:
        slips_from([written])
    assert str(told.value).startswith(said)
