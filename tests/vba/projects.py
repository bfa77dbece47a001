"""What others read in a project: its streams by olefile, its sources and records by oletools."""

from __future__ import annotations

import io
import struct
import warnings

import olefile

with warnings.catch_warnings():
    # Its own reader of expressions has since renamed what it calls.
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser, decompress_stream, scan_vba

__all__ = ["VERSION_RECORD", "dir_records", "inflated", "scan_vba", "sources", "streams"]

VERSION_RECORD = 0x0009


def inflated(container: bytes) -> bytes:
    return bytes(decompress_stream(bytearray(container)))


def streams(project: bytes) -> dict[str, bytes]:
    with olefile.OleFileIO(io.BytesIO(project), raise_defects=olefile.DEFECT_POTENTIAL) as opened:
        return {"/".join(path): opened.openstream(path).read() for path in opened.listdir()}


def sources(project: bytes) -> dict[str, str]:
    """Each module's text by its name, attributes included."""
    parser = VBA_Parser("vbaProject.bin", data=project)
    return {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_all_macros()}


def dir_records(project: bytes) -> list[tuple[int, bytes]]:
    """The records of the dir stream, in order."""
    data = inflated(streams(project)["VBA/dir"])
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data):
        code, size = struct.unpack_from("<HL", data, at)
        size = 6 if code == VERSION_RECORD else size
        found.append((code, data[at + 6 : at + 6 + size]))
        at += 6 + size
    return found
