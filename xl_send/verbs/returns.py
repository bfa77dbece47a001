"""Verbs of the programme office: returns brought together, told to the board, and held against the last."""

from __future__ import annotations

from xl_send.verbs.declaration import COMMANDS_ROOM, OUTPUT_ROOM, Argument, Command, Option, Work
from xl_send.verbs.options import (
    AS_AT,
    DISCLOSURE_LOG,
    FOR_PUBLICATION,
    FORMAT,
    LAST_EDITION,
    POLICY,
    READ_AS,
    WORKBOOKS,
)

CONSOLIDATE = Work(
    f"{COMMANDS_ROOM}.consolidate:consolidate",
    {
        "text": f"{OUTPUT_ROOM}.text.consolidated:consolidated_text",
        "json": f"{OUTPUT_ROOM}.text.consolidated:consolidated_json",
    },
)
REPORT = Work(f"{COMMANDS_ROOM}.report:report", {"text": f"{OUTPUT_ROOM}.text.files:report_text"})
CHANGES = Work(
    f"{COMMANDS_ROOM}.changes:changes",
    {
        "text": f"{OUTPUT_ROOM}.text.changes:changes_text",
        "json": f"{OUTPUT_ROOM}.data.changes:changes_json",
        "csv": f"{OUTPUT_ROOM}.data.csv_rows:changes_csv",
    },
)
TREND = Work(
    f"{COMMANDS_ROOM}.trend:trend",
    {
        "text": f"{OUTPUT_ROOM}.text.trend:trend_text",
        "json": f"{OUTPUT_ROOM}.text.trend:trend_json",
        "csv": f"{OUTPUT_ROOM}.data.csv_rows:trend_csv",
    },
)

RETURNS: tuple[Command, ...] = (
    Command(
        "consolidate",
        "Bring a folder of returns together in one programme workbook, and say what was read, refused and why.",
        (Argument("folder"),),
        (
            Option("output", "The workbook to write.", default="programme.xlsx", metavar="PROGRAMME.xlsx", short="o"),
            Option("replace", "Put the new workbook in the place of one that is there.", flag=True),
            Option(
                "previous",
                "Say of which workstreams of this earlier programme workbook there is no return now. Default: the one "
                "that is replaced.",
                metavar="WORKBOOK",
            ),
            Option(
                "history", "Also keep the returns in this file, to be compared with at the next board.", metavar="FILE"
            ),
            Option(
                "take",
                "Take this return although its Council or Programme is not that of the others. May be given again.",
                metavar="RETURN",
                many=True,
            ),
            FOR_PUBLICATION,
            LAST_EDITION,
            DISCLOSURE_LOG,
            FORMAT,
            AS_AT,
            POLICY,
            READ_AS,
        ),
        CONSOLIDATE,
    ),
    Command(
        "report",
        "Write the board summary: a web page that opens in any browser, or a Word document to edit.",
        (WORKBOOKS,),
        (
            Option("html", "Write the web page. So it is unless --word is asked for.", flag=True),
            Option("word", "Write the Word document. One that is there is not written over.", flag=True),
            Option("output", "The folder to write to.", default=".", metavar="DIR", short="o"),
            Option(
                "since",
                "Also say what has changed since these earlier returns, or the last board kept in a history.",
                metavar="OLD",
            ),
            AS_AT,
            POLICY,
            READ_AS,
        ),
        REPORT,
    ),
    Command(
        "changes",
        "Say in plain English what has changed since the last board. Both are named by a workbook, folder or pattern.",
        (Argument("old", default=""), Argument("new", default="")),
        (
            Option(
                "format",
                "Words for people, JSON for programs, or a comma-separated row for each change.",
                tuple(CHANGES.forms),
                "text",
            ),
            Option(
                "history",
                "Compare the last two boards kept here, or the last one with the returns named.",
                metavar="FILE",
            ),
            Option("since", "With --history: the date of the earlier board.", metavar="DATE"),
            Option("to", "With --history alone: the date of the later board.", metavar="DATE"),
            Option("trend", "With --history: the colours told at each board, side by side.", flag=True, instead=TREND),
            FOR_PUBLICATION,
            DISCLOSURE_LOG,
            READ_AS,
        ),
        CHANGES,
    ),
)
