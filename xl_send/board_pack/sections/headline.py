"""The headline: the programme by aspect and by workstream; and each workstream's own account."""

from __future__ import annotations

from xl_send.board_pack.material import PROGRAMME, Material
from xl_send.board_pack.sections.colours import comparison, why
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry, Tag
from xl_send.board_pack.wording import filled, labelled, sentence, state_counts
from xl_send.results import Aspect, AspectName
from xl_send.text import share

PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)


def by_aspect(material: Material) -> Section:
    """The programme's five aspects, each with its colour, its counts and what drives it."""
    aspects = [found for name in PARTS if (found := material.aspect(PROGRAMME, name))]
    if not aspects or material.as_at is None:
        return Section("aspects", "By aspect", (SectionPart(sentences=("There is nothing to rate yet.",)),))
    table = Table(
        "The programme by aspect",
        (Heading("Aspect", "name"), Heading("RAG", "tag"), Heading("How many", "says"), Heading("Why")),
        tuple(_aspect_row(material, aspect) for aspect in aspects),
    )
    return Section("aspects", "By aspect", (SectionPart(tables=(table,)),))


def _aspect_row(material: Material, aspect: Aspect) -> tuple[TableEntry, ...]:
    missing = (
        f"{share(round(aspect.without_data, 2))} of what could be rated has no data" if aspect.without_data else ""
    )
    told, points = why(material, aspect)
    return (
        TableEntry(aspect.aspect.heading),
        TableEntry(tag=Tag.of(aspect.status)),
        TableEntry(state_counts(aspect.counts) or "Nothing to rate", notes=filled(missing)),
        TableEntry(told, points=points, notes=filled(sentence(aspect.note))),
    )


def by_workstream(material: Material) -> Section:
    """Every workstream's colours side by side."""
    if not material.codes:
        return Section("workstreams", "By workstream", (SectionPart(sentences=("No workstream could be read.",)),))
    headings = (
        Heading("Workstream", "name"), Heading("Overall", "tag"), Heading("Reported", "tag"),
        *(Heading(name.heading, "tag") for name in PARTS),
    )  # fmt: skip
    rows = tuple(_workstream_row(material, code) for code in material.codes)
    table = Table("The workstreams by aspect", headings, rows)
    return Section("workstreams", "By workstream", (SectionPart(tables=(table,)),))


def _workstream_row(material: Material, code: str) -> tuple[TableEntry, ...]:
    stream = material.programme.streams.get(code)
    overall = material.aspect(code, AspectName.OVERALL)
    owner = labelled("Owner", stream.owner if stream else None)
    return (
        TableEntry(material.stream(code), notes=(owner,) if owner else ()),
        _tag(overall),
        TableEntry(tag=Tag.of(overall.reported)) if overall and overall.reported else TableEntry("None"),
        *(_tag(material.aspect(code, name)) for name in PARTS),
    )


def _tag(aspect: Aspect | None) -> TableEntry:
    return TableEntry(tag=Tag.of(aspect.status)) if aspect else TableEntry()


def accounts(material: Material) -> Section:
    """Each workstream's colour with what drives it, and what its owner says."""
    parts = tuple(_words(material, code) for code in material.codes)
    nothing = SectionPart(sentences=("No workstream could be read.",))
    return Section("accounts", "What each workstream says", parts or (nothing,))


def _words(material: Material, code: str) -> SectionPart:
    """One workstream: why it has its colour, and what its owner says of it."""
    overall, stream = material.aspect(code, AspectName.OVERALL), material.programme.streams.get(code)
    told, points = why(material, overall) if overall else ("", ())
    facts = (
        ("Also", sentence(overall.note) if overall else ""),
        ("Reported colour", comparison(overall.status, overall.reported) if overall else ""),
        ("Reason and path to green", (stream.reason or "") if stream else ""),
        ("Done since last time", (stream.progress or "") if stream else ""),
        ("Next", (stream.next_period or "") if stream else ""),
        ("Purpose", (stream.purpose or "") if stream else ""),
    )
    return SectionPart(
        heading=material.stream(code),
        tag=Tag.of(overall.status) if overall else None,
        sentences=filled(told),
        points=points,
        facts=tuple((name, text) for name, text in facts if text),
    )
