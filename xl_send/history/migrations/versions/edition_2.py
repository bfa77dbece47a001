"""Seals: digests of what is kept of each board, by which a change that the product did not make is noticed."""

from __future__ import annotations

from alembic import context, op
from sqlalchemy import Column, Connection, Integer, PrimaryKeyConstraint, String, Text

from xl_send.history.digests import TableRows, digest_of

revision, down_revision = "2", "1"
branch_labels = depends_on = None

# What was kept of one period, and of all of them; each table in the order of its keys.
OF_A_PERIOD = {
    "returns": {
        "workbook": (
            "SELECT id, period, file, as_at, sha256, macros, date1904 FROM workbook WHERE period = ? ORDER BY id"
        ),
        "workstream": "SELECT * FROM workstream WHERE period = ? ORDER BY code, workbook",
        "sheet": "SELECT sheet.* FROM sheet JOIN workbook ON workbook.id = workbook WHERE period = ? ORDER BY sheet.id",
        "cell": (
            "SELECT cell.* FROM cell JOIN sheet ON sheet.id = sheet JOIN workbook ON workbook.id = workbook "
            "WHERE period = ? ORDER BY sheet, row, place"
        ),
    },
    "colours": {"colour": "SELECT * FROM colour WHERE period = ? ORDER BY of_what, aspect"},
}
OF_ALL = {
    "period": "SELECT * FROM period ORDER BY id",
    "seal": "SELECT * FROM seal WHERE part <> 'periods' ORDER BY period, part",
}
ADD_SEAL = "INSERT INTO seal VALUES (?, ?, ?)"


def upgrade() -> None:
    """Make the table, and seal the periods of a file as they stand. On servers there were none before."""
    schema = context.config.attributes["schema"]
    op.create_table(
        "seal", Column("period", Integer, nullable=False, autoincrement=False),
        Column("part", Text().with_variant(String(10), "mssql"), nullable=False),
        Column("digest", Text().with_variant(String(64), "mssql"), nullable=False),
        PrimaryKeyConstraint("period", "part"), schema=schema, sqlite_with_rowid=False,
    )  # fmt: skip
    if not context.is_offline_mode() and op.get_bind().dialect.name == "sqlite":
        seal_all(op.get_bind())


def seal_all(connection: Connection) -> None:
    """Seal every period, and then the list of them."""
    for period in numbers(connection):
        for part, queries in OF_A_PERIOD.items():
            told = digest_of(rows_of(connection, queries, (period,)))
            connection.exec_driver_sql(ADD_SEAL, (period, part, told))
    connection.exec_driver_sql(ADD_SEAL, (0, "periods", digest_of(rows_of(connection, OF_ALL, ()))))


def numbers(connection: Connection) -> list[int]:
    """The numbers of the periods."""
    return [number for (number,) in connection.exec_driver_sql("SELECT id FROM period ORDER BY id").all()]


def rows_of(connection: Connection, queries: dict[str, str], given: tuple[int, ...]) -> list[TableRows]:
    """The rows of several tables, each with its name."""
    return [(name, [tuple(row) for row in connection.exec_driver_sql(query, given)]) for name, query in queries.items()]
