"""The walls of the house: who may import whom, and what a button press may load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from importlinter.cli import lint_imports

from files import write_example

ROOT = Path(__file__).resolve().parent.parent

# Each of these costs more time than all that `validate` does.
HEAVY = {
    "pandas", "numpy", "openpyxl", "xlsxwriter", "jinja2", "xlwings", "holidays", "lxml", "email", "http", "asyncio",
    "unittest", "difflib", "xml.dom", "urllib.request", "xl_send.board_pack", "xl_send.xlsx.template.template",
}  # fmt: skip


def test_a_layer_imports_only_what_is_below_it() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0


def test_validate_loads_nothing_heavy(tmp_path: Path) -> None:
    path = write_example("", tmp_path / "return.xlsx")
    call = f"from xl_send.shells.cli import main; main(['validate', {str(path)!r}])"
    script = f"import sys; {call}; print('\\n', *sys.modules)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert "xl_send.rules.cells.unread" in loaded
    assert not loaded & HEAVY
