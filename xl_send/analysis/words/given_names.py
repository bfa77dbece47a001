"""First names of children, and families called by a name, by which a text is known to be of one child."""

from __future__ import annotations

import re

from xl_send.patterns import Pattern

# First names that children in England have, by which a text about "Jack in Y6" is known to be of one child.
# Source: the most frequent names of births in England and Wales in 2006 to 2020 (Office for National Statistics), and
# those most given by families that speak another language at home, without those that are also months, places, words of
# the trade or colours. They tell nothing by themselves: staff have names too.
GIVEN_NAMES = frozenset({
    "Aaliyah", "Aarav", "Aaron", "Abdi", "Abdirahman", "Abdul", "Abdullah", "Abigail", "Adaeze", "Adam", "Aditi",
    "Advik", "Agnieszka", "Ahmad", "Ahmed", "Ahmet", "Aiden", "Aisha", "Akosua", "Albert", "Albie", "Aleksander",
    "Aleksandra", "Alex", "Alexa", "Alexander", "Alfie", "Ali", "Alice", "Alina", "Alisha", "Amaan", "Amani",
    "Amara", "Amelia", "Amelie", "Amelka", "Amina", "Amir", "Amira", "Amy", "Ananya", "Anaya", "Andrei", "Anika",
    "Anjali", "Anna", "Annabelle", "Antoni", "Anya", "Aoibhe", "Aoife", "Archie", "Arham", "Aria", "Arjun", "Arlo",
    "Arthur", "Asher", "Asma", "Ava", "Ayaan", "Ayaz", "Ayesha", "Ayo", "Azra", "Barnaby", "Bartosz", "Beatrice",
    "Bella", "Ben", "Benjamin", "Bethany", "Bilal", "Billy", "Bobby", "Bonnie", "Bradley", "Brandon", "Bronagh",
    "Bronte", "Bukola", "Caitlin", "Caleb", "Callan", "Callum", "Calum", "Cameron", "Carys", "Catrin", "Charlie",
    "Charlotte", "Chidera", "Chidi", "Chioma", "Chloe", "Cian", "Ciara", "Clara", "Connor", "Corey", "Courtney",
    "Dafydd", "Daisy", "Dan", "Daniel", "Danny", "Darcey", "Darcy", "Darragh", "David", "Declan", "Demi", "Deniz",
    "Deshawn", "Dexter", "Dilan", "Diya", "Dominic", "Dominik", "Dwayne", "Dylan", "Edie", "Edward", "Eesa",
    "Eilidh", "Eleanor", "Eli", "Elias", "Elif", "Elijah", "Eliza", "Ella", "Ellie", "Elliot", "Elliott", "Ellis",
    "Eloise", "Elsie", "Emeka", "Emilia", "Emily", "Emir", "Emma", "Emre", "Enzo", "Eoin", "Erin", "Eryk", "Esme",
    "Esra", "Ethan", "Euan", "Eva", "Evan", "Evelyn", "Evie", "Ewan", "Ezra", "Fahad", "Farah", "Fatima", "Felix",
    "Femi", "Fiadh", "Filip", "Filsan", "Finley", "Finn", "Fionn", "Folake", "Francesca", "Frankie", "Freddie",
    "Freya", "Gabriel", "George", "Georgia", "Gethin", "Gracie", "Gurpreet", "Hadiya", "Hafsa", "Halima", "Hallie",
    "Hamza", "Hamzah", "Hania", "Hannah", "Haris", "Harley", "Harpreet", "Harriet", "Harrison", "Harry", "Harvey",
    "Hasan", "Hassan", "Hector", "Heidi", "Henry", "Hibo", "Hodan", "Hollie", "Hubert", "Hugo", "Ibrahim", "Idris",
    "Iestyn", "Ifeoma", "Ifrah", "Igor", "Ikram", "Imaan", "Imogen", "Inaya", "Ioana", "Iqra", "Isaac", "Isabella",
    "Isabelle", "Isha", "Ishaan", "Isla", "Ismael", "Ismail", "Isobel", "Jack", "Jackson", "Jacob", "Jaden", "Jake",
    "Jakub", "James", "Jamie", "Jana", "Jannat", "Jasmeet", "Jasmine", "Jaspreet", "Jaxon", "Jayden", "Jenson",
    "Jermaine", "Jessica", "Joe", "Joel", "Jonah", "Jonathan", "Joseph", "Josh", "Joshua", "Jude", "Kacper", "Kai",
    "Kaiden", "Kamil", "Kasia", "Katie", "Kavya", "Kayden", "Kayla", "Kayleigh", "Keeley", "Keira", "Kelsey",
    "Kenzie", "Khadija", "Khalid", "Kian", "Kieran", "Kiran", "Kofi", "Krish", "Krystian", "Kwabena", "Kwame",
    "Kyle", "Lacey", "Laila", "Lara", "Latoya", "Lauren", "Layla", "Leah", "Leila", "Lena", "Leo", "Leon", "Levi",
    "Lewis", "Lexi", "Liam", "Libby", "Lilly", "Lily", "Logan", "Lola", "Lottie", "Louie", "Louis", "Lowri", "Luca",
    "Lucas", "Lucy", "Lukas", "Lukasz", "Luke", "Lyla", "Mackenzie", "Maeve", "Maisie", "Maisy", "Maja", "Maksym",
    "Malakai", "Malik", "Manpreet", "Margot", "Maria", "Mariam", "Martha", "Marwa", "Maryam", "Mateusz", "Matilda",
    "Matthew", "Maya", "Meera", "Megan", "Mehmet", "Mehreen", "Mia", "Micah", "Michael", "Michal", "Mihai",
    "Mikolaj", "Mila", "Millie", "Milosz", "Mirela", "Mohamed", "Mohammad", "Mohammed", "Mollie", "Molly",
    "Muhammad", "Musa", "Mustafa", "Nabil", "Nadia", "Nandini", "Nasra", "Natalia", "Nathan", "Nathaniel", "Nayan",
    "Nevaeh", "Ngozi", "Niamh", "Nico", "Nicole", "Nikhil", "Nikita", "Nikola", "Noah", "Oliver", "Olivia",
    "Oliwia", "Oliwier", "Ollie", "Oluwaseun", "Omar", "Orla", "Oscar", "Osian", "Oskar", "Otis", "Ottilie", "Owen",
    "Paige", "Parwez", "Penelope", "Phoebe", "Piotr", "Pola", "Poppy", "Priya", "Rafael", "Rahim", "Ralph", "Rania",
    "Rashid", "Rayan", "Rayyan", "Razvan", "Rebecca", "Reece", "Reggie", "Reuben", "Rhys", "Riley", "Riya", "Robyn",
    "Rocco", "Rohan", "Roksana", "Ronnie", "Rory", "Rosie", "Ruby", "Rupert", "Ryan", "Safa", "Sahra", "Sakura",
    "Sam", "Samantha", "Samira", "Samuel", "Sanjay", "Saoirse", "Sara", "Sarah", "Sebastian", "Selam", "Seren",
    "Seth", "Shania", "Shay", "Shayla", "Sienna", "Simran", "Sinead", "Siobhan", "Sofia", "Solomiia", "Sophia",
    "Sophie", "Soraya", "Stanley", "Stefan", "Sumaya", "Sumayyah", "Szymon", "Tahira", "Taiwo", "Tamika", "Tariq",
    "Teddy", "Tegan", "Temi", "Thandiwe", "Thea", "Theo", "Theodore", "Thomas", "Tia", "Tiernan", "Tilly", "Tobi",
    "Tobias", "Toby", "Tom", "Tomasz", "Tommy", "Tunde", "Tyler", "Tyrell", "Tyrese", "Tyrone", "Umar", "Usman",
    "Uzair", "Vihaan", "Vlad", "Warsame", "Wiktor", "Wiktoria", "William", "Xanthe", "Yahya", "Yared", "Yasmin",
    "Yonas", "Yousef", "Yusra", "Yusuf", "Zac", "Zachary", "Zahra", "Zain", "Zainab", "Zainabu", "Zak", "Zara",
    "Zayn", "Zaynab", "Zeynep", "Ziad", "Zoe", "Zofia", "Zoya", "Zuhra", "Zuzanna",
})  # fmt: skip
# Names of schools begin so, and so do those of staff, who are named by what they are.
_OF_A_SCHOOL = Pattern(
    r"(?:\b(?:S(?:t|aint)s?\.?|King|Queen|Prince|Princess|Lord|Lady|Sir) [A-Z][a-z]{1,20})"
    r"|\b[A-Z][\w'\u2019-]{1,20}(?: [A-Z][\w'\u2019-]{1,20}){0,2} (?:Primary|Infants?|Juniors?|High|Secondary|Special"
    r"|School|Academy|College|Nursery|House|Centre|Trust|Road|Street|Lodge|Grange|Manor|Farm|Court|Avenue|Grove"
    r"|Site|Base"
    r"|Unit|Hub|Ltd|Limited|LLP|plc|Hospital|Associates|Consult\w{2,5}|Partners|Foundation)\b"
)
OF_STAFF = Pattern(
    r"(?i:\b(?:mr|mrs|ms|miss|dr|cllr|prof|teachers?|heads?|headteachers?|sencos?|leads?|leaders?|managers?|officers?"
    r"|advis[eo]rs?|co-?ordinators?|consultants?|directors?|governors?|assistants?|tutors?|psychologists?|therapists?"
    r"|caseworkers?|colleagues?|chairs?|owner|deputy)\b)"
)
_TITLE = r"(?i:mrs?|ms|miss|mx|dr|cllr|councillor|prof|professor|revd?|sir|lady)\b\.?"
_OF_A_NAME = r"[A-Z][\w'\u2019-]{0,30}"
# Somebody by a title and a surname: of staff or not, and not whose first name stands elsewhere.
TITLED = Pattern(
    rf"\b{_TITLE} (?:(?:and|&) {_TITLE} )?(?:(?:[A-Z]\.? ?){{1,2}} |{_OF_A_NAME} (?!(?i:rang|wrote|about|re|has)\b))?"
    rf"{_OF_A_NAME}"
)
_WORD = Pattern(r"[A-Z][a-z]{1,40}")
_SURNAME = r"(?: [A-Z][\w'\u2019-]{0,20})?"
# Whoever has these is a child.
FAMILY = (
    r"['\u2019]s (?:mum|dad|mother|father|parents?|carers?|family|nan|gran\w{0,6}|placement|ehcp|EHCP|EHC plan|tribunal"
    r"|appeal)\b(?! (?:teams?|papers?|dashboards?|reports?|polic(?:y|ies)|data|tracker|process|backlog|panel"
    r"|budget|audit|lead"
    r"|officer|training)\b)"
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
# What a member of staff is given instead: a place on a board, a seat at a meeting.
_BODY = (
    r"(?:board|panel|(?:steering |working |task |user |project )?group|committee|forum|course|programme|network"
    r"|training|rota|working party|task force)"
)
_OCCASION = r"(?:training|conference|workshop|course|event|briefing|seminar|summit|away ?day|awards?|meeting|session)"
AMONG_STAFF = Pattern(
    rf"{_SURNAME} (?:on (?:the|a|our|this|any) (?:[\w'\u2019-]{{2,14}} ){{0,2}}?{_BODY}\b"
    rf"|(?:at|in|to|for) (?:the|a|our|this|next) (?:[\w'\u2019-]{{2,14}} ){{0,2}}?{_OCCASION}\b"
    r"|to (?:print|sign|read|circulate|check|chair|send|attend the)\b)"
)
_LONGEST_BEFORE = 30
# What the file of one child is called, after the child.
_OF_ONE_CHILD = r"ehcp?|ehc plan|annual review|pep|chronology|case notes?|referral|assessment|statement of need"


def after_a_name(telling: str, school: str) -> Pattern:
    """Finds, from the end of a first name on, what tells of a child: this, whose family it is, or what befell it."""
    befell = (
        rf"(?: at (?:{school}))?"
        r" (?:(?:has|was|is|been|will|be|to|permanently|temporarily|not|still|a|an) ){0,4}(?:excluded|suspended|on roll"
        r"|refused (?:a|an|his|her) (?:\w{3,12} )?place\b(?! on\b)"
        r"|out of school(?! (?:visit|hour|club|provision|offer))|without a place"
        r"|(?:awaiting|waiting for) (?:(?:a|an|his|her) )?(?:(?:autism|asd|adhd) (?:assess|diagnos)|ehc (?:assess|plan)"
        r"|(?:school )?place(?:ment)?\b(?! on\b))"
        r"|(?:attends?|attending|moves? to|moved to|moving to|starts? at|started at|starting at"
        rf"|placed at) (?:{school}))"
    )
    called = rf"[ _-][A-Z][\w'\u2019]{{1,20}}[ _-](?:\w{{1,12}}[ _-])?(?i:{_OF_ONE_CHILD})"
    document = rf"{called}[^\\/]{{0,30}}\.[a-z]{{3,4}}\b"
    return Pattern(rf"{_SURNAME}(?:{FAMILY}|{_BETWEEN}(?:{telling})|(?i:{befell}))|{document}")


def names_a_child(sentence: str, after: Pattern) -> bool:
    """Whether a child's first name stands beside what tells of one, not in a school's name nor with what staff are."""
    words = _WORD.findall(sentence)
    if GIVEN_NAMES.isdisjoint(words):
        return False
    named = without_titled(sentence)
    if OF_STAFF.search(named):
        return False
    plain = without_schools(named)
    found = (match for match in _WORD.finditer(plain) if match[0] in GIVEN_NAMES)
    return any(after.match(sentence, match.end()) or _is_of(sentence, match) for match in found)


def without_schools(sentence: str) -> str:
    """A sentence with blanks where schools, houses and firms are named after somebody, as long as it was."""
    return _OF_A_SCHOOL.sub(lambda school: " " * len(school[0]), sentence)


def without_titled(sentence: str) -> str:
    """A sentence with blanks where somebody is named by a title, as long as it was."""
    return TITLED.sub(lambda titled: " " * len(titled[0]), sentence)


def _is_of(sentence: str, name: re.Match[str]) -> bool:
    """Whether what stands before a name is done for a child, or befalls one."""
    before = sentence[max(0, name.start() - _LONGEST_BEFORE) : name.start()]
    return BEFORE_A_NAME.search(before) is not None and not AMONG_STAFF.match(sentence, name.end())
