"""What the product raises when it cannot do what was asked. Each message is one plain sentence that says what to do."""

from __future__ import annotations

from pathlib import Path


class Error(Exception):
    """The base of every error that the product raises."""


class CannotRunError(Error):
    """The product could not run at all, or not with what it was given."""


class RefusedError(CannotRunError):
    """A file that cannot be read as a workbook at all, or is one of another template.

    `sentence` says what the file is and what to do, and does not repeat the file's name, which is kept in `path`.
    """

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.path = path
        self.sentence = sentence


def fault_place(error: Exception) -> str:
    """What kind of fault it was and where in our code, without anything of a workbook: enough to mend it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "some place"
    return f"{type(error).__name__} in {place}"
