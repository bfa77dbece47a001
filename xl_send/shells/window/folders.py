"""A button pressed on a folder of returns: over all of them together, with results in a folder inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from xl_send.commands.checks import check_all, choose
from xl_send.commands.free_names import free_name
from xl_send.commands.loading import LoadedProgramme, load
from xl_send.commands.mark import with_checks, with_statuses
from xl_send.commands.outcomes import Progress, count
from xl_send.commands.writing import write_whole
from xl_send.output.listings import listing_of
from xl_send.output.status_text import overall_sentence
from xl_send.rag.rollup import programme_status
from xl_send.rules import Scope
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, answer
from xl_send.shells.buttons.button_validate import sentence_of
from xl_send.xlsx.write.listings import listing_workbook

_Copies = Callable[[LoadedProgramme, Path, Progress], ButtonAnswer]


def press_on_folder(
    folder: Path, action: str, given: Mapping[str, str], results: Path, progress: Progress
) -> ButtonAnswer:
    """Do what a button promises over every return in a folder.

    Checks and statuses stand in a copy of each return, lists in a new workbook, all within `results`. A return that
    could not be read is named with the reason. Raises `CannotRunError` where there is nothing to read.
    """
    gathered = load([str(folder)], progress=progress)
    if action in _COPIES:
        done = _COPIES[action](gathered, results, progress)
    else:
        done = _listed(
            answer(ButtonPress(action, str(folder), folder.name, given=given, read=gathered), progress), results
        )
    refused = [f"Not read: {Path(item.path).name}. {item.sentence}" for item in gathered.refused]
    return done._replace(say="\n".join([done.say, *refused]))


def _checks(gathered: LoadedProgramme, results: Path, progress: Progress) -> ButtonAnswer:
    checked = check_all(gathered, choose(scope=Scope.VALIDATION), progress)
    return ButtonAnswer(
        f"{sentence_of(checked)} {_written(with_checks(checked, str(results)), results)}", file=str(results)
    )


def _statuses(gathered: LoadedProgramme, results: Path, progress: Progress) -> ButtonAnswer:
    (found,) = (programme_status(item) for item in progress([gathered.programme], "Working out colours", 1))
    copies = with_statuses(gathered, found, str(results))
    return ButtonAnswer(f"{overall_sentence(gathered, found)} {_written(copies, results)}", file=str(results))


def _written(copies: tuple[str, ...], results: Path) -> str:
    return f"{count(len(copies), 'copy is', 'copies are')} in {results}"


_COPIES: Mapping[str, _Copies] = {"validate": _checks, "status": _statuses}


def _listed(done: ButtonAnswer, results: Path) -> ButtonAnswer:
    if not done.sheets:
        return done
    target = free_name(Path(f"{done.show}.xlsx"), results)
    write_whole(target, listing_workbook(done.show, [listing_of(sheet) for sheet in done.sheets]))
    return done._replace(say=f"{done.say} It is in {target}", file=str(target))
