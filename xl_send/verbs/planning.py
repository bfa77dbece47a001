"""Verbs that suppose: what would change, and which order is proposed."""

from __future__ import annotations

from xl_send.verbs.declaration import (
    AS_AT,
    COMMANDS_ROOM,
    FORMAT,
    OUTPUT_ROOM,
    POLICY,
    READING,
    WORKBOOKS,
    Command,
    Option,
    Work,
)

WHAT_IF = Work(
    f"{COMMANDS_ROOM}.whatif:whatif",
    {"text": f"{OUTPUT_ROOM}.text.whatif:whatif_text", "json": f"{OUTPUT_ROOM}.data.whatif:whatif_json"},
)
SEQUENCE = Work(
    f"{COMMANDS_ROOM}.sequence:sequence",
    {
        "text": f"{OUTPUT_ROOM}.text.sequence:sequence_text",
        "json": f"{OUTPUT_ROOM}.data.sequence:sequence_json",
        "csv": f"{OUTPUT_ROOM}.data.csv_rows:sequence_csv",
    },
)

PLANNING: tuple[Command, ...] = (
    Command(
        "whatif",
        "Say what would change if a date slipped, a person left or something were done, before anyone agrees to it.",
        (WORKBOOKS,),
        (
            Option(
                "slip",
                "A milestone, task or handover and working days. May be given again.",
                metavar="ID=DAYS",
                many=True,
            ),
            Option(
                "remove-person",
                "A person or team as the Resources sheet names them. May be given again.",
                metavar="NAME",
                many=True,
            ),
            Option("close", "Something to suppose done or closed. May be given again.", metavar="ID", many=True),
            FORMAT,
            AS_AT,
            POLICY,
            *READING,
        ),
        WHAT_IF,
    ),
    Command(
        "sequence",
        "Propose an order of what is still to come: which dates to move, how far and why. It changes no workbook.",
        (WORKBOOKS,),
        (
            Option(
                "format",
                "Words for people, JSON for programs, or a comma-separated row for each date to change.",
                tuple(SEQUENCE.forms),
                "text",
            ),
            Option("output", "Also write a new workbook with the sheet Order.", metavar="FILE.xlsx", short="o"),
            Option("without-solver", "Use priority rules alone, also where the solver is installed.", flag=True),
            Option(
                "seconds",
                "How long the solver may take. What it has not proved by then is said.",
                default="10",
                metavar="SECONDS",
            ),
            Option("keep", "An id whose dates are to stay as they are. May be given again.", metavar="ID", many=True),
            AS_AT,
            POLICY,
            *READING,
        ),
        SEQUENCE,
    ),
)
