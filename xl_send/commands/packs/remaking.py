"""A frozen pack made again from its manifest, and held against what it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any

from xl_send import __version__
from xl_send.board_pack.values import BoardPack
from xl_send.commands.loading import Readables, each_source, find_workbooks
from xl_send.commands.packs.asked import PackOptions
from xl_send.commands.packs.forms import FORMS, Renderings
from xl_send.commands.packs.freezing import FORMAT, INPUTS
from xl_send.commands.packs.making import PackSources, made
from xl_send.commands.writing import free_name, write_whole
from xl_send.errors import CannotRunError
from xl_send.progress import Progress
from xl_send.reading.loaded import LoadedProgramme
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name
from xl_send.workbook.names import read_as

NO_MANIFEST = "This is no manifest of a Final that this edition of xl_send knows. Name the manifest.json beside it."


class PackMadeAgain(NamedTuple):
    """A pack made again: where it was written, and whether it is the same to the byte."""

    loaded: LoadedProgramme
    pack: BoardPack
    paths: tuple[Path, ...]
    told: tuple[str, ...]


def made_again(manifest: Path, sources: Sequence[Readables], folder: Path, progress: Progress) -> PackMadeAgain:
    """Make a pack again into a folder, from the files that its manifest names by their SHA-256.

    They are looked for beside the manifest, then among `sources`. Raises `CannotRunError` where one is missing.
    """
    told = _read(manifest)
    inputs = _found(told, manifest, sources)
    given = told["options"]
    options = PackOptions(
        given.get("audience", "board"), final=True, version=given.get("version", ""), forum=given.get("forum", ""),
        meeting=given.get("meeting") or None, signed_off=given.get("signed_off", ""),
        style=_one(inputs, "style"), keep_words=_one(inputs, "words"),
    )  # fmt: skip
    pack_sources = PackSources(
        inputs.get("return", ()),
        _one_or_more(inputs, "since"),
        given.get("as_at") or None,
        _one(inputs, "policy") or None,
        _one_or_more(inputs, "last edition"),
    )
    titles = given.get("read_as") or {}
    with read_as(titles) if titles else nullcontext():
        done = made(pack_sources, options, progress)
        rendered = Renderings(done.pack, done.diary, options.style_base())
        contents = {one["name"]: (one, rendered.content(one["form"])) for one in told["outputs"]}
    paths = []
    for name, (_, content) in contents.items():
        path = free_name(folder / name, folder)
        write_whole(path, content)
        paths.append(path)
    return PackMadeAgain(done.loaded, done.pack, tuple(paths), _compared(told, contents))


def _read(manifest: Path) -> dict[str, Any]:
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        sound = (
            told["format"] == FORMAT
            and isinstance(told["options"], dict)
            and all(isinstance(one["sha256"], str) and isinstance(one["role"], str) for one in told["inputs"])
            and all(one["form"] in FORMS and Path(one["name"]).name == one["name"] for one in told["outputs"])
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{manifest}: {NO_MANIFEST}"
        raise CannotRunError(message) from error
    if not sound:
        message = f"{manifest}: {NO_MANIFEST}"
        raise CannotRunError(message)
    found: dict[str, Any] = told
    return found


def _found(told: dict[str, Any], manifest: Path, sources: Sequence[Readables]) -> dict[str, list[str]]:
    """The inputs by what they served as. Raises `CannotRunError` for those that are nowhere, or have changed."""
    by_hash: dict[str, str] = {}
    for path in _candidates(manifest, sources):
        by_hash.setdefault(sha256(path.read_bytes()).hexdigest(), str(path))
    missing = [one["name"] for one in told["inputs"] if one["sha256"] not in by_hash]
    if missing:
        message = (
            f"{manifest}: {every_name(missing)} cannot be found as it was then: the file is missing or has been "
            f"changed since. Put it into the folder {INPUTS} beside the manifest, or name it."
        )
        raise CannotRunError(message)
    found: dict[str, list[str]] = {}
    for one in told["inputs"]:
        found.setdefault(one["role"], []).append(by_hash[one["sha256"]])
    return found


def _candidates(manifest: Path, sources: Sequence[Readables]) -> Iterator[Path]:
    home = manifest.parent / INPUTS
    yield from sorted(path for path in home.iterdir() if path.is_file()) if home.is_dir() else ()
    for source in each_source(sources):
        if isinstance(source, str | Path):
            yield from (path for name in find_workbooks(str(source)) if (path := Path(name)).is_file())


def _one_or_more(inputs: dict[str, list[str]], role: str) -> str | list[str]:
    """The one file of a role, which may be a history, or all of them."""
    found = inputs.get(role, [])
    return found[0] if len(found) == 1 else found


def _one(inputs: dict[str, list[str]], role: str) -> str:
    return inputs.get(role, [""])[0]


def _compared(told: dict[str, Any], contents: dict[str, tuple[dict[str, Any], bytes]]) -> tuple[str, ...]:
    """Which files are the same to the byte, and why others may not be."""
    to_the_byte = {name: entry for name, entry in contents.items() if entry[0].get("to_the_byte")}
    other = [name for name, (one, content) in to_the_byte.items() if sha256(content).hexdigest() != one["sha256"]]
    same = [name for name in to_the_byte if name not in other]
    then = told.get("made_with", {}).get("version", "another edition")
    now = __version__
    why = f" It was made with xl_send {then}; this is {now}." if then != now else ""
    return (
        *([f"The same to the byte as the Final: {every_name(same)}."] if same else []),
        *([f"Not the same as the Final: {every_name(other)}.{why}"] if other else []),
    )
