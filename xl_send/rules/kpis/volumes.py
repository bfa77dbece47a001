"""Counts of plans, assessments and placements, of which fewer are no success."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_ENTITLED = re.compile(
    r"\b(?:(?:ehc|education,? health and care) plans?|ehcps?|(?:new |active |open |current |maintained )plans"
    r"|(?:children|pupils|young people|learners) with (?:an? )?(?:ehc |education,? health and care )?plans?"
    r"|(?:ehc |needs |statutory )*(?:needs )?assessments?(?: requests?)?|ehcnas?|requests? for (?:an )?(?:ehc |needs )?"
    r"(?:needs )?assessments?|plans? (?:issued|agreed|maintained|held)"
    r"|(?:special(?:ist)?(?: school)?|school) placements?|placements? in special(?:ist)? (?:schools?|provision))\b"
    r"|^(?:(?:(?:number of|new|total|all) )*placements?)$",
    re.IGNORECASE,
)
# What may well be fewer: what is costly and far away, what is late or missing, what ends badly, what is an aim.
_NOT_A_VOLUME = re.compile(
    r"\b(?:independent|non-?maintained|inmss|nmiss|out[- ](?:of[- ])?(?:area|county|borough|city|district|authority)"
    r"|residential|alternative|ap|eotas|unregistered|unlawful|tribunal\w*|appeals?|appealed|mediation|complaints?"
    r"|wait\w*|await\w*|late|overdue|(?:over|after) (?:\d+|twenty) weeks|beyond|delay\w*|backlog|outstanding"
    r"|breach\w*|out of (?:date|time)|without|missing|no|not|lack\w*|breakdowns?|broke\w*|end(?:ed|ing)|fail\w*"
    r"|exclu\w+|suspen\w+|emergency|temporary|part-?time|incomplete|errors?|return(?:ed)?|amend\w*|quality|unfilled"
    r"|costs?|days?|weeks|spend|transport|taxis?|changes? of|moves?|travel\w*|absen\w+|vacan\w+)\b",
    re.IGNORECASE,
)
COUNTED = frozenset({Unit.COUNT, Unit.RATE})


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
    be fewer.

    **Fails**

    KPIs:
    | ID | KPI | Better when |
    | --- | --- | --- |
    | TRN-K01 | Number of children with an EHC plan | <Lower> |
    | TRN-K02 | Requests for assessment | <Lower> |
    | TRN-K03 | Special school placements | <Lower> |
    | TRN-K04 | Number of placements | <Lower> |

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
    """
    for kpi in programme.each(Kpi):
        lower = kpi.better is Better.LOWER and kpi.unit in COUNTED
        found = _ENTITLED.search(kpi.name or "") if lower and is_active(programme, kpi) else None
        if found and not _NOT_A_VOLUME.search(f"{kpi.name} {kpi.definition or ''}"):
            yield hit(kpi.at("better"), Related(kpi.at("name"), "what is counted"), id=kpi.id, what=_said(found[0]))


def _said(words: str) -> str:
    return words if words.isupper() or words.startswith("EHC") else words[0].lower() + words[1:]
