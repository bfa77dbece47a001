"""The ribbon's own icons, each a few shapes; readable small, and by shape as well as by colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

from xl_send.vba.drawing import Colour, Layer, box, disc, line, png, ring

NAVY: Colour = (29, 53, 87)
RED: Colour = (192, 40, 40)
AMBER: Colour = (232, 150, 20)
GREEN: Colour = (30, 130, 60)
GREY: Colour = (150, 160, 175)
WHITE: Colour = (255, 255, 255)

_PAGE = (Layer(NAVY, box(0.16, 0.05, 0.84, 0.95)), Layer(WHITE, box(0.22, 0.11, 0.78, 0.89, 0.01)))

_DRAWN: Mapping[str, tuple[Layer, ...]] = {
    "traffic_light": (
        Layer(NAVY, box(0.28, 0.02, 0.72, 0.98, 0.12)),
        Layer(RED, disc(0.5, 0.2, 0.125)),
        Layer(AMBER, disc(0.5, 0.5, 0.125)),
        Layer(GREEN, disc(0.5, 0.8, 0.125)),
    ),
    "adopt": (
        *(Layer(GREY, box(0.04, top, 0.44, top + 0.16)) for top in (0.14, 0.38, 0.62)),
        Layer(NAVY, line(0.09, (0.4, 0.5), (0.68, 0.5))),
        Layer(NAVY, line(0.09, (0.52, 0.34), (0.68, 0.5), (0.52, 0.66))),
        Layer(NAVY, box(0.72, 0.08, 0.97, 0.92)),
        Layer(GREEN, box(0.77, 0.2, 0.92, 0.32)),
        Layer(AMBER, box(0.77, 0.44, 0.92, 0.56)),
        Layer(RED, box(0.77, 0.68, 0.92, 0.8)),
    ),
    "look_closer": (
        Layer(NAVY, line(0.13, (0.64, 0.64), (0.92, 0.92))),
        Layer(WHITE, disc(0.41, 0.41, 0.33)),
        Layer(AMBER, disc(0.41, 0.41, 0.19)),
        Layer(NAVY, ring(0.41, 0.41, 0.33, 0.09)),
    ),
    "next_cell": (
        Layer(GREY, box(0.06, 0.06, 0.94, 0.28)),
        Layer(AMBER, box(0.06, 0.36, 0.94, 0.62)),
        Layer(NAVY, line(0.09, (0.5, 0.44), (0.5, 0.9))),
        Layer(NAVY, line(0.09, (0.31, 0.72), (0.5, 0.91), (0.69, 0.72))),
    ),
    "explain": (
        Layer(NAVY, box(0.05, 0.1, 0.95, 0.68, 0.12)),
        Layer(NAVY, line(0.13, (0.28, 0.62), (0.24, 0.9))),
        Layer(NAVY, line(0.11, (0.25, 0.9), (0.46, 0.66))),
        Layer(NAVY, line(0.13, (0.34, 0.62), (0.28, 0.8))),
        Layer(WHITE, line(0.07, (0.22, 0.3), (0.78, 0.3))),
        Layer(WHITE, line(0.07, (0.22, 0.48), (0.6, 0.48))),
    ),
    "clear_cells": (
        Layer(GREY, box(0.06, 0.06, 0.94, 0.28)),
        Layer(AMBER, box(0.06, 0.36, 0.94, 0.62)),
        Layer(GREY, box(0.06, 0.7, 0.94, 0.94)),
        Layer(RED, line(0.13, (0.22, 0.22), (0.78, 0.78))),
        Layer(RED, line(0.13, (0.78, 0.22), (0.22, 0.78))),
    ),
    "order": (
        Layer(NAVY, box(0.04, 0.1, 0.46, 0.28)),
        Layer(NAVY, box(0.3, 0.41, 0.72, 0.59)),
        Layer(NAVY, box(0.54, 0.72, 0.96, 0.9)),
        Layer(GREEN, line(0.07, (0.13, 0.38), (0.13, 0.81), (0.4, 0.81))),
        Layer(GREEN, line(0.07, (0.29, 0.69), (0.42, 0.81), (0.29, 0.93))),
    ),
    "slip": (
        Layer(NAVY, box(0.04, 0.06, 0.6, 0.28)),
        Layer(AMBER, line(0.1, (0.22, 0.5), (0.76, 0.5))),
        Layer(AMBER, line(0.1, (0.63, 0.38), (0.77, 0.5), (0.63, 0.62))),
        Layer(GREY, box(0.4, 0.72, 0.96, 0.94)),
    ),
    "word_page": (
        *_PAGE,
        Layer(NAVY, line(0.07, (0.3, 0.3), (0.4, 0.7), (0.5, 0.4), (0.6, 0.7), (0.7, 0.3))),
    ),
    "guide": (
        Layer(NAVY, box(0.04, 0.16, 0.96, 0.86)),
        Layer(WHITE, box(0.1, 0.22, 0.47, 0.8, 0.01)),
        Layer(WHITE, box(0.53, 0.22, 0.9, 0.8, 0.01)),
        Layer(GREY, line(0.05, (0.18, 0.36), (0.39, 0.36))),
        Layer(GREY, line(0.05, (0.18, 0.51), (0.39, 0.51))),
        Layer(GREY, line(0.05, (0.18, 0.66), (0.39, 0.66))),
        Layer(GREY, line(0.05, (0.61, 0.36), (0.82, 0.36))),
        Layer(GREY, line(0.05, (0.61, 0.51), (0.82, 0.51))),
    ),
    "about": (
        Layer(NAVY, disc(0.5, 0.5, 0.46)),
        Layer(WHITE, disc(0.5, 0.27, 0.075)),
        Layer(WHITE, line(0.12, (0.5, 0.46), (0.5, 0.75))),
    ),
}

ICONS: Mapping[str, Callable[[int], bytes]] = {name: cache(partial(png, layers)) for name, layers in _DRAWN.items()}
"""Each icon by name, as a function from its size in pixels to a PNG file."""
