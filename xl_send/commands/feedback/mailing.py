"""All letters of one programme, each under a name of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PureWindowsPath

from xl_send.commands.checks import CheckResult
from xl_send.commands.feedback.left_out import WantingReturn, wanting_letter, wanting_returns
from xl_send.commands.feedback.letters import FeedbackLetter
from xl_send.commands.feedback.taken import TakenReturns
from xl_send.commands.feedback.whom import reply_by
from xl_send.consolidation import Return
from xl_send.consolidation.sources import Sources
from xl_send.consolidation.unknown import LeftFile
from xl_send.new_files import own_name


def letters_of(sources: Sources, checked: CheckResult, day: date | None = None) -> Iterator[FeedbackLetter]:
    """A letter for every return that was taken, and one for all that is wanting of a workstream or an owner.

    A file that could not be read is somebody's all the same: they get the reason, and never that nothing came. `day` is
    that by which owners are asked to answer.
    """
    by, names = reply_by(checked.programme, day), set[str]()
    lead = checked.programme.lead
    programme = (lead.cover.programme if lead else None) or "SEND programme"
    taken = TakenReturns(sources, checked.findings, programme, by)
    wanting = list(wanting_returns(sources))
    told = [file for one in wanting for file in one.files]
    besides = [file for file in sources.left_files if file not in told]
    for item in sources.chosen.taken:
        if not item.carried:
            yield taken.letter(item, own_name(PureWindowsPath(item.path).stem, names), _of(item, besides))
    for one in wanting:
        yield wanting_letter(one, own_name(_called(one), names), sources, programme, by)


def _of(item: Return, files: Sequence[LeftFile]) -> list[LeftFile]:
    return [file for file in files if file.codes & item.codes]


def _called(one: WantingReturn) -> str:
    """What the files of a letter are called, of which there is no return: by its workstreams, else by its file."""
    return "-".join(found.code for found in one.of) or PureWindowsPath(one.files[0].path).stem
