"""A PostgreSQL server of our own for tests: on a socket in a folder, asking for no password, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from office.outside_tools import missing

USER = "office"
# What makes it safe through a power cut makes it slow.
_SETTINGS = ("fsync=off", "listen_addresses=", "shared_buffers=16MB", "max_connections=50", "jit=off")


class PostgresServer(NamedTuple):
    """A server in a folder."""

    folder: Path

    def url(self, database: str = "postgres", user: str = USER) -> str:
        """The address of a database in it."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def database(self, name: str) -> str:
        """The address of a new database in it."""
        self.told(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def told(self, statement: str, database: str = "postgres") -> None:
        """Have an administrator's statement done."""
        with create_engine(
            self.url(database), poolclass=NullPool, isolation_level="AUTOCOMMIT"
        ).connect() as connection:
            connection.execute(text(statement))

    def cut(self, url: str) -> None:
        """End every connection to a database."""
        asked = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        with create_engine(self.url(), poolclass=NullPool).connect() as connection:
            connection.execute(asked, {"name": make_url(url).database})

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"unix_socket_directories={self.folder}"))
        self.run("pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"), "--options", settings)

    def stop(self) -> None:
        """Stop it as a fall of the computer would."""
        self.run("pg_ctl", "stop", "--mode", "immediate", "--silent")

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs on it, as another user than root."""
        call = [_program(program), *words, "--pgdata", str(self.folder / "data")]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **_not_root())  # noqa: S603


@cache
def _program(name: str) -> str:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *map(str, folders)]))
    return found or missing("PostgreSQL is not here: apt install postgresql")


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server with nothing in it. It refuses to run for root, so there another user does it."""
    # Not in the tests' own folder, which that user may not enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="xl_send_"))
    server = PostgresServer(folder)
    try:
        _owned_by_somebody_else(folder)
        server.run("initdb", "--username", USER, "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--no-locale")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owned_by_somebody_else(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")


def _not_root() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
