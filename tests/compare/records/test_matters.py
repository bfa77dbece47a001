"""What a board is to know first."""

from __future__ import annotations

import pytest

from xl_send.compare.records.matters import is_another


@pytest.mark.parametrize(
    ("then", "now", "another"),
    [
        ("How confident children feel about moving", "Profiles read by the form tutor", True),
        ("Outreach team funded by Schools Forum", "Mentors trained in each unit", True),
        ("Outreach offered to all schools", "Outreach offered to secondary schools", False),
        ("Suspensions of pupils with SEN", "Pupils with SEN suspended", False),
        ("", "Mentors trained", False),
        (None, "Mentors trained", False),
    ],
)
def test_an_id_stands_for_something_else_where_titles_share_hardly_a_word(
    then: str | None, now: str, *, another: bool
) -> None:
    assert is_another(then, now) is another
