"""The prompt list of risks: what is mentioned, what is not, and what a council adds."""

from __future__ import annotations

from examples import programme
from xl_send.rules import all_rules, check
from xl_send.rules.risks.prompts import Theme, common_themes, own_themes, themes_not_mentioned

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
    missing = {theme.name for theme in themes_not_mentioned(found.submissions)}
    assert "Educational psychologist capacity" not in missing
    assert "SENCO capacity" in missing


def test_a_council_adds_its_own_themes_on_the_lists_sheet() -> None:
    lists = "Lists, as it lies:\n| Cohorts | Risk themes |\n| --- | --- |\n| Post-16 | Flooding: flood; river |\n"
    lists += "| Early years | |\n"
    for risk, asked in (("the trial slips", True), ("the river rises", False)):
        found, _ = programme(RISKS.replace("the trial slips", risk) + lists)
        names = {theme.name for theme in themes_not_mentioned(found.submissions)}
        assert ("Flooding" in names) == asked
        assert found.submissions[0].own_lists["Cohorts"] == ("Post-16", "Early years")
        assert len(found.submissions[0].own_lists["Risk themes"]) == 1


def test_a_theme_without_words_is_its_own_word() -> None:
    assert own_themes(["Rural isolation"])[0].mentioned_in("because of rural isolation")


def _register(workbook: str, code: str, risks: int) -> str:
    rows = "".join(f"| {code}-R0{number} | Risk {number} |\n" for number in range(1, risks + 1))
    streams = f"{workbook} Workstreams:\n| Code |\n| --- |\n| {code} |\n"
    return f"{streams}\n{workbook} Risks:\n| ID | Risk |\n| --- | --- |\n{rows}"


def test_several_registers_are_told_of_once_and_one_may_speak_for_all() -> None:
    asked = all_rules()["RP01"]
    found, _ = programme(_register("north.xlsx", "NOR", 3) + _register("south.xlsx", "SOU", 2))
    (told,) = check(found, [asked])
    assert told.cell.workbook == "north.xlsx"
    assert [related.cell.workbook for related in told.related] == ["south.xlsx"]
    assert "none of these 2 registers mentions: " in told.message
    assert "SENCO" in told.message
    missing = themes_not_mentioned(found.submissions)
    assert "SENCO" in "".join(theme.name for theme in missing)
    assert not [theme.name for theme in missing if theme.name not in f"{told.message} {told.fix}"]
    spoken = _register("south.xlsx", "SOU", 2).replace("Risk 1", "SENCO time is short")
    found, _ = programme(_register("north.xlsx", "NOR", 3) + spoken)
    assert "SENCO" not in " ".join(finding.message for finding in check(found, [asked]))


def test_a_register_that_mentions_every_theme_is_left_alone() -> None:
    words = ", ".join(theme.words[0] for theme in common_themes())
    registers = _register("north.xlsx", "NOR", 5).replace("Risk 1", words) + _register("south.xlsx", "SOU", 1)
    found, _ = programme(registers)
    assert not check(found, [all_rules()["RP01"]])
