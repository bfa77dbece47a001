"""The reference page of the prompt list of risks, from its table."""

from __future__ import annotations

from xl_send.rules.risks.prompts import common_themes

_INTRODUCTION = """# Risks that others met

A prompt list for risk registers: what other programmes of this kind met, with the consequence, and a
way of meeting it by planning or by extra capacity. Validate names the themes of which the registers of a
programme do not speak, once (RP01, advice). Not every theme belongs in every register; each deserves a
minute's thought.

To add a theme of your own, write it on the Lists sheet under "Risk themes", one a cell: the theme, a
colon, and the words that mention it, separated by semicolons. For example:
`Rural isolation: rural; remote; bus`.

| Theme | Risk | Mitigation | Kind |
| --- | --- | --- | --- |
"""


def risk_themes_page() -> str:
    """The page in Markdown."""
    rows = [f"| {theme.name} | {theme.risk}. | {theme.mitigation}. | {theme.kind} |" for theme in common_themes()]
    return _INTRODUCTION + "\n".join(rows) + "\n"
