"""A workstream or the programme reported better than its milestones, KPIs and risks come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xl_send.findings import Related, Severity
from xl_send.rag.rollup import PROGRAMME, programme_status
from xl_send.results import Aspect, AspectName, Item, ItemKind, Status
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.programme.reported.deciders import deciders, in_words
from xl_send.rules.programme.reported.too_well import has_caught_up, severity_of
from xl_send.rules.reported import better_than
from xl_send.workbook.sheets.choices import Rag, Response, State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme


@rule(
    "WM04",
    Severity.QUERY,
    "{code} is reported {reported}. Computed, it is {sentence}.",
    "Report {computed}. If you know better than its rows, explain this finding.",
    brings={"WM05": Reach.CELL},
)
def workstream_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A workstream is reported no better than its rows compute.

    A board reads this colour first, and often no other. No reason given beside it settles it. Where Amber comes from
    risks or money alone, or all else that makes it so has a day to be back to green, or a Red is reported Amber, this
    is advice. Risks that are tolerated, or whose next action is still to come, and issues with a day to come, are not
    asked about by themselves: every workstream has some, and a board sees their colours beside it. Nor are handovers
    that both agree to, with some room left, an underspend with a note, or a KPI whose later figure has caught up.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | <Green> | The trial is late because schools asked for it; nothing else waits for it |
    | OUT | <Green> | |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 |

    Risks:
    | ID | Workstream | Likelihood | Impact | Action due |
    | --- | --- | --- | --- | --- |
    | OUT-R01 | OUT | 3 | 3 | 30 Oct 2026 |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | OUT | Red | |
    | EHP | Green | |
    | TRN | Green | |

    Interdependencies:
    | ID | Giver | Receiver | Needed by | Forecast | Giver agrees | Receiver agrees |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | External | TRN | 11 Dec 2026 | 4 Dec 2026 | Yes | Yes |

    Risks:
    | ID | Workstream | Likelihood | Impact | Action due | Response |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | TRN | 3 | 4 | 18 Dec 2026 | Treat |
    | TRN-R02 | TRN | 4 | 3 | | Tolerate |

    Milestones:
    | ID | Workstream | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | OUT-M01 | OUT | 11 Dec 2026 | 5 Feb 2027 |
    | EHP-M01 | EHP | 11 Dec 2026 | 18 Dec 2026 |
    """
    overall, items = _overall(programme), _items(programme)
    for stream, found in _too_well(programme, overall, items):
        if stream.reported:
            yield hit(
                stream.at("reported"),
                *deciders(programme, items, found),
                severity=_overall_severity(programme, items, stream.reported, found),
                code=stream.code,
                reported=stream.reported.value,
                computed=found.status.value,
                sentence=in_words(found),
            )


@rule(
    "WM05",
    Severity.QUERY,
    "The programme is reported {reported}. Computed, it is {sentence}.",
    "Report {computed}. If you know better than its workstreams, explain this finding.",
)
def programme_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A programme is reported no better than its workstreams compute.

    An average hides the one workstream that needs help. No reason given beside it settles it. Where Amber comes from
    risks or money alone, or all else has a day to be back to green, or a Red is reported Amber, this is advice. Where
    its one active workstream is reported and computed alike, it is told of that alone. Nor can the return of one
    workstream that is reported Red, as it computes, tell that the programme, with all its others, is not Amber.

    **Fails**

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | <Green> | The trial is late because schools asked for it |

    Workstreams:
    | Code | Reported RAG |
    | --- | --- |
    | TRN | Red |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 |

    **Passes**

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | Green | |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 |

    **Passes**

    Programme:
    | Reported RAG |
    | --- |
    | Green |

    Workstreams:
    | Code | Reported RAG |
    | --- | --- |
    | TRN | Green |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 |

    **Passes**

    Programme:
    | Reported RAG |
    | --- |
    | Amber |

    Workstreams:
    | Code | Reported RAG |
    | --- | --- |
    | TRN | Red |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 |
    """
    overall, items = _overall(programme), _items(programme)
    found = overall.get(PROGRAMME)
    for submission in programme.submissions:
        cover = submission.cover
        if not found or Cover not in submission.seen or _is_told_of_its_workstream(programme, overall, cover.reported):
            continue
        if cover.reported and better_than(cover.reported, found.status):
            yield hit(
                cover.at("reported"),
                *deciders(programme, items, found),
                *_streams(programme, overall, items, found),
                severity=_overall_severity(programme, items, cover.reported, found),
                reported=cover.reported.value,
                computed=found.status.value,
                sentence=in_words(found),
            )


def _is_told_of_its_workstream(programme: Programme, overall: Mapping[str, Aspect], reported: Rag | None) -> bool:
    """Whether the one active workstream is reported in the same colour and computed alike, or is all that is Red."""
    streams = [stream for stream in programme.each(Workstream) if stream.state is State.ACTIVE]
    own = overall.get(streams[0].code) if len(streams) == 1 else None
    if own is None or own.status is not overall[PROGRAMME].status:
        return False
    red = reported is Rag.AMBER and streams[0].reported is Rag.RED and own.status is Status.RED
    return streams[0].reported is reported or red


def _streams(
    programme: Programme,
    overall: Mapping[str, Aspect],
    items: Mapping[str, Sequence[tuple[int, Item]]],
    found: Aspect,
) -> Iterator[Related]:
    """The colours reported of the workstreams that make it so, where all of those are too good as well."""
    told = {stream.code: stream for stream, _ in _too_well(programme, overall, items)}
    worst = [code for code in programme.codes if code in overall and overall[code].status is Status.RED]
    alike = worst or [code for code in programme.codes if code in overall and overall[code].status is found.status]
    if alike and all(code in told for code in alike):
        for code in alike:
            yield Related(told[code].at("reported"), f"the colour of {code}, reported too well likewise")


def _too_well(
    programme: Programme, overall: Mapping[str, Aspect], items: Mapping[str, Sequence[tuple[int, Item]]]
) -> Iterator[tuple[Workstream, Aspect]]:
    """The workstreams that are reported better than they are computed, but for what is being seen to."""
    for stream in programme.each(Workstream):
        found = overall.get(stream.code)
        if found and better_than(stream.reported, found.status) and not _is_by_seen_risks(programme, items, found):
            yield stream, found


def _overall(programme: Programme) -> dict[str, Aspect]:
    return {aspect.of: aspect for aspect in programme_status(programme).aspects if aspect.aspect is AspectName.OVERALL}


def _items(programme: Programme) -> Mapping[str, Sequence[tuple[int, Item]]]:
    """Every item by its id, which two workbooks may give, with its place among all."""
    found: defaultdict[str, list[tuple[int, Item]]] = defaultdict(list)
    for place, item in enumerate(programme_status(programme).items):
        found[item.id].append((place, item))
    return found


def _overall_severity(
    programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], reported: Rag, found: Aspect
) -> Severity:
    return severity_of(reported, found.status, _has_a_way_back(programme, items, found))


def _has_a_way_back(programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect) -> bool:
    """Whether all that makes it Amber is a risk or money, or is to be green again on a day still to come."""
    own = [item for name in found.drivers for _, item in items.get(name, ())]
    return found.status is Status.AMBER and bool(own) and all(_is_on_its_way(programme, item) for item in own)


def _is_by_seen_risks(programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect) -> bool:
    """Whether all that makes it Amber is known and being seen to: risks, issues, agreed handovers, KPIs caught up."""
    own = [item for name in found.drivers for _, item in items.get(name, ())]
    return found.status is Status.AMBER and bool(own) and all(_is_known(programme, item) for item in own)


def _is_known(programme: Programme, item: Item) -> bool:
    """Whether what makes it Amber is being seen to, or is a handover agreed with some room, or a KPI caught up."""
    row = item.record
    if isinstance(row, Interdependency):
        agreements = {row.at("giver_agrees").column, row.at("receiver_agrees").column}
        agreed = agreements.isdisjoint(cell.column for cell in item.rating.cells)
        return "float" in item.rating.told and agreed and bool(item.rating.facts.get("float"))
    if isinstance(row, MoneyLine):
        return bool(row.note) and row.outturn < row.budget
    return has_caught_up(row, item) if isinstance(row, Kpi) else _is_seen_to(programme, row)


def _is_seen_to(programme: Programme, row: object) -> bool:
    """Whether a risk is tolerated or its next action still to come, or an issue is to be settled by a day to come."""
    if not isinstance(row, Risk | LogEntry):
        return False
    due, as_at = row.action_due if isinstance(row, Risk) else row.needed_by, programme.as_at(row)
    tolerated = isinstance(row, Risk) and row.response is Response.TOLERATE
    return tolerated or bool(due and as_at and due >= as_at)


def _is_on_its_way(programme: Programme, item: Item) -> bool:
    back, as_at = getattr(item.record, "back_to_green", None), programme.as_at(item.record)
    return item.kind in (ItemKind.RISK, ItemKind.MONEY) or bool(back and as_at and back > as_at)
