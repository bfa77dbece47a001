"""The libraries of the build and the checks: `python -m xl_send.dev.lock` locks them, and lists their licences.

It needs uv (`pip install uv`) and a package index. What is locked already stays as it is unless `--upgrade` is given;
with `--licences` only the list is written. Every library of the lock that runs here must be installed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from xl_send.commands.writing import write_whole

ROOT = Path(__file__).resolve().parents[2]
LOCK, BUILD, PAGE = "requirements.lock", ".ci/build.in", "docs/licences.md"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]*))?", re.MULTILINE)
_LONGEST_NAMED = 60
# Libraries of other systems than the one this runs on, and those whose own description does not say it in a word.
_KNOWN = {
    "appscript": "Public Domain", "colorama": "BSD-3-Clause", "psutil": "BSD-3-Clause", "pywin32": "PSF-2.0",
    "tzdata": "Apache-2.0", "win-unicode-console": "MIT", "hatchling": "MIT", "trove-classifiers": "Apache-2.0",
    "pcodedmp": "GPL-3.0", "pcodedmp-ng": "GPL-3.0", "xlwings": "BSD-3-Clause", "python-docx": "MIT",
    "python-dateutil": "BSD-3-Clause or Apache-2.0",
}  # fmt: skip
_INTRODUCTION = """# What it is built from

Every library that `requirements.lock` names, with its licence. A council's own installation has `alembic`,
`jinja2`, `openpyxl`, `pandas`, `python-docx`, `rapidfuzz`, `SQLAlchemy` and `XlsxWriter` with what they need,
on Windows and a Mac `xlwings`, and where a history is kept in PostgreSQL `psycopg`; the others serve the build, the
checks and the optional solver, and are not installed with it.

| Library | Version | Licence | Where |
| --- | --- | --- | --- |
"""


def locked(text: str) -> Iterator[tuple[str, str, str]]:
    """The libraries of a lock: name, version and on which systems."""
    for match in _PINNED.finditer(text):
        yield match[1], match[2], (match[3] or "").strip()


def licences_page(text: str) -> str:
    """The list of licences of a lock, in Markdown."""
    rows = [
        f"| {name} | {version} | {licence_of(name)} | {where or 'everywhere'} |"
        for name, version, where in locked(text)
    ]
    return _INTRODUCTION + "\n".join(rows) + "\n"


def licence_of(name: str) -> str:
    """The licence of a library by its own description. Raises `LookupError` where nobody knows it."""
    if name.casefold() in _KNOWN:
        return _KNOWN[name.casefold()]
    try:
        told = metadata(name)
    except PackageNotFoundError as error:
        raise LookupError(name) from error
    for field in (*(told.get_all("License-Expression") or ()), *(told.get_all("License") or ())):
        if field and len(field) < _LONGEST_NAMED and "\n" not in field:
            return str(field)
    kinds = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    if not kinds:
        raise LookupError(name)
    return ", ".join(kinds)


def main(arguments: Sequence[str]) -> int:
    """Write the lock and the list; the exit code."""
    if "--licences" not in arguments:
        call = ["uv", "pip", "compile", "pyproject.toml", BUILD, "--extra", "test", "--extra", "solver", "--universal"]
        call += ["--generate-hashes", "--python-version", "3.11", "--no-header", "--no-annotate", "-o", LOCK, "--quiet"]
        call += ["--no-emit-index-url", *(["--upgrade"] if "--upgrade" in arguments else [])]
        done = subprocess.run(call, cwd=ROOT, check=False)  # noqa: S603 - a developer's own tool
        if done.returncode:
            return done.returncode
    write_whole(ROOT / PAGE, licences_page((ROOT / LOCK).read_text("utf-8")).encode("utf-8"), replace=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
