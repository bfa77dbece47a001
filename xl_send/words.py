"""Words that several rules need: the nearest listed value, and lists in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PureWindowsPath


@lru_cache(maxsize=512)
def nearest(text: str, options: tuple[str, ...]) -> str:
    """The option that a mistyped text most likely means, or nothing where none is near."""
    from difflib import get_close_matches

    by_key = {option.casefold(): option for option in options}
    found = get_close_matches(text.casefold(), list(by_key), n=1, cutoff=0.7)
    return by_key[found[0]] if found else ""


def did_you_mean(text: str, options: Iterable[str]) -> str:
    """A question to put before the remedy, with a space after it, or nothing."""
    found = nearest(text, tuple(options))
    return f"Did you mean {found}? " if found else ""


def first_few(words: Iterable[object], joined: str = "and", most: int = 6) -> str:
    """The first few words in a sentence, and of more than `most` how many more: `a, b and 6 more`."""
    found = [str(word) for word in words]
    return every_name(found if len(found) <= most else [*found[: most - 1], f"{len(found) - most + 1} more"], joined)


def every_name(names: Sequence[str], joined: str = "and") -> str:
    """Every name in a sentence, however many: `A, B and C`."""
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {joined} {names[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 row`, `1,200 rows`, `2 queries`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def quoted(name: str) -> str:
    """A name as it is typed behind an option, in any shell: in quotation marks where it has more than plain letters."""
    if name and all(letter.isalnum() or letter in "_.-/\\:" for letter in name):
        return name
    mark = "'" if any(letter in name for letter in '"$`') and "'" not in name else '"'
    return f"{mark}{name}{mark}"


def capital(text: str, names: Iterable[str] = ()) -> str:
    """A text with a capital first. The name of a file, one of these `names` or plainly one, stays as it is written."""
    first = text.split(" ", 1)[0].rstrip(",:;.").casefold()
    is_name = first.endswith((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")) or text.startswith(tuple(names))
    return text if is_name else text[:1].upper() + text[1:]


def sentence(text: str | None) -> str:
    """A text as a sentence: a capital at its start and a stop at its end. Nothing stays nothing."""
    said = (text or "").strip()
    return capital(said) + ("" if said.endswith((".", "!", "?", ":", "…")) else ".") if said else ""


def file_name(workbook: str) -> str:
    """The name of a workbook without its folders, whichever way their slashes lean."""
    return PureWindowsPath(workbook).name or workbook


_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# The small numbers that are written as words, and an expression for a number in digits or in words.
SMALL_NUMBERS = {word: number for number, word in enumerate(_ONES, 1)}
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?"
    rf"|(?:{'|'.join(reversed(_ONES))}))"
)


def number_said(text: str) -> float:
    """A number in digits or in words: 1,240 and forty-two."""
    said = text.casefold().replace(",", "").replace("-", " ")
    if said.isdecimal():
        return float(said)
    return float(sum(SMALL_NUMBERS.get(word) or 20 + 10 * _TENS.index(word) for word in said.split()))


def number_if_any(text: str) -> float:
    """The number that a word is, in digits or in words; 0 of any other word."""
    said = text.casefold().replace(",", "")
    known = all(word in SMALL_NUMBERS or word in _TENS for word in said.split("-"))
    return number_said(said) if said.isdecimal() or known else 0.0


def numbers_in(text: str) -> int:
    """How many words of a text are numbers, in digits or in words: a look before a longer one."""
    words = (word.strip("(),.;:") for word in text.casefold().split())
    return sum(1 for word in words if word.isdecimal() or word.partition("-")[0] in _NUMBER_WORDS)


_NUMBER_WORDS = frozenset({*_ONES, *_TENS})
