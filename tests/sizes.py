"""How many cases a costly test tries: a few in every run, and all of them by hand, with XL_SEND_FULL_SIZE=1."""

from __future__ import annotations

import os


def cases(few: int, *, whole: int) -> int:
    return whole if os.environ.get("XL_SEND_FULL_SIZE") else few
