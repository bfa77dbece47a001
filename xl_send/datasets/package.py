"""A data package: what files a folder of tables holds, and what each column means (Frictionless Data Package 1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from xl_send.datasets.dataset import Dataset, Field, FieldType
from xl_send.value_classes import NamedTuple

FILE = "datapackage.json"
_MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TableFile(NamedTuple):
    """A file with a table in it: its path within the folder, its bytes, the table, and which sheet of several."""

    path: str
    content: bytes
    dataset: Dataset
    sheet: str = ""


def package_json(name: str, title: str, notes: Sequence[str], files: Sequence[TableFile], form: str) -> str:
    """The descriptor of a folder. It holds no time: the same tables give the same bytes."""
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        **({"description": " ".join(notes)} if notes else {}),
        "resources": [_resource(file, form) for file in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(file: TableFile, form: str) -> Mapping[str, Any]:
    text = {"encoding": "utf-8", "dialect": {"delimiter": ",", "header": True}} if form == "csv" else {}
    sheet = {"dialect": {"sheet": file.sheet}} if file.sheet else {}
    return {
        "profile": "tabular-data-resource",
        "name": file.dataset.name,
        "path": file.path,
        "title": file.dataset.description,
        "format": form,
        "mediatype": _MEDIA[form],
        **text,
        **sheet,
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "schema": {
            "fields": [_field(field) for field in file.dataset.fields],
            "missingValues": [""],
            "primaryKey": list(file.dataset.key),
        },
    }


def _field(field: Field) -> Mapping[str, str]:
    form = {"format": "%Y-%m-%d"} if field.type is FieldType.DATE else {}
    unit = {"unit": field.unit} if field.unit else {}
    return {"name": field.name, "type": field.type.value, **form, "description": field.description, **unit}
