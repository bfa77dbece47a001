"""The catalogue of rules, and the running of it.

A rule is one function `(programme) -> hits`, named for the fault it finds, entered by `@rule`. Its
docstring's first line is the truth that must hold; then why; then **Fails** and **Passes** tables,
which are its documentation and its test. Ids are never used again once retired.
"""

from __future__ import annotations

from xl_send.rules.catalogue import Hit, Rule, Scope, all_rules, hit, rule
from xl_send.rules.check import check

__all__ = ["Hit", "Rule", "Scope", "all_rules", "check", "hit", "rule"]
