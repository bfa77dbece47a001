"""Handovers that one party's workbook alone lists."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.references import owners
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme, Submission


@rule(
    "CF04",
    Severity.QUERY,
    "{id} is listed by {lister} alone. {other}, its {party}, does not list it{twin}.",
    "{same}Ask {other} to list it under the same id and to fill in its side, or take it out.",
)
def handover_known_to_one_party(programme: Programme) -> Iterator[Hit]:
    """A handover between two workstreams stands in both their workbooks.

    What only one of them has written down, only one of them is planning for. Asked where both workbooks were
    read; what is withdrawn is not asked about. One handover that each has written down under an id of its own is
    told once. Where the workbook of a third lists it under that id with itself for that party, it is the party that is
    wrong.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | <TRN-D01> | SOU | TRN |
    | <SOU-D01> | TRN | SOU |

    Interdependencies:
    | ID | Giver | Receiver | Needed |
    | --- | --- | --- | --- |
    | <TRN-D02> | SOU | TRN | Floor plans of both bases |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Needed |
    | --- | --- | --- | --- |
    | SOU-D02 | SOU | TRN | floor plans of both bases |

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | <SOU-D01> | TRN | WES |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | SOU-D01 | TRN | SOU |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | WES-D02 | External | WES |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Interdependencies:
    | ID | Giver | Receiver | State |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | |
    | TRN-D02 | External | TRN | |
    | TRN-D03 | WES | TRN | |
    | TRN-D04 | OUT | TRN | |
    | TRN-D05 | SOU | TRN | Withdrawn |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | TRN-D01 | SOU | TRN |
    """
    alone = list(_listed_alone(programme))
    for row in alone:
        by_receiver = row.receiver in programme.of(row).codes
        lister, other = (row.receiver, row.giver) if by_receiver else (row.giver, row.receiver)
        twin = next((other_row for other_row in alone if _is_twin(row, other_row)), None)
        if twin is not None and not by_receiver:
            continue
        party = "giver" if by_receiver else "receiver"
        meant = next((one for one in _of_that_id(programme, row) if getattr(one, party) != other), None)
        told = _told_of_third(row, meant, party) if meant else _told_of_twin(row, twin, other)
        words = {"id": row.id, "lister": lister, "other": other, "party": party, **told[1]}
        yield hit(row.at("id"), *told[0], severity=None, **words).known_by(row.id)


_ToldBeside = tuple[list[Related], dict[str, str]]


def _told_of_twin(row: Interdependency, twin: Interdependency | None, other: str) -> _ToldBeside:
    if twin is None:
        return [], {"twin": "", "same": ""}
    return [Related(twin.at("id"), f"listed by {other}")], {
        "twin": f", but lists {twin.id}, which looks like the same handover",
        "same": f"If {twin.id} is the same, call it {row.id} in both workbooks. If not: ",
    }


def _told_of_third(row: Interdependency, meant: Interdependency, party: str) -> _ToldBeside:
    """What is said where another workstream lists a handover for its own."""
    code, column = getattr(meant, party), row.at(party).column
    return [Related(meant.at(party), f"{code} lists it"), Related(row.at(party), "the party named")], {
        "twin": f"; {code} does, with {code} as {column}",
        "same": f"If {code} is meant, choose it under {column}. If not: ",
    }


def _of_that_id(programme: Programme, row: Interdependency) -> Iterator[Interdependency]:
    """The rows of that id in other workbooks, of workstreams that these own and with the other party as it is."""
    for submission in programme.submissions:
        for one in submission.all(Interdependency) if submission.workbook != row.workbook else ():
            shared = one.giver == row.giver or one.receiver == row.receiver
            if one.id == row.id and shared and not {one.giver, one.receiver}.isdisjoint(submission.codes):
                yield one


def _listed_alone(programme: Programme) -> Iterator[Interdependency]:
    """Rows of handovers that the other party's workbook, which was read, does not list."""
    owned, listed = owners(programme), _listed(programme)
    for submission in programme.submissions:
        for row in submission.all(Interdependency):
            by_receiver, by_giver = row.receiver in submission.codes, row.giver in submission.codes
            if by_receiver is by_giver or row.state is State.WITHDRAWN:
                continue
            theirs = owned.get(row.giver if by_receiver else row.receiver, [])
            if theirs and all(_lists(found) and row.id not in listed[found.workbook] for found in theirs):
                yield row


def _is_twin(row: Interdependency, other: Interdependency) -> bool:
    """Whether two parties' rows look like one handover: the same parties, and the same words or milestones."""
    if row.workbook == other.workbook or (row.giver, row.receiver) != (other.giver, other.receiver):
        return False
    same_words = bool(row.needed) and name_key(row.needed or "") == name_key(other.needed or "")
    milestones = (row.giver_milestone, row.receiver_milestone)
    return same_words or (all(milestones) and milestones == (other.giver_milestone, other.receiver_milestone))


def _listed(programme: Programme) -> dict[str, frozenset[str]]:
    """The ids on each workbook's Interdependencies sheet, those of rows that could not be read too."""
    return {
        submission.workbook: frozenset(row.id for row in submission.all(Interdependency))
        | {row.id for row in submission.unread_rows if row.record is Interdependency}
        for submission in programme.submissions
    }


def _lists(submission: Submission) -> bool:
    """Whether a workbook has the sheet, with its ids."""
    seen = submission.seen.get(Interdependency)
    return seen is not None and "id" in seen.table.places
