"""Personal data in free text. These workbooks are shared, so what names a person must come out.

Messages never repeat what was found: outputs are shared too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.words.identifiers import detect
from xl_send.disclosure.texts import ON_A_CELL
from xl_send.findings import Cell, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.submissions import SHEETS, Programme, Submission, Withheld, once_per_programme

FREE_TEXT: Mapping[type[Record], tuple[str, ...]] = {
    record: tuple(column.name for column in columns_of(record) if isinstance(column.kind, Text)) for record in SHEETS
}


def blamed(programme: Programme, detector: str) -> Iterator[Hit]:
    """Each cell in which a detector of analysis/words/identifiers.py recognises something."""
    return (hit(cell) for cell, found in _cells_telling(programme) if detector in found)


@once_per_programme
def _cells_telling(programme: Programme) -> tuple[tuple[Cell, frozenset[str]], ...]:
    return tuple(_look(programme))


def _look(programme: Programme) -> Iterator[tuple[Cell, frozenset[str]]]:
    for submission in programme.submissions:
        withheld = dict(submission.withheld)
        for rows in ((submission.cover,), *submission.records.values()):
            for record in rows:
                for name in FREE_TEXT[type(record)]:
                    text = getattr(record, name)
                    found = _telling(record, name, text, withheld) if text else frozenset()
                    if found:
                        yield record.at(name), found
        yield from _elsewhere(submission, withheld)


def _telling(
    record: Record, name: str, text: str | tuple[str, ...], withheld: dict[tuple[str, str], frozenset[str]]
) -> frozenset[str]:
    """What is recognised in a filled cell, or was when its text was withheld."""
    place = (record.table.sheet, record.table.address(name, record.row)) if withheld else None
    return (withheld.pop(place, None) if place else None) or _recognised(text)


def _recognised(text: str | tuple[str, ...]) -> frozenset[str]:
    return detect("; ".join(text) if isinstance(text, tuple) else text)


def _elsewhere(submission: Submission, withheld: Withheld) -> Iterator[tuple[Cell, frozenset[str]]]:
    """What was withheld of cells in which no free text of a record stands: unreadable ones, titles, lists."""
    unread = {(item.cell.sheet, item.cell.address): item.cell for item in submission.unread_cells}
    own = {sheet.title for sheet in submission.own_sheets}
    for place, found in withheld.items():
        # Sheets of the council's own, and notes on cells, are told of apart.
        if not place[1] or place[0] in own or place[1].startswith(ON_A_CELL):
            continue
        yield unread.get(place, Cell(submission.workbook, *place)), found


@rule(
    "PD01",
    Severity.ERROR,
    "This text holds what looks like a unique pupil number (UPN).",
    "Take it out: a workbook that is shared must not name a child. Keep case details in the case system.",
    on_reading=True,
)
def unique_pupil_number(programme: Programme) -> Iterator[Hit]:
    """No text holds a unique pupil number.

    The number names one child everywhere in England.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Case of B801200005001 still open> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Purchase order A801200005001 was raised |
    """
    return blamed(programme, "upn")


@rule(
    "PD02",
    Severity.ERROR,
    "This text holds what looks like an NHS number.",
    "Take it out: a workbook that is shared must not name a patient. Keep case details in the case system.",
    on_reading=True,
)
def nhs_number(programme: Programme) -> Iterator[Hit]:
    """No text holds an NHS number.

    The number names one person everywhere in the health service.

    **Fails**

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | <Ask about 943 476 5919 at panel> |
    | TRN-R02 | <NHS number 9434765919 is waiting> |

    **Passes**

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | Ask about 943 476 5918 at panel |
    | TRN-R02 | Order 9434765919 was placed |
    """
    return blamed(programme, "nhs")


@rule(
    "PD03",
    Severity.ERROR,
    "This text holds what looks like a National Insurance number.",
    "Take it out: nobody who reads this workbook needs it.",
    on_reading=True,
)
def national_insurance_number(programme: Programme) -> Iterator[Hit]:
    """No text holds a National Insurance number.

    The number names one adult for life.

    **Fails**

    Resources:
    | ID | Role |
    | --- | --- |
    | TRN-P01 | <Link worker AB 12 34 56 C> |
    | TRN-P02 | <Link worker AB123456C> |

    **Passes**

    Resources:
    | ID | Role |
    | --- | --- |
    | TRN-P01 | Link worker, cost code GB123456A |
    | TRN-P02 | Link worker, cost code SE123456A |
    """
    return blamed(programme, "nino")


@rule(
    "PD04",
    Severity.ERROR,
    "This text holds what looks like a date of birth.",
    "Take it out: with a school or a need beside it, it names a child.",
    on_reading=True,
)
def date_of_birth(programme: Programme) -> Iterator[Hit]:
    """No text gives a date of birth.

    A date of birth beside a school or a need is enough to name a child. The months between which a cohort was born
    name nobody.

    **Fails**

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | <Placement not found (DOB 12/03/2014)> |
    | TRN-A02 | <Family moved; child born 3rd May 2015> |
    | TRN-A03 | <She turns 16 on 3 May 2027> |

    **Passes**

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Children born after 31 August 2014 start a year later |
    | TRN-A02 | Summer-born children (born 1 April to 31 August); pupils born in September 2021; cohort born 2019-20 |
    | TRN-A03 | Date of birth: 12 of 40 records were blank |
    | TRN-A04 | The service was born on 3 May 2025 out of the outreach team |
    """
    return blamed(programme, "birth")


@rule(
    "PD08",
    Severity.ERROR,
    "One sentence here points at one child: by a name, a family, a file, the news or what one place costs, or by a "
    "need beside an age, a year group, a school or a word for one person.",
    "Write of the group instead, or leave out what points at one child. Outputs other than this workbook withhold it.",
    on_reading=True,
)
def child_told_of(programme: Programme) -> Iterator[Hit]:
    """No sentence gives enough for neighbours to know a child.

    No number is needed to know a child; in a small school an age and a need are enough. A sentence about pupils,
    places, a team or a trial points at nobody, nor does what any child is to have. A first name beside what is done
    for a child, or befell one, does; so do names listed behind the word for children, a family by its surname, one of a
    few by a condition, a file of a case or in a folder of cases, and a boy or a girl of a year group or at a street.
    So do a first name with where the child lives, what it moves or hears with, or with the oldest case; so do what one
    placement costs and its provider, a family that was in the news, one child with a condition and part
    of a school's name, one about whom a parent or somebody with a title and no post writes, and a note of somebody at a
    setting who lacks what only a child has. What staff and suppliers are called tells nobody, nor does what several
    places cost.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <A 9-year-old with autism at Ashcombe Primary is out of school> |
    | TRN-M02 | <Delay: Y6 boy, ASD, no place yet> |
    | TRN-M03 | <The twins at Ashcombe Primary wait for transport> |
    | TRN-M04 | <J.S. (Year 9, SEMH) was excluded> |
    | TRN-M05 | <Place for Jack Smith at Ashcombe Primary not agreed> |
    | TRN-M06 | <Noah Williams has been permanently excluded> |
    | TRN-M07 | <Name the last three children for January (Maisie Holt, Devon Achebe and the Pritchard twin)> |
    | TRN-M08 | <Two at the garden centre, one at the hospital laundry, one (Down's) at the cafe> |
    | TRN-M09 | <Panel agrees case by case, e.g. Callum at Kingsacre, 17, cerebral palsy> |
    | TRN-M10 | <The Achebe hearing is on 3 February; her mum has rung> |
    | TRN-M11 | <See EHCP - Maisie Holt.pdf> |
    | TRN-M12 | <The lad on Castle Street has no taxi> |
    | TRN-M13 | <The new placement at Oakfield House is 312,000 a year, the dearest we have> |
    | TRN-M14 | <Ask the family in the Gazette on 3 November whose tribunal we lost> |
    | TRN-M15 | <Tried first on the child with Rett syndrome at Castle Street> |
    | TRN-M16 | <Ring Busy Bees about Thandiwe, still no 1:1> |
    | TRN-M17 | <Saved as Teams/tribunal bundles/Achebe Ifeoma Grace.pdf> |
    | TRN-M18 | <Backlog of 31 requests, the longest is Maisie Holt> |
    | TRN-M19 | <The lift is broken and Daniel, who uses a wheelchair, works from home> |
    | TRN-M20 | <Aisha lives at Brow Top and has no taxi> |
    | TRN-M21 | <Mrs Holt has written about Noah> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Year 6 pupils with autism at Ashcombe Primary met their key workers |
    | TRN-M02 | Ashcombe Primary has joined. Children aged 9 to 11 take part. Autism training is next |
    | TRN-M03 | Year 6 transition and the ASD pathway are on plan |
    | TRN-M04 | The SEMH base at Ashcombe Primary opens in January |
    | TRN-M05 | A Year 6 pupil with autism should have a key worker; one child in every class has SLCN |
    | TRN-M06 | The pupil premium review at Ashcombe Primary includes SEMH; Sophie Clark in SEMH outreach covers it |
    | TRN-M07 | Funding follows the child: a Year 9 pupil with SEMH brings £12,000 |
    | TRN-M08 | Anna Holt, SENCO at Kingsacre School, leads for the children in Year 6 |
    | TRN-M09 | Two posts, one at the hospital; two bases, one (SEMH) at Beech Hill |
    | TRN-M10 | Places for children at three schools (Beech Hill, Castle Fold and Hopton Bank) |
    | TRN-M11 | Leo Marchetti, Oakfield House, to sign the contract; SEND tribunal 14 January 2027 |
    | TRN-M12 | Six placements at Oakfield House are 312,000 a year; a place for Sarah on the board was agreed |
    | TRN-M13 | The Gazette had the consultation on 3 November; training on Rett syndrome at Castle Street |
    | TRN-M14 | Ring Busy Bees about 1:1 training; Sam at Northgate still waiting for the agreement |
    | TRN-M15 | Saved as Teams/tribunal bundles/Index Autumn Term.pdf |
    | TRN-M16 | The longest is the Year 9 review; Sam Reed chases the oldest case; Daniel leads the wheelchair service |
    | TRN-M17 | Owen Price, Systems Lead, lives in Leeds; the wheelchair hire contract lives with Adam |
    | TRN-M18 | Mrs Holt, SENCO, wrote about Noah Reid, commissioner; Mrs Kaur rang about Sarah's paper |
    """
    return blamed(programme, "child")


@rule(
    "PD09",
    Severity.QUERY,
    "This text holds a letter and twelve figures, the form of a unique pupil number (UPN); its check letter is wrong.",
    "Take it out if it is a pupil's number, mistyped or not; else write it with a space in it.",
    on_reading=True,
)
def likely_pupil_number(programme: Programme) -> Iterator[Hit]:
    """No text holds what has the form of a unique pupil number, even with a wrong check letter.

    A number with one figure mistyped still leads to the child.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Case A801200005001 still open> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Purchase order A 801200005001 was raised |
    | TRN-M02 | Account A101200005001 was opened; laptop serial K912345678901 |
    """
    return blamed(programme, "likely upn")
