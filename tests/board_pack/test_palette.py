"""The stylesheet: contrast of every pair of colours, its size, and what print and narrow screens need."""

from __future__ import annotations

import re

import pytest

from xl_send.board_pack.html.page import stylesheet

VARIABLES = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6}|#[0-9a-f]{3})", stylesheet()))
WHITE = "#ffffff"
STATES = ("red", "amber", "green", "complete")


def _colour(text: str) -> str:
    match = re.fullmatch(r"var\(--([a-z]+)\)", text.strip())
    plain = VARIABLES[match[1]] if match else text.strip()
    return plain if len(plain) == 7 else "#" + "".join(2 * digit for digit in plain[1:])


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(_colour(one)), _luminance(_colour(other))))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("state", STATES)
def test_a_status_can_be_read_on_its_own_ground(state: str) -> None:
    match = re.search(rf"\.tag\.{state} {{ background: ([^;]+); color: ([^;]+); }}", stylesheet())
    assert match
    assert contrast(match[1], match[2]) >= 4.5
    assert contrast(match[2], WHITE) >= 3, "the shape and edge, where a printer leaves the ground out"


@pytest.mark.parametrize("name", ["ink", "soft", "accent"])
@pytest.mark.parametrize("ground", ["#fff", "var(--pale)"])
def test_text_can_be_read(name: str, ground: str) -> None:
    assert contrast(f"var(--{name})", ground) >= 4.5


def test_what_has_the_focus_stands_out() -> None:
    assert contrast("var(--ink)", "#fd0") >= 4.5
    assert ":focus-visible { outline: 3px solid" in stylesheet()


def test_the_stylesheet_is_small_and_draws_no_text_paler_than_tested() -> None:
    assert len(stylesheet().encode()) < 8000
    used = set(re.findall(r"[^-]color: ([^;]+);", stylesheet()))
    tested = {f"var(--{name})" for name in ("ink", "soft", "accent", "red", "amber", "green")}
    assert used - tested <= {"#383f43", "currentColor", "inherit"}
    assert contrast("#383f43", WHITE) >= 4.5


def test_print_repeats_headers_and_splits_no_row() -> None:
    print_rules = stylesheet().partition("@media print")[2]
    assert "thead { display: table-header-group; }" in print_rules
    assert re.search(r"[^}]*\btr\b[^}]*{ break-inside: avoid; }", print_rules)
    assert "size: A4" in print_rules
