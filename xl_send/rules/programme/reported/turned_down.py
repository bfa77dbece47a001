"""What is reported Green though what it rests on was turned down."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_WHAT = (
    r"(?:bids?|applications?|business case|funding|money|growth bid|planning (?:permission|consent)|permission|consent"
    r"|proposals?|paper|report|grant|tender|offer|contract|request(?: for \w+)?|approval|recommendation|case|budget)"
)
_REFUSED = r"(?:turned down|refused|rejected|declined|unsuccessful|not successful|voted down|thrown out|not supported)"
_TURNED_DOWN = Pattern(
    rf"(?i)\b{_WHAT}(?: (?!(?:if|unless|not|may|might|could|would|will|can|cannot)\b)[\w'-]+){{0,4}}"
    rf" (?:was|were|is|are|has been|have been|has|got) (?:now )?{_REFUSED}\b"
    rf"|\b(?:bids?|application|paper|permission|consent|request) (?:now )?(?:refused|turned down|rejected)\b"
    rf"|\b(?:cabinet|forum|board|committee|dfe|icb|governors|trustees|council|panel|directors|treasury|finance)"
    rf" (?:has |have )?(?:now )?(?:turned down|refused|rejected|declined|voted down|threw out) (?:the|our|this|it)\b"
)
_SINCE = Pattern(
    r"(?i)\b(?:if|unless|appeal\w*|resubmi\w+|re-?submi\w+|second|again|then|since|instead|alternative|other|another"
    r"|but|however|fall-?back|first|earlier|overturned|reversed|re-?run|revised|covered|met (?:from|by)|found|new"
    r"|20\d\d bid|one of|some|two|three|not affected|no effect|still)\b"
)


@rule(
    "PR63",
    Severity.QUERY,
    '{name} is reported Green and on time, but its Commentary says "{words}".',
    "Report the colour that holds now, and say on what {id} rests instead; or bring the Commentary up to date.",
)
def green_though_turned_down(programme: Programme) -> Iterator[Hit]:
    """A milestone that is Green and on time does not rest on what was turned down.

    Without the money, or the permission, it will not be reached as planned, and nobody asks on what it rests now. Asked
    of what is still to come, reported Green or not at all and forecast for no later than its baseline, where its
    Commentary says that a bid, a paper, money or permission was refused, and not that there is another way.

    **Fails**

    Milestones:
    | ID | Reported RAG | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | <Green> | 16 Jul 2027 | 16 Jul 2027 | Depends on the base budget; bid was turned down in November. |
    | TRN-M02 | <Green> | 16 Jul 2027 | 16 Jul 2027 | Planning permission has been refused. |
    | TRN-M03 | <Green> | 16 Jul 2027 | 16 Jul 2027 | Cabinet rejected the business case. |

    **Passes**

    Milestones:
    | ID | Reported RAG | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | 16 Jul 2027 | 16 Jul 2027 | The bid was turned down in November. |
    | TRN-M02 | Green | 16 Jul 2027 | 16 Jul 2027 | Falls if the bid is turned down. |
    | TRN-M03 | Green | 16 Jul 2027 | 16 Jul 2027 | First bid was turned down, resubmitted and agreed. |
    | TRN-M04 | Green | 16 Jul 2027 | 16 Jul 2027 | The bid was turned down; money met from base budget. |
    | TRN-M05 | Green | 16 Jul 2027 | 16 Jul 2027 | Bid is in. |
    """
    for milestone in worked_on(programme, Milestone):
        text, forecast = milestone.commentary or "", milestone.forecast
        late = forecast is not None and milestone.baseline is not None and forecast > milestone.baseline
        if milestone.actual or late or milestone.reported not in {Rag.GREEN, None}:
            continue
        found = _TURNED_DOWN.search(text)
        if found and not _SINCE.search(text):
            commentary = Related(milestone.at("commentary"), "the words")
            words = {"name": milestone.id, "id": milestone.id, "words": found[0]}
            yield hit(milestone.at("reported"), commentary, severity=None, **words)
