"""The headline: the programme by aspect and by workstream; and each workstream's own account."""

from __future__ import annotations

from xl_send.rating.items import Aspect, AspectName
from xl_send.rating.wording import share
from xl_send.report.colours import comparison, why
from xl_send.report.material import PROGRAMME, Material
from xl_send.report.values import Entry, Heading, Part, Section, Table, Tag
from xl_send.report.wording import filled, labelled, sentence, state_counts

PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)


def by_aspect(material: Material) -> Section:
    """The programme's five aspects, each with its colour, its counts and what drives it."""
    aspects = [found for name in PARTS if (found := material.aspect(PROGRAMME, name))]
    if not aspects or material.as_at is None:
        return Section("aspects", "By aspect", (Part(sentences=("There is nothing to rate yet.",)),))
    table = Table(
        "The programme by aspect",
        (Heading("Aspect", "name"), Heading("RAG", "tag"), Heading("How many", "says"), Heading("Why")),
        tuple(_aspect_row(material, one) for one in aspects),
    )
    return Section("aspects", "By aspect", (Part(tables=(table,)),))


def _aspect_row(material: Material, aspect: Aspect) -> tuple[Entry, ...]:
    missing = (
        f"{share(round(aspect.without_data, 2))} of what could be rated has no data" if aspect.without_data else ""
    )
    told, points = why(material, aspect)
    return (
        Entry(aspect.aspect.heading),
        Entry(tag=Tag.of(aspect.status)),
        Entry(state_counts(aspect.counts) or "Nothing to rate", notes=filled(missing)),
        Entry(told, points=points, notes=filled(sentence(aspect.note))),
    )


def by_workstream(material: Material) -> Section:
    """Every workstream's colours side by side."""
    if not material.codes:
        return Section("workstreams", "By workstream", (Part(sentences=("No workstream could be read.",)),))
    headings = (
        Heading("Workstream", "name"), Heading("Overall", "tag"), Heading("Reported", "tag"),
        *(Heading(name.heading, "tag") for name in PARTS),
    )  # fmt: skip
    rows = tuple(_workstream_row(material, code) for code in material.codes)
    table = Table("The workstreams by aspect", headings, rows)
    return Section("workstreams", "By workstream", (Part(tables=(table,)),))


def _workstream_row(material: Material, code: str) -> tuple[Entry, ...]:
    stream = material.programme.streams.get(code)
    overall = material.aspect(code, AspectName.OVERALL)
    owner = labelled("Owner", stream.owner if stream else None)
    return (
        Entry(material.stream(code), notes=(owner,) if owner else ()),
        _tag(overall),
        Entry(tag=Tag.of(overall.reported)) if overall and overall.reported else Entry("None"),
        *(_tag(material.aspect(code, name)) for name in PARTS),
    )


def _tag(aspect: Aspect | None) -> Entry:
    return Entry(tag=Tag.of(aspect.status)) if aspect else Entry()


def accounts(material: Material) -> Section:
    """Each workstream's colour with what drives it, and what its owner says."""
    parts = tuple(_words(material, code) for code in material.codes)
    nothing = Part(sentences=("No workstream could be read.",))
    return Section("accounts", "What each workstream says", parts or (nothing,))


def _words(material: Material, code: str) -> Part:
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
    return Part(
        heading=material.stream(code),
        tag=Tag.of(overall.status) if overall else None,
        sentences=filled(told),
        points=points,
        facts=tuple((name, text) for name, text in facts if text),
    )
