"""What the product raises when it cannot do what was asked. Each message is one plain sentence that says what to do."""

from __future__ import annotations


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
