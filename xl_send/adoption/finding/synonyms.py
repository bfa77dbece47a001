"""The table of synonyms: what others call our sheets, columns and words. It is one file, `adoption/synonyms.csv`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from xl_send.adoption.finding.wording import comparable
from xl_send.value_classes import frozen
from xl_send.workbook.columns import Column, Record, columns_of
from xl_send.workbook.submissions import SHEETS

NO_PLACE, OWN_ID = "none", "Their own id"
ANY = "*"
COMPLETE = "said to be complete"
EXPECTED = "Expected"


@frozen(eq=True, slots=True)
class Synonyms:
    """What others call things. Titles and words are compared plain: small letters, no punctuation.

    `titles` gives for each sheet of ours the column a title means; `labels` what stands beside a value on a cover;
    `names` what sheets are called; `qualifiers` which of a risk's scores is meant; `values` for a sheet and column
    what a word means; `scale` the words of likelihood and impact.
    """

    titles: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    qualifiers: Mapping[str, str]
    values: Mapping[tuple[str, str], Mapping[str, str]]
    scale: Mapping[str, float]

    def word(self, sheet: str, column: str, text: str) -> str:
        """Which of our words a word means, or nothing."""
        for given in (sheet, ANY):
            found = self.values.get((given, column), {}).get(comparable(text) or text.strip().casefold())
            if found:
                return found
        return ""

    def said_complete(self, text: str) -> bool:
        """Whether a status says that something is complete, for which our lists have no word."""
        return comparable(text) in self.values[ANY, COMPLETE]


@cache
def synonyms() -> Synonyms:
    """The table as it ships, with every title and list of our own in it."""
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, dict[str, str]] = defaultdict(dict)
    values: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    labels: dict[str, str] = {}
    qualifiers: dict[str, str] = {}
    scale: dict[str, float] = {}
    for what, sheet, ours, theirs in _rows():
        words = theirs.split("|")
        if what == "title":
            titles[sheet].update({comparable(word): ours for word in words if comparable(word) not in titles[sheet]})
        elif what == "label":
            labels.update({comparable(word): ours for word in words})
        elif what == "name":
            names[sheet].update({comparable(word): word for word in words})
        elif what == "qualifier":
            qualifiers.update({comparable(word): ours for word in words})
        elif what == "scale":
            scale.update({comparable(word): float(ours) for word in words})
        else:
            column, _, word_of_ours = ours.partition("=")
            values[sheet, column].update({comparable(w) or w.casefold(): word_of_ours or ours for w in words})
    _add_our_own(titles)
    return Synonyms(titles, labels, names, qualifiers, values, scale)


def _rows() -> list[tuple[str, str, str, str]]:
    text = files("xl_send").joinpath("adoption", "synonyms.csv").read_text(encoding="utf-8")
    return [(row["what"], row["sheet"], row["ours"], row["theirs"]) for row in csv.DictReader(text.splitlines())]


def _add_our_own(titles: dict[str, dict[str, str]]) -> None:
    """Every column is also known by its own title, unless others mean another by it: a Measure is mostly a KPI."""
    for sheet, known in titles.items():
        for column in columns_of(records_by_title()[sheet]):
            if column.title != "ID":
                known.setdefault(comparable(column.title), column.title)


@cache
def records_by_title() -> Mapping[str, type[Record]]:
    """Our sheets by their titles."""
    return {record.SHEET.title: record for record in SHEETS}


@cache
def columns_by_title(sheet: str) -> Mapping[str, Column]:
    """The columns of a sheet of ours by their titles."""
    return {column.title: column for column in columns_of(records_by_title()[sheet])}
