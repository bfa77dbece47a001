"""The whole report as plain values: what is shown, in which order and in which words is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_send.board_pack.material import Material
from xl_send.board_pack.sections.checks import checks
from xl_send.board_pack.sections.conflicts import conflicts
from xl_send.board_pack.sections.decisions import decisions
from xl_send.board_pack.sections.handovers import handovers
from xl_send.board_pack.sections.headline import accounts, by_aspect, by_workstream
from xl_send.board_pack.sections.key import key
from xl_send.board_pack.sections.kpis import kpis
from xl_send.board_pack.sections.milestones import milestones
from xl_send.board_pack.sections.money import resources
from xl_send.board_pack.sections.opening import notices_of, overall_of, title_of
from xl_send.board_pack.sections.risks import risks
from xl_send.board_pack.values import Notice, Overall, ReportTitle, Section
from xl_send.board_pack.withholding import without_telling_findings
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.findings import Finding
from xl_send.results import ProgrammeStatus
from xl_send.workbook.submissions import Programme

if TYPE_CHECKING:
    from xl_send.compare import BoardSnapshot

SECTIONS = (
    by_aspect,
    by_workstream,
    decisions,
    accounts,
    milestones,
    kpis,
    risks,
    handovers,
    conflicts,
    resources,
    checks,
    key,
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the board is told, as strings, numbers and lists. A page or document shows it and decides nothing."""

    title: ReportTitle
    overall: Overall
    notices: tuple[Notice, ...]
    sections: tuple[Section, ...]

    def section(self, anchor: str) -> Section:
        """One section by its name, such as `milestones`. Raises `KeyError` where there is none."""
        return {section.anchor: section for section in self.sections}[anchor]


def summarise(
    programme: Programme,
    picture: ProgrammeStatus,
    findings: Sequence[Finding],
    refused: Sequence[tuple[str, str]] = (),
    since: tuple[BoardSnapshot, BoardSnapshot] | None = None,
) -> Summary:
    """What the board is told of a programme, from its picture and findings.

    `refused` are files that were given and could not be read, each with the sentence that says why.
    `since` are an earlier board and this one, of which it is told what has changed.
    The same programme gives the same summary. Small counts of children are hidden before anything
    else sees them.
    """
    shown = Disclosure(programme, earlier=Disclosure(since[0].programme) if since else None)
    seen = Publication(shown, picture)
    material = Material(seen.programme, seen.picture, without_telling_findings(findings, shown), shown)
    sections = [section(material) for section in SECTIONS]
    if since:
        from xl_send.board_pack.sections.changes import changed_section

        sections.insert(SECTIONS.index(decisions), changed_section(material, *since))
    return Summary(
        title=title_of(material),
        overall=overall_of(material),
        notices=notices_of(material, refused),
        sections=tuple(sections),
    )
