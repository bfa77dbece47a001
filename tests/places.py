"""Where the things of this checkout stand that tests look at."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TEMPLATES = ROOT / "workbook_templates"
EXAMPLES = TEMPLATES / "example"
# A workbook of the template's first edition.
FIRST_EDITION = ROOT / "xl_send" / "example" / "year" / "edition_1.xlsx"
