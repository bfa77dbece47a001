"""People told of beside the rows of a workbook: on sheets of the council's own, and in notes that hang on cells.

Messages never repeat what was found: outputs are shared too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from xl_send.disclosure.texts import ON_A_CELL
from xl_send.findings import Cell, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import every_name
from xl_send.workbook.submissions import Programme

# What a list of staff and partners does not hold: their telephone numbers and email addresses may stand there.
_OF_PUPILS = frozenset({"upn", "likely upn", "nhs", "birth", "case", "child"})
_IN_WORDS: Mapping[str, str] = MappingProxyType({
    "upn": "a pupil number", "likely upn": "a pupil number", "nhs": "an NHS number", "birth": "a date of birth",
    "case": "the number of a case", "child": "what points at one child", "nino": "a National Insurance number",
    "postcode": "a full postcode", "house": "an address", "email": "an email address", "phone": "a telephone number",
    "illness": "of somebody's health or private life",
})  # fmt: skip
_CHILD = _IN_WORDS["child"]


@rule(
    "PD16",
    Severity.ERROR,
    "{sheet}, a sheet of your own{hidden}, holds {what}.",
    "Keep it in another file, and delete the sheet here: whoever is sent this workbook is sent that sheet.",
    on_reading=True,
)
def people_on_a_sheet_of_its_own(programme: Programme) -> Iterator[Hit]:
    """No sheet of a council's own lists children or tells of one.

    Outputs hold nothing of such a sheet, but the workbook itself is sent round, and a hidden sheet goes with it. Told
    once a sheet: of pupil numbers, NHS numbers, days of birth and the number of a case, of texts that point at one
    child, of columns of pupils' names, and of a name beside a year group, a need, or a school or home and what it
    costs, whatever heads it, unless the list is of staff or suppliers. How staff and partners can be reached may stand
    there. The first 5,000 rows of a sheet are looked at.

    **Fails**

    <Cases>:
    | Pupil | UPN | Need |
    | --- | --- | --- |
    | Ellis Grant | B801200005001 | ASD |
    | Maya Rowe | | SEMH |

    <Working>:
    | Provider type | Placements | Fee per year |
    | --- | --- | --- |
    | Day | 209 | 61150 |
    | Leo Marchetti, Oakfield House | 1 | 112400 |

    **Passes**

    Suppliers:
    | Supplier | Place | Fee per year |
    | --- | --- | --- |
    | Leo Marchetti | Oakfield House | 112400 |

    Contacts:
    | Name | Post | Email |
    | --- | --- | --- |
    | Jo Bell | Transition Lead | jo.bell@example.gov.uk |

    Fields:
    | Field | Kept by |
    | --- | --- |
    | UPN | SEN casework |
    | Date of birth | SEN casework |
    """
    for submission in programme.submissions:
        for sheet in submission.own_sheets:
            told: dict[str, str] = {}
            for (title, address), found in submission.withheld.items():
                if title == sheet.title and address:
                    for name in sorted(found & _OF_PUPILS):
                        told.setdefault(_IN_WORDS[name], address)
            if _CHILD in told:
                told[f"{_CHILD} ({told.pop(_CHILD)})"] = ""
            told.update((f'a list under "{heading}"', address) for address, heading in sheet.listed)
            if told:
                hidden = ", which is hidden" if sheet.hidden else ""
                cell = Cell(submission.workbook, sheet.title, "")
                yield hit(cell, sheet=sheet.title, hidden=hidden, what=every_name(list(told)))


@rule(
    "PD17",
    Severity.ERROR,
    "The note that hangs on this cell holds {what}.",
    "Delete the note, or write it without: it goes wherever the workbook goes.",
    on_reading=True,
)
def person_in_a_note_on_a_cell(programme: Programme) -> Iterator[Hit]:
    """No note on a cell, which Excel calls a comment, tells of a person.

    Nobody sees it in the sheet, no output holds it, and whoever is sent the workbook can read it.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <On plan {note: Jack in Y6 starts first, DOB 12/03/2014}> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | On plan {note: asked the six schools again in May} |
    """
    for submission in programme.submissions:
        for (sheet, address), found in submission.withheld.items():
            if address.startswith(ON_A_CELL):
                what = every_name(list(dict.fromkeys(_IN_WORDS[name] for name in sorted(found))))
                yield hit(Cell(submission.workbook, sheet, address.removeprefix(ON_A_CELL)), what=what)
