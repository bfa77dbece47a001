"""What a programme workbook knows nothing of, although it should: files left out, and workstreams without a return."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PureWindowsPath
from typing import NamedTuple

from xl_send.consolidation.chase import ExpectedWorkstream, came_in, expected_of
from xl_send.consolidation.choice import UNSETTLED, Chosen, SetAside, SetAsideReason
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.loaded import Refusal
from xl_send.workbook.submissions import LeftOut

# Words of a file's name that do not tell whose it is.
_TELLS_NOTHING = {
    "return", "returns", "workbook", "final", "draft", "copy", "of", "the", "and", "new", "old", "latest", "send",
    "autumn", "spring", "summer", "v", *FULL_MONTHS, *(month[:3] for month in FULL_MONTHS), "sept",
}  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class LeftFile(NamedTuple):
    """A file that came and was not taken, and why.

    `of` are the workstreams that it is of, as far as it or its name tells. `aside` is there where it could be read.
    """

    path: str
    sentence: str
    of: tuple[ExpectedWorkstream, ...] = ()
    aside: SetAside | None = None

    @property
    def name(self) -> str:
        """Its own name, without the folder."""
        return PureWindowsPath(self.path).name

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the workstreams that it is of."""
        return frozenset(found.code for found in self.of)

    @property
    def clashes(self) -> bool:
        """Whether another file speaks for the same, so that neither was taken."""
        return self.aside is not None and self.aside.why is SetAsideReason.CLASH


def left_files(chosen: Chosen, refused: Iterable[Refusal], missing: Iterable[ExpectedWorkstream]) -> Iterator[LeftFile]:
    """Every file that somebody has to see to, as it or its name tells whose it is: those that clash come first."""
    wanting = [*missing, *(found for item in chosen.taken if item.carried for found in came_in(item))]
    clashing = [aside.one for aside in chosen.aside if aside.why is SetAsideReason.CLASH]
    came = [item for item in chosen.taken if not item.carried]
    known = [*wanting, *(found for item in (*came, *clashing) for found in came_in(item))]
    for aside in sorted(chosen.aside, key=lambda found: found.why is not SetAsideReason.CLASH):
        if aside.why in UNSETTLED:
            yield LeftFile(aside.one.path, aside.sentence, _meant_for(aside, wanting), aside)
    for item in refused:
        if not item.stray:
            yield LeftFile(item.path, item.sentence, _named_by(PureWindowsPath(item.path).name, known))


def _meant_for(aside: SetAside, wanting: Sequence[ExpectedWorkstream]) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams of a file that was read: one of another programme may be a return of ours that is wanting."""
    ours = tuple(found for found in wanting if found.code in aside.one.codes)
    return ours if ours and aside.why is SetAsideReason.STRANGER else expected_of(aside.one.submission)


def _named_by(name: str, known: Sequence[ExpectedWorkstream]) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams that a file's name tells: their code, their last file's name, or words of their own name.

    Nothing is guessed where a word may be of several.
    """
    by_code = {found.code: found for found in reversed(known)}
    words, own = set(_BETWEEN_WORDS.split(name)), _telling(name)
    told = [found for code, found in by_code.items() if code in words or {code.casefold()} == own]
    if not told and own:
        told = [found for found in by_code.values() if found.file and _telling(found.file) == own]
        told = told if len({found.file for found in told}) == 1 else []
    if not told and own:
        told = [found for found in by_code.values() if own <= _telling(found.name)]
        told = told if len(told) == 1 else []
    return tuple(sorted(told, key=lambda found: found.code))


def _telling(name: str) -> frozenset[str]:
    """The words of a name, or of a file's, that may tell whose it is."""
    words = _BETWEEN_WORDS.split(PureWindowsPath(name).stem.casefold())
    return frozenset(word for word in words if word.isalpha() and word not in _TELLS_NOTHING)


def left_out_of(chosen: Chosen, refused: Iterable[str]) -> tuple[LeftOut, ...]:
    """The files that may hold what the workbook lacks: those `refused`, another programme's, and those that clash."""
    unsettled = (item for item in chosen.aside if item.why in UNSETTLED)
    clash = SetAsideReason.CLASH
    return (
        *(LeftOut(path) for path in refused),
        *(LeftOut(item.one.path, item.one.codes if item.why is clash else frozenset()) for item in unsettled),
    )


def unknown_workstreams(chosen: Chosen, missing: Iterable[ExpectedWorkstream]) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams of which nothing is known: those without a return, and those whose returns clash."""
    clashing = (item.one.submission for item in chosen.aside if item.why is SetAsideReason.CLASH)
    came = frozenset[str]().union(*(item.codes for item in chosen.taken))
    found = {one.code: one for submission in clashing for one in expected_of(submission)}
    found.update((one.code, one) for one in missing)
    return tuple(found[code] for code in sorted(found.keys() - came))
