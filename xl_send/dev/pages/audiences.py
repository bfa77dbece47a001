"""The reference page of the board summary's audiences, from their table."""

from __future__ import annotations

from xl_send.board_pack.audiences import AUDIENCES
from xl_send.workbook.sheets.choices import Audience

_INTRODUCTION = """# Who gets what of the board summary

`xl-send report RETURNS --audience NAME` makes the board summary for one of these readers. The column *Publish* of
Milestones, KPIs, Risks and Issues and decisions says the widest audience of a row: Board, Partners or Public; blank is
Board. A handover is shown where its milestones are. Rows left out are counted in the summary itself. Small numbers of
children are hidden from all of them, and a summary that is published is not written while a finding says that a
workbook may identify a person.

| --audience | For | Gets | Size | Leaves out | Rows whose Publish is | Published |
| --- | --- | --- | --- | --- | --- | --- |
"""
_ROWS = {
    Audience.BOARD: "Board, Partners or Public", Audience.PARTNERS: "Partners or Public", Audience.PUBLIC: "Public",
}  # fmt: skip
_CLOSING = """
The page for parents and carers is written for a reading age of eleven or so: its own sentences score 60 or more by the
Flesch reading ease, which a test measures; names of milestones are shown as the workstreams wrote them.
"""


def audiences_page() -> str:
    """The page in Markdown."""
    rows = [
        f"| `{audience}` | {one.name} | {one.gets} | {one.size} | {one.leaves_out} | {_ROWS[one.sees]} | "
        f"{'yes' if one.public else 'no'} |"
        for audience, one in AUDIENCES.items()
    ]
    return _INTRODUCTION + "\n".join(rows) + "\n" + _CLOSING
