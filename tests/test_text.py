"""Values as people write them: every digit, whatever the size, and never a power of ten."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_send.text import as_seen, as_text, bare, exact, rounded, working_days
from xl_send.words import every_name
from xl_send.workbook.cells import CellError, CellErrorKind, Percentage
from xl_send.workbook.ids import Reference

NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(10**25), 10**25)


@pytest.mark.parametrize(
    ("value", "text", "seen"),
    [
        (None, "", None),
        (1_234_567.0, "1,234,567", "1234567"),
        (1_234_890, "1,234,890", "1234890"),
        (-1_500_250.25, "-1,500,250.25", "-1500250.25"),
        (0.1 + 0.2, "0.3", "0.3"),
        (-0.0, "0", "0"),
        (Percentage(0.45), "45%", "45%"),
        (Percentage(0.4525), "45.25%", "45.25%"),
        (True, "Yes", "TRUE"),
        (False, "No", "FALSE"),
        (date(2026, 11, 13), "13 November 2026", "13 November 2026"),
        (datetime(2026, 11, 13, 9), "13 November 2026 09:00", "13 November 2026 09:00"),  # noqa: DTZ001 - as a cell holds it
        ((Reference("TRN-M02", 10), Reference("TRN-M03")), "TRN-M02+10, TRN-M03", None),
        (CellError(CellErrorKind.ERROR, "#REF!"), "#REF!", "#REF!"),
        ("  a  b ", "  a  b ", "a b"),
        ("x" * 61, "x" * 61, "x" * 57 + "..."),
        (1e15, "1,000,000,000,000,000", "1000000000000000"),
        (1e300, "a number of 301 digits", "a number of 301 digits"),
        (-1e21, "minus a number of 22 digits", "minus a number of 22 digits"),
        (1e-13, "nearly 0", "nearly 0"),
    ],
)
def test_a_value_is_written_in_one_way(value: object, text: str, seen: str | None) -> None:
    assert as_text(value) == text
    if seen is not None:
        assert as_seen(value) == seen  # type: ignore[arg-type]


@given(NUMBERS)
def test_no_number_is_ever_a_power_of_ten(number: float) -> None:
    for text in (exact(number), bare(number), rounded(number)):
        assert text
        assert "e+" not in text
        assert len(text) < 60


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_keeps_every_digit(number: int) -> None:
    assert exact(number) == f"{number:,}"
    assert bare(float(number)) == str(number)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_hundredths_are_kept(number: object) -> None:
    assert float(bare(float(str(number)))) == float(str(number))


def test_days_and_names_in_a_sentence() -> None:
    assert [working_days(number) for number in (1, 2, 1200)] == [
        "1 working day", "2 working days", "1,200 working days",
    ]  # fmt: skip
    assert every_name(list("abcdefgh")) == "a, b, c, d, e, f, g and h"
    assert every_name([]) == ""
