"""What if is the edit: each option gives what typing it into the workbooks and reading them again would give."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from network.plan_oracle import day_of, later, opens, school_day, works
from network.random_plans import Plans, random_plans, shown
from xl_send.compare.differences import Differences, differences
from xl_send.compare.scenario import closed, with_slips, without_people
from xl_send.network import network_of
from xl_send.workbook.submissions import Programme

SEEDS = int(os.environ.get("XL_SEND_PLANS", "6"))
DAY = timedelta(days=1)


def told(found: Differences) -> list[object]:
    """All that is told, without the rows that it is told of."""
    return [
        found.dates,
        [(item.milestone.id, item.meeting.day, item.following and item.following.day) for item in found.meetings],
        [(milestone.id, ended, starts) for milestone, ended, starts in found.terms],
        found.points,
        [(was.id, was.status, now.status, now.reason) for was, now in found.items],
        [(was.of, was.aspect, was.status, now.status) for was, now in found.aspects],
        [[(finding.key, finding.message) for finding in part] for part in (found.gone, found.changed, found.new)],
    ]


def same(seed: int, supposed: Callable[[Programme], Programme], typed: Callable[[Plans], None]) -> None:
    before, edited = random_plans(seed).read(), random_plans(seed)
    typed(edited)
    assert told(differences(before, supposed(before))) == told(differences(before, edited.read()))


def open_ids(seed: int) -> dict[str, str]:
    """The ids of what can slip, and what kind of thing each is."""
    nodes = network_of(random_plans(seed).read()).nodes
    return {node.id: node.kind.value for node in nodes if not node.done and node.own}


def slip(plans: Plans, name: str, days: int) -> None:
    """Type a slip into the rows of a milestone, a task or a handover."""
    giver = dict(plans.row(name))
    for row in [row for sheet in ("Milestones", "Diagnostics", "Interdependencies") for row in plans.each(sheet)]:
        if row["ID"] != name:
            continue
        if "Baseline date" in row:
            row["Forecast date"] = shown(later(day_of(row["Forecast date"]) or DAY.min, days))  # type: ignore[arg-type]
        elif "Starts" in row:
            _slip_task(row, days)
        else:
            day = day_of(giver["Forecast"]) or day_of(giver["Promised for"])
            assert day
            row["Forecast"] = shown(later(day, days))


def _slip_task(row: dict[str, str], days: int) -> None:
    starts, ends = day_of(row["Starts"]), day_of(row.get("Forecast end", "")) or day_of(row["Ends"])
    assert starts
    assert ends
    if row["Status"] == "Under way":
        row["Forecast end"] = shown(later(ends, days))
        return
    counts = opens if row["Schools"] else works
    number = sum(counts(starts + DAY * place) for place in range(0 if row["Schools"] else 1, (ends - starts).days + 1))
    first = later(starts, days)
    first = school_day(first) if row["Schools"] else first
    length = max(0, number - 1) if row["Schools"] else number
    last = shown(later(first, length, school=bool(row["Schools"])))
    row |= {"Starts": shown(first), "Ends": last}
    if row.get("Forecast end"):
        row["Forecast end"] = last


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_slip_is_the_edit(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - test cases
    ids = open_ids(seed)
    for kind in ("milestone", "diagnostic", "handover"):
        of_kind = [name for name, what in ids.items() if what == kind]
        if of_kind:
            name, days = chance.choice(of_kind), chance.randrange(1, 40)
            same(seed, lambda found: with_slips(found, [(name, days)]), lambda plans: slip(plans, name, days))  # noqa: B023


@pytest.mark.parametrize("seed", range(SEEDS))
def test_something_done_is_the_edit(seed: int) -> None:
    name = Random(seed).choice(list(open_ids(seed)))  # noqa: S311 - test cases

    def done(plans: Plans) -> None:
        for sheet in ("Milestones", "Diagnostics", "Interdependencies"):
            for code, sheets in plans.rows.items():
                for row in sheets[sheet]:
                    if row["ID"] == name:
                        row.update(_done(sheet, shown(plans.as_at[code])))

    same(seed, lambda found: closed(found, [name]), done)


def _done(sheet: str, day: str) -> dict[str, str]:
    if sheet == "Milestones":
        return {"Actual date": day, "Decision given": day}
    return {"Actual end": day, "Status": "Done"} if sheet == "Diagnostics" else {"Delivered": day, "Accepted": day}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_somebodys_leaving_is_the_edit(seed: int) -> None:
    def gone(plans: Plans) -> None:
        for row in plans.each("Resources"):
            if row["Person or team"] == "EP team":
                row |= {"Available FTE": "0", "Post status": "Vacant"}

    same(seed, lambda found: without_people(found, ["EP team"]), gone)
