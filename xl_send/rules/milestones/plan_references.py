"""Actions of the plan: which workstream serves which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# So many rows of a workstream that serve one part of the plan make it theirs.
FEWEST = 3
_LAST_PART = Pattern(r"[\s.\-/]*(?:\d+|[a-z])\s*$")


@rule(
    "MS81",
    Severity.QUERY,
    'Plan reference is "{reference}", which is under {theirs}, as those of {other} are; all others of {code} are under '
    "{own}.",
    "Check the reference. If {code} truly serves it, explain this finding.",
)
def plan_reference_of_another_workstream(programme: Programme) -> Iterator[Hit]:
    """A milestone serves the part of the plan that its workstream serves.

    A reference copied from another workstream's row makes the plan's owner look for the work in the wrong place, and
    its own action look as if nobody worked on it. Asked where all other milestones of the workstream, three or more,
    are under one part of the plan, and this reference is under a part of which three or more of one other workstream
    are, and no others.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Milestones:
    | ID | Workstream | Plan reference |
    | --- | --- | --- |
    | TRN-M01 | TRN | Action 1.1 |
    | TRN-M02 | TRN | Action 1.1 |
    | TRN-M03 | TRN | Action 1.2 |
    | TRN-M04 | TRN | <Action 2.2> |
    | OUT-M01 | OUT | Action 2.1 |
    | OUT-M02 | OUT | Action 2.2 |
    | OUT-M03 | OUT | Action 2.3 |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Milestones:
    | ID | Workstream | Plan reference |
    | --- | --- | --- |
    | TRN-M01 | TRN | Action 1.1 |
    | TRN-M02 | TRN | Action 1.2 |
    | TRN-M03 | TRN | Action 2.1 |
    | TRN-M04 | TRN | Action 2.2 |
    | OUT-M01 | OUT | Action 2.1 |
    | OUT-M02 | OUT | Action 2.2 |
    | OUT-M03 | OUT | Action 2.3 |
    """
    parts: dict[str, Counter[str]] = {}
    for milestone in programme.each(Milestone):
        if part := _part(milestone):
            parts.setdefault(milestone.workstream, Counter())[part] += 1
    for milestone in programme.each(Milestone):
        part, own = _part(milestone), _theirs(parts.get(milestone.workstream, Counter()))
        others = [code for code, found in parts.items() if code != milestone.workstream and found[part]]
        other = others[0] if part and own and part != own and len(others) == 1 else ""
        if other and parts[other][part] >= FEWEST and set(parts[other]) == {part}:
            yield hit(
                milestone.at("plan_reference"),
                reference=milestone.plan_reference, theirs=part, own=own, other=other, code=milestone.workstream,
            )  # fmt: skip


def _part(milestone: Milestone) -> str:
    """The part of the plan that a reference is under: `Action 2` of `Action 2.3`."""
    reference = (milestone.plan_reference or "").strip()
    return _LAST_PART.sub("", reference) if "." in reference or "/" in reference or "-" in reference else ""


def _theirs(found: Mapping[str, int]) -> str:
    """The one part under which all references of a workstream are but for one row."""
    most = max(found, key=lambda part: found[part], default="")
    return most if most and found[most] >= FEWEST and sum(found.values()) - found[most] == 1 else ""
