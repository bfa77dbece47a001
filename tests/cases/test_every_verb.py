"""Whatever is asked of a return, it is said that a sheet of it was not read; no verb passes over it in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import xl_send
from cases.workbooks import example, raw_example
from xl_send.shells.cli import main
from xl_send.verbs import COMMANDS

Call = Callable[[Path], list[str]]
# What reads no return for what it says, or shows only what was told of it before.
OTHERS = {"adopt", "demo", "explain", "history", "install", "new", "uninstall", "window"}
CALLS: Mapping[str, Call] = {
    "changes": lambda home: ["changes", f"{home}/before", f"{home}/now"],
    "conflicts": lambda home: ["conflicts", f"{home}/now"],
    "consolidate": lambda home: ["consolidate", f"{home}/now", "-o", f"{home}/together.xlsx"],
    "consolidate --counts": lambda home: ["consolidate", f"{home}/now", "--counts", "-o", f"{home}/region.xlsx"],
    "dry-run": lambda home: ["dry-run", "--history", f"{home}/boards.db", "--policy", f"{home}/before/return.xlsx"],
    "export": lambda home: ["export", f"{home}/now", "-o", f"{home}/tables"],
    "next": lambda home: ["next", f"{home}/now", "-o", f"{home}/next"],
    "report": lambda home: ["report", f"{home}/now", "-o", f"{home}/board"],
    "sequence": lambda home: ["sequence", f"{home}/now"],
    "status": lambda home: ["status", f"{home}/now"],
    "upgrade": lambda home: ["upgrade", f"{home}/now", "-o", f"{home}/upgraded"],
    "validate": lambda home: ["validate", f"{home}/now"],
    "whatif": lambda home: ["whatif", f"{home}/now", "--slip", "TRN-M07=15"],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return, the same half a term later with its risks under another name, and a history that keeps that."""
    place = tmp_path_factory.mktemp("home")
    for folder in ("before", "now"):
        (place / folder).mkdir()
    shutil.copy(raw_example(), place / "before" / "return.xlsx")
    made = example()
    made.sheet("Risks").title = "Our risks"
    for row in made.sheet("Programme").iter_rows():
        if row[0].value == "As at":
            row[1].value = "4 January 2027"  # type: ignore[assignment,union-attr,unused-ignore]
    made.save(place / "now", "return.xlsx")
    xl_send.consolidate(place / "now", history=str(place / "boards.db"))
    return place


def test_every_verb_is_asked() -> None:
    assert {call.partition(" ")[0] for call in CALLS} == {
        command.verb.partition(" ")[0] for command in COMMANDS
    } - OTHERS


@pytest.mark.parametrize("verb", CALLS)
def test_every_verb_says_what_it_could_not_read(verb: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = main(CALLS[verb](home))
    told = " ".join("".join(capsys.readouterr()).split())
    assert ended == 1, told
    assert any(words in told for words in ("Risks of return.xlsx was not found", 'no sheet called "Risks"',
                                           "Risks: its sheet was not read"))  # fmt: skip
