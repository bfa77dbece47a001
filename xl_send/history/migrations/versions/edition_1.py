"""Boards, their workbooks with every sheet and cell that is kept, and the colours that were told."""

from __future__ import annotations

from alembic import context, op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.dialects.mssql import NVARCHAR
from sqlalchemy.types import TypeEngine

revision, down_revision = "1", None
branch_labels = depends_on = None


def _text(longest: int | None = None) -> TypeEngine[str]:
    exact = NVARCHAR(longest, collation="Latin1_General_100_BIN2")
    return Text().with_variant(Text(collation="C"), "postgresql").with_variant(exact, "mssql")


def _plain(longest: int) -> TypeEngine[str]:
    return Text().with_variant(String(longest), "mssql")


def _number(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null, autoincrement=False)


def _words(name: str, kind: TypeEngine[str], *, null: bool = False) -> Column[str]:
    return Column(name, kind, nullable=null)


def upgrade() -> None:
    """Make the tables."""
    home = context.config.attributes["schema"]
    before = f"{home}." if home else ""

    def of(column: str, *, cascade: bool = True) -> ForeignKeyConstraint:
        return ForeignKeyConstraint([column], [f"{before}{column}.id"], ondelete="CASCADE" if cascade else None)

    # SQL Server follows no two ways from one table to another; there a period's workbooks take their workstreams along.
    two_ways = op.get_context().dialect.name != "mssql"
    op.create_table(
        "period", Column("id", Integer, primary_key=True),
        _words("key", _text(400)), _words("council", _text()), _words("programme", _text()),
        _words("as_at", _plain(10)),
        UniqueConstraint("key", "as_at"), schema=home,
    )  # fmt: skip
    op.create_table(
        "workbook", Column("id", Integer, primary_key=True),
        _number("period"), _words("file", _text()), _words("as_at", _plain(10), null=True),
        _words("sha256", _plain(64)), _number("macros"), _number("date1904"), of("period"), schema=home,
    )  # fmt: skip
    op.create_table(
        "workstream", _number("period"), _words("code", _text(400)), _number("workbook"),
        PrimaryKeyConstraint("period", "code", "workbook"), of("period", cascade=two_ways), of("workbook"),
        schema=home, sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "sheet", Column("id", Integer, primary_key=True),
        _number("workbook"), _words("title", _text()), _number("hidden"), of("workbook"), schema=home,
    )  # fmt: skip
    op.create_table(
        "cell", _number("sheet"), _number("row"), _number("place"), _words("kind", _plain(20)), _words("text", _text()),
        PrimaryKeyConstraint("sheet", "row", "place"), of("sheet"), schema=home, sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "colour", _number("period"), _words("of_what", _text(400)), _words("aspect", _plain(30)),
        _words("status", _plain(30)), _words("reported", _text(), null=True),
        PrimaryKeyConstraint("period", "of_what", "aspect"), of("period"), schema=home, sqlite_with_rowid=False,
    )  # fmt: skip
    for table, column in (("workbook", "period"), ("workstream", "workbook"), ("sheet", "workbook")):
        op.create_index(f"{table}_{column}", table, [column], schema=home)
