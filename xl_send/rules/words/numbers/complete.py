"""What texts say is complete, or that nobody has left, against figures and other texts that say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, series
from xl_send.analysis.notes.content import content_words
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, Submission

_POSTS = Pattern(
    r"(?i)\b(?:posts?|in post|vacan\w+|staff\w*|wte|fte|whole-time|establishment|workforce|filled|recruit\w*)\b"
)
_ALL_FILLED = Pattern(
    r"(?i)\b(?:(?:at |up to )?full (?:complement|establishment|strength)|fully (?:staffed|recruited|established)"
    r"|(?:nothing|none|no posts?) (?:is |are |now |left |remains? )*vacant|no vacan(?:cies|t posts?)"
    r"|(?:all|every) (?:the |our )?(?:\w+ )?posts? (?:is |are |have been |has been |now )*filled"
    r"|everyone (?:is )?in post)\b"
)
_WAITING = Pattern(r"(?i)\b(?:backlog|overdue|waiting|waits?|outstanding|older than|late|unallocated|without)\b")
_ALL_CLEARED = Pattern(
    r"(?i)\b(?:(?:backlog|queue|list) (?:is |has been |has |now |all )*(?:cleared|gone|empty)"
    r"|(?:none|nobody|no one) (?:is |are |now |left |remains? |still )*(?:overdue|outstanding|waiting|late|left))\b"
)
_CLAUSES = Pattern(r"[.;](?: |$)")
_NOT_YET = Pattern(
    r"(?i)\b(?:will|would|should|by|when|once|if|until|till|unless|expect\w*|aim\w*|plan\w*|target|except|but|apart"
    r"|almost|nearly|not|was|were|before|after|last|had|in (?:the )?(?:north|south|east|west)|than|over|longer|more)\b"
)


@rule(
    "CM68",
    Severity.QUERY,
    'The commentary says "{words}", but the latest figure is {value} ({day}), and {aim} is the target.',
    "Correct the commentary or the figure. If it has changed since, add the newer figure to the Actuals sheet.",
)
def said_complete_before_it_is(programme: Programme) -> Iterator[Hit]:
    """A commentary says that all is done only where the figure says so too.

    Asked of counts of posts or staff, where the commentary says that every post is filled, and the figure is short of
    target; and of counts of what is late or waits, where it says that none is left.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Better when | Target | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Therapists in post | Count | Higher | 27 | <Now at full complement, nothing vacant.> |
    | TRN-K02 | Reviews that are overdue | Count | Lower | 0 | <The backlog has been cleared.> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 25 |
    | TRN-K02 | 31 Oct 2026 | 38 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Better when | Target | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Therapists in post | Count | Higher | 27 | Full complement by January. |
    | TRN-K02 | Reviews that are overdue | Count | Lower | 0 | None waiting longer than a year |
    | TRN-K03 | Therapists in post | Count | Higher | 25 | Fully staffed. |
    | TRN-K04 | Referrals answered by the team | Count | Higher | 60 | The team is fully staffed. |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 25 |
    | TRN-K02 | 31 Oct 2026 | 38 |
    | TRN-K03 | 31 Oct 2026 | 25 |
    | TRN-K04 | 31 Oct 2026 | 41 |
    """
    for kpi, dated in series(programme, _is_judged_count).items():
        words = _complete(kpi, dated[-1]) if kpi.commentary and is_active(programme, kpi) else ""
        if words:
            latest = dated[-1]
            related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
            yield hit(
                kpi.at("commentary"), related, words=words, value=amount(kpi.unit, latest.value), day=latest.day,
                aim=amount(kpi.unit, kpi.target or 0.0),
            )  # fmt: skip


def _is_judged_count(kpi: Kpi) -> bool:
    return kpi.unit is Unit.COUNT and kpi.target is not None and kpi.better in {Better.HIGHER, Better.LOWER}


def _complete(kpi: Kpi, latest: Dated) -> str:
    """The words by which a commentary says that all is done where the figure does not."""
    title, target = kpi.name or "", kpi.target or 0.0
    filled = kpi.better is Better.HIGHER and latest.value < target and _POSTS.search(title)
    open_posts = kpi.better is Better.LOWER and latest.value > max(target, 0) and "vacan" in title.casefold()
    cleared = kpi.better is Better.LOWER and latest.value > max(target, 0) and _WAITING.search(title)
    for clause in _CLAUSES.split(kpi.commentary or "") if filled or open_posts or cleared else ():
        found = _ALL_FILLED.search(clause) if filled or open_posts else _ALL_CLEARED.search(clause)
        if found and not _NOT_YET.search(clause):
            return clause.strip()
    return ""


_HAVE_LEFT = Pattern(
    r"(?i)\b(?:one|two|three|four|five|six|seven|\d{1,2}) (?:of them |[a-z]+s )?(?:have|has)"
    r" (?:since |now |already |sadly )?(?:left|dropped out|withdrawn|pulled out|stopped)\b"
)
_NOBODY_LEFT = Pattern(
    r"(?i)\b(?:nobody|no one|none)(?: of them)? (?:has |have )?(?:since |yet |so far )?(?:left|dropped out|withdrawn"
    r"|pulled out|stopped)\b"
)


@rule(
    "CM69",
    Severity.QUERY,
    'Some have left by this, "{words}", but "{others}" stands under {column} of {record}.',
    "Bring the older of the two up to date.",
)
def some_left_and_nobody_left(programme: Programme) -> Iterator[Hit]:
    """Where some have left, no other text of the workstream says that nobody has.

    Asked where the two texts, with the titles of their rows, share another word.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | 12 interns still on programme - nobody has dropped out. |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | First twelve supported interns start | <All 12 started, two have since left.> |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | 12 interns still on programme - nobody has dropped out. |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | First twelve supported interns start | All 12 started and all 12 still there. |
    | TRN-M02 | Panel of parents set up | Two have left the panel. |
    """
    for submission in programme.submissions:
        stayed = _texts_of(submission, _NOBODY_LEFT)
        for record, name, words, about in _texts_of(submission, _HAVE_LEFT) if stayed else ():
            other = next((one for one in stayed if one[0] is not record and about & one[3]), None)
            if other is not None:
                cell = other[0].at(other[1])
                yield hit(
                    record.at(name), Related(cell, "the other text"), words=words, others=other[2], column=cell.column,
                    record=cell.record,
                )  # fmt: skip


def _texts_of(submission: Submission, pattern: Pattern) -> list[tuple[Record, str, str, set[str]]]:
    """Each text that an expression is in: its record and field, the words, and what it is about."""
    found = []
    for record, name, text in speaking_texts(submission):
        words = pattern.search(text)
        if words:
            title = getattr(record, "name", None) or getattr(record, "what", None) or ""
            about = content_words(title if not isinstance(record, Workstream) else "") | content_words(text)
            found.append((record, name, words[0], about - {"dropped", "left", "withdrawn", "nobody", "none", "since"}))
    return found
