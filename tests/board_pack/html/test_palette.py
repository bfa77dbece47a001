"""The stylesheet: contrast of every pair of colours, its size, and what print and narrow screens need."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from xl_send.board_pack.html.page import stylesheet
from xl_send.board_pack.pictures.looks import LOOKS, WORDS

LIGHT, DARK = (
    dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6}|#[0-9a-f]{3})", root))
    for root in re.findall(r":root {[^}]*--ink: [^}]*}", stylesheet())
)
SCHEMES = pytest.mark.parametrize("variables", [LIGHT, DARK], ids=["light", "dark"])
STATES = ("red", "amber", "green", "complete")


def _colour(text: str, variables: Mapping[str, str]) -> str:
    match = re.fullmatch(r"var\(--([a-z]+)\)", text.strip())
    plain = variables[match[1]] if match else text.strip()
    return plain if len(plain) == 7 else "#" + "".join(2 * digit for digit in plain[1:])


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, variables: Mapping[str, str] = LIGHT) -> float:
    darker, lighter = sorted(_luminance(_colour(item, variables)) for item in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize("state", STATES)
def test_a_status_can_be_read_on_its_own_ground(state: str, variables: Mapping[str, str]) -> None:
    match = re.search(rf"\.tag\.{state} {{ background: ([^;]+); color: ([^;]+); }}", stylesheet())
    assert match
    assert contrast(match[1], match[2], variables) >= 4.5
    assert contrast(match[2], "var(--ground)", variables) >= 3, "the shape and edge, where a printer leaves it out"


@SCHEMES
@pytest.mark.parametrize("name", ["ink", "soft", "accent", "other"])
@pytest.mark.parametrize("ground", ["var(--ground)", "var(--pale)"])
def test_text_can_be_read(name: str, ground: str, variables: Mapping[str, str]) -> None:
    assert contrast(f"var(--{name})", ground, variables) >= 4.5


def test_what_has_the_focus_stands_out() -> None:
    assert contrast("#0b0c0c", "#fd0") >= 4.5
    assert ":focus-visible { outline: 3px solid" in stylesheet()


# What tells a sign from its ground: its edge, or where it has none what fills it.
TOLD_BY_SHAPE = {"grid", "band", "term", "plain", "cell-red", "cell-amber", "cell-green"}


@pytest.mark.parametrize("name", sorted(set(LOOKS) - TOLD_BY_SHAPE))
def test_signs_and_lines_of_pictures_stand_out_from_white(name: str) -> None:
    assert contrast(LOOKS[name].stroke or LOOKS[name].fill, "#ffffff") >= 3


@pytest.mark.parametrize(
    "ground", ["#ffffff", *(LOOKS[name].fill for name in sorted(TOLD_BY_SHAPE - {"grid", "plain"}))]
)
def test_words_of_pictures_can_be_read_on_every_ground(ground: str) -> None:
    assert min(contrast(ink, ground) for ink, _, _ in WORDS.values()) >= 4.5


def test_every_look_has_its_dark_and_its_forced_colours() -> None:
    dark = stylesheet().partition("(prefers-color-scheme: dark)")[2].partition("@media")[0]
    assert not [name for name in LOOKS if f".p-{name}" not in dark and name not in {"axis", "meeting"}]
    forced = stylesheet().partition("(forced-colors: active)")[2].partition("@media")[0]
    assert ".exhibit text { fill: CanvasText; }" in forced
    assert "stroke: CanvasText; fill: Canvas;" in forced


def test_the_stylesheet_is_small_and_draws_no_text_paler_than_tested() -> None:
    assert len(stylesheet().encode()) < 12000
    used = set(re.findall(r"[^-]color: ([^;]+);", stylesheet()))
    tested = {f"var(--{name})" for name in ("ink", "soft", "accent", "red", "amber", "green", "other")}
    assert used - tested <= {"#0b0c0c", "currentColor", "inherit"}


def test_print_repeats_headers_and_splits_no_row() -> None:
    print_rules = stylesheet().partition("@media print")[2]
    assert "thead { display: table-header-group; }" in print_rules
    assert re.search(r"[^}]*\btr\b[^}]*{ break-inside: avoid; }", print_rules)
    assert "size: A4" in print_rules
