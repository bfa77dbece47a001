"""Every pattern of the product over long texts made against it: `python tests/trust/patterns.py [LENGTH] [TEXTS]`.

What takes more than a second of the processor's own time for 100,000 characters is told: one that goes over a text once
needs a hundredth.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
A_SECOND = 100_000
# Shells that need a screen, another program or a system that is not here; they take no text of a workbook.
NOT_LOADED = (
    "__main__",
    "open_excel",
    "shells.window",
    "xl_send.live",
    "xl_send.dev",
    "xl_send.vba",
    "xl_send.browser",
    "migrations.env",
)
# What these look at is cut to, or not looked at beyond, a length of their own.
SHORT = {
    "rules/programme/owners.py": "xl_send.rules.programme.people",
    "adoption/carrying/ids.py": "xl_send.adoption.carrying.ids",
}

Found = dict[tuple[str, str], re.Pattern[str] | re.Pattern[bytes]]


class TooSlowError(Exception):
    """A pattern that does not end."""


def all_patterns() -> Found:
    """Every pattern that the product's modules make, by file and expression."""
    found: Found = {}
    compile_one = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        made = compile_one(pattern, flags)
        file = sys._getframe(1).f_code.co_filename.replace("\\", "/")  # noqa: SLF001 - who asks for it
        if "/xl_send/" in file:
            found[file.rpartition("/xl_send/")[2], str(made.pattern)] = made
        return made

    re.compile = noted  # type: ignore[assignment]
    import xl_send

    for module in pkgutil.walk_packages(xl_send.__path__, "xl_send."):
        if not any(name in module.name for name in NOT_LOADED):
            importlib.import_module(module.name)
    from xl_send.patterns import Pattern
    from xl_send.xlsx.read import rows, sheets, strings

    rows.patterns("")
    strings._pattern("")  # noqa: SLF001 - as it is made for every workbook
    sheets._patterns(b"")  # noqa: SLF001
    re.compile = compile_one
    for name, loaded in list(sys.modules.items()):
        for pattern in vars(loaded).values() if name.startswith("xl_send.") else ():
            if isinstance(pattern, Pattern):
                file = name.removeprefix("xl_send.").replace(".", "/")
                found[f"{file}.py", pattern.pattern] = pattern.compiled
    return found


def uses_of(file: str, expression: str) -> set[str]:
    """How a pattern is used in its own file, by its name there; every way where that does not show."""
    module = importlib.import_module(f"xl_send.{file.removesuffix('.py').replace('/', '.')}")
    names = [name for name, value in vars(module).items() if str(getattr(value, "pattern", None)) == expression]
    source = inspect.getsource(module)
    ways = {
        way for name in names for way in re.findall(rf"\b{name}\.(search|match|fullmatch|sub|split|find\w+)\(", source)
    }
    return ways or {"search", "fullmatch", "sub"}


def slow(length: int, texts: int) -> Iterator[str]:
    """The patterns that do not end, each with the beginning of the text."""
    from trust.pumping import long_texts

    def stop(*_: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGVTALRM, stop)
    for (file, expression), pattern in all_patterns().items():
        most = length
        if file in SHORT:
            most = int(importlib.import_module(SHORT[file]).LONGEST)
        ways = uses_of(file, expression)
        for text in islice(long_texts(pattern, most), texts):
            given = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
            for way in ways:
                if not _ends(pattern, way, given, length / A_SECOND):
                    yield f"{file}: {expression[:80]} ({way} over {text[:40]!r}...)"


def _ends(pattern: re.Pattern[str] | re.Pattern[bytes], way: str, given: str | bytes, seconds: float) -> bool:
    arguments = (given[:0], given) if way == "sub" else (given,)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        done = getattr(pattern, way)(*arguments)
        if way == "finditer":
            sum(1 for _ in done)
    except TooSlowError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return True


def main(length: int = 100_000, texts: int = 1_000) -> int:
    """Tell every pattern that does not end; the exit code."""
    told = list(dict.fromkeys(slow(length, texts)))
    sys.stdout.write("\n".join(told))
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
