"""Identifiers are told from other figures: what a hurried officer types, and what only looks like it."""

from __future__ import annotations

from re import _constants, _parser  # type: ignore[attr-defined]

import pytest

from xl_send.analysis.words import (
    addresses,
    births,
    case_numbers,
    child_needs,
    children,
    given_names,
    identifiers,
)
from xl_send.analysis.words.identifiers import detect, detect_in_number
from xl_send.analysis.words.lives import colleagues, households, matters
from xl_send.analysis.words.shorthand import (
    after_names,
    conditions,
    families,
    lists,
    names_of_people,
    persons,
    rows,
    telling,
    traces,
)
from xl_send.patterns import Pattern
from xl_send.reading.markdown import book_of
from xl_send.xlsx.template.example import example_texts

PERSONAL = [
    ("upn", "see A123456789012 or B801200005001"),
    ("nhs", "NHS no. 943-476-5919"),
    ("nino", "CE 12 34 56 A"),
    ("birth", "d.o.b. 3/4/15"),
    ("birth", "born 12 May 2014"),
    ("birth", "A boy of our service was born on 3 May 2015"),
    ("birth", "In the nurture group, born 3 May 2015"),
    ("postcode", "moved to SW1A 2AA"),
    ("postcode", "moved to M1 1AE."),
    ("email", "write to jo.bloggs@council.example"),
    ("phone", "ring 020 7946 0000"),
    ("phone", "ring (01632) 960 001"),
    ("phone", "ring 07700 900123"),
    ("child", "A year 5 girl at Larkfield Academy uses a wheelchair."),
    ("child", "Awaiting consent from Mrs Okafor, parent of a child at Otterbank Nursery School"),
    ("child", "Kayden's placement agreed at Hilltop School"),
    ("illness", "Reports wait: Sarah Khan has been off work with stress since May"),
    ("upn", "UPN: B 8012 0000 5001"),
    ("birth", "Date of birth: March 2016"),
    ("birth", "her birthday is 3 June 2015"),
    ("email", "write to jo.bloggs [at] council.example"),
    ("house", "The pupil at 5 Oak Drive has no seat"),
    ("house", "Flat 3, 14 Elm Road"),
    ("case", "Capita ONE 548213 not updated"),
    ("case", "Case number SEN/2024/0123"),
    ("child", "Jack Smith at Hillside School has been excluded"),
    ("postcode", "Child lives near Hillside School, EX4 3PL"),
    ("postcode", "Larkfield Academy: transport from LE3 9QQ agreed"),
    ("postcode", "Route from Hillside School to LE3 9QQ is late"),
    ("phone", "ring 0044 7700 900123"),
    ("nhs", "9434765919"),
    ("child", "A year six girl at Larkfield Academy uses a wheelchair."),
]
HARMLESS = [
    "send.team@council.example answers; SENDIASS on 0300 123 4567; purchase order 0163296012; 01 09 2026 31 08 2027",
    "Ashcombe Primary, 12 Mill Lane, EX4 3PL, has joined; board meets at County Hall, EX2 4QD; Y1 2EY settings to come",
    "Babies born in Jan 2026; summer-born children (born 1 April to 31 August); cohort born 2019-20",
    "Case load number 120; LGSCO decision 23 012 345; use case 1234; change request CR-0123",
    "Data Analyst is off sick; Sarah Khan is on the panel for the stress survey",
    "St George's placement panel agreed the plan",
    "Mrs Okafor, parent carer forum chair, spoke at the board",
    "Cost code 0123456, 2,500 pounds, 1 September 2026 to 31 August 2027",
    "Board minutes, 9 July 2026, item 5; TRN-M07+10, TRN-M08",
    "20-week timeliness rose from 46.4% to 50.3% (n = 1,204)",
    "Year 6 pupils with autism at Larkfield Academy met their key workers",
    "DSG grant 2026-27 of 1000000 pounds, account 12345678",
    "Contract ref 2026/0411/00017; tender closes 12/03/2027",
    "KS2 and KS3, Y7 and Y8, SEN2 2026",
    "Sarah to send the Year 6 list to schools by Friday, 12 December",
    "Jack Smith, Year 6 lead at Dunmere Primary, has agreed",
    "Oliver Goldsmith Primary School has a Year 6 group of 30",
    "Tom Brown has asked Year 6 teachers for returns",
    "Link workers at Larkfield Academy meet autistic pupils and their families in the new year",
]


@pytest.mark.parametrize(("name", "text"), PERSONAL)
def test_what_names_a_person_is_found(name: str, text: str) -> None:
    assert name in detect(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_a_programme_writes_every_day_is_left_alone(text: str) -> None:
    assert not detect(text)


ONE_CHILD = [
    "Because Jack in Y6 at Dunmere Primary has moved twice, his profile may be lost",
    "Placement for Mia Jones, Year 9, has broken down",
    "Dylan's mum has appealed",
    "Tyler has ADHD and is out of school",
    "Jayden, 9, is out of school",
    "Y6 pupil with autism, no place",
    "Y6 ASD boy awaiting placement",
    "y6 asd boy waits",
    "10 yr old with SEMH refused a place by two schools",
    "10-year-old, SLCN, tribunal in March",
    "Nine-year-old with ADHD excluded from Larkfield Academy",
    "10yo at Larkfield Academy not attending",
    "The twins at Ashcombe Primary still have no place",
    "the twins (Y4, ASC) start in September",
    "Two of the eight are autistic girls in Year 9 at Meadowgate School",
    "Three boys with ADHD at Meadowgate School wait for transport",
    "Both sisters are deaf and go to Fernlow Primary",
    "Four pupils with Down's syndrome start in Year 5 at Oak School",
    "J.S. (Year 9, SEMH) permanently excluded",
    "J.B. (PMLD) skewed October",
    "Met the mother of K.O., aged nine, at Gorsefield",
    "JS, Y9, SEMH, out of education since May",
    "Pupil AB with PMLD needs transport",
    "Ashcombe Primary: ASD, out of school since May",
    "Year 6 VI at Ashcombe Primary, equipment late",
    "One pupil with PMLD at Beech Hill School waits",
    "the Y3 child with MLD at Larkfield Academy",
    "A boy with autism waits",
    "First child, a boy in Y2 at Keldside, starts part time that week",
    "The girl, 9 years old, at Marlowe has moved",
    "Pupil with diabetes at Oak Primary",
    "A pupil with Rett syndrome at Oak Primary",
    "He has Down's and goes to Larkfield School",
    "One pupil with hemiplegia at Marlowe School",
    "Delay: Y6 child, ASD, Ashcombe Primary.",
    "St Mary's Primary lad, 8 y/o, SLD",
    "Child A, Year 9, autism, Larkfield Academy",
    "One child, MSI, at Ashcombe Primary",
    "Her son (SpLD) was refused at Larkfield Academy",
    "The twins at Larkfield",
    "Larkfield's only wheelchair user in Y2",
    "Little lad at Larkfield with ADHD",
    "Beech Hill School's only VI pupil",
    "8yo, non-verbal",
    "Yr10 lad w/ ASD, out since May",
    "Y11, 14 y.o. with EBSA",
    "Yr. 4 child, ASC",
    "Year Four child who is autistic",
    "Y6 child with Down syndrome",
    "blind pupil in Year 3",
    "EYFS child with hearing aids at Beech Hill School",
    "looked after child in Year 5 at Larkfield Academy",
    "twin girls in Year 1 with SLCN",
    "triplets starting Reception",
    "KL's tribunal is in March",
    "Child A's mother has appealed",
    "Mrs. Khan's daughter is autistic",
    "Mr and Mrs Smith's son waits",
    "a fourteen-year-old with anxiety",
]
NOBODY = [
    "Two schools have autistic pupils in Year 9, one of them Meadowgate School",
    "Two teachers for pupils with autism start in Year 7 at Meadowgate School",
    "Staff at Oak School trained: two in autism, three in speech, for pupils of Year 3",
    "Twelve pupils with autism in Year 9 at Meadowgate School answered",
    "Two places for pupils with autism in Year 7 at Meadowgate School",
    "ASD pathway",
    "Year 6 transition",
    "Ashcombe Primary has joined. Children aged 9 to 11 take part. Autism training is next",
    "The new SEMH resource base at Ashcombe Primary opens in January",
    "Autism outreach to Beech Hill School in Year 6",
    "Beech Hill School is to specialise in SEMH from September 2027",
    "PD for SENCOs at Ashcombe Primary",
    "Larkfield Academy withdrew from the SLCN trial",
    "A child with autism waits 20 weeks on average",
    "Training on diabetes for all schools",
    "Down's syndrome training at Keldside for teachers",
    "Eating disorder pathway agreed with CAMHS",
    "Year 2 boys at Keldside visit",
    "Boys' group in Year 6 at Marlowe",
    "The SENCO at Keldside leads Year 2 work",
    "Year 6 to Year 7 transition plans for ASD",
    "Two-year-old SLCN checks",
    "Each child with an EHC plan at Oak School has a named worker",
    "ADHD assessment waiting times",
    "Year 1 of the programme; SEMH places",
    "HI and VI team moves in Year 2",
    "Cost of SEMH in Year 2",
    "The SRO gave her approval to the SEMH plan",
    "Ashcombe Primary EHC plan advice is late",
    "Year 3 SEMH spending",
    "Reduce SEMH exclusions in Y9",
    "SLCN screening of Year 1",
    "10-year-olds with autism",
    "Wheelchair access at Larkfield Academy",
    "Anxiety at Larkfield Academy about the move",
    "Looked after children at Larkfield Academy have a named worker",
    "Children's Services' plan; SEMH lads' groups",
    "Twin-track approach agreed",
    "Child D level data; the LA's tribunal costs",
    "All looked-after pupils in Year 6 with ASC have a plan",
]


@pytest.mark.parametrize("text", ONE_CHILD)
def test_the_trades_shorthand_for_one_child_is_recognised(text: str) -> None:
    assert "child" in detect(text)


@pytest.mark.parametrize("text", NOBODY)
def test_groups_provision_and_programme_years_point_at_nobody(text: str) -> None:
    assert not detect(text)


def test_a_pupil_number_with_a_wrong_check_letter_is_likely_one() -> None:
    assert detect("Case A801200005001") == {"likely upn"}
    assert detect("Case B801200005001") == {"upn"}
    assert not detect("Account A101200005001, item I801200005001")


OF_A_PERSON = [
    (9434765919.0, {"nhs"}),
    (7700900123.0, {"phone"}),
    (9434765918.0, set()),
    (943476591.0, set()),
    (9434765919.5, set()),
]


@pytest.mark.parametrize(("value", "found"), OF_A_PERSON)
def test_a_number_that_excel_made_of_a_persons_is_recognised(value: float, found: set[str]) -> None:
    """A number typed without its spaces, or without the nought that Excel drops."""
    assert detect_in_number(value) == found


def test_the_example_programme_points_at_nobody() -> None:
    books = [book_of(text) for text in example_texts()]
    rows = (cells for found in books for grid in found.grids for _, cells in grid.rows)
    texts = {value for cells in rows for value in cells.values() if isinstance(value, str)}
    assert len(texts) > 1000
    assert [text for text in texts if detect(text)] == []


PATTERNS = [
    pytest.param(found, id=f"{module.__name__.rpartition('.')[2]} {name}")
    for module in (
        *(addresses, births, case_numbers, child_needs, children, given_names, identifiers),
        *(colleagues, households, matters),
        *(after_names, conditions, families, lists, names_of_people, persons, rows, telling, traces),
    )
    for name, value in vars(module).items()
    for found in (value if isinstance(value, tuple) else (value,))
    if isinstance(found, Pattern)
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_can_walk_on_from_where_it_begins(pattern: Pattern) -> None:
    """Every repetition has an end, so what is tried at one place does not grow with the text."""
    assert _longest_repeat(_parser.parse(pattern.pattern, pattern.flags)) <= 64


def _longest_repeat(part: object) -> int:
    """The largest upper bound of any repetition within a parsed pattern; none is larger than its own repetitions."""
    if isinstance(part, tuple) and part and part[0] in {_constants.MAX_REPEAT, _constants.MIN_REPEAT}:
        _, (_, most, inner) = part
        return max(int(most), int(most) * _longest_repeat(inner)) if int(most) else 0
    if isinstance(part, (tuple, list, _parser.SubPattern)):
        return max((_longest_repeat(item) for item in part), default=0)
    return 0


ADVERSARIAL = [
    "Jack ",
    "one (",
    "pupils (Jack, ",
    "J. Holt ",
    "the Holt ",
    "#",
    "a",
    "a@",
    "@",
    "A ",
    "Aa ",
    "1",
    "0 ",
    "nhs ",
    "Y6 ",
    ". ",
    "aged 9 to ",
    "943-476-5919 ",
    "A.B",
    "-",
]


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_a_hundred_thousand_characters_are_looked_at_like_any_others(unit: str) -> None:
    assert isinstance(detect(unit * (100_000 // len(unit))), frozenset)
