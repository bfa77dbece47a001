"""Which edition a history's tables are of, and how they are brought to the present one."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from xl_send.history.database.tables import SCHEMA

EDITION = 3
# The edition that files had before Alembic kept count of them, beside the number in the file itself.
COUNTED_SINCE = 3
# Alembic knows one migration at a time in a process.
_ONE_AT_A_TIME = threading.Lock()
_MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


def brought_up(connection: Connection, edition: int) -> None:
    """Bring tables of an edition, or none (0), to the present one, within the transaction that is open.

    Raises `DamagedError` where what is there is not as it was sealed.
    """
    from alembic import command

    on_file = connection.dialect.name == "sqlite"
    config = _config(connection=connection, schema=None if on_file else SCHEMA)
    with _ONE_AT_A_TIME:
        if 0 < edition < COUNTED_SINCE:
            command.stamp(config, str(edition))
        command.upgrade(config, str(EDITION))


def as_sql(dialect: str) -> str:
    """What makes the tables of a new history in a kind of database, for an administrator who does it by hand."""
    from alembic import command

    written = io.StringIO()
    with _ONE_AT_A_TIME:
        command.upgrade(_config(output=written, dialect=dialect, schema=SCHEMA), str(EDITION), sql=True)
    # SQL Server's programs end what is done at once with this word.
    ended = "\nGO\n" if dialect == "mssql" else ""
    return f"CREATE SCHEMA {SCHEMA};\n{ended}\n{written.getvalue().strip()}\n"


def _config(output: io.StringIO | None = None, **attributes: object) -> Any:  # noqa: ANN401 - Alembic's, loaded late
    from alembic.config import Config

    config = Config(output_buffer=output, attributes=attributes)
    # Here a percent sign would begin a name to fill in.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config
