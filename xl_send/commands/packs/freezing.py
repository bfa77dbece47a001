"""A Final, frozen: the pack, the files it was made from, and a manifest by which it can be made again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xl_send import __version__
from xl_send.board_pack.annex.key import rules_told
from xl_send.commands.loading import Readables, as_at_given, each_source, is_read, named_files
from xl_send.commands.loading.files import printable_path
from xl_send.commands.packs.asked import PackOptions
from xl_send.commands.packs.forms import NOT_TO_THE_BYTE, Renderings
from xl_send.commands.packs.making import MadePack, PackSources
from xl_send.commands.writing import write_whole
from xl_send.errors import CannotRunError
from xl_send.history import History
from xl_send.history.locations import history_place, is_history
from xl_send.new_files import allowed_name
from xl_send.value_classes import NamedTuple, fields, replace
from xl_send.words import file_name
from xl_send.workbook.columns import columns_of
from xl_send.workbook.names import titles_read_as
from xl_send.workbook.sheets.thresholds import Thresholds

MANIFEST, INPUTS = "manifest.json", "inputs"
FORMAT = 1
ONLY_FILES = "A Final is made from files, so that it can be made again. Name the workbooks by their paths."


class FrozenInput(NamedTuple):
    """A file that a pack was made from: what it served as, its path now, and its name and SHA-256 for ever."""

    role: str
    path: Path
    name: str
    sha256: str


def freeze(  # noqa: PLR0913 - what is frozen, and where
    done: MadePack, rendered: Renderings, options: PackOptions, sources: PackSources, forms: list[str], folder: Path
) -> tuple[Path, ...]:
    """Write a Final into a folder of its own. Raises `CannotRunError` where that is there already."""
    version = done.request.edition.casefold().replace(" ", "-").replace("/", "-")
    home = folder / f"{Path(done.names['html']).stem}-{version}"
    if home.exists():
        message = f"{home}: This Final is there already and is not written over. Give the next one another --version."
        raise CannotRunError(message)
    contents = {done.names[form]: (form, rendered.content(form)) for form in forms}
    with TemporaryDirectory() as aside:
        in_files = _in_files(sources, Path(aside))
        inputs = tuple(_inputs(options, in_files))
        manifest = manifest_of(done, options, in_files, inputs, contents)
        for name, (_, content) in contents.items():
            write_whole(home / name, content)
        for one in inputs:
            _copied(one, home / INPUTS)
    write_whole(home / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False).encode("utf-8"))
    return (*(home / name for name in contents), home / MANIFEST)


def manifest_of(
    done: MadePack,
    options: PackOptions,
    sources: PackSources,
    inputs: Iterable[FrozenInput],
    contents: dict[str, tuple[str, bytes]],
) -> dict[str, Any]:
    """What a pack was made from and by, in names and hashes: no path, no figure and nobody's words."""
    policy = done.loaded.programme.policy
    told = {
        item.name: str(getattr(options, item.name))
        for item in fields(options)
        if item.name not in {"style", "keep_words", "meeting", "final"} and getattr(options, item.name)
    }
    meeting, as_at = as_at_given(options.meeting), as_at_given(sources.as_at)
    return {
        "format": FORMAT,
        "made_with": {"product": "xl_send", "version": __version__, "rules": rules_told()},
        "templates": sorted({found.cover.template or "not named" for found in done.loaded.programme.submissions}),
        "marking": list(done.pack.title.marking),
        "options": {
            **told, "meeting": str(meeting or ""), "as_at": str(as_at or ""), "read_as": dict(titles_read_as()),
        },
        "thresholds": _thresholds(policy.thresholds if policy else Thresholds()),
        "thresholds_from": policy.sentence if policy else "",
        "inputs": [{"role": one.role, "name": one.name, "sha256": one.sha256} for one in inputs],
        "outputs": [
            {"form": form, "name": name, "sha256": _hash(content), "to_the_byte": form not in NOT_TO_THE_BYTE}
            for name, (form, content) in contents.items()
        ],
    }  # fmt: skip


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _thresholds(by: Thresholds) -> dict[str, Any]:
    settings = {column.title: str(getattr(by, column.name)) for column in columns_of(Thresholds)}
    return {**settings, "Risk matrix": [[colour.value for colour in row] for row in by.matrix]}


def _inputs(options: PackOptions, sources: PackSources) -> Iterator[FrozenInput]:
    taken: set[str] = set()
    for role, path in _files(options, sources):
        name = next(name for name in _names(role, path) if name not in taken)
        taken.add(name)
        yield FrozenInput(role, path, name, _hash(path.read_bytes()))


def _in_files(sources: PackSources, aside: Path) -> PackSources:
    """The sources with a file in the place of a history in a database: what a Final rests on is kept with it."""
    return replace(
        sources,
        since=_in_a_file(sources.since, aside / "earlier_boards.sqlite"),
        last_edition=_in_a_file(sources.last_edition, aside / "last_edition.sqlite"),
    )


def _in_a_file(source: Readables, path: Path) -> Readables:
    if not isinstance(source, str) or not is_history(source) or not history_place(source).on_server:
        return source
    History.at(source).copy_to(History.at(path))
    return str(path)


def _names(role: str, path: Path) -> Iterator[str]:
    """The name of an input's copy: its own, if it can be told, else with what it served as, else numbered."""
    path = path if path.name == printable_path(path.name) else Path(f"{allowed_name(path.stem)}{path.suffix}")
    yield path.name
    yield f"{role} {path.name}"
    number = 1
    while True:
        number += 1
        yield f"{path.stem} ({number}){path.suffix}"


def _files(options: PackOptions, sources: PackSources) -> Iterator[tuple[str, Path]]:
    given_by_role = (
        ("return", sources.returns), ("since", sources.since), ("policy", sources.policy),
        ("last edition", sources.last_edition),
    )  # fmt: skip
    for role, given in given_by_role:
        for source in each_source(given) if given else ():
            if is_read(source) or not isinstance(source, str | os.PathLike):
                raise CannotRunError(ONLY_FILES)
            named = history_place(source).path if is_history(os.fspath(source)) else source
            # What a file is called in outputs may not be its name to the letter.
            yield from ((role, Path(str(file.source))) for file in named_files([named]))
    for role, place in (("style", options.style), ("words", options.keep_words)):
        if place:
            yield role, Path(place)


def _copied(one: FrozenInput, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one.path, folder / one.name)
    except OSError as error:
        message = (
            f"{folder}: {file_name(str(one.path))} could not be copied here ({error.strerror or 'no reason given'})."
        )
        raise CannotRunError(message) from error
