"""The phases of a workstream: that it begins and ends with what it should, and has key milestones."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.work import builds
from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Phase, State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, Submission

# A workstream with fewer milestones may not have been planned to its end yet.
SEVERAL = 5
_CARRIES_ON = Pattern(
    r"(?i)\b(?:continu\w*|carries on|carried on|follows on|builds on|takes over|existing|extends)\b",
)
FEW = 3


class PlannedStream(NamedTuple):
    """An active workstream with those of its milestones that are not withdrawn."""

    stream: Workstream
    milestones: tuple[Milestone, ...]

    def has(self, phase: Phase) -> bool:
        """Whether it has a milestone of this kind."""
        return any(milestone.phase is phase for milestone in self.milestones)

    def lacks(self, phase: Phase) -> bool:
        """Whether it has milestones of every kind but this; a phase that could not be read might be it."""
        phases = {milestone.phase for milestone in self.milestones}
        return len(self.milestones) >= SEVERAL and None not in phases and phase not in phases


def planned_streams(programme: Programme) -> Iterator[PlannedStream]:
    """Every active workstream whose milestones could all be read."""
    for submission in programme.submissions:
        unread = {row.workstream for row in submission.unread_rows if row.record is Milestone}
        found: dict[str, list[Milestone]] = {}
        for milestone in submission.all(Milestone):
            if milestone.state is not State.WITHDRAWN:
                found.setdefault(milestone.workstream, []).append(milestone)
        for stream in _active(submission):
            if stream.code not in unread and "" not in unread:
                yield PlannedStream(stream, tuple(found.get(stream.code, ())))


def _active(submission: Submission) -> Iterator[Workstream]:
    return (workstream for workstream in submission.all(Workstream) if workstream.state is State.ACTIVE)


@rule(
    "MQ11",
    Severity.QUERY,
    "{code} has no milestone in Set up.",
    "Add the event by which it was set up, such as its lead in post or its group formed.",
)
def workstream_without_set_up(programme: Programme) -> Iterator[Hit]:
    """A workstream has a milestone by which it is set up.

    Without one nobody has said when there are people, money and a plan to begin with. Workstreams with fewer
    than five milestones are not asked, nor is building work, which begins with a design, nor one that has got to its
    trial or carries on what was there: it was set up long ago; nor one beside others, in its workbook, of which one was
    set up: they were together. Once a design was reached it is advice.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    Milestones:
    | ID | Phase |
    | --- | --- |
    | TRN-M01 | Design |
    | TRN-M02 | Design |
    | TRN-M03 | Trial |
    | TRN-M04 | Rollout |
    | TRN-M05 | Sustain |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Milestones:
    | ID | Workstream | Phase |
    | --- | --- | --- |
    | TRN-M01 | TRN | Set up |
    | TRN-M02 | TRN | Design |
    | TRN-M03 | TRN | Trial |
    | TRN-M04 | TRN | Rollout |
    | TRN-M05 | TRN | Sustain |
    | OUT-M01 | OUT | Design |
    | OUT-M02 | OUT | Trial |
    | OUT-M03 | OUT | Rollout |
    | OUT-M04 | OUT | Sustain |

    **Passes**

    Workstreams:
    | Code | Workstream |
    | --- | --- |
    | TRN | Special school expansion |

    Milestones:
    | ID | Milestone | Phase |
    | --- | --- | --- |
    | TRN-M01 | Feasibility finished | Design |
    | TRN-M02 | Planning permission given | Design |
    | TRN-M03 | Start on site | Rollout |
    | TRN-M04 | New block certified complete | Rollout |
    | TRN-M05 | Building in use | Sustain |

    **Passes**

    Milestones:
    | ID | Phase | Actual date |
    | --- | --- | --- |
    | TRN-M01 | Design | 2 Oct 2026 |
    | TRN-M02 | Design | 9 Oct 2026 |
    | TRN-M03 | Trial | 6 Nov 2026 |
    | TRN-M04 | Rollout | |
    | TRN-M05 | Sustain | |
    """
    begun = {found.stream.workbook for found in planned_streams(programme) if found.has(Phase.SET_UP)}
    for found in planned_streams(programme):
        tried = any(one.actual and one.phase is not Phase.DESIGN for one in found.milestones)
        tried = tried or _CARRIES_ON.search(found.stream.purpose or "") is not None
        severity = Severity.ADVICE if any(one.actual for one in found.milestones) else None
        alone = found.stream.workbook not in begun
        if found.lacks(Phase.SET_UP) and alone and not tried and not builds(found.stream, found.milestones):
            yield hit(found.stream.at("code"), severity=severity, code=found.stream.code)


@rule(
    "MQ12",
    Severity.QUERY,
    "{code} has no milestone in Sustain.",
    "Add the event by which the work is handed over, with a budget and an owner that last.",
)
def workstream_without_sustain(programme: Programme) -> Iterator[Hit]:
    """A workstream has a milestone by which its work is handed over for good.

    What nobody has planned to keep ends with the grant. Workstreams with fewer than five milestones are not asked, nor
    those planned no further than their trial, nor building work, which is kept by being used.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    Milestones:
    | ID | Phase | State |
    | --- | --- | --- |
    | TRN-M01 | Set up | |
    | TRN-M02 | Design | |
    | TRN-M03 | Trial | |
    | TRN-M04 | Rollout | |
    | TRN-M05 | Rollout | |
    | TRN-M06 | Sustain | Withdrawn |

    **Passes**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |
    | OUT | Paused |

    Milestones:
    | ID | Workstream | Phase |
    | --- | --- | --- |
    | TRN-M01 | TRN | Set up |
    | TRN-M02 | TRN | Design |
    | TRN-M03 | TRN | Trial |
    | TRN-M04 | TRN | Rollout |
    | OUT-M01 | OUT | Set up |
    | OUT-M02 | OUT | Design |
    | OUT-M03 | OUT | Design |
    | OUT-M04 | OUT | Trial |
    | OUT-M05 | OUT | Rollout |

    **Passes**

    Milestones:
    | ID | Phase |
    | --- | --- |
    | TRN-M01 | Set up |
    | TRN-M02 | Design |
    | TRN-M03 | Design |
    | TRN-M04 | Trial |
    | TRN-M05 | Trial |
    """
    for found in planned_streams(programme):
        planned = found.has(Phase.ROLLOUT) and not builds(found.stream, found.milestones)
        if found.lacks(Phase.SUSTAIN) and planned:
            yield hit(found.stream.at("code"), code=found.stream.code)


@rule(
    "MQ13",
    Severity.QUERY,
    "None of the {count} milestones of {code} is a key milestone.",
    "Choose Yes under Key for those that the board would want to know at once are late.",
)
def workstream_without_key_milestone(programme: Programme) -> Iterator[Hit]:
    """A workstream with three milestones or more has a key milestone among them.

    A milestone that is not key counts one colour better than it is, so delivery that is Red would be shown as
    Amber.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    Milestones:
    | ID | Key |
    | --- | --- |
    | TRN-M01 | No |
    | TRN-M02 | No |
    | TRN-M03 | No |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Milestones:
    | ID | Workstream | Key |
    | --- | --- | --- |
    | TRN-M01 | TRN | No |
    | TRN-M02 | TRN | No |
    | TRN-M03 | TRN | Yes |
    | OUT-M01 | OUT | No |
    | OUT-M02 | OUT | No |
    """
    for found in planned_streams(programme):
        count = len(found.milestones)
        if count >= FEW and all(milestone.key is False for milestone in found.milestones):
            yield hit(found.stream.at("code"), code=found.stream.code, count=count)
