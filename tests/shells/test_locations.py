"""Where the buttons look for Python, and how names are spelled so that no code page changes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_send.shells.install.locations import home, interpreter_line, mac_script_file
from xl_send.shells.job.spelling import spell, unspell
from xl_send.vba.sources import mac_script, macro_sources


@pytest.mark.parametrize(
    ("platform", "environ", "place"),
    [
        ("win32", {"LOCALAPPDATA": "L", "USERPROFILE": "U"}, "L/xl_send"),
        ("win32", {"USERPROFILE": "U"}, "U/AppData/Local/xl_send"),
        ("darwin", {"HOME": "/Users/jo"}, "/Users/jo/Library/Group Containers/UBF8T346G9.Office/xl_send"),
        ("linux", {"HOME": "/home/jo"}, "/home/jo/.config/xl_send"),
        ("linux", {"HOME": "/home/jo", "XDG_CONFIG_HOME": "/c"}, "/c/xl_send"),
    ],
)
def test_each_system_has_its_own_place(platform: str, environ: dict[str, str], place: str) -> None:
    assert home(platform, environ) == Path(place)


def test_the_interpreter_is_written_in_plain_characters_on_one_line() -> None:
    line = interpreter_line("C:\\Users\\José\\PROGRA~1\\python.exe")
    assert line == b"C:\\Users\\Jos~00E9\\PROGRA~007E1\\python.exe\n"


@given(st.text())
def test_a_text_comes_back_as_it_was(text: str) -> None:
    spelled = spell(text)
    assert spelled.isascii()
    assert not set(spelled) & set("\t\r\n")
    assert unspell(spelled) == text


def test_a_text_that_was_spelled_badly_is_still_read() -> None:
    assert unspell("a~b ~00E9~ZZZZ ~D83D") == "a~b é~ZZZZ \ufffd"


def test_the_macros_and_the_script_of_a_mac_agree_on_places_and_names() -> None:
    script = mac_script('/Users/jo/a "b"/python')
    code = "".join(module.code for module in macro_sources())
    assert 'property helper : "/Users/jo/a \\"b\\"/python"' in script
    assert f'AppleScriptTask("{mac_script_file().name}", "RunJob", folder)' in code
    assert "\non RunJob(jobFolder)\n" in script
    jobs = str(home("darwin", {"HOME": ""}) / "jobs").partition("Containers")[2]
    assert f'"{jobs}/"' in script
    assert mac_script_file(Path("/Users/jo")).parent == Path(
        "/Users/jo/Library/Application Scripts/com.microsoft.Excel"
    )


def test_the_macros_look_where_python_writes() -> None:
    code = next(module.code for module in macro_sources() if module.name == "SendFiles")
    inside = home("darwin", {"HOME": "/Users/jo"}).relative_to("/Users/jo")
    assert f'"/{inside.as_posix()}/"' in code
    assert '"%LOCALAPPDATA%") & "\\xl_send\\"' in code
