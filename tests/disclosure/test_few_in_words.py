"""Small numbers of children in words, told from the ages and stages that a service is for."""

from __future__ import annotations

import pytest

from xl_send.disclosure.numbers_in_words import tells_by_place, tells_of_few

FEW = (
    "two pupils", "3 of them", "the twins", "2 to 4 children", "2-4 children", "2\N{EN DASH}4 children",
    "one Year 9 pupil", "two year 6 boys", "last year 3 children were excluded", "two 4-year-olds",
    "only 2 of the 0-25 plans are late", "3 looked after children", "this year 7 pupils moved",
    "in KS2 three pupils wait",
    "five of our Year 7 pupils", "one child waits at the 0 to 25 team", "4 plans for ages 5 to 11",
    "in this phase 2 pupils moved", "two school children", "we saw 5 pupils in year 7", "three pupil reviews are late",
    "two pupil transport routes", "two EHC plans are late",
)  # fmt: skip
OF_AN_AGE = (
    "all 0 to 25 plans", "ages 0 to 25", "the 0-25 SEND service", "0\N{EN DASH}25 plans", "KS2 pupils",
    "Key Stage 2 pupils joined", "post-16 pupils", "post 16 learners", "Year 7 pupils", "Years 5 and 6 pupils",
    "year seven pupils", "3 and 4 year olds", "2-year-olds", "children aged 5 to 11 and their families",
    "aged 5 pupils", "5-11 pupils", "3 weeks per pupil", "six visits to families", "Phase 2 families", "Y5/6 pupils",
    "16 to 19 placements", "two schools and families", "SEND 0-25 cases", "ages 14-25 learners",
)  # fmt: skip


@pytest.mark.parametrize("text", FEW)
def test_a_small_number_of_children_is_recognised(text: str) -> None:
    assert tells_of_few(text, 10)


@pytest.mark.parametrize("text", OF_AN_AGE)
def test_an_age_or_a_stage_is_no_number_of_children(text: str) -> None:
    assert not tells_of_few(text, 10)


BY_PLACE = (
    "Two at the garden centre, one at the hospital laundry", "3 in Hereford and 2 in Ross", "One with ICB; 9 at home",
)  # fmt: skip
NO_PLACES = (
    "Two posts, one at the hospital", "one in May, two in June", "24 at Kingsacre, 30 at Aylestone",
    "One at risk, two at risk", "one in five, two in ten", "Two bases, one at Beech Hill and the other late",
)  # fmt: skip


def test_few_at_each_of_several_places_are_few() -> None:
    assert [text for text in BY_PLACE if not tells_by_place(text, 10)] == []
    assert [text for text in NO_PLACES if tells_by_place(text, 10)] == []
    assert not tells_by_place(BY_PLACE[1], 2)


NUMBERS = {
    0: "nil zero nought none 0", 1: "one single lone 1", 2: "two both pair couple 2", 3: "three trio 3", 4: "four 4",
    5: "five 5", 6: "six 6", 7: "seven 7", 8: "eight 8", 9: "nine 9",
}  # fmt: skip


@pytest.mark.parametrize(("number", "word"), [(number, word) for number in NUMBERS for word in NUMBERS[number].split()])
@pytest.mark.parametrize("words", ["{} pupils", "{} of them", "{} of our young people"])
def test_a_number_is_small_below_the_threshold_and_not_on_it(number: int, word: str, words: str) -> None:
    assert tells_of_few(words.format(word), number + 1)
    assert not tells_of_few(words.format(word), number)
