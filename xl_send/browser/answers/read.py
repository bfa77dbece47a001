"""What was read and what was refused: the first thing that the page tells."""

from __future__ import annotations

from xl_send.browser.fragments import fragment
from xl_send.browser.workspace import Workspace
from xl_send.network import network_of
from xl_send.output.policy import policy_lines
from xl_send.value_classes import NamedTuple
from xl_send.words import counted, file_name, first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Submission


class ReadWorkbook(NamedTuple):
    """A workbook that was read: whose it is, its day, and how much of it was understood."""

    name: str
    whose: str
    workstreams: str
    as_at: str
    rows: str

    @classmethod
    def of(cls, submission: Submission) -> ReadWorkbook:
        """A submission in a few words."""
        cover, unread = submission.cover, len(submission.unread_rows)
        rows = f"{submission.rows_read:,} read" + (f", {unread:,} could not be read" if unread else "")
        day = say(submission.as_at) if submission.as_at else "no As at date that can be read"
        whose = ", ".join(text for text in (cover.council, cover.programme) if text)
        return cls(submission.workbook, whose or "not said", first_few(sorted(submission.codes)) or "none", day, rows)


def read_answer(workspace: Workspace) -> str:
    """The workbooks with their days and rows, the files refused with their reasons, and whose thresholds hold."""
    loaded = workspace.loaded
    books = [ReadWorkbook.of(submission) for submission in loaded.programme.submissions]
    told = f"{counted(len(books), 'workbook')} read"
    told += f", {counted(len(loaded.refused), 'file')} refused." if loaded.refused else "."
    return fragment(
        "read.html.j2",
        told=told,
        books=books,
        refused=loaded.refused,
        unread=loaded.unread,
        policy=" ".join(policy_lines(loaded.programme)),
    )


def names_to_suppose(workspace: Workspace) -> dict[str, list[str]]:
    """What can be supposed of: ids that may slip, each with its name, and people."""
    programme = workspace.loaded.programme
    network = network_of(programme)
    ids = [f"{node.id} {network.name_of(node) or ''}".strip() for node in network.nodes if not node.done and node.own]
    people = {line.who for line in programme.each(Resource) if line.who}
    return {
        "ids": sorted(ids),
        "people": sorted(people, key=str.casefold),
        "names": sorted(map(file_name, workspace.names)),
    }
