"""Run by the Python of the page when the page is built: which modules its start loads, and those compiled.

Compiling takes most of a start's time, and only the same Python can do it beforehand.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
import sys
import zipfile
import zipimport
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

APP = "app"
SHOWN = ("findings", "status", "conflicts", "order", "board")
NO_DAY = (1980, 1, 1, 0, 0, 0)
LOADING: Any = importlib.import_module("importlib._bootstrap_external")
# The code of every file that was loaded, as loading has compiled it: that takes a third of a build's time.
CODE: dict[str, CodeType] = {}


def compile_all(root: Path = Path("/")) -> None:
    """Write both parts of the page that hold Python's code, from `files` and `stdlib` in a folder to its `compiled`."""
    product, app = dict(unpacked_files((root / "files").read_bytes())), root / APP
    for name, content in product.items():
        path = app / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    sys.path.insert(0, str(app))
    _keep_code()
    loaded = set(_loaded_at_start(app))
    with zipfile.ZipFile(root / "stdlib") as opened:
        library = {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    made = root / "compiled"
    made.mkdir()
    home = next(path for path in sys.path if path.endswith(".zip"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in _compiled(library, home, loaded):
            packed.writestr(zipfile.ZipInfo(name, NO_DAY), content)
    (made / "python_stdlib.zip").write_bytes(out.getvalue())
    (made / "xl_send.files").write_bytes(packed_files(dict(_compiled(product, str(app), loaded))))


def _keep_code() -> None:
    """Have Python keep what it compiles from now on for what it loads."""

    def kept(compiled: Callable[..., CodeType], path_at: int) -> Callable[..., CodeType]:
        def keeping(*arguments: object, **options: object) -> CodeType:
            code = CODE[str(arguments[path_at])] = compiled(*arguments, **options)
            return code

        return keeping

    loader = LOADING.SourceLoader
    loader.source_to_code = kept(loader.source_to_code, 2)
    zipimport._compile_source = kept(zipimport._compile_source, 0)  # type: ignore[attr-defined] # noqa: SLF001


def packed_files(contents: Mapping[str, bytes]) -> bytes:
    """Files in one: a line of JSON with their names and sizes, then one after the other."""
    listed = json.dumps([[name, len(content)] for name, content in contents.items()])
    return b"\n".join([listed.encode("utf-8"), b"".join(contents.values())])


def unpacked_files(packed: bytes) -> Iterator[tuple[str, bytes]]:
    """The files that were packed in one."""
    listed, _, contents = packed.partition(b"\n")
    at = 0
    for name, size in json.loads(listed):
        yield name, contents[at : at + size]
        at += size


def _loaded_at_start(app: Path) -> Iterator[str]:
    """The source files of all modules that the page loads until the results of an example are shown."""
    bridge = importlib.import_module("xl_send.browser.bridge").page_bridge(lambda _: None, lambda: None)
    example = min((app / "xl_send/browser/example").iterdir())
    (bridge.returns / example.name).write_bytes(example.read_bytes())
    for question in ({"ask": "read", "names": [example.name]}, *({"ask": name} for name in SHOWN)):
        answer = json.loads(bridge.answer(json.dumps(question)))
        if "refused" in answer:
            raise RuntimeError(answer["refused"])
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and file.endswith(".py"):
            yield file


def _compiled(files: Mapping[str, bytes], home: str, loaded: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The files, of those that are loaded the compiled code in place of the source."""
    for name, content in files.items():
        path = f"{home}/{name}"
        if path in loaded:
            code = CODE.get(path) or compile(content, path, "exec", dont_inherit=True)
            packed = LOADING._code_to_hash_pyc(code, importlib.util.source_hash(content), False)  # noqa: FBT003, SLF001
            yield f"{name}c", bytes(packed)
        else:
            yield name, content
