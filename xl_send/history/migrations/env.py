"""Runs migrations within the transaction of a connection that is open, or writes them as SQL for an administrator."""

from __future__ import annotations

from alembic import context

VERSION_TABLE = "edition"
given = context.config.attributes
connection, schema = given.get("connection"), given.get("schema")
if connection is None:
    context.configure(
        dialect_name=given["dialect"],
        as_sql=True,
        version_table=VERSION_TABLE,
        version_table_schema=schema,
        transactional_ddl=True,
        output_buffer=context.config.output_buffer,
    )
else:
    context.configure(
        connection=connection, version_table=VERSION_TABLE, version_table_schema=schema, transactional_ddl=True
    )
with context.begin_transaction():
    context.run_migrations()
