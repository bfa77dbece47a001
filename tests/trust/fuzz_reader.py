"""The reader under a fuzzer that is guided by what the code does: `python tests/trust/fuzz_reader.py FOLDER [SECONDS]`.

Needs atheris (Linux and macOS). Each input is a few edits of a small return's parts, or a file's bytes; the folder
keeps the inputs that reached new code, and any that failed. Everything that is not a sentence is a find.
"""

from __future__ import annotations

import sys
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
MOST_BYTES = 20_000
# What is put into XML: ends and beginnings of elements, numbers and references, and what is none of these.
SNIPPETS = (
    b"<", b">", b"</row>", b'<row r="3">', b"<row/>", b'<c r="A1"><v>5</v></c>', b"</c>", b"<c/>", b"<v/>",
    b"<f>1</f>", b"<!-- -->", b"<![CDATA[x<y]]>", b"<?pi x?>", b"&amp;", b"&#13;", b"&bogus;", b"\r\n", b"\0",
    b"\xff", b'"', b"'", b' r="A2"', b' s="99"', b' t="s"', b' t="d"', b' t="e"', b' t="b"', b"nan", b"1e999", b"-1",
    b"60", b"46000", b"0.5", b"<is><t>x</t></is>", b"_x000D_", b"_xD83D_", b"x:", b"utf-16", b' hidden="1"',
    b"1048577", b"<!DOCTYPE a>", b"", b"</sheetData>", b"<sheetData>", b"<si/>", b'<mergeCell ref="A1:B9"/>', b"../",
    b" ", b"TRN-T03", b"tbc", b"#REF!", b"External", b"=1", b"00/01/1900", b"12%", b"\xc2\xa0", b"\xe2\x80\x8b",
    b"TRN", b"M01", b"Yes", b"Red", b"2026",
)  # fmt: skip


@cache
def small_return() -> tuple[tuple[str, bytes], ...]:
    """The parts of a return with a row on each of three sheets, as a library other than ours writes them."""
    from files import write_example
    from statuses import table

    text = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"})
    text += table("Milestones", {"ID": "TRN-M01"}) + table("KPIs", {"ID": "TRN-K01"})
    with TemporaryDirectory() as folder, zipfile.ZipFile(write_example(text, Path(folder) / "small.xlsx")) as made:
        return tuple((name, made.read(name)) for name in sorted(made.namelist()))


def seeds() -> list[bytes]:
    """Inputs to begin with: no edit, one edit of each part, and the whole file."""
    parts = small_return()
    edits = [bytes([0, number, at, at, length, at]) for number in range(len(parts)) for at, length in ((9, 0), (60, 5))]
    return [b"\0", *edits, b"\xff" + _zipped(dict(parts))]


def workbook_of(data: bytes) -> bytes:
    """The file that an input stands for: the return as edits make it, or bytes that call themselves one.

    An edit is a part, a place in it, how much is taken out there, and what is put in: a snippet by its number, or the
    bytes that follow.
    """
    if data[:1] == b"\xff":
        return data[1:]
    parts = [(name, bytearray(content)) for name, content in small_return()]
    at = 1
    while at + 5 <= len(data):
        part, high, low, length, put = data[at : at + 5]
        at += 5
        content = parts[part % len(parts)][1]
        snippet = SNIPPETS[put % len(SNIPPETS)] if put < 128 else data[at : at + put % 16]
        at += 0 if put < 128 else put % 16
        place = (high << 8 | low) % (len(content) + 1)
        content[place : place + length % 64] = snippet
    return _zipped({name: bytes(content) for name, content in parts})


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def try_one(data: bytes) -> bool:
    """Read, check and colour one input; whether it was read. Whatever is raised but a sentence is a find."""
    from xl_send.commands.checks import check_all, chosen_rules
    from xl_send.commands.loading.files import understood
    from xl_send.errors import RefusedError
    from xl_send.rag.rollup import programme_status
    from xl_send.reading.loaded import LoadedProgramme
    from xl_send.workbook.submissions import Programme
    from xl_send.xlsx.read.open_book import open_book

    try:
        submission = understood(open_book(BytesIO(workbook_of(data)), "return.xlsx"))
    except RefusedError as refused:
        return not refused.sentence
    programme = Programme((submission,))
    found = check_all(LoadedProgramme(programme), chosen_rules())
    told = [finding.message for finding in found.findings if "could not be run" in finding.message]
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
