"""Whose row it is: ids against workstreams, and the two parties of a handover."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.misnamed_rows import is_slip, miscoded_streams, wrong_prefixes
from xl_send.analysis.references import own_workstream
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.choices import Handover
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.submissions import SHEETS, Programme


@rule(
    "RF06",
    Severity.ERROR,
    "The id begins with {prefix}, but the row belongs to {code}.",
    "Give it an id that begins with {code}, or correct {column}.",
)
def id_of_another_workstream(programme: Programme) -> Iterator[Hit]:
    """An id begins with the code of its row's workstream; a handover's with the receiver's.

    That is what keeps ids apart when many workbooks are brought together.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | <OUT-M01> | TRN |

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | <OUT-D01> | OUT | TRN |

    **Passes**

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | TRN-M02 | TRM |

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | TRN-D01 | OUT | TRN |
    """
    for submission in programme.submissions:
        columns = wrong_prefixes(programme).get(submission.workbook, ())
        causes = {(one.wrong, one.meant): Related(one.cell, "the first that begins so") for one in columns}
        for record in SHEETS:
            for item in submission.all(record) if record.SHEET.letter else ():
                name, code = own_workstream(item)
                prefix = code_of(str(getattr(item, "id", "")))
                if prefix != code and (name == "receiver" or code in submission.codes):
                    cell = item.at(name)
                    beside = [Related(cell, "its workstream")]
                    beside += [causes[prefix, code]] if (prefix, code) in causes else []
                    yield hit(item.at("id"), *beside, prefix=prefix, code=code, column=cell.column)


@rule(
    "RF11",
    Severity.ERROR,
    "Giver and Receiver are both {code}.",
    "Correct one of them. Steps within a workstream belong under Depends on, on the Milestones sheet.",
)
def handover_to_itself(programme: Programme) -> Iterator[Hit]:
    """A handover has two parties.

    What a workstream needs of itself is a matter of its own milestones.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | TRN-D01 | <TRN> | TRN |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | TRN-D01 | External | TRN |
    """
    for interdependency in programme.each(Interdependency):
        if interdependency.giver == interdependency.receiver:
            yield hit(
                interdependency.at("giver"),
                Related(interdependency.at("receiver"), "the other party"),
                code=interdependency.giver,
            )


@rule(
    "RF12",
    Severity.QUERY,
    "This handover is from {giver} to {receiver}, and this workbook reports on neither.",
    "Correct Giver or Receiver, or move the row to one of their workbooks.",
)
def handover_of_others(programme: Programme) -> Iterator[Hit]:
    """A workbook lists the handovers that its own workstreams give or receive.

    Each party speaks for itself. A third account of the same handover only confuses the two.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | SUP-D01 | OUT | <SUP> |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | TRN-D01 | OUT | TRN |
    | SUP-D02 | TRN | SUP |
    """
    for submission in programme.submissions:
        miscoded = miscoded_streams(submission)
        for interdependency in submission.all(Interdependency):
            parties = (interdependency.giver, interdependency.receiver)
            if submission.codes and not submission.codes.intersection(parties):
                beside = [Related(interdependency.at("giver"), "the other party")]
                beside += [Related(miscoded[code].cell, "what it follows from") for code in parties if code in miscoded]
                yield hit(interdependency.at("receiver"), *beside, giver=parties[0], receiver=parties[1])


@rule(
    "RF13",
    Severity.QUERY,
    "{column} is {milestone}, which is not a milestone of {code}.",
    "{meant}Name a milestone whose id begins with {code}, or correct {party}.",
    brings={"RF06": Reach.ROW, "RF08": Reach.CELL, "RF12": Reach.ROW},
)
def milestone_of_another_party(programme: Programme) -> Iterator[Hit]:
    """A handover's milestones belong to its own two parties.

    The giver's milestone says when it is ready, the receiver's what waits for it.

    **Fails**

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | <TRN-M02> | TRN | <OUT-M01> |

    **Passes**

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | OUT-M01 | TRN | TRN-M02 |
    | TRN-D02 | External | TRN-M01 | TRN | TRN-M02 |
    """
    for interdependency in programme.each(Interdependency):
        for party, name in (("giver", "giver_milestone"), ("receiver", "receiver_milestone")):
            code, milestone = getattr(interdependency, party), getattr(interdependency, name)
            if milestone and code != EXTERNAL and code_of(milestone) != code:
                own, theirs = programme.of(interdependency).codes, code_of(milestone)
                # A code that is nobody's and a slip for the milestone's is wrong, and so is somebody else's beside a
                # milestone of one's own.
                slipped = code not in programme.codes and is_slip(code, theirs)
                parties = {interdependency.giver, interdependency.receiver}
                at_party = slipped or (theirs in own and not parties & own)
                cell, other = interdependency.at(name), interdependency.at(party)
                yield hit(
                    other if at_party else cell, Related(cell if at_party else other, "beside it"), column=cell.column,
                    milestone=milestone, code=code, party=party.capitalize(),
                    meant=f"Did you mean {theirs} under {party.capitalize()}? " if slipped else "",
                )  # fmt: skip


_PARTNERS = Pattern(r"(?i)\b(?:health|icb|nhs|partners?|trusts?|external|social care)\b")


@rule(
    "ID15",
    Severity.QUERY,
    "Kind is External, but Giver is {giver}, the code of a workstream{unknown}.",
    "Choose External as Giver if it comes from outside, else the kind of thing that {giver} hands over.",
)
def external_kind_of_a_workstream(programme: Programme) -> Iterator[Hit]:
    """What comes from a workstream is not of the kind External.

    Lists of what the programme waits for from outside would name it, and ask the wrong people. A workstream of
    partners, such as of health, may give what comes from outside.

    **Fails**

    Interdependencies:
    | ID | Kind | Giver |
    | --- | --- | --- |
    | TRN-D01 | <External> | OUT |

    **Passes**

    Interdependencies:
    | ID | Kind | Giver |
    | --- | --- | --- |
    | TRN-D01 | External | External |
    | TRN-D02 | Data | External |
    | TRN-D03 | Data | OUT |
    | TRN-D04 | External | HLT |

    Workstreams:
    | Code | Workstream |
    | --- | --- |
    | TRN | Transition |
    | HLT | Health partners |
    """
    codes = frozenset[str]().union(*(submission.codes for submission in programme.submissions))
    for row in programme.each(Interdependency):
        if row.kind is not Handover.EXTERNAL or row.giver in {EXTERNAL, row.receiver}:
            continue
        stream = programme.streams.get(row.giver)
        if not stream or not _PARTNERS.search(stream.name or ""):
            unknown = "" if row.giver in codes else ", of which no return was read"
            yield hit(row.at("kind"), Related(row.at("giver"), "the giver"), giver=row.giver, unknown=unknown)


@rule(
    "ID04",
    Severity.QUERY,
    "The giver is External, but {milestone} is named as its milestone.",
    "Clear Giver milestone, or name as giver the workstream whose milestone it is.",
)
def external_giver_with_milestone(programme: Programme) -> Iterator[Hit]:
    """An external giver has no milestone in the programme.

    Its handover is dated by what it has promised and what is now forecast.

    **Fails**

    Interdependencies:
    | ID | Giver | Giver milestone |
    | --- | --- | --- |
    | TRN-D01 | External | <OUT-M03> |

    **Passes**

    Interdependencies:
    | ID | Giver | Giver milestone |
    | --- | --- | --- |
    | TRN-D01 | External | |
    | TRN-D02 | OUT | OUT-M03 |
    """
    for interdependency in programme.each(Interdependency):
        if interdependency.giver == EXTERNAL and interdependency.giver_milestone:
            giver = Related(interdependency.at("giver"), "the giver")
            yield hit(interdependency.at("giver_milestone"), giver, milestone=interdependency.giver_milestone)
