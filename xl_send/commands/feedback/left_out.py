"""What is said where no return could be taken: none came, or what came could not be read or not be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PureWindowsPath

from xl_send.commands.feedback.letters import FeedbackLetter, FeedbackPoint, letter_part
from xl_send.commands.feedback.whom import ReplyBy, owners_expected, owners_in, people_named, streams
from xl_send.consolidation import SetAsideReason
from xl_send.consolidation.chase import ExpectedWorkstream, came_in
from xl_send.consolidation.sources import Sources
from xl_send.consolidation.unknown import LeftFile
from xl_send.value_classes import NamedTuple
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.names import name_key

_WHICH = "Say which of them holds, or send one that has all of it."
_TELL = "If it says what you mean, tell the programme office, which can take it all the same."


class WantingReturn(NamedTuple):
    """Workstreams of which no return could be taken, and the files that came of them all the same."""

    of: tuple[ExpectedWorkstream, ...]
    files: tuple[LeftFile, ...] = ()

    @property
    def owner(self) -> str:
        """Who is to be told."""
        read = [file.aside for file in self.files if file.aside]
        clashing = people_named(owners_in(aside.one) for aside in read if aside.why is SetAsideReason.CLASH)
        return clashing or owners_expected(self.of) or people_named(owners_in(aside.one) for aside in read)

    def shares(self, other: WantingReturn) -> bool:
        """Whether both are about one workstream."""
        return not {one.code for one in self.of}.isdisjoint(one.code for one in other.of)


def wanting_returns(sources: Sources) -> Iterator[WantingReturn]:
    """What no return could be taken of, each workstream and file once: those of one owner of which nothing came too."""
    expected = list(sources.missing)
    expected += [found for item in sources.chosen.taken if item.carried for found in came_in(item)]
    came = frozenset[str]().union(*(item.codes for item in sources.chosen.taken if not item.carried))
    groups: list[WantingReturn] = []
    for file in sources.left_files:
        of = tuple(found for found in file.of if found.code not in came)
        if not of and file.codes and file.aside is None:
            continue  # It seems to be of a return that was taken, whose owner is told so.
        groups = _with(groups, WantingReturn(of or file.of, (file,)))
    told = {one.code for group in groups for one in group.of}
    yield from groups
    yield from _by_owner(found for found in expected if found.code not in told)


def _with(groups: Sequence[WantingReturn], one: WantingReturn) -> list[WantingReturn]:
    """Groups with another one: what shares a workstream with it is told together with it."""
    beside = [group for group in groups if group.shares(one)]
    of = {found.code: found for group in (one, *reversed(beside)) for found in group.of}
    files = [file for group in (*beside, one) for file in group.files]
    merged = WantingReturn(tuple(of[code] for code in sorted(of)), tuple(files))
    return [*(group for group in groups if group not in beside), merged]


def _by_owner(expected: Iterable[ExpectedWorkstream]) -> Iterator[WantingReturn]:
    """Workstreams of which nothing came: those of one owner together, so that nobody gets several letters of a kind."""
    found: dict[str, list[ExpectedWorkstream]] = {}
    for one in expected:
        found.setdefault(name_key(owners_expected([one])) or one.code, []).append(one)
    yield from (WantingReturn(tuple(of)) for of in found.values())


def wanting_letter(one: WantingReturn, stem: str, sources: Sources, programme: str, by: ReplyBy) -> FeedbackLetter:
    """What the owner is told."""
    codes = ", ".join(found.code for found in one.of) or first_few(file.name for file in one.files)
    if not one.files:
        several = len(one.of) > 1
        title = f"{codes}: your {'returns are' if several else 'return is'} expected"
        asked = f"Please send {'them' if several else 'it'}, or say when {'they' if several else 'it'} will come,"
    else:
        title, asked = f"{codes}: your return could not be taken", "Please send your return again"
    return FeedbackLetter(
        "",
        stem,
        title,
        codes,
        one.owner,
        programme,
        _last(one.of),
        tuple(_summary(one, sources)),
        by.asks(asked),
        by.day,
        (letter_part("To put right", list(map(_point, one.files))),) if one.files else (),
    )


def _summary(one: WantingReturn, sources: Sources) -> Iterator[str]:
    names = first_few(file.name for file in one.files)
    of = f" of {streams(one.of)}" if one.of else ""
    if not one.files:
        yield f"No return{of} came."
    elif len(one.files) == 1:
        yield f"Your return{of} came as {names}, and could not be taken."
    else:
        two = len(one.files) == 2
        several = (
            f"{'Two' if two else len(one.files)} returns{of}" if of else f"{'Two' if two else len(one.files)} files"
        )
        yield f"{several} came, and {'neither' if two else 'none'} of them could be taken: {names}."
    carried = [item for item in sources.chosen.taken if item.carried and item.codes & {found.code for found in one.of}]
    if carried and carried[0].as_at:
        yield f"Until then your last return, as at {say(carried[0].as_at)}, stands in its place."
    elif len(one.of) == 1 and one.of[0].last:
        yield f"Your last return was as at {say(one.of[0].last)}."
    if sources.as_at:
        yield f"The other returns are as at {say(sources.as_at)}."


def _last(found: Sequence[ExpectedWorkstream]) -> date | None:
    return max((one.last for one in found if one.last), default=None)


def _point(file: LeftFile) -> FeedbackPoint:
    if file.aside is None:
        wrong, remedy = _parted(file.sentence)
        return FeedbackPoint(file.name, "", wrong, remedy)
    item = file.aside.one
    if not file.clashes:
        return FeedbackPoint(file.name, "", file.aside.told, f"Correct the cell if it is mistyped. {_TELL}")
    other = PureWindowsPath(file.aside.other.path).name
    day = say(item.as_at) if item.as_at else "no day that can be read"
    codes = ", ".join(sorted(item.codes & file.aside.other.codes))
    return FeedbackPoint(
        file.name,
        "",
        f"It is as at {day}, and {other} speaks for {codes} too: neither is plainly the later.",
        _WHICH,
    )


def _parted(sentence: str) -> tuple[str, str]:
    """Why a file was refused, in what is wrong and what to do: `This is a PDF` and `Ask for the workbook`."""
    for mark in ("; ", ". "):
        wrong, found, remedy = sentence.partition(mark)
        if found:
            return f"{wrong}.", f"{remedy[:1].upper()}{remedy[1:]}"
    return sentence, "Send it again as an Excel workbook (.xlsx)."
