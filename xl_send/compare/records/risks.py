"""What has changed of risks: closed, become an issue, scored differently, or not looked at since."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.results import ItemKind
from xl_send.text import rounded
from xl_send.words import every_name, sentence
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import LogKind, RiskStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk


def risk_changes(since: BoardComparison) -> Iterator[Change]:
    """Every change of a risk that both boards have."""
    for pair in since.pairs(Risk):
        noted = Noted(since, pair, ChangeSubject.RISK)
        yield from _status(noted)
        yield from _score(noted)
        yield from _not_reviewed(noted)


def _status(noted: Noted[Risk]) -> Iterator[Change]:
    then, now = noted.pair
    if not noted.pair.alters("status"):
        return
    if now.status is RiskStatus.CLOSED:
        text = f"closed. {sentence(now.outcome)}" if now.outcome else "closed, with no outcome given"
        unsaid = not now.outcome and _was_red(noted)
        yield noted.change(ChangeKind.CLOSED, text, "status", "outcome", first=unsaid)
    elif now.status is RiskStatus.OPEN:
        yield noted.change(ChangeKind.REOPENED, f"open again; it was {then.status.lower()}", "status", first=True)
    else:
        yield _became_issue(noted)


def _became_issue(noted: Noted[Risk]) -> Change:
    """A risk that became an issue is lost where no issue names it."""
    issues = [item for item in noted.since.now.by_id(LogEntry).values() if item.kind is LogKind.ISSUE]
    named = [issue.id for issue in issues if issue.from_risk == noted.pair.now.id]
    text = f"became an issue: {every_name(named)}" if named else "became an issue, and no issue that was read names it"
    return noted.change(ChangeKind.BECAME_ISSUE, text, "status", first=True)


def _score(noted: Noted[Risk]) -> Iterator[Change]:
    """The likelihood and impact now, while the risk is open."""
    pair = noted.pair
    if pair.now.status is RiskStatus.OPEN and (pair.alters("likelihood") or pair.alters("impact")):
        before, after = (row.likelihood * row.impact for row in pair)
        way = "up" if after > before else "down" if after < before else "the same"
        text = f"score {way}: {_in_words(pair.now)}, was {_in_words(pair.then)}"
        change = noted.change(ChangeKind.SCORE, text, "likelihood", "impact", first=after > before and _is_red(noted))
        yield change._replace(before=rounded(before), after=rounded(after))


def _in_words(risk: Risk) -> str:
    score, likelihood, impact = map(rounded, (risk.likelihood * risk.impact, risk.likelihood, risk.impact))
    return f"{score} (likelihood {likelihood}, impact {impact})"


def _is_red(noted: Noted[Risk]) -> bool:
    item = noted.since.now.item(ItemKind.RISK, noted.pair.now)
    return item is not None and item.status.value == "Red"


def _was_red(noted: Noted[Risk]) -> bool:
    item = noted.since.then.item(ItemKind.RISK, noted.pair.then)
    return item is not None and item.status.value == "Red"


def _not_reviewed(noted: Noted[Risk]) -> Iterator[Change]:
    pair = noted.pair
    if pair.now.status is RiskStatus.OPEN and _is_stale(noted.since, pair):
        last = f"last reviewed on {say(pair.now.reviewed)}" if pair.now.reviewed else "no date of a review is given"
        yield noted.change(ChangeKind.NOT_REVIEWED, f"not reviewed since then; {last}", "reviewed")


def _is_stale(since: BoardComparison, pair: RecordPair[Risk]) -> bool:
    """Whether a later board finds no review after the earlier one's date."""
    then, now = since.then.programme.as_at(pair.then), since.now.programme.as_at(pair.now)
    if then is None or now is None or now <= then:
        return False
    return pair.now.reviewed is None or pair.now.reviewed <= then
