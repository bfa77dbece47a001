"""Tables as Parquet, by pyarrow, which is installed with `pip install xl_send[parquet]`."""

from __future__ import annotations

import io

from xl_send.datasets.dataset import Dataset, FieldType
from xl_send.errors import CannotRunError

NO_PYARROW = (
    "Parquet needs pyarrow, which is not installed here. "
    "Run pip install xl_send[parquet], or export CSV with --format csv."
)


def parquet_bytes(dataset: Dataset) -> bytes:
    """A table as the bytes of a Parquet file, with a type for each column and its meaning and unit beside it.

    Raises `CannotRunError` where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise CannotRunError(NO_PYARROW) from error
    types = {
        FieldType.STRING: pa.string(),
        FieldType.NUMBER: pa.float64(),
        FieldType.INTEGER: pa.int64(),
        FieldType.BOOLEAN: pa.bool_(),
        FieldType.DATE: pa.date32(),
    }
    schema = pa.schema(
        [
            pa.field(field.name, types[field.type], metadata={"description": field.description, "unit": field.unit})
            for field in dataset.fields
        ]
    )
    columns = [
        pa.array([row.get(field.name) for row in dataset.rows], type=types[field.type]) for field in dataset.fields
    ]
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=schema), out, compression="snappy")
    return out.getvalue()
