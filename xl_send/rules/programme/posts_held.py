"""People, their posts and their returns: a name beside the post of another, one in two posts, another's return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.names.near_names import is_nearly
from xl_send.disclosure.texts import is_withheld
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, person_in, post_and_person, without_title
from xl_send.words import counted
from xl_send.workbook.names import bare_name, name_words
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme, Submission

# So many rows give somebody a post before another one beside their name is asked about.
USUAL = 2


@rule(
    "OW07",
    Severity.QUERY,
    "{name} is {role} here, but {usual} in {rows}, and {holder} is {role} in another row.",
    "Correct the name or the post. If {name} has taken over the post as well, explain this finding.",
)
def name_beside_the_post_of_another(programme: Programme) -> Iterator[Hit]:
    """A name stands beside the post of its bearer.

    A name picked from the row above leaves what one person answers for with another, who does not know of it. Asked
    where somebody has one post in two rows or more of all workbooks and another in one, which another person has in
    another row.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Capital Programme Manager, Rhona Bell |
    | TRN-M02 | Senior Accountant, Priti Sol |
    | TRN-M03 | Priti Sol (Senior Accountant) |

    Risks:
    | ID | Owner |
    | --- | --- |
    | TRN-R01 | <Capital Programme Manager, Priti Sol> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Capital Programme Manager, Rhona Bell |
    | TRN-M02 | Senior Accountant, Priti Sol |
    | TRN-M03 | Senior Accountant, Priti Sol |
    | TRN-M04 | Programme Accountant, Priti Sol |
    | TRN-M05 | Caseworker, Ada North |
    | TRN-M06 | Caseworker, Ben South |
    | TRN-M07 | Rhona Bell |
    """
    held: defaultdict[str, defaultdict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    said: dict[str, str] = {}
    for _, name, row, text in cells_of_owners(programme):
        role, held_by = post_and_person(text)
        person = without_title(held_by)
        if person and not is_withheld(text):
            held[bare_name(person)][bare_name(role)].append(row.at(name))
            said |= {bare_name(person): person, bare_name(role): role}
    for person, posts in held.items():
        usual = max(posts, key=lambda post: len(posts[post]))
        if len(posts) != USUAL or len(posts[usual]) < USUAL:
            continue
        (other,) = posts.keys() - {usual}
        holder = next((one for one, theirs in held.items() if one != person and other in theirs), None)
        if holder is not None and len(posts[other]) == 1:
            related = Related(held[holder][other][0], "who has the post")
            rows = counted(len(posts[usual]), "other row")
            yield hit(
                posts[other][0], related, name=said[person], role=said[other], usual=said[usual], rows=rows,
                holder=said[holder],
            )  # fmt: skip


@rule(
    "OW09",
    Severity.QUERY,
    "{name} is {role} here, but {usual} in {rows}.",
    "Write the post that {name} holds in every row; if there are two, explain this finding.",
)
def one_person_in_two_posts(programme: Programme) -> Iterator[Hit]:
    """A person has one post in a return.

    A post that was picked from a list, or typed from memory, sends whoever asks to another desk. Asked where somebody
    has one post in two rows or more of a workbook and another in one, no other person has that post, and the two share
    neither the last word nor all the words of the shorter, as short forms do.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Finance Business Partner, Helen Osei |
    | TRN-M02 | Finance Business Partner, Helen Osei |

    Risks:
    | ID | Owner |
    | --- | --- |
    | TRN-R01 | <Head of Finance, Helen Osei> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Principal Educational Psychologist, Dr Ruth Vane |
    | TRN-M02 | Principal Educational Psychologist, Ruth Vane |
    | TRN-M03 | Principal EP, Ruth Vane |
    | TRN-M04 | Area SENCO, Joan Pike |
    | TRN-M05 | Area SENCO, Joan Pike |
    | TRN-M06 | SENCO, Joan Pike |
    | TRN-M07 | Senior Accountant, Priti Sol |
    | TRN-M08 | Senior Accountant, Priti Sol |
    | TRN-M09 | Programme Accountant, Priti Sol |
    | TRN-M10 | Head of Finance, Helen Osei |
    | TRN-M11 | Finance Business Partner, Helen Osei |
    """
    held: defaultdict[tuple[str, str], defaultdict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    said: dict[str, str] = {}
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for _, name, row, text in cells_of_owners(programme, with_ended=True):
        role, held_by = post_and_person(text)
        person = without_title(held_by)
        if person and not is_withheld(text):
            held[row.workbook, bare_name(person)][bare_name(role)].append(row.at(name))
            holders[bare_name(role)].add(bare_name(person))
            said |= {bare_name(person): person, bare_name(role): role}
    for (_, person), posts in held.items():
        usual = max(posts, key=lambda post: len(posts[post]))
        if len(posts) != USUAL or len(posts[usual]) < USUAL:
            continue
        (other,) = posts.keys() - {usual}
        if len(posts[other]) == 1 and holders[other] == {person} and not _may_be_one_post(said[usual], said[other]):
            related = Related(posts[usual][0], "the usual post")
            rows = counted(len(posts[usual]), "other row")
            yield hit(posts[other][0], related, name=said[person], role=said[other], usual=said[usual], rows=rows)


def _may_be_one_post(one: str, other: str) -> bool:
    """Whether two posts may be one in fewer or shorter words: Principal EP, SEN data officer."""
    words, others = (name_words(post).split() for post in (one, other))
    shorter, longer = sorted((words, others), key=len)
    initials = "".join(word[0] for word in longer)
    within = all(any(word[:3] == long[:3] for long in longer) or word in initials for word in shorter)
    return words[-1] == others[-1] or within or is_nearly(one, other)


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
