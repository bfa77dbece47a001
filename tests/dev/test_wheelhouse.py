"""What computers without internet install from: its plan and its steps, without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

from xl_send.dev import wheelhouse
from xl_send.dev.wheelhouse import LOCK, PIP_HASH, PYTHON, ROOT, fill, install_steps, installed, main, requirements
from xl_send.errors import CannotRunError

LOCKED = (ROOT / LOCK).read_text("utf-8")


def names(*extras: str) -> set[str]:
    return {one.name.casefold() for one in requirements(LOCKED, extras)}


def test_it_holds_what_an_installation_on_windows_needs_and_nothing_else() -> None:
    found = names()
    assert found >= {"jinja2", "markupsafe", "python-docx", "lxml", "pandas", "numpy", "tzdata", "xlwings",
                     "pywin32", "xlsxwriter"}  # fmt: skip
    assert not found & {
        "click",
        "pytest",
        "ruff",
        "hypothesis",
        "appscript",
        "psutil",
        "ortools",
        "pyarrow",
        "oletools",
    }
    assert names("solver", "parquet") - found >= {"ortools", "pyarrow"}


def test_every_library_is_pinned_by_version_and_hash_and_asked_for_on_any_system() -> None:
    wanted = requirements(LOCKED, ["solver"])
    assert wanted
    for one in wanted:
        assert re.fullmatch(rf"{one.name}=={one.version} \\\n(    --hash=sha256:[0-9a-f]{{64}}( \\)?\n)+", one.lines)


def test_what_the_lock_has_not_is_told() -> None:
    with pytest.raises(LookupError, match="pywin32"):
        requirements(LOCKED.replace("\npywin32==", "\nno-pywin32=="))


def test_the_product_is_installed_by_its_hash_too(tmp_path: Path) -> None:
    (tmp_path / "xl_send-0.1.0-py3-none-any.whl").write_bytes(b"wheel")
    last = installed(requirements(LOCKED), tmp_path).splitlines()[-2:]
    assert last[0] == "xl_send==0.1.0 \\"
    assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}", last[1])


def test_the_steps_ask_no_network_and_check_every_hash() -> None:
    steps = install_steps()
    assert steps.count("\r\n") == steps.count("\n")
    assert "--no-index" in steps
    assert "--require-hashes" in steps
    assert not re.search(r"https?:|\{|curl|Invoke-", steps)


def test_the_plan_is_told_and_nothing_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("something was fetched")

    monkeypatch.setattr(subprocess, "run", refuse)
    monkeypatch.setattr("urllib.request.urlopen", refuse)
    assert main([str(tmp_path / "made"), "--plan"]) == 0
    told = capsys.readouterr().out
    assert PYTHON in told
    assert "pywin32" in told
    assert not (tmp_path / "made").exists()


def test_another_python_than_the_one_that_is_meant_is_refused_and_nothing_left(tmp_path: Path) -> None:
    other = tmp_path / PYTHON
    other.write_bytes(b"another")
    with pytest.raises(CannotRunError, match="SHA-256"):
        fill(tmp_path / "made", requirements(LOCKED), other)
    assert not (tmp_path / "made").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert main([str(tmp_path)]) == 1
    assert "not empty" in capsys.readouterr().err
    assert [item.name for item in tmp_path.iterdir()] == ["mine.txt"]


def test_the_folder_is_filled_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def done(call: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        assert not check
        calls.append(call[3:])
        if "wheel" in call:
            Path(call[call.index("--wheel-dir") + 1], "xl_send-0.1.0-py3-none-any.whl").write_bytes(b"wheel")
        return subprocess.CompletedProcess(call, 0)

    given = tmp_path / "python.zip"
    given.write_bytes(b"python")
    monkeypatch.setattr(subprocess, "run", done)
    monkeypatch.setattr(wheelhouse, "PYTHON_HASH", wheelhouse.hash_of(given))
    fill(tmp_path / "made", requirements(LOCKED), given)
    assert sorted(item.name for item in (tmp_path / "made").iterdir()) == [
        "install.cmd", PYTHON, "requirements.txt", "wheels",
    ]  # fmt: skip
    assert {"--only-binary=:all:", "win_amd64", "--require-hashes"} <= set(calls[0])
    assert PIP_HASH not in (tmp_path / "made" / "requirements.txt").read_text("utf-8")
    shutil.rmtree(tmp_path / "made")
