"""The prompt list of risks: what is mentioned, what is not, and what a council adds."""

from __future__ import annotations

from examples import programme
from xl_send.rules.risk_prompts import Theme, common_themes, own_themes, themes_not_mentioned

RISKS = """
Risks:
| ID | Risk |
| --- | --- |
| TRN-R01 | Because EPs are scarce, advice may wait, so that the first episode of the trial slips |
"""


def test_capacity_comes_first_and_every_theme_says_how_it_may_be_met() -> None:
    themes = common_themes()
    assert len(themes) >= 30
    assert [theme.kind for theme in themes[:6]] == ["Extra capacity"] * 6
    assert all(theme.risk and theme.mitigation and theme.words for theme in themes)


def test_a_short_word_must_stand_by_itself() -> None:
    assert Theme("EPs", ("ep",)).mentioned_in("because eps are scarce")
    assert not Theme("EPs", ("ep",)).mentioned_in("the first episode; keeps steps")


def test_a_theme_that_the_register_mentions_is_not_asked_about() -> None:
    found, _ = programme(RISKS)
    missing = {theme.name for theme in themes_not_mentioned(found.submissions[0])}
    assert "Educational psychologist capacity" not in missing
    assert "SENCO capacity" in missing


def test_a_council_adds_its_own_themes_on_the_lists_sheet() -> None:
    lists = "Lists, as it lies:\n| Cohorts | Risk themes |\n| --- | --- |\n| Post-16 | Flooding: flood; river |\n"
    for risk, asked in (("the trial slips", True), ("the river rises", False)):
        found, _ = programme(RISKS.replace("the trial slips", risk) + lists)
        names = {theme.name for theme in themes_not_mentioned(found.submissions[0])}
        assert ("Flooding" in names) == asked
        assert found.submissions[0].own_lists["Cohorts"] == ("Post-16",)


def test_a_theme_without_words_is_its_own_word() -> None:
    assert own_themes(["Rural isolation"])[0].mentioned_in("because of rural isolation")
