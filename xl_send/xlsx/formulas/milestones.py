"""Milestones: plan date, lateness and the colour by dates (status: milestone, steps 1 to 6)."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.network.plans import DECIDED, TALK, UNDECIDED
from xl_send.results import Status
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.xlsx.formulas.calendar import days_after, half_term_of
from xl_send.xlsx.formulas.guards import for_record, rests, says_yes, starts_later_test
from xl_send.xlsx.formulas.names import AS_AT, EMPTY_WORDS_NAME, threshold
from xl_send.xlsx.formulas.syntax import (
    NOTHING,
    RowCells,
    Whole,
    either,
    every,
    first_case,
    unless_error,
    when,
    word,
    words,
)

ROW = RowCells(Milestone)


def milestone_formulas() -> Mapping[str, str]:
    """The formulas of the Milestones sheet by column."""
    return {
        "half_term": unless_error(half_term_of(ROW["plan"])),
        "plan": unless_error(_plan()),
        "late": unless_error(_late()),
        "rag": unless_error(_rag()),
        "counted": for_record(Milestone, when(_given("agreed"), _changes(), "0")),
    }


def _changes() -> str:
    """How many changes count. A link to a blank cell gives 0, which names none; nor does what was only talked of."""
    return when(either(f"{ROW['changes']}=0", _is_talk(ROW["changes"])), "0", changes_that_count(ROW["changes"]))


def _is_talk(cell: str) -> str:
    """Whether a change reference tells of what is undecided, or of a conversation and of nobody who decided."""
    text = f'" "&SUBSTITUTE(SUBSTITUTE({cell},";"," "),","," ")&" "'
    talk, undecided = f"COUNT(SEARCH({words(*TALK)},{text}))>0", f"COUNT(SEARCH({words(*UNDECIDED)},{text}))>0"
    return either(undecided, every(talk, f"COUNT(SEARCH({words(*DECIDED)},{text}))=0"))


def _plan() -> str:
    """The agreed date if a change counts, else the baseline date."""
    by_changes = when(f"{ROW['counted']}>0", ROW["agreed"], ROW["baseline"])
    return when(f"{ROW['counted']}={NOTHING}", NOTHING, by_changes)


def _given(name: str) -> str:
    """Whether there is a date. A link to a blank cell gives 0, which is none."""
    return f"N({ROW[name]})>0"


def _reached() -> str:
    """Whether there is an actual date, not after the as at date."""
    return every(_given("actual"), f"{ROW['actual']}<={AS_AT}")


def _late() -> str:
    """Working days after the plan date; nothing where there is no date to go by."""
    by_forecast = when(_given("forecast"), days_after(ROW["plan"], ROW["forecast"]), NOTHING)
    late = when(_reached(), days_after(ROW["plan"], ROW["actual"]), by_forecast)
    return when(either(f"{ROW['plan']}={NOTHING}", rests(Milestone)), NOTHING, late)


def _rag() -> str:
    late, green, amber = ROW["late"], threshold("milestone_green"), threshold("milestone_amber")
    within_green = when(f"{ROW['counted']}>1", word(Status.AMBER), word(Status.GREEN))
    return first_case(
        (f"{ROW['plan']}={NOTHING}", NOTHING),
        (rests(Milestone), word(Status.NOT_RATED)),
        (_reached(), word(Status.COMPLETE)),
        (f"NOT({_given('forecast')})", word(Status.NO_DATA)),
        (every(f"{late}=0", starts_later_test(Milestone)), word(Status.NOT_DUE)),
        (f"{ROW['forecast']}<{AS_AT}", word(Status.RED)),
        (every(f"{late}>0", says_yes(ROW["fixed"])), word(Status.RED)),
        (f"{late}<={green}", within_green),
        (f"{late}<={amber}", word(Status.AMBER)),
        otherwise=word(Status.RED),
    )


# Change references that one cell may hold, each as wide as any of them.
ROOM, WIDTH = 8, 99
PLACES = ",".join(str(number) for number in range(1, ROOM + 1))
STARTS = ",".join(str(number * WIDTH + 1) for number in range(ROOM))
LOG = Whole(LogEntry)


def changes_that_count(cell: str) -> str:
    """Each reference once, without words such as tbc; none where an open change request of this workbook is named."""
    parted = f'SUBSTITUTE({cell},",",";")'
    return when(_are_references(_parts(parted)), _count(_parts(parted)), _count(_parts(cell)))


def _count(parts: str) -> str:
    plain = f'SUBSTITUTE({parts}," ","")'
    first = f"(MATCH({plain},{plain},0)={{{PLACES}}})"
    says_something = f"ISNA(MATCH({parts},{EMPTY_WORDS_NAME},0))"
    return when(_name_open(plain), "0", f'SUMPRODUCT(({plain}<>"")*{first}*{says_something})')


def _name_open(plain: str) -> str:
    """Whether one of these references names an open change request.

    The id may stand among other words; TRN-A1 is not named where TRN-A12 is.
    """
    place = f"SEARCH({LOG['id']},{plain})"
    whole = f"ISERROR(-MID({plain},{place}+LEN({LOG['id']}),1))"
    request = f"({LOG['kind']}={word(LogKind.CHANGE_REQUEST)})*({LOG['status']}={word(LogStatus.OPEN)})"
    there = f'({LOG["id"]}<>"")*({LOG["rag"]}<>"")'
    return f"SUMPRODUCT({request}*{there}*ISNUMBER({place})*{whole})>0"


def _parts(text: str) -> str:
    """What stands between semicolons, each without spaces at its ends."""
    return f'TRIM(MID(SUBSTITUTE({text},";",REPT(" ",{WIDTH})),{{{STARTS}}},{WIDTH}))'


def _are_references(parts: str) -> str:
    """Whether commas part references: "Board, 2 Nov 2026" is one, "CR-1, CR-2" are two.

    Each part then begins with a letter, ends with a digit, and holds a space only beside capitals.
    """
    spaced = f'(EXACT({parts},UPPER({parts}))+ISERROR(FIND(" ",{parts}))>0)'
    return f'SUMPRODUCT(({parts}<>"")*(1-({parts}>"a")*ISNUMBER(-RIGHT({parts}))*{spaced}))=0'
