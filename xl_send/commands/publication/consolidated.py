"""A programme workbook for publication: its rows, differences and lists without what is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from xl_send.commands.publication.seen import FOR_PUBLICATION
from xl_send.consolidation import Difference, MergedProgramme
from xl_send.consolidation.returns import SOURCE_ROW, SOURCE_WORKBOOK, Values
from xl_send.consolidation.row_sources import NotTaken
from xl_send.consolidation.sources import Sources
from xl_send.disclosure.log import NotShown, disclosure_log
from xl_send.disclosure.numbers_in_words import names_a_number
from xl_send.disclosure.owners_words import may_tell
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import WITHHELD, Disclosure, ShownTo
from xl_send.text import as_text
from xl_send.value_classes import frozen, replace
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Programme

_SOURCE = frozenset({SOURCE_WORKBOOK, SOURCE_ROW})
_OF_FIGURES = frozenset(record.SHEET.title for record in (Kpi, Expectation, Actual))


@frozen()
class ConsolidatedAsSeen:
    """What those whom it is for may know of a programme workbook, and of the `returns` that it was made of."""

    returns: Disclosure
    programme: Programme

    @cached_property
    def whole(self) -> Publication:
        """The programme workbook as it may be shown; what is hidden in any return's account is hidden in it."""
        return Publication(Disclosure(self.programme, self.returns.to, self.returns.earlier, self.returns.small))

    @property
    def marking(self) -> str:
        """For whom it is."""
        return self.whole.shown.marking if self._is_whole else FOR_PUBLICATION

    @property
    def _is_whole(self) -> bool:
        return self.returns.to is ShownTo.OFFICE

    def content(self, merged: MergedProgramme) -> MergedProgramme:
        """The rows with words in place of what is hidden, each cell where it stands."""
        if self._is_whole:
            return merged
        instead: dict[tuple[str, int], list[NotShown]] = {}
        for entry in disclosure_log(self.whole):
            if entry.instead:
                instead.setdefault((entry.cell.sheet, _row_of(entry)), []).append(entry)
        rows = {record: self._rows(record, values, instead) for record, values in merged.rows.items()}
        silences = tuple(
            one._replace(reason=WITHHELD) if may_tell(self.whole.shown, one.reason) else one for one in merged.silences
        )
        labels = {record: self._labels(values) for record, values in merged.labels.items()}
        return merged._replace(rows=rows, labels=labels, silences=silences)

    def _labels(self, values: Values) -> Values:
        shown = self.whole.shown
        tells = {title for title, value in values.items() if isinstance(value, str) and may_tell(shown, value)}
        return {title: WITHHELD if title in tells else value for title, value in values.items()}

    def _rows(
        self, record: type[Record], rows: Sequence[Values], instead: Mapping[tuple[str, int], Sequence[NotShown]]
    ) -> Sequence[Values]:
        seen = self.programme.submissions[0].seen.get(record)
        if seen is None:
            return [_declared(record, values) for values in rows]
        first = seen.table.header + 1
        read = {one.row for one in self.programme.each(record)}
        return [
            {
                **(_declared(record, values) if number in read else self._of_no_record(record, values)),
                **{one.cell.column: one.instead for one in instead.get((record.SHEET.title, number), ())},
            }
            for number, values in enumerate(rows, first)
        ]

    def _of_no_record(self, record: type[Record], values: Values) -> Values:
        """A row that is no record, such as a total or a note: of a table of figures it may tell any that is hidden."""
        shown, figures = self.whole.shown, record.SHEET.title in _OF_FIGURES
        return {
            title: WITHHELD if title not in _SOURCE and _tells(shown, value, figures=figures) else value
            for title, value in _declared(record, values).items()
        }

    def sources(self, told: Sources) -> Sources:
        """What is said of the returns: no value of a figure, nor a text that may tell one, nor a file's fingerprint."""
        if self._is_whole:
            return told
        taken = tuple(replace(one, digest="") for one in told.chosen.taken)
        return told._replace(
            chosen=told.chosen._replace(taken=taken),
            differences=tuple(map(self._difference, told.differences)),
            not_taken=tuple(map(self._not_taken, told.not_taken)),
        )

    def _difference(self, one: Difference) -> Difference:
        texts = [as_text(value) for value in (one.taken, one.other) if value is not None]
        if one.sheet in _OF_FIGURES or any(may_tell(self.whole.shown, text) for text in texts):
            return one._replace(taken=WITHHELD, other=WITHHELD)
        return one

    def _not_taken(self, one: NotTaken) -> NotTaken:
        tells = one.sheet in _OF_FIGURES or may_tell(self.whole.shown, one.said)
        return one._replace(said=WITHHELD) if tells else one


def _declared(record: type[Record], values: Values) -> Values:
    """A row without a council's own columns, of which nobody knows what they may tell."""
    known = {SOURCE_WORKBOOK, SOURCE_ROW, *(column.title for column in columns_of(record))}
    return {title: value for title, value in values.items() if title in known}


def _tells(shown: Disclosure, value: object, *, figures: bool) -> bool:
    """Whether a value of such a row may tell what is hidden."""
    if isinstance(value, str):
        return may_tell(shown, value) or (figures and bool(shown.hidden) and names_a_number(value))
    return figures and bool(shown.hidden) and isinstance(value, float)


def _row_of(entry: NotShown) -> int:
    return int(entry.cell.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
