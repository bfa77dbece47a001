"""Texts of rows that their owners let everybody read."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.disclosure.numbers_in_words import tells_by_place, tells_of_few
from xl_send.disclosure.protected import Protected
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.privacy.personal_data import FREE_TEXT
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Audience
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme


@rule(
    "PD10",
    Severity.QUERY,
    "{column} of a row that is for the public tells of fewer than {below} children or families.",
    "Leave the number out, or set Publish to Board. Outputs for the public withhold this text.",
)
def few_told_of_in_public(programme: Programme) -> Iterator[Hit]:
    """A text that may be published gives no small number of children or families.

    A number under *Suppress counts below* is hidden in every table; written in a sentence it tells neighbours as much.
    The ages, year groups and stages that a service is for are no number of children, nor are studies of cases, hubs for
    families, and plans of the programme. What is said of a KPI that counts children, with a number at each of several
    places, is of children.

    **Fails**

    Milestones:
    | ID | Commentary | Publish |
    | --- | --- | --- |
    | TRN-M01 | <Late, since only 2 pupils have a plan so far> | Public |
    | TRN-M02 | <One child is still without a place> | Public |

    KPIs:
    | ID | Commentary | Publish |
    | --- | --- | --- |
    | TRN-K01 | <The last two families were visited in May> | Public |

    Actuals:
    | KPI | Note |
    | --- | --- |
    | TRN-K01 | <Three children joined late> |

    Expectations:
    | KPI | Note |
    | --- | --- |
    | TRN-K01 | <Two at the garden centre, one at the hospital> |

    **Passes**

    Milestones:
    | ID | Commentary | Publish |
    | --- | --- | --- |
    | TRN-M01 | Late, since only 2 pupils have a plan so far | Board |
    | TRN-M02 | 24 pupils have a plan; two schools and three trainers to come | Public |
    | TRN-M03 | Phase two was agreed at one meeting | Public |
    | TRN-M05 | Two case studies, three family hubs and two business cases; one in five pupils has SEND | Public |
    | TRN-M04 | All 0 to 25 plans, KS2 pupils and Year 7 pupils are looked at, 3 weeks per pupil | Public |

    KPIs:
    | ID | Commentary | Publish |
    | --- | --- | --- |
    | TRN-K01 | 61 of 92 families were visited | Public |
    """
    policy = programme.policy
    below = (policy.thresholds if policy else Thresholds()).suppress_below
    children = Protected.of(programme).children
    for record in _public(programme):
        of_children = isinstance(record, Kpi | Actual | Expectation) and _kpi_of(record) in children
        for name in FREE_TEXT[type(record)]:
            text = getattr(record, name)
            told = "; ".join(text) if isinstance(text, tuple) else text
            if told and (tells_of_few(told, below) or (of_children and tells_by_place(told, below))):
                cell = record.at(name)
                yield hit(cell, column=cell.column, below=f"{below:g}")


def _public(programme: Programme) -> Iterator[Record]:
    """The rows that their owners let everybody read, and the figures of such KPIs."""
    rows = [row for found in programme.submissions for rows in found.records.values() for row in rows]
    shown = [row for row in rows if getattr(row, "publish", None) is Audience.PUBLIC]
    yield from shown
    kpis = {row.id for row in shown if isinstance(row, Kpi)}
    figures: tuple[Actual | Expectation, ...] = (*programme.each(Actual), *programme.each(Expectation))
    for figure in figures:
        if figure.kpi in kpis:
            yield figure


def _kpi_of(record: Kpi | Actual | Expectation) -> str:
    return record.id if isinstance(record, Kpi) else record.kpi


_NOT_PUBLIC = Pattern(
    r"(?i)(?:^|[.;:] )not to be (?:circulated|shared|released|disclosed)\b|\b(?:not for (?:circulat\w+|release"
    r"|disclosure)|commercially sensitive"
    r"|embargoed|under embargo"
    r"|part (?:2|two|ii)(?: item| paper| report)?,?(?: -| \u2013|:)? exempt|(?:do not|don'?t|don\u2019t|never"
    r"|not to be|must not be|cannot be|should not be) publish(?:ed)?"
    r"|not for publication|(?:board|internal|officers?)(?: eyes| use)? only|in confidence"
    r"|exempt (?:information|item|paper))\b|\bconfidential\b(?! (?:advice|support|service|help|records?|data"
    r"|information|files?))",
)


@rule(
    "PD18",
    Severity.ERROR,
    'Publish is Public, but {column} says "{words}".',
    "Set Publish to Board, or take the words out if they hold no more. What was published cannot be called back.",
)
def public_by_mistake(programme: Programme) -> Iterator[Hit]:
    """What its owner says is not for publication is not set to Public.

    Small numbers are hidden in what is published all the same, but the row, its name and its words are not.

    **Fails**

    KPIs:
    | ID | Commentary | Publish |
    | --- | --- | --- |
    | TRN-K01 | Do not publish | <Public> |

    Milestones:
    | ID | Commentary | Publish |
    | --- | --- | --- |
    | TRN-M01 | Tender prices, in confidence | <Public> |
    | TRN-M02 | Not for circulation beyond the Board | <Public> |
    | TRN-M03 | Commercially sensitive: prices of two bidders | <Public> |
    | TRN-M04 | Embargoed until Cabinet | <Public> |
    | TRN-M05 | Part 2 - exempt | <Public> |
    | TRN-M06 | Not to be shared with bidders | <Public> |

    **Passes**

    KPIs:
    | ID | Commentary | Publish |
    | --- | --- | --- |
    | TRN-K01 | Do not publish | Board |
    | TRN-K02 | Families use the confidential advice line | Public |
    | TRN-K03 | Only confidential records move by the exchange | Public |
    | TRN-K04 | Rules on data not to be shared were agreed; the embargo on new places is lifted | Public |
    """
    for record in _public(programme):
        if getattr(record, "publish", None) is not Audience.PUBLIC:
            continue
        for name in FREE_TEXT[type(record)]:
            text = getattr(record, name)
            found = _NOT_PUBLIC.search(text) if isinstance(text, str) else None
            if found:
                said = record.at(name)
                yield hit(record.at("publish"), Related(said, "the words"), column=said.column, words=found[0])
                break
