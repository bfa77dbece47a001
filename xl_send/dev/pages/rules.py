"""The reference pages of rules, from the catalogue: a list of all, and of each family what each rule asks and why."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence

from xl_send.rules import Rule, all_rules

_INTRODUCTION = """# Rules

What is looked at in every workbook. Each finding ends in the id of its rule. Each rule stands here with what must
hold; its id leads to why that is asked, what the finding says, and examples.

| | |
| --- | --- |
| error | must be put right |
| query | confirm it or explain it |
| advice | consider it |

A rule can be silenced in a workbook, with a reason and a last day, on its Thresholds sheet.
"""
_OF_A_FAMILY = """# {heading}

[All rules](../rules.md). Of each: what must hold, why, what the finding says, and examples. The cell in bold is the
one a finding points at. Columns that an example leaves out are filled in properly.
"""

# What each pair of letters is about, in the order of the list.
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
    """The list of all rules, in Markdown. Raises `ValueError` for a family without a heading."""
    families = _by_family()
    return "\n".join([_INTRODUCTION, _contents(families), *(_listed(*family) for family in families.items())])


def family_pages() -> Mapping[str, str]:
    """A page in Markdown for each family of rules, by its place below the repository."""
    return {f"docs/{_page(letters)}": _family(letters, rules) for letters, rules in _by_family().items()}


def _by_family() -> Mapping[str, Sequence[Rule]]:
    rules = all_rules()
    unnamed = {rule_id[:2] for rule_id in rules} - set(FAMILIES)
    if unnamed:
        message = f"These families of rules have no heading: {sorted(unnamed)}"
        raise ValueError(message)
    found = {letters: [rules[rule] for rule in rules if rule.startswith(letters)] for letters in FAMILIES}
    return {letters: members for letters, members in found.items() if members}


def _page(letters: str) -> str:
    return f"rules/{letters.lower()}.md"


def _contents(families: Mapping[str, Sequence[Rule]]) -> str:
    lines = (
        f"- [{FAMILIES[letters]}](#{_anchor(FAMILIES[letters])}) ({letters}, {len(rules)})"
        for letters, rules in families.items()
    )
    return "\n".join(lines) + "\n"


def _listed(letters: str, rules: Sequence[Rule]) -> str:
    lines = [f"## {FAMILIES[letters]}\n", "| Rule | | What must hold |", "| --- | --- | --- |"]
    return "\n".join([*lines, *map(_row, rules)]) + "\n"


def _row(rule: Rule) -> str:
    anchor = rule.id.lower()
    truth = " ".join(inspect.cleandoc(rule.documentation).partition("\n\n")[0].split()).replace("|", "\\|")
    return f'| <a id="{anchor}"></a>[{rule.id}]({_page(rule.id[:2])}#{anchor}) | {rule.severity} | {truth} |'


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", heading.casefold()).replace(" ", "-")


def _family(letters: str, rules: Sequence[Rule]) -> str:
    return "\n".join([_OF_A_FAMILY.format(heading=FAMILIES[letters]), *map(_section, rules)])


def _section(rule: Rule) -> str:
    text = inspect.cleandoc(rule.documentation)
    truth, _, examples = text.partition("**Fails**")
    title = rule.name.replace("_", " ").capitalize()
    said = f"> {_shown(rule.message)}\n>\n> {_shown(rule.fix)}"
    lines = [
        f'<a id="{rule.id.lower()}"></a>\n',
        f"## {rule.id} {title} ({rule.severity})\n",
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
