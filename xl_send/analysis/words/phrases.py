"""What a commentary says: nothing at all, that all is well, or that something is late."""

from __future__ import annotations

from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.patterns import Pattern
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS

_NOTHING_NEW = frozenset({
    "as above", "see above", "as below", "see below", "as before", "as previously", "as last time", "as last month",
    "see last report", "no change", "no changes", "unchanged", "no update", "no updates", "nothing to report",
    "nothing to add", "nothing new", "no comment", "same", "same as above", "same as before", "same as last time",
    "same as last month", "update to follow", "to follow", "ongoing", "in progress", "ditto", ".", "..", "...",
})  # fmt: skip
SAYS_NOTHING = NOTHING_WORDS | PLACEHOLDERS | _NOTHING_NEW

# What is said in place of a commentary: that work goes on, is watched, or is told of elsewhere or another time.
_EMPTY = Pattern(
    r"(?:(?:all |the |this |still |work (?:is )?|(?:[a-z]+ )?(?:discussions?|conversations?|talks|efforts?|engagement"
    r"|dialogue|meetings?)(?: with (?:the |our )?[a-z]+)? (?:is |are |remain )?)*(?:ongoing|continu(?:e|es|ing)"
    r"|under ?way|in progress|wip|being progressed|taking place)"
    r"|work in progress|continue(?: as (?:is|now|planned|before|normal))?|business as usual|bau"
    r"|(?:being |to be |under )?(?:monitored|monitoring)|watching brief"
    r"|awaiting (?:an )?updates?|updates? (?:awaited|pending)|(?:will|to) (?:be )?updated? next \w+"
    r"|(?:see|refer to|as(?: in| per)?) (?:the )?(?:previous|last)(?: (?:report|return|update|time|month|period))?"
    r"|(?:see|refer to) (?:the )?(?:milestones?|kpis?|risks?|(?:risk|issues?|action) (?:log|register)|project plan))"
    r"(?: ?[-\u2013,] ?as (?:previous|before|above)(?:ly)?)?",
)

# What praises the work or those who do it, and gives no cause, step or day.
_SOOTHES = Pattern(
    r"(?:(?:we|the team|everyone|everybody|all|staff|colleagues|partners|it|this|work|they|and)"
    r"(?: is| are|'re| have been)? )*(?:still |now |very |really |continuing to |continue to )?"
    r"(?:(?:making |is )?(?:good|steady|great|excellent|strong|some) progress"
    r"(?: (?:is |has been |was )?(?:being )?made)?(?: this (?:month|term|period))?|progress(?:ing|es)(?: well| nicely)?"
    r"|working (?:very |extremely |really |incredibly )?(?:hard|closely|together|at pace|tirelessly)"
    r"(?: with (?:all |the |our )*(?:schools|settings|partners|colleagues|leads|everyone|stakeholders))?(?: on this)?"
    r"|(?:fully |very |quite )?(?:confident|hopeful|optimistic|positive|assured|committed|determined)\b[^\d]*"
    r"|doing (?:our|their|its) (?:very )?best[^\d]*|on top of (?:it|this|things)"
    r"|a challenging (?:time|period|month|term))",
)
_WELL = (
    r"(?:on (?:track|plan|target|schedule|time|course)(?: to (?:meet|hit|reach|achieve) (?:the |its |our )?target)?"
    r"|as planned|to plan|going to plan|progressing well|going well"
    r"|no (?:issues|concerns|problems)(?: to (?:report|raise))?)"
)
_ALL_IS_WELL = Pattern(
    rf"(?:all|everything)(?: is)? (?:good|fine|well|in hand)(?:,? (?:and )?{_WELL})?"
    rf"|(?:(?:all|it is|it's|this is|we are|everything is|all is|work is|all work is|all workstreams(?: are)?)\s+)?"
    rf"(?:(?:still|now|fully|currently|remains?|broadly)\s+){{0,6}}{_WELL}"
    rf"(?:\s+and\s+(?:{_WELL}|(?:on|within|to) budget))?"
    r"(?:[\s,-]+(?:with )?no (?:issues|concerns|problems)(?: to (?:report|raise))?)?",
)
_IN_HAND = Pattern(
    r"(?:(?:it is|this is|all is|being|is being|now) )?(?:managed|handled|dealt with|monitored|under control|in hand"
    r"|manageable|resolved)(?: (?:within|in|by|with|at|through) (?:the |our )?(?:[a-z-]+ ){0,2}[a-z-]+)?"
    r"|(?:there are )?no (?:real |major |significant |serious )?(?:issues|concerns|problems|worries)"
    r"(?: to (?:report|raise|escalate))?|nothing to (?:report|raise|escalate|worry about)"
    r"|not a concern|no cause for concern",
)
_PARTS = Pattern(r"[.;:!,]\s+|\s[-\u2013]\s|\band\b")
_FINISHED = Pattern(
    r"(?:(?:this is|it is|all|now|fully|all work is)\s+){0,6}(?:complete|completed|done|finished|delivered)(?: now)?"
    r"(?: (?:on |in )?\d{1,2}(?:st|nd|rd|th)? \w+(?: \d{4})?| (?:on|in) time)?",
)
# Of time, not of some of the places or part of the work.
_WHEN = (
    r"(?:\d|mon|tues|wednes|thurs|fri|satur|sun|week|month|term|half|year|time|jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov"
    r"|dec|summer|autumn|spring|same|morning|afternoon)"
)
_OPENS_FINISHED = Pattern(
    r"(?:(?:this (?:is|was)|it (?:is|was)|now|fully)\s+){0,6}(?:complete|(?:completed|done|finished|achieved|reached)"
    rf"(?: (?:(?:on|in|last|this) (?:the )?{_WHEN}|early\b|ahead\b|(?:on|in) (?:time|full"
    rf"|schedule))[^.;:!]*)?)(?: now)?",
)
_LATE = Pattern(
    r"\b(?:delayed|slipped|(?:is|are|now) overdue|running late|will be late|is late|are late"
    r"|behind (?:schedule|plan|time)|missed the (?:date|deadline)|(?:days?|weeks?|months?) (?:late|lost))\b",
)
# With what a sentence of the milestone itself begins.
_OF_ITSELF = Pattern(
    r"^(?:it|this|we|the (?:milestone|opening|launch|start|event|work)|(?:the )?(?:planned |[a-z]+ )?(?:date|deadline))"
    r"(?: (?:is|are|has|have)\b)? "
)
# That its day will not be kept: "not" is part of it, and only a doubt takes it back.
_WILL_NOT_BE_KEPT = Pattern(
    r"(?:the )?forecast (?:date )?(?:has |was |is )?(?:now )?(?:moved|slipped|pushed|put back)\b(?! (?:forward|up|early"
    r"|earlier))"
    r"|(?:now |been )?(?:slipping\b|overdue(?=$|[.,;:]| -)"
    r"|(?:pushed|put|moved) back(?= (?:to|until|by|a|two|three|\d)\b|[.,;]|$)"
    r"|will (?:miss|not make|not meet|not hit|be missed)\b|won't (?:make|meet|hit)\b"
    r"|(?:cannot|will not|won't) (?:be (?:done|held|ready|finished|opened|signed)|happen|start|open|begin)"
    r" (?:before|until|till)\b|(?:unlikely|not (?:expected|likely|possible)) (?:until|till|before)\b)"
    rf"|now (?:in |after |early |mid[- ]|late )?(?:{MONTH_NAMES}|spring|summer|autumn|easter)"
    r"(?=$|[.,;]| (?:\d{4}|when|because|as|after|once)\b)"
)
_DOUBT = Pattern(
    r"\b(?:if|unless|might|could|risk|avoid\w*|no longer|was|were|had|holds|stands|but|still|only"
    r"|on (?:plan|track|target|time|schedule)|within|float|other|others)\b"
)
_NOT_LATE = Pattern(
    r"\b(?:not|never|no longer|was|were|had|if|unless|avoid\w*|without|recovered|made up|might|but|because|although"
    r"|however|so that|agreed|asked|nothing|no (?:effect|impact|harm|change)|holds|stands|still (?:on|holds|stands"
    r"|open\w*)"
    r"|on (?:plan|track|course|target|time|schedule)|back on|within|inside|tolerance|caught up|only|float"
    r"|recover\w*|catch\w* up|now (?:all "
    r"|been )?(?:gone"
    r"|done|sent|in|complete\w*)|have now|has now"
    # May, but not the month: slipped to May.
    r"|(?<!to )(?<!in )(?<!by )(?<!until )(?<!of )may)\b"
)
# Words by which a text that begins well goes on to say what is wrong.
_YET = Pattern(
    r"\b(?:but|however|although|though|except|apart|yet|not|no|none|until|unless|if|late|delay\w*|slip\w*|risk\w*"
    r"|wait\w*"
    r"|short\w*|behind|issue\w*|fewer|below|above|more|missing|need\w*|concern\w*|problem\w*|because|agreed|asked"
    r"|moved)\b"
)
# What goes on to count some of all, or to name what is still to come.
_SOME = Pattern(
    r"\b\d+ (?:of|out of) \d+\b|\b(?:sign-off|approval|next|then|follows?|remaining|to go|to do|outstanding)\b"
)
_AS_PLANNED = Pattern(r"\bas (?:agreed|planned|expected)\b")
_STOP = Pattern(r"[.;:!]\s+|\s[-\u2013]\s")


def without_stop(text: str | None) -> str:
    """A text in small letters, its spaces single, without the stop at its end."""
    return " ".join((text or "").casefold().split()).rstrip(" .;,!")


def says_nothing(text: str | None) -> bool:
    """Whether a filled text stands in place of one that is still to come."""
    whole = " ".join((text or "").casefold().split())
    bare = without_stop(whole)
    return bool(whole) and (not bare or {whole, bare} & SAYS_NOTHING != set() or _EMPTY.fullmatch(bare) is not None)


def says_all_is_well(text: str | None) -> bool:
    """Whether a text opens by saying that the work is on track, and says nothing after that to take it back."""
    first, *rest = _STOP.split(without_stop(text), maxsplit=1)
    return bool(_ALL_IS_WELL.fullmatch(first)) and not (rest and _YET.search(_AS_PLANNED.sub("", rest[0])))


def says_in_hand(text: str | None) -> bool:
    """Whether all that a text says is that somebody has it in hand, or that there is no concern."""
    parts = [part.strip() for part in _PARTS.split(without_stop(text))]
    return any(parts) and all(not part or _IN_HAND.fullmatch(part) for part in parts)


def says_only_soothing(text: str | None) -> bool:
    """Whether every part of a text praises the work or says that it goes on, and none gives a cause or a step."""
    parts = [part.strip() for part in _PARTS.split(without_stop(text))]
    said = [part for part in parts if part]
    return bool(said) and all(_SOOTHES.fullmatch(part) or _EMPTY.fullmatch(part) for part in said)


def says_finished(text: str | None) -> bool:
    """Whether all that a text says is that the work is done."""
    return bool(_FINISHED.fullmatch(without_stop(text)))


def _says_late(text: str | None) -> bool:
    """Whether a text says that the work is late, and nothing in its words takes that back."""
    words = without_stop(text)
    sentences = _STOP.split(words)
    if any(_WILL_NOT_BE_KEPT.match(_OF_ITSELF.sub("", one)) for one in sentences) and not _DOUBT.search(words):
        return True
    return bool(_LATE.search(words)) and not _NOT_LATE.search(words)


def says_late_now(text: str | None) -> bool:
    """Whether a text says that the work is late: what follows "because" is the cause, and takes nothing back."""
    return _says_late(without_stop(text).partition(" because ")[0])


def opens_finished(text: str | None) -> bool:
    """Whether a text opens by saying that the work is done, and says nothing after that to take it back."""
    first, *rest = _STOP.split(without_stop(text), maxsplit=1)
    if not _OPENS_FINISHED.fullmatch(first) or (rest and _SOME.search(rest[0])):
        return False
    return not _YET.search(" ".join([first, *rest]))
