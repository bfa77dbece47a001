"""What the network cannot follow: references to nothing or to what is gone, and things that wait for one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.names.misnamed_rows import misnamed_rows
from xl_send.analysis.names.mistyped_ids import mistyped
from xl_send.analysis.references import BY_LETTER, is_whole, owners
from xl_send.findings import Cell, Related, Severity
from xl_send.network import UnresolvedReason, UnresolvedReference, network_of
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.rings import rings_told
from xl_send.words import file_name
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets_seen import UnreadCell
from xl_send.workbook.submissions import Programme, Submission


@rule(
    "CF06",
    Severity.ERROR,
    "{column} names {id}, which is {what}.",
    "{remedy}",
    speaks_for=("RF07", "RF08"),
    brings={"CF06": Reach.CELL},
)
def link_to_nothing(programme: Programme) -> Iterator[Hit]:
    """What a milestone, a diagnostic task or a handover waits for is there, and is of the sheet that is meant.

    Ids of a workstream whose workbook was not read cannot be looked up. They are listed as not checked. Of several
    cells that name one id the others follow from the first, in the workbook in which it should be.

    **Fails**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | <SOU-M09> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Depends on |
    | --- | --- | --- |
    | SOU-M01 | SOU | <SOU-M02> |

    Interdependencies:
    | ID | Giver | Giver milestone |
    | --- | --- | --- |
    | TRN-D01 | SOU | <SOU-T01> |

    **Passes**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | SOU-M01, WES-M04 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream |
    | --- | --- |
    | SOU-M01 | SOU |
    """
    by_code, told = owners(programme), dict[tuple[str, str], list[UnresolvedReference]]()
    loose_ends = sorted(network_of(programme).loose, key=lambda one: one.code not in programme.of(one.record).codes)
    malformed, first = mistyped(programme, (loose.id for loose in loose_ends)), dict[str, Cell]()
    for loose in loose_ends:
        if _words(loose, by_code)[0]:
            told.setdefault((loose.record.id, loose.id), []).append(loose)
    for loose, *copies in told.values():
        what, or_ask = _words(loose, by_code)
        cell, near = loose.record.at(loose.field), _meant_row(programme, malformed, loose.id)
        remedy = _meant(*near, cell, loose.id) if near else f"Correct the id{or_ask}."
        one_of = first.setdefault(loose.id, cell)
        beside = [Related(copy.record.at(copy.field), "names it too") for copy in copies]
        beside += [Related(near[1], near[2])] if near else []
        beside += [] if one_of is cell else [Related(one_of, "the first that names it")]
        found = hit(cell, *beside, column=cell.column, id=loose.id, what=what, remedy=remedy)
        yield found.known_by(loose.record.id, loose.id)


def _meant_row(programme: Programme, malformed: Mapping[str, UnreadCell], name: str) -> tuple[str, Cell, str] | None:
    """The row that is likely meant by an id: what it is called, the cell to put right, and what is wrong with that."""
    if near := malformed.get(name):
        return near.text, near.cell, "an id not in the right form"
    row = misnamed_rows(programme).get(name)
    return (row.id, row.cause, "the id that nothing names") if row else None


def _meant(text: str, near: Cell, _: str, beside: Cell, name: str) -> str:
    """Which mistyped row is meant, and where it stands."""
    where = f"{near.sheet} {near.address}"
    where += "" if near.workbook == beside.workbook else f" in {file_name(near.workbook)}"
    return f'Did you mean the row "{text}" ({where})? Write {name} there.'


def _words(loose: UnresolvedReference, by_code: Mapping[str, list[Submission]]) -> tuple[str, str]:
    """What a reference leads to instead, and whom to ask; nothing where that is not known, or no fault."""
    if loose.why is UnresolvedReason.WRONG_SHEET:
        sheet = BY_LETTER.get(loose.letter)
        of = f"an id of the {sheet.SHEET.title} sheet" if sheet else "no id of any sheet"
        return f"{of}, where a milestone is meant", ""
    kind = Diagnostic if loose.letter == Diagnostic.SHEET.letter else Milestone
    if loose.why is UnresolvedReason.MISSING and is_whole(by_code, kind, loose.id):
        return f"not in the workbook of {loose.code}", f", or ask {loose.code} to add it"
    return "", ""


@rule(
    "CF07",
    Severity.ERROR,
    "These wait for one another: {ring}. None of them can ever be reached.",
    "Decide which comes first. The link to give up most easily is {weakest}, {why}.",
    speaks_for=("RF10", "RF59"),
)
def things_that_wait_for_one_another(programme: Programme) -> Iterator[Hit]:
    """Nothing waits, by way of others, for itself.

    Of each tangle the shortest loop is told, then what is still a loop once its weakest link is cut, up to 20.
    A link that the parties have not agreed is weakest, else the one that the dates contradict most: what is planned
    last hardly comes first. Dates of what stands on or after a loop are not worked out.

    **Fails**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | 4 Dec 2026 | SOU-M01 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- | --- |
    | SOU-M01 | SOU | 4 Dec 2026 | 4 Dec 2026 | <TRN-M01> |
    | SOU-M02 | SOU | 4 Dec 2026 | 4 Dec 2026 | <SOU-M02> |

    **Passes**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | |
    | TRN-M02 | TRN-M01 |
    | TRN-M03 | TRN-M01, TRN-M02 |
    """
    yield from rings_told(network_of(programme))


@rule(
    "CF35",
    Severity.QUERY,
    "{column} names {id}, which is {state}.",
    "Take {id} out, or name what takes its place.",
    brings={"CF35": Reach.CELL, "EX07": Reach.CELL},
)
def link_to_what_is_gone(programme: Programme) -> Iterator[Hit]:
    """What is waited for is still going to happen.

    A milestone that is withdrawn or a diagnostic task that is dropped holds nothing up, so whatever rested on it
    rests on nothing. Of several cells that name one the others follow from the first.

    **Fails**

    Milestones:
    | ID | State | Depends on |
    | --- | --- | --- |
    | TRN-M01 | Withdrawn | |
    | TRN-M02 | | <TRN-M01> |
    | TRN-M03 | | <TRN-T01> |

    Diagnostics:
    | ID | Status |
    | --- | --- |
    | TRN-T01 | Dropped |

    **Passes**

    Milestones:
    | ID | State | Depends on |
    | --- | --- | --- |
    | TRN-M01 | Paused | |
    | TRN-M02 | | TRN-M01 |
    | TRN-M03 | Withdrawn | TRN-M04 |
    | TRN-M04 | Withdrawn | |
    """
    first: dict[str, Cell] = {}
    for loose in network_of(programme).loose:
        if loose.why is UnresolvedReason.GONE and not _is_gone(loose):
            cell = loose.record.at(loose.field)
            state = "dropped" if loose.letter == Diagnostic.SHEET.letter else "withdrawn"
            beside = [Related(first[loose.id], "the first that names it")] if loose.id in first else []
            first.setdefault(loose.id, cell)
            found = hit(cell, *beside, column=cell.column, id=loose.id, state=state)
            yield found.known_by(loose.record.id, loose.id)


def _is_gone(loose: UnresolvedReference) -> bool:
    return isinstance(loose.record, Interdependency) and loose.record.state.value == "Withdrawn"
