"""What can be saved from the page: each as a file name and its bytes, made when it is asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from xl_send.board_pack.audiences import PackAudience
from xl_send.browser.workspace import Workspace
from xl_send.commands.data.export import export
from xl_send.commands.mark import copy_with
from xl_send.listings.order import left_table, order_table
from xl_send.output.data.csv_rows import findings_csv, sequence_csv, table_csv
from xl_send.output.data.sequence import sequence_json
from xl_send.output.data.status import findings_json, status_json
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.xlsx.write.listings import listing_workbook
from xl_send.xlsx.write.result_rows import checks_table, status_table

# Zip files know no earlier day; the day on which a file is saved is no part of what it says.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


class SavedFile(NamedTuple):
    """A file as the browser saves it."""

    name: str
    content: bytes


def board_file(workspace: Workspace, audience: str = PackAudience.BOARD) -> SavedFile:
    """The board pack of an audience as one web page."""
    path = workspace.pack(audience).page
    return SavedFile(path.name, path.read_bytes())


def pack_file(workspace: Workspace, audience: str = PackAudience.BOARD) -> SavedFile:
    """The same with its first page as an e-mail, its dates for a calendar, and the log of what it does not show."""
    pack = workspace.pack(audience)
    contents = {path.name: path.read_bytes() for path in sorted(pack.folder.iterdir())}
    return SavedFile(f"{pack.page.stem}.zip", _zipped(contents))


def programme_file(workspace: Workspace) -> SavedFile:
    """All returns in one programme workbook, named by the day that it describes."""
    found = workspace.together
    day = max(item.as_at for item in found.sources.chosen.taken if item.as_at)
    return SavedFile(f"Programme as at {say(day)}.xlsx", found.workbook)


def marked_file(workspace: Workspace) -> SavedFile:
    """A copy of each workbook with its Checks and Status sheets filled, so that the cells to put right light up."""
    folder = workspace.made / "marked"
    for submission in workspace.loaded.programme.submissions:
        name = submission.workbook
        findings = [finding for finding in workspace.checked.findings if finding.cell.workbook == name]
        items = [item for item in workspace.coloured.items if item.record.workbook == name]
        copy_with(Path(name), [checks_table(findings), status_table(items)], folder)
    copies = sorted(folder.iterdir())
    contents = {path.name: path.read_bytes() for path in copies}
    for path in copies:
        path.unlink()
    return SavedFile("Marked copies.zip", _zipped(contents))


def order_file(workspace: Workspace) -> SavedFile:
    """The proposed order as a workbook."""
    proposal, unread = workspace.ordered.proposal, workspace.ordered.loaded.unread_line
    tables = (order_table(proposal, unread), left_table(proposal, unread))
    return SavedFile("Proposed order.xlsx", listing_workbook("Proposed order", tables))


def tables_file(workspace: Workspace) -> SavedFile:
    """Every list as comma-separated values for Excel or Power BI, and the same results as JSON for programs.

    The programme's own tables, as `export` writes them with their descriptor, stand in a folder of their own.
    """
    written = {
        "findings.csv": findings_csv(workspace.checked),
        "conflicts.csv": findings_csv(workspace.at_odds),
        "status.csv": table_csv(status_table(workspace.coloured.items)),
        "order.csv": sequence_csv(workspace.ordered),
        "findings.json": findings_json(workspace.checked),
        "conflicts.json": findings_json(workspace.at_odds),
        "status.json": status_json(workspace.coloured),
        "order.json": sequence_json(workspace.ordered),
    }
    contents = {name: f"{text}\n".encode() for name, text in written.items()}
    exported = export(workspace.loaded, output=workspace.made / "tables", replace=True, progress=workspace.progress)
    contents |= {f"programme/{path.name}": path.read_bytes() for path in exported.paths}
    return SavedFile("Tables.zip", _zipped(contents))


# The files of one audience also take its name.
SAVED: Mapping[str, Callable[..., SavedFile]] = {
    "board": board_file,
    "pack": pack_file,
    "programme": programme_file,
    "marked": marked_file,
    "order": order_file,
    "tables": tables_file,
}


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(zipfile.ZipInfo(name, _NO_DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
