"""A programme in which every free text holds what documents must escape, and where each is shown."""

from __future__ import annotations

from examples import SOUND, Written, book
from xl_send.reading import read_book
from xl_send.workbook.columns import columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.submissions import SHEETS, Programme

NASTY = "</td></style><script>alert(1)</script>\n& \"double\" 'single' {{ summary }} {% for %} <!-- "

SHOWN = {
    "Programme": ["Council", "Programme", "Senior responsible owner", "Reporting period", "Reason", "Prepared by"],
    "Workstreams": ["Workstream", "Owner", "Progress since last time", "Next period", "Reason and path to green"],
    "Milestones": ["Milestone", "Owner", "Commentary"],
    "KPIs": ["KPI", "Owner", "Commentary"],
    "Risks": ["Risk", "Owner", "Mitigation"],
    "Interdependencies": ["Needed"],
    "Issues and decisions": ["What", "Owner", "What happens if not"],
}  # fmt: skip
BESIDES = {
    "Programme": {"Reported RAG": "Green", "Previous as at": "2 Oct 2026"},
    "Milestones": {"Forecast date": "30 Oct 2026"},
    "KPIs": {"Counts children": "No"},
    "Expectations": {"Measured on": "30 Sep 2026"},
    "Interdependencies": {"Needed by": "6 Nov 2026"},
    "Resources": {"Funding": "Not funded"},
    "Money": {"Forecast outturn": "90000"},
}


def nasty(title: str, name: str) -> str:
    return f"[{title}.{name}] {NASTY}"


def nasty_programme() -> Programme:
    sheets = {}
    for record in SHEETS:
        title = record.SHEET.title
        texts = [
            column.title for column in columns_of(record) if isinstance(column.kind, Text) and column.title != "Forum"
        ]
        row = {**SOUND[title], **{name: nasty(title, name) for name in texts}, **BESIDES.get(title, {})}
        sheets[title] = Written(rows=[row])
    return Programme((read_book(book('<b onclick="x">.xlsx', sheets, set())),))
