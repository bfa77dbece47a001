"""Ids of ours for rows of theirs: their own where it is one, else their number, else the next that is free.

Ids that a mapping gives are kept, so that a second run gives each row the id that it had.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_send.adoption.account import AdoptionAccount
from xl_send.adoption.carrying.rows import MadeRow
from xl_send.adoption.carrying.streams import Streams
from xl_send.adoption.finding.evidence import MAIN
from xl_send.adoption.finding.synonyms import records_by_title
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.mapping import Line, What

# What is longer refers to no row.
LONGEST = 120
_OURS = re.compile(r"([A-Z]{2,5})-([A-Z])(\d{1,4})")
_NUMBER = re.compile(r"^[A-Za-z]{0,6}[\s\-_#./]*0*(\d{1,4})$")
_PREDECESSOR = re.compile(r"^(.+?)\s*(FS|SS|FF|SF)?\s*(?:([+\-])\s*(\d+)\s*(?:d|days?|w|weeks?)?)?$", re.IGNORECASE)


def give_ids(rows: Sequence[MadeRow], streams: Streams, account: AdoptionAccount) -> None:
    """Give every row of a sheet with ids its id and its workstream's code."""
    by_sheet: dict[str, list[MadeRow]] = defaultdict(list)
    for made in rows:
        letter = records_by_title()[made.sheet].SHEET.letter
        if not letter:
            continue
        made.values["Receiver" if made.sheet == "Interdependencies" else "Workstream"] = streams.code(made.stream)
        by_sheet[made.sheet].append(made)
    for sheet, found in by_sheet.items():
        _number(sheet, found, streams, account)


def _number(sheet: str, rows: Sequence[MadeRow], streams: Streams, account: AdoptionAccount) -> None:
    letter = records_by_title()[sheet].SHEET.letter
    taken: set[str] = set()
    waiting = []
    keys = _keys(rows)
    for made in rows:
        said = account.given.answer(What.ID, made.source[0], made.table, sheet, keys[id(made)])
        kept = said if said and _OURS.fullmatch(said) else made.own.strip().upper()
        match = _OURS.fullmatch(kept)
        if match and match[2] == letter and kept not in taken:
            made.values["ID"] = kept
            taken.add(kept)
        else:
            waiting.append(made)
    singles = _single_numbers(waiting, streams)
    for made in waiting:
        code = streams.code(made.stream)
        own = singles.get(id(made))
        made.values["ID"] = _id(code, letter, own) if own and _id(code, letter, own) not in taken else ""
        taken.add(made.id)
    for made in waiting:
        if not made.id:
            made.values["ID"] = _free(streams.code(made.stream), letter, taken)
            taken.add(made.id)
    for made in rows:
        if made.table:
            account.say(
                Line(
                    What.ID,
                    made.source[0],
                    made.table,
                    sheet,
                    keys[id(made)],
                    made.id,
                    Certainty.CERTAIN,
                    f"row {made.source[1]}",
                )
            )


def _keys(rows: Sequence[MadeRow]) -> dict[int, str]:
    """What tells each row again: its own id or what it says, counted where others of its table have the same."""
    met: dict[tuple[str, str, str], int] = defaultdict(int)
    keys: dict[int, str] = {}
    for made in rows:
        print_ = made.fingerprint(MAIN.get(made.sheet, "ID"))
        place = (made.source[0], made.table, print_)
        met[place] += 1
        keys[id(made)] = print_ if met[place] == 1 else f"{print_} ({met[place]})"
    return keys


def _single_numbers(rows: Sequence[MadeRow], streams: Streams) -> dict[int, int]:
    """The number in each row's own id, where no other row of the workstream has it."""
    found: dict[tuple[str, int], list[MadeRow]] = defaultdict(list)
    for made in rows:
        match = _NUMBER.match(made.own.strip())
        if match and int(match[1]):
            found[streams.code(made.stream), int(match[1])].append(made)
    return {id(sharing[0]): number for (_, number), sharing in found.items() if len(sharing) == 1}


def _id(code: str, letter: str, number: int) -> str:
    return f"{code}-{letter}{number:02}"


def _free(code: str, letter: str, taken: set[str]) -> str:
    number = 1
    while _id(code, letter, number) in taken:
        number += 1
    return _id(code, letter, number)


def link_rows(rows: Sequence[MadeRow]) -> None:
    """Fill in what names another row: KPIs of figures, milestones of expectations, and what comes before what."""
    owns: dict[tuple[str, str], str] = {}
    for made in rows:
        if made.own:
            owns.setdefault((made.source[0], made.own.casefold()), made.id)
    anywhere = {own: found for (_, own), found in reversed(owns.items())}
    for made in rows:
        if made.parent is not None:
            made.values["KPI"] = made.parent.id
        if made.at is not None:
            made.values["Milestone"] = made.at.id
        if made.follows:
            made.values[made.follows_title] = ", ".join(_references(made, owns, anywhere)) or made.follows


def _references(made: MadeRow, owns: dict[tuple[str, str], str], anywhere: dict[str, str]) -> Iterator[str]:
    """Their ids of what comes first as ours. Where one is not known, all stands as it was."""
    found = []
    for part in re.split(r"[,;\n]| and ", made.follows):
        match = _PREDECESSOR.match(part.strip()) if len(part) <= LONGEST else None
        if not part.strip():
            continue
        own = (match[1] if match else part).strip().casefold()
        known = (
            owns.get((made.source[0], own)) or anywhere.get(own) or owns.get((made.source[0], part.strip().casefold()))
        )
        if known is None and _OURS.fullmatch(part.strip().upper()):
            known = part.strip().upper()
        if known is None:
            return
        lag = int(match[4]) if match and match[4] and match[3] == "+" and made.follows_title == "Depends on" else 0
        found.append(f"{known}+{lag}" if lag else known)
    yield from found
