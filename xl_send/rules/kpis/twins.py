"""KPIs that seem to be one under two ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount
from xl_send.analysis.names.near_names import near_pairs
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# Words without which a title measures the same.
_IDLE = frozenset(
    {"the", "a", "an", "of", "in", "for", "to", "by", "who", "that", "are", "is", "have", "has", "with", "number",
     "percentage", "percent", "share", "proportion", "total", "count", "rate", "all"}
)  # fmt: skip


@rule(
    "KP72",
    Severity.QUERY,
    '"{name}" has a target of {target}, and {other}, "{title}", one of {beside}. Are they the same?',
    "Keep one of the two, or say in the titles how they differ.",
)
def kpi_twice_with_different_targets(programme: Programme) -> Iterator[Hit]:
    """One KPI has one id and one target.

    Under two ids it can be Red and Green at once. Asked of titles that differ by a slip, by the order of their words or
    by words such as "number of", counted in one unit, whose targets differ. One title in two workbooks is told as a
    conflict instead.

    **Fails**

    KPIs:
    | ID | KPI | Target |
    | --- | --- | --- |
    | TRN-K01 | Pupils supported in local mainstream schools | 200 |
    | TRN-K02 | <Number of pupils supported in local mainstream schools> | 250 |

    **Passes**

    KPIs:
    | ID | KPI | Target | Unit | State |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pupils supported in local mainstream schools | 200 | Count | |
    | TRN-K02 | Number of pupils supported in local mainstream schools | 200 | Count | |
    | TRN-K03 | Pupils supported in local special schools | 250 | Count | |
    | TRN-K04 | Pupils supported in local mainstream schools | 30% | Percent | |
    | TRN-K05 | Pupils supported in local mainstream schools | 250 | Count | Withdrawn |
    """
    found: defaultdict[str, list[Kpi]] = defaultdict(list)
    for kpi in programme.kpis.values():
        if kpi.better is not Better.CONTEXT and kpi.target is not None and is_active(programme, kpi):
            found[_measured(kpi.name or "")].append(kpi)
    found.pop("", None)
    pairs = [pair for kpis in found.values() for pair in combinations(kpis, 2)]
    pairs += [(item, other) for near in near_pairs(found) for item in found[near[0]] for other in found[near[1]]]
    for item, other in (sorted(pair, key=lambda kpi: kpi.id) for pair in pairs):
        alike = item.unit is other.unit and item.better is other.better
        told_apart = item.workbook != other.workbook and name_words(item.name or "") == name_words(other.name or "")
        if alike and item.target != other.target and not told_apart and item.target and other.target:
            yield hit(
                other.at("name"), Related(item.at("name"), "the other title"), Related(item.at("target"), "its target"),
                name=other.name, target=amount(other.unit, other.target), other=item.id, title=item.name,
                beside=amount(item.unit, item.target),
            )  # fmt: skip


def _measured(title: str) -> str:
    return " ".join(sorted({word for word in name_words(title).split() if word not in _IDLE}))
