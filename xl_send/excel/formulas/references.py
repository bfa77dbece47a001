"""How many change references count: a text of several, parted by semicolons or commas."""

from __future__ import annotations

from xl_send.excel.formulas.syntax import FILLED, Whole, when, word
from xl_send.model.choices import LogKind, LogStatus
from xl_send.model.risks import LogEntry

# Change references that one cell may hold, each as wide as any of them.
ROOM, WIDTH = 8, 99
PLACES = ",".join(str(number) for number in range(1, ROOM + 1))
STARTS = ",".join(str(number * WIDTH + 1) for number in range(ROOM))
LOG = Whole(LogEntry)


def changes_that_count(cell: str) -> str:
    """Each reference once; one that names a change request of this workbook only when that is closed."""
    parted = f'SUBSTITUTE({cell},",",";")'
    return when(_are_references(_parts(parted)), _count(_parts(parted)), _count(_parts(cell)))


def _count(parts: str) -> str:
    plain = f'SUBSTITUTE({parts}," ","")'
    first = f"(MATCH({plain},{plain},0)={{{PLACES}}})"
    named = f"{LOG['id']},{plain},{LOG['kind']},{word(LogKind.CHANGE_REQUEST)},{LOG['rag']},{FILLED}"
    still_open = f"COUNTIFS({named},{LOG['status']},{word(LogStatus.OPEN)})"
    return f'SUMPRODUCT(({plain}<>"")*{first}*({still_open}=0))'


def _parts(text: str) -> str:
    """What stands between semicolons, each without spaces at its ends."""
    return f'TRIM(MID(SUBSTITUTE({text},";",REPT(" ",{WIDTH})),{{{STARTS}}},{WIDTH}))'


def _are_references(parts: str) -> str:
    """Whether commas part references: "Board, 2 Nov 2026" is one, "CR-1, CR-2" are two.

    Each part then begins with a letter, ends with a digit, and holds a space only beside capitals.
    """
    spaced = f'(EXACT({parts},UPPER({parts}))+ISERROR(FIND(" ",{parts}))>0)'
    return f'SUMPRODUCT(({parts}<>"")*(1-({parts}>"a")*ISNUMBER(-RIGHT({parts}))*{spaced}))=0'
