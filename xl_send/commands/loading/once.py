"""Which of several files are counted: a return and its copies count once, in every verb."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.commands.loading.files import NamedFile
from xl_send.reading.loaded import NotCounted
from xl_send.workbook.submissions import Submission


def counted_once(
    read: Sequence[tuple[NamedFile, Submission]],
) -> tuple[list[Submission], list[NotCounted]]:
    """The workbooks that are counted, in their order, and those that are not, with the reason.

    Only what shares a workstream with another is read again, cell by cell, to be compared.
    """
    alike = {file.name: file for file, _ in read if file.name in _sharing(read)}
    if not alike:
        return [submission for _, submission in read], []
    from xl_send.commands.loading.returns import read_return
    from xl_send.consolidation.choice import UNSETTLED, choose_each_once

    chosen = choose_each_once([read_return(file) for file in alike.values()])
    aside = {item.one.path: item for item in chosen.aside}
    counted = [submission for file, submission in read if file.name not in aside]
    return counted, [
        NotCounted(name, item.sentence, item.why in UNSETTLED, item.one.codes) for name, item in aside.items()
    ]


def _sharing(read: Sequence[tuple[NamedFile, Submission]]) -> frozenset[str]:
    """The names of the files that may speak for the same: of one workstream, or of none and one day."""
    by_matter: dict[object, list[str]] = {}
    for file, submission in read:
        for matter in submission.codes or {submission.as_at}:
            by_matter.setdefault(matter, []).append(file.name)
    return frozenset(name for names in by_matter.values() if len(names) > 1 for name in names)
