"""Free text in an owner's words, as it may be shown: without numbers where a figure is hidden, without few children."""

from __future__ import annotations

from collections.abc import Callable, Collection

from xl_send.disclosure.numbers_in_words import names_a_number, tells_by_place, tells_of_few
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.patterns import Pattern
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

# What a KPI is, as against what is said of how it stands.
_WHAT_IT_IS = frozenset({"name", "definition", "source", "owner", "change", "plan_reference"})
# That nothing is asked is no number: "None", "None at present".
_ASKS_NOTHING = Pattern(r"(?i)^\s*(?:none|nil|no)\b")
_ID = Pattern(r"\b[A-Z]{2,5}-K\d{1,4}\b")


def text_columns(record: type[Record]) -> Collection[str]:
    """The fields of a record that hold free text."""
    return [column.name for column in columns_of(record) if isinstance(column.kind, Text)]


def text_shown(shown: Disclosure, record: Record, column: str, text: str) -> str:
    """A text of a record as it may be shown, or what stands in its place."""
    if not shown.hidden and not shown.is_public:
        return text
    return shown.instead_of_text if _tests(shown, record, column)(text) else text


def may_tell(shown: Disclosure, text: str) -> bool:
    """Whether a text that belongs to no record may tell of a hidden figure, or to the public of few children."""
    named = not shown.guarded.isdisjoint(_ID.findall(text)) or _by_title(shown, text)
    return bool(named and names_a_number(text)) or (shown.is_public and tells_of_few(text, shown.below))


def _by_title(shown: Disclosure, text: str) -> bool:
    """Whether a text names a KPI with a hidden figure by its title."""
    words = name_key(text) if shown.guarded_titles else ""
    return any(title in words for title in shown.guarded_titles)


def _tests(shown: Disclosure, record: Record, column: str) -> Callable[[str], bool]:
    """What a text in this place must not do."""
    kpi = _kpi_of(record)
    if kpi not in shown.guarded:
        of_children = shown.is_public and kpi in shown.protected.children
        return lambda text: may_tell(shown, text) or (of_children and tells_by_place(text, shown.below))
    if isinstance(record, Kpi) and column in _WHAT_IT_IS:
        return lambda text: tells_of_few(text, shown.below)
    asks = column == "help_needed"
    return lambda text: names_a_number(_ASKS_NOTHING.sub("", text) if asks else text) or tells_of_few(text, shown.below)


def _kpi_of(record: Record) -> str:
    if isinstance(record, Kpi):
        return record.id
    return record.kpi if isinstance(record, Actual | Expectation) else ""
