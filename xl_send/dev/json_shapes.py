"""The shapes of all JSON that the product writes, from which the published JSON Schemas are made.

A version changes when a key is renamed or removed, or means another thing; keys may be added within one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from xl_send.findings import Severity
from xl_send.output.data.changes import SCHEMA as CHANGES
from xl_send.output.data.consolidated import SCHEMA as CONSOLIDATED
from xl_send.output.data.graph import GRAPH_SCHEMA
from xl_send.output.data.sequence import SCHEMA as SEQUENCE
from xl_send.output.data.status import FINDINGS_SCHEMA, STATUS_SCHEMA
from xl_send.output.data.whatif import SCHEMA as WHATIF
from xl_send.output.text.adopted import SCHEMA as ADOPTED
from xl_send.output.text.dry_run import SCHEMA as DRY_RUN
from xl_send.output.text.history import CHECK_SCHEMA, LIST_SCHEMA, SHOW_SCHEMA
from xl_send.output.text.region import SCHEMA as REGION
from xl_send.output.text.trend import SCHEMA as TREND
from xl_send.results import ItemKind, Status
from xl_send.workbook.sheets.choices import Rag

Shape = Mapping[str, Any]
TEXT: Shape = {"type": "string"}
WHOLE: Shape = {"type": "integer"}
NUMBER: Shape = {"type": "number"}
TRUTH: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
ANY: Shape = {}
STATUSES: Shape = {"enum": [status.value for status in Status]}
SEVERITIES: Shape = {"enum": [severity.value for severity in Severity]}


def maybe(shape: Shape) -> Shape:
    """The shape, or null."""
    if "enum" in shape:
        return {"enum": [*shape["enum"], None]}
    return {**shape, "type": [shape["type"], "null"]} if isinstance(shape.get("type"), str) else shape


def many(shape: Shape) -> Shape:
    """A list of it."""
    return {"type": "array", "items": shape}


def each(shape: Shape) -> Shape:
    """An object in which every key has this shape."""
    return {"type": "object", "additionalProperties": shape}


def keys(optional: Mapping[str, Shape] | None = None, **required: Shape) -> Shape:
    """An object with these keys. A key that is a word of Python's is given with an underscore behind it."""
    named = {name.rstrip("_"): shape for name, shape in required.items()}
    return {"type": "object", "properties": {**named, **(optional or {})}, "required": list(named)}


_CELL = {"workbook": TEXT, "sheet": TEXT, "cell": TEXT}
_THRESHOLDS = maybe(
    keys(
        source=TEXT, workbook=maybe(TEXT), sentence=TEXT, suppress_counts_below=maybe(NUMBER),
        differing=many(keys(workbook=TEXT, settings=many(TEXT), calendar_entries=WHOLE)),
    )
)  # fmt: skip
_REFUSED = many(keys(path=TEXT, reason=TEXT))
_HEAD = {"marking": maybe(TEXT), "thresholds_from": _THRESHOLDS}
_NOT_READ = {"refused": _REFUSED, "not_counted": _REFUSED, "could_not_be_read": many(TEXT)}
_WORKBOOKS = many(
    keys(
        path=TEXT, council=maybe(TEXT), programme=maybe(TEXT), workstreams=many(TEXT), as_at=maybe(DAY),
        rows_read=WHOLE, rows_unread=WHOLE, carried_forward=many(keys(workstream=TEXT, as_at=DAY)),
        earlier_returns=many(keys(workstream=TEXT, as_at=DAY)),
    )
)  # fmt: skip
_FINDING = keys(
    rule=TEXT, severity=SEVERITIES, record=TEXT, column=TEXT, message=TEXT, fix=TEXT, key=TEXT, because_of=TEXT,
    related=many(keys(**_CELL, record=TEXT, note=TEXT)),
    explained=maybe(keys(reason=TEXT, by=TEXT, until=maybe(DAY))), **_CELL,
)  # fmt: skip
_KEPT_BOARD = keys(council=TEXT, programme=TEXT, as_at=DAY, workbooks=WHOLE, overall=maybe(STATUSES))
_SHORT_FINDING = {"rule": TEXT, "severity": SEVERITIES, "message": TEXT, "key": TEXT}
_ITEM = keys(
    {"accounts": many(keys(**_CELL, own_status=STATUSES, facts=each(ANY)))},
    id=TEXT, kind={"enum": [kind.value for kind in ItemKind]}, workstream=TEXT, name=maybe(TEXT), owner=maybe(TEXT),
    status=STATUSES, own_status=STATUSES, reported=maybe({"enum": [colour.value for colour in Rag]}), reason=TEXT,
    cells=many(keys(**_CELL)), facts=each(ANY),
)  # fmt: skip
_ASPECT = keys(
    of=TEXT, aspect=TEXT, status=STATUSES, own_status=STATUSES,
    reported=maybe({"enum": [colour.value for colour in Rag]}), drivers=many(TEXT), counts=each(WHOLE), sentence=TEXT,
)  # fmt: skip
_SIDE = keys(as_at=maybe(DAY), thresholds_from=_THRESHOLDS, workbooks=many(TEXT), rows_unread=WHOLE, **_NOT_READ)
_TURN = {"before": STATUSES, "after": STATUSES}

SHAPES: Mapping[str, tuple[str, Shape]] = {
    FINDINGS_SCHEMA: (
        "What validate and conflicts found.",
        keys(
            as_at=maybe(DAY), workbooks=_WORKBOOKS, findings=many(_FINDING),
            summary=keys(**{severity.value: WHOLE for severity in Severity}),
            silenced=many(keys(workbook=TEXT, rule=TEXT, reason=TEXT, until=DAY, hidden=WHOLE)),
            not_checked=many(keys(**_CELL, record=TEXT, id=TEXT)), **_HEAD, **_NOT_READ,
        ),
    ),
    STATUS_SCHEMA: (
        "Every item and aspect with its colour and why.",
        keys(
            as_at=maybe(DAY), workbooks=_WORKBOOKS, items=many(_ITEM), aspects=many(_ASPECT),
            unread=many(keys(workbook=TEXT, sheet=TEXT, row=WHOLE, id=TEXT, why=TEXT)), **_HEAD, **_NOT_READ,
        ),
    ),
    GRAPH_SCHEMA: (
        "Every dated thing of a programme, and what waits for what.",
        keys(
            as_at=maybe(DAY),
            nodes=many(
                keys(
                    id=TEXT, kind=TEXT, workstream=TEXT, name=maybe(TEXT), date=maybe(DAY), done=TRUTH,
                    feasible=maybe(DAY), latest=maybe(DAY), float=maybe(WHOLE), float_weeks=maybe(NUMBER),
                    driving_chain=maybe(many(TEXT)), status=maybe(STATUSES), **_CELL,
                )
            ),
            edges=many(
                keys(from_=TEXT, to=TEXT, kind=TEXT, lag=WHOLE, float=maybe(WHOLE), driving=TRUTH, **_CELL)
            ),
            loops=many(many(TEXT)), not_followed=many(keys(**_CELL, record=TEXT, id=TEXT, why=TEXT)),
            **_HEAD, **_NOT_READ,
        ),
    ),
    WHATIF: (
        "What would change if something slipped, left or were done.",
        keys(
            supposed=ANY,
            dates=many(
                keys(
                    id=TEXT, before=DAY, after=DAY, working_days=WHOLE, float_before=maybe(WHOLE),
                    float_after=maybe(WHOLE),
                )
            ),
            meetings=many(keys(id=TEXT, forum=maybe(TEXT), missed=DAY, next=maybe(DAY))),
            terms=many(keys(id=TEXT, term_ends=DAY, next_term_starts=DAY)),
            kpi_points=many(keys(kpi=TEXT, milestone=TEXT, day=DAY)),
            items=many(keys(id=TEXT, kind=TEXT, reason=TEXT, **_TURN)),
            aspects=many(keys(of=TEXT, aspect=TEXT, **_TURN)), unowned=many(TEXT),
            conflicts_gone=many(keys(**_SHORT_FINDING)), conflicts_changed=many(keys(**_SHORT_FINDING)),
            conflicts_new=many(keys(**_SHORT_FINDING)), **_HEAD, **_NOT_READ,
        ),
    ),
    SEQUENCE: (
        "The proposed order of what is still to come.",
        keys(
            proved=TRUTH, solver=TRUTH, how_sure=TEXT,
            moves=many(
                keys(
                    id=TEXT, working_days=WHOLE, why=TEXT,
                    changes=many(keys(**_CELL, column=TEXT, before=maybe(DAY), after=DAY)),
                )
            ),
            not_proved=many(TEXT), late=many(keys(ids=many(TEXT), what=TEXT, why=TEXT)),
            conflicts_left=many(keys(**_SHORT_FINDING, **_CELL)), left_out=many(keys(id=TEXT, why=TEXT)),
            order=many(keys(id=TEXT, kind=TEXT, workstream=TEXT, starts=DAY, ends=DAY, moved=TRUTH)),
            **_HEAD, **_NOT_READ,
        ),
    ),
    CHANGES: (
        "What has changed from one board to the next.",
        keys(
            marking=maybe(TEXT), then=_SIDE, now=_SIDE,
            changes=many(
                keys(
                    part=TEXT, what=TEXT, kind=TEXT, workstream=TEXT, record=TEXT, name=TEXT, sentence=TEXT,
                    before=maybe(TEXT), after=maybe(TEXT), then=many(keys(**_CELL)), now=many(keys(**_CELL)),
                )
            ),
            conflicts_still=many(keys(**_SHORT_FINDING)),
        ),
    ),
    TREND: (
        "The colours that were told at each board.",
        keys(
            programme=TEXT,
            boards=many(keys(as_at=DAY, colours=many(keys(of=TEXT, aspect=TEXT, status=STATUSES)))),
        ),
    ),
    LIST_SCHEMA: ("The boards that a history keeps.", keys(history=TEXT, boards=many(_KEPT_BOARD))),
    SHOW_SCHEMA: (
        "One board as a history keeps it.",
        keys(
            history=TEXT, board=_KEPT_BOARD,
            workbooks=many(keys(file=TEXT, workstreams=many(TEXT), as_at=maybe(DAY), sha256=TEXT, cells=WHOLE)),
            colours=many(keys(of=TEXT, aspect=TEXT, status=STATUSES)),
        ),
    ),
    CHECK_SCHEMA: (
        "Whether the boards of a history are as they were kept.",
        keys(
            history=TEXT, sound=TRUTH,
            boards=many(keys(council=TEXT, programme=TEXT, as_at=DAY, sound=TRUTH, damaged=many(TEXT))),
        ),
    ),
    DRY_RUN: (
        "What other thresholds would have given at the last boards.",
        keys(
            policy=TEXT, boards=many(DAY), not_read=many(TEXT), counts=each(WHOLE),
            items=many(keys(board=DAY, id=TEXT, kind=TEXT, workstream=TEXT, name=TEXT, reason=TEXT, **_TURN)),
            aspects=many(keys(board=DAY, id=TEXT, kind=TEXT, workstream=TEXT, name=TEXT, reason=TEXT, **_TURN)),
        ),
    ),
    CONSOLIDATED: (
        "What went into a programme workbook, what did not, and why.",
        keys(
            marking=maybe(TEXT), thresholds_from=keys(sentence=TEXT), output=maybe(TEXT),
            files=many(
                keys(
                    path=TEXT, fate=TEXT, why=TEXT, workstreams=many(TEXT), as_at=maybe(DAY), rows_read=WHOLE,
                    rows_unread=WHOLE, could_not_be_read=many(TEXT), sha256=maybe(TEXT),
                )
            ),
            differences=many(
                keys(
                    sheet=TEXT, record=TEXT, column=TEXT, taken=TEXT, taken_from=TEXT, other=TEXT, other_from=TEXT
                )
            ),
            not_taken=many(keys(path=TEXT, sheet=TEXT, row=WHOLE, record=TEXT, why=TEXT)), missing=many(TEXT),
            feedback=many(TEXT),
            chase=many(
                keys(
                    workstreams=many(TEXT), path=maybe(TEXT), fate=TEXT, owner=maybe(TEXT), deputy=maybe(TEXT),
                    as_at=maybe(DAY), days_late=maybe(WHOLE), errors=maybe(WHOLE), queries=maybe(WHOLE),
                    put_right_first=maybe(TEXT),
                )
            ),
        ),
    ),
    REGION: (
        "Programme workbooks of several councils as counts and colours.",
        keys(
            councils=many(
                keys(
                    file=TEXT, as_at=DAY, colours=each(STATUSES), workstreams=maybe(each(WHOLE)),
                    items=each(each(WHOLE)), not_read=each(TEXT),
                )
            ),
            all_councils=each(each(WHOLE)), not_counted=many(keys(file=TEXT, why=TEXT)), output=maybe(TEXT),
        ),
    ),
    ADOPTED: (
        "How a tracker was read and what came of it.",
        keys(
            tracker=TEXT, path=maybe(TEXT), map=maybe(TEXT), rows=each(WHOLE), questions=WHOLE,
            lines=many(
                keys(
                    what=TEXT, sheet=TEXT, table=TEXT, column=TEXT, theirs=TEXT, ours=TEXT, certainty=TEXT, cells=TEXT,
                    why=TEXT,
                )
            ),
            left_over=many(keys(sheet=TEXT, row=WHOLE, why=TEXT, cells=many(TEXT))), needed=many(TEXT),
            findings=keys(**{severity.value: WHOLE for severity in Severity}),
        ),
    ),
}  # fmt: skip


def schema_of(name: str) -> Mapping[str, Any]:
    """The JSON Schema of one output, by the name and version that stand in it."""
    description, shape = SHAPES[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name.replace('/', ':')}",
        "title": name,
        "description": f"{description} Dates are as in 2026-11-13.",
        **shape,
        "properties": {"schema": {"const": name}, **shape["properties"]},
        "required": ["schema", *shape["required"]],
    }


def schema_files() -> Mapping[str, bytes]:
    """The published schemas by their paths below the repository: `docs/schemas/status-1.json`."""
    return {
        f"docs/schemas/{name.removeprefix('xl_send/').replace('/', '-')}.json": (
            json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
        ).encode("utf-8")
        for name in SHAPES
    }
