"""Ids that are not in the right form, and what their writers most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from xl_send.findings import Cell
from xl_send.workbook.ids import Id
from xl_send.workbook.sheets_seen import UnreadCell
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unreadable import Unreadable

# Letters that are typed, or read off a page, for figures.
_FIGURES = str.maketrans("OIL", "011")


def likely_id(text: str, letter: str, ids: Iterable[str] = (), code: str = "") -> str:
    """The id that a mistyped text most likely means: one of these, else itself in the right form, else nothing.

    `letter` is that of the sheet the id is of, `code` the workstream's that is meant where the text leaves it out.
    """
    text = _with_code(text, code)
    wanted = _key(text)
    for item in sorted(ids):
        if _key(item) in {wanted, _with_letter(text, letter)}:
            return item
    match = re.fullmatch(rf"([A-Z]{{2,5}}?)[\W_]*{letter}?[\W_]*([0-9OIL]{{1,4}})", text.strip().upper())
    return f"{match[1]}-{letter}{match[2].translate(_FIGURES).zfill(2)}" if match else ""


def _with_code(text: str, code: str) -> str:
    """A text with the workstream's code before it where it is only a letter and a number: M08."""
    return f"{code}-{text.strip()}" if code and re.fullmatch(r"\s*[A-Za-z]?[0-9]{1,4}\s*", text) else text


def row_code(unread: UnreadCell, programme: Programme) -> str:
    """The workstream that a cell's row is of: by the row's id, else as it says, else the only one of its workbook."""
    submission = programme.by_workbook[unread.cell.workbook]
    of_row = (row.workstream for row in submission.unread_rows if row.cause == unread.cell)
    codes = submission.codes if len(submission.codes) == 1 else ()
    own, dash, _ = unread.cell.record.partition("-")
    return (own if dash else "") or next((code for code in of_row if code), "") or next(iter(codes), "")


def likely_list(text: str, ids: Iterable[str], *, lags: bool = False, code: str = "") -> str:
    """The list of ids that a mistyped one means, where each part is one of these but for its signs and figures.

    Where `lags` may be given, so may a number of days behind an id: TRN-M02+10. `code` is as for `likely_id`.
    """
    by_key = {_key(item): item for item in ids}
    for between in (r"[,;&/\n]|\band\b", r"[,;&/\s]"):
        parts = [_with_code(part, code) for part in re.split(between, text) if part.strip()]
        found = [_likely_part(part, by_key, lags=lags) for part in parts]
        if found and all(found):
            return ", ".join(found)
    return ""


def _likely_part(part: str, by_key: Mapping[tuple[str, str], str], *, lags: bool) -> str:
    name, plus, days = part.partition("+")
    found = by_key.get(_key(name if lags else part), "")
    if not (found and lags and plus):
        return found
    return f"{found}+{days.strip()}" if days.strip().isdigit() else ""


def mistyped(programme: Programme, missing: Iterable[str]) -> Mapping[str, UnreadCell]:
    """Of ids that are named and not found, those whose row is there under a mistyped id, with its cell."""
    sought = frozenset(missing)
    found: dict[str, UnreadCell] = {}
    for submission in programme.submissions:
        for unread in submission.unread_cells:
            kind = unread.column.kind
            if unread.reason is Unreadable.BAD_ID and isinstance(kind, Id):
                near = likely_id(unread.text, kind.letter, sought, row_code(unread, programme))
                if near in sought:
                    found.setdefault(near, unread)
    return found


def without_id(programme: Programme, missing: Iterable[str]) -> Mapping[str, Cell]:
    """Of ids that are named and not found, the one whose row may be the only one of its sheet that has no id."""
    sought: dict[tuple[str, str], set[str]] = {}
    for name in missing:
        code, _, rest = name.partition("-")
        sought.setdefault((code, rest[:1]), set()).add(name)
    found: dict[str, Cell] = {}
    for submission in programme.submissions:
        blanks: dict[str, list[Cell]] = {}
        for blank in submission.blanks:
            if isinstance(blank.column.kind, Id):
                blanks.setdefault(blank.column.kind.letter, []).append(blank.cell)
        for (code, letter), names in sought.items():
            if code in submission.codes and len(names) == len(blanks.get(letter, ())) == 1:
                found.setdefault(next(iter(names)), blanks[letter][0])
    return found


def _key(text: str) -> tuple[str, str]:
    """An id as the eye sees it: no signs between, letters that look like figures as figures, no leading zeros."""
    plain = re.sub(r"[\W_]", "", text.upper()).translate(_FIGURES)
    letters = plain.rstrip("0123456789")
    return letters, plain[len(letters) :].lstrip("0")


def _with_letter(text: str, letter: str) -> tuple[str, str]:
    """The same where the sheet's letter was left out."""
    letters, number = _key(text)
    return letters + letter.translate(_FIGURES), number
