"""The whole pack as plain values: what is shown, to whom, in which order and words is decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from xl_send.board_pack.annex.conflicts import conflicts
from xl_send.board_pack.annex.dates import dates
from xl_send.board_pack.annex.decisions import decisions
from xl_send.board_pack.annex.forward_plan import forward_plan
from xl_send.board_pack.annex.handovers import handovers, partners_first, partners_handovers
from xl_send.board_pack.annex.key import key
from xl_send.board_pack.annex.kpis import kpis
from xl_send.board_pack.annex.milestones import milestones
from xl_send.board_pack.annex.people import people
from xl_send.board_pack.annex.risks import risks
from xl_send.board_pack.annex.workstreams import place_for_words, workstreams
from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.first_page.asks import asked_here
from xl_send.board_pack.first_page.colour import colour
from xl_send.board_pack.first_page.grid import grid
from xl_send.board_pack.first_page.marking import pack_title
from xl_send.board_pack.material import Material
from xl_send.board_pack.readers.dfe import dfe_pages
from xl_send.board_pack.readers.parents import parents_pages
from xl_send.board_pack.readers.schools_forum import schools_forum_pages
from xl_send.board_pack.readers.scrutiny import cover
from xl_send.board_pack.readers.workstream import workstream_pages
from xl_send.board_pack.second_page.ahead import ahead, voices
from xl_send.board_pack.second_page.kpi_charts import kpi_charts
from xl_send.board_pack.second_page.money import money
from xl_send.board_pack.second_page.risks import risk_section as risks_that_matter
from xl_send.board_pack.second_page.timeline import timeline_section
from xl_send.board_pack.second_page.unknown import unknown
from xl_send.board_pack.values import BoardPack, PackPage, SectionPart
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.findings import Finding
from xl_send.results import ProgrammeStatus
from xl_send.value_classes import replace
from xl_send.words import first_few
from xl_send.workbook.submissions import Programme

if TYPE_CHECKING:
    from xl_send.board_pack.past import PastBoards

Pages = Callable[[Material], PackPage]
SMALL = 1
UNREAD_NAMED = 3


def publication_of(
    programme: Programme,
    picture: ProgrammeStatus,
    past: PastBoards | None,
    request: PackRequest,
    last_edition: Programme | None = None,
) -> Publication:
    """What an audience may know of a programme, in the light of what its last edition, or the last board, told."""
    to = shown_to_whom(request)
    before = last_edition or (past.then.programme if past else None)
    return Publication(Disclosure(programme, to, Disclosure(before, to) if before else None), picture)


def shown_to_whom(request: PackRequest) -> ShownTo:
    """Whether a pack is for the council and its partners, or published."""
    return ShownTo.PUBLIC if request.profile.public else ShownTo.COUNCIL


def material_of(
    seen: Publication,
    findings: Sequence[Finding],
    refused: Sequence[tuple[str, str]] = (),
    past: PastBoards | None = None,
    request: PackRequest | None = None,
) -> Material:
    """What an audience's pack is made from: only what may be shown to it.

    `refused` are files that were given and could not be read, each with the sentence that says why; `past` the boards
    before this one. The same programme gives the same pack.
    """
    told = tuple(filter(seen.is_fair, findings))
    asked = request or PackRequest()
    return Material(seen.programme, seen.picture, told, seen.shown, asked, past, tuple(refused))


def shown_to(material: Material) -> BoardPack:
    """The pack of an audience. A page on which nothing stands is left out."""
    pages = (page for page in _PAGES[material.request.audience](material) if not page.empty)
    told = tuple(
        replace(page, parts=tuple(_with_unread(material, page, part) for part in page.parts)) for page in pages
    )
    return BoardPack(pack_title(material), told, material.profile.large)


def _with_unread(material: Material, page: PackPage, part: SectionPart) -> SectionPart:
    """A part that says what of its sheets could not be read: a list, picture or sum that lacks rows passes for whole.

    Pictures on a front page, which has no line to spare and tells what was not read at its end, say it in their title.
    """
    unread = material.unread(*part.drawn_from) if part.drawn_from and not part.empty else ()
    if not unread:
        return part
    if page.front and part.exhibits and part.heading:
        return replace(part, heading=f"{part.heading}, as far as could be read")
    return replace(part, sentences=(*part.sentences, f"Not counted here: {first_few(unread, most=UNREAD_NAMED)}."))


def _changes(material: Material) -> PackPage:
    """What else has changed; comparing boards is loaded only where there is an earlier one."""
    if material.past is None:
        return PackPage("changes", "", ())
    from xl_send.board_pack.annex.changes import changes

    return changes(material)


def _changed(material: Material) -> SectionPart:
    """The gravest changes, as above."""
    if material.past is None:
        return SectionPart()
    from xl_send.board_pack.first_page.changed import changed

    return changed(material)


def first_page(material: Material) -> PackPage:
    """Page 1: what is asked."""
    words = SectionPart(place=place_for_words(material, "summary", "The office's words on the whole"))
    parts = (colour(material), asked_here(material), grid(material), _changed(material), words)
    return PackPage("asks", "What we ask of you", _filled(parts), front=True)


def second_page(material: Material) -> PackPage:
    """Page 2: why, and what comes next."""
    parts = (
        timeline_section(material), *_charts(material), money(material), ahead(material), voices(material),
        unknown(material),
    )  # fmt: skip
    return PackPage("why", "Why, and what comes next", _filled(parts), front=True)


def _charts(material: Material) -> tuple[SectionPart, ...]:
    """The KPIs and the risk map in one stretch of pictures, and the risks that matter below it."""
    kpis_shown = kpi_charts(material)
    mapped = risks_that_matter(material, len(kpis_shown.exhibits))
    if not kpis_shown.exhibits or not mapped.exhibits:
        return kpis_shown, mapped
    both = replace(
        kpis_shown,
        heading="KPIs and the risk map",
        exhibits=(*kpis_shown.exhibits, *mapped.exhibits),
        drawn_from=(*kpis_shown.drawn_from, *mapped.drawn_from),
    )
    return both, replace(mapped, exhibits=(), drawn_from=())


ANNEX: Sequence[Pages] = (
    workstreams, milestones, dates, kpis, risks, handovers, conflicts, people, decisions, forward_plan, _changes, key,
)  # fmt: skip


def _board(material: Material) -> tuple[PackPage, ...]:
    """Two pages and the annex; all on one page where that is all there is to a programme."""
    first, second = first_page(material), second_page(material)
    if _is_small(material):
        return (replace(first, parts=_filled((*first.parts, *_briefly(second)))),)
    return (first, second, *(page(material) for page in ANNEX))


def _is_small(material: Material) -> bool:
    """Whether a programme has so few rows that one page holds them."""
    return len(material.picture.items) <= SMALL and len(material.codes) <= SMALL and material.past is None


def _briefly(second: PackPage) -> tuple[SectionPart, ...]:
    """What of page 2 a programme of one row needs: no part that only says that there is nothing."""
    return tuple(part for part in second.parts if part.exhibits or part.points or part.tables)


def _partnership(material: Material) -> tuple[PackPage, ...]:
    """The pack with the partners' handovers first, and a short annex."""
    first, second = first_page(material), second_page(material)
    handed = replace(first, parts=(first.parts[0], partners_first(material), *first.parts[1:]))
    annex = (partners_handovers, milestones, risks, forward_plan, key)
    return (handed, second, *(page(material) for page in annex))


def _scrutiny(material: Material) -> tuple[PackPage, ...]:
    """A cover, the pack, and what is behind it."""
    behind = PackPage("key", "Key and sources", key(material).parts)
    return (cover(material), first_page(material), second_page(material), behind)


_PAGES: Mapping[PackAudience, Callable[[Material], tuple[PackPage, ...]]] = {
    PackAudience.WORKSTREAM: workstream_pages,
    PackAudience.BOARD: _board,
    PackAudience.PARTNERSHIP: _partnership,
    PackAudience.FORUM: schools_forum_pages,
    PackAudience.SCRUTINY: _scrutiny,
    PackAudience.PARENTS: parents_pages,
    PackAudience.DFE: dfe_pages,
}


def _filled(parts: tuple[SectionPart, ...]) -> tuple[SectionPart, ...]:
    return tuple(part for part in parts if not part.empty)
