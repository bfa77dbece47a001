"""One measured task in a process of its own: `python benchmarks/children.py TASK FILE...`.

Prints the seconds taken after the imports, and the process's peak memory in MiB.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Sequence


def peak_memory() -> float:
    """The most memory that this process has held, in MiB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1024 * 1024 if sys.platform == "darwin" else 1024)


def ours() -> Callable[[str], object]:
    """Read, validate and colour one workbook."""
    from xl_send.commands.loading import read
    from xl_send.rag.rollup import programme_status
    from xl_send.rules import all_rules, check

    all_rules()
    gc.disable()  # as the command line does

    def work(path: str) -> object:
        programme = read(path)
        return check(programme), programme_status(programme)

    return work


def ours_reading() -> Callable[[str], object]:
    """Read one workbook into records, without rules or colours."""
    from xl_send.commands.loading import read

    return read


def openpyxl() -> Callable[[str], object]:
    """Read every cell in openpyxl's read-only mode."""
    from openpyxl import load_workbook

    def work(path: str) -> object:
        book = load_workbook(path, read_only=True, data_only=True)
        cells = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
        book.close()
        return cells

    return work


def calamine() -> Callable[[str], object]:
    """Read every cell with calamine."""
    from python_calamine import CalamineWorkbook

    def work(path: str) -> object:
        book = CalamineWorkbook.from_path(path)
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)

    return work


TASKS = {"ours": ours, "ours-reading": ours_reading, "openpyxl": openpyxl, "calamine": calamine}


def main(arguments: Sequence[str]) -> None:
    """Do the task on every file, and print what it cost."""
    work = TASKS[arguments[0]]()
    began = time.perf_counter()
    for path in arguments[1:]:
        work(path)
    print(f"{time.perf_counter() - began:.4f} {peak_memory():.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
