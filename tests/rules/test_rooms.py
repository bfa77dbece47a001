"""A room of rules that is not loaded, for want of a row on its sheets, could have found nothing."""

from __future__ import annotations

import importlib
import subprocess
import sys
from dataclasses import replace

import pytest

from examples import blocks, programme
from faults.clean import as_written, programme_of
from places import TEMPLATES
from xl_send.rules import Rule, all_rules
from xl_send.rules.catalogue import has_rows_of
from xl_send.workbook.columns import Record
from xl_send.workbook.submissions import Programme

TEMPLATE = TEMPLATES / "send_programme.xlsx"


def rooms() -> dict[str, list[Rule]]:
    """The rules of each room that names its sheets."""
    found: dict[str, list[Rule]] = {}
    for rule in all_rules().values():
        found.setdefault(".".join(rule.check.__module__.split(".")[:3]), []).append(rule)
    return {room: rules for room, rules in found.items() if sheets_of(room)}


def sheets_of(room: str) -> tuple[type[Record], ...]:
    return getattr(importlib.import_module(room), "SHEETS", ())


ROOMS = rooms()


def emptied(found: Programme, sheets: tuple[type[Record], ...]) -> Programme:
    """The programme without a row of these sheets, read or not."""
    return Programme(
        tuple(
            replace(
                each,
                records={sheet: rows for sheet, rows in each.records.items() if sheet not in sheets},
                unread_rows=tuple(row for row in each.unread_rows if row.record not in sheets),
            )
            for each in found.submissions
        )
    )


@pytest.mark.parametrize("room", ROOMS)
def test_every_fault_that_a_rule_shows_has_a_row_on_a_sheet_of_its_room(room: str) -> None:
    shown = [(rule.id, text) for rule in ROOMS[room] for text in blocks(rule.documentation, "Fails")]
    assert shown
    assert not [rule for rule, text in shown if not has_rows_of(room, programme(text)[0])]


@pytest.mark.parametrize("room", ROOMS)
def test_without_such_rows_no_rule_of_the_room_finds_anything(room: str) -> None:
    found = emptied(programme_of(as_written().values()), sheets_of(room))
    assert not has_rows_of(room, found)
    assert not [rule.id for rule in ROOMS[room] if any(rule.check(found))]


def test_a_blank_workbook_loads_none_of_their_rules() -> None:
    call = (
        f"from xl_send.shells.cli import main; main(['validate', {str(TEMPLATE)!r}]); import sys; print(*sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert "xl_send.rules.programme.programme" in loaded
    assert not loaded & {"xl_send.rules.kpis.sets", "xl_send.rules.risks.standing", "xl_send.rules.resources.money"}
