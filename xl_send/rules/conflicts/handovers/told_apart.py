"""What two accounts of one handover tell apart: how many are handed over, and who answers for a side of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, is_a_person, parts_of_an_owner, without_title
from xl_send.text import rounded
from xl_send.words import NUMBER, number_said
from xl_send.workbook.names import bare_name, name_words
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme, once_per_programme

# Numbers that count nothing: of year groups, bands and phases, of days and years, and shares.
_NO_COUNTS = Pattern(
    r"(?i)\b(?:years?|yrs?|bands?|phases?|stages?|tiers?|parts?|versions?|ages?d?|items?|sections?) (?:under |over )?"
    r"\d+(?:(?:,| and| or| to|-|/) ?\d+)*|\b(?:under|over)[- ](?:\d+|fives|fours)\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{MONTH_NAMES})\b|\b(?:19|20)\d\d\b(?:[-/]\d+)?"
    r"|\b\d{1,9}(?:\.\d{1,9})?\s?(?:%|per cent|percent|am\b|pm\b)|\b\d{1,9}[-/.:]\d+\S*|[£]\S+"
)
_COUNT = Pattern(rf"(?i)(?<![\w-]){NUMBER}\b(?![-\w])")


@rule(
    "CF45",
    Severity.QUERY,
    '{giver} and {receiver} tell of {id} with two numbers: "{said}" here, {other} in the other account.',
    "Ask both parties how many are meant, and write the same number in both workbooks.",
)
def accounts_of_other_numbers(programme: Programme) -> Iterator[Hit]:
    """Two accounts of one handover tell of as many.

    Whoever gives plans for its own number, and the receiver finds out on the day. Asked where each account has one
    number that counts something, and the two are of one thing and differ.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Needed |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Advice for 40 overdue reviews in Years 9 and 11 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Needed |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | <Psychological advice for twenty overdue Year 9 reviews> |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver | Needed |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Advice for 40 overdue reviews in Years 9 and 11 |
    | TRN-D02 | SOU | TRN | Room for the pilot at each of two bases |
    | TRN-D03 | SOU | TRN | List of reviews due by 12 March 2027 |
    | TRN-D04 | SOU | TRN | Advice for 40 reviews |
    | TRN-D05 | SOU | TRN | Two lists of 40 reviews |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Needed |
    | --- | --- | --- | --- |
    | TRN-D01 | SOU | TRN | Psychological advice for forty overdue Year 9 reviews |
    | TRN-D02 | SOU | TRN | Room for the pilot |
    | TRN-D03 | SOU | TRN | List of reviews due by 19 March 2027 |
    | TRN-D04 | SOU | TRN | Twelve days of cover |
    | TRN-D05 | SOU | TRN | Lists of 20 and 20 reviews |
    """
    for name, accounts in network_of(programme).accounts.items():
        need, promise = accounts.need, accounts.promise
        if not _are_two(need, promise) or not (need.needed and promise.needed):
            continue
        needed, promised = _counts(need.needed), _counts(promise.needed)
        mine, theirs = (first_letters(content_words(text)) for text in (need.needed, promise.needed))
        if len(needed) == len(promised) == 1 and needed != promised and mine & theirs:
            yield hit(
                promise.at("needed"), Related(need.at("needed"), "the other account"), id=name, giver=promise.giver,
                receiver=promise.receiver, said=promise.needed, other=rounded(needed.pop()),
            ).known_by(name)  # fmt: skip


def _are_two(need: Interdependency, promise: Interdependency) -> bool:
    """Whether two workbooks tell of a handover of the same two parties that goes on."""
    parties = (need.giver, need.receiver) == (promise.giver, promise.receiver)
    return parties and need.workbook != promise.workbook and State.WITHDRAWN not in {need.state, promise.state}


def _counts(text: str) -> set[float]:
    """The numbers of a text that count something, but for one, which is also an article."""
    return {number_said(one) for one in _COUNT.findall(_NO_COUNTS.sub(" ", text))} - {1.0}


@rule(
    "CF46",
    Severity.QUERY,
    "{column} of {id} is {owner} here, but {other} in the account of {party}{own}.",
    "Name the same person in both workbooks: whoever is asked must know that it is theirs.",
)
def accounts_of_other_owners(programme: Programme) -> Iterator[Hit]:
    """Two accounts of one handover name the same owner for each side.

    Otherwise each party asks somebody else, and nobody sees that it comes. Asked where both accounts name people, or
    posts whose holders the workbooks name, and these are two. The account that does not name the owner of that side's
    milestone is shown, else the one of the other party.

    **Fails**

    Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | TRN-M01 | TRN | Data lead, Amir Cole |
    | TRN-M02 | TRN | Principal psychologist, Dr Ruth Vane |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Giver owner |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M02 | SOU | <Data lead, Amir Cole> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Giver owner |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M02 | SOU | Principal EP, Ruth Vane |

    **Passes**

    Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | TRN-M01 | TRN | Data lead, Amir Cole |
    | TRN-M02 | TRN | Principal psychologist, Dr Ruth Vane |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Giver owner |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M02 | SOU | Principal psychologist, Dr Ruth Vane |
    | OUT-D02 | TRN | TRN-M02 | SOU | Principal psychologist |
    | OUT-D03 | TRN | TRN-M02 | SOU | |
    | OUT-D04 | TRN | TRN-M02 | SOU | R. Vane |
    | OUT-D05 | TRN | TRN-M02 | SOU | Psychology service |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Giver owner |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M02 | SOU | Principal EP, Ruth Vane |
    | OUT-D02 | TRN | TRN-M02 | SOU | Dr Ruth Vane |
    | OUT-D03 | TRN | TRN-M02 | SOU | Amir Cole |
    | OUT-D04 | TRN | TRN-M02 | SOU | Ruth Vane |
    | OUT-D05 | TRN | TRN-M02 | SOU | Amir Cole |

    **Passes**

    Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | TRN-M01 | TRN | Systems manager, Amir Cole |
    | TRN-M02 | TRN | Systems Mgr, Ruth Vane |

    Interdependencies:
    | ID | Giver | Receiver | Giver owner |
    | --- | --- | --- | --- |
    | OUT-D01 | TRN | SOU | Systems manager |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Giver | Receiver | Giver owner |
    | --- | --- | --- | --- |
    | OUT-D01 | TRN | SOU | Systems Mgr |
    """
    holders = _holders(programme)
    for name, accounts in network_of(programme).accounts.items():
        need, promise = accounts.need, accounts.promise
        for side in ("giver", "receiver") if _are_two(need, promise) else ():
            column = f"{side}_owner"
            people = {row.workbook: _person(getattr(row, column) or "", holders) for row in (need, promise)}
            mine, theirs = people[need.workbook], people[promise.workbook]
            if not (mine and theirs) or mine.split()[-1] == theirs.split()[-1] or _is_one_post(need, promise, column):
                continue
            milestone = programme.milestones.get(
                (accounts.giver_milestone if side == "giver" else accounts.receiver_milestone) or ""
            )
            owner = _person(milestone.owner or "", holders) if milestone else ""
            shown, beside = (need, promise) if side == "giver" else (promise, need)
            if owner and owner == people[shown.workbook]:
                shown, beside = beside, shown
            own = f", and {milestone.owner} owns {milestone.id}" if milestone and owner in {mine, theirs} else ""
            yield hit(
                shown.at(column), Related(beside.at(column), "the other account"), column=shown.at(column).column,
                id=name, owner=getattr(shown, column), other=getattr(beside, column),
                party=beside.giver if beside is promise else beside.receiver, own=own,
            ).known_by(name, column)  # fmt: skip


def _is_one_post(need: Interdependency, promise: Interdependency, column: str) -> bool:
    """Whether two accounts name a post alone, in words that may be of one: Systems Mgr, Systems manager."""
    posts = [getattr(row, column) or "" for row in (need, promise)]
    if any(len(parts_of_an_owner(post)) > 1 for post in posts):
        return False
    mine, theirs = (first_letters(name_words(post).split()) for post in posts)
    return bool(mine & theirs)


@once_per_programme
def _holders(programme: Programme) -> Mapping[str, set[str]]:
    """Who holds each post, by all rows that name both."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, _, _, text in cells_of_owners(programme):
        parts = parts_of_an_owner(text)
        people = [name_words(without_title(part)) for part in parts if is_a_person(part)]
        for part in parts:
            if len(people) == 1 and not is_a_person(part):
                found[bare_name(part)].add(people[0])
    return found


def _person(owner: str, holders: Mapping[str, set[str]]) -> str:
    """The one person whom an owner's cell names, or who holds the post that it names; blank where it is not clear."""
    parts = parts_of_an_owner(owner)
    named = {name_words(without_title(part)) for part in parts if is_a_person(part)}
    if not named:
        named = {person for part in parts for person in holders.get(bare_name(part), ())}
    return named.pop() if len(named) == 1 else ""
