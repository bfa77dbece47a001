"""Controls in place that are still to come, by their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.analysis.words.phrases import without_stop
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.scores import before_controls
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.days import MONTHS
from xl_send.workbook.submissions import Programme

_PUT_IN_PLACE = (
    r"(?:recruited|appointed|agreed|confirmed|signed|drafted|written|hired|funded|set up|put in place|in place|in post)"
)
_TO_COME = Pattern(
    rf"\b(?:(?:(?:will|shall|to) be|being|not yet) {_PUT_IN_PLACE}(?! within)|will (?:start|begin|open|join)"
    r"|going to \w+|due (?:in|by|on|from) (?:the )?(?:\d|spring|summer|autumn|new|next|jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec)\w*|(?:is|are) (?:still )?(?:planned|proposed)(?=$|[.;,])|(?:planned|proposed) for)(?!\w)",
)
_STOPS = Pattern(r"[.;,]\s+|\n")
_AGAIN = Pattern(
    r"\b(?:each|every|weekly|fortnightly|monthly|half-termly|termly|quarterly|annual(?:ly)?|daily|(?:when|as|where|if)"
    r" (?:needed|required|necessary))\b"
)
# A promise is a control that is there: "27 schools have written to say that they will join".
_GIVEN_WORD = Pattern(
    r"\b(?:have|has) (?:\w+ )?(?:agreed|confirmed|written|said|signed|pledged|promised)\b[^.;]*\bwill\b",
)
_OPENS_TO_COME = Pattern(
    r"(?:plans? to|planning to|proposal to|proposed to|we will|we plan|intend to)\b",
)


@rule(
    "RK32",
    Severity.ADVICE,
    'Controls in place says "{words}", which is still to come, but the score now already counts on it.',
    "Move it to Mitigation until it is in place, and check whether the score now is right without it.",
)
def control_still_to_come(programme: Programme) -> Iterator[Hit]:
    """What stands under Controls in place works today.

    What is only planned has not made anything less likely yet. Nothing is said where the score now is no lower
    than before controls, nor where the text names something besides that is there, or is done again and again.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 4 | 3 | <A second adviser will be recruited in January> |
    | TRN-R02 | 3 | 3 | 4 | 3 | <Plan to pay for supply cover> |

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 4 | 3 | <Recruitment planned for spring> |
    | TRN-R02 | 3 | 3 | 4 | 3 | <Protocol due in January> |

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 4 | 3 | <weekly case conference starts in jan> |
    | TRN-R02 | 3 | 3 | 4 | 3 | <Weekly panel to start after Easter> |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 4 | 3 | Second adviser in post since September; planned visits every fortnight |
    | TRN-R02 | 3 | 3 | 3 | 3 | A second adviser will be recruited in January |
    | TRN-R03 | 3 | 3 | | | Plan to pay for supply cover |
    | TRN-R04 | 3 | 3 | 4 | 3 | Panel meets weekly; a protocol is to be agreed in January |
    | TRN-R05 | 3 | 3 | 4 | 3 | Contract to be signed off each quarter |
    | TRN-R06 | 3 | 3 | 4 | 3 | Protocol agreed, to be signed by schools |
    | TRN-R07 | 3 | 3 | 4 | 3 | Agreement that cover will be in place within two days |
    | TRN-R08 | 3 | 3 | 4 | 3 | Weekly case conference running since September |
    | TRN-R09 | 3 | 3 | 4 | 3 | Planning starts in January every year |
    | TRN-R10 | 3 | 3 | 4 | 3 | Panel meets weekly; conference starts in January |
    | TRN-R11 | 3 | 3 | 4 | 3 | Weekly conference starts in September |
    | TRN-R12 | 3 | 3 | 4 | 3 | 27 schools have written to say that they will join |
    """
    for risk in open_risks(programme):
        before = before_controls(risk)
        if before is None or before <= risk.likelihood * risk.impact:
            continue
        text = without_stop(risk.controls)
        found = _all_to_come(text) or _starts_later(text, programme.as_at(risk))
        if found:
            lower = Related(risk.at("likelihood_before"), "the score before controls")
            yield hit(risk.at("controls"), lower, words=found[0])


_STARTS = Pattern(
    r"\b(?:(?:starts?|begins?|opens?|joins?|launches|goes live|comes in|to (?:start|begin|open|launch)"
    r"|starting|beginning)"
    r"(?: again)? (?:in|from|on|after) (?:the )?(?:early |mid[- ]|late )?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    rf"(?P<month>{MONTH_NAMES})\b|(?:starts?|begins?|opens?|joins?|to (?:start|begin|open)) (?:in|from|after)"
    r" (?:the )?(?:new year|easter"
    r"|christmas|half[- ]?term|spring|summer))"
)
_EVER = Pattern(r"\b(?:each|every|year on year|annual(?:ly)?|since|already|now|running|in place|if|when|where)\b")
HALF_A_YEAR_OF_MONTHS = 6


def _starts_later(text: str, as_at: date | None) -> re.Match[str] | None:
    """The words by which a text of one part says that what it names starts in a month to come."""
    found = _STARTS.search(text) if as_at and text and not _STOPS.search(text) and not _EVER.search(text) else None
    if found is None or as_at is None or not found["month"]:
        return found
    months = (MONTHS.index(found["month"][:3]) + 1 - as_at.month) % 12
    return found if 0 < months <= HALF_A_YEAR_OF_MONTHS else None


def _all_to_come(text: str) -> re.Match[str] | None:
    """The words by which a text says that all it names is still to come."""
    parts = [part.strip() for part in _STOPS.split(text) if part.strip()]
    found = [_OPENS_TO_COME.match(part) or _TO_COME.search(part) for part in parts]
    given = [_GIVEN_WORD.search(part) for part in parts]
    return found[0] if found and all(found) and not (_AGAIN.search(text) or any(given)) else None
