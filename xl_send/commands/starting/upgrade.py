"""Upgrade: a workbook of an earlier template edition brought to the present one, with all that its council added."""

from __future__ import annotations

import os
import re
from pathlib import Path

from xl_send.commands.loading import Readables
from xl_send.commands.result import Result
from xl_send.commands.starting.originals import (
    Original,
    original_paths,
    read_original,
    refuse_where_nothing_is_made,
    write_all,
)
from xl_send.commands.starting.within import in_this_edition
from xl_send.errors import RefusedError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.sheets.programme import EDITION
from xl_send.xlsx.upgrade.changes import EditionChange
from xl_send.xlsx.upgrade.edition import Upgraded, upgraded


class UpgradedWorkbook(NamedTuple):
    """A workbook of an earlier edition: where it is, its copy, what was moved, its edition, and whether it is signed.

    `path` is None where nothing was written: for a preview, and where it is of the present edition already. `told` is
    what of ours the council's own keeps out, each with what to do, `not_found` what was not found.
    """

    old: str
    path: Path | None
    moved: tuple[EditionChange, ...]
    was: str
    signed: bool = False
    told: tuple[str, ...] = ()
    not_found: str = ""


@frozen(eq=True)
class UpgradeResult(Result):
    """What became of each workbook, and those that cannot be brought up to date, each with its reason."""

    workbooks: tuple[UpgradedWorkbook, ...]
    refused: tuple[Refusal, ...]
    preview: bool = False

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return bool(self.refused) or any(item.not_found for item in self.workbooks)


def upgrade(
    *sources: Readables,
    output: str | os.PathLike[str] = "",
    preview: bool = False,
    progress: Progress = quietly,
) -> UpgradeResult:
    """Bring workbooks of an earlier template edition to the present one; the old ones are not changed.

    Each copy keeps its name, in the folder `output` or in one called upgraded beside it. What the edition added is put
    in: columns at the right end of their tables, labels, formulas. Every other part of a file stays as it is, byte for
    byte. With `preview` nothing is written. Raises `CannotRunError` where nothing is named or nothing can be read.
    """
    found: list[tuple[Original, Upgraded]] = []
    refused: list[Refusal] = []
    paths = original_paths(sources)
    for path in progress(paths, "Bringing workbooks to the present edition", len(paths)):
        try:
            original = read_original(path)
            found.append((original, _brought(original)))
        except RefusedError as error:
            refused.append(Refusal(error.path, error.sentence))
    if not found:
        refuse_where_nothing_is_made(refused)
    written = [(original.path, one.copy.content) for original, one in found if one.moved and not preview]
    places = dict(zip((path for path, _ in written), write_all(written, output, "upgraded"), strict=True))
    books = (
        UpgradedWorkbook(
            str(original.path), places.get(original.path), one.moved, one.was, one.copy.signed, one.told,
            original.not_found,
        )
        for original, one in found
    )  # fmt: skip
    return UpgradeResult(tuple(books), tuple(refused), preview)


def _brought(original: Original) -> Upgraded:
    was, name = original.submission.cover.template or "", str(original.path)
    if _number(was) > _number(EDITION):
        sentence = (
            f"Its Template version is {was}, and the latest that this xl_send knows is {EDITION}. It was not changed: "
            "use the xl_send that made it, or a later one."
        )
        raise RefusedError(name, sentence)
    return upgraded(original.content, name, original.submission, original.rows, in_this_edition(original))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,6}", version.split(" ", maxsplit=1)[0]))
