"""Handovers for a milestone that does not wait for them, and in the name of somebody of another workstream."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xl_send.analysis.activity import is_active, is_handover_stopped
from xl_send.analysis.names.near_names import is_nearly
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, parts_of_an_owner
from xl_send.words import first_few
from xl_send.workbook.names import bare_name
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, once_per_programme


@rule(
    "CF43",
    Severity.QUERY,
    "{column} of {id} is {named}, but {waits} depends on {on}{instead}.",
    "Name the milestone that is meant in both workbooks. If {named} is, put {own} under Depends on of {receiver}.",
)
def handover_for_another_milestone(programme: Programme) -> Iterator[Hit]:
    """A handover is between the milestones of which one depends on the other.

    Its float, and the colours that wait for it, are worked out from the two that it names. Asked where the receiver's
    milestone does not wait for the giver's, not even by way of others, and either another of the receiver's does, which
    is planned on or after Needed by and before the one that is named; or the one that is named depends on another of
    the giver's. Not where a handover of these two stands as well.

    **Fails**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M06 | 26 Feb 2027 | SOU-M07 |
    | TRN-M07 | 19 May 2027 | TRN-M05 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone | Needed by |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D02 | SOU | SOU-M07 | TRN | <TRN-M07> | 19 Feb 2027 |

    **Fails**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M06 | 26 Feb 2027 | SOU-M08 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone | Needed by |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D02 | SOU | <SOU-M07> | TRN | TRN-M06 | 19 Feb 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | 12 Feb 2027 | SOU-M01 |
    | TRN-M02 | 19 May 2027 | |
    | TRN-M03 | 26 Feb 2027 | SOU-M03 |
    | TRN-M04 | 19 May 2027 | TRN-M03 |
    | TRN-M05 | 26 Feb 2027 | SOU-M05 |
    | TRN-M06 | 19 May 2027 | |
    | TRN-M07 | 26 Feb 2027 | SOU-M07, SOU-M08 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone | Needed by |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | SOU-M01 | TRN | TRN-M02 | 19 Feb 2027 |
    | TRN-D02 | SOU | SOU-M03 | TRN | TRN-M04 | 19 Feb 2027 |
    | TRN-D03 | SOU | SOU-M05 | TRN | TRN-M06 | 19 Feb 2027 |
    | TRN-D04 | SOU | SOU-M05 | TRN | TRN-M05 | 19 Feb 2027 |
    | TRN-D05 | SOU | SOU-M07 | TRN | TRN-M07 | 19 Feb 2027 |
    | TRN-D06 | SOU | SOU-M06 | TRN | TRN-M02 | 19 Feb 2027 |
    """
    rows = [row for row in programme.each(Interdependency) if not is_handover_stopped(programme, row)]
    stand = {(row.giver_milestone, row.receiver_milestone) for row in rows}
    by_id: dict[str, list[Interdependency]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    milestones = {one.id: one for one in programme.each(Milestone) if is_active(programme, one)}
    for accounts in by_id.values():
        row = next((one for one in accounts if one.receiver in programme.of(one).codes), accounts[0])
        given, waiting = row.giver_milestone, milestones.get(row.receiver_milestone or "")
        if not given or waiting is None or row.giver == EXTERNAL or given in _all_before(waiting, milestones):
            continue
        others = [(one.at("receiver_milestone"), one) for one in accounts if one is not row]
        also = [Related(cell, "the other account") for cell, _ in others]
        if (meant := _waits_for(row, given, waiting, milestones)) and (given, meant.id) not in stand:
            yield hit(
                row.at("receiver_milestone"), Related(meant.at("depends_on"), "what depends on it"), *also,
                column=row.at("receiver_milestone").column, id=row.id, named=waiting.id, waits=meant.id, on=given,
                instead=f", and {waiting.id} does not", own=given, receiver=waiting.id,
            ).known_by(row.id)  # fmt: skip
        elif (on := [one.id for one in waiting.depends_on if one.id.partition("-")[0] == row.giver]) and not any(
            (one, waiting.id) in stand for one in on
        ):
            yield hit(
                row.at("giver_milestone"), Related(waiting.at("depends_on"), "what it depends on"), *also,
                column=row.at("giver_milestone").column, id=row.id, named=given, waits=waiting.id, on=first_few(on),
                instead=f", and not on {given}", own=given, receiver=waiting.id,
            ).known_by(row.id)  # fmt: skip


def _all_before(milestone: Milestone, milestones: Mapping[str, Milestone]) -> set[str]:
    """All that a milestone depends on, by way of others too."""
    found: set[str] = set()
    ahead = [milestone]
    while ahead:
        new = {one.id for one in ahead.pop().depends_on} - found
        found |= new
        ahead += [milestones[one] for one in new if one in milestones]
    return found


def _waits_for(
    row: Interdependency, given: str, named: Milestone, milestones: Mapping[str, Milestone]
) -> Milestone | None:
    """The one milestone of the receiver that depends on what is given, where it is planned for the need of it."""
    found = [
        one
        for one in milestones.values()
        if one.workstream == row.receiver and any(reference.id == given for reference in one.depends_on)
    ]
    if len(found) != 1 or row.needed_by is None or not row.needed_by <= found[0].baseline < named.baseline:
        return None
    return found[0]


@rule(
    "CF44",
    Severity.QUERY,
    "{column} of {id} is {owner}, who answers for rows of {theirs} and for none of {code}{other}.",
    "Name who answers for it in {code}, in both workbooks. The one who is named there is asked whether it has come.",
)
def handover_owned_in_another_workstream(programme: Programme) -> Iterator[Hit]:
    """Each side of a handover has an owner of that workstream.

    A name that was copied from the row above is asked for what it knows nothing of. Known are those who own rows in the
    workbooks that are read together. Asked where one of another workstream is named, and the other party's account
    names somebody else, or it is the other party of the handover whose rows that one owns.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Clinical officer (Ruth Vane) |

    Interdependencies:
    | ID | Giver | Receiver | Receiver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Clinical officer |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | SOU-M01 | SOU | Area SENCO |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Receiver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | <Area SENCO> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Clinical officer (Ruth Vane) |
    | TRN-M02 | Data lead |

    Interdependencies:
    | ID | Giver | Receiver | Giver owner | Receiver owner |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Area SENCO | Clinical officer |
    | TRN-D02 | SOU | TRN | Data lead | Ruth Vane |
    | TRN-D03 | SOU | TRN | Finance partner | Trainer |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | SOU-M01 | SOU | Area SENCO |
    | SOU-M02 | SOU | Data lead |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Giver owner | Receiver owner |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Area SENCO | Clinical Off. |
    | TRN-D02 | SOU | TRN | | Ruth Vane |
    """
    known = _known_in(programme)
    own = {code for codes in known.values() for code in codes}
    for name, accounts in network_of(programme).accounts.items():
        for row, beside in ((accounts.need, accounts.promise), (accounts.promise, accounts.need)):
            for column, code, party in (
                ("giver_owner", row.giver, row.receiver),
                ("receiver_owner", row.receiver, row.giver),
            ):
                owner, other = getattr(row, column) or "", getattr(beside, column) or ""
                theirs = _streams_of(owner, known) if code in own else ()
                apart = beside.workbook != row.workbook and other != "" and not is_nearly(owner, other)
                apart = apart and code in _streams_of(other, known)
                if theirs and code not in theirs and (apart or theirs == [party]):
                    related = [Related(beside.at(column), "the other account")] if apart else []
                    said = f"; the other account names {other}" if apart else ""
                    yield hit(
                        row.at(column), *related, column=row.at(column).column, id=name, owner=owner,
                        theirs=first_few(theirs), code=code, other=said,
                    ).known_by(name, column)  # fmt: skip


@once_per_programme
def _known_in(programme: Programme) -> Mapping[str, set[str]]:
    """The workstreams of whose rows a person or a post is the owner, by the name of either; handovers do not count."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, _, row, text in cells_of_owners(programme):
        code = getattr(row, "workstream", None) or getattr(row, "code", None)
        if code:
            for part in parts_of_an_owner(text):
                found[bare_name(part)].add(code)
    return found


def _streams_of(owner: str, known: Mapping[str, set[str]]) -> Sequence[str]:
    return sorted({code for part in parts_of_an_owner(owner) for code in known.get(bare_name(part), ())})
