"""The reader under a fuzzer that is guided by what the code does: `python tests/trust/fuzz_reader.py FOLDER [SECONDS]`.

Needs atheris (Linux and macOS). Each input is one part of a small return, or the whole file, by its first byte; the
folder keeps the inputs that reached new code, and any that failed. Everything that is not a sentence is a find.
"""

from __future__ import annotations

import sys
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
MOST_BYTES = 40_000


@cache
def small_return() -> tuple[tuple[str, bytes], ...]:
    """The parts of a return with a row on each of three sheets, as a library other than ours writes them."""
    from files import write_example
    from statuses import table

    text = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"})
    text += table("Milestones", {"ID": "TRN-M01"}) + table("KPIs", {"ID": "TRN-K01"})
    path = write_example(text, BytesIO())  # type: ignore[arg-type] # a file in memory does as well
    with zipfile.ZipFile(path) as made:
        return tuple((name, made.read(name)) for name in sorted(made.namelist()))


def seeds() -> list[bytes]:
    """An input for each part as it is, and the whole file."""
    parts = small_return()
    whole = _zipped(dict(parts))
    return [bytes([number]) + content for number, (_, content) in enumerate(parts)] + [b"\xff" + whole]


def workbook_of(data: bytes) -> bytes:
    """The file that an input stands for."""
    parts = small_return()
    number = data[0] if data else 0
    if number >= len(parts):
        return data[1:]
    return _zipped({**dict(parts), parts[number][0]: data[1:]})


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def try_one(data: bytes) -> bool:
    """Read, check and colour one input; whether it was read. Whatever is raised but a sentence is a find."""
    from xl_send.commands.checks import check_all, choose
    from xl_send.commands.loading.files import understood
    from xl_send.errors import RefusedError
    from xl_send.rag.rollup import programme_status
    from xl_send.rules.not_run import is_not_run
    from xl_send.workbook.loaded import LoadedProgramme
    from xl_send.workbook.submissions import Programme
    from xl_send.xlsx.read.open_book import open_book

    try:
        submission = understood(open_book(BytesIO(workbook_of(data)), "return.xlsx"))
    except RefusedError as refused:
        return not refused.sentence
    programme = Programme((submission,))
    found = check_all(LoadedProgramme(programme), choose())
    told = [finding.message for finding in found.findings if is_not_run(finding)]
    assert not told, told
    programme_status(programme)
    return True


def main(folder: Path, seconds: int) -> None:
    """Fuzz for so long."""
    import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore] # it is not for every system

    folder.mkdir(parents=True, exist_ok=True)
    # All that is loaded from here on is watched, so nothing of ours may be loaded before.
    with atheris.instrument_imports(include=["xl_send"]):
        for number, seed in enumerate(seeds()):
            (folder / f"seed{number}").write_bytes(seed)
            try_one(seed)
    options = [f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-timeout=60", "-rss_limit_mb=1024"]

    def one(data: bytes) -> None:
        try_one(data)

    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/found-", str(folder)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3_600)
