"""What goes into the browser edition: Python for browsers, and the product with the libraries that it needs there.

Files of Python stand compiled in the page where its start loads them, by the Python that runs there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import tempfile
import tomllib
from base64 import b64encode
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from xl_send.dev.compiling import packed_files
from xl_send.errors import CannotRunError
from xl_send.value_classes import NamedTuple
from xl_send.xlsx.template.example import example_workbooks

ROOT = Path(__file__).resolve().parents[2]
# Where `npm install --prefix .ci` puts it; which version, package.json says.
PYODIDE = ROOT / ".ci/node_modules/pyodide"
# What each part of that version must be, whoever delivered it.
PINNED = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
# Dependencies of the package that have no place in a browser, and why.
LEFT_OUT = {
    "alembic": "a history needs it, which the page does not offer",
    "openpyxl": "adopt needs it, which the page does not offer",
    "pandas": "tables as DataFrames need it, which the page does not offer, and it is larger than all the rest",
    "python-docx": "it needs lxml, which has no build for browsers: no Word there",
    "rapidfuzz": "adopt needs it, which the page does not offer",
    "sqlalchemy": "a history needs it, which the page does not offer",
}
# Rooms of the product that need an installation: nothing in the page asks for them.
NOT_IN_PAGE = ("dev", "vba", "live.py", "shells/buttons", "shells/install", "shells/job", "shells/open_excel",
               "shells/window", "browser/page", "browser/licences", "adoption", "history/database",
               "history/migrations")  # fmt: skip
_KEPT_ENDINGS = {".py", ".md", ".csv", ".txt", ".j2", ".css", ".json"}
# What is made anew when the page is built, from a pinned part and from the sources.
COMPILED = ("python_stdlib.zip", "xl_send.files")


class PagePart(NamedTuple):
    """A part of the page: its name, what it holds, and how it is written there."""

    name: str
    content: bytes

    @property
    def size(self) -> int:
        """Bytes, unpacked."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The hash of what it holds, the same on every computer."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def letters(self) -> str:
        """Packed, and written in letters that may stand in a page."""
        return b64encode(gzip.compress(self.content, 6, mtime=0)).decode("ascii")


def page_parts() -> list[PagePart]:
    """Every part of the page. Raises `CannotRunError` where Python for browsers is not there, or is another."""
    as_delivered = list(_python_parts())
    compiled = _compiled(packed_files(dict(_product())))
    return [part for part in as_delivered if part.name not in COMPILED] + [PagePart("lock.json", _lock()), *compiled]


def _compiled(product: bytes) -> list[PagePart]:
    """The product's files and Python's own library with what a start loads compiled, made by that same Python."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "files")
        files.write_bytes(product)
        told = ["node", str(Path(__file__).with_name("compile_for_browser.mjs")), str(PYODIDE), str(files), folder]
        try:
            ended = subprocess.run(told, capture_output=True, check=False)  # noqa: S603
        except OSError as error:
            message = "Node.js is not here, and the page cannot be made without it. Install nodejs first."
            raise CannotRunError(message) from error
        if ended.returncode:
            message = f"The page's Python could not be compiled: {ended.stderr.decode()[-600:]}"
            raise CannotRunError(message)
        return [PagePart(name, Path(folder, name).read_bytes()) for name in COMPILED]


def pyodide_versions() -> tuple[str, str]:
    """The version of Pyodide, and of the Python in it."""
    version = json.loads(_read("package.json"))["version"]
    return version, json.loads(_read("pyodide-lock.json"))["info"]["python"]


def libraries() -> list[Distribution]:
    """The distributions that go into the page: the package's own dependencies and theirs, by name."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    found: dict[str, Distribution] = {}
    waiting = list(_needed(declared))
    while waiting:
        name = waiting.pop()
        if name not in found and name not in LEFT_OUT:
            found[name] = distribution(name)
            waiting += _needed(found[name].requires or [])
    return [found[name] for name in sorted(found)]


def _needed(requirements: list[str]) -> Iterator[str]:
    """The names of what is required in a browser."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    there = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix", "extra": ""}
    for text in requirements:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(there):
            yield canonicalize_name(requirement.name)


def _python_parts() -> Iterator[PagePart]:
    for name, pinned in PINNED.items():
        part = PagePart(name, _read(name))
        if part.sha256 != pinned:
            message = f"{PYODIDE / name}: This is not the part that is pinned; its SHA-256 is {part.sha256}."
            raise CannotRunError(message)
        yield part


def _read(name: str) -> bytes:
    try:
        return (PYODIDE / name).read_bytes()
    except OSError as error:
        message = f"{PYODIDE / name}: Not there. Run npm install --no-save --prefix .ci first."
        raise CannotRunError(message) from error


def _lock() -> bytes:
    """What Pyodide must know of itself, without the list of packages that it could fetch."""
    info = json.loads(_read("pyodide-lock.json"))["info"]
    return json.dumps({"info": info, "packages": {}}, sort_keys=True).encode("utf-8")


def _product() -> Iterator[tuple[str, bytes]]:
    """Every file that Python finds in the page: the product, its libraries, and the example workbooks."""
    for path in sorted((ROOT / "xl_send").rglob("*")):
        inside = path.relative_to(ROOT / "xl_send").as_posix()
        left_out = any(inside == name or inside.startswith(f"{name}/") for name in NOT_IN_PAGE)
        if path.suffix in _KEPT_ENDINGS and not left_out:
            yield f"xl_send/{inside}", path.read_bytes()
    for found in libraries():
        for file in sorted(found.files or [], key=str):
            if file.suffix == ".py" and not file.parts[0].startswith("..") and file.parts[0] != "bin":
                yield file.as_posix(), file.read_binary()
    for name, content in example_workbooks().items():
        yield f"xl_send/browser/example/{name}", content
