"""What workers are asked to do in the tests: also what no worker survives."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import MappingProxyType

from xl_send.workbook.sheets.milestones import Milestone


def doubled(given: object) -> object:
    assert isinstance(given, int)
    return given * 2


def ends_its_process(given: object) -> object:
    os._exit(given if isinstance(given, int) else 3)


def ends_the_first_process(given: object) -> object:
    """The one who comes second finds that somebody was there."""
    assert isinstance(given, str)
    if Path(given).exists():
        return "done"
    Path(given).touch()
    os._exit(3)


def never_ends(given: object) -> object:
    while given:
        pass
    return given


def fails(given: object) -> object:
    raise ValueError(given)


def prints(given: object) -> object:
    print(given)  # noqa: T201 - what is printed must not be taken for an answer
    os.write(1, b"noise")
    return given


def is_heard(given: object) -> object:
    """Whether Ctrl-C would end this process."""
    return signal.getsignal(signal.SIGINT) is not signal.SIG_IGN or given


def gives_what_cannot_travel(given: object) -> object:
    return lambda: given


def gives_a_record(given: object) -> object:
    record = Milestone(id=str(given), workstream="TRN", baseline=None, forecast=None)  # type: ignore[arg-type]
    return record, MappingProxyType({"a": 1})
