"""A picture and findings without what a report must not tell, so that no section can tell it by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from xl_send.disclosure.small_numbers import TOO_FEW, Disclosure, tells_a_number
from xl_send.findings import Finding
from xl_send.results import Aspect, Fact, Item, ProgrammeStatus, Rating
from xl_send.rules.catalogue import CONFLICTS
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import declared_title


def without_small_counts(picture: ProgrammeStatus, shown: Disclosure) -> ProgrammeStatus:
    """The picture with every reason, fact and sentence made safe; the colours stay as they are."""
    items = tuple(_item(item, shown) for item in picture.items)
    briefs = {new.id: new.rating.in_brief for old, new in zip(picture.items, items, strict=True) if new is not old}
    return picture._replace(items=items, aspects=tuple(_aspect(aspect, briefs) for aspect in picture.aspects))


def _item(item: Item, shown: Disclosure) -> Item:
    kpi = item.record
    if not isinstance(kpi, Kpi) or not shown.is_guarded(kpi):
        return item
    return item._replace(rating=_rating(kpi, item.rating, shown), own=_rating(kpi, item.own, shown))


# A figure later than the judged one is told of no KPI of which any figure is hidden.
_NOTHING_LATER = {"latest": None, "later": None, "later_status": None}


def _rating(kpi: Kpi, rating: Rating, shown: Disclosure) -> Rating:
    """A rating without what was worked out from a hidden figure; a reason that names one is put in other words."""
    facts: dict[str, Fact] = {**rating.facts, "shortfall": None, "distance": None, "outlook": None, **_NOTHING_LATER}
    rating = replace(rating, reason=rating.reason.removesuffix(str(rating.facts.get("later") or "")))
    if not rating.status.coloured or not shown.hides_judged(kpi, rating):
        return replace(rating, facts=facts)
    judged = shown.judged(kpi, rating)
    reason = brief = shown.actual(kpi, judged).replace(TOO_FEW, TOO_FEW.lower()) if judged else shown.fewer
    held = rating.facts.get("expected_at")
    if isinstance(held, date) and not shown.narrows(kpi, rating):
        reason += f", expected {shown.expected(kpi, rating)} at {say(held)}"
    return replace(rating, reason=reason, brief=brief, facts={**facts, "actual": None})


def _aspect(aspect: Aspect, briefs: Mapping[str, str]) -> Aspect:
    """An aspect whose reason gives no hidden figure among its drivers."""
    reason = aspect.reason
    drivers = tuple(driver._replace(brief=briefs.get(driver.id, driver.brief)) for driver in reason.drivers)
    return aspect._replace(reason=replace(reason, drivers=drivers))


def without_telling_findings(findings: Iterable[Finding], shown: Disclosure) -> tuple[Finding, ...]:
    """The findings without those that could give a hidden figure away.

    That there is a finding may tell as much as its words: they are left out where they speak of a KPI with
    a hidden figure and hold a number, or stand at one of its figures.
    """
    ids = {kpi for _, kpi in shown.guarded}
    return tuple(finding for finding in findings if not (_speaks_of(finding, ids) and _tells(finding)))


def _speaks_of(finding: Finding, ids: Iterable[str]) -> bool:
    cells = (finding.cell, *(related.cell for related in finding.related))
    records = {cell.record.partition(" ")[0] for cell in cells}
    # A conflict of dates names the indicators that wait for it by their ids and days, never by a figure.
    words = "" if finding.rule.startswith(CONFLICTS) else f"{finding.message} {finding.fix}"
    return any(item in records or item in words for item in ids)


def _tells(finding: Finding) -> bool:
    at_figure = declared_title(finding.cell.sheet) == Actual.SHEET.title
    return at_figure or tells_a_number(f"{finding.message} {finding.fix}")
