"""Opens the window under a screen of its own, presses every button on a file, and prints what it shows as JSON.

    python window_trial.py WORKBOOK [PICTURE]

It is run by a Python that has tkinter, which the one that runs the tests need not be.
"""

from __future__ import annotations

import json
import sys
import tkinter as tk
from pathlib import Path
from tkinter import filedialog, simpledialog
from unittest.mock import patch

from xl_send.shells.window.window import Window


def main(workbook: str, picture: str = "") -> None:
    root = tk.Tk()
    shown = Window(root)
    told = {"chosen at first": shown.chosen.cget("text"), "buttons": list(shown.buttons)}
    shown.use(workbook)
    for action in shown.buttons:
        with (
            patch.object(simpledialog, "askstring", side_effect=["TRN-M07", "4 weeks"]),
            patch.object(filedialog, "askdirectory", return_value=str(Path(workbook).parent)),
        ):
            shown.buttons[action].invoke()
        told[action] = _sentence(root, shown)
        told[f"{action} file"] = shown.file
    with patch.object(filedialog, "askdirectory", return_value=""):
        shown.buttons["consolidate"].invoke()
        told["consolidate not now"] = _sentence(root, shown)
    with patch.object(filedialog, "askdirectory", return_value=str(Path(workbook).parent)):
        shown.choose_folder()
    told["folder"] = shown.chosen.cget("text")
    shown.buttons["validate"].invoke()
    told["validate on folder"] = _sentence(root, shown)
    if picture:
        _photograph(root, picture)
    root.destroy()
    print(json.dumps(told))  # noqa: T201 - what it is run for


def _sentence(root: tk.Tk, shown: Window) -> str:
    """What the window says once its work is done."""
    if not shown.idle.get():
        root.wait_variable(shown.idle)
    return shown.words.get("1.0", "end").strip()


def _photograph(root: tk.Tk, picture: str) -> None:
    import subprocess

    root.update()
    subprocess.run(["import", "-window", "root", picture], check=True)  # noqa: S603, S607 - a developer's tool
    Path(picture).touch()


if __name__ == "__main__":
    main(*sys.argv[1:])
