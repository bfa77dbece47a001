"""The walls of the house: who may import whom, and what a button press may load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import networkx as nx
from importlinter.cli import lint_imports

from files import write_example
from places import ROOT
from xl_send.verbs import COMMANDS

# Fifteen files of one subject, with the room's own introduction.
MOST_FILES = 15
# Tests of the product as a whole: the contracts' cases, planted faults, Office's own eyes, what must not be harmed.
OF_ALL = {"cases", "faults", "known", "office", "trust"}
# A file tells of one noun, and a function does one thing; its docstring is not counted.
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 40

# The inks whose contrast a test judges: each is used by its own name.
ASKED_FOR_ELSEWHERE = {"ON_PAPER"}

# What a developer makes, and is not kept.
MADE_PAGE = "dist/xl_send.html"

# Each of these costs more time than all that `validate` does.
HEAVY = {
    "pandas", "numpy", "openpyxl", "rapidfuzz", "xlsxwriter", "jinja2", "xlwings", "holidays", "lxml", "email", "http",
    "asyncio", "unittest", "multiprocessing", "concurrent.futures", "distributed", "pickle", "subprocess",
    "difflib", "xml.dom", "urllib.request", "sqlalchemy", "alembic", "sqlite3", "xl_send.history.database",
    "xl_send.board_pack", "xl_send.xlsx.template.template",
}  # fmt: skip


def test_a_layer_imports_only_what_is_below_it() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0


def test_no_two_files_need_each_other() -> None:
    imports = grimp.build_graph("xl_send", exclude_type_checking_imports=True, cache_dir=None)
    needs: nx.DiGraph[str] = nx.DiGraph()
    for name in imports.modules:
        needs.add_edges_from((name, below) for below in imports.find_modules_directly_imported_by(name))
    assert not [sorted(circle) for circle in nx.strongly_connected_components(needs) if len(circle) > 1]


def test_nothing_stands_in_the_product_that_nothing_there_asks_for() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "xl_send").rglob("*.py"))}
    asking = [path for kind in ("*.j2", "*.js", "*.mjs") for path in (ROOT / "xl_send").rglob(kind)]
    everywhere = Counter(word for text in texts.values() for word in re.findall(r"\w+", text))
    everywhere.update(word for path in asking for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))
    for verb in COMMANDS:
        for work in (verb.work, *(option.instead for option in verb.options if option.instead)):
            everywhere.update(place.partition(":")[2] for place in (work.place, *work.forms.values()))
    unused = [
        (path.relative_to(ROOT).as_posix(), name)
        for path, text in texts.items()
        for name in _own_names(ast.parse(text))
        if not name.startswith("__")
        if (len(re.findall(rf"\b{name}\b", text)) if name.startswith("_") else everywhere[name]) == 1
    ]
    assert {name for _, name in unused} == ASKED_FOR_ELSEWHERE, unused


def _own_names(file: ast.Module) -> Iterator[str]:
    """What a file gives a name: its constants, classes and functions, but for rules, which their decorator gathers."""
    for node in file.body:
        if isinstance(node, ast.ClassDef) or (isinstance(node, ast.FunctionDef) and not node.decorator_list):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name))


def test_validate_loads_nothing_heavy(tmp_path: Path) -> None:
    path = write_example("", tmp_path / "return.xlsx")
    call = f"from xl_send.shells.cli import main; main(['validate', {str(path)!r}])"
    script = f"import sys; {call}; print('\\n', *sys.modules)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert "xl_send.rules.cells.unread" in loaded
    assert not loaded & HEAVY


def test_nothing_but_a_history_needs_what_speaks_with_databases(tmp_path: Path) -> None:
    path = write_example("", tmp_path / "return.xlsx")
    verbs = [["report", str(path), "-o", str(tmp_path)], ["consolidate", str(path), "-o", str(tmp_path / "all.xlsx")]]
    script = (
        "import sys; sys.modules.update(dict.fromkeys(('sqlalchemy', 'alembic', 'sqlite3'))); "
        f"from xl_send.shells.cli import main; print(*[main(verb) for verb in {verbs!r}])"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert "2" not in ended.stdout.splitlines()[-1]


def test_contributing_names_every_room_in_the_order_of_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [room.strip() for layer in contracts[0]["layers"] for room in layer.split("|")]
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?`) \|", page, flags=re.MULTILINE)
    told = [room for row in rows for room in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(set(layers) - {"__main__"})
    assert all((ROOT / "xl_send" / room).is_dir() or (ROOT / "xl_send" / f"{room}.py").is_file() for room in told)


def test_contributing_names_only_files_that_are_there() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w./]+/[\w./]*|\w+\.(?:py|bas|toml))`", page)
    homes = [ROOT, ROOT / "xl_send", ROOT / "macros"]
    assert len(named) > 20
    assert not [name for name in named if not any((home / name).exists() for home in homes) and name != MADE_PAGE]


def test_no_room_is_crowded() -> None:
    homes = [ROOT / "xl_send", ROOT / "tests"]
    folders = [folder for home in homes for folder in (home, *home.rglob("*")) if folder.is_dir()]
    sizes = {str(folder.relative_to(ROOT)): len(list(folder.glob("*.py"))) for folder in folders}
    assert not {folder: number for folder, number in sizes.items() if number > MOST_FILES}


def test_tests_stand_in_the_rooms_of_what_they_try() -> None:
    """But for those that look at all of it, and what they need."""
    tests = ROOT / "tests"
    folders = [path.parent.relative_to(tests) for path in tests.rglob("test_*.py")]
    mirrored = [folder for folder in folders if folder.parts and folder.parts[0] not in OF_ALL]
    assert not sorted({str(folder) for folder in mirrored if not (ROOT / "xl_send" / folder).is_dir()})


@cache
def _modules() -> dict[str, ast.Module]:
    """Every module of ours, by its place."""
    paths = sorted((ROOT / "xl_send").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    told = function.body[0] if ast.get_docstring(function) is not None else None
    lines = (function.end_lineno or 0) - function.lineno + 1
    return lines - ((told.end_lineno or 0) - told.lineno + 1 if told else 0)


def test_no_file_is_a_wall() -> None:
    sizes = {place: len((ROOT / place).read_text(encoding="utf-8").splitlines()) for place in _modules()}
    assert not {place: lines for place, lines in sizes.items() if lines > MOST_LINES}


def test_no_function_is_long() -> None:
    sizes = {
        f"{place}: {node.name}": _length(node)
        for place, module in _modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert not {name: lines for name, lines in sizes.items() if lines > MOST_LINES_OF_A_FUNCTION}


def test_no_two_public_classes_have_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for place, module in _modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(place)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_no_two_public_functions_have_one_name() -> None:
    """But for what a verb, a page or a script is called wherever it is."""
    shared = {*(command.verb.replace("-", "_") for command in COMMANDS), "main", "report_word", "why"}
    homes: dict[str, list[str]] = {}
    for place, module in _modules().items():
        for node in module.body:
            elsewhere = place.startswith(("xl_send/board_pack/annex/", "xl_send/history/migrations/"))
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not elsewhere:
                homes.setdefault(node.name, []).append(place)
    assert {name: found for name, found in homes.items() if len(found) > 1 and name not in shared} == {}
