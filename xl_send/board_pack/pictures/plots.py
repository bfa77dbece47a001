"""Figures that a document draws as a chart of its own, which an officer can restyle there."""

from __future__ import annotations

from xl_send.value_classes import frozen


@frozen(eq=True, slots=True)
class PlotSeries:
    """One row of figures: its name, how it looks, and its points; `line` and `marks` say what of it is drawn."""

    name: str
    look: str
    points: tuple[tuple[float, float], ...]
    line: bool = True
    marks: bool = True
    label_last: str = ""


@frozen(eq=True, slots=True)
class Plot:
    """Series over days (as serial numbers) or over named categories, on one axis of figures.

    `kind` is scatter or column. `low`, `high` and `step` are the ends and steps of the axis, `form` its number format.
    """

    kind: str
    series: tuple[PlotSeries, ...]
    low: float
    high: float
    step: float
    form: str
    first: float = 0
    last: float = 0
    categories: tuple[str, ...] = ()
