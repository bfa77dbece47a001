"""What every new workbook has in common: its day, which is no clock's, and how the writing library is to treat text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from xl_send.xlsx.write.looks import TYPEFACE

CREATED = datetime(2026, 9, 1, tzinfo=UTC).replace(tzinfo=None)
OPTIONS: Mapping[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": dict(TYPEFACE),
    "default_row_height": 20,
    "default_column_width": 72,  # in pixels: what tells the library how wide this typeface is
}
