"""The reference page of rules, from the catalogue: what each asks, why, and its examples."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

from xl_send.rules import Rule, all_rules

_INTRODUCTION = """# Rules

What is looked at in every workbook. Each finding ends in the id of its rule, and each rule stands here with
what must hold, why, what the finding says, and examples. The cell in bold is the one a finding points at.
Columns that an example leaves out are filled in properly.

| | |
| --- | --- |
| error | must be put right |
| query | confirm it or explain it |
| advice | consider it |

A rule can be silenced in a workbook, with a reason and a last day, on its Thresholds sheet.
"""

# What each pair of letters is about, in the order of the page.
FAMILIES: Mapping[str, str] = {
    "WB": "Cells",
    "SH": "Sheets and columns",
    "RF": "Ids and references",
    "PR": "The programme and its workstreams",
    "MS": "Milestones",
    "MQ": "What makes a good milestone",
    "MC": "Milestones and the calendar",
    "OW": "Owners",
    "WM": "Colours other than the dates and figures compute",
    "CM": "Commentary",
    "KP": "KPIs",
    "EX": "Expectations",
    "AC": "Actuals",
    "UN": "Units and sizes of figures",
    "RK": "Risks",
    "RP": "Risks that others met",
    "ID": "Interdependencies",
    "RS": "Diagnostics and resources",
    "MN": "Money and benefits",
    "GV": "Forums, meetings and the calendar",
    "IS": "Issues and decisions",
    "PD": "Personal data",
    "EP": "Explanations of findings",
    "TH": "Thresholds and what differs between workbooks",
    "CF": "Conflicts between workstreams",
}

# Words that a message takes only where there is something to add.
_CLAUSES = frozenset({"then", "meant", "such", "reading", "older", "aside", "passed", "twin", "same"})
_CULPRIT = re.compile(r"\| <([^>|]*)>(?= \|)")
_CULPRIT_SHEET = re.compile(r"^<(.*)>:$", re.MULTILINE)
_SHEET = re.compile(r"^((?:\S+\.xlsx )?(?:Without )?[A-Z][^|.]*):$", re.MULTILINE)


def rules_page() -> str:
    """The page in Markdown."""
    rules = all_rules()
    unnamed = {rule_id[:2] for rule_id in rules} - set(FAMILIES)
    if unnamed:
        message = f"These families of rules have no heading: {sorted(unnamed)}"
        raise ValueError(message)
    families = [letters for letters in FAMILIES if any(rule_id.startswith(letters) for rule_id in rules)]
    sections = [_family(letters, [rules[rule] for rule in rules if rule.startswith(letters)]) for letters in families]
    return "\n".join([_INTRODUCTION, _contents(families), *sections])


def _contents(families: list[str]) -> str:
    return (
        "\n".join(f"- [{FAMILIES[letters]}](#{_anchor(FAMILIES[letters])}) ({letters})" for letters in families) + "\n"
    )


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", heading.casefold()).replace(" ", "-")


def _family(letters: str, rules: list[Rule]) -> str:
    return "\n".join([f"## {FAMILIES[letters]}\n", *map(_section, rules)])


def _section(rule: Rule) -> str:
    text = inspect.cleandoc(rule.documentation)
    truth, _, examples = text.partition("**Fails**")
    title = rule.name.replace("_", " ").capitalize()
    said = f"> {_shown(rule.message)}\n>\n> {_shown(rule.fix)}"
    lines = [
        f'<a id="{rule.id.lower()}"></a>\n',
        f"### {rule.id} {title} ({rule.severity})\n",
        f"{truth.strip()}\n",
        f"{said}\n",
        _examples(f"**Fails**{examples}"),
    ]
    return "\n".join(lines)


def _shown(template: str) -> str:
    """A message as a sentence; a word that differs from finding to finding stands in italics."""
    return re.sub(r"\{(\w+)\}", lambda match: "" if _is_clause(match) else f"*{match[1]}*", template)


def _is_clause(match: re.Match[str]) -> bool:
    """Whether a word of these names stands beside a sentence; within one it is a word like any other."""
    before = match.string[: match.start()]
    within = before.endswith(" ") and not before.rstrip().endswith(".")
    return match[1] in _CLAUSES and not within


def _examples(text: str) -> str:
    """Tables need a blank line before them; culprits stand in bold, since angle brackets would vanish."""
    bold = _CULPRIT.sub(lambda match: f"| **{match[1] or '(blank)'}**", text)
    bold = _CULPRIT_SHEET.sub(r"***\1***\n", bold)
    return _SHEET.sub(r"*\1*\n", bold).strip() + "\n"
