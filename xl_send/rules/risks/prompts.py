"""The risks that other programmes met, as a prompt list for a register to be held against.

The list is the table `risk_themes.csv` beside this file. A council adds themes of its own on the
Lists sheet under "Risk themes", one a cell: the theme, a colon, and the words that mention it.
"""

from __future__ import annotations

import csv
import pkgutil
import re
from collections.abc import Iterator, Sequence
from functools import cache

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.words import first_few
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, Submission

# Below this many risks a register is still being written, and a long list of gaps would not help.
ENOUGH_RISKS = 5
SHORT_WORD = 4
# So many themes are told in the sentence itself, or one fewer and how many more; the remedy names the others.
NAMED_FIRST = 10


class Theme(NamedTuple):
    """A kind of risk others met, the words by which a register mentions it, and how it may be met."""

    name: str
    words: tuple[str, ...]
    risk: str = ""
    mitigation: str = ""
    kind: str = ""

    def mentioned_in(self, text: str) -> bool:
        """Whether any of its words begins a word of a text (case makes no difference).

        A word of up to four letters must be a whole word: EP is not the beginning of episode.
        """
        return any(_begins_a_word(word, text) for word in self.words)


def _begins_a_word(word: str, text: str) -> bool:
    if word not in text:  # a register may be long, and most words are not in it
        return False
    ending = r"s?\b" if len(word) <= SHORT_WORD else ""
    return re.search(rf"\b{re.escape(word)}{ending}", text) is not None


@cache
def common_themes() -> tuple[Theme, ...]:
    """The themes that ship with the product, capacity first."""
    packed = pkgutil.get_data("xl_send.rules.risks", "risk_themes.csv") or b""
    lines = packed.decode("utf-8").splitlines()
    return tuple(
        Theme(row["Theme"], _words(row["Words that mention it"]), row["Risk"], row["Mitigation"], row["Kind"])
        for row in csv.DictReader(lines)
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip().casefold() for word in text.split(";") if word.strip())


def own_themes(cells: Sequence[str]) -> tuple[Theme, ...]:
    """A council's own themes, each written as `Theme: word; word`; a theme alone is its own word."""
    parted = (cell.partition(":") for cell in cells)
    return tuple(Theme(name.strip(), _words(words) or _words(name)) for name, _, words in parted)


def themes_not_mentioned(submissions: Sequence[Submission]) -> list[Theme]:
    """The themes of which no risk of the registers speaks, the councils' own among them, each once."""
    risks = [risk for submission in submissions for risk in submission.all(Risk)]
    words = " ".join(f"{risk.name or ''} {risk.mitigation or ''}" for risk in risks).casefold()
    own = (theme for item in submissions for theme in own_themes(item.own_lists.get("Risk themes", ())))
    themes = dict.fromkeys((*common_themes(), *own))
    return [theme for theme in themes if not theme.mentioned_in(words)]


@rule(
    "RP01",
    Severity.ADVICE,
    "Other programmes met risks that {registers}: {themes}.",
    "Ask at the next review whether each could happen here.{rest}",
)
def common_risk_not_mentioned(programme: Programme) -> Iterator[Hit]:
    """A register has been held against what other programmes met.

    Most programmes that fail were warned by others; capacity comes first. A programme is asked, once: all its
    registers are held against the list together, and the return of one workstream, which cannot hold every risk of a
    programme, is not asked. One that has reported before, of which some workbook gives Previous as at, is asked about
    the themes that councils added themselves alone: what else was left out by then was left out with open eyes. Fewer
    than five risks are a register that is still being written and are left alone, as are registers with a row or a
    column that cannot be read.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Risks, as it lies:
    | <ID> | Workstream | Risk | Category | Owner | Raised | Likelihood | Impact | Response | Status |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | TRN | One | Other | Lead | 7 Sep 2026 | 2 | 2 | Treat | Open |
    | TRN-R02 | TRN | Two | Other | Lead | 7 Sep 2026 | 2 | 2 | Treat | Open |
    | TRN-R03 | TRN | Three | Other | Lead | 7 Sep 2026 | 2 | 2 | Treat | Open |
    | TRN-R04 | TRN | Four | Other | Lead | 7 Sep 2026 | 2 | 2 | Treat | Open |
    | TRN-R05 | TRN | Five | Other | Lead | 7 Sep 2026 | 2 | 2 | Treat | Open |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | One |
    | TRN-R02 | Two |
    | TRN-R03 | Three |
    | TRN-R04 | Four |

    **Passes**

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | One |
    | TRN-R02 | Two |
    | TRN-R03 | Three |
    | TRN-R04 | Four |
    | TRN-R05 | Five |

    **Passes**

    Programme:
    | Previous as at |
    | --- |
    | 2 Oct 2026 |

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | One |
    | TRN-R02 | Two |
    | TRN-R03 | Three |
    | TRN-R04 | Four |
    | TRN-R05 | Five |
    """
    registers = [submission for submission in programme.submissions if submission.all(Risk)]
    whole = all(_told_in_full(submission) for submission in programme.submissions)
    several = len(programme.codes) > 1
    if not (whole and several) or sum(len(item.all(Risk)) for item in registers) < ENOUGH_RISKS:
        return
    is_first = not any(item.cover.previous for item in programme.submissions)
    passed_by = () if is_first else common_themes()
    missing = [theme.name for theme in themes_not_mentioned(registers) if theme not in passed_by]
    if missing:
        first, *beside = (item.seen[Risk].heading("id") for item in registers)
        said = f"none of these {len(registers)} registers mentions" if beside else "this register does not mention"
        related = (Related(cell, "a register as well") for cell in beside)
        others = first_few(missing[NAMED_FIRST - 1 :], most=len(missing)) if len(missing) > NAMED_FIRST else ""
        rest = f" The others: {others}." if others else ""
        yield hit(first, *related, registers=said, themes=first_few(missing, most=NAMED_FIRST), rest=rest)


def _told_in_full(submission: Submission) -> bool:
    """Whether the words of every risk of a workbook were read."""
    return submission.whole(Risk) and "name" in submission.seen[Risk].table.places
