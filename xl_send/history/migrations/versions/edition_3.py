"""Each workbook with a digest of its own: what is kept already is known again, and damage is told by workbook."""

from __future__ import annotations

from alembic import context, op
from sqlalchemy import Column, Connection, Integer, String, Text, column, insert, table

from xl_send.history.digests import content_digest, digest_of
from xl_send.history.migrations.versions.edition_2 import OF_A_PERIOD, OF_ALL, numbers, rows_of
from xl_send.history.refusals import DamagedError

revision, down_revision = "3", "2"
branch_labels = depends_on = None

_OF_A_PERIOD = {
    "returns": {
        "workbook": "SELECT * FROM workbook WHERE period = ? ORDER BY id",
        "workstream": "SELECT * FROM workstream WHERE period = ? ORDER BY code, workbook",
    },
    "colours": OF_A_PERIOD["colours"],
}


def upgrade() -> None:
    """Check a file by the seals that it has, then give its workbooks their digests and seal it anew."""
    filled = not context.is_offline_mode() and op.get_bind().dialect.name == "sqlite"
    if filled:
        _check(op.get_bind())
    op.add_column(
        "workbook",
        Column("digest", Text().with_variant(String(64), "mssql"), nullable=False, server_default=""),
        schema=context.config.attributes["schema"],
    )
    if filled:
        _digest(op.get_bind())
        _seal(op.get_bind())
    elif op.get_context().dialect.name != "sqlite":
        _seal_nothing()


def _seal_nothing() -> None:
    """On servers histories begin with this edition: an empty list of periods is sealed as such."""
    seal = table(
        "seal", column("period", Integer), column("part", String), column("digest", String),
        schema=context.config.attributes["schema"],
    )  # fmt: skip
    values: dict[str, str | int] = {
        "period": 0,
        "part": "periods",
        "digest": digest_of([(name, []) for name in OF_ALL]),
    }
    op.execute(insert(seal).values({name: op.inline_literal(value) for name, value in values.items()}))


def _check(connection: Connection) -> None:
    """Raises `DamagedError` where a file is not as it was sealed."""
    for period in numbers(connection):
        for part, queries in OF_A_PERIOD.items():
            if _sealed(connection, period, part) != digest_of(rows_of(connection, queries, (period,))):
                raise DamagedError
    if _sealed(connection, 0, "periods") != digest_of(rows_of(connection, OF_ALL, ())):
        raise DamagedError


def _sealed(connection: Connection, period: int, part: str) -> str | None:
    query = "SELECT digest FROM seal WHERE period = ? AND part = ?"
    return connection.exec_driver_sql(query, (period, part)).scalar()


def _digest(connection: Connection) -> None:
    facts = "SELECT id, file, as_at, sha256, macros, date1904 FROM workbook ORDER BY id"
    for number, *rest in connection.exec_driver_sql(facts).all():
        sheets = [
            (title, hidden, [tuple(row) for row in connection.exec_driver_sql(
                "SELECT row, place, kind, text FROM cell WHERE sheet = ? ORDER BY row, place", (sheet,)
            )])
            for sheet, title, hidden in connection.exec_driver_sql(
                "SELECT id, title, hidden FROM sheet WHERE workbook = ? ORDER BY id", (number,)
            ).all()
        ]  # fmt: skip
        told = content_digest(tuple(rest), sheets)
        connection.exec_driver_sql("UPDATE workbook SET digest = ? WHERE id = ?", (told, number))


def _seal(connection: Connection) -> None:
    query = "UPDATE seal SET digest = ? WHERE period = ? AND part = ?"
    for period in numbers(connection):
        for part, queries in _OF_A_PERIOD.items():
            connection.exec_driver_sql(query, (digest_of(rows_of(connection, queries, (period,))), period, part))
    connection.exec_driver_sql(query, (digest_of(rows_of(connection, OF_ALL, ())), 0, "periods"))
