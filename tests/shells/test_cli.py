"""The command line as a whole: its table, its help, and what it says when something goes wrong inside."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from files import write_example
from places import ROOT
from xl_send.shells import cli
from xl_send.verbs import COMMANDS, Command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.verb)
def test_every_command_and_option_is_in_its_help(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*command.verb.split(), "--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"--{option.name}" in told for option in command.options)


def test_every_command_is_on_the_reference_page() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"## {command.verb}" in page
        assert all(f"`--{option.name}" in page for option in command.options)


def test_a_fault_of_our_own_is_a_sentence_without_what_the_workbook_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "the child's name"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("xl_send.commands.validate.see", broken)
    assert cli.main(["validate", "x.xlsx"]) == 2
    told = capsys.readouterr().err
    assert "ZeroDivisionError in test_cli.py" in told
    assert "Traceback" not in told
    assert "child" not in told


def test_it_runs_as_a_module_and_in_a_pipe_shows_no_bar(tmp_path: Path) -> None:
    write_example("", tmp_path / "return.xlsx")
    command = [sys.executable, "-m", "xl_send", "status", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    assert ended.stderr == b""
    assert "TRN" in ended.stdout.decode("utf-8")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert "0.1.0" in capsys.readouterr().out


@pytest.mark.parametrize("collecting", [True, False])
def test_a_program_that_calls_it_goes_on_as_it_was(collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        assert cli.main(["--version"]) == 0
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()
