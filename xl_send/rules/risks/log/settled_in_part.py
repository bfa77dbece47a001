"""What is closed, or was refused, though other words of the workbook say that it is not all done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.notes.content import content_words
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.words import NUMBER, number_said
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

_NO_COUNT = (
    rf"(?! ?(?:%|per ?cent|pounds?|k\b|p\b|days?\b|weeks?\b|months?\b|terms?\b|years?\b|hours?\b|minutes?\b|am\b|pm\b"
    rf"|(?:st|nd|rd|th)\b|(?:{MONTH_NAMES})\b|[/:.,-]\d))"
)
_COUNT = Pattern(
    r"(?i)(?<![\w£./:,-])(?<!year )(?<!years )(?<!item )(?<!min )(?<!minute )(?<!section )(?<!stage )(?<!tier )"
    r"(?<!wave )(?<!phase )(?<!key stage )(?<!by )(?<!lot )(?<!band )(?<!page )(?<!no )"
    rf"(?P<number>{NUMBER})\b{_NO_COUNT}(?: (?:of )?(?:the |our |all )*(?P<what>[a-z][\w'-]*(?: [a-z][\w'-]*)?))?"
)
_THE_REST = Pattern(
    r"(?i)\b(?:others?|rest|remaining|all|both|each|every|more|further|also|already|no longer|left|moved away|by then"
    r"|only|needed|withdrew|duplicates?|instead|since|plus|earlier|before|reminders?|times)\b"
)
_SMALL = frozenset({"and", "the", "for", "with", "was", "were", "are", "that", "have", "has", "who", "whose", "not"})
_FEWEST = 2


def _noun_words(text: str) -> set[str]:
    """The words of a few, without their plural: children, families and family are told alike by their first letters."""
    words = (word.casefold().strip("'").removesuffix("s") for word in text.split())
    return {word[:5] for word in words if len(word) >= len("ehc") and word not in _SMALL}


@rule(
    "IS33",
    Severity.QUERY,
    'Status is Closed, but What speaks of {all_of} ("{asked}") and Outcome of {some} ("{done}").',
    "Choose Open until the rest is done, or say in Outcome what became of the others.",
)
def closed_for_some_of_them(programme: Programme) -> Iterator[Hit]:
    """What is closed has reached all those of whom it speaks.

    Closed, it leaves the list, and those who are left out are on no other. Asked where What gives one number and
    Outcome one that is less, of the same people or things, and Outcome says nothing of the rest.

    **Fails**

    Issues and decisions:
    | ID | Kind | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Write to families of the 22 children | <Closed> | Letters sent to 17 families | 6 Nov 2026 |
    | TRN-A02 | Issue | Twelve schools have not signed | <Closed> | Nine schools signed | 6 Nov 2026 |
    | TRN-A03 | Action | Send the form to 40 settings | <Closed> | Sent to 31 of the settings | 6 Nov 2026 |

    **Passes**

    Issues and decisions:
    | ID | Kind | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Write to families of the 22 children | Closed | Letters sent to all families | 6 Nov 2026 |
    | TRN-A02 | Issue | Twelve schools have not signed | Closed | Nine signed, the others withdrew | 6 Nov 2026 |
    | TRN-A03 | Action | Send the form to 40 settings | Closed | Sent in 2 days | 6 Nov 2026 |
    | TRN-A04 | Issue | 14 contracts had expired | Closed | Agreed, minute 7 | 6 Nov 2026 |
    | TRN-A05 | Action | Send the form to 40 settings | Open | Sent to 31 of the settings | |
    | TRN-A06 | Issue | Five places of nine are empty | Closed | Four places filled | 6 Nov 2026 |
    | TRN-A07 | Action | Write to 40 settings | Closed | Two officers wrote | 6 Nov 2026 |
    """
    for entry in programme.each(LogEntry):
        if entry.status is not LogStatus.CLOSED or entry.kind not in (LogKind.ACTION, LogKind.ISSUE):
            continue
        what, outcome = entry.what or "", entry.outcome or ""
        asked, done = list(_COUNT.finditer(what)), list(_COUNT.finditer(outcome))
        if len(asked) != 1 or len(done) != 1 or _THE_REST.search(outcome):
            continue
        all_of, some = number_said(asked[0]["number"]), number_said(done[0]["number"])
        of_them = _noun_words(done[0]["what"] or "") & _noun_words(what)
        if all_of >= _FEWEST and 0 < some < all_of and of_them:
            related = [Related(entry.at(name), "the words") for name in ("what", "outcome")]
            numbers = {"all_of": f"{all_of:g}", "some": f"{some:g}"}
            yield hit(entry.at("status"), *related, severity=None, asked=asked[0][0], done=done[0][0], **numbers)


_ALL_OF = Pattern(rf"(?i)\ball (?:of )?(?:the |our )?(?P<all>{NUMBER}) ?(?P<what>[^.;:,]{{0,50}})")
_SOME_OF = Pattern(rf"(?i)\b(?P<some>{NUMBER}) (?:out )?of (?:the |our )?(?P<all>{NUMBER})\b(?P<what>[^.;:,]{{0,50}})")
_NOW_ALL = Pattern(
    r"(?i)\b(?:now all|the rest|the others?|since then|by then|all (?:are|have|now)|now (?:done|complete))\b"
)
_STANDING: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("reason", "progress"),
    Milestone: ("commentary",),
}


@rule(
    "IS34",
    Severity.QUERY,
    'It is closed with "{done}", but {where} says "{words}".',
    "Choose Open until all are done, or bring the other text up to date. A board reads both.",
    brings={"CM31": Reach.ROW},
)
def closed_for_all_though_some(programme: Programme) -> Iterator[Hit]:
    """What is closed because all so many are done is not told elsewhere of some of them.

    Asked where Outcome says "all four" with what they did, and the workstream's progress or reason, or the Commentary
    of one of its milestones that is still to come, says of so many that only some have done it.

    **Fails**

    Issues and decisions:
    | ID | Kind | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Issue | <Closed> | All four providers content | 6 Nov 2026 |
    | TRN-A02 | Action | <Closed> | All sixteen named | 6 Nov 2026 |

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | 3 of 4 providers content with the draft |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | 13 of 16 children named |

    **Passes**

    Issues and decisions:
    | ID | Kind | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Issue | Closed | All four providers signed | 6 Nov 2026 |
    | TRN-A02 | Action | Closed | All six schools visited | 6 Nov 2026 |
    | TRN-A03 | Action | Closed | All nine schools visited | 6 Nov 2026 |
    | TRN-A04 | Action | Open | All sixteen named | |

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | 3 of 4 trainers booked. 4 of 6 schools visited in October, the rest in November. |

    Milestones:
    | ID | Commentary | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 13 of 16 children named | |
    | TRN-M02 | 7 of 9 schools visited | 6 Nov 2026 |
    """
    for submission in programme.submissions:
        closed = [entry for entry in submission.all(LogEntry) if entry.status is LogStatus.CLOSED]
        for entry in closed:
            for found in _ALL_OF.finditer(entry.outcome or ""):
                if told := _some_of_them(submission, entry.workstream, number_said(found["all"]), found["what"]):
                    cell, words = told
                    where, done = f"{cell.column} of {cell.record}", found[0].strip()
                    yield hit(entry.at("status"), Related(cell, "the words"), done=done, where=where, words=words)
                    break


def _some_of_them(submission: Submission, code: str, all_of: float, what: str) -> tuple[Cell, str] | None:
    """Where a text of a workstream tells of some of so many, in the same words."""
    wanted = _noun_words(what)
    for kind, names in _STANDING.items():
        for record in submission.all(kind):
            if code != (getattr(record, "workstream", "") or getattr(record, "code", "")):
                continue
            for name in names if not getattr(record, "actual", None) else ():
                text = getattr(record, name) or ""
                for found in _SOME_OF.finditer(text):
                    same = number_said(found["all"]) == all_of > number_said(found["some"])
                    if same and wanted & _noun_words(found["what"]) and not _NOW_ALL.search(text):
                        return record.at(name), found[0].strip()
    return None


_REFUSED = Pattern(
    r"(?i)^(?:(?:the )?(?:board|cabinet|forum|committee|panel|executive|sro|director|dfe|icb) )?(?:it (?:was )?|was )?"
    r"(?:not (?:approved|agreed|supported|funded|granted)|refused|rejected|declined|turned down)\b"
)
_TAKEN_IN = Pattern(r"(?i)\b(?:refused|not (?:approved|agreed|funded)|rejected|declined|turned down|instead|without)\b")
_OFTEN = frozenset({"approve", "agree", "fund", "extend", "money", "grant", "year", "term", "decide", "march", "april"})
_ALIKE = 2


@rule(
    "IS35",
    Severity.QUERY,
    '{issue} was refused ("{outcome}"), but the mitigation still says "{mitigation}".',
    "Say what is done now instead, and score the risk again, or correct the Outcome of {issue}.",
)
def mitigation_that_was_refused(programme: Programme) -> Iterator[Hit]:
    """What was refused holds no risk.

    A risk that rests on money or people that a forum has refused is higher than it was. Asked of an open risk from
    which the decision came, or of whose mitigation it speaks: two words that matter are the same.

    **Fails**

    Risks:
    | ID | Status | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Open | <Retain two locums on the framework> |

    Issues and decisions:
    | ID | Kind | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Retain two locums until March | Closed | Not approved | 6 Nov 2026 |

    **Passes**

    Risks:
    | ID | Status | Mitigation | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Open | Locums were refused: two officers retain the cases | |
    | TRN-R02 | Open | Survey of heads each term | |
    | TRN-R03 | Closed | Retain two locums on the framework | Locums left |

    Issues and decisions:
    | ID | Kind | What | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Retain two locums to the end of March | Closed | Not approved | 6 Nov 2026 |
    | TRN-A02 | Decision needed | Survey of heads each term | Closed | Agreed | 6 Nov 2026 |
    """
    refused = [
        entry
        for entry in programme.each(LogEntry)
        if entry.status is LogStatus.CLOSED
        and entry.kind in (LogKind.DECISION, LogKind.CHANGE_REQUEST)
        and _REFUSED.match(entry.outcome or "")
    ]
    for risk in open_risks(programme) if refused else ():
        mitigation = risk.mitigation or ""
        words = content_words(mitigation) - _OFTEN
        for entry in refused if words and not _TAKEN_IN.search(mitigation) else ():
            shared = words & content_words(entry.what or "")
            if entry.workstream == risk.workstream and len(shared) >= (1 if entry.from_risk == risk.id else _ALIKE):
                said = {"issue": entry.id, "outcome": (entry.outcome or "").split(".")[0], "mitigation": mitigation}
                yield hit(risk.at("mitigation"), Related(entry.at("outcome"), "refused"), severity=None, **said)
                break


@rule(
    "RK75",
    Severity.QUERY,
    'Status is Closed, but Outcome says "{some}", and {where} "{all_of}".',
    "Choose Open until all are there, or correct the number. If the rest is no risk any more, say so in Outcome.",
)
def risk_closed_for_some(programme: Programme) -> Iterator[Hit]:
    """A risk that was held by all of so many is not closed for some of them.

    Closed, it is watched by nobody. Asked of a closed risk whose Outcome says that so many of so many are there, where
    its own mitigation, or a milestone that it threatens, speaks of all of as many.

    **Fails**

    Risks:
    | ID | Status | Mitigation | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | <Closed> | Recruited all five. | Four of the five in post by 28 September, risk gone. |

    **Passes**

    Risks:
    | ID | Status | Mitigation | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Closed | Recruited all five. | All five in post by 28 September, risk gone. |
    | TRN-R02 | Closed | Recruited all five. | Four of the five in post by July, the rest by September |
    | TRN-R03 | Closed | Ask all schools | 88 of 94 answered |
    | TRN-R04 | Open | Recruited all five. | |
    """
    for submission in programme.submissions:
        milestones = {one.id: one for one in submission.all(Milestone)}
        for risk in submission.all(Risk):
            found = _SOME_OF.search(risk.outcome or "") if risk.status is RiskStatus.CLOSED else None
            if (
                not found
                or number_said(found["some"]) >= number_said(found["all"])
                or _THE_REST.search(risk.outcome or "")
            ):
                continue
            threatened = [milestones[one.id] for one in risk.threatens if one.id in milestones]
            texts: list[tuple[Record, str]] = [(risk, "mitigation")]
            texts += [(one, name) for one in threatened for name in ("name", "done_when", "commentary")]
            for record, name in texts:
                whole = _ALL_OF.search(getattr(record, name) or "")
                if whole and number_said(whole["all"]) == number_said(found["all"]):
                    cell = record.at(name)
                    where = cell.column if record is risk else f"{cell.column} of {cell.record}"
                    words = {"some": found[0].strip(), "where": where, "all_of": whole[0].strip()}
                    yield hit(risk.at("status"), Related(cell, "all"), severity=None, **words)
                    break
