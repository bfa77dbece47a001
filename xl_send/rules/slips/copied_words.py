"""Texts that were copied over those of another row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# So many words of a test are in the title that it is of.
OF_ITS_TITLE = 2
# The column that says what a row is about, and one by which two rows of the same words would be one row given twice.
_ABOUT: tuple[tuple[type[Record], str, str], ...] = (
    (Milestone, "name", "baseline"),
    (Diagnostic, "name", "starts"),
    (Interdependency, "needed", "needed_by"),
    (LogEntry, "what", "raised"),
    (Kpi, "name", "id"),
)
LONG_ENOUGH = 5
# What a milestone or a KPI is called tells one from another in fewer words.
OF_A_TITLE: Mapping[type[Record], int] = {Milestone: 3, Kpi: 3}
_AGAIN = Pattern(
    r"\b(?:(?:half )?(?:yearly|termly)|annual|quarterly|monthly|fortnightly|weekly|regular|round|update|refresh"
    r"|(?:each|every) (?:half )?(?:term|year|quarter|month|fortnight|week|autumn|spring|summer))\b"
)


@rule(
    "RF22",
    Severity.QUERY,
    "This is word for word what {other} says, and the rest of the two rows differs.",
    "If {other}'s words were copied over those of {id}, write its own again. If the row was pasted twice, delete one.",
    brings={"CM01": Reach.ROW, "MS46": Reach.ROW, "MS34": Reach.ROW},
)
def words_of_another_row(programme: Programme) -> Iterator[Hit]:
    """What a row is about is said in its own words.

    A cell copied over another leaves the dates and owners of the one under the words of the other; a board decides on
    what it reads. Asked of milestones, tasks, handovers, issues and KPIs of one workbook, of five words and more in two
    rows, of three in a title of a milestone or a KPI; not of what comes again, by its words or in three rows, nor of
    what may stand twice: one thing for two who receive it, the same at other schools, a task that follows the first by
    its method, an issue that came back, a KPI in one unit.

    **Fails**

    Diagnostics:
    | ID | Task | Starts |
    | --- | --- | --- |
    | TRN-T01 | What training each of them had | 2 Nov 2026 |
    | TRN-T02 | <What training each of them had> | 18 Jan 2027 |

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Year 7 pupils with a plan who stay | Count |
    | TRN-K02 | <Year 7 pupils with a plan who stay> | Percent |

    **Fails**

    Interdependencies:
    | ID | Needed | Giver | Receiver | Needed by |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | List of pupils who move school in September | OUT | TRN | 11 Dec 2026 |
    | OUT-D02 | <List of pupils who move school in September> | WFD | OUT | 8 Jan 2027 |

    Issues and decisions:
    | ID | What | Owner | Raised | Status | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | The case system was down for a day | Transition Lead | 5 Oct 2026 | Closed | 9 Nov 2026 |
    | TRN-A02 | <The case system was down for a day> | Transition Lead | 2 Nov 2026 | Open | |

    **Passes**

    Interdependencies:
    | ID | Needed | Giver | Receiver | Needed by |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | List of pupils who move school in September | OUT | TRN | 11 Dec 2026 |
    | WFD-D02 | List of pupils who move school in September | OUT | WFD | 8 Jan 2027 |

    Milestones:
    | ID | Milestone | Baseline date | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Training given to all the staff | 11 Dec 2026 | Elm; Oak |
    | TRN-M02 | Training given to all the staff | 11 Jun 2027 | Ash; Fir |

    Diagnostics:
    | ID | Task | Starts | After |
    | --- | --- | --- | --- |
    | TRN-T01 | What training staff have had | 2 Nov 2026 | |
    | TRN-T02 | What training staff have had | 18 Jan 2027 | TRN-T01 |

    Issues and decisions:
    | ID | What | Owner | Raised | Status | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | The case system was down for a day | Transition Lead | 5 Oct 2026 | Closed | 9 Oct 2026 |
    | TRN-A02 | The case system was down for a day | Transition Lead | 2 Nov 2026 | Open | |

    **Passes**

    Diagnostics:
    | ID | Task | Starts |
    | --- | --- | --- |
    | TRN-T01 | What training staff have had and ask for in 2026 | 2 Nov 2026 |
    | TRN-T02 | What training staff have had and ask for in 2027 | 18 Jan 2027 |
    | TRN-T03 | Review of all cases | 18 Jan 2027 |
    | TRN-T04 | Review of all cases | 1 Mar 2027 |
    | TRN-T05 | Termly audit of thirty annual reviews | 18 Jan 2027 |
    | TRN-T06 | Termly audit of thirty annual reviews | 7 Jun 2027 |
    """
    for submission in programme.submissions:
        for kind, name, apart in _ABOUT:
            alike: dict[str, list[Record]] = {}
            for row in submission.all(kind):
                words = name_words(getattr(row, name) or "")
                if len(words.split()) >= OF_A_TITLE.get(kind, LONG_ENOUGH):
                    alike.setdefault(words, []).append(row)
            for words, rows in alike.items():
                # What three rows say comes again, or is common to several workstreams.
                other, row = rows if len(rows) == 2 else (rows[0], rows[0])
                told_apart = getattr(other, apart) != getattr(row, apart) and other.label != row.label
                if told_apart and not _AGAIN.search(words) and not _may_be_two(other, row):
                    yield hit(row.at(name), Related(other.at(name), "the same words"), other=other.label, id=row.label)


def _may_be_two(one: Record, other: Record) -> bool:
    """Whether two rows of the same words may be two things."""
    if isinstance(one, Interdependency) and isinstance(other, Interdependency):
        return (one.giver == other.giver) != (one.receiver == other.receiver)
    if isinstance(one, LogEntry) and isinstance(other, LogEntry):
        came_back = one.closed_on and other.raised and one.closed_on <= other.raised
        return bool(came_back) and one.owner == other.owner
    if isinstance(one, Kpi) and isinstance(other, Kpi):
        return one.unit is other.unit
    goes_on = isinstance(other, Diagnostic) and one.label in {reference.id for reference in other.after}
    goes_on = goes_on and getattr(one, "method", None) is getattr(other, "method", None)
    schools, others = (frozenset(getattr(row, "schools", ())) for row in (one, other))
    return goes_on or bool(schools and others and not schools & others)


# What is said of one row, and by chance in the same words of the next only where it is short.
_OWN_WORDS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Workstream, ("purpose", "reason", "progress", "next_period")),
    (Risk, ("mitigation", "controls", "outcome")),
    (LogEntry, ("otherwise", "outcome")),
    (Kpi, ("definition",)),
    (Milestone, ("done_when",)),
)


@rule(
    "RF23",
    Severity.QUERY,
    "This is word for word what {other} says in the row above.",
    "If the cell was copied down over its own words, write those again. If it is so of both, say in each how.",
)
def cell_of_the_row_above(programme: Programme) -> Iterator[Hit]:
    """A cell filled down does not stand for its own words.

    What a workstream did, what becomes of an issue, how a risk is held: pulled down from the row above it is told of
    the wrong one. Asked of texts of five words and more, in two rows one under the other and in no third, that share no
    long word with what the lower is about, or more with the upper, and of definitions and what a milestone is done by
    only then; not of risks of one owner, or of entries closed on one day, that speak of neither or of both.

    **Fails**

    Issues and decisions:
    | ID | What | What happens if not |
    | --- | --- | --- |
    | TRN-A01 | Pause the sessions | Advertised sessions may be cancelled. |
    | TRN-A02 | Survey has not run | <Advertised sessions may be cancelled> |

    **Fails**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Pupils with plans in mainstream schools | Pupils with a plan on the January return |
    | TRN-K02 | Families content with the visits | <Pupils with a plan on the January return> |

    **Fails**

    Risks:
    | ID | Risk | Owner | Mitigation |
    | --- | --- | --- | --- |
    | TRN-R01 | Survey comes late | Transition Lead | Move the survey to the council's own system |
    | TRN-R02 | Drafts go out without advice | Transition Lead | <Move the survey to the council's own system> |

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Trial of the pathway opens in ten settings | Pathway used with one family in all settings |
    | TRN-M02 | Report accepted | <Pathway used with one family in all settings> |

    **Passes**

    Issues and decisions:
    | ID | What | What happens if not |
    | --- | --- | --- |
    | TRN-A01 | Pause the sessions | Sessions are advertised that may be cancelled. |
    | TRN-A02 | Survey has not run | Families wait until spring. |
    | TRN-A03 | Agree the rooms | Sessions are advertised that may be cancelled. |
    | TRN-A04 | Ask for a lift | Families wait until summer. |
    | TRN-A05 | Find a driver | Families wait until summer. |

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Pupils with plans in mainstream primary | Pupils on the January return, resident here |
    | TRN-K02 | Pupils with plans in mainstream secondary | Pupils on the January return, resident here |
    | TRN-K03 | Letters sent in time | Counted on the last working day from the case system |
    | TRN-K04 | Visits made | Counted on the last working day from the case system |

    Risks:
    | ID | Risk | Owner | Mitigation |
    | --- | --- | --- | --- |
    | TRN-R01 | Advice comes late, so plans are late | Transition Lead | List of late advice, read by both heads |
    | TRN-R02 | Drafts go out without advice | Head of SEND | List of late advice, read by both heads |
    """
    for submission in programme.submissions:
        for kind, names in _OWN_WORDS:
            for name in names:
                yield from _copied_down(submission.all(kind), name)


def _copied_down(rows: Sequence[Record], name: str) -> Iterator[Hit]:
    """The cells of a column that say what the row above says, and no third row does: words of all are nobody's own."""
    said = [name_words(getattr(row, name) or "") for row in rows]
    rows_with = Counter(said)
    for (above, before), (row, words) in pairwise(zip(rows, said, strict=True)):
        copied = words == before and row.row == above.row + 1 and rows_with[words] == 2
        # A row that was copied whole is told as such.
        pair = _are_a_pair(above, row) and not _is_of(words, above, row)
        fits = copied and (pair or _fits(words, above, row))
        if copied and len(words.split()) >= LONG_ENOUGH and _subject(row) != _subject(above) and not fits:
            yield hit(row.at(name), Related(above.at(name), "the row above"), other=above.label)


def _fits(words: str, above: Record, row: Record) -> bool:
    """Whether a text speaks of its own row as much as of the row above; or a definition, or a test, of neither."""
    said, own, upper = (_long_words(text) for text in (words, _subject(row), _subject(above)))
    if isinstance(row, Milestone):
        return bool(said & own) or len(said & upper) < OF_ITS_TITLE
    return len(said & own) >= len(said & upper) and (bool(said & own) or isinstance(row, Kpi))


def _is_of(words: str, above: Record, row: Record) -> bool:
    """Whether a text speaks of the row above and of nothing in its own."""
    said = _long_words(words)
    return bool(said & _long_words(_subject(above))) and not said & _long_words(_subject(row))


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in text.split() if len(word) > LONG_ENOUGH - 1)


def _are_a_pair(above: Record, row: Record) -> bool:
    """Whether two rows are held or decided together: one owner, one day."""
    if isinstance(row, Risk):
        return getattr(above, "owner", None) == row.owner
    if isinstance(row, LogEntry):
        return row.closed_on is not None and getattr(above, "closed_on", None) == row.closed_on
    return False


def _subject(row: Record) -> str:
    """What a row is about, as its words."""
    return name_words(getattr(row, "name", None) or getattr(row, "what", None) or "")
