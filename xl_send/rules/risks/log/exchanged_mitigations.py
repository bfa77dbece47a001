"""Mitigations of two risks that stand in one another's rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.log.while_it_happens import OF_MOST_RISKS
from xl_send.rules.risks.treatment import open_risks
from xl_send.words import counted
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

# So many words of a mitigation are those of another risk, and of what that threatens.
FEWEST = 3
# Fewer words are no mitigation that could have been exchanged.
OF_ITS_OWN = 5
_ROOT = 4
_NAMES = Pattern(r"\b[A-Z]{3,5}\b")
_Told = tuple[Risk, frozenset[str], frozenset[str]]


@rule(
    "RK87",
    Severity.QUERY,
    'Mitigation is "{mitigation}", which has no word of this risk, and {words} of {other}.',
    "Were the two exchanged? The mitigation of {other} has no word of its own risk either. Write each beside its own.",
)
def mitigations_exchanged(programme: Programme) -> Iterator[Hit]:
    """A mitigation answers the risk beside which it stands.

    Two that were pasted one row out leave both risks with what does nothing for them. Asked of two open risks of a
    workstream, where neither mitigation has a word of its own risk, its controls or the milestones that it threatens,
    and one has three or more of the other's; not beside a mitigation of a few words.

    **Fails**

    Risks:
    | ID | Risk | Mitigation | Threatens |
    | --- | --- | --- | --- |
    | TRN-R01 | New bases open where no route runs | Voluntary, with a seat kept. Film by two graduates | TRN-M01 |
    | TRN-R02 | Families see training as losing a right | <Address list from bases, clusters of routes> | TRN-M02 |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Routes planned | Needs addresses of the bases |
    | TRN-M02 | Training offered to leavers | |

    **Passes**

    Risks:
    | ID | Risk | Mitigation | Threatens |
    | --- | --- | --- | --- |
    | TRN-R01 | New bases open where no route runs | Address list from bases, clusters of routes first | TRN-M01 |
    | TRN-R02 | Families see training as losing a right | Voluntary, with a seat kept. Film by two graduates | TRN-M02 |
    | TRN-R03 | Families see training as losing a right | Address list of families | TRN-M02 |
    | TRN-R04 | Drivers leave | Film by two graduates | TRN-M02 |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Routes planned | Needs addresses of the bases |
    | TRN-M02 | Training offered to leavers | |
    """
    strays: dict[str, list[_Told]] = {}
    for risk in open_risks(programme):
        said = _words(risk.mitigation or "")
        about = _words(f"{risk.name}. {risk.controls}") if said else said
        if about and said.isdisjoint(about):
            about |= _threatened(programme, risk)
        if about and said.isdisjoint(about):
            strays.setdefault(risk.workstream, []).append((risk, said, about))
    for told in strays.values():
        for one, other in combinations(told, 2):
            for (risk, said, _), (beside, its_own, about) in ((one, other), (other, one)):
                if len(said & about) >= FEWEST and len(its_own) >= OF_ITS_OWN:
                    words = counted(len(said & about), "word")
                    related = Related(beside.at("mitigation"), "its mitigation"), Related(beside.at("name"), beside.id)
                    yield hit(
                        risk.at("mitigation"), *related, mitigation=(risk.mitigation or "").rstrip(" ."),
                        other=beside.id, words=words,
                    )  # fmt: skip
                    break


def _threatened(programme: Programme, risk: Risk) -> frozenset[str]:
    """The words of the milestones that a risk threatens."""
    found = (programme.milestones.get(reference.id) for reference in risk.threatens)
    return _words(". ".join(f"{one.name}. {one.commentary}. {one.done_when}" for one in found if one))


def _words(text: str) -> frozenset[str]:
    found = {word[:_ROOT] for word in stems(text, OF_MOST_RISKS)}
    return frozenset(found | {name.casefold() for name in _NAMES.findall(text)})
