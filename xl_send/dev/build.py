"""Every generated file: `python -m xl_send.dev.build` writes them, `--check` says which are stale.

For developers. Generated files are committed, so that a change of the declaration shows in review,
and the same content gives the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from xl_send.commands.writing import write_whole
from xl_send.dev.json_shapes import schema_files
from xl_send.dev.pages.audiences import audiences_page
from xl_send.dev.pages.buttons import buttons_page
from xl_send.dev.pages.commands import commands_page
from xl_send.dev.pages.risk_themes import risk_themes_page
from xl_send.dev.pages.rules import family_pages, rules_page
from xl_send.dev.pages.tables import tables_page
from xl_send.dev.pages.workbook import workbook_page
from xl_send.dev.required_words import required_words_file
from xl_send.dev.rooms_of_rules import rooms_of_rules_file
from xl_send.dev.template_texts import template_texts_file
from xl_send.history.database.editions import as_sql
from xl_send.vba.workbooks import add_in, workbook_with_buttons
from xl_send.xlsx.template.example import example_workbooks, real_workbook, template_workbook

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = "workbook_templates"

PAGES: Mapping[str, Callable[[], str]] = {
    "docs/workbook.md": workbook_page,
    "docs/rules.md": rules_page,
    "docs/commands.md": commands_page,
    "docs/audiences.md": audiences_page,
    "docs/buttons.md": buttons_page,
    "docs/risk_themes.md": risk_themes_page,
    "docs/tables.md": tables_page,
}


# Kinds of database that a history may be kept in on a server, by the names of their pages.
DATABASES = {"postgresql": "postgresql", "sqlserver": "mssql"}


@cache
def generated() -> Mapping[str, bytes]:
    """Every generated file by its path below the repository, with what it must hold."""
    files = {
        f"{TEMPLATES}/send_programme.xlsx": template_workbook("programme"),
        f"{TEMPLATES}/send_programme.xlsm": workbook_with_buttons("programme"),
        "macros/xl_send.xlam": add_in(),
        f"{TEMPLATES}/example/real/published_kpis.xlsx": real_workbook(),
    }
    files[f"{TEMPLATES}/xlwings/transition.xlsx"] = example_workbooks()["transition.xlsx"]
    files |= {f"{TEMPLATES}/example/{name}": content for name, content in example_workbooks().items()}
    files |= schema_files()
    files["xl_send/required_words.txt"] = required_words_file().encode("utf-8")
    files["xl_send/disclosure/template_texts.txt"] = template_texts_file().encode("utf-8")
    files["xl_send/rules/rooms.py"] = rooms_of_rules_file().encode("utf-8")
    files |= {f"docs/history_{name}.sql": as_sql(kind).encode("utf-8") for name, kind in DATABASES.items()}
    pages = {**{path: page() for path, page in PAGES.items()}, **family_pages()}
    return files | {path: page.encode("utf-8") for path, page in pages.items()}


def stale(root: Path) -> list[str]:
    """The generated files that are missing below a folder or hold something else."""
    return [path for path, content in generated().items() if not _holds(root / path, content)]


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file holds what it must; of an Office file its parts, which every machine packs differently."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    return there == content or (path.suffix in {".xlsx", ".xlsm", ".xlam"} and parts(there) == parts(content))


def parts(package: bytes) -> Mapping[str, bytes]:
    """The parts of an Office file by name, uncompressed; none of a file that is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            return {name: opened.read(name) for name in opened.namelist()}
    except zipfile.BadZipFile:
        return {}


def main(arguments: Sequence[str]) -> int:
    """Write or check; the exit code. With `--browser` it is the browser edition that is written, to dist."""
    if "--browser" in arguments:
        from xl_send.dev.browser_page import write_browser_page

        sys.stdout.write(f"{write_browser_page()}\n")
        return 0
    if "--check" in arguments:
        found = stale(ROOT)
        for path in found:
            sys.stderr.write(f"{path} is stale. Run python -m xl_send.dev.build and commit what it writes.\n")
        return 1 if found else 0
    for path, content in generated().items():
        write_whole(ROOT / path, content, replace=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
