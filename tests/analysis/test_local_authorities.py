"""Codes of local authorities: one for each authority with education duties, found only where a name is certain."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from xl_send.analysis.names.local_authorities import (
    authority_coded,
    authority_named,
    local_authorities,
)


def test_there_are_153_of_the_four_kinds() -> None:
    found = local_authorities()
    assert len({one.code for one in found}) == len({one.name for one in found}) == len(found) == 153
    assert Counter(one.code[:3] for one in found) == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}
    assert all(re.fullmatch(r"E\d{8}", code) for one in found for code in (one.code, *one.former))


@pytest.mark.parametrize(
    ("council", "code"),
    [
        ("Kent County Council", "E10000016"),
        ("Kent", "E10000016"),
        ("London Borough of Camden", "E09000007"),
        ("Royal Borough of Kensington & Chelsea", "E09000020"),
        ("Hull City Council", "E06000010"),
        ("Bristol City Council", "E06000023"),
        ("Herefordshire Council", "E06000019"),
        ("Durham County Council", "E06000047"),
        ("City of York Council", "E06000014"),
        ("City of London Corporation", "E09000001"),
        ("Bath & North East Somerset Council", "E06000022"),
        ("Sheffield City Council", "E08000039"),
        ("Westmorland and Furness Council", "E06000064"),
        ("St Helens Borough Council", "E08000013"),
        ("Derby City Council", "E06000015"),
        ("Derbyshire County Council", "E10000007"),
        ("Nottingham City Council", "E06000018"),
        ("Nottinghamshire County Council", "E10000024"),
        ("Royal Borough of Kingston upon Thames", "E09000021"),
        ("Wirral Council", "E08000015"),
    ],
)
def test_a_council_is_found_by_its_name(council: str, code: str) -> None:
    found = authority_named(council)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "council",
    [
        "",
        None,
        "Kingston",
        "Newcastle",
        "Northampton",
        "Cumbria County Council",
        "Example Council",
        "Richmond",
        "Yorkshire",
    ],
)
def test_a_name_that_is_not_certain_is_not_guessed(council: str | None) -> None:
    assert authority_named(council) is None


def test_codes_of_the_past_are_known() -> None:
    found = authority_coded("e08000019")
    assert found is not None
    assert (found.name, found.code) == ("Sheffield", "E08000039")
    assert authority_coded("E07000223") is None
