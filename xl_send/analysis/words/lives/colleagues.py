"""The private lives of colleagues: what they suffer, whom they lost, what their employer holds against them."""

from __future__ import annotations

from functools import cache

from xl_send.analysis.words.given_names import GIVEN_NAMES, without_schools
from xl_send.analysis.words.lives.matters import BEREFT, ILLNESS, IS_ILL, NO_SERVICE, OF_HEALTH, title_words
from xl_send.analysis.words.shorthand.names_of_people import is_of_no_person
from xl_send.patterns import Pattern

# First names that colleagues have and few children: beside what is private they are of somebody at work.
# Source: the most frequent names of births in England and Wales in 1954 to 1994 (Office for National Statistics), with
# their short forms and those of families that came later. Those that are months or words of the trade are left out.
# One text, as few returns need it: a set of so many words would be made each time.
_OF_ADULTS = (
    "Adrian Aileen Alan Alastair Alexandra Alison Allan Alun Ama Amanda Amit Andrea Andrew Andy Angela Angie Anil "
    "Anita Ann Anne Annette Anthony Antonia Anwen Arun Ashley Audrey Ayse Baljit Barbara Barry Becky Bernadette "
    "Bernard Bernie Beryl Bethan Bev Beverley Brenda Brian Bridget Bronwen Bruce Carl Carla Carly Carol Carole "
    "Caroline Carolyn Cath Catherine Cathy Ceri Chantelle Charlene Cheryl Chinedu Chinwe Chris Chrissie Christina "
    "Christine Christopher Claire Clare Clive Colette Colin Craig Damian Damien Danielle Darren Dave Dawn Dean Deb "
    "Debbie Deborah Debra Deepak Denise Dennis Derek Diana Diane Donna Doreen Dorothy Doug Duncan Eileen Elaine "
    "Elizabeth Eric Eve Ewa Farzana Fiona Frances Frank Fred Funmi Gail Gareth Garry Gary Gavin Gaynor Gemma Geoff "
    "Geoffrey Geraldine Gerry Gill Gillian Glen Glenda Gordon Graeme Graham Grazyna Greg Gwen Hayley Hazel Heather "
    "Helen Helena Hilary Howard Huw Iain Ian Imran Irene Jackie Jacqueline Jacqui Jan Jane Janet Janice Janine "
    "Jasvinder Jayne Jean Jeanette Jeff Jen Jennifer Jenny Jeremy Jill Jim Jo Joan Joanna Joanne Jodie Johanna John "
    "Jon Joyce Judith Judy Julia Julian Julie Justin Karen Karl Kate Kath Katherine Kathleen Kathryn Kathy Kay "
    "Keith Kelly Ken Kenneth Kerry Kevin Kim Kirsten Kirsty Krzysztof Kuldip Kwesi Laura Leanne Lee Lesley Leslie "
    "Lianne Linda Lindsay Lindsey Lisa Liz Lorna Lorraine Louise Lyn Lynda Lynn Lynne Magda Maggie Malcolm "
    "Malgorzata Mandeep Mandy Marcus Margaret Marian Marie Marilyn Marion Mark Martin Martyn Mary Matt Maureen "
    "Maxine Mel Melanie Melissa Michaela Michelle Mick Mike Mohammad Mohan Moira Monica Monika Nadine Naomi Nasreen "
    "Natalie Natasha Nazia Neil Nicholas Nick Nicky Nicola Nigel Nina Nisha Nora Norman Olga Pam Pamela Pat "
    "Patricia Patrick Paul Paula Pauline Pawel Penny Pete Peter Phil Philip Philippa Phillip Pippa Rachael Rachel "
    "Rajesh Ravi Ray Raymond Rhian Richard Rita Rizwan Rob Robert Roger Ron Ros Rosemary Ross Roy Rukhsana Russell "
    "Ruth Saima Sally Sandra Sandy Sangeeta Sanjeev Scott Sean Shabana Shahid Sharon Shaun Shazia Sheila Shelley "
    "Shirley Simon Sonia Stacey Stella Stephanie Stephen Steve Steven Stuart Sue Sunita Susan Suzanne Sylvia Tahir "
    "Tanya Tara Ted Teresa Terry Theresa Tim Timothy Tina Tony Tracey Tracy Trevor Trish Ursula Val Valerie Vanessa "
    "Vera Vicky Victoria Vincent Vivien Wayne Wendy Yetunde Yvette Yvonne "
)


@cache
def _first_names() -> frozenset[str]:
    """First names that people at work have: those of children too."""
    return GIVEN_NAMES.union(_OF_ADULTS.split())


_SENTENCE = Pattern(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])[.!?;]\s|\n")
# Without one of these no colleague's life is told.
_OF_WORK = frozenset({
    "Investigation", "Investigated", "Disciplinary", "Capability", "Warning", "Grievance", "Suspended", "Dismissed",
    "Sacked", "Misconduct", "Occupational", "Visa", "Deported", "Asylum", "Permit", "Sponsorship", "Deportation",
    "Remain", "Arrested", "Absence", "Harassment", "Bullying", "Wellbeing", "Allegation", "Allegations",
})  # fmt: skip
# Said behind a name: "(on phased return, depression)".
_OF_AN_ABSENCE = frozenset({"Phased", "Sick", "Sickness", "Unwell", "Lts", "Stress"})
_OF_HEALTH_OR_WORK = OF_HEALTH | _OF_WORK
_NEEDED = _OF_HEALTH_OR_WORK | _OF_AN_ABSENCE
_HEALTH = Pattern(rf"{IS_ILL}|{BEREFT}")
_EMPLOYER = (
    r"(?:under (?:\w{2,12} )?investigation|(?:being|been) (?:investigated|disciplined)\b|(?:facing|on|in"
    r"|through|under|at|"
    r"has|had|for|to) (?:an? |his |her |the )?(?:\w{2,10} )?(?:disciplinary|capability (?:meeting|hearing|process"
    r"|procedure|stage|plan)|gross misconduct|(?:final )?written warning|final warning|occupational health"
    r"|sickness (?:absence )?(?:meeting|review|warning))\b"
    r"|(?:been|was|is|got|gets) (?:suspended|dismissed|sacked|arrested)\b|\bsuspended (?:pending|while|until"
    r"|over|after)"
    r"|(?:raised|lodged|brought|put in|has) (?:a|her|his) grievance\b)"
)
_VISA = (
    r"(?:(?:his|her|their|['\u2019]s) (?:work |skilled worker |student )?(?:visa|work permit|sponsorship"
    r"|leave to remain"
    r"|asylum claim|right to work|immigration status|deportation)\b|(?:is |was |be |being )deported)"
)
_ABSENT = (
    r"(?:(?i:(?:on )?(?:a )?phased return(?! to (?:school|class|lessons|education|mainstream|learning))"
    r"|(?:on )?(?:long[- ]term )?sick(?:ness)?(?: leave)?"
    r"(?! (?:cover|pay|absence|polic\w{1,3}|rates?|days?|levels?|notes?))"
    r"|(?:on )?(?:long[- ]term )?stress leave|signed off (?:work|sick|by (?:his|her|the) (?:GP|doctor))"
    r"|unwell)|LTS)\b"
)
_PARTLY = (
    r"(?i:reduced hours|half[- ]time|part[- ]time|light duties|back|returning|returned|recovering|off|away|unwell"
    r"|since|after|following|due to|because of|phased return)"
)
_BEHIND = r"(?: ?\(|,| -| \u2013|:) ?(?:(?:currently|now|is|still|0\.\d|[a-z-]{2,9})[ ,]{1,2}){0,2}?"
_ABSENT_BEHIND = Pattern(rf"{_BEHIND}{_ABSENT}{NO_SERVICE}")
_ILL_BEHIND = Pattern(
    rf"{_BEHIND}(?:{_PARTLY}\b[^.;()\n]{{0,20}}?\b"
    rf"|signed off,? (?:with |due to |because of )?(?!hospital|surgery)(?:\w{{2,8}} )?)(?i:{ILLNESS})\b{NO_SERVICE}"
)
_RETURNS = Pattern(
    r"\b(?:is|was|remains|now|still|be) (?:now |still |currently )?(?:on|having|doing) (?:a |her |his )?phased return\b"
    r"(?! to (?:school|class|lessons|education|mainstream|learning))"
)
_RETURNING = Pattern(r"\b[Pp]hased return (?:for|of) (?P<name>[A-Z][a-z]{1,20})\b")
_COVERED = Pattern(r"(?i)\bcover\w{0,3}\b")
_TWO_NAMES = Pattern(r"\b([A-Z][a-z'\u2019-]{1,20}) ([A-Z][\w'\u2019-]{1,25})$")
_AT_WORK = Pattern(rf"\b{_EMPLOYER}{NO_SERVICE}|{_VISA}")
# What is said before the name: "Grievance lodged by Alison", "Visa refused for the new therapist Chidinma".
_BEFORE = Pattern(
    r"\b(?i:grievance|disciplinary(?: (?:hearing|meeting|case|action))?|capability(?: (?:meeting|hearing"
    r"|process|plan))?"
    r"|allegations?|harassment|bullying|misconduct|occupational health(?: (?:referral|report))?|sickness (?:absence )?"
    r"(?:meeting|review)|wellbeing meeting)(?: [a-z]{2,12}){0,3}? (?:by|with|against|for|about|into|from|re:?)"
    r" (?:our |the )?(?:[A-Za-z]{2,10} )?(?P<name>[A-Z][a-z]{1,20})\b"
)
_PERMIT = Pattern(
    r"\b(?i:visa|work permit|sponsorship|leave to remain)(?: (?:was|is|has been|application))?"
    r" (?:refused|expire[sd]|runs out|ran out|turned down|revoked|rejected|withdrawn|ends) (?:for|by|on) "
    r"(?:our|the|[A-Z])[^.;\n]{0,30}\b(?P<name>[A-Z][a-z]{2,20})\b"
)
_POST = (
    r"(?i:head of [a-z]{2,12}|director|sencos?|senco|(?:[a-z]{2,12} )?(?:lead|trainer|coach|mentor|tutor|practitioner"
    r"|commissioner|planner|solicitor|surveyor|clerk|nurse)|manager|headteacher|head|ep|salt|ot|hlta|ta"
    r"|dco|dsco|sro|owner|analyst|accountant|adviser|advisor|co-?ordinator|caseworker|case officer|officer|teacher"
    r"|psychologist|therapist|administrator|deputy|chair|project officer)"
)
_NOT_ANY = r"(?<!\ba )(?<!\ban )(?<!\bA )(?<!\bno )(?<!\bany )(?<!\bone )(?<!each )(?<!very )(?<!\bper )(?<!\bOne )"
_WHO = Pattern(
    rf"(?:^|[,:;(\u2013-] ?|\b(?:[Oo]ur|[Tt]he|[Mm]y|[Tt]heir|as|because|since|while|and|but|when) )(?:new "
    rf"|only |current )?"
    rf"{_NOT_ANY}{_POST}(?: (?:at|for|in|from|on) (?:the )?[A-Z][\w'\u2019-]{{1,20}}(?: [A-Z][\w'\u2019-]{{1,20}})?)?"
    r"(?:,? (?:who|and|she|he))?(?: [a-z]{2,10}){0,2}? ?$"
)
_TITLED = Pattern(r"\b(?:Mrs?|Ms|Miss|Mx|Dr)\b\.? [A-Z][\w'\u2019-]{1,25}")
_NAMED = Pattern(r"\b[A-Z][a-z]{1,20}\b(?! (?:Road|Street|Lane|House|School|Academy|Ward|Hospital)\b)")
_WITHIN = 90


def tells_of_a_colleague(text: str) -> bool:
    """Whether what is private in the life of somebody at work is told, with a name or of a post that one holds."""
    words = title_words(text)
    sentences = () if _NEEDED.isdisjoint(words) else _SENTENCE.split(text)
    if not _OF_AN_ABSENCE.isdisjoint(words) and any(map(_is_absent, sentences)):
        return True
    if _OF_HEALTH_OR_WORK.isdisjoint(words):
        return False
    return any(map(_is_told, sentences))


def _is_told(sentence: str) -> bool:
    plain = without_schools(sentence)
    for pattern in (_BEFORE, _PERMIT):
        for found in pattern.finditer(plain):
            if found["name"] in _first_names() or pattern is _PERMIT:
                return True
    for found in _AT_WORK.finditer(plain):
        if _is_somebody(plain[max(0, found.start() - _WITHIN) : found.start()]):
            return True
    if _is_said_behind_a_name(_ILL_BEHIND, plain):
        return True
    for found in _HEALTH.finditer(plain):
        before = plain[max(0, found.start() - _WITHIN) : found.start()]
        if _is_somebody(before) or _WHO.search(before):
            return True
    return False


def _is_absent(sentence: str) -> bool:
    """Whether somebody by name is said to be off sick, or back by degrees."""
    plain = without_schools(sentence)
    if _is_said_behind_a_name(_ABSENT_BEHIND, plain):
        return True
    found = _RETURNING.search(plain)
    if found and found["name"] in _first_names():
        return True
    return any(_is_somebody(plain[max(0, one.start() - _WITHIN) : one.start()]) for one in _RETURNS.finditer(plain))


def _is_said_behind_a_name(told: Pattern, plain: str) -> bool:
    """Whether right behind somebody's name, as in the cell of an owner, stands that the bearer is or was ill."""
    for found in told.finditer(plain):
        name = _TWO_NAMES.search(plain[: found.start()])
        if name and not _COVERED.search(found[0]) and not (is_of_no_person(name[1]) or is_of_no_person(name[2])):
            return True
    return False


def _is_somebody(before: str) -> bool:
    """Whether somebody is named by a first name or a title shortly before."""
    return _TITLED.search(before) is not None or any(name[0] in _first_names() for name in _NAMED.finditer(before))
