"""Files that mean harm, or are not what they are called, and many or large workbooks."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from examples import SOUND, Written, book
from files import write_book
from xl_send.workbook.columns import columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.submissions import SHEETS
from xlsx.read.making import parts

LEAK = "http://leak.invalid/from-a-workbook"
NASTY = (
    "</td></script><script>globalThis.harmed = 1</script><img src=x onerror='globalThis.harmed = 1'>"
    f"<img src='{LEAK}'><b onclick='harmed=1'>bold</b> {{{{ 7 * 7 }}}} {{% for %}} =HYPERLINK(\"{LEAK}\")"
)
BOMB, BOMB_SIZE = "xl/worksheets/sheet1.xml", 300 * 2**20


def nasty_workbook(path: Path) -> Path:
    """A workbook each free text of which tries to be markup, a template or a formula, and some dates are late."""
    sheets = {}
    for record in SHEETS:
        title = record.SHEET.title
        texts = [column.title for column in columns_of(record) if isinstance(column.kind, Text)]
        row = {**SOUND[title], **{name: f"{NASTY} {name}" for name in texts if name != "Forum"}}
        if title == "Milestones":
            row["Forecast date"] = "not a date <img src=x onerror=harmed=1>"
        sheets[title] = Written(rows=[row])
    return write_book(replace(book("nasty.xlsx", sheets, set()), name="nasty.xlsx"), path)


def text_named_workbook(path: Path) -> Path:
    """A text file under a workbook's name."""
    path.write_text("These are the minutes of the meeting.\n", encoding="utf-8")
    return path


def zip_bomb(path: Path) -> Path:
    """A small workbook whose sheet would unpack to hundreds of megabytes."""
    sound = parts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in sound.items():
            if name != BOMB:
                packed.writestr(name, content)
        with packed.open(BOMB, "w", force_zip64=True) as part:
            for _ in range(BOMB_SIZE // 2**20):
                part.write(b" " * 2**20)
    return path


def small_workbook(path: Path, code: str, milestones: int = 1) -> Path:
    """A sound workbook of one workstream, of so many milestones."""
    own = {title: {name: text.replace("TRN", code) for name, text in row.items()} for title, row in SOUND.items()}
    kept = ("Programme", "Workstreams", "Forums", "Meetings", "Calendar")
    sheets = {title: Written(rows=[own[title]]) for title in kept}
    rows = [{**own["Milestones"], "ID": f"{code}-M{number:02}"} for number in range(1, milestones + 1)]
    sheets["Milestones"] = Written(rows=rows)
    return write_book(book(path.name, sheets, set()), path)
