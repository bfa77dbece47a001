"""Parts that go over into a copy of a workbook as they are."""

from __future__ import annotations

import zipfile

from xl_send.xlsx.read.package import Package


def copy_part(target: zipfile.ZipFile, info: zipfile.ZipInfo, package: Package) -> None:
    """A part as it was, a piece at a time: it may be large, and nobody needs to see it."""
    same = zipfile.ZipInfo(info.filename, info.date_time)
    same.compress_type, same.external_attr, same.create_system = (
        info.compress_type,
        info.external_attr,
        info.create_system,
    )
    if info.is_dir():
        target.writestr(same, b"")
        return
    with target.open(same, "w") as sink:
        for piece in package.part(info.filename).pieces():
            sink.write(piece)
