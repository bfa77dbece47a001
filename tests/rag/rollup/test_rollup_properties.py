from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from sizes import cases
from statuses import read, table
from xl_send.rag.rollup import programme_status
from xl_send.rag.rollup.aspects import ASPECT_OF
from xl_send.results import Aspect, AspectName, Item, ProgrammeStatus, Status
from xl_send.workbook.submissions import Programme

SOFTENED = {AspectName.DELIVERY, AspectName.BENEFITS}
# Reading three workbooks takes as long as it takes.
calmly = settings(deadline=None, max_examples=cases(25, whole=60))

RANK = {Status.GREEN: 0, Status.AMBER: 1, Status.RED: 2}


def days(first: int, last: int) -> st.SearchStrategy[str]:
    """Days of November 2026 to January 2027, some of them blank."""
    months = {11: "Nov 2026", 12: "Dec 2026", 13: "Jan 2027"}
    return st.sampled_from(
        [f"{day} {months[month]}" for month in range(first, last + 1) for day in (3, 12, 13, 14, 28)]
    )


BLANK = st.just("")
MILESTONE = st.fixed_dictionaries(
    {"Baseline date": days(11, 13), "Forecast date": days(11, 13), "Actual date": BLANK | days(11, 11),
     "Key": st.sampled_from(["Yes", "No"]), "Fixed date": st.sampled_from(["", "Yes"])}
)  # fmt: skip
RISK = st.fixed_dictionaries(
    {"Likelihood": st.sampled_from("12345"), "Impact": st.sampled_from("12345"), "Action due": BLANK | days(11, 12),
     "Status": st.sampled_from(["Open", "Closed", "Became an issue"])}
)  # fmt: skip
HANDOVER = st.fixed_dictionaries(
    {"Needed by": days(11, 13), "Forecast": BLANK | days(11, 13), "Delivered": BLANK | days(11, 11),
     "Accepted": BLANK | days(11, 11), "Giver agrees": st.sampled_from(["Yes", "No"])}
)  # fmt: skip
KPI = st.tuples(st.sampled_from(["Leading", "Lagging"]), st.sampled_from(["", "50", "110", "120"]))
CODES = {"return.xlsx": "TRN", "out.xlsx": "OUT", "a.xlsx": "EHP"}


@st.composite
def returns(draw: st.DrawFn, name: str) -> str:
    """One workbook of the programme, with handovers that all workbooks tell of under the same ids."""
    code = CODES[name]
    sheets = [
        table("Programme", {"As at": draw(st.sampled_from(["13 Nov 2026", "3 Nov 2026"]))}),
        table("Workstreams", {"Code": code}),
        table("Milestones", *_numbered(code, "M", draw(st.lists(MILESTONE, max_size=6)))),
        table("Risks", *_numbered(code, "R", draw(st.lists(RISK, max_size=4)))),
        table("Thresholds", {"Milestone green within (working days)": draw(st.sampled_from(["0", "5"]))}),
    ]
    figures = draw(st.lists(KPI, max_size=5))
    ids = [f"{code}-K{number}" for number in range(len(figures))]
    rows = [{"ID": item, "Type": kind, "Leads to": ids[0]} for item, (kind, _) in zip(ids, figures, strict=True)]
    sheets += [
        table("KPIs", *({**row, "Workstream": code} for row in rows)),
        table("Expectations", *({"KPI": item, "Measured on": "30 Sep 2026"} for item in ids)),
        table("Actuals", *({"KPI": item, "Value": value} for item, (_, value) in zip(ids, figures, strict=True))),
        table("Interdependencies", *_handovers(draw(st.lists(HANDOVER, max_size=4)))),
    ]
    return "\n".join(sheet.replace("\n", f"\n{name} ", 1) for sheet in sheets if sheet)


def _numbered(code: str, letter: str, rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    return [{"ID": f"{code}-{letter}{number}", "Workstream": code, **row} for number, row in enumerate(rows)]


def _handovers(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    parties = (("TRN", "OUT"), ("OUT", "EHP"), ("EHP", "TRN"), ("TRN", "EHP"))
    ends = [parties[number % 4] for number in range(len(rows))]
    return [
        {"ID": f"{receiver}-D{number}", "Receiver": receiver, "Giver": giver, **row}
        for number, ((receiver, giver), row) in enumerate(zip(ends, rows, strict=True))
    ]


PROGRAMMES = st.tuples(*(returns(name) for name in CODES)).map(lambda texts: read("\n".join(texts)))


def told(found: ProgrammeStatus) -> list[object]:
    """All that a picture says, without the records themselves."""
    items = [(item.id, item.workstream, item.also, item.rating, item.own, item.accounts) for item in found.items]
    return [found.as_at, items, found.aspects]


def belongs(item: Item, aspect: Aspect) -> bool:
    there = aspect.of in ("programme", item.workstream, item.also)
    return there and aspect.aspect in (ASPECT_OF[item.kind], AspectName.OVERALL)


@calmly
@given(PROGRAMMES, st.permutations(range(len(CODES))))
def test_the_order_of_workbooks_makes_no_difference(programme: Programme, order: list[int]) -> None:
    shuffled = replace(programme, submissions=tuple(programme.submissions[place] for place in order))
    assert told(programme_status(shuffled)) == told(programme_status(programme))


@calmly
@given(PROGRAMMES)
def test_an_aspect_is_no_better_than_one_step_from_its_worst_item(programme: Programme) -> None:
    """Nor better at all than what a third or more of its coloured and complete items are."""
    found = programme_status(programme)
    for aspect in (entry for entry in found.aspects if entry.aspect is not AspectName.OVERALL):
        there = Counter(item.status for item in found.items if belongs(item, aspect))
        colours = {status: number for status, number in there.items() if status.coloured}
        if aspect.of != "programme" and aspect.status.coloured and colours:
            worst = max(RANK[status] for status in colours)
            base = sum(colours.values()) + there[Status.COMPLETE]
            shared = [RANK[status] for status, number in colours.items() if Fraction(number, base) >= 1 / 3]
            assert worst - 1 <= RANK[aspect.status] <= worst
            assert RANK[aspect.status] >= max(shared, default=0)


@calmly
@given(PROGRAMMES)
def test_only_milestones_that_are_not_key_and_leading_kpis_are_softened(programme: Programme) -> None:
    found = programme_status(programme)
    for aspect in (entry for entry in found.aspects if entry.aspect not in {AspectName.OVERALL, *SOFTENED}):
        colours = {item.status for item in found.items if belongs(item, aspect) and item.status.coloured}
        if aspect.of != "programme" and aspect.status.coloured:
            assert RANK[aspect.status] == max(RANK[status] for status in colours)


@calmly
@given(PROGRAMMES)
def test_the_overall_is_no_better_than_its_worst_aspect_but_for_treated_risks(programme: Programme) -> None:
    found = programme_status(programme)
    for of in {aspect.of for aspect in found.aspects if aspect.of != "programme"}:
        parts = {aspect.aspect: aspect.status for aspect in found.aspects if aspect.of == of}
        overall = parts.pop(AspectName.OVERALL)
        if overall.coloured and any(status.coloured for status in parts.values()):
            lowest = {name: RANK[status] for name, status in parts.items() if status.coloured}
            if lowest.get(AspectName.RISKS) == RANK[Status.RED]:
                lowest[AspectName.RISKS] = RANK[Status.AMBER]
            assert RANK[overall] >= max(lowest.values())
            unevidenced = Status.NO_DATA in (parts[AspectName.DELIVERY], parts[AspectName.BENEFITS])
            assert not (unevidenced and overall is Status.GREEN)


@calmly
@given(PROGRAMMES)
def test_every_row_that_was_read_is_counted_once_in_the_programme(programme: Programme) -> None:
    found = programme_status(programme)
    counts: Counter[Status] = Counter()
    for aspect in (
        entry for entry in found.aspects if entry.of == "programme" and entry.aspect is not AspectName.OVERALL
    ):
        counts.update(aspect.counts)
    assert counts == Counter(item.status for item in found.items)
    (overall,) = (entry for entry in found.aspects if entry.of == "programme" and entry.aspect is AspectName.OVERALL)
    assert overall.counts == counts


@calmly
@given(PROGRAMMES)
def test_drivers_are_items_of_the_aspect_and_colours_have_drivers(programme: Programme) -> None:
    found = programme_status(programme)
    for aspect in found.aspects:
        assert set(aspect.drivers) <= {item.id for item in found.items if belongs(item, aspect)}
        # A programme may be Green though some of its workstreams are Amber: then no row makes it so.
        needing = {Status.RED, Status.AMBER} if aspect.of == "programme" else {Status.RED, Status.AMBER, Status.GREEN}
        assert aspect.drivers or aspect.status not in needing
