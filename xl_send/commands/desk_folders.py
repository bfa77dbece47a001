"""A button pressed on a folder of returns: over all of them together, with results in a folder inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from xl_send.commands.answer_listings import listing_of
from xl_send.commands.checked import check_all, choose
from xl_send.commands.free_names import free_name
from xl_send.commands.gathering import Gathered, gather
from xl_send.commands.marking import with_checks, with_statuses
from xl_send.commands.outcomes import Progress, count
from xl_send.commands.pressed import sentence_of
from xl_send.commands.pressing import Answer, Press, answer
from xl_send.commands.status_text import overall_sentence
from xl_send.commands.writing import write_whole
from xl_send.excel.listings import listing_workbook
from xl_send.rollup import picture
from xl_send.rules import Scope

_Copies = Callable[[Gathered, Path, Progress], Answer]


def press_on_folder(folder: Path, action: str, given: Mapping[str, str], results: Path, progress: Progress) -> Answer:
    """Do what a button promises over every return in a folder.

    Checks and statuses stand in a copy of each return, lists in a new workbook, all within `results`. A return that
    could not be read is named with the reason. Raises `CannotRunError` where there is nothing to read.
    """
    gathered = gather([str(folder)], progress=progress)
    if action in _COPIES:
        done = _COPIES[action](gathered, results, progress)
    else:
        done = _listed(answer(Press(action, str(folder), folder.name, given=given, read=gathered), progress), results)
    refused = [f"Not read: {Path(one.path).name}. {one.sentence}" for one in gathered.refused]
    return done._replace(say="\n".join([done.say, *refused]))


def _checks(gathered: Gathered, results: Path, progress: Progress) -> Answer:
    checked = check_all(gathered, choose(scope=Scope.VALIDATION), progress)
    return Answer(f"{sentence_of(checked)} {_written(with_checks(checked, str(results)), results)}", file=str(results))


def _statuses(gathered: Gathered, results: Path, progress: Progress) -> Answer:
    (found,) = (picture(one) for one in progress([gathered.programme], "Working out colours", 1))
    copies = with_statuses(gathered, found, str(results))
    return Answer(f"{overall_sentence(gathered, found)} {_written(copies, results)}", file=str(results))


def _written(copies: tuple[str, ...], results: Path) -> str:
    return f"{count(len(copies), 'copy is', 'copies are')} in {results}"


_COPIES: Mapping[str, _Copies] = {"validate": _checks, "status": _statuses}


def _listed(done: Answer, results: Path) -> Answer:
    if not done.sheets:
        return done
    target = free_name(Path(f"{done.show}.xlsx"), results)
    write_whole(target, listing_workbook(done.show, [listing_of(one) for one in done.sheets]))
    return done._replace(say=f"{done.say} It is in {target}", file=str(target))
