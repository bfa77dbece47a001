"""Children in the names of files and folders, in subject lines and in hashtags."""

from __future__ import annotations

from itertools import pairwise

from xl_send.analysis.words.shorthand.folders import in_a_folder_of_cases
from xl_send.analysis.words.shorthand.names_of_people import SURNAME, is_first_name
from xl_send.patterns import Pattern

_CASE = (
    r"(?i:ehcps?|ehc plan|ehcna|annual[ _-]?review|pep|chronology|case[ _-]?notes?|needs assessment|tribunal|referral"
    r"|consult(?:ation)?|exclusion)"
)
_FILE = Pattern(r"(?P<stem>[\w .,()'\u2019-]{3,60})\.(?:pdf|docx?|xls[xm]?|msg|rtf|eml|jpe?g)\b")
_APART = Pattern(r"[\W_]|(?<=[a-z])(?=[A-Z])")
_OF_A_CASE = frozenset({
    "ar", "assessment", "casenotes", "chronology", "consult", "consultation", "diagnosis", "ehc", "ehcna", "ehcp",
    "ehcps", "exclusion", "letter", "pep", "placement", "referral", "reports", "review", "statement", "taxi",
    "transport", "tribunal",
})  # fmt: skip
_OF_WORK = frozenset({
    "audit", "board", "budget", "comments", "contract", "dashboard", "data", "draft", "figures", "guidance", "notes",
    "paper", "plan", "policy", "process", "programme", "project", "slides", "strategy", "team", "template", "tracker",
    "training",
})  # fmt: skip
_SUBJECT = Pattern(
    r"\b(?:Re|RE|FW|Fw|Fwd|FWD|Subject)(?::| -|) ?(?P<name>[A-Z][a-z]{1,20})(?: "
    rf"{SURNAME})?[^.\n]{{0,3}} ?(?:\w{{1,10}} ){{0,2}}?(?:{_CASE}|place(?:ment)?|school|transport|taxi|Y\d{{1,2}}"
    r"|transition|tuition)\b"
    r"(?! (?:team|policy|paper|review|plan|lead|board|report|strategy|project|places|funding|forum))"
)
_CASE_OF = Pattern(
    rf"\b(?P<name>[A-Z][a-z]{{1,20}}) {SURNAME} (?:EHCPs?|EHCNA|[Aa]nnual [Rr]eview|PEP"
    r"|[Cc]hronology)\b(?! (?i:lead|team|officer|manager|panel|project|work|training))"
)
_HASHTAG = Pattern(r"#(?P<words>[A-Za-z]{4,40})")
_CAMEL = Pattern(r"[A-Z][a-z]{1,20}")


def in_a_trace(text: str, *, named: bool) -> bool:
    """Whether a file, a folder, a subject line or a hashtag is called after a child; `named` says if one may be."""
    if in_a_folder_of_cases(text):
        return True
    if "." in text and any(_is_of_a_case(found["stem"]) for found in _FILE.finditer(text)):
        return True
    for pattern in (_SUBJECT, _CASE_OF) if named else ():
        for found in pattern.finditer(text):
            if any(map(is_first_name, filter(None, found.groups()))):
                return True
    return "#" in text and any(_is_of_a_child(found["words"]) for found in _HASHTAG.finditer(text))


def _is_of_a_case(stem: str) -> bool:
    """Whether the words of a file's name are a first name and a paper of one child's case, and none of work."""
    words = _APART.split(stem)
    small = {word.casefold() for word in words}
    return any(map(is_first_name, words)) and not _OF_A_CASE.isdisjoint(small) and _OF_WORK.isdisjoint(small)


def _is_of_a_child(hashtag: str) -> bool:
    words = _CAMEL.findall(hashtag)
    saints = {after for before, after in pairwise(words) if before in {"St", "Saint", "King"}}
    return any(
        is_first_name(word) or (word.endswith("s") and is_first_name(word[:-1])) for word in words if word not in saints
    )
