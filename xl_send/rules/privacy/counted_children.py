"""KPIs that count children and do not say so."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import actuals
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.doubts import is_no_share
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# Children are what is counted: "Number of pupils", "Year 7 pupils", not "Places for pupils".
_OF_CHILDREN = Pattern(
    r"(?i)(?:the )?(?:total )?(?:(?:number|count|no\.?|share|proportion|percentage|%) of )?"
    r"(?:(?!(?:of|for|with|by|to|that|in|at|from|per) )[\w'-]{1,20} ){0,3}"
    r"(?:children|pupils|young people|learners|students|cyp)\b(?!-)",
)
# What is counted is a child's own: a plan, a request for its assessment, its placement or appeal.
_OF_THEIRS = Pattern(
    r"(?i)(?:the )?(?:total )?(?:(?:number|count|no\.?) of )?(?:(?:requests?|referrals?|appeals?) (?:for|about) )?"
    r"(?:(?!(?:of|for|with|by|to|that|in|at|from|per|about|on|against|over) )[\w'-]{1,20} ){0,2}"
    r"(?:ehc plans?\b(?! (?:complaints?|compliments?|enquir|queries|audits?|training|templates?|co-?ord|writers?"
    r"|officers?|staff))|ehcps\b|(?:requests?|referrals?|placements?|appeals?|exclusions?|suspensions?) "
    r"(?:(?!from\b)[\w'-]{1,20} ){0,5}(?:of|for|by) (?:[\w'-]{1,20} ){0,2}"
    r"(?:children|pupils|young people|learners|students|cyp)\b|(?:exclusions|suspensions|tribunal appeals)(?:,|$))"
)
# What bears their name and is not they: "Children's centres", "Placements for student teachers".
_NOT_THEY = Pattern(
    r"(?i)\b(?:child|children|people|pupil|learner|student)s?['\u2019]s?(?!\w)(?! (?:[\w-]{1,20} ){0,2}?(?:plans"
    r"|requests|referrals|placements|appeals|exclusions|suspensions|assessments)\b)"
    r"|\b(?:social work|trainee|student|teaching|nursing|doctoral|apprentice) (?:students?|teachers?|placements?)\b"
    r"|\bplacements? (?:for|of) (?:social work|trainees?|student (?:teachers|nurses))\b"
    r"|\b(?:audited|sampled|moderated)\b|\bchild(?:ren)? and famil(?:y|ies) (?:hubs?|centres?|services?|teams?)\b"
)
_THEIR_VIEW = Pattern(r"(?i)\b(?:feel\w*|felt|says?|said|think\w*|thought|confident|satisfied|happy)\b")
_KINDS = {Unit.COUNT: "number", Unit.PERCENT: "share"}


@rule(
    "KP56",
    Severity.QUERY,
    '"{name}" is a {kind} of children by its title, but Counts children is No.',
    "Choose Yes: small numbers are then hidden in reports. If it counts something else, say so in the title.",
)
def children_that_are_not_to_be_counted(programme: Programme) -> Iterator[Hit]:
    """A KPI that counts children says so.

    By that word small numbers are hidden from those who might know the children. A share of few tells as much as their
    number, and so does the number of their plans, requests for assessment, placements or appeals. Asked where the title
    begins with them, but not of what bears their name, such as children's centres, of complaints or
    training about their plans, of what they say or feel, nor of a share whose every figure has a base so large that
    twice as many are in it, and left out of it, as a count must be to be shown.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Counts children |
    | --- | --- | --- | --- |
    | TRN-K01 | Year 7 pupils with a plan in a local mainstream school | Count | <No> |
    | TRN-K02 | Pupils with a plan in a local mainstream school | Percent | <No> |
    | TRN-K03 | Requests for an EHC needs assessment for children under five | Count | <No> |
    | TRN-K04 | Permanent exclusions | Count | <No> |
    | TRN-K05 | Number of CYP in independent schools | Count | <No> |
    | TRN-K06 | No. of permanent exclusions of pupils with SEND | Count | <No> |
    | TRN-K07 | % of CYP with a plan in mainstream | Percent | <No> |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Counts children |
    | --- | --- | --- | --- |
    | TRN-K01 | Year 7 pupils with a plan in a local mainstream school | Count | Yes |
    | TRN-K02 | Schools that teach pupils with a plan | Count | No |
    | TRN-K03 | Pupils who feel safe at school | Percent | No |
    | TRN-K04 | Suspensions of pupils for every 100 on roll | Rate | No |
    | TRN-K05 | Requests for advice from settings | Count | No |
    | TRN-K06 | Requests for an EHC needs assessment, year so far | Count | No |
    | TRN-K07 | Pupils with a plan in a local mainstream school | Percent | No |
    | TRN-K08 | Children's centres with a drop-in | Count | No |
    | TRN-K09 | Young people-led sessions held | Count | No |
    | TRN-K10 | Complaints about EHC plans upheld in the quarter | Count | No |
    | TRN-K11 | EHC plan complaints upheld | Count | No |
    | TRN-K12 | Staff trained on EHC plans | Count | No |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K07 | 42.7% | 2171 |
    """
    of_many = _of_many(programme)
    for kpi in programme.each(Kpi):
        kind = _KINDS.get(kpi.unit)
        asked = kpi.counts_children is False and kind and _counts_children(kpi.name or "", kpi.unit)
        if asked and not (kpi.unit is Unit.PERCENT and kpi in of_many):
            yield hit(kpi.at("counts_children"), Related(kpi.at("name"), "its title"), name=kpi.name, kind=kind)


def _of_many(programme: Programme) -> frozenset[Kpi]:
    """The KPIs of which every figure rests on a base of which many are in it and many are not."""
    few, many = set[Kpi](), set[Kpi]()
    for row, kpi in actuals(programme):
        share = (row.value or 0) / (100 if is_no_share(kpi, row.value or 0) else 1)
        enough = min(share, 1 - share) * (row.base or 0) >= 2 * programme.of(kpi).thresholds.suppress_below
        (many if enough or row.value is None else few).add(kpi)
    return frozenset(many - few)


def _counts_children(title: str, unit: Unit) -> bool:
    of_them = _OF_CHILDREN.match(title) or (unit is Unit.COUNT and _OF_THEIRS.match(title))
    return bool(of_them) and not _THEIR_VIEW.search(title) and not _NOT_THEY.search(title)
