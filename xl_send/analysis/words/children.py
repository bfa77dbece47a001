"""Telling a text that points at one child from one that speaks of a service or of a group.

No word does it alone. A need beside an age, a year group, a school or a word for one person does, in one sentence;
a sentence about a trial, a team, places or pupils in general does not.

Every pattern here is bounded wherever it begins, so that a text costs time in proportion to its length.
"""

from __future__ import annotations

from functools import cached_property

from xl_send.analysis.words import child_needs
from xl_send.analysis.words.child_needs import NEED, OTHER_NEED
from xl_send.analysis.words.given_names import (
    FAMILY,
    GIVEN_NAMES,
    NAMED_PARENT,
    OF_STAFF,
    after_a_name,
    names_a_child,
)
from xl_send.analysis.words.lives.few_children import tells_of_few_children
from xl_send.analysis.words.shorthand.telling import told_in_shorthand
from xl_send.patterns import Pattern, in_small_letters

# The full stop of initials, and of what is cut short, ends no sentence.
_SENTENCE = Pattern(r"(?<!\.[A-Za-z])(?<!\b[YMD]r)(?<!\byr)(?<!\bMrs)(?<!\bMs)[.!?;]\s|\n")

_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_AGES = rf"\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|{_TEENS}"
# One child's age; "two-year-old places" and "10-year-olds" are of many.
_AGE = Pattern(
    rf"\b(?i:(?:{_AGES})[ -]?(?:(?:years?|yrs?)[ -]old|y/o|yo|y\.o\.)"
    r"(?!\w|[ -](?:\w{2,12} )?(?:offer|places?|checks?|children|pupils|entitlement|funding|programme|reviews?"
    r"|screening)|[ -](?:\w{2,12} ){0,2}(?:building|system|policy|contract|agreement|rule|roof|boiler)))",
)
_AGED = Pattern(
    r"(?i)\baged? (?:\d{1,2}|[a-z]{3,8}teen|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?! ?(?:to|and|or|-|\u2013|\+|transfers?\b|groups?\b|range\b|band\b|phase\b))",
)
_YEAR = Pattern(
    r"\b(?:[Yy](?:ea)?r?\.? ?(?:1[0-4]|[123456789])|[Yy]ear (?i:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen))\b(?! ?(?:to|and|or|-|\u2013|/) ?\w?\d)"
    r"|\b(?:FS[12]|EYFS|[Nn]ursery|[Rr]eception|[Rr] class)(?= (?:child|pupil|boy|girl|learner)\b)"
    r"|\b(?:in|into|starts|starting|joins|joining) (?:Reception|Nursery|FS[12])\b",
)

_SCHOOL = Pattern(
    r"\b(?!(?:The|An|Each|Every|All|Any|No|Our|Your|One|Two|Some|Most|Which|Named|New|State|Independent|Mainstream"
    r"|Special|Primary|Secondary|Infant|Junior|High|Middle|Nursery|For|In|At|To|From|With|Of|And|Or|If|When|SEMH|ASD"
    r"|SEND|SEN)\b)"
    r"[A-Z][\w'\u2019-]{1,40} (?:Primary|Infants?|Juniors?|High|Secondary|Special|School|Academy|Acadamy|College"
    r"|Nursery)\b",
)

_INITIALED = Pattern(
    r"\b(?i:pupil|child|student|learner|boy|girl|young person) (?:[A-Z]\.? ?[A-Z]|[A-HJ-Z](?! [Ll]evel))\b"
    r"|(?<![\w.])(?!U\.K|E\.U|U\.S|P\.E|E\.P|H\.T|T\.A|I\.T|O\.T|L\.A|A\.P|P\.A|G\.P)[A-Z]\.[A-Z]\."
    r"(?!\w|[A-Z]| (?:Associates|Consult|Ltd|Limited|Partner))"
    r"|(?<![\w.])[A-Z]\.[A-Z](?= (?:is|was|has|will|who|with|at|in|\())"
    r"|\b(?!LA|EP|HT|TA|IT|PE|EY|KS|AP|PD|HI|VI|US|UK|EU|ID|ED|OT|SALT|AR|AY|FY|HR|PA|PM|GP|AS|IN|AT|ON|OF|TO|BY|NO"
    r"|IF|SO|OR|DO|AN|IS|IT|BE|WE|UP|QA|CP|LD)[A-Z]{2}(?= ?[(,] ?(?:Y(?:ea)?r? ?\d|aged?\b|\d{1,2} ?(?:y|yr)))"
)
_CERTAIN_PERSON = Pattern(
    r"\b(?:[Bb]oy|[Gg]irl|[Ll]ad|(?i:(?:sibling|brother|sister) of"
    r"|(?:wheelchair|hearing aid) user (?:in|at|from|who)))\b",
)
_TWINS = Pattern(
    r"\b(?i:(?:the|his|her|their|both|these|those) (?:twins?|triplets)"
    r"(?! (?:sites?|track|aims?|hubs?|goals?|schools?|buildings?|campus|priorit|objectives?|approach|trials?))"
    r"|(?:twins|triplets) (?:at|in|from|with|who"
    r"|start\w{0,3}|join\w{0,3}|wait\w{0,3})|twin (?:boys|girls|brothers|sisters))\b",
)
# A child's, a pupil's: what is provided for all of them.
_OF_A_SERVICE = (
    r" (?:premium|passports?|voice|referral|numbers?|development|protection|health|union|council|support|services?"
    r"|centre|forum|surveys?|views|tracker|poverty)\b"
)
# The head's own base, the chair's view.
_OF_OFFICE = Pattern(
    r"(?i)\b(?:his|her) (?:[\w-]{1,15} ){0,2}?(?:base|unit|views?|team|reports?|staff|papers?|budget|majesty"
    r"|colleagues?|workstream)\b",
)
_PERSON = Pattern(
    r"(?i)\b(?:a|an|the|one|this|that|our|another) (?:[\w-]{1,20} )?(?:child|pupil|student|learner|young person)\b"
    rf"(?!['\u2019]?s\b|-|{_OF_A_SERVICE})|\b(?:he|she|him|his|her|son|daughter|(?:mum|dad)(?!['\u2019]s group))\b",
)
# One with a need, said without an article: "Y6 pupil with autism".
_WITH_A_NEED = Pattern(
    r"(?i)\b(?:child|pupil|student|learner) (?:who|with|has|is|was|in|excluded|suspended)\b",
)
_ONE_PERSON = Pattern(
    r"(?i)\b(?:(?:one|only) (?:[\w-]{1,20} )?(?:child|pupil|student|learner|young person)|only [\w-]{1,20} user)"
    r"\b(?!-| in (?:every|each|\d|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)\b)",
)
# "Year 4 child", "Y6 autistic pupil": one, said without an article.
_OF_A_YEAR = Pattern(
    rf"(?:{_YEAR.pattern}) (?:[\w'\u2019-]{{1,20}} )?(?:child|pupil|student|learner|leaver)\b(?!['\u2019-])"
)
# Whose family is spoken of by initials: "KL's tribunal".
_INITIALS_FAMILY = Pattern(
    rf"(?<![\w.])(?:(?!LA|PA|HR|IT|EP|UK|EU)[A-Z]\.?[A-Z]\.?|(?i:child|pupil|student|learner) [A-Z]){FAMILY}",
)
# Two of a pair, and the place or the form in which they are known: "the twins at Gorsefield".
_TWINS_AT = Pattern(r"\b(?i:twins|triplets) (?:at|in|from) [A-Z]")

# Words of a sentence about many children, or about what is provided for them.
_OF_MANY = frozenset({
    "pupils", "children", "students", "learners", "families", "parents", "cohort", "cohorts", "group", "groups",
    "schools", "academies", "setting", "settings", "classes", "each", "every", "all", "any", "average", "unit",
    "units", "base", "bases", "provision", "provisions", "resourced", "hub", "hubs", "centre", "centres", "places",
    "training", "trained", "train", "trains", "course", "team", "teams", "service", "services", "pathway",
    "pathways", "outreach", "teacher", "teachers", "staff", "practitioner", "practitioners", "workshop",
    "workshops", "session", "sessions", "trial", "trials", "pilot", "pilots", "rollout", "programme", "programmes",
    "project", "projects", "network", "networks", "toolkit", "toolkits", "guidance", "guide", "guides", "audit",
    "audits", "survey", "surveys", "review", "reviews", "visit", "visits", "transition", "curriculum", "assessment",
    "assessments", "offer", "offers", "needs", "friendly", "champion", "champions", "lead", "leads", "resource",
    "resources", "accommodation", "open", "opens", "opening", "capacity", "contract", "contracts", "tender",
    "caseload", "caseloads", "rate", "rates", "number", "numbers", "proportion", "share", "percent", "data",
    "return", "returns", "briefing", "briefings", "event", "events", "day", "days", "week", "weeks", "month",
    "months", "join", "joins", "joined", "host", "hosts", "site", "sites", "extension", "bid", "bids", "work",
    "works", "boys", "girls", "budget", "budgets", "cost", "costs", "exclusions", "suspensions", "screening",
    "check", "checks", "saving", "savings", "target", "targets", "profile", "profiles", "access", "accessible", "ramp",
    "ramps", "lift", "planning", "view", "views", "passport", "passports", "union", "society", "intake", "entry",
    "strand", "strands",
})  # fmt: skip
_MANY = Pattern(
    r"(?i)\b(?:young people|advis\w{1,6}|specialis\w{1,6}|strateg\w{1,4}|polic\w{1,3}|aware\w{0,4}|build\w{0,4}"
    r"|designat\w{1,4}|half-terms?|expan\w{1,5}|commission\w{0,4}|refurbish\w{0,5}|spend\w{0,3})\b|%",
)


_IN_GENERAL = Pattern(r"(?i)\b(?:should|must|costs?|on average|typical\w{0,2}|model|brings|attracts)\b")
_A_CERTAIN_ONE = Pattern(
    r"(?i)(?<!follows )\b(?:the|one|this|that|our|another) (?:[\w-]{1,20} ){0,3}(?:child|pupil|student|learner"
    r"|young person)\b"
    r"|\b(?:he|she|him|his|her|son|daughter|mum|dad|has been|was|had)\b"
)

# A year group and a need side by side: "Y6, ASD", "Year 9 (SEMH)".
_SIDE_BY_SIDE = Pattern(
    rf"(?:{_YEAR.pattern})\W{{1,3}}(?:{NEED.pattern})|(?:{NEED.pattern})\W{{1,3}}(?:{_YEAR.pattern})"
)
# "Jack in Y6", "Tyler has ADHD", "Aisha (aged 10)".
_AFTER_A_NAME = after_a_name(
    rf"(?:{_YEAR.pattern}|{NEED.pattern}|{_AGE.pattern}|(?i:aged? \d{{1,2}})\b|\d{{1,2}}(?=[),]))"
    r"(?! (?:\w{2,12} )?(?:outreach|team|service|strand|quality)\b)",
    _SCHOOL.pattern,
)
_AT_A_PLACE = Pattern(
    r"\bat (?!(?:Year|Key|Reception|Nursery|Foundation|The|A|Home|School|All|SEN|SEND)\b)[A-Z][a-z\u2019']{2,20}",
)
_OLD = ("r old", "s old", "r-old", "s-old", "y/o", "yo", "y.o.")
# Without one of these stems, words or initials no sentence points at a child, and most texts need no closer look.
_STEMS = (
    *child_needs.NEED_STEMS, *child_needs.OTHER_STEMS, *_OLD, "twin", "triplet", "boy", "girl", "lad", "sibling",
    "sister", "brother",
)  # fmt: skip
_WORDS = frozenset({
    *child_needs.NEED_LETTERS, *child_needs.OTHER_LETTERS, "pupil", "child", "student", "learner",
    "Pupil", "Child", "Student", "Learner", "Mr", "Mrs", "Ms", "Miss", "Dr", *GIVEN_NAMES,
})  # fmt: skip
_INITIALS = Pattern(r"\b[A-Z]\.[A-Z]|\b[A-Z]{2} ?[(,]|\b[A-Z]{2}['\u2019]s")
_MAY_BE_INITIALED = Pattern(rf"{_INITIALS.pattern}|\b(?i:pupil|child|student|learner|boy|girl|person) [A-Z]")
_APART = Pattern(r"[\W_]")


def _may_point(text: str) -> bool:
    lowered = text.casefold()
    for stem in _STEMS:  # asked of every text: this is twice as fast as any()
        if stem in lowered:
            return True
    return not _WORDS.isdisjoint(_APART.split(text)) or _INITIALS.search(text) is not None


def _is_initialed(text: str) -> bool:
    return bool(_MAY_BE_INITIALED.search(text) and _INITIALED.search(text))


class _Sentence:
    """What a sentence holds, each looked for when it is first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def points_at_one(self) -> bool:
        """Whether its words together point at one child (source: the reading of the rule PD08)."""
        if names_a_child(self._text, _AFTER_A_NAME) or self._by_initials or self._by_family or self._at_a_place:
            return True
        if not (self.need or self.school or self.twins):
            return False
        where = self.school or self.year or self.age
        if self.twins or self.age:
            return self.need or self.school or where
        few = self.need and self.school and tells_of_few_children(self._text, year=self.year)
        if few or (self.certain and (self.need or (self.school and (self.year or not self.many)))):
            return True
        if self.need and where and self.person and not self.in_general:
            return True
        return not self.many and (self.beside or (self.school and (self.own_need or (self.need and self.year))))

    @cached_property
    def own_need(self) -> bool:
        """A need by its name."""
        return bool(NEED.search(self._text))

    @cached_property
    def need(self) -> bool:
        """A need, or letters that may mean one."""
        return self.own_need or bool(OTHER_NEED.search(self._text))

    @cached_property
    def age(self) -> bool:
        return bool(_AGE.search(self._text) or (_AGED.search(self._text) and not self.many))

    @cached_property
    def year(self) -> bool:
        return bool(_YEAR.search(self._text))

    @cached_property
    def school(self) -> bool:
        return bool(_SCHOOL.search(self._text))

    @cached_property
    def beside(self) -> bool:
        """A year group and a need side by side."""
        return self.own_need and self.year and bool(_SIDE_BY_SIDE.search(self._text))

    @cached_property
    def twins(self) -> bool:
        return bool(_TWINS.search(self._text))

    @cached_property
    def certain(self) -> bool:
        """A word for one person, or initials."""
        return self.initialed or bool(_CERTAIN_PERSON.search(self._text) or _ONE_PERSON.search(self._text))

    @cached_property
    def initialed(self) -> bool:
        """A person by initials."""
        return _is_initialed(self._text)

    @property
    def _at_a_place(self) -> bool:
        """One of an age or a year, and a place by its name alone, as those call a school who know it."""
        return self.certain and (self.year or self.age) and bool(_AT_A_PLACE.search(self._text))

    @property
    def _by_family(self) -> bool:
        """Whose parent, tribunal or twin it is."""
        return any(found.search(self._text) for found in (NAMED_PARENT, _INITIALS_FAMILY, _TWINS_AT))

    @property
    def _by_initials(self) -> bool:
        """Initials beside an age or a year group."""
        return not self.many and (self.age or self.year) and self.initialed

    @property
    def in_general(self) -> bool:
        """Whether it says what any child is to have, or costs: by no school and no word for a certain one."""
        return not (self.school or _A_CERTAIN_ONE.search(self._text)) and bool(_IN_GENERAL.search(self._text))

    @cached_property
    def person(self) -> bool:
        text = _OF_OFFICE.sub(" ", self._text) if OF_STAFF.search(self._text) or "ajesty" in self._text else self._text
        if _PERSON.search(text):
            return True
        return not self.many and bool(_WITH_A_NEED.search(self._text) or _OF_A_YEAR.search(self._text))

    @cached_property
    def many(self) -> bool:
        """Words of many children, or of what is provided for them."""
        # What one needs is no word of many: "needs a place".
        text = self._text.replace(" needs a ", " ").replace(" needs an ", " ")
        plain = not _OF_MANY.isdisjoint(_APART.split(in_small_letters(text)))
        return plain or bool(_MANY.search(self._text))


def tells_of_one_child(text: str) -> bool:
    """Whether a sentence of a text gives enough for neighbours to know the child."""
    if _may_point(text) and any(_Sentence(sentence).points_at_one for sentence in _SENTENCE.split(text)):
        return True
    return told_in_shorthand(text)


_OF_A_CHILD = (NEED, _AGE, _AGED, _YEAR, _CERTAIN_PERSON, _PERSON)


def speaks_of_a_child(text: str) -> bool:
    """Whether a text holds any word of a child's need, age, year or person: for cells where none belongs."""
    return _is_initialed(text) or any(pattern.search(text) for pattern in _OF_A_CHILD)
