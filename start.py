"""Set up xl_send in a folder of its own and do one thing: `python start.py demo` or `python start.py test`.

Needs Python 3.11 or later and nothing else; it works the same on Windows, macOS and Linux. A private
environment is made in `.venv` beside this file, so nothing else on the computer changes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parent
ENVIRONMENT = HOME / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
USAGE = "Say `python start.py demo` to see the example programme, or `python start.py test` to run the tests."


def prepare(extra: str) -> None:
    """Make the private environment if need be, and install the product into it."""
    if not PYTHON.exists():
        try:
            venv.create(ENVIRONMENT, with_pip=True)
        except subprocess.CalledProcessError:
            sys.exit("Python's venv module is not complete here. On Debian or Ubuntu: apt install python3-venv")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet"]
    target = f"{HOME}{extra}"
    if extra:
        # What checks the product is what was locked, each file known by its hash.
        subprocess.run([*install, "--require-hashes", "--requirement", str(HOME / "requirements.lock")], check=True)
        install.append("--no-build-isolation")
    subprocess.run([*install, "--editable", target], check=True)
    # As an installation from a wheel does: an editable one leaves it to the first run of each command.
    subprocess.run([PYTHON, "-m", "compileall", "-q", HOME / "xl_send"], check=False)


TESTS = ["-m", "pytest", "-n", "auto", "--dist", "worksteal"]
# What keeps to one processor, which the tests leave free now and then.
OTHERS = [
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy"],
]


def check() -> int:
    """Run the tests, and the other checks beside them, of which is told afterwards; the exit code."""
    with subprocess.Popen([PYTHON, *TESTS], cwd=HOME) as tests:
        others = [
            subprocess.run([PYTHON, *other], cwd=HOME, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            for other in OTHERS
        ]
    for other, ended in zip(OTHERS, others, strict=True):
        sys.stdout.write(f"{' '.join(other[1:])}: {'fine' if ended.returncode == 0 else 'NOT FINE'}\n")
        sys.stdout.flush()
        sys.stdout.buffer.write(ended.stdout)
    return int(any([tests.returncode, *(ended.returncode for ended in others)]))


def main(arguments: list[str]) -> int:
    """Run the demo or the tests; the exit code."""
    if sys.version_info < (3, 11):
        sys.exit("xl_send needs Python 3.11 or later.")
    if arguments[:1] == ["demo"]:
        prepare("")
        return subprocess.run([PYTHON, "-m", "xl_send", *arguments], check=False).returncode
    if arguments == ["test"]:
        prepare("[test]")
        return check()
    sys.exit(USAGE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
