"""What a KPI is, against what its own words say: how it is measured, which way is better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, readable
from xl_send.analysis.words.entitlements import COUNTED, counts_nothing_else, fewer_of_a_right
from xl_send.analysis.words.reasons import is_forecast
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_MORE = Pattern(
    r"\bsatisf\w+|\bconfiden(?:t|ce)\b|\bon time\b|\bwithin (?:\d+|\w+) (?:working |school )?(?:days|weeks|months)\b"
    r"|\b(?:good|outstanding) or better\b|\bqualif\w+|\btrained\b|\battendance\b"
    r"|\bwho (?:say|feel) (?:that )?they (?:can|are)",
    re.IGNORECASE,
)
_FEWER = Pattern(
    r"\b(?:waiting|overdue|late|empty|vacan\w+|suspen\w+|exclu(?:sion|ded)\w*|absen\w+|complaint\w*)\b"
    r"(?! (?:resolved|answered|cover|reserve|kept))",
    re.IGNORECASE,
)


@rule(
    "KP66",
    Severity.ADVICE,
    "{id} is Context only, which is never rated, but a target of {target} is given.",
    "Clear Target, or say in Better when which way {id} should move. A board reads a target as a goal.",
)
def target_for_context_only(programme: Programme) -> Iterator[Hit]:
    """A Context only KPI has no target.

    It is shown so that the board can understand the rest. A target for the number of requests or plans reads as an
    aim to have fewer of them, unless the KPI says that it is a forecast.

    **Fails**

    KPIs:
    | ID | Better when | Target |
    | --- | --- | --- |
    | TRN-K01 | Context only | <1300> |

    **Passes**

    KPIs:
    | ID | Better when | Target | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Context only | | |
    | TRN-K02 | Lower | 60 | |
    | TRN-K03 | Context only | 1300 | Demand, with its forecast as Target |
    """
    for kpi in programme.each(Kpi):
        if kpi.better is not Better.CONTEXT or kpi.target is None:
            continue
        if not is_forecast(kpi.name, kpi.definition, kpi.commentary):
            better = Related(kpi.at("better"), "never rated")
            yield hit(kpi.at("target"), better, id=kpi.id, target=amount(kpi.unit, kpi.target))


@rule(
    "KP67",
    Severity.QUERY,
    "Better when is Close to target, but {words} should {rise}, and the way is from {baseline} to {target}.",
    "Choose {meant}: as it is, going beyond the target would be Red. If too {much} is no good either, explain this.",
    brings={"WM02": Reach.ROW, "WM11": Reach.ROW},
)
def kept_level_though_more_is_better(programme: Programme) -> Iterator[Hit]:
    """What should rise, or fall, is not to be kept close to a level.

    Close to target is for what may be too high and too low, such as how full places are. Of satisfaction more is
    better, of what is late fewer is, and doing better than expected must not be Red.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Parent carers satisfied with support | Percent | <Close to target> | 58% | 80% |
    | TRN-K02 | Annual reviews overdue | Count | <Close to target> | 400 | 100 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Parent carers satisfied with support | Percent | Higher | 58% | 80% |
    | TRN-K02 | Places filled in resourced provision | Percent | Close to target | 99% | 92% |
    | TRN-K03 | Parent carers satisfied with support | Percent | Close to target | 80% | 80% |
    """
    for kpi in programme.each(Kpi):
        start, end = kpi.baseline, kpi.target
        if kpi.better is not Better.CLOSE or start is None or end is None or start == end:
            continue
        words = (_MORE if end > start else _FEWER).search(kpi.name or "")
        if words and readable(kpi, start) and readable(kpi, end):
            up = end > start
            yield hit(
                kpi.at("better"),
                Related(kpi.at("target"), "the target"),
                words=f'"{words[0]}"',
                rise="rise" if up else "fall",
                much="much" if up else "little",
                meant=(Better.HIGHER if up else Better.LOWER).value,
                baseline=amount(kpi.unit, start),
                target=amount(kpi.unit, end),
            )


@rule(
    "KP71",
    Severity.QUERY,
    "{id} counts {what}, and fewer are called better.",
    "Choose Context only: a plan, an assessment or a place is a child's by right. Measure how soon, or how well.",
)
def fewer_called_better(programme: Programme) -> Iterator[Hit]:
    """That fewer children get a plan, an assessment or a place is not a goal in itself.

    The number follows from need and from the law, and a Green for fewer reads as a Green for refusals. It belongs on
    the board page as context. Places that are costly and far away, and what is late, waiting or going wrong, may well
    be fewer: asked only where the title counts all of them. Requests are those for assessment where the workstream is.

    **Fails**

    KPIs:
    | ID | KPI | Better when | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Number of children with an EHC plan | <Lower> | Plans held on the last day of the month |
    | TRN-K02 | Requests for assessment | <Lower> | |
    | TRN-K03 | Special school placements | <Lower> | |
    | TRN-K04 | Number of placements | <Lower> | |
    | TRN-K05 | Pupils in special schools | <Lower> | |
    | TRN-K06 | Requests to assess | <Lower> | |
    | TRN-K07 | Number of statutory plans | <Lower> | |
    | TRN-K08 | Requests for an EHC needs assessment | <Lower> | Shown so that a higher or lower figure is not better |

    **Fails**

    Workstreams:
    | Code | Workstream |
    | --- | --- |
    | TRN | Education, health and care assessments |

    KPIs:
    | ID | KPI | Better when |
    | --- | --- | --- |
    | TRN-K01 | Requests received | <Lower> |

    **Passes**

    KPIs:
    | ID | KPI | Better when | Unit | State | Definition |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Number of children with an EHC plan | Context only | Count | | |
    | TRN-K02 | Placements in independent special schools | Lower | Count | | |
    | TRN-K03 | Children waiting for an assessment | Lower | Count | | |
    | TRN-K04 | Plans issued after 20 weeks | Lower | Count | | |
    | TRN-K05 | Plans issued within 20 weeks | Higher | Count | | |
    | TRN-K06 | Share of requests for assessment refused | Lower | Percent | | |
    | TRN-K07 | Number of children with an EHC plan | Lower | Count | Withdrawn | |
    | TRN-K08 | Placements | Lower | Count | | In independent schools |
    | TRN-K09 | Children in bed and breakfast placements | Lower | Count | | |
    | TRN-K10 | Children with an EHC plan out of school | Lower | Count | | |
    """
    for kpi in programme.each(Kpi):
        what = fewer_of_a_right(kpi) or _requests(programme, kpi)
        if what and counts_nothing_else(kpi, what) and is_active(programme, kpi):
            yield hit(kpi.at("better"), Related(kpi.at("name"), "what is counted"), id=kpi.id, what=_said(what))


_REQUESTS = Pattern(r"(?i)(?:(?:new|total|all|number of) )*requests?(?: (?:received|made|so far|in the month))*")
_OF_ASSESSMENT = Pattern(r"(?i)\b(?:assessments?|EHC|education,? health and care)\b")


def _requests(programme: Programme, kpi: Kpi) -> str:
    """The requests that a KPI counts where its workstream is that of assessments."""
    stream = programme.streams.get(kpi.workstream)
    about = f"{stream.name or ''} {stream.purpose or ''}" if stream else ""
    fewer = kpi.better is Better.LOWER and kpi.unit in COUNTED and _OF_ASSESSMENT.search(about)
    return "requests" if fewer and _REQUESTS.fullmatch((kpi.name or "").strip()) else ""


def _said(words: str) -> str:
    return words if words.isupper() or words.startswith("EHC") else words[0].lower() + words[1:]


@rule(
    "KP16",
    Severity.QUERY,
    "{id} is Context only, which is never rated, but a Reported RAG of {colour} is given.",
    "Clear Reported RAG, or say in Better when which way it should move.",
)
def context_only_kpi_reported_in_colour(programme: Programme) -> Iterator[Hit]:
    """A Context only KPI is reported without a colour.

    It is shown so that the board can understand the rest. Nobody has said which way is good.

    **Fails**

    KPIs:
    | ID | Better when | Reported RAG |
    | --- | --- | --- |
    | TRN-K01 | Context only | <Amber> |

    **Passes**

    KPIs:
    | ID | Better when | Reported RAG |
    | --- | --- | --- |
    | TRN-K01 | Context only | |
    | TRN-K02 | Lower | Amber |
    """
    for kpi in programme.each(Kpi):
        if kpi.better is Better.CONTEXT and kpi.reported is not None:
            better = Related(kpi.at("better"), "never rated")
            yield hit(kpi.at("reported"), better, id=kpi.id, colour=kpi.reported.value)
