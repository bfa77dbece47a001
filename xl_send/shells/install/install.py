"""Install and uninstall: the add-in where Excel loads it from, for this user alone, and all of it undone again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from xl_send.commands.writing import write_whole
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.shells.install import locations as places
from xl_send.shells.install.computer import Computer
from xl_send.shells.install.office_policies import came_from_the_web, what_stops_it
from xl_send.shells.outcome import ExitCode, Outcome

RECEIPT = "installed.json"
HERE = Computer()
WITH_EXCEL = "Close Excel and open it again: the SEND programme tab is there."
WITHOUT_EXCEL = (
    "There is no Excel for this kind of computer, so no add-in is put in place. The command line does all that the "
    "buttons do, and LibreOffice runs the workbook that xl-send new --buttons writes, with this Python."
)


def install(
    *,
    check: bool = False,
    progress: Progress = quietly,  # noqa: ARG001 - quick
    computer: Computer = HERE,
) -> Outcome:
    """Put the add-in in place and record this Python for it; then say line by line what works.

    Doing it again changes nothing that is as it should be. With `check` nothing is written. What does not work
    ends in exit code 1.
    """
    lines = [] if check else _put_in_place(computer)
    found = list(_self_test(computer))
    lines += [f"{'works' if well else 'DOES NOT WORK':<14}{said}" for well, said in found]
    lines += [f"{'mind':<14}{said}" for said in what_stops_it(computer)]
    if not check:
        lines.append(WITH_EXCEL if computer.add_in else WITHOUT_EXCEL)
    well = all(item for item, _ in found)
    return Outcome("\n".join(lines), ExitCode.NOTHING_TO_PUT_RIGHT if well else ExitCode.ERRORS_FOUND)


def uninstall(
    *,
    progress: Progress = quietly,  # noqa: ARG001 - quick
    computer: Computer = HERE,
) -> Outcome:
    """Take away what install put in place and nothing else; a file that was changed since is left and named."""
    receipt, lines, left = computer.home / RECEIPT, [], False
    for name, digest in _received(receipt).items():
        path = Path(name)
        if not path.exists():
            continue
        if _digest(path.read_bytes()) == digest:
            _unlink(path)
            lines.append(f"Taken away: {path}")
        else:
            left = True
            lines.append(f"Left, because it was changed since: {path}")
    shutil.rmtree(computer.home / places.JOBS, ignore_errors=True)
    if receipt.exists():
        _unlink(receipt)
    if computer.home.is_dir() and not any(computer.home.iterdir()):
        computer.home.rmdir()
    closing = "Delete it yourself if you do not want it." if left else "Nothing of the add-in is left."
    return Outcome("\n".join([*(lines or ["There was nothing to take away."]), closing]))


def _put_in_place(computer: Computer) -> list[str]:
    """Write what is missing or different, and note what was written."""
    wanted = dict(_files(computer))
    lines = []
    for path, content in wanted.items():
        same = path.exists() and path.read_bytes() == content and not came_from_the_web(path)
        if not same:
            write_whole(path, content, replace=True)
        lines.append(f"{'already there' if same else 'written':<14}{path}")
    receipt = {str(path): _digest(content) for path, content in wanted.items()}
    write_whole(computer.home / RECEIPT, json.dumps(receipt, indent=2).encode("utf-8"), replace=True)
    return lines


def _files(computer: Computer) -> Iterator[tuple[Path, bytes]]:
    from xl_send.vba.sources import mac_script
    from xl_send.vba.workbooks import add_in

    yield places.interpreter_file(computer.home), places.interpreter_line(computer.python)
    if computer.add_in:
        yield computer.add_in, add_in()
    if computer.mac_script:
        yield computer.mac_script, mac_script(computer.python).encode("utf-8")


def _self_test(computer: Computer) -> Iterator[tuple[bool, str]]:
    from xl_send.shells.job.spelling import unspell

    recorded = places.interpreter_file(computer.home)
    python = unspell(recorded.read_text("ascii", "replace").strip()) if recorded.exists() else ""
    if computer.add_in:
        yield computer.add_in.exists(), f"the add-in is where Excel loads it from: {computer.add_in}"
    if computer.mac_script:
        yield computer.mac_script.exists(), f"the script by which Excel starts Python: {computer.mac_script}"
    yield bool(python), f"the Python for the buttons is recorded: {python or recorded}"
    yield bool(python) and computer.starts(python), "that Python starts and finds xl_send"
    yield _can_write(computer.home), f"files can be written in {computer.home}"


def _can_write(folder: Path) -> bool:
    """Whether files may be put there, as far as the system says so: nothing is written to find out."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _received(receipt: Path) -> Mapping[str, str]:
    """What was put in place, by path, with the digest of its content; nothing where that cannot be told."""
    try:
        found = json.loads(receipt.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        message = f"{path}: This file could not be taken away. Close Excel, then run xl-send uninstall once more."
        raise CannotRunError(message) from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
