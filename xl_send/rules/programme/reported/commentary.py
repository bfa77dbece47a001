"""What is said beside a colour: nothing new, something copied, or something that does not fit it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import OFF_TRACK, is_active
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.phrases import (
    says_all_is_well,
    says_finished,
    says_in_hand,
    without_stop,
)
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme

# Shorter texts, such as "On plan", are the same in many rows by right.
LONG_ENOUGH = 25

_VOLUME = Pattern(r"\b(?:plans?|ehcps?|ehc|requests?|assessments?|appeals?|tribunals?)\b")
_PRAISE = Pattern(
    r"\b(?:good|great|excellent|pleas(?:ed|ing)|success(?:es|ful|fully)?|improv(?:ed|ing|ement)|positive|encouraging"
    r"|welcome|achiev(?:ed|ement)|better|well done|proud)\b",
)
_FEWER = Pattern(
    r"\b(?:fewer|less|fell|fallen|falling|fall|down|dropp(?:ed|ing)|drop|reduc(?:ed|ing|tion|tions)|lower|decreas(?:e|ed|ing)"
    r"|declin(?:e|ed|ing))\b",
)
_DENIED = Pattern(
    r"\b(?:not|neither|nor|no|never|record\w*|data|duplicates?|timel\w+|on time|feedback|working|successful appeals?)\b"
)
_CLAUSES = Pattern(r"[.;]\s")
# What praises the whole of what was said before it, in a sentence of few words and no figure.
_PRAISES_THAT = Pattern(r"(?:[a-z']+ ){0,2}(?:success|great|excellent|pleas|encouraging|welcome|proud)[^\d]{0,40}")

Row = Milestone | Kpi | Workstream | Cover


def rows_with_words(programme: Programme) -> Iterator[tuple[Row, str, str | None]]:
    """Every row with a colour of its owner's that is not done: the field that explains it, and what it says."""
    told: list[Cover | Workstream] = [each.cover for each in programme.submissions if Cover in each.seen]
    told += programme.each(Workstream)
    for item in told:
        yield item, "reason", item.reason
    for row in _undone(programme):
        yield row, "commentary", row.commentary


def _undone(programme: Programme) -> Iterator[Milestone | Kpi]:
    for milestone in programme.each(Milestone):
        if not milestone.actual and is_active(programme, milestone):
            yield milestone
    for kpi in programme.each(Kpi):
        if is_active(programme, kpi):
            yield kpi


def without_end(text: str | None) -> str:
    """A text without the stop at its end, unless there is nothing else to it."""
    return (text or "").rstrip(" .") or text or ""


@rule(
    "CM01",
    Severity.ADVICE,
    "This repeats {other} word for word{rows}.",
    "Say what is true of this row. What is true of several can be said once, in the reason of the workstream.",
)
def commentary_copied(programme: Programme) -> Iterator[Hit]:
    """Each milestone and each KPI has a commentary of its own.

    A text that was copied down tells nothing of the rows it was copied to. Texts of fewer than 25 letters are
    not compared, nor are milestones among themselves or KPIs among themselves that nobody reports Amber or Red: what is
    so of all may be said of each. Told once of a text, however many rows have it.

    **Fails**

    Milestones:
    | ID | Commentary | Reported RAG |
    | --- | --- | --- |
    | TRN-M01 | Waiting for the trusts to reply to our letter. | Amber |
    | TRN-M02 | <Waiting for the trusts to reply to our letter> | Amber |

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | waiting for the trusts, to reply to our letter. |

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Waiting for the trusts to reply to our letter. |

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | <waiting for the trusts to reply to our letter.> |

    **Passes**

    Milestones:
    | ID | Commentary | Actual date |
    | --- | --- | --- |
    | TRN-M01 | Waiting for the trusts to reply to our letter. | |
    | TRN-M02 | Waiting for one trust to reply to our letter. | |
    | TRN-M03 | Waiting for the trusts to reply to our letter. | 6 Nov 2026 |
    | TRN-M04 | On plan, as agreed today | |
    | TRN-M05 | On plan, as agreed today | |
    | TRN-M06 | Not due to start until the spring term. | |
    | TRN-M07 | Not due to start until the spring term. | |

    east.xlsx KPIs:
    | ID | Reported RAG | Measures | Year basis | Commentary |
    | --- | --- | --- | --- | --- |
    | EAS-K01 | Green | Year to date | Academic | The count starts again each September |
    | EAS-K02 | | Year to date | Academic | The count starts again each September |

    north.xlsx KPIs:
    | ID | Commentary |
    | --- | --- |
    | NOR-K01 | As was expected for summer 2026 |

    south.xlsx KPIs:
    | ID | Commentary |
    | --- | --- |
    | NOR-K01 | As was expected for summer 2026 |
    """
    alike: defaultdict[str, dict[str, Milestone | Kpi]] = defaultdict(dict)
    for row in _undone(programme):
        text = row.commentary or ""
        if len(without_stop(text)) >= LONG_ENOUGH:
            alike[name_key(text)].setdefault(row.id, row)
    for rows in alike.values():
        first, *others = rows.values()
        if others and not _may_be_so_of_all([first, *others]):
            row, *rest = others
            beside = (Related(other.at("commentary"), "the same words") for other in (first, *rest))
            rows_too = f", and so do {counted(len(rest), 'other row')}" if len(rest) > 1 else ""
            rows_too = f", and so does {rest[0].id}" if len(rest) == 1 else rows_too
            yield hit(row.at("commentary"), *beside, other=first.id, rows=rows_too)


def _may_be_so_of_all(rows: Sequence[Milestone | Kpi]) -> bool:
    """Whether all are milestones, or all KPIs, none of them off track by its owner's word."""
    return len({type(row) for row in rows}) == 1 and not {row.reported for row in rows} & OFF_TRACK


@rule(
    "CM02",
    Severity.QUERY,
    'Reported {colour}, but {column} says "{text}".',
    "Say what is wrong and what is being done, or report Green.",
)
def all_well_though_off_track(programme: Programme) -> Iterator[Hit]:
    """What is reported Amber or Red is not said to be on track.

    One of the two is last month's, and a board cannot tell which. A milestone whose forecast is later than its plan may
    be on track for that; that it is in hand, or no concern, is no reason for a colour.

    **Fails**

    Milestones:
    | ID | Reported RAG | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Amber | <On track> |
    | TRN-M02 | Red | <Complete.> |
    | TRN-M03 | Amber | <Being managed within the workstream; no concerns.> |

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | <All on plan. Papers go out on 3 December.> |

    **Passes**

    Milestones:
    | ID | Reported RAG | Commentary | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Green | On track | |
    | TRN-M02 | Amber | Back on track by December | |
    | TRN-M03 | Amber | On track. But two schools have not signed. | |
    | TRN-M04 | Amber | Design complete; training has not begun | |
    | TRN-M05 | Amber | Complete | 6 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Reported RAG | Commentary | Baseline date | Forecast date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | On track | 11 Dec 2026 | 8 Jan 2027 |
    """
    for row, name, text in rows_with_words(programme):
        moved = isinstance(row, Milestone) and row.forecast is not None and row.forecast > plan_day(row)
        if row.reported not in OFF_TRACK or row.reported is None:
            continue
        if (says_all_is_well(text) and not moved) or says_in_hand(text) or says_finished(text):
            cell = row.at(name)
            colour = Related(row.at("reported"), "the colour")
            yield hit(cell, colour, colour=row.reported.value, column=cell.column, text=without_end(text))


@rule(
    "CM05",
    Severity.QUERY,
    "The commentary praises a lower number, but neither more nor fewer is a goal of this KPI.",
    "Say what the number was and why it changed. Keep praise for outcomes.",
)
def fewer_praised(programme: Programme) -> Iterator[Hit]:
    """Fewer plans, requests, assessments or appeals are not called a success.

    Whoever is entitled to an assessment or a plan must get it. Praise for fewer can be read as a policy to
    refuse, and has been in court and in the press. KPIs that are Context only are asked, where one sentence has both
    and is not of data, time or ways of working, or the next is of nothing but praise.

    **Fails**

    KPIs:
    | ID | KPI | Better when | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Requests for an EHC needs assessment | Context only | <Good progress: 40 fewer than last year> |
    | TRN-K02 | Requests for an EHC needs assessment | Context only | <Down 8% on last year, which is encouraging> |
    | TRN-K03 | Requests for an EHC needs assessment | Context only | <12 fewer. A real success for early help> |

    **Passes**

    KPIs:
    | ID | KPI | Better when | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Requests for an EHC needs assessment | Context only | 40 fewer than last year |
    | TRN-K02 | Requests for an EHC needs assessment | Context only | Fewer, which is neither good nor bad |
    | TRN-K03 | Weeks to a plan | Lower | Good progress: 4 fewer than last year |
    | TRN-K04 | Pupils on roll | Context only | Good attendance at the census, with 12 fewer gaps |
    | TRN-K05 | Requests for an EHC needs assessment | Context only | Fewer in August. 100% on time achieved |
    | TRN-K06 | Requests for an EHC needs assessment | Context only | Better recording: 12 duplicates reduced |
    """
    for kpi in programme.each(Kpi):
        if kpi.better is not Better.CONTEXT or not _VOLUME.search((kpi.name or "").casefold()):
            continue
        if any(_FEWER.search(one) and _PRAISE.search(one) and not _DENIED.search(one) for one in _sayings(kpi)):
            yield hit(kpi.at("commentary"), Related(kpi.at("better"), "shown for context only"))


def _sayings(kpi: Kpi) -> Iterator[str]:
    """The sentences of a commentary, each with the next where that is of nothing but praise."""
    sentences = _CLAUSES.split(without_stop(kpi.commentary))
    for one, after in zip(sentences, [*sentences[1:], ""], strict=True):
        yield f"{one}. {after}" if _PRAISES_THAT.fullmatch(after) else one
