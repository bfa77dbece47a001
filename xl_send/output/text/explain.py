"""The row that explains a finding, as it is pasted."""

from __future__ import annotations

from xl_send.commands.explain import ExplainResult


def explain_text(found: ExplainResult) -> str:
    """Its four cells, parted by tabs."""
    return "\t".join(found.row.cells)
