"""What must hold of conflicts whatever the programme: order, names, slack, and forecasts that allow for others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from network.programmes import Row, book, milestone
from sizes import cases
from statuses import read
from xl_send.network import network_of
from xl_send.network.knock_on import knock_ons
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

calmly = settings(deadline=None, max_examples=cases(12, whole=40))
CODES = ("TRN", "OUT", "EHP")


def conflicts(programme: Programme, *only: str) -> list[tuple[str, str, str]]:
    rules = all_rules(Scope.CONFLICTS)
    found = check(programme, [rules[name] for name in only or rules])
    return sorted((finding.rule, finding.severity.value, finding.key) for finding in found)


def shown(day: int) -> str:
    return f"{date(2026, 11, 16) + timedelta(days=day):%d %b %Y}"


days = st.integers(0, 200).map(shown)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[str, ...]:
    """Three workbooks whose milestones wait for earlier ones and for handovers."""
    names = [f"{code}-M0{number}" for number in (1, 2, 3) for code in CODES]
    rows: dict[str, list[Row]] = {code: [] for code in CODES}
    handovers: dict[str, list[Row]] = {code: [] for code in CODES}
    for place, name in enumerate(names):
        before = draw(st.lists(st.sampled_from(names[:place]), max_size=2, unique=True)) if place else []
        lags = [f"{item}+{draw(st.integers(1, 9))}" if draw(st.booleans()) else item for item in before]
        row = milestone(
            name, draw(days), draw(days), Depends_on=", ".join(lags), Key=draw(st.sampled_from(["Yes", "No"]))
        )
        rows[name[:3]].append({**row, "Schools must act": draw(st.sampled_from(["", "Yes"]))})
    for number in range(1, draw(st.integers(1, 4)) + 1):
        receiver, giver = draw(st.permutations(CODES))[:2]
        row = {
            "ID": f"{receiver}-D0{number}", "Giver": giver, "Receiver": receiver, "Needed by": draw(days),
            "Forecast": draw(days), "Giver milestone": f"{giver}-M01", "Receiver milestone": f"{receiver}-M03",
        }  # fmt: skip
        handovers[receiver].append(row)
        handovers[giver].append(row)
    return tuple(book(code, Milestones=tuple(rows[code]), Interdependencies=tuple(handovers[code])) for code in CODES)


@calmly
@given(programmes(), st.permutations(range(3)))
def test_the_order_of_workbooks_does_not_matter(books: tuple[str, ...], order: list[int]) -> None:
    assert conflicts(read("".join(books))) == conflicts(read("".join(books[number] for number in order)))


@calmly
@given(programmes())
def test_the_names_of_workstreams_do_not_matter(books: tuple[str, ...]) -> None:
    """Of two that move a milestone by as much one is named as the cause; what is moved and by how much stays."""
    text = "".join(books)
    renamed = text.replace("EHP", "ZZZ").replace("OUT", "AAA").replace("out.xlsx", "zz.xlsx")
    first, then = (
        Counter((rule, severity) for rule, severity, _ in conflicts(read(item)) if rule != "CF10")
        for item in (text, renamed)
    )
    assert first == then
    assert moved(text) == moved(renamed)


def moved(text: str) -> list[tuple[int, date]]:
    return sorted((item.by, item.feasible) for found in knock_ons(network_of(read(text))) for item in found.moved)


@calmly
@given(programmes())
def test_forecasts_pushed_to_the_feasible_dates_leave_nothing_to_be_moved(books: tuple[str, ...]) -> None:
    programme = read("".join(books))
    network = network_of(programme)
    submissions = []
    for submission in programme.submissions:
        milestones = tuple(
            replace(row, forecast=network.feasible(row.id) or row.forecast) for row in submission.all(Milestone)
        )
        submissions.append(replace(submission, records={**submission.records, Milestone: milestones}))
    pushed = replace(programme, submissions=tuple(submissions))
    assert not conflicts(pushed, "CF10")
    assert [network_of(pushed).feasible(node.id) for node in network.nodes] == [
        network.feasible(node.id) for node in network.nodes
    ]


@calmly
@given(programmes(), st.integers(1, 30))
def test_more_time_for_what_waits_never_adds_a_conflict_of_dates(books: tuple[str, ...], more: int) -> None:
    programme = read("".join(books))
    submissions = []
    for submission in programme.submissions:
        needs = tuple(
            replace(row, needed_by=row.needed_by and row.needed_by + timedelta(days=more))
            for row in submission.all(Interdependency)
        )
        submissions.append(replace(submission, records={**submission.records, Interdependency: needs}))
    eased = replace(programme, submissions=tuple(submissions))
    before, after = ({key[5:] for _, _, key in conflicts(item, "CF01", "CF02")} for item in (programme, eased))
    assert after <= before
    assert _moved(eased) <= _moved(programme)


def _moved(programme: Programme) -> set[str]:
    network = network_of(programme)
    return {node.id for node in network.nodes if network.moved(node)}
