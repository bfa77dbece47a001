"""Public figures beside KPIs: England's and statistical neighbours', for a KPI that names its public measure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from xl_send.analysis.names.local_authorities import authority_coded, authority_named
from xl_send.datasets.dataset import DataRow, Dataset, number_field, text_field
from xl_send.errors import CannotRunError
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name
from xl_send.workbook.cells import read_number
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

TITLES = ("measure", "year", "area", "value")
ENGLAND, NEIGHBOURS = "england", "statistical neighbours"
_NEIGHBOURS = frozenset({NEIGHBOURS, "statistical neighbour", "statistical neighbour average", "sn", "neighbours"})
_MOST_BYTES = 16 * 2**20
FIELDS = (
    text_field("workbook", "The workbook that gives the KPI."),
    text_field("kpi", "The KPI's id."),
    text_field("name", "What is measured."),
    text_field("measure", "The public measure that the KPI names."),
    text_field("year", "The year of the public figures, as their source writes it."),
    number_field("england", "England's figure for that year.", "as published"),
    number_field("neighbours", "The average of statistical neighbours for that year.", "as published"),
    number_field("authority", "The authority's own published figure for that year.", "as published"),
    text_field("source", "Where the figures come from."),
)


class PublicFigure(NamedTuple):
    """One published figure: of what, when, for which area, and where it comes from."""

    measure: str
    year: str
    area: str
    value: float
    source: str


def read_benchmarks(content: bytes, name: str) -> tuple[PublicFigure, ...]:
    """The figures of a file of comma-separated values with the columns measure, year, area and value, and maybe source.

    An area is England, Statistical neighbours, or an authority by its code or name; a percentage is written 45% or as
    published. Raises `CannotRunError` for another file, or a value that is no number, naming the line.
    """
    if len(content) > _MOST_BYTES:
        message = f"{name}: This file is too large for benchmarks."
        raise CannotRunError(message)
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace")))
    try:
        rows = list(reader)
    except csv.Error as error:
        message = (
            f"{name}: This is no file of comma-separated values. Benchmarks have the columns {every_name(TITLES)}."
        )
        raise CannotRunError(message) from error
    titles = {(title or "").strip().casefold(): title for title in reader.fieldnames or ()}
    lacking = [title for title in TITLES if title not in titles]
    if lacking:
        message = f"{name}: There is no column {every_name(lacking)}. Benchmarks have the columns {every_name(TITLES)}."
        raise CannotRunError(message)
    return tuple(_figures(rows, titles, name))


def _figures(rows: Sequence[Mapping[str, str]], titles: Mapping[str, str], name: str) -> Iterator[PublicFigure]:
    for line, row in enumerate(rows, 2):
        measure, year, area, value = ((row.get(titles[title]) or "").strip() for title in TITLES)
        if not value or value.casefold() in {"c", "z", "x", "low", ":", "-"}:
            continue  # not published: suppressed, not applicable, or too low to be shown
        figure = read_number(value.removesuffix("%"))
        if figure is None:
            message = f"{name}, line {line}: {value} is no number. Leave the value blank where nothing is published."
            raise CannotRunError(message)
        source = (row.get(titles.get("source", "")) or "").strip()
        yield PublicFigure(measure, year, area, figure / 100 if value.endswith("%") else figure, source)


def benchmarks(programme: Programme, figures: Sequence[PublicFigure]) -> Dataset:
    """One row for each KPI that names a public measure and year for which a figure was published, years in order."""
    rows = [
        row for kpi in programme.each(Kpi) if getattr(kpi, "measure", None) for row in _rows(programme, kpi, figures)
    ]
    description = "One row for each KPI that names its public measure, and year: what was published for others."
    return Dataset("benchmarks", description, FIELDS, ("workbook", "kpi", "year"), rows)


def measures_not_found(programme: Programme, figures: Sequence[PublicFigure]) -> tuple[str, ...]:
    """A sentence where KPIs name measures of which the file has no figure."""
    known = {title_key(figure.measure) for figure in figures}
    lacking = [kpi.id for kpi in programme.each(Kpi) if (found := _measure(kpi)) and title_key(found) not in known]
    return (f"No benchmark was found for the measure of {every_name(lacking)}.",) if lacking else ()


def _measure(kpi: Kpi) -> str:
    return getattr(kpi, "measure", None) or ""


def _rows(programme: Programme, kpi: Kpi, figures: Sequence[PublicFigure]) -> Iterator[DataRow]:
    wanted = title_key(_measure(kpi))
    of_measure = [figure for figure in figures if title_key(figure.measure) == wanted]
    cover = programme.of(kpi).cover
    own = authority_coded(cover.authority) or authority_named(cover.council)
    for year in sorted({figure.year for figure in of_measure}):
        of_year = [figure for figure in of_measure if figure.year == year]
        yield {
            "workbook": kpi.workbook,
            "kpi": kpi.id,
            "name": kpi.name,
            "measure": _measure(kpi),
            "year": year,
            "england": _value(of_year, frozenset({ENGLAND})),
            "neighbours": _value(of_year, _NEIGHBOURS),
            "authority": _own(of_year, own.code) if own else None,
            "source": next((figure.source for figure in of_year if figure.source), None),
        }


def _value(figures: Sequence[PublicFigure], areas: frozenset[str]) -> float | None:
    return next((figure.value for figure in figures if " ".join(figure.area.casefold().split()) in areas), None)


def _own(figures: Sequence[PublicFigure], code: str) -> float | None:
    for figure in figures:
        found = authority_coded(figure.area) or authority_named(figure.area)
        if found and found.code == code:
            return figure.value
    return None
