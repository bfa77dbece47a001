"""A blank where something is to be named is a slip: it is told, and never passes for nothing having been asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import xl_send
from files import example_in
from xl_send.shells.cli import main
from xl_send.verbs import COMMANDS, Command

OPTIONS = [
    (command, option.name) for command in COMMANDS for option in command.options if not (option.flag or option.choices)
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_in(tmp_path_factory.mktemp("books"), "transition.xlsx") / "transition.xlsx"


def words_of(command: Command) -> list[str]:
    return [*command.verb.split(), *("x" for argument in command.arguments if argument.default is None)]


@pytest.mark.parametrize("blank", ["", " \t"])
def test_an_option_that_was_given_nothing_is_told_by_every_command(
    blank: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command, name in OPTIONS:
        assert main([*words_of(command), f"--{name}", blank]) == 2, (command.verb, name)
        assert f"--{name} was given nothing. Write --{name} " in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_so_is_a_blank_in_the_place_of_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        if command.arguments:
            assert main([*command.verb.split(), *["x" for _ in command.arguments[1:]], ""]) == 2, command.verb
            assert "was given as nothing. Name it." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "ask",
    [
        lambda path: xl_send.status(path, why=" "),
        lambda path: xl_send.whatif(path, close=[""]),
        lambda path: xl_send.whatif(path, remove_person="  "),
        lambda path: xl_send.sequence(path, keep=["", "TRN-M01"]),
        lambda path: xl_send.validate(path, select=[""]),
        lambda path: xl_send.validate(path, ignore=" "),
        lambda path: xl_send.report(path, forum=" "),
    ],
)
def test_from_python_too(book: Path, ask: Callable[[Path], object]) -> None:
    with pytest.raises(xl_send.CannotRunError, match=r"blank|nothing"):
        ask(book)
