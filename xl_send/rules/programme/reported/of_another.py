"""Commentaries that are another workstream's, word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

# Shorter texts are the same in many returns by right.
LONG_ENOUGH = 20
# A name within a text: of a body, a place, a firm or a scheme.
_NAME = Pattern(r"(?<=[a-z,;(] )[A-Z][\w'-]{2,}")
_OF_THE_YEAR = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday",
    "tuesday", "wednesday", "thursday", "friday", "autumn", "spring", "summer", "easter", "christmas", "send", "ehcp",
    "ehc", "kpi", "sen2", "senco", "sencos", "board", "cabinet", "dfe", "ofsted", "year", "term",
})  # fmt: skip


@rule(
    "CM81",
    Severity.QUERY,
    'This is word for word the commentary of {other}, and nothing else in this return speaks of "{name}".',
    "Write the commentary of {id} again. If the same is true of both, explain this finding.",
)
def commentary_of_another_workstream(programme: Programme) -> Iterator[Hit]:
    """A milestone or a KPI has no commentary of another workstream.

    A text that was pasted from another return tells the board of what is not done here. Asked of texts of twenty
    letters or more that stand in two workbooks, for workstreams of their own, and have a name of a body, a place or a
    scheme in them of which the one return speaks nowhere else and the other does.

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Model owned by the service | <In the ICB medium-term plan.> |

    south.xlsx Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | SOU | Joint agreement signed by the ICB |

    south.xlsx Milestones:
    | ID | Workstream | Milestone | Commentary |
    | --- | --- | --- | --- |
    | SOU-M01 | SOU | Money confirmed | In the ICB medium-term plan |

    **Passes**

    Milestones:
    | ID | Commentary | Milestone |
    | --- | --- | --- |
    | TRN-M01 | In the ICB medium-term plan. | Money of the ICB confirmed |
    | TRN-M02 | On plan, as agreed in September | Training given |
    | TRN-M03 | To be agreed by the July board | Budget agreed |
    | TRN-M04 | In the MTFS of the council | Money confirmed |

    south.xlsx Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | SOU | Joint agreement signed by the ICB |

    south.xlsx Milestones:
    | ID | Workstream | Commentary | Milestone |
    | --- | --- | --- | --- |
    | SOU-M01 | SOU | In the ICB medium-term plan | Money confirmed |
    | SOU-M02 | SOU | On plan, as agreed in September | Training given |
    | SOU-M03 | SOU | To be agreed by the July board | Budget agreed |
    | SOU-M04 | SOU | In the MTFS of the council | Money confirmed |
    """
    alike: defaultdict[str, list[Milestone | Kpi]] = defaultdict(list)
    if len(programme.submissions) > 1:
        rows: list[Milestone | Kpi] = [*programme.each(Milestone), *programme.each(Kpi)]
        for row in rows:
            if row.commentary and len(row.commentary) >= LONG_ENOUGH and is_active(programme, row):
                alike[name_key(row.commentary)].append(row)
    for same in alike.values():
        if len(same) != 2 or same[0].workbook == same[1].workbook or same[0].workstream == same[1].workstream:
            continue
        names = [name for name in _NAME.findall(same[0].commentary or "") if name.casefold() not in _OF_THE_YEAR]
        for row, other in (same, same[::-1]):
            foreign = [name for name in names if not _speaks_of(programme.of(row), row, name)]
            if foreign and _speaks_of(programme.of(other), other, foreign[0]):
                related = Related(other.at("commentary"), "the same words")
                yield hit(row.at("commentary"), related, other=other.id, name=foreign[0], id=row.id)


def _speaks_of(submission: Submission, row: Milestone | Kpi, name: str) -> bool:
    """Whether a return has a name anywhere but in the commentary of a row."""
    word = name.casefold()
    texts = [text for record, column, text in speaking_texts(submission) if (record, column) != (row, "commentary")]
    texts += [f"{one.name} {one.owner}" for one in submission.all(Milestone)]
    texts += [f"{one.name} {one.owner} {one.source} {one.definition}" for one in submission.all(Kpi)]
    return any(word in name_words(text).split() for text in texts if word in text.casefold())
