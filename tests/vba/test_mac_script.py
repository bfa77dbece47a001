"""On a Mac the macros call a script: what they call is there."""

from __future__ import annotations

import re

from xl_send.vba.sources import mac_script, macro_sources


def test_the_macros_call_what_the_script_answers_and_nothing_else() -> None:
    called = re.compile(r'AppleScriptTask\("xl_send\.applescript", "(\w+)", \w+\)')
    tasks = {task for module in macro_sources() for task in called.findall(module.source())}
    script = mac_script("/usr/local/bin/python3")
    answered = re.findall(r"^on (\w+)\(\w+\)$(.*?)^end (\w+)$", script, re.MULTILINE | re.DOTALL)
    assert tasks == {first for first, _, _ in answered} == {last for _, _, last in answered}
    assert [body.count("do shell script") for first, body, _ in answered if first != "RunJob"] == [0]
