"""Tables: a programme as pandas DataFrames, one row an item, with right types."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from xl_send.commands.data.boards import boards_of
from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.datasets.dataset import Dataset, FieldType
from xl_send.progress import Progress, quietly

if TYPE_CHECKING:
    from pandas import DataFrame

# A blank is missing in each: never nought, never false.
DTYPES = {
    FieldType.STRING: "string",
    FieldType.NUMBER: "Float64",
    FieldType.INTEGER: "Int64",
    FieldType.BOOLEAN: "boolean",
    FieldType.DATE: "datetime64[s]",
}


def tables(  # noqa: PLR0913 - the same as of every verb
    *sources: Readables,
    history: str | os.PathLike[str] = "",
    for_publication: bool = False,
    last_edition: Readables = "",
    benchmark: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> dict[str, DataFrame]:
    """A programme as pandas DataFrames by name; docs/tables.md lists every column with its dtype and unit.

    programmes (one row a workbook), workstreams, aspects, milestones, kpis, risks, issues, resources, money (one row an
    item: each column that the workbook declares, the facts that were worked out, and `status`, `own_status`, `reason`,
    `unknown`), kpi_points (one row a KPI and day: `actual`, `expected`, `base`, `tolerance`, `shortfall`, `colour`),
    handovers (one row each, both parties' dates), tasks, resource_weeks (one row a person and week, in FTE), nodes and
    edges of the network, and findings.

    Texts are `string`, numbers `Float64`, counts and working days `Int64`, yes and no `boolean`, dates `datetime64[s]`;
    a blank is missing in each. Percentages are shares of 1, money is in pounds, lateness and float are in working days.
    With `history` each row has its `board`, one row an item and board; sources named besides are the latest board.
    `benchmark` is a file of public figures (measure, year, area, value); the table benchmarks puts England's and
    statistical neighbours' beside each KPI that names its Measure. `for_publication` leaves out what the public may
    not know. The dtypes and the unit of a column stand in `frame.attrs["units"]`. Raises `xl_send.Error` where
    nothing can be read.
    """
    found = boards_of(
        sources,
        history=history,
        for_publication=for_publication,
        last_edition=last_edition,
        benchmark=benchmark,
        as_at=as_at,
        policy=policy,
        progress=progress,
    )
    return {dataset.name: frame_of(dataset) for dataset in found.datasets}


def frame_of(dataset: Dataset) -> DataFrame:
    """A table as a DataFrame with its types; units and meanings of its columns stand in `attrs`."""
    import numpy as np
    import pandas as pd

    columns = {}
    for field in dataset.fields:
        values = [row.get(field.name) for row in dataset.rows]
        if field.type is FieldType.DATE:
            columns[field.name] = pd.Series(np.array(values, dtype="datetime64[s]"), dtype=DTYPES[field.type])
        else:
            columns[field.name] = pd.Series(values, dtype=DTYPES[field.type])
    frame: DataFrame = pd.DataFrame(columns, columns=[field.name for field in dataset.fields])
    frame.attrs["units"] = {field.name: field.unit for field in dataset.fields if field.unit}
    frame.attrs["description"] = dataset.description
    return frame
