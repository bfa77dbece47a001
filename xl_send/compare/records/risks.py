"""What has changed of risks: closed, become an issue, scored differently, or not looked at since.

And risks scored the same at three boards, while a milestone that they threaten moved away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.results import ItemKind
from xl_send.text import rounded, working_days
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name, sentence
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import LogKind, RiskStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, first_by_id


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


class _Slip(NamedTuple):
    milestone: str
    late: int


def unmoved_scores(since: BoardComparison, before: Programme) -> Iterator[Change]:
    """Open risks whose likelihood and impact are those of two boards ago, though what they threaten has slipped since.

    Either the score is not looked at, or the risk has come true. A risk that names no milestone says nothing here.
    """
    earlier = first_by_id(before.each(Risk))
    for pair in since.pairs(Risk):
        first = earlier.get(pair.now.id)
        if first is None or any(row.status is not RiskStatus.OPEN for row in (first, *pair)):
            continue
        if any((row.likelihood, row.impact) != (first.likelihood, first.impact) for row in pair):
            continue
        slips = list(_slips(since, before, pair.now))
        if slips:
            noted = Noted(since, pair, ChangeSubject.RISK)
            yield noted.change(
                ChangeKind.SCORE_STANDS, _sentence(before, first, slips), "likelihood", "impact", first=True
            )


def _slips(since: BoardComparison, before: Programme, risk: Risk) -> Iterator[_Slip]:
    """The milestones it threatens that are later than two boards ago, the one that moved most first."""
    now = since.now.by_id(Milestone)
    found = []
    for reference in risk.threatens:
        old, new = before.milestones.get(reference.id), now.get(reference.id)
        first, last = (_day(row) if row else None for row in (old, new))
        late = since.days.between(first, last) if first and last else 0
        if late > 0:
            found.append(_Slip(reference.id, late))
    yield from sorted(found, key=lambda slip: (-slip.late, slip.milestone))


def _day(milestone: Milestone) -> date | None:
    return milestone.actual or milestone.forecast


def _sentence(before: Programme, risk: Risk, slips: list[_Slip]) -> str:
    moved = every_name([f"{slip.milestone} ({working_days(slip.late)} later)" for slip in slips])
    since = f" since {say(before.latest)}" if before.latest else ""
    scores = f"likelihood {rounded(risk.likelihood)}, impact {rounded(risk.impact)}"
    told = f"scored {rounded(risk.likelihood * risk.impact)} ({scores}) at each of three boards{since}"
    return f"{told}, while what it threatens has slipped: {moved}"
