"""Verbs of a history: what it keeps is listed, shown, taken out and checked."""

from __future__ import annotations

from xl_send.verbs.declaration import COMMANDS_ROOM, OUTPUT_ROOM, Argument, Command, Option, Work

_SHOWN = f"{OUTPUT_ROOM}.text.history"
_HISTORY = Argument("history")
_FORMAT = Option(
    "format", "Words for people, JSON for programs, or comma-separated values.", ("text", "json", "csv"), "text"
)


def _work(place: str, name: str, *forms: str) -> Work:
    return Work(f"{COMMANDS_ROOM}.keeping.{place}", {form: f"{_SHOWN}:{name}_{form}" for form in forms})


KEEPING: tuple[Command, ...] = (
    Command(
        "history list",
        "List the boards that a history keeps: whose, as at when, and the overall colour told then.",
        (_HISTORY,),
        (_FORMAT,),
        _work("listing:list_history", "list", *_FORMAT.choices),
    ),
    Command(
        "history show",
        "Show one board as it was kept: its workbooks with their SHA-256, and the colours that were told.",
        (_HISTORY,),
        (
            Option("board", "The As at of the board. Default: the latest.", metavar="DATE"),
            Option("programme", "The programme, or its council, where several are kept.", metavar="NAME"),
            _FORMAT,
        ),
        _work("showing:show_history", "show", *_FORMAT.choices),
    ),
    Command(
        "history export",
        "Take boards out as they were kept: into a folder as comma-separated values, or into another history.",
        (_HISTORY,),
        (
            Option(
                "output",
                "The folder to write to, or the other history: a file such as copy.sqlite, or a database's address.",
                metavar="PLACE",
                short="o",
            ),
            Option("since", "Only boards as at this date and later.", metavar="DATE"),
            Option("to", "Only boards as at this date and earlier.", metavar="DATE"),
        ),
        _work("exporting:export_history", "export", "text"),
    ),
    Command(
        "history check",
        "Hold every row of a history against its digests, and say which boards are not as they were kept.",
        (_HISTORY,),
        (_FORMAT,),
        _work("checking:check_history", "check", *_FORMAT.choices),
    ),
)
