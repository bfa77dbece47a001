"""Opens workbooks in one headless LibreOffice and calls macros in them; run by the Python that has `uno`.

Reads a line of JSON for each sitting, {"workbook", "calls": [[module, function, [arguments]], ...]}, from standard
input and answers it with a line, {"answers": [...], "modules": [...], "sheets": [...]}. With "kept" the workbook is
stored there afterwards, as an .xlsx file. The first line is the folder of the profile. Ends with its input.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ADD_IN_FILTER = "Calc MS Excel 2007 VBA XML"
ALWAYS_EXECUTE = 4


def start(profile: Path) -> tuple[subprocess.Popen[bytes], str]:
    pipe = "xlsend" + "".join(filter(str.isalnum, str(profile)))[-60:]
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    command.append(f"--accept=pipe,name={pipe};urp;")
    office = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    return office, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"


def connected(address: str, office: subprocess.Popen[bytes]) -> Any:  # noqa: ANN401 - a bridge to another program
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while office.poll() is None:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            time.sleep(0.1)
    sys.exit(f"LibreOffice ended with {office.returncode} before it answered.")


def setting(name: str, value: object) -> Any:  # noqa: ANN401 - a bridge to another program
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def opened(desktop: Any, workbook: Path) -> Any:  # noqa: ANN401 - a bridge to another program
    settings = [setting("MacroExecutionMode", ALWAYS_EXECUTE)]
    if workbook.suffix == ".xlam":
        settings.append(setting("FilterName", ADD_IN_FILTER))
    return desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, tuple(settings))


def answers(document: Any, calls: list[tuple[str, str, list[str]]]) -> list[object]:  # noqa: ANN401 - as above
    scripts = document.getScriptProvider()
    found = []
    for module, function, arguments in calls:
        address = f"vnd.sun.star.script:VBAProject.{module}.{function}?language=Basic&location=document"
        found.append(scripts.getScript(address).invoke(tuple(arguments), (), ())[0])
    return found


def sitting(desktop: Any, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a bridge to another program
    document = opened(desktop, Path(asked["workbook"]))
    # No macro asks what a formula comes to, and to work all of them out after every cell that one writes takes half
    # of a sitting's time: they are worked out before the workbook is stored.
    document.enableAutomaticCalculation(False)  # noqa: FBT003 - LibreOffice knows no names here
    told = {
        "answers": answers(document, asked["calls"]),
        "modules": sorted(document.BasicLibraries.getByName("VBAProject").ElementNames),
        "sheets": list(document.Sheets.ElementNames),
    }
    if asked.get("kept"):
        document.calculateAll()
        kept = (setting("FilterName", "Calc MS Excel 2007 XML"),)
        document.storeToURL(Path(asked["kept"]).as_uri(), kept)
    return told


def close_all(desktop: Any) -> None:  # noqa: ANN401 - a bridge to another program
    """The next sitting finds an empty table, whatever this one has opened."""
    found = desktop.Components.createEnumeration()
    left = []
    while found.hasMoreElements():
        left.append(found.nextElement())
    for document in left:
        document.close(True)  # noqa: FBT003 - LibreOffice knows no names here


def main() -> None:
    office, address = start(Path(sys.stdin.readline().strip()))
    try:
        context = connected(address, office)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        for line in sys.stdin:
            told = sitting(desktop, json.loads(line))
            close_all(desktop)
            print(json.dumps(told), flush=True)  # noqa: T201 - the answer
    finally:
        office.terminate()
        office.wait()


if __name__ == "__main__":
    main()
