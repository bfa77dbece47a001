"""Each column of another's table and the column of ours that it is read as, judged by title first, then by content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xl_send.adoption.finding.contents import ColumnContents
from xl_send.adoption.finding.evidence import MAIN, TheirColumn
from xl_send.adoption.finding.pairs import settled_pairs
from xl_send.adoption.finding.periods import ColumnPeriod, period_of
from xl_send.adoption.finding.synonyms import NO_PLACE, columns_by_title
from xl_send.adoption.finding.titles import Certainty, meaning
from xl_send.adoption.finding.wording import comparable
from xl_send.calendar import Terms
from xl_send.value_classes import field, frozen, replace
from xl_send.workbook.kinds import Day, Text

EXPECTED_COLUMN, ACTUAL_COLUMN = "Expectations: Expected", "Actuals: Value"
# Titles by which a plan's own date is told, the most explicit first.
_PLANNED = (
    "baseline",
    "bl",
    "original",
    "initial",
    "planned",
    "plan",
    "target",
    "approved",
    "due",
    "deadline",
    "when",
    "end",
    "finish",
)
# Which columns may say what a row is about where no title says so, the likeliest first.
_STAND_INS = (
    "description",
    "details",
    "detail",
    "deliverable",
    "deliverables",
    "outcome",
    "objective",
    "notes",
    "comments",
    "impact",
)


@frozen(eq=True, slots=True)
class ColumnRead:
    """A column of theirs, the title of ours it is read as (`none` for no place, "" for not known), and why."""

    column: TheirColumn
    ours: str
    certainty: Certainty
    why: str = ""
    period: ColumnPeriod | None = None

    @property
    def taken(self) -> bool:
        """Whether its cells are carried into a column of ours."""
        return self.ours not in {"", NO_PLACE}


@frozen(eq=True)
class Judgement:
    """What columns are judged by: the sheet of ours, what the columns hold, the terms and the year for months."""

    sheet: str
    contents: Mapping[int, ColumnContents]
    terms: Terms
    year: int | None = None
    given: Mapping[int, str] = field(default_factory=dict)

    def holds(self, read: ColumnRead) -> ColumnContents:
        """What a column holds."""
        return self.contents.get(read.column.place, ColumnContents(()))


def read_columns(columns: Sequence[TheirColumn], judgement: Judgement) -> list[ColumnRead]:
    """What each column is read as, in their order. What an owner said stands above all else."""
    reads = [_by_title(column, judgement) for column in columns]
    for settle in _STEPS:
        reads = settle(reads, judgement)
    return [_given(read, judgement) for read in reads]


def _given(read: ColumnRead, judgement: Judgement) -> ColumnRead:
    ours = judgement.given.get(read.column.place)
    if ours is None:
        return read
    if ours in {EXPECTED_COLUMN, ACTUAL_COLUMN}:
        period = read.period or period_of(read.column.title, judgement.terms, judgement.year)
        period = period and period._replace(expected=ours == EXPECTED_COLUMN)
        in_rows = ACTUAL_COLUMN if ours == ACTUAL_COLUMN else "Actuals: Expected"
        return ColumnRead(read.column, ours if period else in_rows, Certainty.GIVEN, "", period)
    return ColumnRead(read.column, ours, Certainty.GIVEN if ours != NO_PLACE else Certainty.NONE, "as you said")


def _by_title(column: TheirColumn, judgement: Judgement) -> ColumnRead:
    if judgement.sheet == "KPIs" and (period := period_of(column.title, judgement.terms, judgement.year)):
        ours = EXPECTED_COLUMN if period.expected else ACTUAL_COLUMN
        certainty = Certainty.LIKELY if period.assumed else Certainty.CERTAIN
        return ColumnRead(column, ours, certainty, period.assumed, period)
    found = meaning(column.title, judgement.sheet)
    if found is None and judgement.sheet == "KPIs":
        found = meaning(column.title, "Actuals")
        if found and found.column != NO_PLACE:
            found = found._replace(column=f"Actuals: {found.column}")
    if found is None:
        return ColumnRead(column, "", Certainty.ASK, "no column of ours is known for this title")
    if found.column == NO_PLACE:
        return ColumnRead(column, NO_PLACE, Certainty.NONE, "our sheet has no place for it")
    certainty = Certainty.CERTAIN if found.score >= 0.99 else Certainty.LIKELY
    return ColumnRead(column, found.column, certainty, "" if found.score >= 0.99 else "the titles are nearly alike")


def _drop(read: ColumnRead, why: str, *, ask: bool = False) -> ColumnRead:
    return replace(read, ours=NO_PLACE, certainty=Certainty.ASK if ask else Certainty.NONE, why=why)


def _take(read: ColumnRead, ours: str, why: str, certainty: Certainty = Certainty.LIKELY) -> ColumnRead:
    return replace(read, ours=ours, certainty=certainty, why=why)


def _by_content(reads: list[ColumnRead], judgement: Judgement) -> list[ColumnRead]:
    """The same, where what a column holds belies its title."""
    return [_checked(read, judgement.holds(read), judgement.sheet) for read in reads]


def _checked(read: ColumnRead, held: ColumnContents, sheet: str) -> ColumnRead:  # noqa: PLR0911 - a list of what belies a title
    kind = columns_by_title(sheet)[read.ours].kind if read.ours in columns_by_title(sheet) else None
    if not held.filled:
        return read
    title = comparable(read.column.title)
    if isinstance(kind, Day) and held.share_of_days < 0.34 and not held.is_mostly_placeholders:
        if held.is_prose and sheet == "Milestones":
            return _take(read, "Commentary", "it holds texts, not dates")
        return _drop(read, "it does not hold dates")
    if read.ours in {"Impact", "Likelihood", "Impact before controls", "Likelihood before controls"} and held.is_prose:
        return _take(read, "Risk", "it holds texts, not a score")
    if sheet == "Milestones" and title in {"priority", "priority level"}:
        return _take(read, "Key", "by the words it holds") if held.are_levels else read
    if read.ours in {"State", "Status", "Post status"} and held.are_shares:
        return _drop(read, "it holds percentages")
    if read.ours == "Reported RAG" and (held.are_scores or held.is_prose):
        return _drop(read, "it holds scores, not colours" if held.are_scores else "it holds texts, not colours")
    if read.ours in {"State", "Status"} and held.are_colours and sheet in {"Milestones", "Risks", "Workstreams"}:
        return _take(read, "Reported RAG", "it holds colours")
    if read.ours == "Severity" and title in {"impact", "impact rating"} and held.is_prose:
        return _take(read, "What happens if not", "it holds texts, not a level")
    return read


def _plan_dates(reads: list[ColumnRead], judgement: Judgement) -> list[ColumnRead]:
    """Of several dates that may be the plan's, the most explicit is; the next is what is now expected, if none is."""
    if judgement.sheet != "Milestones":
        return reads
    planned = sorted((read for read in reads if read.ours == "Baseline date"), key=_explicit)
    if len(planned) < 2:
        return reads
    chosen: dict[int, ColumnRead] = {}
    has_forecast = any(read.ours == "Forecast date" for read in reads)
    for read in planned[1:]:
        if not has_forecast:
            has_forecast = True
            why = f"beside {planned[0].column.title} it may be the date now expected"
            chosen[read.column.place] = _take(read, "Forecast date", why, Certainty.ASK)
        else:
            chosen[read.column.place] = _drop(read, f"{planned[0].column.title} is read as Baseline date", ask=True)
    return [chosen.get(read.column.place, read) for read in reads]


def _explicit(read: ColumnRead) -> int:
    words = comparable(read.column.title).split()
    return next((rank for rank, word in enumerate(_PLANNED) if word in words), len(_PLANNED))


def _main_column(reads: list[ColumnRead], judgement: Judgement) -> list[ColumnRead]:
    """The same with a column that says what each row is about, though no title may say so."""
    main = MAIN[judgement.sheet]
    mains = [read for read in reads if read.ours == main]
    if mains:
        return _strongest_main(reads, mains, judgement)
    if judgement.sheet == "Workstreams":
        return reads
    stand_in = _stand_in(reads, judgement)
    if stand_in is None:
        return reads
    taken = _take(
        stand_in, main, "no title says what a row is about; this column holds the fullest texts", Certainty.ASK
    )
    return [taken if read is stand_in else read for read in reads]


def _strongest_main(reads: list[ColumnRead], mains: list[ColumnRead], judgement: Judgement) -> list[ColumnRead]:
    """A project beside a task is where the task belongs, not what it is."""
    weak = [
        read for read in mains if comparable(read.column.title) in {"project", "project name", "project stage", "stage"}
    ]
    if judgement.sheet != "Milestones" or not weak or len(weak) == len(mains):
        return reads
    taken = {read.ours for read in reads}
    moved = {}
    for read in weak:
        ours = "Phase" if "stage" in comparable(read.column.title) else "Workstream"
        moved[read.column.place] = (
            _take(read, ours, "the row's own name stands in another column")
            if ours not in taken
            else _drop(read, "", ask=True)
        )
    return [moved.get(read.column.place, read) for read in reads]


def _stand_in(reads: list[ColumnRead], judgement: Judgement) -> ColumnRead | None:
    titled = [
        read
        for word in _STAND_INS
        for read in reads
        if comparable(read.column.title) == word and judgement.holds(read).texts
    ]
    if titled:
        return titled[0]
    unknown = [read for read in reads if not read.ours and judgement.holds(read).texts]
    return max(unknown, key=lambda read: judgement.holds(read).length, default=None)


def _once(reads: list[ColumnRead], judgement: Judgement) -> list[ColumnRead]:
    """The same with no two columns in one of ours, but for texts, which can be joined."""
    taken: dict[str, ColumnRead] = {}
    settled: list[ColumnRead] = []
    for read in sorted(reads, key=_doubt):
        if not read.taken or read.period or is_joined(judgement.sheet, read.ours):
            settled.append(read)
        elif read.ours in taken:
            why = f"{taken[read.ours].column.title} is read as {read.ours} already"
            settled.append(_drop(read, why, ask=True))
        else:
            taken[read.ours] = read
            settled.append(read)
    return sorted(settled, key=lambda item: item.column.place)


def _doubt(read: ColumnRead) -> tuple[bool, bool, int]:
    """How doubtful a reading is beside others of one column of ours: the most certain and the nearest word first."""
    shared = set(comparable(read.column.title).split()) & set(comparable(read.ours).split())
    return read.certainty is Certainty.ASK, read.certainty is Certainty.LIKELY, -len(shared)


def is_joined(sheet: str, ours: str) -> bool:
    """Whether several of their columns may be joined in this one of ours: it holds free text of any length."""
    column = columns_by_title(sheet).get(ours)
    return column is not None and isinstance(column.kind, Text) and column.kind.long


def _pairs(reads: list[ColumnRead], judgement: Judgement) -> list[ColumnRead]:
    if judgement.sheet != "Risks":
        return reads
    moved = settled_pairs([(read.column.place, read.column.title, read.ours) for read in reads])
    changed = {place: (ours, why, sure) for place, ours, why, sure in moved}
    return [_moved(read, changed) for read in reads]


def _moved(read: ColumnRead, changed: Mapping[int, tuple[str, str, bool]]) -> ColumnRead:
    if read.column.place not in changed:
        return read
    ours, why, sure = changed[read.column.place]
    certainty = Certainty.LIKELY if sure else Certainty.ASK
    return _drop(read, why, ask=True) if ours == NO_PLACE else _take(read, ours, why, certainty)


_STEPS: tuple[Callable[[list[ColumnRead], Judgement], list[ColumnRead]], ...] = (
    _by_content, _pairs, _main_column, _plan_dates, _once,
)  # fmt: skip
