"""What the product raises when it cannot do what was asked. Each message is one plain sentence that says what to do."""

from __future__ import annotations

import re
from pathlib import Path

from xl_send.patterns import Pattern

# How an address begins, and its word. A file's holds no password.
_SCHEME = Pattern(r"\b(?!sqlite:)[A-Za-z][A-Za-z0-9+.-]{1,30}://")
_WORD = Pattern(r"[^\s'\"]*")
# What stands in connection strings, and what is written like an address without being one; C:\returns is a path.
_ASSIGNED = Pattern(
    r"(?i)\b(pass(?:word|wd)?|pwd)(\s*=\s*|\s+:\s*|:(?=\S))(?:'[^']*'|\"[^\"]*\"|\{[^}]*\}|[^\s;'\"]+)",
)
_USER = Pattern(r"(?<![\w.+-])([\w.+-]+):(?![\\/])[^\s:@]+@(?=[\w.\[])")
_NO_PORT = Pattern(r":(?!\d{1,5}(?:[/,]|$))[^/,]*")
_HIDDEN = "***"


class Error(Exception):
    """The base of every error that the product raises. No message of one tells a password in a URL."""

    def __init__(self, message: str = "") -> None:
        super().__init__(without_passwords(message))


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


def without_passwords(text: str) -> str:
    """A text that tells no password of a database: neither that of a URL's user nor what follows a question mark.

    Nor that of a connection string, or of what is written nearly like an address.
    """
    told = "\n".join(map(_line_without, text.split("\n"))) if "://" in text else text
    told = _USER.sub(rf"\1:{_HIDDEN}@", told) if "@" in told else told
    return _ASSIGNED.sub(rf"\1\2{_HIDDEN}", told)


def _line_without(line: str) -> str:
    """A password that is not written as it should be may hold any sign: to the last @ of a line it may reach."""
    told, place, at = "", 0, line.rfind("@")
    while begun := _SCHEME.search(line, place):
        word = _WORD.match(line, max(begun.end(), at))
        end = word.end() if word else len(line)
        address = line[begun.end() : end].removesuffix(":")
        told += line[place : begun.end()] + _without_password(address)
        place = begun.end() + len(address)
    return told + line[place:]


def _without_password(address: str) -> str:
    """What stands behind `://`, with stars for the password of its user and for all that is asked for besides."""
    user, at, rest = address.rpartition("@")
    who = f"{re.split('[:/?]', user)[0]}:{_HIDDEN}" if re.search("[:/?]", user) else user
    place = _NO_PORT.sub(f":{_HIDDEN}", rest.partition("?")[0])
    asked = f"?{_HIDDEN}" if "?" in rest else ""
    return f"{who}{at}{place}{asked}"


def fault_place(error: Exception) -> str:
    """What kind of fault it was and where in our code, without anything of a workbook: enough to mend it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "some place"
    return f"{type(error).__name__} in {place}"
