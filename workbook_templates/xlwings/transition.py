"""The buttons of xl_send for the workbook of the same name beside this file, laid out as `xlwings quickstart` does.

In Excel, with the xlwings add-in: *Run main* on the xlwings tab calls `main()` here. The workbook needs no macros.
In a workbook with macros of your own, `RunPython "import transition; transition.next_problem()"` calls the rest.
At a prompt: `python transition.py` opens the workbook in Excel and does the same.
"""

from __future__ import annotations

from pathlib import Path

import xlwings

from xl_send import live


def main() -> None:
    """Say what is to be put right, work out the colours, and go to the first cell to look at."""
    live.validate()
    live.status()
    live.next_problem()


def next_problem() -> None:
    """Go to the next cell that Checks lists."""
    live.next_problem()


def explain(reason: str, by: str, until: str = live.FOR_GOOD) -> None:
    """Say why the finding under the cursor may stand, whose word that is, and until when."""
    live.explain(reason, by, until)


def report() -> None:
    """Write the board page beside the workbook that called, named after it."""
    book = xlwings.Book.caller()
    live.report(str(Path(__file__).with_name(f"{Path(book.name).stem} board page.html")))


if __name__ == "__main__":
    xlwings.Book(str(Path(__file__).with_suffix(".xlsx"))).set_mock_caller()
    main()
