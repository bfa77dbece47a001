"""What a council's own document may bring along and must not: its author, company, comments and custom properties."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DROPPED = re.compile(
    r"^(?:docProps/custom\.xml|docMetadata/.*|word/(?:comments\w*|people|glossary/.*)(?:\.xml)?|word/_rels/comments.*)$"
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>xl_send</Application>'
    b"</Properties>"
)
_AUTHORS = re.compile(rb'(w:(?:author|initials))="[^"]*"')
_TIE = re.compile(rb'<Relationship\b[^<>]*?Target="([^"<]*)"[^<>]*?/>')
_TYPE = re.compile(rb'<Override\b[^<>]*?PartName="([^"]*)"[^<>]*?/>')


def without_traces(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a document without those that tell who made another, and without the ties to them."""
    kept = {name: content for name, content in parts.items() if not _DROPPED.match(name)}
    gone = [name for name in parts if name not in kept]
    for name, content in kept.items():
        if name == "docProps/app.xml":
            kept[name] = _APP
        elif name.endswith(".rels") and gone:
            kept[name] = _TIE.sub(lambda found: b"" if _leads_to(found[1], gone) else found[0], content)
        elif name == "[Content_Types].xml" and gone:
            kept[name] = _TYPE.sub(lambda found: b"" if found[1].decode().lstrip("/") in gone else found[0], content)
        elif name.endswith(".xml"):
            kept[name] = _AUTHORS.sub(rb'\1=""', content)
    return kept


def _leads_to(target: bytes, gone: list[str]) -> bool:
    """Whether a tie leads to a part that is gone, by the end of its path."""
    path = target.decode().lstrip("/")
    return any(name == path or name.endswith(f"/{path}") for name in gone)
