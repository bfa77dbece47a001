"""A colour that stands in one cell, and another that the words beside it begin with."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.programme.reported.commentary import rows_with_words
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.submissions import Programme

_SUBJECT = (
    r"(?:the )?(?:(?:overall|reported) )?(?:rag|status|colour|rating|programme|workstream|milestone|kpi|it|this|we)"
)
_BEGINS = Pattern(
    rf"(?i)^\W*(?:(?:{_SUBJECT}|[a-z]{{2,5}}(?:-[a-z]\d+)?)(?::| is| are| stays?| remains?| stands at) (?:at )?)?"
    r"(?:(?:still|now|reported|rated|remains|stays|currently|overall)(?: at| as)? )?(?P<colour>red|amber|green)"
    r"(?:\s*(?:[.:;,(]|[-\u2013\u2014]\s|$)| (?:because|as|since|on|for|due|owing|this|again|with|while)\b)"
)
# Of an earlier colour, or of that which is computed.
NOT_NOW = Pattern(
    r"(?i)[\W]*(?:until|last|previously|before|formerly|by|in|at the last|when|computed|unless"
    r"|(?:(?:on|by|for) )?(?:its|the|our|last|their) (?:own )?(?:last|dates?|figures?|scores?|matrix|float|previous))\b"
)
_BACK_TO = frozenset({"to", "back", "be", "become", "turn", "turns", "go", "goes", "return", "towards", "reach", "for"})


@rule(
    "WM06",
    Severity.QUERY,
    'Reported {reported}, but {column} begins "{words}".',
    "Correct one of the two: a board that reads both is told two colours.",
    brings=dict.fromkeys(("WM01", "WM02", "WM04", "WM05"), Reach.CELL),
)
def words_begin_with_another_colour(programme: Programme) -> Iterator[Hit]:
    """The colour with which a reason or a commentary begins is the one that is reported.

    A colour that was softened after its reason was written, or the reason of last time, shows in this alone. Not asked
    where the words have the reported colour too, but as what it is to go back to, or tell of an earlier colour or of
    the computed one.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | <Amber> | Red because the pilot is late. We expect it back to Amber in January. |
    | OUT | <Green> | AMBER: two schools have not answered. |

    Milestones:
    | ID | Reported RAG | Commentary |
    | --- | --- | --- |
    | TRN-M01 | <Amber> | Remains red as the supplier has given no date |
    | TRN-M02 | <Red> | Status is green. |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Red because the pilot is late. Amber in January, green in March. |
    | OUT | Amber | Red by its dates; the board knows of both and calls it Amber. |

    Milestones:
    | ID | Reported RAG | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Amber | Red last time. Terms were agreed on Monday. |
    | TRN-M02 | Amber | Red Lane School is not ready |
    | TRN-M03 | Amber | Red, until the contract was signed on 9 November |
    | TRN-M04 | | Red because the supplier is late |
    """
    for row, name, text in rows_with_words(programme):
        found = _BEGINS.search(text or "") if row.reported else None
        if found is None or row.reported is None or found["colour"].casefold() == row.reported.value.casefold():
            continue
        if not NOT_NOW.match(text or "", found.end("colour")) and not _is_said_too(text or "", row.reported):
            cell, colour = row.at(name), row.at("reported")
            words = found[0].strip(" .,:;(-\u2013\u2014")
            yield hit(colour, Related(cell, "the words"), reported=row.reported.value, column=cell.column, words=words)


def _is_said_too(text: str, reported: Rag) -> bool:
    """Whether words give the reported colour as well, other than as one that is to come back."""
    words = [word.strip(".,;:()").casefold() for word in text.replace("/", " ").split()]
    own = reported.value.casefold()
    return any(word == own and words[place - 1] not in _BACK_TO for place, word in enumerate(words) if place)
