"""Demo: the example programme from end to end, every verb once."""

from __future__ import annotations

from pathlib import Path

from xl_send.commands.checks import CheckResult
from xl_send.commands.conflicts import conflicts
from xl_send.commands.consolidate import USUAL_NAME, consolidate
from xl_send.commands.loading import load
from xl_send.commands.packs.forms import WEB, WORD
from xl_send.commands.packs.report import FILE_NAMES, summarise, write_board_summary
from xl_send.commands.status import StatusResult, status
from xl_send.commands.validate import validate
from xl_send.commands.writing import write_whole
from xl_send.errors import CannotRunError
from xl_send.output.text.findings import closing_line, findings_text
from xl_send.output.text.status import status_text
from xl_send.progress import Progress, quietly
from xl_send.shells.outcome import Outcome
from xl_send.words import counted
from xl_send.xlsx.template.example import checked_example, example_workbooks

DEMO_FOLDER = "xl_send_demo"
RETURNS, CHECKED, YEAR = "returns", "checked", "year"


def demo(folder: str = "", *, without_year: bool = False, progress: Progress = quietly) -> Outcome:
    """Write six example workbooks, check and colour them, bring them together, write their board summary, say where.

    The second half is a year of a programme office, in a folder of its own, unless it is left out.
    """
    home = _demo_folder(folder)
    workbooks = example_workbooks()
    for name, content in progress(workbooks.items(), "Writing workbooks", len(workbooks)):
        write_whole(home / RETURNS / name, content)
    loaded = load(home / RETURNS, progress=progress)
    checked, found = validate(loaded, progress=progress), status(loaded)
    _write_checked(home, checked, found)
    write_whole(home / "findings.txt", findings_text(checked).encode("utf-8"))
    at_odds = conflicts(loaded, progress=progress)
    write_whole(home / "conflicts.txt", findings_text(at_odds).encode("utf-8"))
    write_whole(home / "status.txt", status_text(found).encode("utf-8"))
    summary = summarise(loaded, progress=progress)
    for form in (WEB, WORD):
        write_board_summary(summary, form, home / FILE_NAMES[form])
    consolidate(home / RETURNS, output=home / USUAL_NAME, progress=progress)
    lived = [] if without_year else _year(home, progress)
    return Outcome("\n".join([*_where(home), *lived, "", _closing(checked, at_odds)]))


def _year(home: Path, progress: Progress) -> list[str]:
    """The second half: six half-terms, and where they are."""
    from xl_send.shells.year.cycle import SAID, year

    said = year(home / YEAR, progress)
    what = f"six half-terms of a programme office, {len(said)} commands: begin with {SAID} and docs/tutorial.md"
    return [f"    {YEAR:<20} {what}"]


def _write_checked(home: Path, checked: CheckResult, found: StatusResult) -> None:
    """The same workbooks with their Checks and Status sheets filled, so that the cells listed light up."""
    for name in sorted({Path(submission.workbook).name for submission in checked.programme.submissions}):
        findings = [finding for finding in checked.findings if Path(finding.cell.workbook).name == name]
        items = [item for item in found.items if Path(item.record.workbook).name == name]
        write_whole(home / CHECKED / name, checked_example(name, findings, items))


def _closing(checked: CheckResult, at_odds: CheckResult) -> str:
    between = counted(len(at_odds.findings), "conflict")
    return f"{closing_line(checked.loaded, checked.findings)} Between the workstreams: {between}."


def _where(home: Path) -> list[str]:
    places = {
        RETURNS: "six workbooks of a fictional council, with faults planted in them",
        CHECKED: "the same with the cells to put right lit up, and the Checks and Status sheets filled",
        "findings.txt": "what Validate says of them",
        "conflicts.txt": "where the workstreams stand in one another's way",
        "status.txt": "Red, Amber and Green with their reasons",
        USUAL_NAME: "the six brought together in one workbook: see its Overview, Conflicts and Returns",
        FILE_NAMES[WEB]: "the board summary: open it in a browser",
        FILE_NAMES[WORD]: "the same as a Word document to edit",
    }
    return [f"The example programme is in {home}", *(f"    {name:<20} {what}" for name, what in places.items())]


def _demo_folder(named: str) -> Path:
    """The folder asked for, if it is empty or new; else the first free name of our own."""
    if named:
        home = Path(named)
        if home.exists() and (not home.is_dir() or any(home.iterdir())):
            message = f"{home}: This is not an empty folder. Choose a new name, so that nothing is lost."
            raise CannotRunError(message)
        return home
    home, number = Path(DEMO_FOLDER), 1
    while home.exists():
        number += 1
        home = Path(f"{DEMO_FOLDER}_{number}")
    return home
