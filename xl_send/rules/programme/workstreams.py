"""Workstreams: their dates, their state and who answers for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.names.misnamed_rows import wrong_workstreams
from xl_send.findings import Related, Severity
from xl_send.network import settled_changes
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import file_name
from xl_send.workbook.names import owner_key
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, Submission


@rule(
    "PR03",
    Severity.ERROR,
    "Ends is {ends}, which is before Starts, {starts}.",
    "Correct one of the two dates.",
    speaks_for=("PR40",),
    brings=dict.fromkeys(("MS05", "RK14", "RS07"), Reach.CELL),
)
def workstream_ends_before_it_starts(programme: Programme) -> Iterator[Hit]:
    """A workstream ends on or after the day it starts.

    Its milestones are placed between the two.

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | <31 Aug 2026> |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | 1 Sep 2026 |
    """
    for stream in programme.each(Workstream):
        if stream.ends and stream.starts and stream.ends < stream.starts:
            starts = Related(stream.at("starts"), "Starts")
            yield hit(stream.at("ends"), starts, ends=stream.ends, starts=stream.starts)


@rule(
    "PR04",
    Severity.QUERY,
    "The workstream is {state}, without a change reference.",
    "Give the reference of the change that was agreed, such as {code}-A01.",
)
def workstream_stopped_without_change(programme: Programme) -> Iterator[Hit]:
    """A workstream that is paused or withdrawn says which agreed change stopped it.

    Nothing in it is rated any longer. The board will ask who decided that; what a reason or progress says is no
    reference, nor is what is still to be agreed.

    **Fails**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | Paused | <> |
    | OUT | Paused | <To be agreed by the December board> |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | Withdrawn | Board, 2 Nov 2026, item 6 |
    | OUT | Active | |
    """
    for stream in programme.each(Workstream):
        if stream.state is not State.ACTIVE and not settled_changes([stream.change] if stream.change else []):
            state = Related(stream.at("state"), "its state")
            yield hit(stream.at("change"), state, state=stream.state.lower(), code=stream.code)


@rule("PR08", Severity.ADVICE, "The deputy is the owner.", "Name somebody else who acts when the owner is away.")
def deputy_is_owner(programme: Programme) -> Iterator[Hit]:
    """A workstream's deputy is somebody other than its owner.

    A deputy is there for the days when the owner is not.

    **Fails**

    Workstreams:
    | Code | Owner | Deputy |
    | --- | --- | --- |
    | TRN | Transition Lead | <transition lead> |
    | OUT | Priya Shah, Outreach Lead | <Outreach Lead (Priya Shah)> |

    **Passes**

    Workstreams:
    | Code | Owner | Deputy |
    | --- | --- | --- |
    | TRN | Transition Lead | Outreach Lead |
    """
    for stream in programme.each(Workstream):
        if stream.owner and stream.deputy and owner_key(stream.owner) == owner_key(stream.deputy):
            yield hit(stream.at("deputy"), Related(stream.at("owner"), "the owner"))


@rule(
    "PR09",
    Severity.QUERY,
    "{code} has no milestones.",
    "Add its milestones, or say in State that it is paused or withdrawn.",
)
def workstream_without_milestones(programme: Programme) -> Iterator[Hit]:
    """A workstream that is active has milestones.

    Its delivery cannot be rated without any. A workbook with no milestones at all is told so once, and
    nothing is said while it cannot be read whose a milestone is, nor of a workstream that starts later or is over.

    **Fails**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |
    | <OUT> | |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |

    **Passes**

    Workstreams:
    | Code | State | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN | | 1 Sep 2026 | 31 Aug 2027 |
    | OUT | Paused | 1 Sep 2026 | 31 Aug 2027 |
    | SUP | | 1 Sep 2026 | 31 Aug 2027 |
    | FUT | | 4 Jan 2027 | 31 Aug 2027 |
    | WAS | | 1 Sep 2025 | 31 Aug 2026 |

    Milestones:
    | ID | Workstream | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | TRN | 11 Dec 2026 |
    | SUP-M01 | SUP | not yet |
    """
    for submission in programme.submissions:
        codes = {milestone.workstream for milestone in submission.all(Milestone)}
        codes |= {row.workstream for row in submission.unread_rows if row.record is Milestone}
        codes |= {column.meant for column in wrong_workstreams(programme).get(submission.workbook, ())}
        for stream in submission.all(Workstream) if codes and "" not in codes else ():
            as_at = submission.as_at
            elsewhen = as_at and not (stream.starts or date.min) <= as_at <= (stream.ends or date.max)
            active = stream.state is State.ACTIVE and not (elsewhen or stream.without_return)
            if active and stream.code not in codes:
                yield hit(stream.at("code"), code=stream.code)


@rule(
    "PR06",
    Severity.ERROR,
    "{code} is also a workstream of {other}{older}.",
    "Take one of the two workbooks away if it is an older copy, else give one of the workstreams another code.",
)
def workstream_in_two_workbooks(programme: Programme) -> Iterator[Hit]:
    """A workstream is reported on in one workbook.

    Two returns for the same workstream, often an older copy beside the new one, are both counted.

    **Fails**

    old.xlsx Programme:
    | As at |
    | --- |
    | 16 Oct 2026 |

    old.xlsx Workstreams:
    | Code |
    | --- |
    | <TRN> |

    new.xlsx Workstreams:
    | Code |
    | --- |
    | TRN |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    **Passes**

    north.xlsx Workstreams:
    | Code |
    | --- |
    | NOR |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |
    """
    newest_first = sorted(programme.submissions, key=lambda found: found.as_at or date.min, reverse=True)
    kept: dict[str, Submission] = {}
    for submission in newest_first:
        for stream in submission.all(Workstream):
            first = kept.setdefault(stream.code, submission)
            if first is not submission:
                cell = next(
                    workstream.at("code") for workstream in first.all(Workstream) if workstream.code == stream.code
                )
                newer = submission.as_at and first.as_at and submission.as_at < first.as_at
                older = ", which is as at a later date" if newer else ""
                other = Related(cell, "the other account")
                yield hit(stream.at("code"), other, code=stream.code, other=file_name(first.workbook), older=older)


# So many milestones outside the time of their workstream, and it is its date that is wrong, not theirs.
MANY_OUTSIDE = 3


@rule(
    "PR40",
    Severity.QUERY,
    "{column} of {code} is {bound}, but {number} of its milestones are planned {where} that, as {day} is.",
    "Check the year. If it is right, correct the baseline dates of those milestones.",
    brings=dict.fromkeys(("MS05", "MN05", "RK14", "RS07"), Reach.CELL),
)
def workstream_shorter_than_its_plan(programme: Programme) -> Iterator[Hit]:
    """The milestones of a workstream are planned between its first day and its last.

    One that lies outside may be a slip of its own date; three and more are a slip of the workstream's.

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | <31 Dec 2026> |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 4 Jan 2027 |
    | TRN-M02 | 11 Feb 2027 |
    | TRN-M03 | 8 Jul 2027 |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | 31 Dec 2026 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | 31 Dec 2026 |
    | TRN-M02 | 11 Feb 2027 |
    | TRN-M03 | 8 Jul 2027 |
    """
    planned: dict[str, list[date]] = {}
    for milestone in programme.each(Milestone):
        planned.setdefault(milestone.workstream, []).append(milestone.baseline)
    for stream in programme.streams.values():
        days = planned.get(stream.code, [])
        before = [day for day in days if stream.starts and day < stream.starts]
        after = [day for day in days if stream.ends and day > stream.ends]
        for name, outside, where in (("starts", before, "before"), ("ends", after, "after")):
            if len(outside) >= MANY_OUTSIDE:
                cell, furthest = stream.at(name), min(outside) if name == "starts" else max(outside)
                yield hit(
                    cell, column=cell.column, code=stream.code, bound=getattr(stream, name), number=len(outside),
                    where=where, day=furthest,
                )  # fmt: skip
