"""Opens a workbook in headless LibreOffice and calls macros in it; run by the Python that has `uno`.

Reads {"profile", "workbook", "calls": [[module, function, [arguments]], ...]} as JSON from standard
input and writes {"answers": [...], "modules": [...], "sheets": [...]} to standard output. With "kept" the
workbook is stored there afterwards, as an .xlsx file.
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
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
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


def main() -> None:
    asked = json.load(sys.stdin)
    office, address = start(Path(asked["profile"]))
    try:
        context = connected(address, office)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = opened(desktop, Path(asked["workbook"]))
        told = {
            "answers": answers(document, asked["calls"]),
            "modules": sorted(document.BasicLibraries.getByName("VBAProject").ElementNames),
            "sheets": list(document.Sheets.ElementNames),
        }
        if asked.get("kept"):
            kept = (setting("FilterName", "Calc MS Excel 2007 XML"),)
            document.storeToURL(Path(asked["kept"]).as_uri(), kept)
        document.close(True)  # noqa: FBT003 - LibreOffice knows no names here
        json.dump(told, sys.stdout)
    finally:
        office.terminate()
        office.wait()


if __name__ == "__main__":
    main()
