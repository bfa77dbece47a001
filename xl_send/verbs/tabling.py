"""Verbs that carry data out for other programs."""

from __future__ import annotations

from xl_send.verbs.declaration import (
    AS_AT,
    COMMANDS_ROOM,
    DISCLOSURE_LOG,
    FOR_PUBLICATION,
    LAST_EDITION,
    OUTPUT_ROOM,
    POLICY,
    READING,
    Argument,
    Command,
    Option,
    Work,
)

EXPORT = Work(
    f"{COMMANDS_ROOM}.data.export:export", {"text": f"{OUTPUT_ROOM}.text.exported:exported_text"}, writes=True
)

DRY_RUN = Work(
    f"{COMMANDS_ROOM}.data.dry_run:dry_run",
    {
        "text": f"{OUTPUT_ROOM}.text.dry_run:dry_run_text",
        "json": f"{OUTPUT_ROOM}.text.dry_run:dry_run_json",
        "csv": f"{OUTPUT_ROOM}.text.dry_run:dry_run_csv",
    },
)

TABLING: tuple[Command, ...] = (
    Command(
        "dry-run",
        "Say what other thresholds would have given at the last boards, before anyone agrees to them.",
        (),
        (
            Option("history", "The boards that consolidate has kept in this file or database.", metavar="HISTORY"),
            Option("policy", "The workbook with the thresholds and calendar to try.", metavar="NEW.xlsx"),
            Option("boards", "How many of the last boards to try.", default="6", metavar="NUMBER"),
            Option(
                "format",
                "Words for people, JSON for programs, or a comma-separated row for each colour that turns.",
                ("text", "json", "csv"),
                "text",
            ),
        ),
        DRY_RUN,
    ),
    Command(
        "export",
        "Write the programme as tables for Power BI, R or Python, with a description of every column.",
        (Argument("workbooks", many=True, default=""),),
        (
            Option("output", "The folder to write to.", default="tables", metavar="DIR", short="o"),
            Option(
                "format",
                "Comma-separated values, Parquet (needs pyarrow), or one workbook with a sheet for each table.",
                ("csv", "parquet", "xlsx"),
                "csv",
            ),
            Option("history", "Also every board that is kept here, one row an item and board.", metavar="HISTORY"),
            Option(
                "standard",
                "Name tables and columns after the government's programme and project data standard.",
                flag=True,
            ),
            Option(
                "benchmark",
                "Public figures (measure, year, area, value) to put beside KPIs that name their Measure.",
                metavar="FILE.csv",
            ),
            Option("replace", "Put the new tables in the place of those that are there.", flag=True),
            FOR_PUBLICATION,
            LAST_EDITION,
            DISCLOSURE_LOG,
            AS_AT,
            POLICY,
            *READING,
        ),
        EXPORT,
    ),
)
