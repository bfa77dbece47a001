"""A child's name as that of a file or a folder beneath one of cases: "tribunal bundles > Holt Maisie Ann.pdf"."""

from __future__ import annotations

import re

from xl_send.analysis.words.shorthand.names_of_people import is_first_name, is_of_no_person
from xl_send.patterns import Pattern

_CASES = (
    r"(?:cases?|casework|children|pupils?|clients?|famil(?:y|ies)|ehcps?|ehc plans?|ehcnas?|(?:ehc )?needs assessments?"
    r"|annual reviews?|tribunals?|appeals?|mediations?|placements?|exclusions?|suspensions?|chronolog(?:y|ies)"
    r"|advice letters|ep (?:advice|reports?)|case ?notes|individual|sendist|refusals?|complaints|eotas|lac|cla|peps?"
    r"|transport applications|panel(?: cases)?|referrals?|consults?)"
)
# The words at the end of what a folder is called, with what separates it from the next.
_OF_CASES = Pattern(
    rf"(?i)(?<![^\W_]){_CASES}(?:[ _-](?:files?|bundles?|folders?|papers|packs?|live|open|closed|letters|individual"
    rf"|drafts?|documents|docs|working|lost|won|new"
    r"|current|20\d\d(?:[-_]\d\d)?|y\d{1,2})){0,2}(?: ?[\\/>\u203a\u2192] ?| folder: ?| file: )"
)
# Two steps, or one and a file: a stroke alone is no path.
_PATH = Pattern(
    r"[\\>\u203a\u2192][^\\>\u203a\u2192]*[\\>\u203a\u2192]|[^ ]/[^ /]+(?: [^ /]+)*/(?:[^ ]|$)"
    r"|[\\/>\u203a\u2192][^\\/>\u203a\u2192]*\.[A-Za-z]{3,4}\b"
    r"| folder ?[\\/>\u203a\u2192]| (?:folder|file): [^.\n]*\.[A-Za-z]{3,4}\b"
)
# A folder between, which only sorts them.
_NEXT = Pattern(
    r"(?i)(?:(?:20)?\d\d(?:[-_]\d\d)?|live|open|closed|lost|won|current|new|old|archived?|(?:out of|in)[- ](?:county"
    r"|area|borough)|independent|residential|maintained|(?:autumn|spring|summer)(?: term)?(?: 20\d\d)?|[a-z](?: ?- ?"
    r"[a-z])?|north|south|east|west|y(?:ear)? ?\d{1,2}|[a-z ]{0,20}(?:bundles?|files|panel))"
    r" ?[\\/>\u203a\u2192] ?"
)
_PAPER = (
    r"(?i:bundles?|chronolog(?:y|ies)|ehcps?|ehcna|ehc plan|annual review|ar|pep|case ?notes|advice|ep advice|letters?"
    r"|appeal|tribunal|final|draft|signed|redacted|copy|v\d{1,2}|y(?:ea)?r? ?\d{1,2}|\d{1,8}|assessment|placement"
    r"|referral|consult|exclusion|working (?:doc(?:ument)?|copy)|wd|report|statement|evidence|re)"
)
_WORD = r"(?:(?:O['\u2019])?[^\W\d_a-z][^\W\d_A-Z](?:[^\W_]|['\u2019-]){0,20}|[^\W\d_a-z]{3,20}|[A-Z]\b\.?)"
_NAMED = Pattern(
    rf"(?:{_PAPER}[ _-]{{1,3}}){{0,2}}(?P<name>{_WORD}(?:(?:,? |_|,|-){_WORD}){{0,3}})"
    rf"(?=\.[A-Za-z]{{3,4}}\b| ?[\\/>\u203a\u2192,;)(]|\.? ?$|(?:[ _]| ?- ?){_PAPER}(?![^\W_]))"
)
_APART = Pattern(r"[\W_]")
# What papers of the work itself are called.
_OF_WORK = frozenset({
    "actions", "admin", "agenda", "analysis", "appendix", "archive", "archived", "audit", "audits", "backlog",
    "blank", "block", "briefing", "budget", "bundle", "bundles", "calendar", "certificate", "challenge", "change",
    "checklist", "closed", "comments", "complaints", "consultation", "contacts", "contents", "contract",
    "contracts", "copy", "correspondence", "costs", "counsel", "cover", "current", "dashboard", "dates", "decision",
    "decisions", "deep", "directions", "dive", "docs", "documents", "does", "door", "draft", "edition", "emails",
    "evidence", "example", "examples", "exempt", "feedback", "figures", "files", "flowchart", "folder", "form",
    "forms", "framework", "front", "golden", "grounds", "guide", "handbook", "hearing", "hearings", "hours", "how",
    "independent", "index", "invoice", "invoices", "issues", "judgment", "judgments", "leaflet", "learned", "legal",
    "lessons", "letter", "letters", "list", "lists", "log", "lost", "maintained", "map", "master", "mediation",
    "meeting", "meetings", "merge", "minutes", "model", "moderation", "monthly", "newsletter", "note", "notes",
    "open", "operating", "order", "orders", "outcome", "outcomes", "overview", "pack", "packs", "paper", "papers",
    "pathway", "payments", "peer", "pending", "procedure", "procedures", "process", "protocol", "push", "quarterly",
    "reasons", "reference", "register", "regulations", "report", "reports", "request", "requests", "residential",
    "response", "responses", "results", "return", "returns", "reviews", "risks", "rota", "rules", "sample",
    "samples", "schedule", "scope", "sheet", "sign-off", "slides", "specification", "spreadsheet", "statement",
    "statistics", "summary", "survey", "tbc", "template", "templates", "terms", "test", "themes", "thread",
    "timeline", "timescales", "together", "toolkit", "trends", "tribunal", "tribunals", "update", "updates",
    "version", "visit", "visits", "weekly", "what", "wheel", "when", "who", "why", "witness", "won", "wording",
})  # fmt: skip
# How words end that are no names.
_ENDS_LIKE_NO_NAME = Pattern(r"(?i)(?:ing|[ts]ion|ments?|ness|ship|ics|ology|shire|ised)$")
_FEWEST = 2


def in_a_folder_of_cases(text: str) -> bool:
    """Whether a step of a path behind a folder of cases is called after somebody."""
    if not (_OF_CASES.may_be_in(text) and _PATH.search(text)):
        return False
    return any(_leads_to_somebody(text, found.end()) for found in _OF_CASES.finditer(text))


def _leads_to_somebody(text: str, place: int) -> bool:
    for _ in range(3):
        found = _NAMED.match(text, place)
        if found and _is_somebody(found):
            return True
        step = _NEXT.match(text, place)
        if step is None:
            return False
        place = step.end()
    return False


def _is_somebody(found: re.Match[str]) -> bool:
    words = [word for word in _APART.split(found["name"]) if word]
    if any(word.casefold() in _OF_WORK for word in words):
        return False
    if any(map(is_first_name, words)):
        return True
    if len(words) < _FEWEST or len(words[0]) == 1 or any(map(is_of_no_person, words)):
        return False
    return not any(map(_ENDS_LIKE_NO_NAME.search, words))
