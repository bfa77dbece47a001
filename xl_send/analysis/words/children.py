"""Telling a text that points at one child from one that speaks of a service or of a group.

No word does it alone. A need beside an age, a year group, a school or a word for one person does, in one sentence;
a sentence about a trial, a team, places or pupils in general does not.

Every pattern here is bounded wherever it begins, so that a text costs time in proportion to its length.
"""

from __future__ import annotations

from functools import cached_property

from xl_send.patterns import Pattern, in_small_letters

# First names that children in England have, by which a text about "Jack in Y6" is known to be of one child.
# Source: the most frequent names of births in England and Wales in 2006 to 2020 (Office for National Statistics),
# without those that are also words, months, places or colours. They tell nothing by themselves: staff have names too.
GIVEN_NAMES = frozenset({
    "Aaliyah", "Aaron", "Abdullah", "Abigail", "Adam", "Ahmed", "Aiden", "Aisha", "Albert", "Albie", "Alex",
    "Alexander", "Alfie", "Ali", "Alice", "Amelia", "Amelie", "Amina", "Amir", "Amira", "Amy", "Anna",
    "Annabelle", "Archie", "Arlo", "Arthur", "Ava", "Ayaan", "Bella", "Benjamin", "Bethany", "Bilal", "Bobby",
    "Bradley", "Brandon", "Caitlin", "Caleb", "Callum", "Calum", "Cameron", "Charlie", "Charlotte", "Chloe",
    "Clara", "Connor", "Corey", "Daniel", "Darcey", "Darcy", "David", "Declan", "Dexter", "Dominic", "Dylan",
    "Edie", "Edward", "Eleanor", "Elijah", "Eliza", "Ella", "Ellie", "Elliot", "Elliott", "Elsie", "Emilia",
    "Emily", "Emma", "Erin", "Ethan", "Eva", "Evan", "Evelyn", "Evie", "Ezra", "Fatima", "Felix", "Finley",
    "Finn", "Francesca", "Freddie", "Freya", "Gabriel", "George", "Georgia", "Gracie", "Hamza", "Hannah",
    "Harley", "Harriet", "Harrison", "Harry", "Harvey", "Hassan", "Heidi", "Henry", "Hollie", "Hugo", "Ibrahim",
    "Imogen", "Isaac", "Isabella", "Isabelle", "Isla", "Isobel", "Jack", "Jackson", "Jacob", "Jaden", "Jake",
    "James", "Jamie", "Jaxon", "Jayden", "Jenson", "Jessica", "Joe", "Joseph", "Josh", "Joshua", "Kai", "Katie",
    "Kayden", "Keira", "Kian", "Kieran", "Kyle", "Lacey", "Laila", "Lauren", "Layla", "Leah", "Leo", "Leon",
    "Lewis", "Lexi", "Liam", "Libby", "Lilly", "Logan", "Lola", "Lottie", "Louie", "Louis", "Luca", "Lucas",
    "Lucy", "Luke", "Maisie", "Maisy", "Maria", "Martha", "Maryam", "Matilda", "Matthew", "Maya", "Megan",
    "Mia", "Michael", "Millie", "Mohamed", "Mohammad", "Mohammed", "Mollie", "Molly", "Muhammad", "Mustafa",
    "Nathan", "Nathaniel", "Niamh", "Nicole", "Noah", "Oliver", "Olivia", "Ollie", "Omar", "Oscar", "Owen",
    "Paige", "Phoebe", "Rafael", "Ralph", "Rayyan", "Rebecca", "Reece", "Reggie", "Reuben", "Rhys", "Riley",
    "Robyn", "Ronnie", "Rosie", "Ryan", "Samuel", "Sara", "Sarah", "Sebastian", "Seth", "Sienna", "Sofia",
    "Sophia", "Sophie", "Stanley", "Tegan", "Thea", "Theo", "Theodore", "Thomas", "Tilly", "Toby", "Tom",
    "Tommy", "Tyler", "William", "Yusuf", "Zac", "Zachary", "Zainab", "Zak", "Zara", "Zoe",
})  # fmt: skip
# Names of schools begin so, and so do those of staff, who are named by what they are.
_OF_A_SCHOOL = Pattern(
    r"(?:\bS(?:t|aint)s?\.? [A-Z][a-z]{1,20})"
    r"|\b[A-Z][\w'\u2019-]{1,20}(?: [A-Z][\w'\u2019-]{1,20}){0,2} (?:Primary|Infants?|Juniors?|High|Secondary|Special"
    r"|School|Academy|College|Nursery|House|Centre|Trust|Road|Street)\b"
)
_OF_STAFF = Pattern(
    r"(?i)\b(?:mr|mrs|ms|miss|dr|cllr|prof|teacher|head|headteacher|headteachers|senco|sencos|lead|leads|leader|manager"
    r"|officer|adviser|advisor|coordinator|co-ordinator|consultant|director|governor|assistant|tutor|psychologist"
    r"|therapist|caseworker|colleagues?|chairs?|owner|deputy)\b"
)
_WORD = Pattern(r"[A-Z][a-z]{1,40}")
_SURNAME = r"(?: [A-Z][\w'\u2019-]{0,20})?"
# Whoever has these is a child.
_FAMILY = (
    r"['\u2019]s (?:mum|dad|mother|father|parents?|carers?|family|nan|gran\w{0,6}|placement|ehcp|EHCP|EHC plan|tribunal"
    r"|appeal)\b"
)
# A parent by name, whose child is spoken of: the child is known by the name.
_NAMED_PARENT = Pattern(
    r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][\w'\u2019-]{1,30},? (?:(?:who )?is )?(?:(?:the|a) )?(?:foster )?"
    r"(?:parent|mother|father|mum|dad|carer|grandmother|grandfather|guardian) of\b",
    needs="mr|ms|miss",
)
_BETWEEN = r"\W{1,3}(?:(?:is|was|now|currently|who|in|has|with|and|a|an|aged?) ){0,4}\W?"


def after_a_name(telling: str) -> Pattern:
    """Finds, from the end of a first name on, what tells of a child: this, or whose family it is."""
    return Pattern(rf"{_SURNAME}(?:{_FAMILY}|{_BETWEEN}(?:{telling}))")


def names_a_child(sentence: str, after: Pattern) -> bool:
    """Whether a child's first name stands beside what tells of one, not in a school's name nor with what staff are."""
    words = _WORD.findall(sentence)
    if GIVEN_NAMES.isdisjoint(words) or _OF_STAFF.search(sentence):
        return False
    plain = _OF_A_SCHOOL.sub(" ", sentence)
    found = (match for match in _WORD.finditer(plain) if match[0] in GIVEN_NAMES)
    return any(after.match(plain, match.end()) for match in found)


# The full stop of initials ends no sentence.
_SENTENCE = Pattern(r"(?<!\.[A-Z])[.!?;]\s|\n")

# Needs by their names, and by the letters of the SEND code sets. `PD`, `HI`, `VI` and `MSI` mean other things too.
_NEED = Pattern(
    r"\b(?:[Aa]utis\w{1,5}|[Aa]sperger\w{0,3}|(?i:adhd|down'?s syndrome|cerebral palsy|epilep\w{1,5}|dyslexi\w{1,3}"
    r"|dyspraxi\w{1,3}|selective mut\w{1,5}|tourette\w{0,3}|fragile x|wheelchair|deaf\w{0,4}"
    r"|(?:hearing|visual(?:ly)?) impair\w{1,5}|asds?|semh|slcn|pmld|spld)|ASC|MLD|SLD|PDA|FASD|DLD)\b",
    needs="autis|asperger|adhd|syndrome|palsy|epilep|dyslexi|dyspraxi|mut|tourette|fragile x|wheelchair|deaf"
    "|impair|asd|semh|slcn|pmld|spld|asc|mld|sld|pda|fasd|dld",
)
_OTHER_NEED = Pattern(r"\b(?:PD|HI|VI|MSI|EHCP|(?:EHC|[Ee]ducation,? [Hh]ealth and [Cc]are) [Pp]lan)\b")

_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_AGES = rf"\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|{_TEENS}"
# One child's age; "two-year-old places" and "10-year-olds" are of many.
_AGE = Pattern(
    rf"\b(?i:(?:{_AGES})[ -]?(?:(?:years?|yrs?)[ -]old|y/o|yo|y\.o\.)"
    r"(?!\w|[ -](?:\w{2,12} )?(?:offer|places?|checks?|children|pupils|entitlement|funding|programme|reviews?"
    r"|screening)))",
    needs="old|y/o|yo|y.o.",
)
_AGED = Pattern(
    r"(?i)\baged? (?:\d{1,2}|[a-z]{3,8}teen|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?! ?(?:to|and|or|-|\u2013|\+))",
    needs="age",
)
_YEAR = Pattern(
    r"\b(?:[Yy](?:ea)?r?\.? ?(?:1[0-4]|[1-9])|[Yy]ear (?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen))\b(?! ?(?:to|and|or|-|\u2013|/) ?\w?\d)"
)

_SCHOOL = Pattern(
    r"\b(?!(?:The|An|Each|Every|All|Any|No|Our|Your|One|Two|Some|Most|Which|Named|New|State|Independent|Mainstream"
    r"|Special|Primary|Secondary|Infant|Junior|High|Middle|Nursery|For|In|At|To|From|With|Of|And|Or|If|When|SEMH|ASD"
    r"|SEND|SEN)\b)"
    r"[A-Z][\w'\u2019-]{1,40} (?:Primary|Infants?|Juniors?|High|Secondary|Special|School|Academy|Acadamy|College"
    r"|Nursery)\b",
    needs="primary|infant|junior|high|secondary|special|school|academy|acadamy|college|nursery",
)

_INITIALED = Pattern(
    r"\b(?i:pupil|child|student|learner|boy|girl|young person) [A-Z]\.? ?[A-Z]\b"
    r"|(?<![\w.])(?!U\.K|E\.U|U\.S|P\.E|E\.P|H\.T|T\.A|I\.T|O\.T|L\.A|A\.P|P\.A|G\.P)[A-Z]\.[A-Z]\.(?!\w|[A-Z])"
    r"|(?<![\w.])[A-Z]\.[A-Z](?= (?:is|was|has|will|who|with|at|in|\())"
    r"|\b(?!LA|EP|HT|TA|IT|PE|EY|KS|AP|PD|HI|VI|US|UK|EU|ID|ED|OT|SALT|AR|AY|FY|HR|PA|PM|GP|AS|IN|AT|ON|OF|TO|BY|NO"
    r"|IF|SO|OR|DO|AN|IS|IT|BE|WE|UP|QA|CP|LD)[A-Z]{2}(?= ?[(,] ?(?:Y(?:ea)?r? ?\d|aged?\b|\d{1,2} ?(?:y|yr)))"
)
_CERTAIN_PERSON = Pattern(rf"\b(?:[Bb]oy|[Gg]irl)\b|{_INITIALED.pattern}")
_TWINS = Pattern(
    r"\b(?i:(?:the|his|her|their|both|these|those) (?:twins?|triplets)|(?:twins|triplets) (?:at|in|from|with|who))\b",
    needs="twin|triplet",
)
_PERSON = Pattern(
    r"(?i)\b(?:a|an|the|one|this|that|our|another) (?:[\w-]{1,20} )?(?:child|pupil|student|learner|young person)\b"
    r"(?!['\u2019]?s\b|-)|\b(?:he|she|him|his|her|son|daughter|mum|dad)\b",
    needs="child|pupil|student|learner|person|he|him|his|son|daughter|mum|dad",
)
# One with a need, said without an article: "Y6 pupil with autism".
_WITH_A_NEED = Pattern(
    r"(?i)\b(?:child|pupil|student|learner) (?:who|with|has|is|was)\b", needs="child|pupil|student|learner"
)
_ONE_PERSON = Pattern(r"(?i)\bone (?:[\w-]{1,20} )?(?:child|pupil|student|learner|young person)\b(?!-)", needs="one ")

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
    "check", "checks", "saving", "savings", "target", "targets", "profile", "profiles",
})  # fmt: skip
_MANY = Pattern(
    r"(?i)\b(?:young people|advis\w{1,6}|specialis\w{1,6}|strateg\w{1,4}|polic\w{1,3}|aware\w{0,4}|build\w{0,4}"
    r"|designat\w{1,4}|half-terms?|expan\w{1,5}|commission\w{0,4}|refurbish\w{0,5}|spend\w{0,3})\b|%",
    needs="young people|advis|specialis|strateg|polic|aware|build|designat|half-term|expan|commission|refurb|spend|%",
)


# A year group and a need side by side: "Y6, ASD", "Year 9 (SEMH)".
_SIDE_BY_SIDE = Pattern(
    rf"(?:{_YEAR.pattern})\W{{1,3}}(?:{_NEED.pattern})|(?:{_NEED.pattern})\W{{1,3}}(?:{_YEAR.pattern})"
)
# "Jack in Y6", "Tyler has ADHD", "Aisha (aged 10)".
_AFTER_A_NAME = after_a_name(
    rf"{_YEAR.pattern}|{_NEED.pattern}|{_AGE.pattern}|(?i:aged? \d{{1,2}})\b|\d{{1,2}}(?=[),])"
)
# Without one of these stems, words or initials no sentence points at a child, and most texts need no closer look.
_STEMS = (
    "autis", "asperger", "adhd", "syndrome", "palsy", "epilep", "dyslexi", "dyspraxi", "mutis", "mute", "tourette",
    "fragile", "wheelchair", "deaf", "impair", "care plan", "ehc plan", "ehcp", "old", "y/o", "yo", "y.o.", "twin",
    "triplet", "boy", "girl", "asd", "semh", "slcn", "pmld", "spld",
)  # fmt: skip
_WORDS = frozenset({
    "ASC", "MLD", "SLD", "PDA", "FASD", "DLD", "PD", "HI", "VI", "MSI", "pupil", "child", "student", "learner",
    "Pupil", "Child", "Student", "Learner", *GIVEN_NAMES,
})  # fmt: skip
_INITIALS = Pattern(r"\b[A-Z]\.[A-Z]|\b[A-Z]{2} ?[(,]")
_APART = Pattern(r"\W")


def _may_point(text: str) -> bool:
    lowered = text.casefold()
    for stem in _STEMS:  # asked of every text: this is twice as fast as any()
        if stem in lowered:
            return True
    return not _WORDS.isdisjoint(_APART.split(text)) or _INITIALS.search(text) is not None


class _Sentence:
    """What a sentence holds, each looked for when it is first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def points_at_one(self) -> bool:
        """Whether its words together point at one child (source: the reading of the rule PD08)."""
        if names_a_child(self._text, _AFTER_A_NAME) or self._by_initials or _NAMED_PARENT.search(self._text):
            return True
        if not (self.need or self.school or self.twins):
            return False
        where = self.school or self.year or self.age
        if self.twins or self.age:
            return self.need or self.school or where
        if self.certain and (self.need or (self.school and (self.year or not self.many))):
            return True
        if self.person and self.need and where:
            return True
        return not self.many and (self.beside or (self.school and (self.own_need or (self.need and self.year))))

    @cached_property
    def own_need(self) -> bool:
        """A need by its name."""
        return bool(_NEED.search(self._text))

    @cached_property
    def need(self) -> bool:
        """A need, or letters that may mean one."""
        return self.own_need or bool(_OTHER_NEED.search(self._text))

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
        return bool(_CERTAIN_PERSON.search(self._text) or _ONE_PERSON.search(self._text))

    @property
    def _by_initials(self) -> bool:
        """Initials beside an age or a year group."""
        return (self.age or self.year) and not self.many and bool(_INITIALED.search(self._text))

    @cached_property
    def person(self) -> bool:
        return bool(_PERSON.search(self._text) or (_WITH_A_NEED.search(self._text) and not self.many))

    @cached_property
    def many(self) -> bool:
        """Words of many children, or of what is provided for them."""
        plain = not _OF_MANY.isdisjoint(_APART.split(in_small_letters(self._text)))
        return plain or bool(_MANY.search(self._text))


def tells_of_one_child(text: str) -> bool:
    """Whether a sentence of a text gives enough for neighbours to know the child."""
    return _may_point(text) and any(_Sentence(sentence).points_at_one for sentence in _SENTENCE.split(text))


def speaks_of_a_child(text: str) -> bool:
    """Whether a text holds any word of a child's need, age, year or person: for cells where none belongs."""
    return any(pattern.search(text) for pattern in (_NEED, _AGE, _AGED, _YEAR, _CERTAIN_PERSON, _PERSON))
