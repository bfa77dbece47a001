"""What the build and the checks install is locked by its hash, and its licence is listed."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from places import ROOT
from xl_send.dev.lock import LOCK, PAGE, licence_of, locked

TEXT = (ROOT / LOCK).read_text(encoding="utf-8")


def required() -> list[Requirement]:
    """What the project asks for, its checks and its build included."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = told["project"]["optional-dependencies"]
    asked = [*told["project"]["dependencies"], *extras["test"], *extras["solver"], *told["build-system"]["requires"]]
    return [Requirement(item) for item in asked]


@pytest.mark.parametrize("asked", required(), ids=str)
def test_every_requirement_is_locked_with_a_hash(asked: Requirement) -> None:
    versions = [
        version for name, version, _ in locked(TEXT) if canonicalize_name(name) == canonicalize_name(asked.name)
    ]
    assert versions, f"{asked} is not locked: run python -m xl_send.dev.lock"
    assert all(asked.specifier.contains(version) for version in versions)


def test_every_library_has_a_hash() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", TEXT, flags=re.MULTILINE)
    named = [entry for entry in entries if "==" in entry]
    assert len(named) == len(list(locked(TEXT)))
    assert all("--hash=sha256:" in entry for entry in named)


def test_every_library_is_listed_with_its_licence() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|", page, flags=re.MULTILINE)[1:]
    rows = [(name, version) for name, version, _ in listed if not name.startswith("---")]
    assert rows == [(name, version) for name, version, _ in locked(TEXT)], "run python -m xl_send.dev.lock --licences"


def test_a_licence_that_nobody_knows_is_not_guessed() -> None:
    assert licence_of("jinja2").startswith("BSD")
    with pytest.raises(LookupError):
        licence_of("a library that is not there")
