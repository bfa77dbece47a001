"""What every output says first: where thresholds and calendar come from, for whom it is, and what was not read."""

from __future__ import annotations

from typing import Any

from xl_send.output.lines import wrapped
from xl_send.reading.loaded import LoadedProgramme
from xl_send.workbook.policies import Policy, differing_entries, differing_settings
from xl_send.workbook.submissions import Programme


def policy_lines(programme: Programme) -> list[str]:
    """Whose thresholds and calendar these are, in lines for people; none for a programme without workbooks."""
    return wrapped(programme.policy.sentence) if programme.policy else []


def marking_lines(loaded: LoadedProgramme) -> list[str]:
    """For whom an output is, as a line of its own; nothing where it is for anybody."""
    return [f"{loaded.marking}."] if loaded.marking else []


def policy_data(programme: Programme) -> dict[str, Any] | None:
    """The same for programs, with what each workbook says otherwise."""
    policy = programme.policy
    if policy is None:
        return None
    return {
        "source": policy.source.value,
        "workbook": policy.submission.workbook if policy.submission else None,
        "sentence": policy.sentence,
        "suppress_counts_below": policy.thresholds.suppress_below,
        "differing": [_differing(programme, policy, name) for name in policy.differing],
    }


def not_read_data(loaded: LoadedProgramme) -> dict[str, Any]:
    """What was given and could not be read or is not counted, for programs: whole files, and what of the others."""
    return {
        "refused": [{"path": item.path, "reason": item.sentence} for item in loaded.refused],
        "not_counted": [{"path": item.path, "reason": item.sentence} for item in loaded.not_counted],
        "could_not_be_read": list(loaded.unread),
    }


def _differing(programme: Programme, policy: Policy, workbook: str) -> dict[str, Any]:
    submission = programme.by_workbook[workbook]
    settings = list(differing_settings(submission, policy))
    return {"workbook": workbook, "settings": settings, "calendar_entries": differing_entries(submission, policy)}
