"""Verbs of the programme office: returns brought together, told to the board, and held against the last."""

from __future__ import annotations

from xl_send.verbs.declaration import (
    AS_AT,
    COMMANDS_ROOM,
    DISCLOSURE_LOG,
    FOR_PUBLICATION,
    FORMAT,
    LAST_EDITION,
    OUTPUT_ROOM,
    POLICY,
    READING,
    WORKBOOKS,
    Argument,
    Command,
    Option,
    Work,
)

# As xl_send.board_pack.audiences names them; a test holds the two together.
AUDIENCES = ("workstream", "board", "partnership", "forum", "scrutiny", "parents", "dfe")

CONSOLIDATE = Work(
    f"{COMMANDS_ROOM}.consolidate:consolidate",
    {
        "text": f"{OUTPUT_ROOM}.text.consolidated:consolidated_text",
        "json": f"{OUTPUT_ROOM}.data.consolidated:consolidated_json",
    },
)
REGION = Work(
    f"{COMMANDS_ROOM}.region:region",
    {"text": f"{OUTPUT_ROOM}.text.region:region_text", "json": f"{OUTPUT_ROOM}.text.region:region_json"},
)
REPORT = Work(f"{COMMANDS_ROOM}.packs.report:report", {"text": f"{OUTPUT_ROOM}.text.files:report_text"})
CHANGES = Work(
    f"{COMMANDS_ROOM}.changes:changes",
    {
        "text": f"{OUTPUT_ROOM}.text.changes:changes_text",
        "json": f"{OUTPUT_ROOM}.data.changes:changes_json",
        "csv": f"{OUTPUT_ROOM}.data.csv_rows:changes_csv",
    },
)
TREND = Work(
    f"{COMMANDS_ROOM}.keeping.trend:trend",
    {
        "text": f"{OUTPUT_ROOM}.text.trend:trend_text",
        "json": f"{OUTPUT_ROOM}.text.trend:trend_json",
        "csv": f"{OUTPUT_ROOM}.data.csv_rows:trend_csv",
    },
)

NEXT = Work(f"{COMMANDS_ROOM}.starting.next_return:next_return", {"text": f"{OUTPUT_ROOM}.text.files:next_text"})
UPGRADE = Work(f"{COMMANDS_ROOM}.starting.upgrade:upgrade", {"text": f"{OUTPUT_ROOM}.text.files:upgrade_text"})

RETURNS: tuple[Command, ...] = (
    Command(
        "next",
        "Begin the return of the next period from the last one, or from a programme workbook or a history one for each "
        "return in it: what stands is carried over, dates are rolled on.",
        (WORKBOOKS,),
        (
            Option(
                "as-at",
                "The As at of the next return. Default: as long after the last as that was after the one before.",
                metavar="DATE",
            ),
            Option(
                "archive",
                "Put rows that are closed, delivered or reached, and named by nothing that stays, on a sheet Archive.",
                flag=True,
            ),
            Option("output", "The folder to write to. Default: one called next beside each.", metavar="DIR", short="o"),
        ),
        NEXT,
    ),
    Command(
        "upgrade",
        "Bring a workbook of an earlier template edition to the present one; what your council added stays.",
        (WORKBOOKS,),
        (
            Option("preview", "Say what would be put in or changed, and write nothing.", flag=True),
            Option(
                "output", "The folder to write to. Default: one called upgraded beside each.", metavar="DIR", short="o"
            ),
        ),
        UPGRADE,
    ),
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
                "history",
                "Also keep the returns in this file or database, to be compared with at the next board, and carry "
                "forward the last return of a workstream of which none came.",
                metavar="HISTORY",
            ),
            Option(
                "take",
                "Take this return although its Council or Programme is not that of the others. May be given again.",
                metavar="RETURN",
                many=True,
            ),
            Option(
                "feedback",
                "Also write into this folder what each owner is sent: a marked copy, a page of what to put right, and "
                "the text of an e-mail.",
                metavar="DIR",
            ),
            Option(
                "reply-by",
                "With --feedback: the day by which owners are asked to answer. Default: the day on which papers are "
                "next due for a forum of the programme.",
                metavar="DATE",
            ),
            Option(
                "counts",
                "Bring programme workbooks of several councils together as counts and colours, with no text of theirs. "
                "Default of --output: region.xlsx.",
                flag=True,
                instead=REGION,
            ),
            FOR_PUBLICATION,
            LAST_EDITION,
            DISCLOSURE_LOG,
            FORMAT,
            AS_AT,
            POLICY,
            *READING,
        ),
        CONSOLIDATE,
    ),
    Command(
        "report",
        "Write the board summary for an audience: web page, Word document, PDF, email text and calendar.",
        (Argument("workbooks", many=True, default=""),),
        (
            Option("audience", "Whom it is for. docs/audiences.md says what each gets.", AUDIENCES, AUDIENCES[1]),
            Option("html", "Write the web page. So it is unless another form is asked for.", flag=True),
            Option("word", "Write the Word document.", flag=True),
            Option("pdf", "Write a PDF, by LibreOffice or a browser that is on this computer.", flag=True),
            Option("email", "Write the first page as text for an email.", flag=True),
            Option("ics", "Write a calendar file of milestones, meetings and days on which papers are due.", flag=True),
            Option(
                "output",
                "The folder to write to. No file there is written over.",
                default=".",
                metavar="DIR",
                short="o",
            ),
            Option(
                "since",
                "Also say what has changed since these earlier returns, or the last board kept in a history.",
                metavar="OLD",
            ),
            Option("forum", "The forum that it goes to. Default: the audience's own.", metavar="NAME"),
            Option("meeting", "The day of the meeting. Default: the forum's next one.", metavar="DATE"),
            Option("version", "The version that it is marked with. Default: 0.1, of a Final 1.0.", metavar="TEXT"),
            Option("final", "Mark it Final, and freeze it with its workbooks and a manifest.", flag=True),
            Option("signed-off", "Who signed it off, and when.", metavar="TEXT"),
            Option("style", "A Word document whose styles, header, footer and logo it takes.", metavar="OUR.docx"),
            Option(
                "keep-words", "Last period's document: the office's own words are offered again.", metavar="LAST.docx"
            ),
            LAST_EDITION._replace(
                help="The returns, or the history, of what these readers were told last, so that no difference tells."
            ),
            DISCLOSURE_LOG._replace(help="List in this new workbook what is not shown, and why."),
            Option("remake", "Make a Final again from its manifest.", metavar="MANIFEST"),
            AS_AT,
            POLICY,
            *READING,
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
                metavar="HISTORY",
            ),
            Option("since", "With --history: the date of the earlier board.", metavar="DATE"),
            Option("to", "With --history alone: the date of the later board.", metavar="DATE"),
            Option("trend", "With --history: the colours told at each board, side by side.", flag=True, instead=TREND),
            FOR_PUBLICATION,
            DISCLOSURE_LOG,
            *READING,
        ),
        CHANGES,
    ),
)
