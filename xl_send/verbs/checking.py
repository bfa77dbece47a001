"""Verbs that look at workbooks: what is wrong, which colours, which conflicts."""

from __future__ import annotations

from xl_send.verbs.declaration import (
    AS_AT,
    COMMANDS_ROOM,
    COPIES,
    DISCLOSURE_LOG,
    FINDINGS,
    FINDINGS_FORMAT,
    FOR_PUBLICATION,
    FORMAT,
    IGNORE,
    LAST_EDITION,
    OUTPUT_ROOM,
    POLICY,
    READING,
    SELECT,
    STRICT,
    WORKBOOKS,
    Argument,
    Command,
    Option,
    Work,
)

VALIDATE = Work(f"{COMMANDS_ROOM}.validate:validate", FINDINGS)
STATUS = Work(
    f"{COMMANDS_ROOM}.status:status",
    {"text": f"{OUTPUT_ROOM}.text.status:status_text", "json": f"{OUTPUT_ROOM}.data.status:status_json"},
)
CONFLICTS = Work(f"{COMMANDS_ROOM}.conflicts:conflicts", FINDINGS)
GRAPH = Work(f"{COMMANDS_ROOM}.conflicts:graph", {"json": f"{OUTPUT_ROOM}.data.graph:graph_json"})
EXPLAIN = Work(f"{COMMANDS_ROOM}.explain:explain", {"text": f"{OUTPUT_ROOM}.text.why:explain_text"})

CHECKING: tuple[Command, ...] = (
    Command(
        "validate",
        "Say in plain English what is wrong, in which cell, and what to do.",
        (WORKBOOKS,),
        (
            FINDINGS_FORMAT,
            Option("mark", "Write copies with the Checks sheet filled; yours are not changed.", flag=True),
            COPIES,
            STRICT,
            SELECT,
            IGNORE,
            FOR_PUBLICATION,
            LAST_EDITION,
            DISCLOSURE_LOG,
            AS_AT,
            POLICY,
            *READING,
        ),
        VALIDATE,
    ),
    Command(
        "status",
        "Work out Red, Amber and Green with their reasons, and the roll-up.",
        (WORKBOOKS,),
        (
            FORMAT,
            Option("why", "Explain this row or workstream alone: its colour and what drives its date.", metavar="ID"),
            Option("mark", "Write copies with the Status sheet filled; yours are not changed.", flag=True),
            COPIES,
            FOR_PUBLICATION,
            LAST_EDITION,
            DISCLOSURE_LOG,
            AS_AT,
            POLICY,
            *READING,
        ),
        STATUS,
    ),
    Command(
        "conflicts",
        "Say where workstreams stand in one another's way: handovers, dates, schools, people and decisions.",
        (WORKBOOKS,),
        (
            FINDINGS_FORMAT,
            Option(
                "graph",
                "Write the network itself as JSON: dates, floats, and what waits for what.",
                flag=True,
                instead=GRAPH,
            ),
            STRICT,
            SELECT,
            IGNORE,
            FOR_PUBLICATION,
            LAST_EDITION,
            DISCLOSURE_LOG,
            AS_AT,
            POLICY,
            *READING,
        ),
        CONFLICTS,
    ),
    Command(
        "explain",
        "Print the row by which an owner explains one finding on the Checks sheet. It changes no workbook.",
        (Argument("key"), WORKBOOKS),
        (
            Option("reason", "Why the finding may stand, in a sentence.", metavar="TEXT"),
            Option("by", "Whose word this is.", metavar="NAME"),
            Option("until", "The last day on which it holds. Default: for good.", metavar="DATE"),
            AS_AT,
            POLICY,
        ),
        EXPLAIN,
    ),
)
