"""Half a page a workstream: its status with the reason, what was done, what is next, and the way back to green."""

from __future__ import annotations

from xl_send.board_pack.first_page.colour import comparison
from xl_send.board_pack.first_page.grid import whole_grid
from xl_send.board_pack.material import Material
from xl_send.board_pack.second_page.ahead import not_told_before, told_before
from xl_send.board_pack.values import MarkedPlace, PackPage, SectionPart, Tag
from xl_send.board_pack.wording import filled, state_counts
from xl_send.results import Aspect, AspectName
from xl_send.words import sentence


def workstreams(material: Material) -> PackPage:
    """All workstreams, in their order; of many, first the whole grid."""
    told = told_before(material)
    parts = (whole_grid(material), *(account(material, code, told) for code in material.codes))
    return PackPage("workstreams", "Workstream by workstream", tuple(part for part in parts if not part.empty))


def account(material: Material, code: str, told: frozenset[str] = frozenset()) -> SectionPart:
    """One workstream: why it has its colour, and what its owner says of it besides what was `told` before."""
    overall, stream = material.aspect(code, AspectName.OVERALL), material.programme.streams.get(code)
    owner = stream.owner if stream else None
    own = stream if material.profile.narrative else None
    facts = (
        ("Owner", (owner or "") if material.profile.ids else ""),
        ("Done", not_told_before(own.progress, told) if own else ""),
        ("Next", not_told_before(own.next_period, told) if own else ""),
        ("Reason and way back to green", not_told_before(own.reason, told) if own else ""),
    )
    return SectionPart(
        heading=material.stream(code),
        tag=Tag.of(overall.status) if overall else None,
        sentences=filled(" ".join(filled(*_status(material, overall))) if overall else ""),
        facts=tuple((name, text) for name, text in facts if text),
        place=place_for_words(material, code, f"The office's words on {material.stream_name(code) or code}"),
    )


def _status(material: Material, overall: Aspect) -> tuple[str, ...]:
    reason = overall.reason
    drivers = material.drivers(overall)
    # A driver that is not for this audience is neither named nor hinted at by a lead that counts on its being named.
    whole = reason.words if len(drivers) == len(dict.fromkeys(reason.drivers)) else reason.opening
    counts = state_counts(overall.counts)
    return (
        sentence(whole),
        sentence(overall.note),
        f"Everything counted: {counts}." if counts else "",
        comparison(overall.status, overall.reported),
    )


def place_for_words(material: Material, name: str, label: str) -> MarkedPlace | None:
    """A marked place for an officer's words, with those kept from last time. A Final has none that is empty."""
    kept = material.kept_words(name)
    if material.profile.public and not kept:
        return None
    if material.request.final and not kept:
        return None
    source = f"kept from {material.request.source}: check before use" if kept and not material.request.final else ""
    return MarkedPlace(name, label, kept, source)
