"""Counts of plans, assessments and placements, of which fewer are no success."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.words.entitlements import fewer_of_a_right
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme


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
        what = fewer_of_a_right(kpi)
        if what and is_active(programme, kpi):
            yield hit(kpi.at("better"), Related(kpi.at("name"), "what is counted"), id=kpi.id, what=_said(what))


def _said(words: str) -> str:
    return words if words.isupper() or words.startswith("EHC") else words[0].lower() + words[1:]
