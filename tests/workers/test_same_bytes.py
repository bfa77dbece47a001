"""Whoever reads, in whatever order and under whatever names: not one byte of a result differs."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import xl_send
from cases.workbooks import raw_example
from files import write_example
from statuses import table
from xl_send.commands.loading import NamedFile, by_workers, named_files
from xl_send.commands.loading.at_once import each_read
from xl_send.commands.loading.returns import read_return
from xl_send.commands.mark import COULD_NOT
from xl_send.consolidation import choose_returns, together
from xl_send.consolidation.returns import Return
from xl_send.output.data.status import findings_json
from xl_send.progress import quietly
from xl_send.reading.loaded import Refusal
from xl_send.shells.cli import main
from xl_send.workbook.columns import columns_of
from xl_send.workbook.submissions import SHEETS, Programme
from xl_send.workers import reading_with
from xl_send.workers.tasks import NotDone, Task, answered, done

COVER = table("Programme", {"Council": "Exampleshire", "Programme": "SEND", "As at": "13 Nov 2026"})
CODES = ("TRN", "OUT", "EHP", "WFD", "STA")
# A text that may identify a person, in another cell of each return.
PERSON = "Ring Pat on pat@exampleshire.example.org"


def small_return(code: str, number: int) -> str:
    blank = [{"ID": f"{code}-M0{row}", "Workstream": code, "Milestone": "Open"} for row in range(1, number + 1)]
    late = {"ID": f"{code}-M09", "Workstream": code, "Milestone": PERSON, "Forecast": "soon", "Baseline": "31/11/2026"}
    needs = {"ID": f"{code}-D01", "Workstream": code, "Giver workstream": CODES[number % 5], "Needed by": "1 Dec 2026"}
    return COVER + table("Workstreams", {"Code": code}) + table("Milestones", *blank, late) + table(
        "Interdependencies", needs
    )  # fmt: skip


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small returns, good and odd; each says PERSON somewhere else."""
    folder = tmp_path_factory.mktemp("small") / "returns"
    folder.mkdir()
    for number, code in enumerate(CODES, 1):
        write_example(small_return(code, number), folder / f"{code.lower()}.xlsx")
    shutil.copy(folder / "trn.xlsx", folder / "trn (1).xlsx")
    (folder / "page.xlsx").write_text("<html>no workbook</html>", encoding="ascii")
    (folder / "cut.xlsx").write_bytes((folder / "out.xlsx").read_bytes()[:900])
    write_example(COVER, folder / "no stream.xlsx")
    return folder


def wired(ahead: int) -> object:
    """Workers in this process that answer over the same wire, tasks being given out so many ahead."""

    def workers(tasks: Iterable[Task | None], _: int, __: float) -> Generator[object]:
        waiting: deque[bytes | None] = deque()
        for task in tasks:
            waiting.append(task.as_bytes() if task else None)
            if len(waiting) > ahead:
                yield _answer(waiting.popleft())
        yield from map(_answer, waiting)

    return workers


def _answer(content: bytes | None) -> object:
    return answered(done(content)) if content else NotDone.HERE


def findings(files: Sequence[Path], workers: int) -> str:
    with reading_with(workers):
        try:
            return findings_json(xl_send.validate([NamedFile(str(path), path.name) for path in files]))
        except xl_send.Error as error:
            return str(error)


def tables(files: Sequence[Path], workers: int) -> object:
    """All rows of a programme workbook, and how each was understood."""
    with reading_with(workers):
        read = [found for _, found in each_read(list(named_files(files)), read_return, quietly, "")]
    taken = choose_returns([item for item in read if isinstance(item, Return)]).taken
    programme = Programme(tuple(item.submission for item in taken))
    refused = sorted(item.sentence for item in read if isinstance(item, Refusal))
    if not programme.latest:
        return refused
    whole = together(taken, None, programme, programme.latest)
    records = [
        [getattr(row, column.name) for column in columns_of(record)]
        for record in SHEETS
        for row in programme.each(record)
    ]
    # The column that names a row's file is all that a new name may change.
    rows = {
        record: [{title: value for title, value in row.items() if title != "Source workbook"} for row in found]
        for record, found in whole.rows.items()
    }
    return rows, whole.labels, repr(records), refused


@settings(max_examples=6, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(
    order=st.permutations(range(9)),
    several=st.integers(1, 9),
    names=st.permutations("abcdefghi"),
    ahead=st.integers(0, 9),
)
def test_orders_names_and_workers_make_no_difference(
    returns: Path, order: list[int], several: int, names: list[str], ahead: int
) -> None:
    folder = returns.parent / "renamed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    files = sorted(returns.iterdir())
    some = [files[place] for place in order[:several]]
    renamed = [Path(shutil.copy(path, folder / f"{name}.xlsx")) for path, name in zip(some, names, strict=False)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xl_send.workers.processes.in_processes", wired(ahead))
        assert findings(some, 2) == findings(some, 1)
        assert tables(some, 2) == tables(sorted(some), 1)
        assert tables(renamed, 2) == tables(sorted(some), 1)


def test_a_worker_that_ends_over_a_file_or_takes_too_long_costs_that_file(
    returns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(path for path in returns.iterdir() if path.stem in {"ehp", "out", "trn"})

    def odd(tasks: Iterable[Task | None], _: int, __: float) -> Generator[object]:
        first, second, third = tasks
        yield NotDone.DIED
        yield NotDone.TOO_LONG
        yield _answer(third.as_bytes()) if third and first and second else NotDone.HERE

    monkeypatch.setattr("xl_send.workers.processes.in_processes", odd)
    with reading_with(2):
        loaded = xl_send.validate(files).loaded
    assert [item.sentence for item in loaded.refused] == [by_workers.DIED, by_workers.TOO_LONG]
    assert [Path(item.workbook).stem for item in loaded.programme.submissions] == ["trn"]


def test_a_worker_that_ends_over_a_copy_leaves_no_copy_and_says_so(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(tasks: Iterable[Task | None], _: int, __: float) -> Generator[object]:
        for task in tasks:
            of_reading = task is not None and task.place.endswith("read_asked")
            yield _answer(task.as_bytes()) if task and of_reading else NotDone.DIED

    monkeypatch.setattr("xl_send.workers.processes.in_processes", odd)
    good = [returns / "ehp.xlsx", returns / "out.xlsx"]
    with reading_with(2):
        with pytest.raises(xl_send.Error, match=f"ehp.xlsx: {COULD_NOT} No copy was written."):
            xl_send.validate(good, mark=True, output=tmp_path / "copies")
        made = xl_send.consolidate(good, feedback=tmp_path / "owners")
    assert not (tmp_path / "copies").exists()
    assert [note for note in made.notes if COULD_NOT in note and "No marked copy for its owner" in note] == [
        note for note in made.notes if ".xlsx: " in note
    ]
    assert sorted(path.name for path in made.feedback) == [
        "ehp-email.txt", "ehp-to-put-right.html", "out-email.txt", "out-to-put-right.html",
    ]  # fmt: skip


VERBS = {
    "validate": ["validate", "{folder}", "--format", "json"],
    "checked": ["validate", "{folder}", "--mark", "-o", "{out}"],
    "coloured": ["status", "{folder}", "--mark", "-o", "{out}"],
    "consolidate": ["consolidate", "{folder}", "-o", "{out}/all.xlsx", "--feedback", "{out}/owners"],
    "changes": ["changes", "{earlier}", "{folder}", "--format", "json"],
    "none": ["status", "{folder}/page.xlsx", "{folder}/cut.xlsx"],
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_the_same_by_two_processes_as_by_one(
    returns: Path, tmp_path: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "returns"
    shutil.copytree(returns, folder)
    earlier = write_example(
        COVER.replace("13 Nov", "13 Oct") + table("Workstreams", {"Code": "TRN"}), tmp_path / "e.xlsx"
    )
    shutil.copy(raw_example(), folder / "transition.xlsx")
    (folder / "trn.xlsx").unlink()
    told = []
    for number in ("1", "2"):
        out = tmp_path / "out"
        out.mkdir()
        call = [part.format(folder=folder, out=out, earlier=earlier) for part in VERBS[verb]]
        ended = main([*call, "--workers", number])
        streams = capsys.readouterr()
        written = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
        assert bool(written) == ("{out}" in " ".join(VERBS[verb]))
        told.append((ended, streams.out, streams.err, written))
        shutil.rmtree(out)
    assert told[0] == told[1]
