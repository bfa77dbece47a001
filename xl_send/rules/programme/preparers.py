"""Who prepared a return, against those who work for its workstreams."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, person_in
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme, Submission


@rule(
    "PR65",
    Severity.QUERY,
    "Prepared by is {who}, who works for {code} and stands beside nothing of this return's own.",
    "Name who prepared this return; the sheet may have been copied from another. If {who} did, explain this finding.",
)
def prepared_in_another_workstream(programme: Programme) -> Iterator[Hit]:
    """A return is prepared by somebody of its own programme office or workstreams.

    A Programme sheet that was copied from another return still names who prepared that one, and questions go there.
    Asked where a person is named who owns nothing in the return and is in none of its posts, but is the other party's
    owner in one of its handovers, or owns a workstream of another return that is read with it.

    **Fails**

    Programme:
    | Prepared by |
    | --- |
    | <Kit Fell> |

    Workstreams:
    | Code | Owner |
    | --- | --- |
    | TRN | Ruth Vane |

    Interdependencies:
    | ID | Giver | Receiver | Giver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | Resolution manager, Kit Fell |

    **Passes**

    Programme:
    | Prepared by |
    | --- |
    | Ruth Vane |

    Workstreams:
    | Code | Owner |
    | --- | --- |
    | TRN | Principal psychologist, Dr R. Vane |

    Interdependencies:
    | ID | Giver | Receiver | Giver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | Ruth Vane |

    **Passes**

    Programme:
    | Prepared by |
    | --- |
    | Programme officer, Ada North |

    Workstreams:
    | Code | Owner |
    | --- | --- |
    | TRN | Ruth Vane |

    Interdependencies:
    | ID | Giver | Receiver | Giver owner |
    | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | Kit Fell |
    """
    for submission in programme.submissions:
        cover = submission.cover
        who = person_in(cover.prepared_by or "")
        if not who or not submission.codes or name_words(who).split()[-1] in _last_names(programme, submission):
            continue
        found = next(_elsewhere(programme, submission, name_words(who)), None)
        if found is not None:
            code, cell = found
            yield hit(cover.at("prepared_by"), Related(cell, "where they stand"), who=who, code=code)


def _last_names(programme: Programme, submission: Submission) -> set[str]:
    """The last names of all who own something of a return's own workstreams, run the programme, or are in its posts."""
    texts = [submission.cover.sro or "", submission.cover.manager or ""]
    texts += [line.who for line in submission.all(Resource)]
    for record, name, row, text in cells_of_owners(programme, with_ended=True):
        if row.workbook != submission.workbook:
            continue
        party = getattr(row, name.removesuffix("_owner")) if record is Interdependency else ""
        if record is not Interdependency or party in submission.codes:
            texts.append(text)
    return {word for text in texts for word in name_words(text).split()}


def _elsewhere(programme: Programme, submission: Submission, who: str) -> Iterator[tuple[str, Cell]]:
    """The other workstreams for which somebody stands, and where."""
    for row in submission.all(Interdependency):
        for party, name in ((row.giver, "giver_owner"), (row.receiver, "receiver_owner")):
            if party not in submission.codes and name_words(person_in(getattr(row, name) or "")) == who:
                yield party, row.at(name)
    for stream in programme.each(Workstream):
        if stream.code not in submission.codes and name_words(person_in(stream.owner or "")) == who:
            yield stream.code, stream.at("owner")
