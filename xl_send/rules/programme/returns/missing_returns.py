"""What a programme workbook lacks: workstreams without a return, and files that could not be brought in."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.lost_sheets import not_found_in, not_found_text
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme


@rule(
    "PR41",
    Severity.ERROR,
    "{code} is without a return, so nothing is known of it.",
    "Ask {owner} for it, and bring the returns together again.",
)
def workstream_without_a_return(programme: Programme) -> Iterator[Hit]:
    """Every workstream of the last programme workbook is in this one.

    Where no return came, or two that nobody could choose between, a colour would only tell of the others.

    **Fails**

    Workstreams:
    | Code | Owner | Without a return |
    | --- | --- | --- |
    | TRN | Transition Lead | |
    | STA | Head of SEND | <Yes> |

    **Passes**

    Workstreams:
    | Code | Owner | Without a return |
    | --- | --- | --- |
    | TRN | Transition Lead | |
    | STA | Head of SEND | No |
    """
    for submission in programme.submissions:
        for stream in submission.all(Workstream):
            if stream.without_return:
                yield hit(stream.at("without_return"), code=stream.code, owner=stream.owner or "its owner")


@rule(
    "PR42",
    Severity.ERROR,
    "Not brought in: {files}. Nothing is known of what stands there.",
    "Do what the Returns sheet says, and bring the returns together again.",
)
def file_left_out(programme: Programme) -> Iterator[Hit]:
    """Every file of the folder is in the programme workbook.

    One that could not be read may hold whatever is Red.

    **Fails**

    Programme:
    | Files left out |
    | --- |
    | <statutory.xlsx> |

    **Passes**

    Programme:
    | Files left out |
    | --- |
    | |
    """
    for submission in programme.submissions:
        if submission.cover.left_out:
            yield hit(submission.cover.at("left_out"), files=submission.cover.left_out)


@rule(
    "PR43",
    Severity.ERROR,
    "Not found in the return of {code}: {what}. What it holds is not known.",
    "Ask {owner} to put the return right, and bring the returns together again.",
)
def return_not_read_whole(programme: Programme) -> Iterator[Hit]:
    """Every sheet and column of every return is in the programme workbook.

    What a return holds under another title was not brought in, and may be Red.

    **Fails**

    Workstreams:
    | Code | Owner | Not read |
    | --- | --- | --- |
    | TRN | Transition Lead | |
    | STA | Head of SEND | <Money; Milestones: Fixed date> |

    **Passes**

    Workstreams:
    | Code | Owner | Not read |
    | --- | --- | --- |
    | TRN | Transition Lead | |
    | STA | Head of SEND | Milestones without: Commentary |
    """
    for submission in programme.submissions:
        for stream in submission.all(Workstream):
            found = [one for one in not_found_in(stream) if not one.spared]
            if found:
                what = not_found_text(found) or str(stream.not_read)
                yield hit(stream.at("not_read"), code=stream.code, what=what, owner=stream.owner or "its owner")
