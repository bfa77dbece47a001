"""The reference page of rules."""

from __future__ import annotations

import re

from xl_send.dev.rules_page import FAMILIES, rules_page
from xl_send.rules import all_rules

PAGE = rules_page()


def test_every_rule_has_its_place_in_order() -> None:
    anchors = re.findall(r'<a id="(\w+)">', PAGE)
    assert sorted(anchors) == sorted(found.lower() for found in all_rules())
    assert [PAGE.index(f"### {found} ") for found in all_rules() if found.startswith("MS")] == sorted(
        PAGE.index(f"### {found} ") for found in all_rules() if found.startswith("MS")
    )


def test_every_family_has_a_heading_in_words() -> None:
    assert {found[:2] for found in all_rules()} <= set(FAMILIES)


def test_every_entry_of_the_contents_leads_to_a_heading() -> None:
    contents = re.findall(r"^- \[(.+?)\]\(#(.+?)\)", PAGE, re.MULTILINE)
    assert len(contents) > len(FAMILIES) / 2
    for heading, anchor in contents:
        assert f"\n## {heading}\n" in PAGE
        assert anchor == heading.casefold().replace(" ", "-").replace(",", "")


def test_no_angle_bracket_is_left_for_a_browser_to_swallow() -> None:
    outside_code = re.sub(r"`[^`]*`", "", PAGE)
    assert not re.findall(r"<(?!/?a\b)", outside_code)


def test_every_table_stands_apart_from_the_line_above() -> None:
    assert not re.search(r"^[^|\n]+\n\| ", PAGE, re.MULTILINE)


def test_a_word_within_a_sentence_is_never_lost() -> None:
    page = rules_page()
    assert "was *meant* meant?" in page
    assert "which is *meant*." in page
    assert "was  meant" not in page


def test_no_page_of_rules_names_a_folder() -> None:
    assert not re.search(r"(?:^|[\s\"(*])(?:/[a-z]+/[a-z]|[A-Z]:\\)", rules_page(), re.MULTILINE)
