"""The reference page of the ribbon's buttons, from the same table as the ribbon."""

from __future__ import annotations

from xl_send.vba.buttons import ribbon_groups
from xl_send.vba.ribbon import TAB_KEY, Group
from xl_send.vba.sources import actions_of, macro_sources

_INTRODUCTION = f"""# Buttons

The **SEND programme** tab is in the workbook with buttons (`xl-send new --buttons`) and in the add-in
(`macros/xl_send.xlam`), which brings it to every workbook. A button is there only when there is
something for it to do. The keys are pressed one after the other, after Alt: Alt, {TAB_KEY}, and the button's.

Excel shows macros of a file that came by mail or from the web as blocked, until whoever looks after
this computer trusts the place it stands in. The workbook works without them too.

## What happens when a button is pressed

A button that has something to work out saves a copy of the open workbook, as it is at that moment and
saved or not, to a folder of this product's own on this computer. Python reads the copy and leaves its
answer there; the status bar says how far it is, and Esc stops it. The answer is written on the Checks or
Status sheet, or on a sheet that is made for it (Conflicts, Order, What if), and nowhere else; text stays
text, whatever it begins with. Then the folder is deleted and one sentence says what came of it. Where nothing is
found, the sheet says so: an older list does not stay standing.

What if takes a slip as people write it: an id and days or weeks, or both at once, such as `TRN-M04=3 weeks`.

Consolidate a folder works on no open workbook, and needs none: it asks for the folder that holds the returns and
writes the programme workbook into a folder called programme inside it, named by the day that it describes. The
returns are not changed, nothing is written over, and the Returns sheet says what was taken, set aside or refused.

Nothing is written when the workbook was closed or its sheets changed shape meanwhile, when the sheet is
protected, or when a sheet of that name is somebody else's: the sentence says which, and what to do.
`xl-send install` tells the buttons where Python is. What is written cannot be taken back with Undo: Clear
marks, or pressing the button again, replaces it.

- *The buttons do not find Python*, or *Python could not be started*: run `xl-send install` once more.
- *Excel was not allowed to start Python*: the rules of this computer forbid Office to start programs. Work
  from the command line on a saved copy, and ask for an exception.
- *Python has stopped answering*: press the button again.
- *The answer did not arrive whole*: the buttons and `xl_send` may be of different editions; run
  `xl-send install` once more.

## Where Excel may start nothing

`python -m xl_send window` opens a small window with the same buttons. It is not started by Excel, so the rule that
Office may start no program does not touch it. It works on the workbook that is open in Excel (on Windows, by way
of xlwings), on a file, or on a folder of returns. No file is changed: results stand in copies and new files in a
folder called checked.

Councils that use xlwings already can call the same from macros of their own:

    Sub Validate()
        RunPython "from xl_send.live import validate; validate()"
    End Sub

There are `validate`, `next_problem`, `clear_marks`, `status`, `why`, `conflicts`, `sequence`, `whatif(id, days)`,
`report(path)`, `report_word(path)`, `adopt(path)` and `consolidate(folder)`. The status bar tells of the work, and each
ends in one sentence in a box.

The buttons were built and tested without Excel: by other readers of Office files, and by LibreOffice.

## The buttons

| group | button | what it does | key |
| --- | --- | --- | --- |
"""


def buttons_page() -> str:
    """The page in Markdown."""
    return _INTRODUCTION + "".join(map(_rows, ribbon_groups(actions_of(macro_sources()))))


def _rows(group: Group) -> str:
    return "".join(
        f"| {group.label} | **{button.label}** | {button.screentip}. {button.supertip} | {button.keytip} |\n"
        for button in group.buttons
    )
