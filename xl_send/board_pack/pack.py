"""The whole pack as plain values: what is shown, to whom, in which order and words is decided here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from xl_send.board_pack.annex.changes import changes
from xl_send.board_pack.annex.conflicts import conflicts
from xl_send.board_pack.annex.decisions import decisions
from xl_send.board_pack.annex.forward_plan import forward_plan
from xl_send.board_pack.annex.handovers import handovers
from xl_send.board_pack.annex.key import key
from xl_send.board_pack.annex.kpis import kpis
from xl_send.board_pack.annex.milestones import milestones
from xl_send.board_pack.annex.people import people
from xl_send.board_pack.annex.risks import risks
from xl_send.board_pack.annex.workstreams import place_for_words, workstreams
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.first_page.asks import asked_here
from xl_send.board_pack.first_page.changed import changed
from xl_send.board_pack.first_page.colour import colour
from xl_send.board_pack.first_page.grid import grid
from xl_send.board_pack.first_page.marking import title_of
from xl_send.board_pack.material import Material
from xl_send.board_pack.second_page.ahead import ahead, voices
from xl_send.board_pack.second_page.kpi_charts import kpi_charts
from xl_send.board_pack.second_page.money import money
from xl_send.board_pack.second_page.risks import risks as risks_that_matter
from xl_send.board_pack.second_page.timeline import timeline
from xl_send.board_pack.second_page.unknown import unknown
from xl_send.board_pack.values import BoardPack, PackPage, SectionPart
from xl_send.board_pack.withholding import without_telling_findings
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.findings import Finding
from xl_send.results import ProgrammeStatus
from xl_send.workbook.submissions import Programme

if TYPE_CHECKING:
    from xl_send.board_pack.past import PastBoards

Pages = Callable[[Material], PackPage]
SMALL = 1
ANNEX: Sequence[Pages] = (
    workstreams, milestones, kpis, risks, handovers, conflicts, people, decisions, forward_plan, changes, key,
)  # fmt: skip


def pack_of(  # noqa: PLR0913 - what a pack is made from
    programme: Programme,
    picture: ProgrammeStatus,
    findings: Sequence[Finding],
    refused: Sequence[tuple[str, str]] = (),
    past: PastBoards | None = None,
    request: PackRequest | None = None,
) -> BoardPack:
    """What an audience is told of a programme, from its picture and findings. See `material_of`."""
    return shown_to(material_of(programme, picture, findings, refused, past, request))


def material_of(  # noqa: PLR0913 - as above
    programme: Programme,
    picture: ProgrammeStatus,
    findings: Sequence[Finding],
    refused: Sequence[tuple[str, str]] = (),
    past: PastBoards | None = None,
    request: PackRequest | None = None,
) -> Material:
    """What an audience's pack is made from.

    `refused` are files that were given and could not be read, each with the sentence that says why; `past` the boards
    before this one. The same programme gives the same pack. Small counts of children are hidden before anything else
    sees them.
    """
    asked = request or PackRequest()
    to = ShownTo.PUBLIC if asked.profile.public else ShownTo.COUNCIL
    shown = Disclosure(programme, to, Disclosure(past.then.programme, to) if past else None)
    seen = Publication(shown, picture)
    told = without_telling_findings(findings, shown)
    return Material(seen.programme, seen.picture, told, shown, asked, past, tuple(refused))


def shown_to(material: Material) -> BoardPack:
    """The pack of an audience."""
    pages = tuple(page for page in _board(material) if not page.empty)
    return BoardPack(title_of(material), pages, material.profile.large)


def first_page(material: Material) -> PackPage:
    """Page 1: what is asked."""
    words = SectionPart(place=place_for_words(material, "summary", "The office's words on the whole"))
    parts = (colour(material), asked_here(material), grid(material), changed(material), words)
    return PackPage("asks", "What we ask of you", _filled(parts), front=True)


def second_page(material: Material) -> PackPage:
    """Page 2: why, and what comes next."""
    parts = (
        timeline(material), *_charts(material), money(material), ahead(material), voices(material), unknown(material),
    )  # fmt: skip
    return PackPage("why", "Why, and what comes next", _filled(parts), front=True)


def _charts(material: Material) -> tuple[SectionPart, ...]:
    """The KPIs and the risk map in one stretch of pictures, and the risks that matter below it."""
    kpis_shown = kpi_charts(material)
    mapped = risks_that_matter(material, len(kpis_shown.exhibits))
    if not kpis_shown.exhibits or not mapped.exhibits:
        return kpis_shown, mapped
    both = replace(kpis_shown, heading="KPIs and the risk map", exhibits=(*kpis_shown.exhibits, *mapped.exhibits))
    return both, replace(mapped, exhibits=())


def _board(material: Material) -> tuple[PackPage, ...]:
    return (first_page(material), second_page(material), *(page(material) for page in ANNEX))


def _filled(parts: tuple[SectionPart, ...]) -> tuple[SectionPart, ...]:
    return tuple(part for part in parts if not part.empty)
