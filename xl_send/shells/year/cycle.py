"""The year's half-terms, each with its commands as they are typed (source: docs/tutorial.md), and what they said."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from xl_send.commands.writing import write_whole
from xl_send.progress import Progress, quietly
from xl_send.shells.cli import main
from xl_send.shells.year.filling import filled_in, first_returns, last_years_workbook
from xl_send.value_classes import NamedTuple

SAID = "what_was_said.txt"
HISTORY = "boards.sqlite"
LAST_YEAR = "last_year/transition.xlsx"


class HalfTerm(NamedTuple):
    """One half-term: its folder, its name, its As at, and what happens in it.

    `late` is the return that comes after the board, `wrong` the one that is put right before it; `board` says that the
    papers of its board are made.
    """

    folder: str
    period: str
    as_at: str
    story: str
    late: str = ""
    wrong: str = ""
    board: bool = False


HALF_TERMS = (
    HalfTerm("1_autumn_1", "Autumn 1 2026", "2026-10-16", "sent out and filled in"),
    HalfTerm("2_autumn_2", "Autumn 2 2026", "2026-12-11", "one return is late", late="statutory.xlsx"),
    HalfTerm(
        "3_spring_1", "Spring 1 2027", "2027-02-05", "one return is wrong, and put right", wrong="transition.xlsx"
    ),
    HalfTerm("4_spring_2", "Spring 2 2027", "2027-03-19", "dates slip", board=True),
    HalfTerm("5_summer_1", "Summer 1 2027", "2027-05-21", "the board agrees new dates"),
    HalfTerm("6_summer_2", "Summer 2 2027", "2027-07-09", "the year is closed"),
)
_OPENING = ("new blank.xlsx", f"upgrade {LAST_YEAR} -o this_year")


class Said(NamedTuple):
    """One command, as it is typed after xl-send, how it ended, and what it said."""

    command: str
    code: int
    output: str

    @property
    def told(self) -> str:
        """The command and its answer, as on a screen."""
        return f"> xl-send {self.command}\n{self.output}"


def year(home: Path, progress: Progress = quietly) -> list[Said]:
    """Live through the year in a new folder; every command with what it said, which is also written there."""
    home.mkdir(parents=True, exist_ok=True)
    said, text = [], []
    with chdir(home):
        write_whole(Path(LAST_YEAR), last_years_workbook())
        for place, now in enumerate(progress(HALF_TERMS, "Living through the year", len(HALF_TERMS))):
            answers = list(_half_term(now, HALF_TERMS[place - 1] if place else None))
            said += answers
            text += [_titled(f"{now.period}: {now.story}"), *(item.told for item in answers)]
        answers = list(map(_typed, _closing(HALF_TERMS[-1].folder)))
        said += answers
        text += [_titled("The year as a whole"), *(item.told for item in answers)]
        write_whole(Path(SAID), "\n".join(text).encode("utf-8"))
    return said


def _titled(title: str) -> str:
    return f"{title}\n{'=' * len(title)}\n"


def _half_term(now: HalfTerm, last: HalfTerm | None) -> Iterator[Said]:
    if last is None:
        yield from map(_typed, _OPENING)
    else:
        yield _typed(f"next {last.folder}/returns -o {now.folder}/sent --as-at {now.as_at}")
    _fill_in(now, last)
    yield _typed(f"validate {now.folder}/returns")
    asks = f" --feedback {now.folder}/feedback" if now.late or now.wrong else ""
    yield _typed(f"{_brought_together(now, last)}{asks}")
    if now.wrong:
        _put_right(now)
        yield _typed(f"validate {now.folder}/returns/{now.wrong}")
        yield _typed(f"{_brought_together(now, last)} --replace")
    yield _typed(f"status {now.folder}/programme.xlsx")
    if last:
        yield _typed(f"changes --history {HISTORY}")
    if now.board:
        yield _typed(f"conflicts {now.folder}/returns")
        yield _typed(f"report {now.folder}/returns --html --word -o {now.folder}/board")
    if now.late:
        sent = Path(now.folder, "sent", now.late)
        write_whole(Path(now.folder, "returns", now.late), filled_in(sent, now.period))
        yield _typed(f"validate {now.folder}/returns/{now.late}")


def _brought_together(now: HalfTerm, last: HalfTerm | None) -> str:
    before = f" --previous {last.folder}/programme.xlsx" if last else ""
    return f"consolidate {now.folder}/returns -o {now.folder}/programme.xlsx --history {HISTORY}{before}"


def _closing(last: str) -> Sequence[str]:
    return (
        f"history list {HISTORY}",
        f"history check {HISTORY}",
        f"changes --history {HISTORY} --trend",
        f"next {last}/returns -o next_year --as-at 2027-10-15 --archive",
    )


def _fill_in(now: HalfTerm, last: HalfTerm | None) -> None:
    """What officers do: the returns of a half-term, but for the one that is late."""
    returns = Path(now.folder, "returns")
    if last is None:
        for name, content in first_returns():
            write_whole(returns / name, content)
        return
    for sent in sorted(Path(now.folder, "sent").iterdir()):
        if sent.name != now.late:
            write_whole(returns / sent.name, filled_in(sent, now.period))


def _put_right(now: HalfTerm) -> None:
    path = Path(now.folder, "returns", now.wrong)
    write_whole(path, filled_in(path, f"{now.period}, put right"), replace=True)


def _typed(command: str) -> Said:
    """What is typed after xl-send, done as the command line does it."""
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        code = main(shlex.split(command))
    return Said(command, code, told.getvalue())
