"""The two accounts of a handover held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from xl_send.analysis.account_ages import aside
from xl_send.analysis.names.reworded import is_one_reworded
from xl_send.findings import Cell, Related, Severity
from xl_send.network import Accounts, given, network_of
from xl_send.rules.catalogue import Hit, rule
from xl_send.rules.wording import Details, details
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme


class _Differing(NamedTuple):
    """One column in which the accounts differ: what the party whose word it is says, and what the other one."""

    column: str
    by_party: Interdependency
    by_other: Interdependency
    party: str
    said: date | str
    otherwise: date | str

    @property
    def dated(self) -> bool:
        """Whether it is a date in which they differ."""
        return isinstance(self.said, date)

    @property
    def cell(self) -> Cell:
        """Where the other party says otherwise."""
        return self.by_other.at(self.column)

    @property
    def word(self) -> Cell:
        """Where the party whose word it is says so."""
        return self.by_party.at(self.column)

    @property
    def in_words(self) -> str:
        """What each of them says."""
        row = self.by_party
        mine, theirs = (row.giver, row.receiver) if self.party == "giver" else (row.receiver, row.giver)
        return f"{self.cell.column} is {_told(self.otherwise)} by {theirs}, {_told(self.said)} by {mine}"


@rule(
    "CF05",
    Severity.ERROR,
    "The two accounts of {id} disagree: {disagreements}.{aside}",
    "Agree which is right, and write the same in both workbooks.",
)
def accounts_that_disagree(programme: Programme) -> Iterator[Hit]:
    """Both parties write down the same handover with the same dates.

    If each side plans by another date, or for another milestone, one of them will be surprised. Needed by and Receiver
    milestone are the receiver's word, Promised for, Delivered and Giver milestone the giver's; the cell that says
    otherwise is shown. Capitals and punctuation do not matter, nor the words for what is handed over while both name
    the same two milestones, or half of the words, two at least, and the numbers agree. A blank disagrees with nothing;
    without a date that differs this is a query. Two rows of one id with the same Needed and one party are two accounts.

    **Fails**

    Interdependencies:
    | ID | Needed | Giver | Receiver | Needed by | Promised for |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | List of pupils | SOU | TRN | 11 Dec 2026 | <4 Dec 2026> |
    | TRN-D02 | List of pupils | SOU | TRN | 11 Dec 2026 | 4 Dec 2026 |
    | TRN-D03 | List of pupils | <SOV> | TRN | 11 Dec 2026 | 4 Dec 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Needed | Giver | Receiver | Needed by | Promised for |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | List of pupils | SOU | TRN | 12 Dec 2026 | 7 Dec 2026 |
    | TRN-D03 | List of pupils | SOU | TRN | 11 Dec 2026 | 4 Dec 2026 |
    | TRN-D02 | <List of schools> | SOU | TRN | 11 Dec 2026 | 4 Dec 2026 |

    **Passes**

    Interdependencies:
    | ID | Needed | Giver | Receiver | Needed by | Promised for | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | List of pupils | SOU | TRN | 11 Dec 2026 | | |
    | TRN-D02 | List of pupils | SOU | TRN | 11 Dec 2026 | 4 Dec 2026 | |
    | TRN-D03 | Confirmed numbers of places | SOU | TRN | 11 Dec 2026 | 4 Dec 2026 | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Interdependencies:
    | ID | Needed | Giver | Receiver | Needed by | Promised for | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | list of pupils. | SOU | TRN | 11 Dec 2026 | 4 Dec 2026 | 2 Nov 2026 |
    | TRN-D03 | Place numbers for September 2027 | SOU | TRN | 11 Dec 2026 | 4 Dec 2026 | |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx Interdependencies:
    | ID | Needed | Giver | Receiver | Needed by | Promised for |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D02 | List of schools | WES | OUT | 1 Dec 2026 | 1 Dec 2026 |
    """
    for name, accounts in network_of(programme).accounts.items():
        found = _differing(programme, accounts) if _of_one_handover(accounts.need, accounts.promise) else ()
        if found:
            severity = Severity.ERROR if any(item.dated for item in found) else Severity.QUERY
            yield Hit(found[0].cell, partial(_of_disagreement, programme, accounts, found), severity, (name,))


def _of_disagreement(programme: Programme, accounts: Accounts, found: Sequence[_Differing]) -> Details:
    """What is said of two accounts that differ: each column in which they do."""
    cells = [Related(found[0].word, "the other account")]
    cells += [Related(cell, "disagrees too") for item in found[1:] for cell in (item.cell, item.word)]
    return details(
        *cells, id=accounts.need.id, aside=aside(programme, accounts.need, accounts.promise),
        disagreements="; ".join(item.in_words for item in found),
    )  # fmt: skip


def _of_one_handover(need: Interdependency, promise: Interdependency) -> bool:
    """Whether two workbooks account for a handover of the same parties, or of one and the same thing."""
    givers, receivers = need.giver == promise.giver, need.receiver == promise.receiver
    alike = bool(need.needed) and name_key(need.needed) == name_key(promise.needed or "")
    parties = (givers and receivers) or (alike and (givers or receivers))
    return parties and need.workbook != promise.workbook and State.WITHDRAWN not in {need.state, promise.state}


# The columns that are held against each other, and whose word each is.
_WORDS = (
    ("promised", "giver"), ("needed_by", "receiver"), ("delivered", "giver"), ("receiver_milestone", "receiver"),
    ("giver_milestone", "giver"), ("giver", "giver"), ("receiver", "receiver"), ("needed", "receiver"),
)  # fmt: skip


def _differing(programme: Programme, accounts: Accounts) -> Sequence[_Differing]:
    """Every column in which both parties say something, and not the same; dates before words."""
    found = []
    for name, party in _WORDS:
        word, other = (accounts.promise, accounts.need) if party == "giver" else (accounts.need, accounts.promise)
        said, otherwise = _said(programme, word, name), _said(programme, other, name)
        if said and otherwise and _same(said) != _same(otherwise) and not (name == "needed" and _is_one(word, other)):
            found.append(_Differing(name, word, other, party, said, otherwise))
    return found


def _is_one(one: Interdependency, other: Interdependency) -> bool:
    """Whether two accounts hand over one thing: between the same two milestones, or in nearly the same words."""
    ours, theirs = ((row.giver_milestone, row.receiver_milestone) for row in (one, other))
    return (ours == theirs and all(ours)) or is_one_reworded(one.needed or "", other.needed or "")


def _said(programme: Programme, row: Interdependency, name: str) -> date | str | None:
    """What an account says; that something was delivered after its own as at date is not said."""
    if name == "delivered":
        return given(row.delivered, programme.as_at(row))
    said: date | str | None = getattr(row, name)
    return said


def _same(said: date | str) -> date | str:
    return name_key(said) if isinstance(said, str) else said


def _told(said: date | str) -> str:
    return f'"{said}"' if isinstance(said, str) else say(said)
