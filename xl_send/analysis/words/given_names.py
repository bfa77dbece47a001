"""First names of children, and families called by a name, by which a text is known to be of one child."""

from __future__ import annotations

from xl_send.patterns import Pattern

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
OF_STAFF = Pattern(
    r"(?i)\b(?:mr|mrs|ms|miss|dr|cllr|prof|teachers?|heads?|headteachers?|sencos?|leads?|leaders?|managers?|officers?"
    r"|advis[eo]rs?|co-?ordinators?|consultants?|directors?|governors?|assistants?|tutors?|psychologists?|therapists?"
    r"|caseworkers?|colleagues?|chairs?|owner|deputy)\b"
)
_WORD = Pattern(r"[A-Z][a-z]{1,40}")
_SURNAME = r"(?: [A-Z][\w'\u2019-]{0,20})?"
# Whoever has these is a child.
FAMILY = (
    r"['\u2019]s (?:mum|dad|mother|father|parents?|carers?|family|nan|gran\w{0,6}|placement|ehcp|EHCP|EHC plan|tribunal"
    r"|appeal)\b"
)
# A parent by name, whose child is spoken of: the child is known by the name.
NAMED_PARENT = Pattern(
    r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][\w'\u2019-]{1,30},? (?:(?:who )?is )?(?:(?:the|a) )?(?:foster )?"
    r"(?:parent|mother|father|mum|dad|carer|grandmother|grandfather|guardian) of\b"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?:(?:and|&) (?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][\w'\u2019-]{1,30}?['\u2019]s?"
    r" (?:[a-z-]{1,20} )?(?:son|daughter|boy|girl|child|twins|grandson|granddaughter|little one)\b",
)
_BETWEEN = r"\W{1,3}(?:(?:is|was|now|currently|who|in|has|with|and|a|an|aged?) ){0,4}\W?"


# What is done for, or befalls, one child who is named after it: "Place for Jack Smith", "SEMH breakdown: Tyler".
BEFORE_A_NAME = Pattern(
    r"(?i)\b(?:placements?|place|tribunal|appeal|transport|taxi|ehcp|ehc plan|assessment|exclusion|suspension|tuition"
    r"|package|breakdown) (?:of|for) $|\b(?:placement breakdown|(?:permanent )?exclusion|tribunal): $",
)
_LONGEST_BEFORE = 30
# What the file of one child is called, after the child.
_OF_ONE_CHILD = r"ehcp?|ehc plan|annual review|pep|chronology|case notes?|referral|assessment|statement of need"


def after_a_name(telling: str, school: str) -> Pattern:
    """Finds, from the end of a first name on, what tells of a child: this, whose family it is, or what befell it."""
    befell = (
        rf"(?: at (?:{school}))?"
        r" (?:(?:has|was|is|been|will|be|to|permanently|temporarily|not|still|a|an) ){0,4}(?:excluded|suspended|on roll"
        r"|out of school(?! (?:visit|hour|club|provision|offer))|without a place"
        r"|(?:awaiting|waiting for) (?:(?:a|an|his|her) )?(?:(?:autism|asd|adhd) (?:assess|diagnos)|ehc (?:assess|plan)"
        r"|(?:school )?place(?:ment)?\b(?! on\b))"
        rf"|(?:attends?|attending|moves? to|moving to|starts? at|starting at|placed at) (?:{school}))"
    )
    called = rf"[ _-][A-Z][\w'\u2019]{{1,20}}[ _-](?:\w{{1,12}}[ _-])?(?i:{_OF_ONE_CHILD})"
    document = rf"{called}[^\\/]{{0,30}}\.[a-z]{{3,4}}\b"
    return Pattern(rf"{_SURNAME}(?:{FAMILY}|{_BETWEEN}(?:{telling})|(?i:{befell}))|{document}")


def names_a_child(sentence: str, after: Pattern) -> bool:
    """Whether a child's first name stands beside what tells of one, not in a school's name nor with what staff are."""
    words = _WORD.findall(sentence)
    if GIVEN_NAMES.isdisjoint(words) or OF_STAFF.search(sentence):
        return False
    plain = _OF_A_SCHOOL.sub(lambda school: " " * len(school[0]), sentence)
    found = (match for match in _WORD.finditer(plain) if match[0] in GIVEN_NAMES)
    return any(after.match(sentence, match.end()) or _is_of(sentence, match.start()) for match in found)


def _is_of(sentence: str, start: int) -> bool:
    """Whether what stands before a name is done for a child, or befalls one."""
    return BEFORE_A_NAME.search(sentence[max(0, start - _LONGEST_BEFORE) : start]) is not None
