"""Values that cannot be what their cell says: rules report them, and no colour rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Cell
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.words import number_said
from xl_send.workbook.cells import Percentage
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.thresholds import Thresholds

# Above this a share in a percentage KPI can only mean so many per cent, however its cell shows it.
LARGEST_SHARE = 1.5
# What is to be kept this close to all of it, or closer, may pass it now and then.
CLOSE_TO_ALL = 0.9
# Units of which nought is nothing, so that a base of nought may stand behind it.
COUNTED = (Unit.COUNT, Unit.POUNDS)
# Units that speak of how many, how long or what share: below nought is nothing, unless it is said to be a difference.
NEVER_BELOW_NOUGHT = (Unit.PERCENT, Unit.DAYS, Unit.RATE)
# Words of a KPI's title, most as they stand behind a space: of a difference, which may be below nought; of what
# is not counted in whole ones; of events, of which one child may have several; of a share of all, and of what more than
# all may be measured against. Formulas look for them as well.
OF_A_DIFFERENCE = (
    " earl", " late ", " ahead", " behin", " chang", " gap", " diff", " varia", " net ", " grow", " deadl", " again",
    " incr", " decr", " reduc",
)  # fmt: skip
IN_PARTS = (
    " aver", " mean ", " median", "fte", "wte", " equiv", " per ", " rate", " rating", " ratio", " index", " score",
    " point", " grade", " out of", " attainment 8", " progress 8", " percent", " per cent", " proportion", " share",
    "%", " weight", "thousand", "(000", "million", "\u00a3", " cost", " spend", " part-time", " distance",
    " caseload",
)  # fmt: skip
# What is counted in parts as well, unless the title begins with what is counted in whole ones: "Children waiting more
# than 20 weeks" are whole ones, "Weeks from request to plan" are not. The beginning is marked by its sign.
PERHAPS_IN_PARTS = (
    " hour", " minute", " day", " week", " month", " term ", " terms ", " year", " time", " age ", " mile", " post",
    " staff", " capac", " workf", " vacanc", " psychologist", " therapist", " teacher", " officer", " caseworker",
)  # fmt: skip
IN_WHOLE_ONES = (
    "^number of", "^no. of", "^no of", "^count of", "^total number", "^child", "^pupil", "^student", "^learner",
    "^young people", "^famil", "^parents", "^plan", "^ehc", "^school", "^setting", "^request", "^assessment",
    "^placement", "^place", "^annual review", "^tribunal", "^appeal", "^suspension", "^exclusion", "^year ",
)  # fmt: skip
# Money that may lie on either side of nought, by the words of its title.
EITHER_WAY = (
    *OF_A_DIFFERENCE, " deficit", " surplus", " balance", " position", " overspen", " underspen", " saving", " outturn",
)  # fmt: skip
OF_EVENTS = (
    " suspension", " exclusion", " visit", " session", " contact", " incident", " absence", " appeal", " complaint",
    " request", " referral", " appointment", " review", " assessment", " placement", " move", " call", " plan",
)  # fmt: skip
OF_ALL = (" percent of", " per cent of", " percentage of", " share of", " proportion of", " % of")
# The same in a definition, where the title leaves it out: "Requests answered in ten days, out of all requests".
_OUT_OF_ALL = Pattern(r"(?i)\b(?:out|as a (?:share|percentage|proportion)) of (?:all|those|every|the total)\b")
AGAINST_A_MEASURE = (
    *OF_A_DIFFERENCE, " capacity", " occup", " target", " budget", " planned", " expected", " forecast", " baseline",
    " last year", " year before", " commissioned", " available", " fund",
)  # fmt: skip
OF_WHAT_CAN_BE_PASSED = (
    *(" occup", " capacity", " budget", " profile", " commissioned", " utilis", " fill", " take-up", " taken up"),
    *(" against", " allocat", " compared", " admission number"),
)
_SCALE = Pattern(
    r"(?i)\b(?:(?:scale|(?:scores?|mean|average),?) (?:of |from )?|from |between |each,? )"
    r"(-?\d{1,3}) ?(?:to|and|-|\u2013) ?(\d{1,3})\b"
    r"|\b(\d{1,3}) ?(?:to|-|\u2013) ?(\d{1,3}) scale\b"
    r"|(?:\bout of|\bscale (?:up )?to|\bmax(?:imum)?(?: score)?(?: of| is)?) (\d{1,3})\b(?! \w{2,20}s\b)"
    r"|\b(\d{1,2}|three|four|five|six|seven|ten)[- ]point(?: likert)?(?: scale| item)?\b"
)
_SUMMED = Pattern(r"(?i)\b(?:sum|summed|added|total\w{0,3}|net promoter|turned into|converted|rescaled)\b")
# Money in thousands beside money in pounds is a thousandth of it, give or take a half.
THOUSAND, WITHIN = 1000, 2
# Settings of which the first may not exceed the second.
ORDERED = (
    ("milestone_green", "milestone_amber"),
    ("full_allocation", "over_allocation"),
    ("money_amber", "money_red"),
    ("review_red", "review_amber"),
    ("review_amber", "review_green"),
    ("overdue_monthly", "overdue_half_termly"),
    ("overdue_half_termly", "overdue_termly"),
    ("overdue_monthly", "overdue_quarterly"),
    ("overdue_quarterly", "overdue_annual"),
    ("overdue_termly", "overdue_annual"),
)


class Doubt(NamedTuple):
    """Why a row has no colour though all its cells were read, and the cell to put right."""

    reason: str
    cell: Cell


def is_no_share(kpi: Kpi, value: float) -> bool:
    """Whether a figure of a percentage KPI is too large for a share: 35 is not 35%, nor is 3500%."""
    return kpi.unit is Unit.PERCENT and abs(value) > LARGEST_SHARE


def speaks_of(kpi: Kpi, words: tuple[str, ...]) -> bool:
    """Whether the title holds one of these words."""
    title = f" {(kpi.name or '').lower()} "
    return any(word in title for word in words)


def _begins_with(kpi: Kpi, words: tuple[str, ...]) -> bool:
    """Whether the title begins with one of these words, each after the sign of the beginning."""
    title = f"^{(kpi.name or '').lower()}"
    return any(word in title for word in words)


def may_be_below_nought(kpi: Kpi) -> bool:
    """Whether its figures are differences: its title says so, or its baseline or target is below nought itself."""
    return any((value or 0) < 0 for value in (kpi.baseline, kpi.target)) or speaks_of(kpi, OF_A_DIFFERENCE)


def is_below_nought(kpi: Kpi, value: float) -> bool:
    """Whether there is less than nothing of what is counted or measured; for what is given or expected at a date."""
    if value >= 0:
        return False
    measured = kpi.unit in NEVER_BELOW_NOUGHT and not may_be_below_nought(kpi)
    return kpi.unit is Unit.COUNT or measured or _has_a_stray_minus(kpi, value)


def _has_a_stray_minus(kpi: Kpi, value: float) -> bool:
    """Whether money has a minus sign that its baseline and target have not: a cost of -6,041 beside one of 6,240.

    Not where it may lie on either side of nought by its title, nor where it is small beside the two.
    """
    start, end = kpi.baseline, kpi.target
    if kpi.unit is not Unit.POUNDS or start is None or end is None or speaks_of(kpi, EITHER_WAY):
        return False
    return min(start, end) > 0 and value <= -min(start, end) / 2


def is_in_another_money(kpi: Kpi, value: float) -> bool:
    """Whether money is 500 times smaller than its baseline and target, or larger: it is in thousands, or they are."""
    start, end = kpi.baseline, kpi.target
    if kpi.unit is not Unit.POUNDS or start is None or end is None or min(start, end) <= 0 or value <= 0:
        return False
    return value <= min(start, end) * WITHIN / THOUSAND or value >= max(start, end) * THOUSAND / WITHIN


def is_part_of_one(kpi: Kpi, value: float) -> bool:
    """Whether a figure that was counted is no whole number though whole ones are counted.

    By its title, or by its baseline and target, which are in parts where that is how it is counted.
    """
    if kpi.unit is not Unit.COUNT or not round(value, 6) % 1:
        return False
    set_so = any(held is not None and round(held, 6) % 1 for held in (kpi.baseline, kpi.target))
    perhaps = speaks_of(kpi, PERHAPS_IN_PARTS) and not _begins_with(kpi, IN_WHOLE_ONES)
    return not (set_so or perhaps or speaks_of(kpi, IN_PARTS))


def is_more_than_all(kpi: Kpi, value: float) -> bool:
    """Whether a share of all is more than all of them."""
    if kpi.unit is not Unit.PERCENT or value <= 1 or speaks_of(kpi, AGAINST_A_MEASURE):
        return False
    return speaks_of(kpi, OF_ALL) or bool(_OUT_OF_ALL.search(kpi.definition or ""))


def may_be_more_than_all(kpi: Kpi) -> bool:
    """Whether a percentage is of a measure that can be passed, by its title, or is to be kept close to all of it."""
    kept = kpi.better is Better.CLOSE and kpi.target is not None and kpi.target >= CLOSE_TO_ALL
    return kept or speaks_of(kpi, OF_WHAT_CAN_BE_PASSED)


def is_more_than_base(kpi: Kpi, actual: Actual) -> bool:
    """Whether more children are counted than there are to be counted."""
    counted = kpi.unit is Unit.COUNT and bool(kpi.counts_children) and actual.base and actual.value is not None
    return bool(counted) and (actual.value or 0) > (actual.base or 0) and not speaks_of(kpi, OF_EVENTS)


def score_range(kpi: Kpi) -> tuple[int, int] | None:
    """The scale that a score lies on by the KPI's own words, lowest and highest; None where they tell of none."""
    found = _SCALE.search(words := f"{kpi.name or ''}. {kpi.definition or ''}") if kpi.unit is Unit.SCORE else None
    if found is None or _SUMMED.search(words):
        return None
    low, high = (found[1] or found[3] or "0"), (found[2] or found[4] or found[5] or found[6])
    return int(low), int(number_said(high))


def is_off_its_scale(kpi: Kpi, value: float) -> bool:
    """Whether a score lies outside the scale that the KPI's own words give."""
    scale = score_range(kpi)
    return scale is not None and not scale[0] <= value <= scale[1]


def is_share_of_another_unit(kpi: Kpi, value: float) -> bool:
    """Whether a figure is shown as a percentage though its KPI is counted in something else; a rate may be."""
    return kpi.unit not in {Unit.PERCENT, Unit.RATE} and isinstance(value, Percentage)


def rests_on_nothing(kpi: Kpi, actual: Actual) -> bool:
    """Whether a figure rests on a base of nought, which only a count of none can."""
    return actual.base == 0 and actual.value is not None and (bool(actual.value) or kpi.unit not in COUNTED)


def target_comes_too_early(kpi: Kpi) -> bool:
    """Whether the target is to be reached before anything could be: it is not after the baseline."""
    start, end = kpi.baseline_date, kpi.target_date
    return start is not None and end is not None and end <= start


def is_no_tolerance(kpi: Kpi) -> bool:
    """Whether less than nothing is tolerated."""
    return kpi.tolerance is not None and kpi.tolerance < 0


def is_impossible(kpi: Kpi, value: float | None) -> bool:
    """Whether a baseline, target or tolerance cannot be one of its KPI, by its unit and value alone."""
    return value is not None and (is_no_share(kpi, value) or (kpi.unit is Unit.COUNT and value < 0))


def cannot_be(kpi: Kpi, value: float, *, counted: bool = False) -> str:
    """Why a figure that is expected, or given and `counted`, cannot be one of its KPI; blank where it can.

    By its unit, its title and its value alone, which is what formulas can see.
    """
    if is_no_share(kpi, value):
        return "cannot be a share"
    if is_below_nought(kpi, value):
        return "is below zero"
    if is_in_another_money(kpi, value):
        return "is some thousand times out"
    return "is not a whole number" if counted and is_part_of_one(kpi, value) else ""


def is_given_in_doubt(kpi: Kpi, actual: Actual) -> bool:
    """Whether a figure that was given cannot be right, by what its KPI is and what stands beside it in its row.

    Nothing may be led on from it: no colour, no direction, no outlook, no line of a picture.
    """
    value = actual.value
    return value is not None and (
        bool(cannot_be(kpi, value, counted=True))
        or rests_on_nothing(kpi, actual)
        or is_share_of_another_unit(kpi, value)
        or is_off_its_scale(kpi, value)
        or is_more_than_all(kpi, value)
        or is_more_than_base(kpi, actual)
    )


def in_doubt(line: Resource) -> Doubt | None:
    """Why a line of somebody's time cannot be rated, if it cannot be."""
    if not _backwards(line):
        return None
    cell = line.at("ends")
    return Doubt(f"its dates are in doubt: {cell.address} is before its start", cell)


def in_thousands(line: MoneyLine) -> str:
    """Which of Budget and Forecast outturn seems to be in thousands beside the other in pounds, as a field's name.

    It is between 500 and 2,000 times smaller; neither an overspend nor an underspend comes near that. Else blank.
    """
    small, large = sorted(("budget", "outturn"), key=lambda name: float(getattr(line, name)))
    least, most = getattr(line, small), getattr(line, large)
    asked = least > 0 and THOUSAND / WITHIN <= round(most / least, 9) <= THOUSAND * WITHIN
    return small if asked else ""


def spent_is_mistyped(line: MoneyLine) -> bool:
    """Whether what has been spent is far more than a forecast that fits the budget, and so is the odd one."""
    fits = line.budget * 0.5 <= line.outturn <= line.budget * 1.25
    return fits and (line.spent or 0) >= line.budget * 1.5


def money_in_doubt(line: MoneyLine) -> str:
    """Which figure of a line cannot be what was meant, as a field's name; blank where none is sure to be wrong.

    One in thousands beside one in pounds, a Forecast outturn below nought of a budget above it, or one of less than
    half of what has been spent.
    """
    if line.outturn < 0 < line.budget:
        return "outturn"
    spent = 0 if spent_is_mistyped(line) or line.budget < 0 else line.spent or 0
    return in_thousands(line) or ("outturn" if 0 <= line.outturn * WITHIN < spent else "")


def _backwards(row: Resource | CalendarEntry) -> bool:
    return row.ends < row.starts


def backward_entries(calendar: tuple[CalendarEntry, ...]) -> Iterator[CalendarEntry]:
    """The entries of a calendar that end before they start."""
    return (entry for entry in calendar if _backwards(entry))


def out_of_order(thresholds: Thresholds) -> Iterator[tuple[str, str]]:
    """Pairs of settings of which the first is above the second."""
    return ((lower, upper) for lower, upper in ORDERED if getattr(thresholds, lower) > getattr(thresholds, upper))
