"""Posts and the people who hold them: a name beside the post of somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.disclosure.texts import is_withheld
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, post_and_person, without_title
from xl_send.words import counted
from xl_send.workbook.names import bare_name
from xl_send.workbook.submissions import Programme

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
