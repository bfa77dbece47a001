"""The ribbon shows a button exactly when there is something for it to do."""

from __future__ import annotations

import tomllib
from xml.etree import ElementTree as ET

from places import ROOT
from vba.every_button import ALL_ACTIONS, EVERYTHING
from xl_send.vba.buttons import ribbon_groups
from xl_send.vba.modules import Module, ModuleKind
from xl_send.vba.ribbon import NAMESPACE, PART, Button, Group, ribbon_parts
from xl_send.vba.sources import _CHECKED_OUT, _INSTALLED, actions_of, macro_sources
from xl_send.verbs import COMMANDS


def actions(groups: list[Group]) -> list[str]:
    return [button.action for group in groups for button in group.buttons]


def test_with_every_command_and_answer_every_button_is_there() -> None:
    groups = ribbon_groups(ALL_ACTIONS, EVERYTHING)
    assert [group.label for group in groups] == [
        "Check", "Status", "Interdependencies", "Reports", "Programme", "Help",
    ]  # fmt: skip
    assert set(actions(groups)) == ALL_ACTIONS


def test_a_button_whose_command_does_not_exist_is_not_there() -> None:
    without = [command for command in EVERYTHING if command.verb not in {"consolidate", "adopt"}]
    groups = ribbon_groups(ALL_ACTIONS, without)
    assert not {"consolidate", "adopt"} & set(actions(groups))
    assert "Programme" not in [group.label for group in groups]


def test_the_word_button_waits_for_the_option_of_its_command() -> None:
    plain = [command._replace(options=()) for command in EVERYTHING]
    assert {"report", "report-word"} - set(actions(ribbon_groups(ALL_ACTIONS, plain))) == {"report-word"}


def test_a_button_that_the_macros_do_not_answer_is_not_there() -> None:
    assert actions(ribbon_groups({"validate", "about"}, EVERYTHING)) == ["validate", "about"]


def test_actions_are_the_quoted_cases_of_the_callback_alone() -> None:
    code = (
        'Public Sub Other()\n    Select Case x\n        Case "elsewhere"\n    End Select\nEnd Sub\n'
        'Public Sub OnRibbon(control As Object)\n    Select Case control.Tag\n        Case "one", "two"\n'
        '            Go\n        Case Else\n    End Select\nEnd Sub\nSub After()\n    Case "later"\nEnd Sub\n'
    )
    assert actions_of([Module("Any", ModuleKind.PLAIN, code)]) == {"one", "two"}


def test_what_the_macros_answer_is_what_the_ribbon_may_ask() -> None:
    """An action that the macros answer and no button stands for would be dead code."""
    assert actions_of(macro_sources()) <= ALL_ACTIONS
    assert {"guide", "about"} <= set(actions(ribbon_groups(actions_of(macro_sources()))))


def test_about_names_the_edition_that_this_is() -> None:
    code = next(module.code for module in macro_sources() if module.name == "SendHelp")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert f'EDITION As String = "{project["project"]["version"]}"' in code


def test_an_installed_package_finds_the_sources_where_the_wheel_puts_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {ROOT / inside for inside in carried.values()} == {_INSTALLED}
    assert {ROOT / outside for outside in carried} == {_CHECKED_OUT}


def test_a_button_tells_what_its_command_tells() -> None:
    groups = ribbon_groups({"validate"}, COMMANDS)
    validate = next(command for command in COMMANDS if command.verb == "validate")
    assert groups[0].buttons[0].supertip.startswith(validate.summary)


def test_every_button_has_its_words_and_a_key_of_its_own() -> None:
    buttons = [button for group in ribbon_groups(ALL_ACTIONS, EVERYTHING) for button in group.buttons]
    assert all(button.label and button.screentip and button.supertip for button in buttons)
    keys = [button.keytip for button in buttons]
    assert not [(key, two) for key in keys for two in keys if key is not two and two.startswith(key)]


def test_words_with_signs_of_their_own_arrive_as_they_are() -> None:
    odd = Button("a", 'R&D "plan" <A>', "guide", "A", "it's", "café", large=True)
    parts = ribbon_parts([Group("One & two", (odd,))])
    found = ET.fromstring(parts[PART]).find(f".//{{{NAMESPACE}}}button")
    assert found is not None
    assert (found.get("label"), found.get("screentip"), found.get("supertip")) == ('R&D "plan" <A>', "it's", "café")
    assert found.get("image") == "guide_large"
    assert "customUI/images/guide_large.png" in parts
