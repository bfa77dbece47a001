"""The words of a finding, made when it is shown: most of many thousand findings are only sorted and counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from xl_send.errors import fault_place
from xl_send.findings import Related, Worded
from xl_send.text import exact
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say

# Nobody reads on in a sentence that quotes more than this.
LONGEST_QUOTED = 600


class Details(NamedTuple):
    """What the sentences of a finding are made of: the cells that bear on it, and the words that stand in braces."""

    related: tuple[Related, ...]
    words: Mapping[str, object]


def details(*related: Related, **words: object) -> Details:
    """The cells that bear on a fault, and the words that its message and its fix need."""
    return Details(related, words)


class WordedWhenShown:
    """A message and what to do, with their words in braces, and the details that go into them.

    Details may be given as a function, which is asked once, by the first who asks for any of these. Where it fails
    that is told in place of the message: the finding stands.
    """

    def __init__(self, message: str, fix: str, given: Details | Callable[[], Details]) -> None:
        self._message = message
        self._fix = fix
        self._given = given

    def __eq__(self, other: object) -> bool:
        return self.said == (other.said if isinstance(other, WordedWhenShown) else other)

    def __hash__(self) -> int:
        return hash(self.said)

    @cached_property
    def said(self) -> Worded:
        """The words, each as people write it."""
        try:
            related, given = self._given if isinstance(self._given, Details) else self._given()
            words = {name: _as_text(value) for name, value in given.items()}
            return Worded(self._message.format_map(words), self._fix.format_map(words), related)
        except Exception as error:  # noqa: BLE001 - whatever fails over one finding, it stands, and the others are told
            return _not_worded(error)


def _not_worded(error: Exception) -> Worded:
    """What is said of a finding whose words could not be made: that, and the place in our own code."""
    return Worded(
        f"Something is wrong here, and xl_send has met a fault of its own in saying what ({fault_place(error)}).",
        "Look at the cells of this row. Tell whoever looks after xl_send here, with these words.",
    )


def _as_text(value: object) -> object:
    if isinstance(value, date):
        return say(value)
    if isinstance(value, str) and len(value) > LONGEST_QUOTED:
        return f"{value[:LONGEST_QUOTED].rpartition(' ')[0] or value[:LONGEST_QUOTED]}…"
    return exact(value) if isinstance(value, float) else value
