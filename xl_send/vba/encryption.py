"""The light disguise of a VBA project's protection settings ([MS-OVBA] 2.4.3.2): no secret, only a form."""

from __future__ import annotations

import struct

_VERSION = 2


def disguised(data: bytes, project_id: str, seed: int) -> str:
    """`data` as the hexadecimal text in which the PROJECT stream keeps it."""
    key = sum(project_id.encode("ascii")) & 0xFF
    out = bytearray([seed, seed ^ _VERSION, seed ^ key])
    plain = key
    for byte in bytes((seed & 6) // 2) + struct.pack("<L", len(data)) + data:
        out.append(byte ^ ((out[-2] + plain) & 0xFF))
        plain = byte
    return out.hex().upper()
