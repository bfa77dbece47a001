"""What a programme workbook knows nothing of, although it should: files left out, and workstreams without a return."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.consolidation.chase import ExpectedWorkstream, expected_of
from xl_send.consolidation.choice import UNSETTLED, Chosen, SetAsideReason
from xl_send.workbook.submissions import LeftOut


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
