"""Fills: what colour a theme, a tint and a palette come to, and what a person would call it."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING

from xl_send.adoption.tracker.sheets import Hue

if TYPE_CHECKING:
    from openpyxl.styles.colors import Color

Rgb = tuple[float, float, float]

# A theme's colours in the order in which cells count them: the first two pairs stand exchanged in the file.
_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_OFFICE = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1",
    "954F72",
)  # fmt: skip
_SLOT = re.compile(
    r"<(?:\w+:)?(lt1|dk1|lt2|dk2|accent[1-6]|hlink|folHlink)>.{0,400}?"
    r"(?:lastClr|srgbClr val)=\"([0-9A-Fa-f]{6})\"",
    re.DOTALL,
)
# Below this a colour is grey to the eye; beyond these lights it is white or black.
_PALEST, _DARKEST, _GREYEST = 0.93, 0.15, 0.28


def theme_colours(theme: bytes | str | None) -> tuple[str, ...]:
    """The twelve colours of a workbook's theme as cells number them; Office's own where it has none."""
    text = theme.decode("utf-8", "replace") if isinstance(theme, bytes) else theme or ""
    found = dict(_SLOT.findall(text))
    return tuple(found.get(name, usual) for name, usual in zip(_ORDER, _OFFICE, strict=True))


def hue_of_fill(fill: object, theme: tuple[str, ...], *, conditional: bool = False) -> Hue | None:
    """What a person calls a fill; None where there is none, or it is white, grey or of no rating.

    A conditional format keeps the colour of a solid fill as its background.
    """
    if fill is None or getattr(fill, "tagname", "") != "patternFill":
        return None
    pattern = getattr(fill, "patternType", None)
    if conditional:
        back = getattr(fill, "bgColor", None)
        colour = back if _is_set(back) else getattr(fill, "fgColor", None)
    elif pattern == "solid":
        colour = getattr(fill, "fgColor", None)
    else:
        return None
    rgb = rgb_of(colour, theme)
    return hue_of(rgb) if rgb else None


def _is_set(colour: Color | None) -> bool:
    return colour is not None and not (colour.type == "rgb" and colour.rgb == "00000000")


def rgb_of(colour: Color | None, theme: tuple[str, ...]) -> Rgb | None:
    """A colour as red, green and blue from 0 to 1, its tint applied."""
    code = _code(colour, theme)
    if colour is None or code is None:
        return None
    rgb = (int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255)
    return _tinted(rgb, float(colour.tint or 0))


def _code(colour: Color | None, theme: tuple[str, ...]) -> str | None:
    from openpyxl.styles.colors import COLOR_INDEX

    if colour is None:
        return None
    if colour.type == "theme":
        return theme[colour.theme] if 0 <= colour.theme < len(theme) else None
    if colour.type == "indexed":
        return COLOR_INDEX[colour.indexed][-6:] if 0 <= colour.indexed < len(COLOR_INDEX) else None
    code = colour.rgb if isinstance(colour.rgb, str) else ""
    return code[-6:] if re.fullmatch("[0-9A-Fa-f]{6,8}", code) else None


def _tinted(rgb: Rgb, tint: float) -> Rgb:
    """Lighter by a tint above nought, darker by one below, as Excel reckons it: on lightness alone."""
    if not tint:
        return rgb
    hue, light, strength = rgb_to_hls(*rgb)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return hls_to_rgb(hue, min(1.0, max(0.0, light)), strength)


def hue_of(rgb: Rgb) -> Hue | None:
    """What a person calls a colour: Red, Amber (orange and yellow too), Green or Blue; None for the rest."""
    hue, light, strength = rgb_to_hls(*rgb)
    if strength < _GREYEST or not _DARKEST <= light <= _PALEST:
        return None
    degrees = hue * 360
    for hue_name, upto in ((Hue.RED, 18.0), (Hue.AMBER, 66.0), (Hue.GREEN, 168.0), (Hue.BLUE, 262.0)):
        if degrees < upto:
            return hue_name
    return Hue.RED if degrees >= 338 else None
