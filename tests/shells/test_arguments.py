"""What is typed on the command line: read in any order, and what no verb takes is told with what to type instead."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from xl_send.errors import CannotRunError
from xl_send.shells.arguments import read_arguments
from xl_send.shells.cli import main
from xl_send.shells.command_help import help_text
from xl_send.verbs import COMMANDS

# What is typed, and what is said of it.
NOT_TAKEN = {
    "validat": "There is no command validat. Did you mean validate? See what there is with xl-send --help.",
    "history lst": "There is no command lst. Did you mean list? See what there is with xl-send history --help.",
    "--hlep": "xl-send has no option --hlep. See what there is with xl-send --help.",
    "validate x --formt json": "xl-send validate has no option --formt. Did you mean --format? See what there is with "
    "xl-send validate --help.",
    "validate x --form json": "xl-send validate has no option --form. Did you mean --format? See what there is with "
    "xl-send validate --help.",
    "validate x -z": "xl-send validate has no option -z. See what there is with xl-send validate --help.",
    "validate": "WORKBOOKS is missing. Write: xl-send validate WORKBOOKS...",
    "explain AC01": "WORKBOOKS is missing. Write: xl-send explain KEY WORKBOOKS...",
    "changes a b c": "c is one more than xl-send changes takes. Write xl-send changes [OLD] [NEW].",
    "window x": "x is one more than xl-send window takes. Write xl-send window alone.",
    "status x --as-at": "--as-at was given nothing. Write --as-at DATE, or leave --as-at out.",
    "status x --as-at --mark": "--as-at was given nothing. Write --as-at DATE, or leave --as-at out.",
    "status x -o": "--output was given nothing. Write --output DIR, or leave --output out.",
    "validate x --strict=yes": "--strict takes no value. Leave it out.",
    "validate x --format jsn": "--format cannot be jsn. Did you mean json? Write text, json, sarif or csv.",
}


def given(typed: str) -> Mapping[str, object]:
    return read_arguments(typed.split()).given


@pytest.mark.parametrize("typed", NOT_TAKEN)
def test_what_no_verb_takes_is_told_with_what_to_type(typed: str) -> None:
    with pytest.raises(CannotRunError) as told:
        read_arguments(typed.split())
    assert str(told.value) == NOT_TAKEN[typed]


@pytest.mark.parametrize(
    "typed",
    [
        "validate a b --format json --strict",
        "validate --format=json a --strict b",
        "validate --strict --format json a b",
    ],
)
def test_options_stand_anywhere(typed: str) -> None:
    found = given(typed)
    assert (found["workbooks"], found["format"], found["strict"], found["mark"]) == (("a", "b"), "json", True, False)


def test_every_option_has_its_default_and_what_may_be_given_again_is_gathered() -> None:
    found = given("validate a --select MS --select KP01")
    assert found["select"] == ("MS", "KP01")
    assert (found["ignore"], found["format"], found["output"], found["as"]) == ((), "text", "", ())
    assert given("consolidate a -o b.xlsx")["output"] == "b.xlsx"
    assert given("consolidate a")["output"] == "programme.xlsx"
    assert (given("changes")["old"], given("report")["workbooks"]) == ("", ())


def test_what_follows_two_dashes_is_a_name_whatever_it_begins_with() -> None:
    assert given("validate --strict -- -odd.xlsx --help")["workbooks"] == ("-odd.xlsx", "--help")
    assert not read_arguments(["validate", "--", "--help"]).asks_for_help


def test_a_number_below_nought_is_a_value() -> None:
    assert given("sequence a --seconds -1")["seconds"] == "-1"


def test_what_was_typed_is_told_without_a_password_and_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["postgresql://me:secret@server/db"]) == 2
    assert main(["changes", "a", "b", "postgresql://me:secret@server/db"]) == 2
    assert main(["validate\x1b[2J"]) == 2
    told = capsys.readouterr()
    assert "secret" not in told.err
    assert "\x1b" not in told.err
    assert not told.out


@pytest.mark.parametrize("columns", [20, 60, 80, 300])
def test_help_keeps_to_the_terminal_and_leaves_no_word_out(columns: int) -> None:
    for command in COMMANDS:
        told = help_text((), command, columns)
        assert max(map(len, told.split("\n")[2:])) <= max(min(columns, 100), 70)
        for text in (command.summary, *(option.help for option in command.options)):
            assert text in " ".join(told.split())
    told = " ".join(help_text((), None, columns).split())
    assert all(command.summary in told for command in COMMANDS if " " not in command.verb)
    assert "history List, show, export and check what is kept in a history." in told
    only = help_text(("history",), None, columns)
    assert "export" in only
    assert "validate" not in only
