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
`xl-send install` tells the buttons where Python is.

## Next problem, and explaining what may stand

Next problem selects the next cell that Checks lists, wherever its record was sorted to. It opens a folded group, shows
a row or column that was filtered out or hidden, and says so; where the sheet is protected it says that it cannot. Cells
on hidden sheets are passed by, and their number and sheets are said; every route does the same. What is wrong and what
to do stand in the status bar and in a note on the cell, not in a box that must be closed. The note goes when the next
button is pressed. A cell that has a note or comment of yours gets none of ours, and yours is never touched; nor is a
note of ours that you have added to, which is yours from then on. On a row of Checks the button goes to that row's cell.

Its keys are **Ctrl+Shift+N** (on a Mac Option+Command+N). Excel gives them to the macro when the add-in or the workbook
with buttons is opened, and takes them back when it is closed; no command of Excel itself has them. To give them to
something else: Developer, Macros, GoToNextProblem, Options.

Explain this finding works where the cursor is: on a row of Checks, or on a cell that is lit up. It asks why the finding
may stand, whose word that is, and until which day, and puts the row under Explanations on Checks, where it can be
changed or deleted. Its light goes out until that day has passed. `xl-send explain` prints the same row.

## What happens to Undo

Excel forgets what it could undo whenever a macro, or a program beside it, changes anything in a workbook. So after a
button that writes (Validate, Compute RAG, Find conflicts, Suggest order, What if, Clear marks, Explain this finding)
and after Next problem, which puts its note on a cell, Ctrl+Z does not bring back what you typed before. What you type
afterwards can be undone as always. Nothing of yours is changed by a button, so there is nothing of theirs to undo:
Clear marks, or pressing the button again, replaces what it wrote. Why this colour?, the board summary, Adopt,
Consolidate a folder, Guide and About write nothing in your workbook and leave Undo as it is, unless a note of Next
problem is there to be taken away.

## A workbook with a password or a sensitivity label

The buttons on the tab save a copy of the workbook and read that. Excel gives the copy the password or the encryption of
its label, and no other program can open it: the sentence says so. Nothing is lost by it. Two ways remain:

- Leave the workbook open and use the small window (`python -m xl_send window`) or a macro of xlwings, below. These read
  the cells of the open workbook, and make no copy: whoever may see them in Excel may have them checked.
- Take the password off (File, Info, Protect Workbook, Encrypt with Password: empty the box), press the button, and put
  it on again.

A password on a sheet or on the workbook's structure is another thing: such workbooks are read by every way, and only
what a button would write there has to wait until the protection is off.

- *The buttons do not find Python*, or *Python could not be started*: run `xl-send install` once more.
- *Excel was not allowed to start Python*: the rules of this computer forbid Office to start programs. Work
  from the command line on a saved copy, and ask for an exception.
- *Python has stopped answering*: press the button again.
- *The answer did not arrive whole*: the buttons and `xl_send` may be of different editions; run
  `xl-send install` once more.
- *It could not be opened from here*: the file is written where the sentence says; open it from there.
- *This button did not finish*: press it again. Esc pressed at any moment, even twice, leaves no button dead.

A message with letters that this computer's own code page lacks (ŵ, ŷ, ł) comes in a box of Windows Script Host, which
has them all. Where that is switched off, Excel's own box shows question marks for them, and the status bar the letters.

## Where Excel may start nothing

`python -m xl_send window` opens a small window with the same buttons. It is not started by Excel, so the rule that
Office may start no program does not touch it. It works on the workbook that is open in Excel (on Windows, by way
of xlwings: it reads the cells themselves and makes no copy), on a file, or on a folder of returns. No file is changed:
results stand in copies and new files in a folder called checked.

Councils that use xlwings already can call the same from macros of their own:

    Sub Validate()
        RunPython "from xl_send.live import validate; validate()"
    End Sub

`workbook_templates/xlwings` holds a workbook, `transition.xlsx`, and beside it `transition.py`, laid out as
`xlwings quickstart` does: with the xlwings add-in, Run main on its tab checks the workbook, colours it and goes to the
first problem, and the workbook needs no macros. `python transition.py` does the same from a prompt.

There are `validate`, `next_problem`, `explain(reason, by, until)`, `clear_marks`, `status`, `why`, `conflicts`,
`sequence`, `whatif(id, days)`, `report(path)`, `report_word(path)`, `adopt(path)` and `consolidate(folder)`. They work
on the workbook whose macro called (`Book.caller()`, or what `set_mock_caller` names), else on the one in front. The
status bar tells of the work, and each ends in one sentence in a box; Next problem shows its own beside the cell.

## What nobody has seen in Excel yet

The buttons were built and tested without Excel: by other readers of Office files, by LibreOffice, and by xlwings itself
over an Excel of the tests. [Twelve steps](../macros/TRY_IN_EXCEL.md) settle the rest. Until somebody has taken them,
these rest on Excel's documentation alone: that Ctrl+Shift+N is given and taken back; that the note beside a cell is
large enough for its words; that waiting for Python leaves the computer's cores alone; that a file whose path holds a
number sign opens; that the boxes show every letter; that a filtered row is shown while the filter stays.

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
