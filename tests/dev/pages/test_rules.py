"""The reference pages of rules."""

from __future__ import annotations

import re
from pathlib import Path

from xl_send.dev.build import ROOT
from xl_send.dev.pages.rules import FAMILIES, family_pages, rules_page
from xl_send.rules import all_rules

PAGE, PAGES = rules_page(), family_pages()
ALL = "\n".join([PAGE, *PAGES.values()])


def test_every_rule_is_listed_once_and_leads_to_its_place_in_order() -> None:
    leads = re.findall(r'^\| <a id="(\w+)"></a>\[(\w+)\]\((\S+)#(\w+)\) \| \w+ \| \S.* \|$', PAGE, re.MULTILINE)
    assert [(anchor, name, to) for anchor, name, _, to in leads] == [
        (found.lower(), found, found.lower()) for letters in FAMILIES for found in all_rules() if found[:2] == letters
    ]
    for path, page in PAGES.items():
        here = [anchor for anchor, _, place, _ in leads if f"docs/{place}" == path]
        assert here
        assert re.findall(r'^<a id="(\w+)"></a>$', page, re.MULTILINE) == here


def test_the_repository_has_no_page_of_a_family_that_is_gone() -> None:
    assert {f"docs/rules/{Path(path).name}" for path in (ROOT / "docs" / "rules").iterdir()} == set(PAGES)


def test_every_link_to_a_rule_from_another_page_leads_there() -> None:
    for path in (ROOT / "docs").glob("*.md"):
        for place, anchor in re.findall(r"\(rules/(\w+)\.md#(\w+)\)", path.read_text(encoding="utf-8")):
            assert f'<a id="{anchor}"></a>' in PAGES[f"docs/rules/{place}.md"], path.name


def test_every_family_has_a_heading_in_words() -> None:
    assert {found[:2] for found in all_rules()} <= set(FAMILIES)


def test_every_entry_of_the_contents_leads_to_a_heading() -> None:
    contents = re.findall(r"^- \[(.+?)\]\(#(.+?)\)", PAGE, re.MULTILINE)
    assert len(contents) > len(FAMILIES) / 2
    for heading, anchor in contents:
        assert f"\n## {heading}\n" in PAGE
        assert anchor == heading.casefold().replace(" ", "-").replace(",", "")


def test_no_angle_bracket_is_left_for_a_browser_to_swallow() -> None:
    outside_code = re.sub(r"`[^`]*`", "", ALL)
    assert not re.findall(r"<(?!/?a\b)", outside_code)


def test_every_table_stands_apart_from_the_line_above() -> None:
    assert not re.search(r"^[^|\n]+\n\| ", ALL, re.MULTILINE)


def test_a_word_within_a_sentence_is_never_lost() -> None:
    assert "was *meant* meant?" in ALL
    assert "which is *meant*." in ALL
    assert "was  meant" not in ALL


def test_no_page_of_rules_names_a_folder() -> None:
    assert not re.search(r"(?:^|[\s\"(*])(?:/[a-z]+/[a-z]|[A-Z]:\\)", ALL, re.MULTILINE)
