"""Forums that are named and not listed: each where it is named, and once where they are to be put right."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.forums import MissingForum, listed_forums, misnamed_forums, missing_forums, unlisted_forums
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.cells.misnamed_rows import told_of
from xl_send.words import counted, did_you_mean, every_name
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.submissions import Programme


@rule(
    "RF09",
    Severity.ERROR,
    '{column} says "{forum}", which is not on the Forums sheet.',
    "{meant}Choose a forum from the list, or add it to the Forums sheet.",
    brings={"RF09": Reach.CELL},
)
def forum_not_listed(programme: Programme) -> Iterator[Hit]:
    """A forum that is named stands on the Forums sheet.

    Its meetings, and whether it may take key decisions, are found by its name. A workbook without any forum is not
    checked, nor are closed risks and entries, reached milestones and past meetings: the forum may be no more. A name
    that stands in several cells is told once.

    **Fails**

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | <Programme Bord> |

    **Passes**

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | programme board |
    | TRN-R02 | Cabinet |

    Issues and decisions:
    | ID | Forum | Status |
    | --- | --- | --- |
    | TRN-A01 | SEND Improvement Board | Closed |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Programme Board | No |
    | Cabinet | Perhaps |
    """
    misnamed = misnamed_forums(programme)
    for submission in programme.submissions:
        names = listed_forums(submission)
        missing = {forum.name.casefold() for forum in missing_forums(submission)}
        for forum, named in unlisted_forums(submission).items():
            row = misnamed.get((submission.workbook, forum.casefold()))
            beside = [Related(row.cell, "the forum that nothing names")] if row else []
            if forum.casefold() in missing:
                beside = [Related(submission.seen[Forum].heading("name"), "where it is missing")]
            first = named[0][0].at(named[0][1])
            for record, field in named:
                cell = record.at(field)
                after = [Related(first, "the first that names it")] if cell != first else []
                yield hit(cell, *beside, *after, column=cell.column, forum=forum, meant=did_you_mean(forum, names))


@rule(
    "RF36",
    Severity.ERROR,
    '{rows} cells name "{meant}", which is not on this sheet, and none names "{wrong}".',
    'Did you mean "{meant}"? Write it here.',
    brings={"RF09": Reach.CELL},
)
def forum_that_is_named_otherwise(programme: Programme) -> Iterator[Hit]:
    """A forum stands on the Forums sheet under the name that other sheets give it.

    Told where two cells or more name a forum that is not listed, and one that is nearly so called is named by none.

    **Fails**

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | Programme Board |
    | TRN-R02 | Programme Board |

    Forums:
    | Forum |
    | --- |
    | <Programme Borad> |

    Meetings:
    | Forum |
    | --- |
    | Programme Board |

    **Passes**

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | Programme Bord |
    | TRN-R02 | Programme Board |
    """
    for found in misnamed_forums(programme).values():
        yield told_of(found)


@rule(
    "RF37",
    Severity.ERROR,
    "{names} {verb} not on this sheet, though {cells}.",
    "Write {it} here again, with its level and whether it takes key decisions, or name another forum in those rows.",
    brings={"RF09": Reach.CELL},
)
def forum_taken_off_the_sheet(programme: Programme) -> Iterator[Hit]:
    """A forum that several rows name stands on the Forums sheet.

    Where its row was deleted, every row that names it is left without its meetings. Told once, with each of them,
    where two cells or more name a forum that is not listed and none of those that are is nearly so called.

    **Fails**

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | Partnership Group |
    | TRN-R02 | Partnership Group |

    Forums, as it lies:
    | <Forum> | Level | Takes key decisions | Public |
    | --- | --- | --- | --- |
    | Programme Board | Programme | No | No |

    **Passes**

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | Partnership Group |
    | TRN-R02 | Programme Board |
    | TRN-R03 | Programme Board |
    """
    for submission in programme.submissions:
        missing = missing_forums(submission)
        if not missing:
            continue
        names = every_name([forum.name for forum in missing])
        verb, it = ("is", "it") if len(missing) == 1 else ("are", "each of them")
        cells = "; ".join(map(_needed_by, missing))
        yield hit(submission.seen[Forum].heading("name"), names=names, cells=cells, verb=verb, it=it)


def _needed_by(forum: MissingForum) -> str:
    """The rows that name a forum: each by its id, and how many meetings."""
    records = list({id(record): record for record, _ in forum.named}.values())
    meetings = sum(isinstance(record, Meeting) for record in records)
    ids = [record.label for record in records if not isinstance(record, Meeting)]
    told = [*ids, *([f"{'its ' if ids else ''}{counted(meetings, 'meeting')}"] if meetings else [])]
    return f"{counted(len(forum.named), 'cell')} name {forum.name}: {every_name(told)}"
