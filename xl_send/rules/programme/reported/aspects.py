"""A workstream or the programme reported better than its milestones, KPIs and risks come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xl_send.findings import Related, Severity
from xl_send.rag.rollup import PROGRAMME, programme_status
from xl_send.results import Aspect, AspectName, Item, Status
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.programme.reported.deciders import (
    deciders,
    has_a_way_back,
    in_words,
    is_by_money_carried_in,
    is_by_seen_risks,
)
from xl_send.rules.programme.reported.too_well import severity_of
from xl_send.rules.reported import better_than
from xl_send.workbook.sheets.choices import Rag, State
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme


@rule(
    "WM04",
    Severity.QUERY,
    "{code} is reported {reported}. Computed: {sentence}.",
    "Report {computed}. If you know better than its rows, explain this finding.",
    brings={"WM05": Reach.CELL},
)
def workstream_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A workstream is reported no better than its rows compute.

    A board reads this colour first, and often no other. No reason given beside it settles it. Where Amber comes from
    risks or money alone, or all else that makes it so has a day to be back to green, or a Red is reported Amber, this
    is advice; so it is of risks that are tolerated or whose next action is still to come, of issues with a day to come,
    of handovers that both agree to with some room left, of an underspend with a note, of a KPI whose later figure has
    caught up, and of money that another line carried in.

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

    **Fails**

    Workstreams:
    | Code | Reported RAG |
    | --- | --- |
    | TRN | <Amber> |

    Money:
    | ID | Financial year | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 50000 | 39000 | Yes |
    | TRN-F02 | 2027-28 | 50000 | 61000 | No |

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | OUT | Red | |
    | EHP | Green | |
    | TRN | <Green> | |

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

    **Passes**

    Workstreams:
    | Code | Reported RAG |
    | --- | --- |
    | OUT | Red |
    | EHP | Green |

    Milestones:
    | ID | Workstream | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | OUT-M01 | OUT | 11 Dec 2026 | 5 Feb 2027 |
    | EHP-M01 | EHP | 11 Dec 2026 | 18 Dec 2026 |
    """
    overall, items = _overall(programme), _items(programme)
    for stream, found in _too_well(programme, overall):
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
    "The programme is reported {reported}. Computed: {sentence}.",
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
                *_streams(programme, overall, found),
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


def _streams(programme: Programme, overall: Mapping[str, Aspect], found: Aspect) -> Iterator[Related]:
    """The colours reported of the workstreams that make it so, where all of those are too good as well."""
    told = {stream.code: stream for stream, _ in _too_well(programme, overall)}
    worst = [code for code in programme.codes if code in overall and overall[code].status is Status.RED]
    alike = worst or [code for code in programme.codes if code in overall and overall[code].status is found.status]
    if alike and all(code in told for code in alike):
        for code in alike:
            yield Related(told[code].at("reported"), f"the colour of {code}, reported too well likewise")


def _too_well(programme: Programme, overall: Mapping[str, Aspect]) -> Iterator[tuple[Workstream, Aspect]]:
    """The workstreams that are reported better than they are computed."""
    for stream in programme.each(Workstream):
        found = overall.get(stream.code)
        if found is None or not better_than(stream.reported, found.status):
            continue
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
    known = is_by_seen_risks(programme, items, found) or is_by_money_carried_in(programme, items, found)
    return severity_of(reported, found.status, known or has_a_way_back(programme, items, found))
