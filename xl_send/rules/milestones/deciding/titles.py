"""What a milestone's title says of the forum that decides, against its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from xl_send.analysis.names.forums import call_names, forum_that_hears
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern, in_small_letters
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_MINUTE = Pattern(r"(?i)\bminutes?\b|\bdecision notice\b")
_MINUTE_OF = Pattern(r"(?i)\b(?:minutes?|decision notice) of (?:the )?$")
_MINUTE_AFTER = Pattern(r"(?i)(?:'s|\u2019s)? (?:minutes?|decision notice)\b")
_DECIDES = r"(?:(?:agree|decide|approve|accept|endorse|ratifie|close)(?:s|d|ed)?|sign(?:s|ed)?(?: off)?)\b"
_DECISION = r"(?:approval|agreement|decision|sign-off|endorsement)\b"
_OF_WHAT = r"(?= *(?:$|[.,;:(]|(?:of|on|to|for)\b))"
# What is agreed, or waits for it, is not the event.
_WAITING = ("that", "what", "which", "once", "when", "after", "before", "to", "for", "of", "pending", "following")
_NOT_AFTER = "".join(rf"(?<!\b{word} )(?<!\b{word} the )" for word in _WAITING)
# Nothing else follows what a forum agreed, but for when, and to what.
_THE_END = r"(?= *(?:$|[.,;:(]|(?:on|in|at|by|for|to|and|with|as|before|after|subject)\b))"


@rule(
    "MS34",
    Severity.QUERY,
    'By its title {forum} is to decide ("{words}"), but Decision needed is {needed}.',
    "Choose {choice}. Otherwise {lest}.",
)
def decision_in_the_title_alone(programme: Programme) -> Iterator[Hit]:
    """A milestone that a forum is to agree says which decision it needs.

    Its papers, notice and meeting are only watched when it does. Asked where the title names a forum of the Forums
    sheet and what it decides, as the event itself, or its approval or decision: what it agreed may be spent or
    published later, and a paper to it may be agreed by others. Where Decision needed is Assurance, asked of a forum
    that agrees, approves, decides, adopts or ratifies, whole or by the end of its name: what it accepts, supports or
    notes may be assured.

    **Fails**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Schools Forum agrees funding of the rollout | Schools Forum | <Assurance> |
    | TRN-M02 | Board approves the guidance | Programme Board | <Assurance> |
    | TRN-M03 | Business case approved by the Board | Programme Board | <Assurance> |

    **Fails**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Programme Board agrees to open the service | Programme Board | <None> |
    | TRN-M02 | Approval by Programme Board of the business case | Programme Board | <None> |
    | TRN-M03 | Programme Board decision on the funding | Programme Board | <None> |
    | TRN-M04 | Business case signed off at Programme Board | Programme Board | <None> |
    | TRN-M05 | Programme Board gives approval to open | Programme Board | <None> |
    | TRN-M06 | Endorsement of the plan by Programme Board | Programme Board | <None> |

    **Passes**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Programme Board agrees to open the service | Programme Board | Decision |
    | TRN-M02 | Programme Board papers for the service sent | | None |
    | TRN-M03 | Policy approved by Programme Board published | | None |
    | TRN-M04 | Paper to Programme Board agreed by heads | | None |
    | TRN-M05 | Papers for Programme Board approval sent | | None |
    | TRN-M06 | Programme Board decision published | | None |
    | TRN-M07 | Programme Board closed and handed to the partnership | | None |
    | TRN-M08 | Work on Programme Board approval begun | | None |
    | TRN-M09 | Appeal against decision of Programme Board heard | | None |

    **Passes**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Close-down report accepted by the Board | Programme Board | Assurance |
    | TRN-M02 | Schools Forum supports three bases | Schools Forum | Assurance |
    | TRN-M03 | Model that the Board agreed is reviewed | Programme Board | Assurance |
    | TRN-M04 | Board hears how the agreed model works | Programme Board | Assurance |
    | TRN-M05 | Panel agrees the outcomes, Board informed | Programme Board | Assurance |
    | TRN-M06 | Tool agreed with schools | Programme Board | Assurance |
    """
    for submission in programme.submissions:
        names = [forum.name for forum in submission.all(Forum) if forum.name]
        for milestone in submission.all(Milestone):
            if milestone.actual or milestone.decision not in _LEAST:
                continue
            assured = milestone.decision is Decision.ASSURANCE
            found = _own_decision(milestone) if assured else _decider(milestone.name or "", names)
            if found:
                (forum, words), (choice, lest) = found, _LEAST[milestone.decision]
                title, lest = Related(milestone.at("name"), "its title"), lest.format(forum=forum)
                said = {"needed": milestone.decision.value, "choice": choice, "lest": lest}
                yield hit(milestone.at("decision"), title, severity=None, forum=forum, words=words, **said)


# Where less is asked of a forum than its title says: what to choose, and what comes of it otherwise.
_LEAST: Mapping[Decision, tuple[str, str]] = {
    Decision.NONE: ("Decision, Key decision or Assurance", "nobody checks that {forum} meets in time"),
    Decision.ASSURANCE: (
        "Decision or Key decision, or correct the title",
        "{forum} hears of it, and decides nothing",
    ),
}
_AGREES = r"(?:agree|approve|decide|adopt|ratifie)(?:s|d|ed)?\b"
_ENDS_IN = ("board", "cabinet", "forum", "executive", "committee")


def _own_decision(milestone: Milestone) -> tuple[str, str] | None:
    """What a title says that its own forum decides, by its whole name or by the end of it."""
    forum, title = milestone.forum or "", milestone.name or ""
    words = forum.split()
    ends = words[-1:] if words and words[-1].casefold() in _ENDS_IN else []
    for name in (forum, " ".join(words[-2:]), *ends):
        if name and in_small_letters(name) in in_small_letters(title):
            found = _agreeing(name).search(title)
            return (forum, found[0]) if found else None
    return None


@lru_cache(maxsize=256)
def _agreeing(forum: str) -> Pattern:
    """That a forum agrees to something, or that it is agreed by it."""
    name = re.escape(forum)
    return Pattern(rf"(?i){_NOT_AFTER}\b{name} {_AGREES}(?! by\b)|\b{_AGREES} by (?:the )?(?:\w+ )?{name}\b{_THE_END}")


@rule(
    "MS46",
    Severity.QUERY,
    'By {where} {named} is to decide ("{words}"), but Forum is {forum}.',
    "Choose {named} under Forum, or correct {what}. Meetings, papers and notice are those of the Forum.",
    brings={
        "WM01": Reach.ROW, "MS20": Reach.ROW, "CF10": Reach.ROW, "CF19": Reach.CELL, "CF40": Reach.CELL, **COLOURS,
    },
)  # fmt: skip
def title_names_another_forum(programme: Programme) -> Iterator[Hit]:
    """The forum of a milestone is the one that its title, or its Done when, names.

    Whether a decision can be had in time is worked out from the meetings of the wrong forum otherwise. Asked where the
    title says what a forum of the Forums sheet decides, or begins with what it hears or is assured of, by the end of
    its name too, or Done when looks for its minute, and that is not its Forum.

    **Fails**

    Milestones:
    | ID | Milestone | Forum | Decision needed | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Schools Forum agrees the funding | <Programme Board> | Decision | |
    | TRN-M02 | Business case approved | <Programme Board> | Decision | Minute of the Schools Forum |
    | TRN-M03 | Schools Forum approval of the transfer | <Programme Board> | Decision | |
    | TRN-M04 | Transfer in force | <Programme Board> | Decision | Schools Forum decision notice published |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |

    **Fails**

    Milestones:
    | ID | Milestone | Forum | Decision needed | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Therapy money decided | <SEND Programme Board> | Decision | Partnership Board minute |

    Forums:
    | Forum |
    | --- |
    | SEND Programme Board |
    | Local Area SEND Partnership Board |

    **Fails**

    Milestones:
    | ID | Milestone | Forum | Decision needed | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Programme Board assured that practice has changed | <Schools Forum> | Assurance | Minute |
    | TRN-M02 | The Partnership Board hears how the trial went | <Schools Forum> | Assurance | Minute |

    Forums:
    | Forum |
    | --- |
    | SEND Programme Board |
    | Local Area SEND Partnership Board |
    | Schools Forum |

    **Passes**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Programme Board assured that practice has changed | SEND Programme Board | Assurance |
    | TRN-M02 | Programme Board hears what the forum agreed | Schools Forum | Assurance |
    | TRN-M03 | Programme Board papers considered by heads | Schools Forum | Assurance |

    Forums:
    | Forum |
    | --- |
    | SEND Programme Board |
    | Schools Forum |

    **Passes**

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Schools Forum agrees the funding | Schools Forum | Decision |
    | TRN-M02 | Proposal to Schools Forum agreed by Programme Board | Programme Board | Decision |
    | TRN-M03 | Funding that Schools Forum agreed is spent | Programme Board | Decision |
    | TRN-M04 | Business case approved | Programme Board | Decision |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |

    **Passes**

    Milestones:
    | ID | Milestone | Forum | Decision needed | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Therapy money decided | Local Area SEND Partnership Board | Decision | Partnership Board minute |
    | TRN-M02 | Therapy money decided | SEND Programme Board | Decision | Board minute |
    | TRN-M03 | Therapy money decided | SEND Programme Board | Decision | Programme Board minute |

    Forums:
    | Forum |
    | --- |
    | SEND Programme Board |
    | Local Area SEND Partnership Board |
    """
    for submission in programme.submissions:
        names = [forum.name for forum in submission.all(Forum) if forum.name]
        for milestone in submission.all(Milestone):
            title_says, own = milestone.name or "", milestone.forum or ""
            # A title that names its own forum as well may tell of what another decided before.
            said, key = name_key(title_says), name_key(own)
            asked = key in map(name_key, names) and key not in said and not milestone.actual
            found = (_decider(title_says, names) or forum_that_hears(title_says, own, names)) if asked else None
            where, what, said_at = "its title", "the title", "name"
            test = milestone.done_when or ""
            if asked and not found and milestone.decision is not Decision.NONE and key not in name_key(test):
                found, where, what, said_at = _minuted(test, own, names), "Done when", "Done when", "done_when"
            if found:
                related, (named, words) = Related(milestone.at(said_at), where), found
                cell, forum = milestone.at("forum"), milestone.forum
                yield hit(cell, related, named=named, words=words, forum=forum, where=where, what=what)


def _minuted(text: str, own: str, forums: list[str]) -> tuple[str, str] | None:
    """The other forum whose minute or decision notice will show that something was decided."""
    called = call_names(forums) if _MINUTE.search(text) else {}
    told = text.casefold()
    if any(forum == own and name in told for name, forum in called.items()):
        return None
    for name in sorted(called, key=len, reverse=True):
        place = told.find(name)
        before, after = (text[:place], text[place + len(name) :]) if place >= 0 else ("", "")
        if said := _MINUTE_OF.search(before):
            return called[name], f"{said[0].strip()} {text[place : place + len(name)]}"
        if said := _MINUTE_AFTER.match(after):
            return called[name], f"{text[place : place + len(name)]}{said[0]}"
    return None


def _decider(title: str, forums: list[str]) -> tuple[str, str] | None:
    for forum in forums:
        # To make an expression for each forum takes longer than all else that is asked of a title.
        named = not forum.isascii() or in_small_letters(forum) in in_small_letters(title)
        found = _deciding(forum).search(title) if named else None
        if found:
            return forum, found[0]
    return None


@lru_cache(maxsize=256)
def _deciding(forum: str) -> Pattern:
    """That a forum decides, or that it is decided by it, as the event itself: not "what it agreed is published"."""
    name = re.escape(forum)
    active = rf"{_NOT_AFTER}\b{name} (?:(?!closed){_DECIDES}(?! by\b)|gives? (?:its )?{_DECISION})"
    passive = rf"{_DECIDES} (?:by|at) (?:the )?{name}\b{_THE_END}"
    by_noun = rf"^(?:the )?{name} {_DECISION}{_OF_WHAT}"
    from_it = rf"^{_DECISION} (?:of [^.;]{{1,40}}? )?(?:by|of|from) (?:the )?{name}\b"
    pattern = rf"(?i){active}|{passive}|{by_noun}|{from_it}"
    return Pattern(pattern)
