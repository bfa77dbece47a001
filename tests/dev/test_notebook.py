"""The notebook under docs: it is one, and it runs from top to bottom."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from pathlib import Path

import pytest

from places import DOCS

NOTEBOOK = DOCS / "notebook.ipynb"


def test_the_notebook_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = io.StringIO()
    shown = []
    for cell in (cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        assert cell["outputs"] == []
        body = ast.parse("".join(cell["source"])).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(printed):
            exec(compile(ast.Module(body, []), cell["id"], "exec"), names)  # noqa: S102 - the notebook is ours
            if isinstance(last, ast.Expr):
                shown.append(eval(compile(ast.Expression(last.value), cell["id"], "eval"), names))  # noqa: S307 - as above
    assert "The date soon cannot be read" in printed.getvalue()
    assert shown[-1] == {"TRN"}
    assert "datapackage.json" in {path.name for path in (tmp_path / "tables").iterdir()}
