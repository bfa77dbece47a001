"""Office packages: the same parts make the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The earliest date that a zip file can hold: nothing here knows the time.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, in their order and undated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(undated_part(name), content)
    return out.getvalue()


def undated_part(name: str) -> zipfile.ZipInfo:
    """A part as a package lists it."""
    part = zipfile.ZipInfo(name, NO_TIME)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    return part


def unpacked(package: bytes) -> dict[str, bytes]:
    """The parts of a package of our own making, by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as made:
        return {name: made.read(name) for name in made.namelist()}
