"""The lists that a council edits for itself on the Lists sheet."""

from __future__ import annotations

from collections.abc import Mapping

LISTS_TITLE = "Lists"

# The title of each list's column, and what it is for.
OWN_LISTS: Mapping[str, str] = {
    "Service areas": "The services that diagnostic tasks look at.",
    "Cohorts": "The groups of children that diagnostic tasks look at.",
    "Risk themes": "Themes that every risk register here should mention: the theme, a colon, words separated by ;",
}
