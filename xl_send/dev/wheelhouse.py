"""A folder from which Windows computers without internet install: `python -m xl_send.dev.wheelhouse FOLDER`.

It holds Python itself, every library at the version and hash of `requirements.lock`, this product as a wheel, and
`install.cmd`, which installs them and asks no network for anything. `--plan` says what it would hold and fetches
nothing; `--solver` and `--parquet` add those; `--python FILE` takes Python from a file that is there already.
It needs pip, a package index, and for Python itself www.python.org.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from xl_send.commands.writing import write_whole
from xl_send.errors import CannotRunError
from xl_send.value_classes import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LOCK, REQUIREMENTS, INSTALL, WHEELS = "requirements.lock", "requirements.txt", "install.cmd", "wheels"
VERSION = "3.12.10"
PYTHON = f"python-{VERSION}-embed-amd64.zip"
PYTHON_FROM = f"https://www.python.org/ftp/python/{VERSION}/{PYTHON}"
PYTHON_HASH = "4acbed6dd1c744b0376e3b1cf57ce906f9dc9e95e68824584c8099a63025a3c3"
# Python as it is packed there brings no pip.
PIP, PIP_HASH = "pip==26.1.2", "382ff9f685ee3bc25864f820aa50505825f10f5458ffff07e30a6d96e5715cab"
EXTRAS = ("solver", "parquet")
# What tells libraries which system they are meant for.
WINDOWS = {
    "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
    "python_version": VERSION.rpartition(".")[0], "python_full_version": VERSION, "implementation_name": "cpython",
    "platform_python_implementation": "CPython", "extra": "",
}  # fmt: skip
FETCH = (
    "download", "--only-binary=:all:", "--platform", "win_amd64", "--implementation", "cp", "--no-deps",
    "--python-version", VERSION.rpartition(".")[0], "--require-hashes",
)  # fmt: skip
_BLOCK = re.compile(r"^(\S+)==(\S+)(?: ; (.*?))? \\\n((?:    --hash=\S+(?: \\)?\n?)+)", re.MULTILINE)
_NAME = re.compile(r"[-_.]+")
_STEPS = r"""@echo off
rem Installs xl_send for one person, or into a shared folder: install.cmd [FOLDER]. It needs no network and no
rem administrator. Run it again after an update.
setlocal
set "TO=%~1"
if "%TO%"=="" set "TO=%LOCALAPPDATA%\Programs\xl_send"
if not exist "%TO%" mkdir "%TO%" || goto failed
tar -xf "%~dp0{python}" -C "%TO%" || goto failed
(echo python{short}.zip& echo .& echo Lib\site-packages& echo import site)> "%TO%\python{short}._pth" || goto failed
"%TO%\python.exe" "%~dp0{wheels}\{pip}\pip" install --no-index --no-warn-script-location ^
  --find-links "%~dp0{wheels}" --require-hashes -r "%~dp0{requirements}" || goto failed
"%TO%\python.exe" -m xl_send install
exit /b %errorlevel%
:failed
echo Nothing was installed for Excel. What went wrong stands above.
exit /b 1
"""


class Pinned(NamedTuple):
    """A library of the lock: its name and version, for which systems it is, and its hashes."""

    name: str
    version: str
    where: str
    hashes: str

    @property
    def lines(self) -> str:
        """As pip asks for it, on whatever system."""
        return f"{self.name}=={self.version} \\\n{self.hashes}".rstrip() + "\n"


def main(arguments: Sequence[str]) -> int:
    """Fill the folder, or tell what it would hold; the exit code."""
    asked = _asked(arguments)
    wanted = requirements((ROOT / LOCK).read_text("utf-8"), [extra for extra in EXTRAS if getattr(asked, extra)])
    if asked.plan:
        sys.stdout.write(plan(wanted))
        return 0
    try:
        fill(Path(asked.folder), wanted, Path(asked.python) if asked.python else None)
    except (CannotRunError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{asked.folder} is ready: copy it to the computer, and there run {INSTALL}.\n")
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m xl_send.dev.wheelhouse", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("folder", nargs="?", default="wheelhouse", help="where it goes; it must be empty or not there")
    parser.add_argument("--python", metavar="FILE", help=f"{PYTHON}, if it is there already")
    parser.add_argument("--plan", action="store_true", help="say what it would hold, and fetch nothing")
    for extra in EXTRAS:
        parser.add_argument(f"--{extra}", action="store_true", help=f"with what xl_send[{extra}] needs")
    return parser.parse_args(arguments)


def plan(wanted: Sequence[Pinned]) -> str:
    """What the folder would hold, a line each."""
    names = [f"{WHEELS}: {one.name} {one.version}" for one in (*wanted, *_tools())]
    return "\n".join([f"{PYTHON} from {PYTHON_FROM}", *names, f"{WHEELS}: xl_send", REQUIREMENTS, INSTALL, ""])


def requirements(lock: str, extras: Sequence[str] = ()) -> list[Pinned]:
    """What a Windows installation needs of a lock, in its order. Raises `LookupError` for what the lock has not."""
    from packaging.markers import Marker

    there = {
        _plain(match[1]): Pinned(match[1], match[2], match[3] or "", match[4])
        for match in _BLOCK.finditer(lock)
        if not match[3] or Marker(match[3]).evaluate(WINDOWS)
    }
    needed = set(_needed(extras))
    if missing := needed - there.keys():
        raise LookupError(", ".join(sorted(missing)))
    return [one for name, one in there.items() if name in needed]


def _needed(extras: Sequence[str]) -> Iterator[str]:
    """The libraries that the product needs on Windows, and those that these need in turn."""
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    found: set[str] = set()
    while asked:
        one = Requirement(asked.pop())
        name = _plain(one.name)
        if name not in found and (one.marker is None or one.marker.evaluate(WINDOWS)):
            found.add(name)
            yield name
            asked += _requires(one.name)


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:  # a library of Windows alone, which itself needs nothing
        return []


def _plain(name: str) -> str:
    return _NAME.sub("-", name).casefold()


def _tools() -> tuple[Pinned, ...]:
    name, _, version = PIP.partition("==")
    return (Pinned(name, version, "", f"    --hash=sha256:{PIP_HASH}"),)


def fill(folder: Path, wanted: Sequence[Pinned], python: Path | None) -> None:
    """Fetch everything into a folder, whole or not at all. Raises `CannotRunError` where it holds something."""
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty: name another folder."
        raise CannotRunError(message)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        _fill(Path(made), wanted, python)
        shutil.copytree(made, folder, dirs_exist_ok=True)


def _fill(folder: Path, wanted: Sequence[Pinned], python: Path | None) -> None:
    _fetch_python(folder / PYTHON, python)
    wheels, fetched = folder / WHEELS, folder / REQUIREMENTS
    wheels.mkdir()
    fetched.write_text("".join(one.lines for one in (*wanted, *_tools())), "utf-8")
    _pip(*FETCH, "--requirement", str(fetched), "--dest", str(wheels))
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    write_whole(fetched, installed(wanted, wheels).encode(), replace=True)
    write_whole(folder / INSTALL, install_steps().encode("ascii"))


def installed(wanted: Sequence[Pinned], wheels: Path) -> str:
    """What is installed: what was wanted and the product, each by its hash."""
    (own,) = wheels.glob("xl_send-*.whl")
    return (
        "".join(one.lines for one in wanted)
        + f"{own.name.split('-')[0]}=={own.name.split('-')[1]} \\\n"
        + (f"    --hash=sha256:{hash_of(own)}\n")
    )


def install_steps() -> str:
    """`install.cmd`, its lines ended as Windows ends them."""
    name, _, version = PIP.partition("==")
    words: Mapping[str, str] = {
        "python": PYTHON, "short": "".join(VERSION.split(".")[:2]), "wheels": WHEELS,
        "pip": f"{name}-{version}-py3-none-any.whl", "requirements": REQUIREMENTS,
    }  # fmt: skip
    return _STEPS.format(**words).replace("\n", "\r\n")


def _pip(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", *words], check=False)  # noqa: S603 - a developer's own tool
    if done.returncode:
        message = f"pip {words[0]} did not go through: what it says stands above."
        raise CannotRunError(message)


def _fetch_python(place: Path, given: Path | None) -> None:
    """Put Python into the folder. Raises `CannotRunError` where it is not the one that is meant."""
    if given:
        shutil.copyfile(given, place)
    else:
        _download(place)
    if hash_of(place) != PYTHON_HASH:
        place.unlink()
        message = f"{given or PYTHON_FROM} is not {PYTHON} as it was published: its SHA-256 is another."
        raise CannotRunError(message)


def _download(place: Path) -> None:
    try:
        with urllib.request.urlopen(PYTHON_FROM, timeout=60) as found, place.open("wb") as kept:
            shutil.copyfileobj(found, kept)
    except OSError as error:
        message = f"{PYTHON_FROM} cannot be fetched from here ({error}). Fetch it elsewhere, and name it with --python."
        raise CannotRunError(message) from error


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
