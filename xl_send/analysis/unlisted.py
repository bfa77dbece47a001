"""Rows that give a workstream on which their own workbook does not report, and whose they may be all the same."""

from __future__ import annotations

from xl_send.workbook.columns import Record
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Submission


def is_unlisted(record: Record, submission: Submission) -> bool:
    """Whether a row belongs, by its own cells, to no workstream of its workbook, and should.

    A KPI that is shared may bear the workstream's code of its id, and a handover be somebody else's whose id it has.
    Where no Workstreams were read it is not known which are listed.
    """
    codes, of_id = submission.codes, code_of(str(getattr(record, "id", "")))
    if not codes:
        return False
    if isinstance(record, Interdependency):
        return of_id in codes and not codes & {record.giver, record.receiver}
    code = getattr(record, "workstream", None)
    if code is None or code in codes:
        return False
    return not (isinstance(record, Kpi) and of_id == code)


def may_be_of(record: Record, submission: Submission) -> frozenset[str]:
    """The workstreams of its workbook that such a row may belong to: that of its id, else any."""
    of_id = code_of(str(getattr(record, "id", "")))
    return frozenset({of_id}) if of_id in submission.codes else submission.codes
