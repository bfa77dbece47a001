"""The tables of a history as they are in the present edition. What makes them are the migrations.

Texts are compared by their letters' codes everywhere, so that no server's own alphabet merges or orders them.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.dialects.mssql import NVARCHAR
from sqlalchemy.types import TypeEngine

# The schema of a database on a server; a file has none.
SCHEMA = "xl_send"
# The letters of what is looked up by: SQL Server's keys hold 900 bytes.
LONGEST_KEY = 400


def text_type(longest: int | None = None) -> TypeEngine[str]:
    """A text; how long it may be counts in SQL Server alone, whose keys are limited."""
    exact = NVARCHAR(longest, collation="Latin1_General_100_BIN2")
    return Text().with_variant(Text(collation="C"), "postgresql").with_variant(exact, "mssql")


def short_text(longest: int) -> TypeEngine[str]:
    """A text of a few letters and figures that the product makes itself, such as a digest."""
    return Text().with_variant(String(longest), "mssql")


META = MetaData()

PERIOD = Table(
    "period", META,
    Column("id", Integer, primary_key=True),
    Column("key", text_type(LONGEST_KEY), nullable=False),
    Column("council", text_type(), nullable=False),
    Column("programme", text_type(), nullable=False),
    Column("as_at", short_text(10), nullable=False),
    UniqueConstraint("key", "as_at"),
)  # fmt: skip
WORKBOOK = Table(
    "workbook", META,
    Column("id", Integer, primary_key=True),
    Column("period", ForeignKey("period.id", ondelete="CASCADE"), nullable=False),
    Column("file", text_type(), nullable=False),
    Column("as_at", short_text(10)),
    Column("sha256", short_text(64), nullable=False),
    Column("macros", Integer, nullable=False),
    Column("date1904", Integer, nullable=False),
    Column("digest", short_text(64), nullable=False),
    Index("workbook_period", "period"),
)  # fmt: skip
WORKSTREAM = Table(
    "workstream", META,
    Column("period", ForeignKey("period.id", ondelete="CASCADE"), primary_key=True),
    Column("code", text_type(LONGEST_KEY), primary_key=True),
    Column("workbook", ForeignKey("workbook.id", ondelete="CASCADE"), primary_key=True),
    Index("workstream_workbook", "workbook"),
)  # fmt: skip
SHEET = Table(
    "sheet", META,
    Column("id", Integer, primary_key=True),
    Column("workbook", ForeignKey("workbook.id", ondelete="CASCADE"), nullable=False),
    Column("title", text_type(), nullable=False),
    Column("hidden", Integer, nullable=False),
    Index("sheet_workbook", "workbook"),
)  # fmt: skip
CELL = Table(
    "cell", META,
    Column("sheet", ForeignKey("sheet.id", ondelete="CASCADE"), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", short_text(20), nullable=False),
    Column("text", text_type(), nullable=False),
)  # fmt: skip
COLOUR = Table(
    "colour", META,
    Column("period", ForeignKey("period.id", ondelete="CASCADE"), primary_key=True),
    Column("of_what", text_type(LONGEST_KEY), primary_key=True),
    Column("aspect", short_text(30), primary_key=True),
    Column("status", short_text(30), nullable=False),
    Column("reported", text_type()),
)  # fmt: skip
SEAL = Table(
    "seal", META,
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("part", short_text(10), primary_key=True),
    Column("digest", short_text(64), nullable=False),
)  # fmt: skip
